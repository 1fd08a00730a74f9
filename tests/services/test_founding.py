"""What the founding document prints is laid out as records: its policy, its strategic goals, the needs of those whom it serves."""

import itertools

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, founding, listing, records
from qms_desktop.services.printing import print_form
from tests.paper.conftest import Paper


@pytest.fixture
def oshsu(make_workspace):
    return make_workspace(institution="oshsu")


@pytest.mark.requirement("R090")
def test_the_policy_is_laid_out_with_its_eleven_points_as_printed(oshsu):
    founding.lay_out(oshsu, "policy")
    (policy,) = listing.records(oshsu, "policy")
    assert [point["number"] for point in policy["points"]] == [str(number) for number in range(1, 12)]
    assert policy["points"][8]["text"] == "Ишмердиктин бардык түрлөрүнүн сапатынын жогорулашын камсыздоо үчүн университеттин санариптештирилиши"
    assert all(policy[name] for name in ("text", "text_ru", "text_en"))
    assert not KINDS["policy"].missing(policy)
    acts.act(oshsu, "approve", [policy["id"]])
    (objective,) = records.save(oshsu, "objective", [{"title": "Санариптештирүү", "policy": policy["id"], "policy_point": "9"}]).saved
    assert records.show(oshsu, objective.key.id)["policy"] == policy["id"]


@pytest.mark.requirement("R098")
def test_the_strategic_goals_stand_above_the_objectives_of_units(oshsu):
    founding.lay_out(oshsu, "objective")
    goals = listing.records(oshsu, "objective", where=["level=university"])
    assert len(goals) == 2
    assert any("ТОП-700" in goal["title"] for goal in goals)
    own = records.save(oshsu, "objective", [{"title": "Макалалар", "level": "unit", "unit": "ФИЛ", "parent": goals[0]["id"]}]).saved[0].key.id
    assert records.show(oshsu, own)["parent"] == goals[0]["id"]


@pytest.mark.requirement("R050")
def test_the_five_printed_groups_of_needs_stand_in_the_register_of_interested_parties(oshsu):
    founding.lay_out(oshsu, "interested_party")
    found = {party["group"]: party for party in listing.records(oshsu, "interested_party")}
    assert found.keys() == {"state", "employers", "learners", "research_customers", "staff"}
    assert "жогорку квалификациялуу адистерге" in found["state"]["need"]
    assert "коопсуз иштөө шарттарын" in found["staff"]["need"]


@pytest.mark.requirement("R028")
def test_the_structure_is_drawn_as_the_manual_draws_it_with_those_who_hold_the_duties_today(oshsu, tmp_path):
    def person(name, position, duty, **more):
        return {"name": name, "position": position, "duties": [{"duty": duty, "position": position, **more}]}

    records.save(oshsu, "person", [
        person("Абдиева А.", "Окуу-усулдук бирикменин төрагасы", "member"), person("Бекова Б.", "ОСМКБнын башчысы", "qa_head"),
        person("Төрөев Т.", "Декан", "head"), person("Усенова У.", "Кеңештин төрайымы", "council_chair"),
        person("Кеткенов К.", "Кеңештин төрагасы", "council_chair", until="2024-09-01")])  # fmt: skip
    printed = print_form(oshsu, "structure", tmp_path / "structure.pdf")
    words = Paper(tmp_path / "structure.pdf", printed.pages, "ky").words(1)
    tops = {word.text: word.top for word in reversed(words)}
    told = ["бирикме", "Абдиева", "Бекова", "Структуралардын", "Төрөев", "Структуралык", "Усенова", "Аспирантура"]
    places = [tops[word] for word in told]
    assert all(below - above > -1 for above, below in itertools.pairwise(places)), "box by box, each with its people, then the units"
    assert "Кеткенов" not in tops


@pytest.mark.requirement("R291")
def test_the_regulations_policy_is_laid_out_as_annex_5_prints_it(make_workspace):
    jasu = make_workspace(institution="jasu")
    founding.lay_out(jasu, "policy")
    (policy,) = listing.records(jasu, "policy")
    assert policy["text"].startswith("Жалал-Абад мамлекеттик университети Кыргыз Республикасынын жана анын чегинен тышкары эмгек рыногунда")
    assert [point["number"] for point in policy["points"]] == ["1", "2", "3"]
    assert "ГОСТ ISO 9001:2015" in policy["points"][2]["text"]


@pytest.mark.requirement("R026")
def test_who_answers_for_what_is_said_as_annex_7_and_chapters_6_and_7_print_it(make_workspace, oshsu):
    jasu = make_workspace(institution="jasu")
    founding.lay_out(jasu, "responsibility")
    annex = {row["leads"]: row["what"] for row in listing.records(jasu, "responsibility", where=["clause=7-тиркеме"])}
    assert annex["Кафедра башчылары / ПЦК башчылары"].startswith("Кафедранын деңгээлинде пландаштыруу жана көзөмөлдөө: тобокелдик паспортторун")
    assert len(annex) == 6
    founding.lay_out(oshsu, "responsibility")
    led = [row["leads"] for row in listing.records(oshsu, "responsibility")]
    # 13 functions besides improvement, 5 duties of the chairs, 7 of the management
    assert [led.count(who) for who in ("ОСМКБ", "Окуу-усулдук кеңештердин төрага/төрайымдары", "Университеттин жетекчилиги")] == [14, 5, 7]


def test_two_computers_of_the_office_lay_out_the_same_records_down_to_their_points(make_workspace):
    one, other = (make_workspace(institution="oshsu") for _computer in range(2))
    for ws in (one, other):
        founding.lay_out(ws)
    for kind in founding.LAID_OUT:
        mine, theirs = ({row["id"]: row for row in listing.records(ws, kind)} for ws in (one, other))
        assert mine == theirs
        assert mine
    assert founding.lay_out(one).saved == []

"""Processes (6.2.2, 6.4, 9.3 and annex 1 of the manual; 6 and annex 2 of the regulation)."""

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, listing, records, views

from .working import change, kept, move, offers, part_offers, refused, save

CARD = {
    "number": "3", "group": "core", "name": "Билим берүү процесси", "purpose": "Адис даярдоо", "inputs": ["Абитуриент"],
    "outputs": ["Бүтүрүүчү"], "owners": [{"position": "Проректор", "name": "Назарова А. К."}], "resources": ["Китепкана"],
    "indicators": ["Жетишүү"],
}  # fmt: skip


@pytest.mark.requirement("R247", "R129")
@pytest.mark.parametrize("name", ["purpose", "owners", "inputs", "outputs", "resources", "indicators"])
def test_a_card_is_incomplete_without_one_of_its_parts(shared, name):
    unit = shared("ПРЦ")
    card = save(unit, "process", **{**CARD, name: None})
    assert [field.name for field in KINDS["process"].missing(records.show(unit, card))] == [name]
    assert KINDS["process"].fields[name].label.text("en") in refused(acts.act, unit, "submit", [card])
    change(unit, "process", card, **{name: CARD[name]})
    assert move(unit, "submit", card) == "submitted"


@pytest.mark.requirement("R129", "R119", "R230")
def test_a_card_holds_norms_records_controls_steps_and_who_is_responsible(office):
    kept(office, "process", **CARD, norms=["Билим берүү мыйзамы"], records=["Журнал", "Ведомость"], controls=["Текшерүү"],
         steps=[{"text": "Пландоо", "responsible": "Декан", "record": "Окуу план"}])  # fmt: skip
    assert listing.records(office, "process", search="Абитуриент")


@pytest.mark.requirement("R270", "R220")
def test_a_process_has_several_owners_each_with_position_and_name(office):
    owners = [{"position": "Аспирантура бөлүмү", "name": ""}, {"position": "Илим боюнча проректор", "name": "Асанов А."}]
    kept(office, "process", **CARD | {"owners": owners})


@pytest.mark.requirement("R025")
def test_processes_are_classed_by_kind_of_activity(office):
    offers(office, "process", "activity", "higher vocational postgraduate research")
    card = kept(office, "process", **CARD | {"name": "Аспирантура", "activity": "postgraduate"})
    assert card["id"] in [each["id"] for each in listing.records(office, "process", where=["activity=postgraduate"])]


@pytest.mark.requirement("R055")
def test_a_process_stands_in_one_of_the_four_steps_of_the_cycle(office, shared):
    offers(office, "process", "pdca", "plan do check act")
    words = KINDS["process"].fields["pdca"].choices(shared(institution="oshsu").profile)
    assert [words[key].ky for key in ("plan", "do", "check", "act")] == ["пландаштыруу", "иштөө", "текшерүү", "аткаруу"], "as printed"


@pytest.mark.requirement("R056")
def test_a_card_names_the_processes_before_and_after_it(office):
    kept(office, "process", **CARD | {"preceding": ["Кабыл алуу"], "following": ["Бүтүрүү"]})


@pytest.mark.requirement("R057")
def test_processes_stand_in_the_four_printed_groups_in_the_order_of_their_numbers(shared):
    oshsu = shared(institution="oshsu")
    offers(oshsu, "process", "group", "management core support improvement")
    with oshsu.store.reading() as tx:
        register = views.process_register(tx, oshsu.profile, views.Selection(), "ky")
    numbered = [row for row in register if row["number"]]
    groups = [row["group"] for row in numbered]
    assert groups == sorted(groups, key=list(oshsu.profile.process_groups).index)
    numbers = [tuple(map(int, row["number"].split("."))) for row in numbered]
    assert numbers == sorted(numbers)
    assert len(numbers) == 25


@pytest.mark.requirement("R107")
@pytest.mark.parametrize(("kind", "items"), [("process", "resource_rows"), ("plan", "resources")])
def test_a_resource_is_of_one_of_five_kinds(office, kind, items):
    part_offers(office, kind, items, "resource_kind", "financial human information library material")


@pytest.mark.requirement("R248")
def test_what_inputs_and_outputs_are_is_explained_beside_them():
    words = KINDS["process"].fields
    for language in ("ky", "ru", "en"):
        assert len(words["inputs"].help.text(language)) > 20
        assert len(words["outputs"].help.text(language)) > 10
    assert {"resources", "information", "requirements", "conditions"} <= set(words["inputs"].help.text("en").replace(".", "").replace(",", "").split())


@pytest.mark.requirement("R315")
def test_administrative_processes_are_linked_to_processes_and_risks(shared):
    unit = shared("КАД")
    card = save(unit, "process", name="Кадрларды тандоо", group="support", units_involved=["Каржы бөлүмү", "IT борбору"])
    risk = save(unit, "risk", title="Кадр жетишсиз", process=card)
    assert [each["id"] for each in listing.records(unit, "risk", where=[f"process={card}"])] == [risk]


@pytest.mark.requirement("R314", "R203", "R207")
@pytest.mark.parametrize("unit", ["КАД", "КАР", "ИТБ", "ЭАБ"])
def test_heads_of_administrative_units_enter_corrective_and_preventive_measures(shared, unit):
    ws = shared(unit)
    risk = save(ws, "risk", title="Кадр жетишсиз")
    kept(ws, "corrective_action", title="Сынак жарыялоо", source="daily_work", situation="Бош орун", cause="Айлык төмөн",
         responsible="Башчы", due="2027-02-01", criterion="Бош орун жок")  # fmt: skip
    action = kept(ws, "preventive_action", potential="Окутуучу кетип калат", cause="Айлык төмөн", risk=risk, action="Резерв түзүү",
                  responsible="Башчы", due="2027-02-01", criterion="Эки талапкер бар", method="Тизме", proof="Резервдин тизмеси, № 3")  # fmt: skip
    assert action["unit"] == unit
    assert move(ws, "submit", action["id"]) == "submitted"
    for name in ("potential", "cause", "criterion"):
        draft = save(ws, "preventive_action", action="Башка")
        assert name in {field.name for field in KINDS["preventive_action"].missing(records.show(ws, draft))}


@pytest.mark.requirement("R204", "R199")
@pytest.mark.parametrize("kind", ["corrective_action", "preventive_action"])
def test_the_fitness_of_an_action_is_judged(office, kind):
    offers(office, kind, "adequacy", "yes partly no")
    kept(office, kind, adequacy="partly", adequacy_note="Себептин бир бөлүгүн гана жоет")

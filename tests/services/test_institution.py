"""The QA office edits its institution's profile: what cannot be is refused, and the units work by it once it reaches them."""

import datetime as dt
import subprocess

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import speaking
from qms_desktop.core.profile import load_profile
from qms_desktop.core.profile_edits import PARTS, ProfileEdit
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import (
    enrolment,
    exchanging,
    institution,
    joining,
    printing,
    records,
    returning,
    upkeep,
)
from qms_desktop.services.records import save
from qms_desktop.services.setup import init
from qms_desktop.services.workspace import open_workspace
from qms_desktop.services.year.duties import duties_of
from qms_desktop.store.store import bring_up_to_date, rebuild


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


@pytest.fixture
def office(make_workspace):
    return make_workspace()


def risk(ws, **values):
    saved = save(ws, "risk", [{"title": "Окуу китептери жетишпейт", "likelihood": 2, "consequence": 3} | values])
    return saved.saved[0].key.id


def entry(ws, part, key):
    return next(each for each in institution.entries(ws, part)[0] if each.key == key)


@pytest.fixture
def pdf_text():
    return lambda path: subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout


def refused(work, sentence):
    with pytest.raises(UserError, match=sentence):
        work()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_listed_and_stands_as_in_the_document(office, part):
    found, _base = institution.entries(office, part)
    assert not any(each.edited or each.own or each.withdrawn for each in found)
    assert found or part in ("holidays", "working_days", "strategic_directions")


def test_a_threshold_judges_the_risks_that_are_there_anew(office):
    one = risk(office, unit="МТК")
    assert records.show(office, one)["level"] == "medium"
    done = institution.change(office, "levels", "low", {"value": "6"})
    assert records.show(office, one)["level"] == "low"
    assert entry(office, "levels", "low").document == "5"
    records.undo(office, done.change_ids)
    assert records.show(office, one)["level"] == "medium"
    assert not entry(office, "levels", "low").edited


@pytest.mark.parametrize(("part", "key", "values", "sentence"), [
    ("levels", "low", {"value": "10"}, "overlap"),
    ("levels", "medium", {"value": "25"}, "overlap"),
    ("levels", "low", {"value": "many"}, "no whole number"),
    ("levels", "low", {"ky": "орто"}, "in the list “Risk levels” already"),
    ("deadlines", "correction", {"value": "0"}, "between 1 and 3650"),
    ("deadlines", "lunch", {"value": "3"}, "no entry “lunch”"),
    ("numbering", "risk_number", {"value": "Т-{unit}"}, "needs one place for the serial number"),
    ("numbering", "risk_number", {"value": "Т-{faculty}-{nn}"}, "names “faculty”"),
    ("numbering", "Ф-03", {"value": "ТП-{unit"}, "not closed"),
    ("signatories", "Ф-03", {"value": "janitor"}, "no position “janitor”"),
    ("period", "from", {"value": "02-30"}, "no day of the year"),
    ("holidays", "2026-02-30", {"ky": "Майрам"}, "is no date"),
    ("risk_categories", "research", {"ky": "Каржылык"}, "“Каржылык” stands in the list"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_changed(office, part, key, values, sentence):
    before, digest = dict(office.profile.data), upkeep.digest(office)
    refused(lambda: institution.change(office, part, key, values), sentence)
    assert dict(office.profile.data) == before
    assert upkeep.digest(office) == digest


def test_the_command_line_is_held_to_the_same(office):
    refused(lambda: save(office, "profile_entry", [{"part": "levels", "key": "low", "value": "24"}]), "overlap")
    save(office, "profile_entry", [{"part": "levels", "key": "low", "value": "3"}])
    assert office.profile.level(4) == "medium"
    refused(lambda: save(office, "profile_entry", [{"part": "levels", "key": "low", "value": "2"}]), "changed before")


@pytest.mark.requirement("R280")
def test_categories_are_added_withdrawn_and_never_vanish_while_a_record_names_them(office):
    institution.add(office, "risk_categories", {"ky": "Санариптик", "ru": "Цифровой", "en": "Digital"})
    one = risk(office, unit="МТК", category="Санариптик")
    assert records.show(office, one)["category"] == "digital"
    refused(lambda: institution.restore(office, "risk_categories", "digital"), "cannot vanish from the list: 1 record")
    institution.change(office, "risk_categories", "digital", {"withdrawn": True})
    refused(lambda: risk(office, unit="МТК", category="digital"), "not used any more")
    save(office, "risk", [{"id": one, "category": "digital", "cause": "Эски серверлер"}])
    assert office.profile.risk_categories["digital"].text("ky") == "Санариптик", "where it stands it stays readable"
    records.delete(office, [one])
    institution.restore(office, "risk_categories", "digital")
    assert "digital" not in office.profile.risk_categories


@pytest.mark.requirement("R021")
def test_the_office_makes_types_of_units_of_its_own(office):
    institution.add(office, "unit_types", {"ky": "клиника", "ru": "клиника", "en": "clinic"})
    unit = save(office, "unit", [{"code": "КЛН", "name": "Университеттик клиника", "type": "клиника"}]).saved[0].key.id
    assert records.show(office, unit)["type"] == "clinic"


@pytest.mark.requirement("R024")
def test_the_seven_directions_are_a_list_that_the_office_edits_and_objectives_are_offered(office):
    for number in range(1, 8):
        institution.add(office, "strategic_directions", {"ky": f"{number}-багыт"}, key=f"d{number}")
    institution.change(office, "strategic_directions", "d7", {"ky": "7-багыт: дүйнөлүк рейтинг"})
    field = KINDS["objective"].fields["strategic_direction"]
    offered = [words.text("ky") for words in office.profile.choices(field.offers).values()]
    assert (len(offered), offered[-1]) == (7, "7-багыт: дүйнөлүк рейтинг")
    one = save(office, "objective", [{"title": "ТОП-700", "strategic_direction": offered[-1]}]).saved[0].key.id
    assert records.show(office, one)["strategic_direction"] == offered[-1]


def test_a_list_is_never_left_empty(office):
    *others, last = office.profile.process_groups
    for key in others:
        institution.change(office, "process_groups", key, {"withdrawn": True})
    refused(lambda: institution.change(office, "process_groups", last, {"withdrawn": True}), "cannot be empty")


def test_only_the_office_edits(make_workspace):
    unit = make_workspace("МТК")
    refused(lambda: institution.change(unit, "levels", "low", {"value": "6"}), "Only the QA office")
    before = dict(unit.profile.data)
    save(unit, "profile_entry", [{"part": "levels", "key": "low"}])
    assert dict(unit.profile.data) == before


@pytest.mark.requirement("R250")
def test_directions_of_activity_are_the_offices_list_and_stay_while_a_unit_answers_for_them(office):
    institution.add(office, "activity_directions", {"ky": "Клиникалык иш", "ru": "Клиника", "en": "Clinical work"})
    unit = save(office, "unit", [{"code": "КЛН", "name": "Клиника", "type": "other", "directions": ["Клиникалык иш"]}]).saved[0].key.id
    assert records.show(office, unit)["directions"][0]["direction"] == "clinical_work"
    refused(lambda: institution.restore(office, "activity_directions", "clinical_work"), "cannot vanish from the list: 1 record")
    save(office, "unit", [{"id": unit, "directions": []}])
    institution.restore(office, "activity_directions", "clinical_work")


@pytest.mark.requirement("R240")
def test_the_office_is_called_as_it_wants_to_be(office):
    institution.change(office, "qa_office", "name", {"ky": "Сапат борбору"})
    assert office.profile.qa_office.name.text("ky") == "Сапат борбору"
    assert "Академиялык саясат бөлүмү" in office.profile.qa_office.variants, "the name before is still understood"


def test_moved_working_days_and_days_off_count_in_deadlines(office):
    friday = dt.date(2026, 11, 20)
    assert office.profile.due_after("nc_answer", friday) == dt.date(2026, 11, 27)
    institution.add(office, "holidays", {"ky": "Университеттин күнү"}, key="2026-11-23")
    assert office.profile.due_after("nc_answer", friday) == dt.date(2026, 11, 30)
    institution.add(office, "working_days", {}, key="2026-11-28")
    assert office.profile.due_after("nc_answer", friday) == dt.date(2026, 11, 28)
    institution.change(office, "deadlines", "nc_answer", {"value": "2"})
    assert office.profile.due_after("nc_answer", friday) == dt.date(2026, 11, 25)


def test_duties_of_the_year_are_moved_and_withdrawn(office):
    institution.change(office, "year_duties", "objectives", {"value": "-10", "count": "working"})
    institution.change(office, "year_duties", "training_plan", {"withdrawn": True})
    duties = {duty.id: duty for duty in duties_of(office.profile)}
    assert (duties["objectives"].days, duties["objectives"].working) == (-10, True)
    assert "training_plan" not in duties
    assert entry(office, "year_duties", "training_plan").withdrawn
    refused(lambda: institution.change(office, "year_duties", "objectives", {"value": "soon"}), "no whole number")
    institution.restore(office, "year_duties", "training_plan")
    assert "training_plan" in {duty.id for duty in duties_of(office.profile)}


def test_edits_stand_after_opening_the_store_again_and_nothing_is_folded_twice(office):
    institution.change(office, "levels", "low", {"value": "6"})
    one = risk(office, unit="МТК")
    place = office.store.place
    office.store.close()
    asked = []
    with open_workspace(place, progress=lambda *_done: asked.append(1)) as again:
        assert again.profile.level(6) == "low"
        assert records.show(again, one)["level"] == "low"
        bring_up_to_date(again.store, lambda *_done: asked.append(1))
    assert not asked


def paired(make_workspace, tmp_path):
    """An office and a department that joined by its invitation."""
    office = make_workspace()
    save(office, "unit", [{"code": "МТК", "name": "Маалыматтык технологиялар кафедрасы", "type": "department"}])
    (written,) = enrolment.invite(office, ["МТК"], tmp_path / "invitations")
    unit = joining.join(tmp_path / "unit", written.file, person="Назарова А. К.", position="Кафедра башчысы")
    return office, unit


def returned(office, unit, folder):
    (bundle,) = returning.return_bundles(office, ["МТК"], folder)
    (outcome,) = exchanging.receive(unit, [bundle.file]).outcomes
    assert outcome.result.status in ("merged", "already"), str(outcome.sentence)
    return bundle.file


def test_a_return_bundle_carries_the_profile_and_an_old_one_does_not_bring_the_old_back(make_workspace, tmp_path, pdf_text):
    office, unit = paired(make_workspace, tmp_path)
    with unit:
        one = risk(unit, category="technical")
        assert records.show(unit, one)["level"] == "medium"
        institution.change(office, "approvers", "unit", {"ky": "Декан"})
        old = returned(office, unit, tmp_path / "first")
        institution.change(office, "levels", "low", {"value": "6", "ky": "төмөнкү деңгээл"})
        institution.change(office, "risk_categories", "technical", {"ky": "Техникалык жана санариптик"})
        institution.change(office, "signatories", "Ф-03", {"value": "rector"})
        returned(office, unit, tmp_path / "second")
        assert any("changed the profile" in str(notice) for notice in unit.notices)
        unit.notices.clear()
        exchanging.receive(unit, [old])
        assert unit.notices == []
        assert unit.profile.data == office.profile.data
        assert records.show(unit, one)["level"] == "low"
        assert unit.profile.forms["Ф-03"].approved_by == "rector"
        with speaking("ky"):
            unit.language = "ky"
            printing.print_form(unit, "Ф-03", tmp_path / "Ф-03.pdf")
        printed = " ".join(pdf_text(tmp_path / "Ф-03.pdf").split())
        assert "төмөнкү деңгээл" in printed
        assert "Ректор" in printed
        exchanging.send(unit, tmp_path / "МТК.qmsb")
        exchanging.receive(office, [tmp_path / "МТК.qmsb"])
        returned(office, unit, tmp_path / "third")
        assert records.show(office, one) == records.show(unit, one), "both sides derive the same"
        held = upkeep.digest(unit)
        rebuild(unit.store)
        assert upkeep.digest(unit) == held
        assert records.show(unit, one)["level"] == "low"


def test_an_invitation_carries_the_profile_as_it_stands(make_workspace, tmp_path):
    office = make_workspace()
    save(office, "unit", [{"code": "МТК", "name": "Маалыматтык технологиялар кафедрасы", "type": "department"}])
    institution.change(office, "levels", "low", {"value": "6"})
    institution.change(office, "approvers", "unit", {"ky": "Декан"})
    (written,) = enrolment.invite(office, ["МТК"], tmp_path / "invitations")
    unit = joining.join(tmp_path / "unit", written.file, person="Назарова А. К.", position="Кафедра башчысы")
    with unit:
        assert unit.profile.level(6) == "low"
        assert unit.profile.approvers["unit"].text("ky") == "Декан"
        institution.restore(office, "approvers", "unit")
        returned(office, unit, tmp_path / "first")
        assert unit.profile.approvers["unit"].text("ky") == "Институттун директору", "what the invitation brought can be taken back"
        assert unit.profile.level(6) == "low"


def test_edits_that_contradict_each_other_after_merging_leave_the_part_as_in_the_document():
    profile = load_profile("jasu")
    edits = [ProfileEdit("levels", "low", value="12"), ProfileEdit("levels", "medium", value="8"),
             ProfileEdit("qa_office", "name", ky="Сапат борбору")]  # fmt: skip
    for order in (edits, edits[::-1]):
        edited = profile.with_edits(order)
        assert edited.levels == profile.levels
        assert edited.qa_office.name.text("ky") == "Сапат борбору"


def test_two_computers_of_the_office_work_by_one_profile(new_database, tmp_path, monkeypatch):
    place = new_database()
    with init(place, institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.", position="Башчы") as first:
        one = risk(first, unit="МТК")
        monkeypatch.setenv("QMS_KEYS", str(tmp_path / "the other computer"))
        with open_workspace(place) as second:
            institution.change(first, "levels", "low", {"value": "6"})
            assert records.show(second, one)["level"] == "low"
            assert second.profile.level(6) == "low", "the second one follows without being opened again"
            institution.change(second, "deadlines", "correction", {"value": "7"})
            assert records.show(first, one)["level"] == "low"
            assert first.profile.deadlines["correction"].days == 7
            refused(lambda: institution.change(first, "levels", "medium", {"value": "6"}), "overlap")


def test_the_profile_that_came_is_held_by_the_journal_alone(make_workspace, tmp_path):
    office, unit = paired(make_workspace, tmp_path)
    with unit:
        institution.change(office, "levels", "low", {"value": "6"})
        bundle = returned(office, unit, tmp_path / "out")
        place = unit.store.place
    with open_workspace(place) as again:
        assert again.profile.level(6) == "low", "the settings of the store know nothing of it; its journal does"
        assert exchanging.receive(again, [bundle]).outcomes[0].result.status == "already"
        assert again.profile.level(6) == "low"

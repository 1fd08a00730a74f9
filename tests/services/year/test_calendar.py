"""What a unit and the QA office owe in a year, by when, and when it is done."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.profile import profile_from
from qms_desktop.services import exchanging, periods, records, year
from qms_desktop.services.year.duties import duties_of

TODAY = dt.date(2026, 11, 20)


def listed(ws, rule, **given):
    return [one for one in year.calendar(ws, today=TODAY, **given).owed if one.rule == rule]


def states(ws, rule, **given):
    return [(one.due.isoformat(), one.state(TODAY)) for one in listed(ws, rule, **given)]


@pytest.fixture
def unit(make_workspace):
    return make_workspace("МТК")


@pytest.fixture
def office(make_workspace):
    return make_workspace()


@pytest.mark.requirement("R178")
def test_the_audit_programme_of_next_year_is_owed_before_the_year_begins(office):
    assert states(office, "year.audit_programme") == [("2027-08-02", "open")]
    programme = records.save(office, "audit_programme", [{
        "title": "2027/28", "period": "2027/28", "goal": "Текшерүү", "scope": "СМС", "criteria": "ISO 9001", "rationale": "Жыл сайын"}]).saved[0].key
    assert states(office, "year.audit_programme") == [("2027-08-02", "open")], "a draft is no programme yet"
    records.save(office, "audit_programme", [{"id": programme.id, "approved_on": "2027-06-01", "approved_by": "Ректор",
                                              "discussed_by": "Кеңеш № 3", "discussed_on": "2027-06-01", "approval": "№ 4", "proposed_on": "2027-05-20"}])  # fmt: skip
    assert states(office, "year.audit_programme") == [("2027-08-02", "done")]


@pytest.mark.requirement("R172")
def test_every_unit_owes_the_results_of_its_processes_by_the_end_of_the_year(unit):
    assert states(unit, "year.process_results") == [("2027-08-30", "open")]
    records.save(unit, "measurement", [{"title": "Үлүш", "measured_on": "2027-06-20", "period": "2026/27", "entered": "80"}])
    assert states(unit, "year.process_results") == [("2027-08-30", "done")]


@pytest.mark.requirement("R172")
def test_each_process_of_a_unit_is_asked_for_its_results_by_itself(unit):
    cards = [saved.key.id for saved in records.save(unit, "process", [
        {"name": name, "period": "2026/27"} for name in ("Окутуу", "Тарбия", unit.profile.processes[3].name.ky)]).saved]  # fmt: skip
    records.save(unit, "process", [{"name": "Былтыркы", "period": "2025/26"}])
    indicator = records.save(unit, "indicator", [{"title": "Жетишүү", "process": cards[0]}]).saved[0].key.id

    def missing():
        return {one.title for one in listed(unit, "year.process_results", year="2026/27") if not one.done}

    assert {one.record for one in listed(unit, "year.process_results", year="2026/27")} == set(cards)
    assert len(missing()) == 3
    records.save(unit, "measurement", [{"title": "Үлүш", "indicator": indicator, "measured_on": "2027-06-20", "entered": "80"},
                                       {"title": "Макала", "process": "J4", "measured_on": "2027-06-21", "entered": "8"}])  # fmt: skip
    assert missing() == {"Тарбия"}


@pytest.mark.requirement("R082", "R097", "R208")
def test_the_office_owes_the_yearly_evaluation_report_and_review(office):
    rules = ("year.system_evaluation", "year.objectives_report", "year.management_review")
    records.save(office, "objective", [{"title": "Максат", "period": "2025/26"}])
    assert [states(office, rule) for rule in rules] == [
        [("2026-09-30", "late")], [("2026-09-18", "late")], [("2026-10-30", "late")]]  # fmt: skip
    records.save(office, "evaluation", [{"area": "effectiveness", "period": "2025/26", "judgement": "Натыйжалуу"}])
    assert states(office, "year.system_evaluation") == [("2026-09-30", "done")]


def test_nobody_owes_what_was_due_before_the_work_with_the_program_began(office):
    assert states(office, "year.management_review") == []


@pytest.mark.requirement("R158")
def test_the_meeting_with_students_is_owed_once_a_year(office):
    assert states(office, "year.student_meeting") == [("2027-06-02", "open")]
    records.save(office, "student_meeting", [{"subject": "Сапат", "date": "2026-11-10", "leader": "Ректор"}])
    assert states(office, "year.student_meeting") == [("2027-06-02", "done")]


@pytest.mark.requirement("R074")
def test_the_next_review_of_a_document_is_reminded_of_by_its_day(office):
    (kept,) = records.save(office, "document", [{"code": "Ж-74", "title": "Жобо", "state": "in_force", "review_due": "2027-02-01"}]).saved
    assert states(office, "document.review") == [("2027-02-01", "open")]
    records.save(office, "document", [{"id": kept.key.id, "review_due": "2026-10-05"}])
    assert states(office, "document.review") == [("2026-10-05", "late")]
    records.save(office, "document", [{"id": kept.key.id, "state": "superseded"}])
    assert states(office, "document.review") == [], "nobody reviews what is not used any more"


@pytest.mark.requirement("R092", "R114", "R121", "R023")
@pytest.mark.parametrize(("rule", "kind", "field", "values"), [
    ("external_evaluation", "external_evaluation", "next_due", {"title": "Өзүн өзү баалоо", "evaluation_kind": "self_assessment"}),
    ("competence", "competence", "evaluation_due", {"position": "Методист"}),
    ("measuring", "measuring_resource", "next_check", {"name": "Тест базасы", "state": "fit"}),
])  # fmt: skip
def test_what_comes_again_at_intervals_of_ones_own_is_reminded_of_by_its_day(office, rule, kind, field, values):
    (kept,) = records.save(office, kind, [{**values, field: "2027-02-01"}]).saved
    assert states(office, rule) == [("2027-02-01", "open")]
    records.save(office, kind, [{"id": kept.key.id, field: "2026-10-05"}])
    assert states(office, rule) == [("2026-10-05", "late")]
    records.save(office, kind, [{"id": kept.key.id, field: None}])
    assert states(office, rule) == [], "nobody has to come back to it"


@pytest.mark.requirement("R126")
def test_the_needs_of_infrastructure_are_reviewed_once_a_year(office):
    assert states(office, "year.infrastructure_review") == [("2027-07-30", "open")]
    records.save(office, "analysis", [{"title": "Корпустар", "analysis_kind": "infrastructure", "date": "2026-11-10"}])
    assert states(office, "year.infrastructure_review") == [("2027-07-30", "done")]


def test_an_institution_words_adds_and_withdraws_duties_in_its_profile(office):
    data = dict(office.profile.data)
    own = {"student_meeting": None, "manual": {"who": "office", "period": "own", "from": "end", "days": 10, "kind": "document",
                                               "label": {"ky": "Колдонмону текшерүү", "ru": "Проверка", "en": "Check"}}}  # fmt: skip
    profile = profile_from(data | {"calendar": data["calendar"] | {"duties": own}}, "own")
    found = {duty.id: duty for duty in duties_of(profile)}
    assert "student_meeting" not in found
    assert found["manual"].label.ky == "Колдонмону текшерүү"


@pytest.mark.requirement("R286", "R302")
def test_a_recurring_measure_is_checked_each_quarter_until_it_was_done_in_it(unit):
    measure = {"text": "Серверди текшерүү", "due": "Квартал сайын", "responsible": "Инженер"}
    risk = records.save(unit, "risk", [{"title": "Сервер", "period": "2026/27", "measures": [measure]}]).saved[0].key
    assert states(unit, "risk.measures") == [
        ("2026-09-30", "late"), ("2026-12-31", "open"), ("2027-03-31", "open"), ("2027-06-30", "open")]  # fmt: skip
    (held,) = records.show(unit, risk.id)["measures"]
    records.save(unit, "risk", [{"id": risk.id, "measures": [held | {"done_on": "2026-11-15"}]}])
    assert [state for _due, state in states(unit, "risk.measures")] == ["done", "done", "open", "open"]


@pytest.mark.requirement("R311")
def test_a_measure_with_a_day_is_late_until_it_is_done(unit):
    measure = {"text": "Семинар", "due": "2026-11-01", "responsible": "Башчы"}
    risk = records.save(unit, "risk", [{"title": "Сабак", "period": "2026/27", "measures": [measure]}]).saved[0].key
    assert states(unit, "risk.measures") == [("2026-11-01", "late")]
    assert [one.title for one in year.owed_now(unit, 60, today=TODAY) if one.rule == "risk.measures"] == ["Семинар"]
    (held,) = records.show(unit, risk.id)["measures"]
    records.save(unit, "risk", [{"id": risk.id, "measures": [held | {"state": "done"}]}])
    assert states(unit, "risk.measures") == [("2026-11-01", "done")]


def test_an_answer_to_a_nonconformity_is_owed_within_five_working_days(office):
    records.save(office, "nonconformity", [{"unit": "АРБ", "statement": "Журнал жок", "found_on": "2026-11-05"}])
    # Thursday the 5th; the 7th and 8th are holidays on a weekend, the 12th is the fifth working day.
    assert states(office, "nc.answer", unit="АРБ") == [("2026-11-12", "late")]


def test_the_effect_of_an_action_is_verified_ninety_days_after_it_by_the_office(office):
    records.save(office, "nonconformity", [{"unit": "АРБ", "statement": "Журнал жок", "done_on": "2026-09-01"}])
    assert states(office, "nc.effect") == [("2026-11-30", "soon")]
    assert states(office, "nc.effect", unit="АРБ") == []


@pytest.mark.requirement("R187")
def test_plan_and_report_of_an_audit_are_owed_by_working_days(office):
    audit = records.save(office, "audit", [{"unit_audited": "АРБ", "held_from": "2026-11-09", "held_to": "2026-11-10"}]).saved[0].key
    records.save(office, "audit_plan", [{"audit": audit.id, "starts_on": "2026-12-07", "goal": "Текшерүү"}])
    assert states(office, "audit.plan") == [("2026-11-30", "soon")]
    assert states(office, "audit.report") == [("2026-11-17", "late")]
    records.save(office, "audit_report", [{"audit": audit.id, "prepared_on": "2026-11-20"}])
    assert states(office, "audit.report") == [("2026-11-17", "done")]


def test_the_forms_of_the_open_period_stand_in_the_units_calendar(unit, office, tmp_path):
    periods.open_period(office, "2026/27", [{"form": "Ф-03", "due": "2026-12-01"}])
    exchanging.send(unit, tmp_path / "u.qmsb")
    exchanging.receive(office, [tmp_path / "u.qmsb"])
    from qms_desktop.services import returning

    (written,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    exchanging.receive(unit, [written.file])
    assert states(unit, "handing_over") == [("2026-12-01", "soon")]


def test_the_same_thing_has_the_same_id_on_every_computer_and_when_its_day_moves(unit):
    risk = records.save(unit, "risk", [{"title": "Сабак", "measures": [{"text": "Семинар", "due": "2026-11-01"}]}]).saved[0].key
    before = listed(unit, "risk.measures")[0].uid(unit.profile)
    (held,) = records.show(unit, risk.id)["measures"]
    records.save(unit, "risk", [{"id": risk.id, "measures": [held | {"due": "2026-12-01"}]}])
    assert listed(unit, "risk.measures")[0].uid(unit.profile) == before
    ids = [one.uid(unit.profile) for one in year.calendar(unit, today=TODAY).owed]
    assert len(set(ids)) == len(ids)


def test_another_year_and_another_unit_by_name(office):
    assert year.calendar(office, "2027", today=TODAY).year.code == "2027/28"
    assert {one.unit for one in year.calendar(office, unit="АРБ", today=TODAY).owed} == {"АРБ"}
    with pytest.raises(UserError):
        year.calendar(office, unit="ЖОК")
    with pytest.raises(UserError):
        year.calendar(office, "жыл")


def test_an_extended_term_is_due_on_its_new_day_and_the_old_one_is_over(office):
    (found,) = records.save(office, "nonconformity", [{"unit": "АРБ", "found_on": "2026-09-10", "actions": [
        {"text": "Буйрук чыгаруу", "due": "2026-10-30"}], "extensions": [
        {"reason": "Сатып алуу", "due": "2026-12-15", "granted_by": "Осмонова Ж. Т.", "granted_on": "2026-10-28"},
        {"reason": "Дагы", "due": "2027-03-01"}]}]).saved  # fmt: skip
    assert found.key.unit == "АРБ"
    assert states(office, "nonconformity.actions", unit="АРБ") == [("2026-12-15", "open")], "what nobody granted does not count"
    records.save(office, "action", [{"title": "Тапшырма", "source": "order", "of_unit": "АРБ", "due": "2026-08-20", "due_extended": "2026-12-10"}])
    assert states(office, "task", unit="АРБ") == [("2026-12-10", "open")], "extended into this year from the last one"


def test_the_term_to_answer_begins_when_the_unit_is_made_acquainted(office):
    (found,) = records.save(office, "nonconformity", [{"unit": "АРБ", "found_on": "2026-11-02"}]).saved
    assert states(office, "nc.answer", unit="АРБ") == [("2026-11-09", "late")]
    records.save(office, "nonconformity", [{"id": found.key.id, "acknowledged_on": "2026-11-18", "opinion": "agrees"}])
    assert states(office, "nc.answer", unit="АРБ") == [("2026-11-25", "soon")]

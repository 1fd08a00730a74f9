"""Who may audit what, when a programme, a plan and a checklist are complete (Ф-07, Ф-08, Ф-09, Ф-13, Ф-20)."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, auditors, audits, institution, records
from qms_desktop.store import reading

NAME = "Токтогулов А. Б."
AUDITOR = {
    "name": NAME, "of_unit": "ФИЛ", "position": "Окутуучу", "grade": "lead", "order": "№ 5, 2026-01-10", "state": "active",
    "trainings": [{"topic": "ISO 19011", "date": "2026-01-05", "valid_to": "2029-01-05"}],
}  # fmt: skip
AUDIT = {"unit_audited": "МТК", "lead": NAME, "dates": ["2026-11-10"]}
PLAN = {
    "goal": "Шайкештик", "scope": "Окуу", "criteria": "ISO 9001", "basis": "Буйрук № 3", "starts_on": "2026-11-10",
    "ends_on": "2026-11-11", "place": "МТК", "team": [{"name": NAME, "role": "lead"}], "opening": "09:00", "closing": "16:00",
    "itinerary": [{"process": "Окуу", "date": "2026-11-10"}],
}  # fmt: skip
PROGRAMME = {"title": "Жылдык программа", "goal": "Шайкештик", "scope": "Баары", "criteria": "ISO 9001", "rationale": "Тобокелдик"}


@pytest.fixture
def office(make_workspace):
    return make_workspace(person="Осмонова Ж. Т.")


def save(ws, kind, **values):
    return records.save(ws, kind, [values]).saved[0].key.id


def refused(service, *given, **how):
    with pytest.raises(UserError) as problem:
        service(*given, **how)
    return problem.value.message.text("en")


def move(ws, action, record, **how):
    return acts.act(ws, action, [record], **how)[0].state


def test_nobody_becomes_a_lead_auditor_before_having_held_the_audits_that_the_institution_asks(office):
    asked = {"state": "trainee"}
    young = save(office, "auditor", **AUDITOR | asked)
    assert "has held 3 audits before; on record: 0" in refused(acts.act, office, "approve", [young])
    audit = save(office, "audit", **AUDIT)
    assert "on record: 0" in refused(acts.act, office, "approve", [young]), "what is planned is no practice"
    records.save(office, "audit", [{"id": audit, "state": "completed", "held_to": "2026-11-11"}])
    assert "on record: 1" in refused(acts.act, office, "approve", [young])
    records.save(office, "auditor", [{"id": young, "audits_before": 2}])
    assert move(office, "approve", young) == "active"
    other = save(office, "auditor", **AUDITOR | asked | {"name": "Акматов Б.", "grade": "auditor"})
    assert move(office, "approve", other) == "active"
    assert "lead auditor" in refused(records.save, office, "auditor", [{"id": other, "grade": "lead"}])
    institution.change(office, "reports", "lead_after_audits", {"value": "0"})
    records.save(office, "auditor", [{"id": other, "grade": "lead"}])
    assert records.show(office, other)["grade"] == "lead", "the institution says how many"


@pytest.mark.requirement("R185")
@pytest.mark.parametrize(("known", "reason"), [
    ({"of_unit": "МТК"}, "works in the audited unit"),
    ({"excluded": ["МТК"]}, "names the unit"),
    ({"processes": ["Билим берүү процесси"]}, "names the process"),
    ({"state": "suspended"}, "suspended"),
    ({"trainings": [{"topic": "ISO 19011", "date": "2023-01-05", "valid_to": "2026-01-05"}]}, "valid until 05.01.2026"),
])  # fmt: skip
def test_nobody_audits_his_own_work_or_without_valid_training(office, known, reason):
    save(office, "auditor", **AUDITOR | known)
    assert reason in refused(records.save, office, "audit", [AUDIT | {"processes": ["J3"]}])
    other = {"trainings": AUDITOR["trainings"], "of_unit": "ФИЛ", "excluded": None, "processes": None, "state": "active", "audits_before": 3}
    (known_id,) = [a["id"] for a in _all(office, "auditor")]
    records.save(office, "auditor", [{"id": known_id} | other])
    assert save(office, "audit", **AUDIT | {"processes": ["J3"]})


@pytest.mark.requirement("R185")
def test_the_manager_of_the_process_does_not_audit_it(office):
    save(office, "process", name="Билим берүү процесси", number="3", owners=[{"position": "Проректор", "name": NAME}])
    assert "manages the audited process" in refused(records.save, office, "audit", [AUDIT | {"processes": ["J3"]}])
    assert save(office, "audit", **AUDIT | {"processes": ["J5"]})


def test_an_employee_of_the_unit_is_known_by_the_units_own_records(desks):
    assert "works in the audited unit" in refused(records.save, desks.office, "audit", [AUDIT | {"lead": "Назарова А.К."}])


def test_a_change_of_the_team_is_looked_at_too(office):
    save(office, "auditor", **AUDITOR)
    save(office, "auditor", **AUDITOR | {"name": "Акматов Б.", "of_unit": "МТК"})
    audit = save(office, "audit", **AUDIT)
    assert "Акматов Б." in refused(records.save, office, "audit", [{"id": audit, "team": ["Акматов Б."]}])
    assert records.show(office, audit)["team"] is None


@pytest.mark.requirement("R186")
def test_who_was_not_trained_is_doubtful_and_no_plan_is_approved_with_him(office):
    audit = save(office, "audit", **AUDIT)
    shown = records.show(office, audit)
    with office.store.reading() as tx:
        ((name, said),) = auditors.doubts(tx, shown)
    assert name == NAME
    plan = save(office, "audit_plan", audit=audit, **PLAN)
    assert said.text("en") in refused(acts.act, office, "approve", [plan])
    save(office, "auditor", **AUDITOR)
    assert move(office, "approve", plan) == "approved"
    assert records.show(office, plan)["approved_by"]


@pytest.mark.requirement("R179")
def test_a_programme_is_proposed_and_then_approved_by_the_rector(office):
    programme = save(office, "audit_programme", **PROGRAMME)
    refused(acts.act, office, "approve", [programme])
    assert refused(records.save, office, "audit_programme", [{"id": programme, "approved_on": "2026-08-30"}])
    assert move(office, "submit", programme) == "proposed"
    assert move(office, "approve", programme) == "approved"
    shown = records.show(office, programme)
    assert shown["approved_by"] == office.profile.positions["rector"].text("ky")
    assert shown["approved_on"] == dt.date.today().isoformat()


@pytest.mark.requirement("R180")
def test_a_change_of_an_approved_programme_needs_its_reason(office):
    programme = save(office, "audit_programme", **PROGRAMME)
    records.save(office, "audit_programme", [{"id": programme, "scope": "Факультеттер"}])
    move(office, "submit", programme)
    move(office, "approve", programme)
    assert "reason" in refused(records.save, office, "audit_programme", [{"id": programme, "scope": "Колледждер"}])
    change = {"text": "Колледж кошулду", "version": 2}
    assert "reason" in refused(records.save, office, "audit_programme", [{"id": programme, "scope": "Колледждер", "changes": [change]}])
    given = {"id": programme, "scope": "Колледждер", "version": 2, "changes": [change | {"reason": "structure"}]}
    records.save(office, "audit_programme", [given])
    earlier = [change["set"].get("scope") for change in records.history(office, programme)]
    assert [scope for scope in earlier if scope] == ["Баары", "Факультеттер", "Колледждер"], "the earlier versions are kept"


def test_a_programme_with_a_partial_team_is_not_approved(office):
    programme = save(office, "audit_programme", **PROGRAMME)
    save(office, "audit", **AUDIT, programme=programme)
    move(office, "submit", programme)
    assert "register of auditors" in refused(acts.act, office, "approve", [programme])


@pytest.mark.requirement("R183")
def test_a_checklist_is_completed_with_evidence_alone(office):
    """Ф-09: conformity needs evidence; what was not looked at says so."""
    save(office, "auditor", **AUDITOR)
    audit = audits.begin(office, AUDIT).saved[0].key.id
    assert records.show(office, audit)["stage"] == "preparation"
    assert move(office, "submit", audit) == "in_audit"
    assert records.show(office, audit)["stage"] == "conduct"
    items = [item["id"] for item in audits.read(office, audit).items]
    assert "not judged" in refused(acts.act, office, "close", [audit])
    records.save(office, "checklist_item", [{"id": item, "verdict": "not_examined"} for item in items])
    records.save(office, "checklist_item", [{"id": items[0], "verdict": "conforms"}])
    assert "no evidence" in refused(acts.act, office, "close", [audit])
    assert "no evidence" in refused(records.save, office, "audit", [{"id": audit, "state": "completed"}])
    records.save(office, "checklist_item", [{"id": items[0], "evidence": "Журнал № 3, 2026-11-10"}])
    assert move(office, "close", audit) == "completed"
    shown = records.show(office, audit)
    assert (shown["stage"], shown["held_to"]) == ("report", dt.date.today().isoformat())


def test_an_audit_is_called_off_with_a_reason_alone(office):
    save(office, "auditor", **AUDITOR)
    audit = save(office, "audit", **AUDIT)
    assert "reason" in refused(acts.act, office, "void", [audit])
    assert move(office, "void", audit, why="Бөлүм жабылды") == "cancelled"
    assert records.show(office, audit)["state_reason"] == "Бөлүм жабылды"


def _all(ws, kind):
    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind))

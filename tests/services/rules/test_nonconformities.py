"""Ф-10: from finding to verified closing, by the rules of forms.md and the manual's sections 9.5 and 12."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, listing, lives, records
from qms_desktop.services.findings import findings

FOUND = {
    "source": "internal_audit", "situation": "internal_audit", "type": "programmes", "found_on": "2026-09-01",
    "auditor": "Токтогулов А.", "requirement": "7.5.3", "statement": "Журнал толтурулган эмес", "evidence": "Журнал № 3",
    "class": "minor", "clause": "7.5.3",
}  # fmt: skip
PLAN = {
    "correction": "Журнал толтурулду", "root_cause": "Жооптуу адам дайындалган эмес", "cause_category": "human_resources",
    "criterion": "Үч айда бош сап жок", "whys": ["Эч ким жазган эмес", "Буйрук жок"],
    "actions": [{"text": "Буйрук чыгаруу", "responsible": "Назарова А. К.", "due": "2026-09-20"}],
}  # fmt: skip
DONE = {"done_on": "2026-09-20", "proof": "Буйрук № 12"}


@pytest.fixture
def office(make_workspace):
    return make_workspace(person="Осмонова Ж. Т.")


def nonconformity(ws, **more):
    (saved,) = records.save(ws, "nonconformity", [FOUND | {"unit": "МТК"} | more]).saved
    return saved.key.id


def move(ws, action, record, **how):
    (acted,) = acts.act(ws, action, [record], **how)
    return acted.state


def refused(service, *given, **how):
    with pytest.raises(UserError) as problem:
        service(*given, **how)
    return problem.value.message.text("en")


def at(ws, record):
    return records.show(ws, record)["state"]


@pytest.mark.requirement("R027")
@pytest.mark.requirement("R175")
def test_the_whole_way_from_finding_to_closing(desks):
    """Ф-10: each step by the one whose step it is, the state shown on both sides."""
    found = nonconformity(desks.office)
    desks.down()
    records.save(desks.unit, "nonconformity", [{"id": found, "opinion": "agrees", "acknowledged_on": "2026-09-03"} | PLAN])
    assert at(desks.unit, found) == "acknowledged"
    assert move(desks.unit, "submit", found) == "plan_submitted"
    desks.up()
    assert move(desks.office, "accept", found) == "plan_accepted"
    desks.down()
    records.save(desks.unit, "nonconformity", [{"id": found} | DONE])
    desks.up()
    assert at(desks.office, found) == "done"
    assert move(desks.office, "verify", found) == "implementation_verified"
    assert move(desks.office, "verify", found) == "effectiveness_verified"
    assert "risk passport" in refused(acts.act, desks.office, "close", [found])
    records.save(desks.office, "nonconformity", [{"id": found, "risk_update": "not_needed"}])
    assert move(desks.office, "close", found) == "closed"
    desks.down()
    shown = records.show(desks.unit, found)
    assert (shown["state"], shown["verified_by"], shown["closed_by"]) == ("closed", "Осмонова Ж. Т.", "Осмонова Ж. Т.")
    assert shown["register_number"] is not None


@pytest.mark.requirement("R175")
@pytest.mark.parametrize("kind", ["corrective_action", "preventive_action"])
@pytest.mark.parametrize("missing", ["completed", "effective"])
def test_no_action_is_closed_before_its_completion_and_its_effect_are_judged(office, kind, missing):
    judged = {"cause": "Жооптуу жок", "responsible": "Башчы", "done_on": "2026-03-01", "proof": "Буйрук", "completed": "yes",
              "effective": "effective", "effective_on": "2026-09-01", "verified_by": "Осмонова Ж. Т."}  # fmt: skip
    ((action,),) = [[saved.key.id for saved in records.save(office, kind, [judged | {missing: None}]).saved]]
    closed = {"id": action, "closed_on": "2026-09-02"}
    assert "is not complete" in refused(records.save, office, kind, [closed])
    assert refused(acts.act, office, "close", [action])
    records.save(office, kind, [closed | {missing: judged[missing]}])
    assert at(office, action) == "closed"


@pytest.mark.requirement("R200")
def test_it_does_not_close_without_an_action_or_the_reason_for_none(office):
    found = nonconformity(office, **{**PLAN, "actions": []}, **DONE)
    verified = {"implemented": True, "effective": "effective", "verified_by": "Осмонова Ж. Т.", "verified_on": "2026-12-20"}
    closed = {"id": found, **verified, "closed_on": "2026-12-21", "closed_by": "Осмонова Ж. Т.", "risk_update": "updated"}
    assert "no corrective action" in refused(records.save, office, "nonconformity", [closed])
    assert at(office, found) == "done", "nothing half done"
    records.save(office, "nonconformity", [closed | {"no_action_reason": "Бир жолку ката"}])
    assert at(office, found) == "closed"


@pytest.mark.parametrize("missing", ["correction", "root_cause", "verified_by"])
def test_it_does_not_close_while_a_part_is_empty(office, missing):
    """Ф-10 parts 3, 4 and 7."""
    whole = {**PLAN, **DONE, "implemented": True, "effective": "effective", "verified_by": "Осмонова Ж. Т.",
             "verified_on": "2026-12-20"}  # fmt: skip
    found = nonconformity(office, **{name: value for name, value in whole.items() if name != missing})
    label = KINDS["nonconformity"].fields[missing].label.text("en")
    assert label in refused(acts.act, office, "close", [found])


@pytest.mark.parametrize("name", ["Назарова А. К.", "назарова а.к."])
def test_who_carried_the_action_out_does_not_verify_it(office, name):
    """Ф-10 part 7: the verifier is never the executor, however the name is written."""
    found = nonconformity(office, **PLAN, **DONE)
    given = {"id": found, "implemented": True, "verified_by": name}
    assert "cannot verify" in refused(records.save, office, "nonconformity", [given])
    records.save(office, "nonconformity", [given | {"verified_by": "Осмонова Ж. Т."}])
    assert at(office, found) == "implementation_verified"


def test_effectiveness_is_not_judged_before_its_day(office):
    """forms.md 1.7: not before 30 days after completion."""
    found = nonconformity(office, **PLAN, done_on=dt.date.today().isoformat(), proof="Буйрук № 12")
    assert move(office, "verify", found) == "implementation_verified"
    assert "30 days" in refused(acts.act, office, "verify", [found])
    day = dt.date.today() - dt.timedelta(days=30)
    records.save(office, "nonconformity", [{"id": found, "done_on": day.isoformat()}])
    assert move(office, "verify", found) == "effectiveness_verified"


def test_what_was_not_effective_begins_a_second_cycle_under_the_same_number(office):
    """Ф-10: ineffective leads to a new analysis of the cause, cycle 2."""
    found = nonconformity(office, **PLAN)
    number = records.show(office, found)["number"]
    move(office, "submit", found)
    records.save(office, "nonconformity", [{"id": found} | DONE])
    move(office, "verify", found)
    assert move(office, "return", found, why="Кайра кайталанды") == "ineffective"
    assert "reason" in refused(acts.act, office, "reopen", [found])
    assert move(office, "reopen", found, why="Кайра кайталанды") == "plan_returned"
    shown = records.show(office, found)
    assert (shown["cycle"], shown["number"], shown["done_on"], shown["effective"]) == (2, number, None, None)
    assert shown["remarks"] == "Кайра кайталанды"


def test_a_cause_is_no_restated_nonconformity_and_an_action_no_correction(office):
    """forms.md 6: the errors that the form blocks."""
    found = nonconformity(office, **{**PLAN, "root_cause": FOUND["statement"]})
    assert "root cause" in refused(acts.act, office, "submit", [found])
    records.save(office, "nonconformity", [{"id": found, "root_cause": "Буйрук жок", "actions": [{"text": PLAN["correction"]}]}])
    assert "repeats the correction" in refused(acts.act, office, "submit", [found])
    records.save(office, "nonconformity", [{"id": found, "actions": PLAN["actions"], "class": "major", "whys": ["Буйрук жок"]}])
    assert "two answers" in refused(acts.act, office, "submit", [found])
    records.save(office, "nonconformity", [{"id": found, "whys": PLAN["whys"]}])
    assert move(office, "submit", found) == "plan_submitted"


def test_void_needs_a_reason_and_keeps_the_number(office):
    found = nonconformity(office)
    number = records.show(office, found)["number"]
    assert "reason" in refused(acts.act, office, "void", [found])
    assert move(office, "void", found, why="Ката катталган") == "void"
    assert records.show(office, found)["void_reason"] == "Ката катталган"
    assert records.show(office, nonconformity(office))["number"] != number


def test_the_unit_judges_nothing_of_its_own(desks):
    found = nonconformity(desks.office, **PLAN, **DONE)
    desks.down()
    for action in ("accept", "verify", "close", "void", "reopen"):
        refused(acts.act, desks.unit, action, [found], why="Болду")
    assert at(desks.unit, found) == "done"
    assert [offer.action for offer in lives.offered(desks.unit, records.show(desks.unit, found))] == []
    assert [offer.action for offer in lives.offered(desks.office, records.show(desks.office, found))] == ["verify", "return", "void"]


@pytest.mark.requirement("R198")
def test_a_repeat_of_two_years_is_found(office):
    """forms.md R11: the same unit and clause within 24 months; another unit, clause or time is none."""
    first = nonconformity(office, found_on="2025-03-01")
    nonconformity(office, found_on="2026-05-01", clause="8.5.1")
    nonconformity(office, found_on="2026-06-01", unit="ФИЛ")
    again = nonconformity(office, found_on="2026-09-01")
    late = nonconformity(office, found_on="2029-01-01")
    repeats = {found["id"]: found["repeat_of"] for found in listing.records(office, "nonconformity")}
    assert repeats[again] == first
    assert [repeats[first], repeats[late]] == [None, None]
    assert len([repeat for repeat in repeats.values() if repeat]) == 1
    said = findings(KINDS["nonconformity"], records.show(office, again), office.profile)
    assert any(found.field == "repeat_of" for found in said)


@pytest.mark.requirement("R015")
@pytest.mark.requirement("R016")
@pytest.mark.parametrize("kind", ["corrective_action", "preventive_action"])
def test_actions_close_after_completion_and_effectiveness_were_judged(office, kind):
    own = {"corrective_action": {"title": "Буйрук чыгаруу", "source": "inspection", "situation": "Журнал бош"},
           "preventive_action": {"action": "Буйрук чыгаруу", "potential": "Журнал бош калат"}}[kind]  # fmt: skip
    if kind == "preventive_action":
        (risk,) = records.save(office, "risk", [{"title": "Бош журнал"}]).saved
        own["risk"] = risk.key.id
    given = {"cause": "Жооптуу жок", "responsible": "Назарова А. К.", "due": "2026-10-01", "criterion": "Бош сап жок", **own}
    (saved,) = records.save(office, kind, [given]).saved
    action = saved.key.id
    records.save(office, kind, [{"id": action, **DONE}])
    closed = {"id": action, "closed_on": "2026-12-30"}
    assert refused(records.save, office, kind, [closed])
    assert refused(records.save, office, kind, [{"id": action, "completed": "yes", "verified_by": "Назарова А. К."}])
    assert [move(office, "verify", action), move(office, "verify", action), move(office, "close", action)] == [
        "completion_checked", "effective", "closed",
    ]  # fmt: skip

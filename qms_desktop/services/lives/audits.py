"""The year's audits: programme, audit, plan and report, and the register of auditors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.messages import _, n_
from qms_desktop.services import audit_figures, auditors
from qms_desktop.services.lives.steps import (
    AUDITOR,
    OFFICE,
    UNIT,
    Case,
    Life,
    Step,
    approved,
    complete,
    dated,
    filled,
    refuse,
    state,
)
from qms_desktop.store import reading
from qms_desktop.store.picking import pick

BOTH = (OFFICE, AUDITOR)
JUDGED_WITHOUT = ("not_applicable", "not_examined")


def independent_team(case: Case) -> None:
    """Nobody audits his own unit or process; who is in no register or was not trained is named when a team is approved."""
    auditors.check_team(case.tx, case.ws.profile, case.values, strict=False)


def approved_team(case: Case) -> None:
    """The team of the plan's audit is independent, registered and trained."""
    audit = next(iter(reading.records(case.tx, reading.Query("audit", ids=(case.values.get("audit") or "",)))), None)
    named = [member["name"] for member in case.values.get("team") or () if member["name"] and member["role"] in auditors.JUDGING]
    if audit is not None:
        team = {**audit, "team": [*(audit["team"] or ()), *named], "held_from": case.values.get("starts_on")}
        auditors.check_team(case.tx, case.ws.profile, team, strict=True)


def programme_teams(case: Case) -> None:
    """The teams of all audits of the programme are independent, registered and trained."""
    for audit in reading.records(case.tx, reading.Query("audit", where=(("programme", case.key.id),))):
        auditors.check_team(case.tx, case.ws.profile, audit, strict=True)


def change_has_reason(case: Case) -> None:
    """What was approved is changed with a line that says why; the earlier version stays in the history."""
    was, now = case.was or {}, case.values.get("changes") or ()
    if was.get("state") not in ("approved", "in_execution"):
        return
    new = [change for change in now if change["id"] not in {old["id"] for old in was.get("changes") or ()}]
    if not any(change["reason"] for change in new):
        raise refuse(case, _("the programme was approved: a change of it needs a reason."),
                     _("Add a line to the changes of the programme, with its reason."))  # fmt: skip


def evidence_is_written(case: Case) -> None:
    """A checklist is completed when every question is judged, and every judgement stands on evidence."""
    items = reading.records(case.tx, reading.Query("checklist_item", where=(("audit", case.key.id),)))
    unjudged = sum(not item["verdict"] for item in items)
    if unjudged:
        raise refuse(case, n_("{n} question of the checklist is not judged.", "{n} questions of the checklist are not judged.", unjudged),
                     _("What was not looked at is “not examined”."))  # fmt: skip
    bare = next((item for item in items if item["verdict"] not in JUDGED_WITHOUT and not item["evidence"]), None)
    if bare is not None:
        raise refuse(case, _("a verdict of the checklist has no evidence: clause {clause}.", clause=bare["clause"]),
                     _("Write what was seen: document, date, place."))  # fmt: skip


def lead_is_practised(case: Case) -> None:
    """Nobody becomes a lead auditor before having held as many audits as the institution asks."""
    values = case.values
    if values.get("grade") != "lead" or values.get("state") != "active" or case.was is None:
        return
    held, least = auditors.audits_of(values, pick(case.tx, "audit", ("lead", "team", "state"))), case.ws.profile.report_rules.lead_after_audits
    if held < least:
        raise refuse(case, _("a lead auditor has held {least} audits before; on record: {n}.", least=least, n=held),
                     _("Choose another grade, or enter how many audits were held before this register."))  # fmt: skip


def _proposed(case: Case) -> Mapping[str, Any]:
    return dated("proposed_on", "prepared_by")(case)


def _reopened(case: Case) -> Mapping[str, Any]:
    return {"state": "in_audit", "state_reason": case.why.strip(), "held_to": None}


def _cancelled(case: Case) -> Mapping[str, Any]:
    return {"state": "cancelled", "state_reason": case.why.strip()}


def _with_figures(case: Case) -> Mapping[str, Any]:
    """The report of an audit keeps its figures as they are when the head of the QA office approves it: what is closed
    later does not change it. The summary of a year has its figures from its beginning, and the rector approves it."""
    if case.values.get("annual"):
        return approved(case)
    head = case.ws.profile.positions["qa_head"].text("ky")
    return {**approved(case), **case.filled("approved_by", head), "figures": audit_figures.of_report(case.tx, case.values)}


def _written_again(case: Case) -> Mapping[str, Any]:
    cells = dict.fromkeys(("approved_on", "approved_by", "agreed_on", "agreed_by"))
    return cells if case.values.get("annual") else {**cells, "figures": None}


PROGRAMME = Life(
    "state",
    (
        Step("submit", ("draft",), "proposed", (OFFICE,), _proposed, before=(complete,)),
        Step("return", ("proposed",), "draft", (OFFICE,), lambda _case: {"proposed_on": None}, reason=True),
        Step("approve", ("proposed",), "approved", (OFFICE,), approved),
        Step("accept", ("approved",), "in_execution", (OFFICE,), dated("begun_on"), label=_("Begin carrying out")),
        Step("close", ("approved", "in_execution"), "completed", (OFFICE,), dated("completed_on")),
        Step("reopen", ("completed",), "in_execution", (OFFICE,), lambda _case: {"completed_on": None}, reason=True),
    ),
    entering={"approved": (complete, filled("proposed_on", "approved_by"), programme_teams)},
    watching=((("title", "goal", "scope", "criteria", "rationale", "period"), change_has_reason),),
)

AUDIT = Life(
    "state",
    (
        Step("submit", ("planned", "moved"), "in_audit", BOTH,
             lambda case: {"state": "in_audit", **dated("held_from")(case)}, label=_("Begin the audit")),
        Step("close", ("in_audit",), "completed", BOTH, lambda case: {"state": "completed", **dated("held_to")(case)}),
        Step("void", ("planned", "moved", "in_audit"), "cancelled", BOTH, _cancelled, reason=True),
        Step("reopen", ("completed", "cancelled"), "in_audit", BOTH, _reopened, reason=True),
    ),
    entering={"completed": (evidence_is_written,), "cancelled": (filled("state_reason"),), "moved": (filled("state_reason"),)},
    watching=((("lead", "team", "unit_audited", "processes", "dates", "held_from"), independent_team),),
)  # fmt: skip

PLAN = Life(
    "state",
    (
        Step("approve", ("draft",), "approved", (OFFICE,), approved),
        Step("return", ("approved",), "draft", (OFFICE,), lambda _case: {"approved_on": None, "approved_by": None}, reason=True),
        Step("accept", ("approved",), "acknowledged", (UNIT, *BOTH), dated("acknowledged_on", "acknowledged_by")),
        Step("close", ("approved", "acknowledged"), "executed", BOTH, dated("executed_on")),
    ),
    always={"approved": (approved_team,)},
    entering={"approved": (complete,)},
)

REPORT = Life(
    "state",
    (
        Step("accept", ("draft",), "agreed", (UNIT, OFFICE), dated("agreed_on", "agreed_by"), before=(complete,)),
        Step("approve", ("draft", "agreed"), "approved", (OFFICE,), _with_figures),
        Step("close", ("approved",), "distributed", (OFFICE,), dated("distributed_on")),
        Step("return", ("agreed", "approved"), "draft", (OFFICE,), _written_again, reason=True),
    ),
    entering={"approved": (complete,), "distributed": (filled("approved_on", "approved_by"),)},
)  # fmt: skip

AUDITORS = Life(
    "state",
    (
        Step("approve", ("trainee", "suspended"), "active", (OFFICE,), state("active")),
        Step("close", ("active",), "suspended", (OFFICE,), state("suspended"), reason=True),
        Step("void", ("trainee", "active", "suspended"), "removed", (OFFICE,), state("removed"), reason=True),
    ),
    entering={"active": (filled("order", "trainings"),)},
    watching=((("grade", "state"), lead_is_practised),),
)

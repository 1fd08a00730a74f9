"""Ф-10 and Ф-12: a nonconformity, a corrective and a preventive action from finding to verified closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import _
from qms_desktop.services.lives.handing_over import handing_over, sending_back
from qms_desktop.services.lives.steps import AUDITOR, OFFICE, Case, Life, Step, dated, filled, refuse

JUDGES = (OFFICE, AUDITOR)
OPEN = ("registered", "acknowledged", "plan_submitted", "plan_returned", "plan_accepted", "in_progress", "done",
        "implementation_verified", "effectiveness_verified", "ineffective")  # fmt: skip
CRITERION_DAYS = "effectiveness_not_before"


# --- rules -------------------------------------------------------------------------------------------------------


def cause_is_analysed(case: Case) -> None:
    """A cause that says the statement again is none; a major nonconformity is asked why at least twice."""
    values = case.values
    if values.get("root_cause") and search_fold(values["root_cause"]) == search_fold(values.get("statement") or ""):
        raise refuse(case, _("the root cause says the same as the statement."), _("Write why it came to this."))
    if values.get("class") == "major" and len(values.get("whys") or ()) < 2:
        raise refuse(case, _("the cause of a major nonconformity needs two answers to “why” at least."),
                     _("Ask why it happened, and why that was so."))  # fmt: skip


def correction_is_no_action(case: Case) -> None:
    """A corrective action removes the cause: what repeats the correction is none."""
    correction = search_fold(case.values.get("correction") or "")
    if correction and any(search_fold(action.get("text") or "") == correction for action in case.values.get("actions") or ()):
        raise refuse(case, _("the corrective action repeats the correction."),
                     _("The correction mends the fact; the action removes its cause."))  # fmt: skip


def has_action(case: Case) -> None:
    """There is an action, or the reason why none is needed."""
    if not case.values.get("actions") and not case.values.get("no_action_reason"):
        raise refuse(case, _("there is no corrective action, and no reason why none is needed."),
                     _("Write the action, or why none is needed."))  # fmt: skip


def risk_is_asked(case: Case) -> None:
    """Before a nonconformity is closed somebody says whether the risk passport follows from it."""
    if not case.values.get("risk_update"):
        raise refuse(case, _("nobody has said whether the risk passport follows from it."),
                     _("Say whether the passport was updated, or need not be."))  # fmt: skip


def verified_by_another(*executors: str, actions: str = "") -> Any:
    """The person who verifies did not carry it out: not one of the `executors`, nor responsible for one of the `actions`."""

    def rule(case: Case) -> None:
        values = case.values
        names = [values.get(name) for name in executors] + [a.get("responsible") for a in values.get(actions) or ()]
        if values.get("verified_by") and _is_among(values["verified_by"], names):
            raise refuse(case, _("{person} carried out the action and cannot verify it.", person=values["verified_by"]),
                         _("Another person verifies."))  # fmt: skip

    return rule


def _is_among(name: str, names: Iterable[str | None]) -> bool:
    return _plain(name) in {_plain(other) for other in names if other}


def _plain(name: str) -> str:
    return "".join(letter for letter in search_fold(name) if letter.isalnum())


def not_too_early(day: str) -> Any:
    """Effectiveness shows only some time after completion: the profile says how many days."""

    def rule(case: Case) -> None:
        done, judged = case.values.get("done_on"), case.values.get(day)
        wait = case.ws.profile.deadlines.get(CRITERION_DAYS)
        if not (wait and is_iso_date(done) and is_iso_date(judged)):
            return
        first = dt.date.fromisoformat(done) + dt.timedelta(days=wait.days)
        if dt.date.fromisoformat(judged) < first:
            raise refuse(case, _("effectiveness can be judged from {day} on, {n} days after completion.",
                                 day=format_date(first.isoformat()), n=wait.days),
                         _("Until then it cannot be seen whether it comes again."))  # fmt: skip

    return rule


# --- steps -------------------------------------------------------------------------------------------------------


def _verified(**cells: Any) -> Any:
    def sets(case: Case) -> Mapping[str, Any]:
        who = case.filled("verified_by", case.person)
        return {**cells, "verified_on": case.today.isoformat(), **who}

    return sets


def _not_done(case: Case) -> Mapping[str, Any]:
    return {"done_on": None, "implemented": None, "remarks": case.why.strip()}


def _again(case: Case) -> Mapping[str, Any]:
    """The cause is analysed anew under the same number, in the next cycle; the plan is back with the unit."""
    cells = dict.fromkeys(("implemented", "effective", "verified_by", "verified_on", "done_on", "closed_by", "closed_on"))
    back = sending_back(case) if case.values.get("submission") else {"remarks": case.why.strip()}
    return {**cells, **back, "cycle": (case.values.get("cycle") or 1) + 1}


def _voided(case: Case) -> Mapping[str, Any]:
    return {"void_reason": case.why.strip()}


CARRIED_OUT, EFFECTIVE, INEFFECTIVE = _("Confirm that it was carried out"), _("Confirm that it was effective"), _("Judge it ineffective")
"""The two judgements are apart, and so are their buttons."""

NONCONFORMITY = Life(
    "state",
    (
        *handing_over(open_=("registered", "acknowledged", "plan_returned"), submitted="plan_submitted",
                      accepted=("plan_accepted", "in_progress"), returned="plan_returned", judges=JUDGES),
        Step("verify", ("done",), "implementation_verified", JUDGES, _verified(implemented=True), label=CARRIED_OUT),
        Step("return", ("done",), "in_progress", JUDGES, _not_done, reason=True),
        Step("verify", ("implementation_verified",), "effectiveness_verified", JUDGES, _verified(effective="effective"), label=EFFECTIVE),
        Step("return", ("implementation_verified",), "ineffective", JUDGES, _verified(effective="not_effective"), reason=True,
             label=INEFFECTIVE),
        Step("close", ("effectiveness_verified",), "closed", (OFFICE,), dated("closed_on", "closed_by")),
        Step("reopen", ("closed", "ineffective"), "plan_returned", (OFFICE,), _again, reason=True),
        Step("void", OPEN, "void", JUDGES, _voided, reason=True),
    ),
    entering={"plan_submitted": (cause_is_analysed, correction_is_no_action), "closed": (risk_is_asked,)},
    always={
        "implementation_verified": (filled("done_on", "proof"), verified_by_another(actions="actions")),
        "effectiveness_verified": (verified_by_another(actions="actions"), not_too_early("verified_on")),
        "closed": (
            filled("correction", "root_cause", "implemented", "effective", "verified_by", "verified_on"), has_action,
            verified_by_another(actions="actions"), not_too_early("verified_on"),
        ),
        "void": (filled("void_reason"),),
    },
)  # fmt: skip


def _completion(case: Case) -> Mapping[str, Any]:
    return {"completed": "yes", "completed_on": case.today.isoformat(), **case.filled("verified_by", case.person)}


def _effect(effect: str) -> Any:
    return lambda case: {"effective": effect, "effective_on": case.today.isoformat(), **case.filled("verified_by", case.person)}


def _action_again(case: Case) -> Mapping[str, Any]:
    return {**dict.fromkeys(("completed", "completed_on", "effective", "effective_on", "closed_on", "done_on")), **sending_back(case)}


def _action_not_done(case: Case) -> Mapping[str, Any]:
    return {"done_on": None, "completed": None, "remarks": case.why.strip()}


_BY_ANOTHER = verified_by_another("responsible", actions="measures")

ACTION = Life(
    "state",
    (
        *handing_over(accepted=("accepted", "in_progress")),
        Step("verify", ("done",), "completion_checked", (OFFICE,), _completion, label=CARRIED_OUT),
        Step("return", ("done",), "in_progress", (OFFICE,), _action_not_done, reason=True),
        Step("verify", ("completion_checked",), "effective", (OFFICE,), _effect("effective"), label=EFFECTIVE),
        Step("return", ("completion_checked",), "ineffective", (OFFICE,), _effect("not_effective"), reason=True, label=INEFFECTIVE),
        Step("close", ("effective",), "closed", (OFFICE,), dated("closed_on")),
        Step("reopen", ("closed", "ineffective"), "returned", (OFFICE,), _action_again, reason=True),
        Step("void", ("draft", "submitted", "returned", "accepted", "in_progress", "done", "completion_checked", "effective",
                      "ineffective"), "void", (OFFICE,), _voided, reason=True),
    ),
    always={
        "completion_checked": (filled("done_on", "proof"), _BY_ANOTHER),
        "effective": (_BY_ANOTHER, not_too_early("effective_on")),
        "closed": (filled("completed", "effective", "verified_by", "cause"), _BY_ANOTHER, not_too_early("effective_on")),
        "void": (filled("void_reason"),),
    },
)  # fmt: skip
"""A corrective or a preventive action: completion and effectiveness are judged one by one before it is closed."""

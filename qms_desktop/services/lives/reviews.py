"""Management review, registers, surveys, complaints, improvements, tasks, periods: steps without rules of their own chapter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.messages import _
from qms_desktop.services.lives.handing_over import handing_over
from qms_desktop.services.lives.steps import (
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
from qms_desktop.services.sources import highest, sources_of

BOTH = (UNIT, OFFICE)


def _decided(decision: str) -> Any:
    def sets(case: Case) -> Mapping[str, Any]:
        said = {"decision_reason": case.why.strip()} if case.why.strip() else {}
        return {"decision": decision, "decided_on": case.today.isoformat(), **case.filled("decided_by", case.person), **said}

    return sets


def _stage(name: str, day: str) -> Any:
    return lambda case: {"state": name, **dated(day)(case)}


def residual_is_explained(case: Case) -> None:
    """A residual risk above the initial one needs a comment."""
    before, now = case.values.get("score"), case.values.get("residual_score")
    if before and now and now > before and not case.values.get("residual_comment"):
        raise refuse(case, _("the residual risk is higher than the initial one: {before} → {after}.", before=before, after=now),
                     _("Write in the comment why it is so."))  # fmt: skip


def rating_is_explained(case: Case) -> None:
    """A rating of the register that differs from the highest of its passports needs a reason."""
    top = highest(sources_of(case.tx, case.values))
    own = case.values.get("score")
    if top is not None and own and own != top["score"] and not case.values.get("rating_reason"):
        raise refuse(case, _("the passports behind it say {theirs}, the register {own}.", theirs=top["score"], own=own),
                     _("Write why the rating differs from the passports."))  # fmt: skip


FORM = (Life("state", handing_over()),)
"""What a unit hands over."""

RISK = (Life("state", handing_over(), entering={"submitted": (residual_is_explained,)}),)

APPROVED_FORM = (
    Life("state", (*handing_over(), Step("approve", ("accepted",), "accepted", (OFFICE,), approved))),
)
"""What a unit hands over and a rector, a vice-rector or a director approves."""

def agreed_before_discussed(case: Case) -> None:
    """A plan of the system collects proposals and is agreed before the council discusses it."""
    if case.values.get("plan_kind") == "qms":
        filled("proposals", "agreed_by", "agreed_on", "discussed_by", "discussed_on")(case)


PLAN = (
    Life("state", handing_over()),
    Life("stage", (
        Step("approve", ("draft", "discussed"), "approved", BOTH, approved),
        Step("close", ("approved",), "completed", BOTH, dated("completed_on")),
        Step("reopen", ("completed",), "approved", BOTH, lambda _case: {"completed_on": None}, reason=True),
    ), entering={"approved": (complete, filled("approved_by", "approved_on"), agreed_before_discussed),
                 "completed": (filled("approved_on"),)},
       always={"discussed": (agreed_before_discussed,)}),
)  # fmt: skip

TRAINING = (
    Life("state", handing_over()),
    Life("stage", (Step("verify", ("held",), "confirmed", (OFFICE,), dated("confirmed_on", "confirmed_by")),)),
)

PLANNED_CHANGE = (
    Life("state", (Step("approve", ("planned",), "approved", BOTH, approved, before=(complete,)),)),
)

REGISTER_ENTRY = (
    Life("state", (
        Step("approve", ("draft", "considered"), "approved", (OFFICE,), approved),
        Step("close", ("approved",), "replaced", (OFFICE,), dated("replaced_on")),
    ), entering={"approved": (complete, rating_is_explained, residual_is_explained)}),
)  # fmt: skip

SURVEY = (
    Life("state", (
        Step("approve", ("draft",), "approved", (OFFICE,), lambda case: {"state": "approved", **approved(case)}, before=(complete,)),
        Step("accept", ("approved",), "collecting", BOTH, _stage("collecting", "begins_on"), label=_("Begin collecting")),
        Step("close", ("collecting",), "closed", BOTH, _stage("closed", "ends_on")),
        Step("verify", ("closed",), "analysed", BOTH, state("analysed")),
        Step("close", ("analysed",), "completed", BOTH, state("completed")),
        Step("reopen", ("closed", "analysed"), "collecting", BOTH, state("collecting"), reason=True),
    ), entering={"analysed": (filled("answered", "conclusion"),)}),
)  # fmt: skip

COMPLAINT = (
    Life("state", (Step("close", ("answered",), "closed", BOTH, dated("closed_on")),
                   Step("reopen", ("closed",), "answered", BOTH, lambda _case: {"closed_on": None}, reason=True)),
         always={"closed": (filled("feedback_source", "answer", "answered_on", "justified"),)}),
)  # fmt: skip

IMPROVEMENT = (
    Life("state", (
        Step("accept", ("proposed", "postponed", "rejected"), "accepted", (OFFICE,), _decided("accepted")),
        Step("return", ("proposed", "accepted"), "postponed", (OFFICE,), _decided("postponed"), reason=True,
             label=_("Postpone")),
        Step("void", ("proposed", "postponed"), "rejected", (OFFICE,), _decided("rejected"), reason=True, label=_("Reject")),
        Step("verify", ("done",), "evaluated", (OFFICE,), lambda case: case.filled("effect", "effective")),
    )),
)  # fmt: skip

TASK = (
    Life("state", (
        Step("close", ("not_begun", "in_progress"), "done", BOTH, _stage("done", "done_on"), label=_("Mark as done")),
        Step("verify", ("done",), "done", (OFFICE,), dated("checked_on", "checked_by"), before=(filled("evidence"),)),
        Step("void", ("not_begun", "in_progress"), "stopped", BOTH, state("stopped"), reason=True, label=_("Stop")),
        Step("reopen", ("done", "stopped"), "in_progress", BOTH,
             lambda _case: {"state": "in_progress", "done_on": None, "checked_on": None, "checked_by": None}, reason=True),
    )),
)  # fmt: skip

PERIOD = (
    Life("state", (
        Step("approve", ("planned",), "open", (OFFICE,), state("open"), label=_("Open the period")),
        Step("close", ("open",), "closed", (OFFICE,), state("closed"), label=_("Close the period")),
        Step("reopen", ("closed",), "open", (OFFICE,), state("open"), reason=True),
    ), entering={"open": (complete,)}),
)  # fmt: skip

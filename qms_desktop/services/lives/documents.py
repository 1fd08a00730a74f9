"""Documents in the stages of the manual, their change sheet and agreement, the policy and its editions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import acquaintance
from qms_desktop.services.copies import is_same
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
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.picking import Where, pick
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key

BOTH = (UNIT, OFFICE)


# --- rules -------------------------------------------------------------------------------------------------------


def agreed(case: Case) -> None:
    """Nobody who was asked for agreement still has to answer."""
    sheets = reading.records(case.tx, Query("agreement", where=(("document", case.key.id),)))
    edition = case.values.get("edition")
    if any(sheet["state"] == "open" and sheet["edition"] in (None, edition) for sheet in sheets):
        raise refuse(case, _("somebody on the agreement sheet has not answered yet."),
                     _("Close the sheet, with the differences recorded, or wait for the answers."))  # fmt: skip


def one_edition(case: Case) -> None:
    """One edition of a code is in force."""
    code = case.values.get("code")
    same = pick(case.tx, case.kind.name, (), Where(equal={"code": code, "state": "in_force"})) if code else []
    if any(not is_same(case.ws.profile, case.key, Key(found["unit"], case.kind.name, found["id"])) for found in same):
        raise refuse(case, _("another edition of {code} is in force.", code=code), _("Mark that one as superseded first."))


def one_policy(case: Case) -> None:
    """One edition of the policy is in force."""
    others = reading.records(case.tx, Query("policy", where=(("state", "in_force"),)))
    if any(found["id"] != case.key.id for found in others):
        raise refuse(case, _("another edition of the policy is in force."), _("Mark that one as superseded first."))


def edition_has_reason(case: Case) -> None:
    """The policy may be revised at any time, with the reason on record."""
    if (case.values.get("edition") or 1) > 1:
        filled("reason")(case)


def by_council(case: Case) -> None:
    """The manual and the regulations are considered by the QA office and approved by the council, both dated."""
    if _is_by_council(case, case.values):
        filled("considered_by", "considered_on", "approved_by", "approved_on")(case)


def _is_by_council(case: Case, document: Mapping[str, Any]) -> bool:
    kind = case.ws.profile.document_kind(document.get("document_kind"))
    return kind is not None and kind.by_council


_NUMBER_AND_DATE = re.compile(r"\d.*\d{4}")


def decided_by_council(case: Case) -> None:
    """A change of what the council approved needs its decision: the minutes, or their number and date."""
    document = next(iter(reading.records(case.tx, Query("document", ids=(case.values.get("document") or "",)))), {})
    minutes = next(iter(reading.records(case.tx, Query("minutes", ids=(case.values.get("minutes") or "",)))), {})
    is_decision = minutes.get("body") == "academic_council" and minutes.get("number") and minutes.get("date")
    if _is_by_council(case, document) and not is_decision and not _NUMBER_AND_DATE.search(case.values.get("basis") or ""):
        raise refuse(case, _("the document is changed by a decision of the {council} alone.", council=_council(case)),
                     _("Write its number and date into “{field}”.", field=case.kind.fields["basis"].label))  # fmt: skip


def _council(case: Case) -> Localised:
    return case.ws.profile.approvers.get("considered_by") or _("Academic Council")


def not_struck_out(case: Case) -> None:
    if case.values.get("struck_out"):
        raise refuse(case, _("it is struck out on the sheet."), _("Enter the change anew."))


# --- steps -------------------------------------------------------------------------------------------------------


def _into_force(case: Case) -> Mapping[str, Any]:
    since = case.values.get("valid_from") or case.today.isoformat()
    cells = {"state": "in_force", **case.filled("valid_from", since)}
    due = case.values.get("review_due")
    return cells if due and due > since else {**cells, "review_due": case.ws.profile.due_after("document_review", dt.date.fromisoformat(since)).isoformat()}


def _stage(name: str, day: str | None = None, by: str | None = None) -> Any:
    return lambda case: {"state": name, **(dated(day, by)(case) if day else case.filled(by, case.person) if by else {})}


def _new_round(case: Case) -> list[Edit]:
    """An approved change opens a new round of acquaintance in every unit that knows the document; a mere check does not."""
    if case.values.get("change_kind") == "review":
        return []
    day = case.values.get("valid_from") or case.today.isoformat()
    since = dt.date.fromisoformat(day) if is_iso_date(day) else case.today
    return acquaintance.new_round(case.ws, case.tx, case.values, since)


DOCUMENT = Life(
    "state",
    (
        Step("verify", ("draft", "under_revision"), "checked", BOTH, _stage("checked", by="checked_by"), before=(complete,)),
        Step("submit", ("checked",), "in_agreement", BOTH, state("in_agreement")),
        Step("return", ("checked", "in_agreement"), "draft", BOTH, state("draft"), reason=True),
        Step("approve", ("in_agreement",), "approved", (OFFICE,), _stage("approved", "approved_on")),
        Step("accept", ("approved",), "registered", (OFFICE,), _stage("registered", "registered_on")),
        Step("accept", ("registered",), "in_force", (OFFICE,), _into_force, label=_("Put into force")),
        Step("reopen", ("in_force",), "under_revision", BOTH, state("under_revision"), reason=True, label=_("Begin the revision")),
        Step("close", ("in_force", "under_revision"), "superseded", (OFFICE,), _stage("superseded", "superseded_on"),
             label=_("Mark as superseded")),
        Step("close", ("superseded",), "archived", (OFFICE,), state("archived"), label=_("Put into the archive")),
        Step("void", ("draft", "checked", "in_agreement", "approved", "registered", "in_force", "under_revision"), "withdrawn",
             (OFFICE,), state("withdrawn"), reason=True, label=_("Withdraw")),
    ),
    entering={
        "approved": (filled("approved_by", "approved_on"), by_council, agreed),
        "registered": (filled("approved_by", "approved_on", "keeper"), by_council),
        "in_force": (filled("approved_by", "approved_on", "registered_on", "valid_from", "keeper"), by_council, agreed),
    },
    always={"in_force": (one_edition,)},
)  # fmt: skip

CHANGE_ENTRY = Life(
    "state",
    (Step("approve", ("proposed",), "approved", (OFFICE,), dated("approved_on", "approved_by"), before=(complete, not_struck_out)),),
    entering={"approved": (decided_by_council,)},
    following={"approved": _new_round},
)  # fmt: skip

AGREEMENT = Life("state", (Step("close", ("open",), "differences", BOTH, dated("closed_on")),))

POLICY = Life(
    "state",
    (
        Step("approve", ("draft",), "approved", (OFFICE,),
             lambda case: {"state": "approved", **approved(case), **case.filled("approved_by", rector(case))}),
        Step("accept", ("approved",), "in_force", (OFFICE,),
             lambda case: {"state": "in_force", **dated("valid_from")(case)}, label=_("Put into force")),
        Step("close", ("in_force",), "superseded", (OFFICE,), state("superseded"), label=_("Mark as superseded")),
    ),
    entering={"approved": (complete, filled("approved_on", "approved_by"), edition_has_reason), "in_force": (filled("approved_on", "approved_by"),)},
    always={"in_force": (one_policy,)},
)  # fmt: skip


def rector(case: Case) -> str | None:
    """Who approves the policy, in the institution's words."""
    position = case.ws.profile.approvers.get("policy")
    return position.text("ky") if position else None

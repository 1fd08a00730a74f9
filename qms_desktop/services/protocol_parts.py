"""The seven parts of the protocol Ф-10 as one sequence: who fills which, how far each is, whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from qms_desktop.core.messages import Localised, _
from qms_desktop.services.lives.steps import AUDITOR, UNIT

Stage = Literal["done", "now", "later"]


class ProtocolPart(Struct, frozen=True):
    """A part of the protocol: its fields, who fills it, and the ones that must be filled before the next begins.

    `until` are the states of the nonconformity in which the part is behind it, whatever is filled.
    """

    number: int
    key: str
    title: Localised
    by: str
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    ask: Localised
    until: tuple[str, ...] = ()


class Standing(Struct, frozen=True):
    """A part with how far it is, and the fields that are still empty in it."""

    part: ProtocolPart
    stage: Stage
    missing: tuple[str, ...]


_ACCEPTED = ("plan_accepted", "in_progress", "done", "implementation_verified", "effectiveness_verified", "ineffective", "closed")
_DONE = ("done", "implementation_verified", "effectiveness_verified", "closed")
ENDED = ("closed", "void")

PARTS = (
    ProtocolPart(
        1, "identification", _("Identification"), AUDITOR,
        ("found_on", "place", "source", "situation", "type", "process", "auditor", "audit", "checklist_item", "complaint",
         "customer_property", "student", "period", "number", "register_number"),
        ("found_on", "source", "situation", "type", "auditor"), _("Say where, when and by whom it was found."),
    ),
    ProtocolPart(
        2, "statement", _("Statement"), AUDITOR,
        ("requirement", "clause", "document", "statement", "evidence", "class", "repeat_of"),
        ("requirement", "statement", "evidence", "class"), _("Write the requirement, the fact and its evidence."),
    ),
    ProtocolPart(
        3, "correction", _("Acquaintance and correction"), UNIT,
        ("opinion", "disagreement", "acknowledged_by", "acknowledged_on", "correction", "correction_due", "correction_done_on"),
        ("acknowledged_on", "correction"), _("Say that the unit is acquainted, and what is done with the fact itself."), _ACCEPTED,
    ),
    ProtocolPart(
        4, "cause", _("Cause"), UNIT, ("whys", "cause_category", "root_cause", "extent", "extent_note"),
        ("cause_category", "root_cause"), _("Ask why it came to this, until the cause is one that can be removed."), _ACCEPTED,
    ),
    ProtocolPart(
        5, "plan", _("Corrective action"), UNIT, ("actions", "no_action_reason", "criterion", "remarks"),
        ("actions", "criterion"), _("Plan what removes the cause, and hand the plan over."), _ACCEPTED,
    ),
    ProtocolPart(
        6, "completion", _("Completion"), UNIT, ("done_on", "proof", "extensions"), ("done_on", "proof"),
        _("Carry the actions out, and write when they were done and what shows it."), _DONE,
    ),
    ProtocolPart(
        7, "verification", _("Verification"), AUDITOR,
        ("implemented", "effective", "verification", "verified_by", "verified_on", "risk_update", "change_entry", "closed_by",
         "closed_on", "void_reason", "cycle"),
        (), _("Check that it was done and that it does not come again, then close the protocol."),
    ),
)  # fmt: skip
"""In the order of the form; what the unit says of the statement stands with what it does about it."""


def standings(values: Mapping[str, Any]) -> list[Standing]:
    """How far each part is: those behind, the one that is next, those that wait for it."""
    found: list[Standing] = []
    open_ = values.get("state") not in ENDED
    for part in PARTS:
        missing = () if values.get("state") in part.until else _missing(part, values)
        waits = part.key == "plan" and values.get("state") not in _ACCEPTED
        if not open_ or (not missing and not waits and part.key != "verification"):
            found.append(Standing(part, "done", ()))
        elif any(one.stage == "now" for one in found):
            found.append(Standing(part, "later", missing))
        else:
            found.append(Standing(part, "now", missing))
    return found


def _missing(part: ProtocolPart, values: Mapping[str, Any]) -> tuple[str, ...]:
    empty = tuple(name for name in part.needed if values.get(name) in (None, "", []))
    return tuple(name for name in empty if not (name == "actions" and values.get("no_action_reason")))


def current(values: Mapping[str, Any]) -> Standing | None:
    """The part whose turn it is; None of a protocol that is closed or void."""
    return next((standing for standing in standings(values) if standing.stage == "now"), None)


def next_step(values: Mapping[str, Any]) -> Localised:
    """What is to be done next with the protocol, in a sentence."""
    state, standing = values.get("state"), current(values)
    if standing is None:
        return _("The protocol is void.") if state == "void" else _("The protocol is closed.")
    if state == "ineffective":
        return _("The actions did not help: the QA office reopens the protocol, and the cause is looked for anew.")
    if standing.part.key == "plan" and not standing.missing:
        return _("The auditor or the QA office judges the plan.") if state == "plan_submitted" else _("The plan is complete: hand it over.")
    return standing.part.ask

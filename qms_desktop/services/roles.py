"""Who does what in the system: the part that the person at this computer has, and the steps that go with it.

A store is a unit's, the QA office's, an auditor's or a reader's; that is held by keys. What part a person has in a unit
is said at its computer, and binds the people who work there as a stamp in a drawer does. See docs/decisions/010.
"""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Message, _
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import AUDITOR_KINDS
from qms_desktop.services.workspace import ALL, PART, Workspace

HEAD, RESPONSIBLE, OWNER, EMPLOYEE = "head", "responsible", "process_owner", "employee"
RECTOR, REPRESENTATIVE = "rector", "representative"

PARTS: dict[str, Message] = {
    HEAD: _("head of the unit"),
    RESPONSIBLE: _("responsible for the quality system"),
    OWNER: _("owner of a process"),
    EMPLOYEE: _("employee"),
    RECTOR: _("rector"),
    REPRESENTATIVE: _("representative of the leadership, vice-rector"),
    "office": _("QA office"),
    "auditor": _("internal auditor"),
    "reader": _("reader, outside auditor"),
}
"""The parts by their keys."""

STEPS: Mapping[str, frozenset[str] | None] = {
    HEAD: None,
    RESPONSIBLE: frozenset({"submit"}),
    OWNER: frozenset({"submit", "close", "reopen"}),
    EMPLOYEE: frozenset(),
}
"""The steps that each part of a unit takes of those that are the unit's; None for all of them. Everybody enters."""

OWNED = frozenset({"process", "indicator", "action"})
"""The kinds in which the owner of a process takes steps."""

APPROVED_ABOVE = frozenset({"policy", "objective", "register_entry", "audit_programme", "plan", "process", "review"})
"""What the rector approves in what is published or the office's; a vice-rector the policy, the objectives, and his forms."""

TOP = "top_management"


def makes_records(ws: Workspace, kind: str) -> bool:
    """Whether records of the kind are begun at this computer: a reader begins none, an auditor those of an audit."""
    return ws.role in ("department", "office") or (ws.role == "auditor" and kind in AUDITOR_KINDS)


def leads(profile: Profile, unit: str) -> bool:
    """Whether a unit is the institution's leadership, which sees all the others."""
    return any(seed.code == unit and seed.bank_type == TOP for seed in profile.units)


def is_leadership(ws: Workspace) -> bool:
    """Whether this is the store of the rector's office."""
    return ws.role == "department" and leads(ws.profile, ws.unit)


def part_of(ws: Workspace) -> str:
    """The part of the person who works here."""
    if ws.role != "department":
        return ws.role
    offered = offered_parts(ws)
    return ws.part if ws.part in offered else offered[0]


def offered_parts(ws: Workspace) -> tuple[str, ...]:
    """The parts that a person may have in this store; the first is his until another is said."""
    if ws.role != "department":
        return (ws.role,)
    return (RECTOR, REPRESENTATIVE, EMPLOYEE) if is_leadership(ws) else (HEAD, RESPONSIBLE, OWNER, EMPLOYEE)


def take_part(ws: Workspace, part: str) -> None:
    """Note the part of the person who works here from now on."""
    ws.check_may_write()
    if part not in offered_parts(ws):
        raise UserError(
            _("There is no part “{part}” in this store.", part=part),
            _("Choose one of: {known}.", known=", ".join(offered_parts(ws))),
        )
    ws.keep_setting(PART, part)
    ws.part = part


def takes_unit_step(part: str, action: str, kind: str) -> bool:
    """Whether a person of a unit takes a step that is the unit's."""
    if part in (RECTOR, REPRESENTATIVE):
        return True  # in the records of their own unit they are its heads
    steps = STEPS[part]
    return steps is None or (action in steps and (part != OWNER or kind in OWNED))


def takes_from_above(ws: Workspace, part: str, action: str, kind: str, form: str | None, unit: str) -> bool:
    """Whether the rector or a vice-rector takes a step that the office would note otherwise.

    His word reaches the office as a proposal signed by his device: it stands once the office has taken it in.
    """
    if part not in (RECTOR, REPRESENTATIVE) or unit not in (ALL, OFFICE):
        return False
    if part == REPRESENTATIVE:
        described = ws.profile.forms.get(form or "")
        his = kind in ("policy", "objective") or (described is not None and described.approved_by == "vice_rector")
        return (action == "approve" and his) or (action, kind) == ("verify", "review")
    return action == "approve" and kind in APPROVED_ABOVE

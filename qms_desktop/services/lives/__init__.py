"""The lives of records: which step may be taken from which state, by whom, with what filled in.

One table for all kinds. `offered` says what a person may do with a record, `guard` holds a save to the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import roles
from qms_desktop.services.lives import audits, documents, management, nonconformities, reviews
from qms_desktop.services.lives.stateless import WATCHED
from qms_desktop.services.lives.steps import AUDITOR, OFFICE, UNIT, Case, Life, Step
from qms_desktop.services.register import Register
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction

LIVES: dict[str, tuple[Life, ...]] = {
    **dict.fromkeys(("provider", "indicator"), reviews.FORM),
    **dict.fromkeys(("objective", "process", "passport"), reviews.APPROVED_FORM),
    "risk": reviews.RISK,
    "plan": reviews.PLAN,
    "training": reviews.TRAINING,
    "planned_change": reviews.PLANNED_CHANGE,
    "nonconformity": (nonconformities.NONCONFORMITY,),
    **dict.fromkeys(("corrective_action", "preventive_action"), (nonconformities.ACTION,)),
    "document": (documents.DOCUMENT,),
    "change_entry": (documents.CHANGE_ENTRY,),
    "agreement": (documents.AGREEMENT,),
    "policy": (documents.POLICY,),
    "audit_programme": (audits.PROGRAMME,),
    "audit": (audits.AUDIT,),
    "audit_plan": (audits.PLAN,),
    "audit_report": (audits.REPORT,),
    "auditor": (audits.AUDITORS,),
    "review": management.REVIEW,
    "report_package": management.PACKAGE,
    "register_entry": reviews.REGISTER_ENTRY,
    "survey": reviews.SURVEY,
    "complaint": reviews.COMPLAINT,
    "improvement": reviews.IMPROVEMENT,
    **dict.fromkeys(("action", "decision"), reviews.TASK),
    "period": reviews.PERIOD,
}

ACTIONS = {
    "submit": p_("act", "Submit"),
    "accept": p_("act", "Accept"),
    "return": p_("act", "Return"),
    "approve": p_("act", "Approve"),
    "verify": p_("act", "Verify"),
    "close": p_("act", "Close the record"),
    "void": p_("act", "Declare void"),
    "reopen": p_("act", "Reopen"),
}
"""What can be done, with the words on its button."""

WHO = {
    UNIT: _("the head of the unit"),
    OFFICE: _("the QA office"),
    AUDITOR: _("the auditor"),
}

_BEGINNING = {
    "document": "draft", "policy": "draft", "audit": "planned", "action": "not_begun", "decision": "not_begun", "survey": "draft",
    "auditor": "trainee",
}  # fmt: skip
"""The state of a record whose stored state nobody wrote yet."""


class Offer(Struct, frozen=True):
    """A step that may be taken: its action, the words on its button, whether a reason is asked for."""

    action: str
    label: Localised
    reason: bool


def state_of(kind: Kind, life: Life, values: Mapping[str, Any]) -> str:
    """Where a record stands in one of its lives."""
    return values.get(life.axis) or _BEGINNING.get(kind.name, "")


def may_take(ws: Workspace, step: Step, kind: Kind, unit: str) -> bool:
    """Whether this person takes such a step with a record of that kind and unit."""
    if ws.role == "department":
        part = roles.part_of(ws)
        if UNIT in step.by and unit == ws.unit:
            return roles.takes_unit_step(part, step.action, kind.name)
        return OFFICE in step.by and roles.takes_from_above(ws, part, step.action, kind.name, next(iter(kind.forms), None), unit)
    return (OFFICE if ws.is_office else AUDITOR if ws.role == "auditor" else "") in step.by


def found_step(kind: Kind, action: str, values: Mapping[str, Any]) -> tuple[Life, Step] | None:
    """The step of that action from where the record stands."""
    return next(
        ((life, step) for life in LIVES.get(kind.name, ()) for step in life.steps
         if step.action == action and state_of(kind, life, values) in step.sources), None,
    )  # fmt: skip


def offered(ws: Workspace, record: Mapping[str, Any]) -> list[Offer]:
    """What this person may do with a record now, in the order of its life."""
    kind = KINDS[record["kind"]]
    found: dict[str, Offer] = {}
    for life in LIVES.get(kind.name, ()):
        at = state_of(kind, life, record)
        for step in life.steps:
            if at in step.sources and may_take(ws, step, kind, record["unit"]) and not _is_idle(step, record):
                found.setdefault(step.action, Offer(step.action, step.label or ACTIONS[step.action], step.reason))
    return list(found.values())


def begun(profile: Profile, kind: Kind, unit: str) -> dict[str, Any]:
    """A record in which nothing is written yet, in the states with which every new one of its kind begins."""
    axes = {life.axis: kind.fields[life.axis] for life in LIVES.get(kind.name, ())}
    states = {name: axis.default(None, axis) for name, axis in axes.items() if axis.default}
    return {**dict.fromkeys(kind.fields), **kind.compute(states, profile), **states, "kind": kind.name, "unit": unit}


def _is_idle(step: Step, record: Mapping[str, Any]) -> bool:
    """Whether the step would change nothing: what stands as it was handed over is not handed over again."""
    return step.action == "submit" and record.get("changed") is False


NEVER_DELETED = {
    "document": _("A document that was in use is withdrawn, not deleted."),
    "nonconformity": _("A nonconformity is declared void, not deleted: its number stays."),
    "change_entry": _("An entry of the change sheet is struck out, not deleted."),
}
"""The kinds whose records stay once they were more than drafts, with what is done instead."""


def check_deletion(tx: Transaction, keys: Iterable[Key]) -> None:
    """UserError for records that are never deleted, however wrong they are."""
    for key in keys:
        said = NEVER_DELETED.get(key.kind)
        values = reading.record(tx, key) if said else None
        if said and values and state_of(KINDS[key.kind], LIVES[key.kind][0], values) not in ("draft", "registered", "proposed"):
            raise UserError(said)


# --- what a save is held to --------------------------------------------------------------------------------------

Before = dict[Key, dict[str, Any] | None]


def before(tx: Transaction, keys: Iterable[Key]) -> Before:
    """The records as they are before a save, as far as rules ask for it."""
    return {key: reading.record(tx, key) for key in keys if _is_guarded(key.kind)}


def _is_guarded(kind: str) -> bool:
    return kind in WATCHED or any(life.entering or life.always or life.watching or life.following for life in LIVES.get(kind, ()))


def guard(ws: Workspace, tx: Transaction, was: Before) -> list[Edit]:
    """Hold what was just written to the rules of the states that were reached: UserError, and the caller writes nothing.

    What follows in other records is given back, to be written with it.
    """
    following: list[Edit] = []
    numbers = Register(ws, tx)
    for key, old in was.items():
        values, folded, kind = reading.record(tx, key), tx.fold(key), KINDS[key.kind]
        if values is None or folded is None:
            continue
        case = Case(ws, tx, kind, key, values, ws.today, folded, numbers, old)
        for life in LIVES.get(key.kind, ()):
            at = state_of(kind, life, values)
            if old is None or state_of(kind, life, old) != at:
                for rule in life.rules(at, is_new=old is None):
                    rule(case)
                if at in life.following:
                    following += life.following[at](case)
        for names, rule in (*(each for life in LIVES.get(key.kind, ()) for each in life.watching), *WATCHED.get(key.kind, ())):
            if any((old or {}).get(name) != values.get(name) for name in names):
                rule(case)
    return following

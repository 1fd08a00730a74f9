"""Everything that is to be done by a day, wherever it stands: measures, tasks, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports.scope import Scope

LISTS = {
    "risk": "measures", "opportunity": "measures", "register_entry": "measures", "objective": "measures", "plan": "measures",
    "nonconformity": "actions", "corrective_action": "measures", "survey": "measures", "inspection": "measures",
    "analysis": "measures", "evaluation": "measures", "improvement": "measures", "minutes": "decisions",
    "external_evaluation": "findings", "student_meeting": "questions",
}  # fmt: skip
"""The lists of what is to be done, by the kinds that they stand in."""

WHOLE = ("action", "decision", "preventive_action")
"""The kinds whose records are to be done as a whole."""

AFTER_AUDITS = frozenset({"nonconformity", "corrective_action", "external_evaluation"})
"""What is planned after an audit, besides plans that say so of themselves."""

_FINISHED = frozenset({"done", "completion_checked", "effective", "ineffective", "closed"})
_DROPPED = frozenset({"stopped", "void"})


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that is to be done; a day that is not written, or is written in words, is None."""

    kind: str
    record: str
    unit: str
    text: str
    responsible: str
    due: dt.date | None
    done_on: dt.date | None
    is_done: bool
    after_audit: bool

    def is_late(self, today: dt.date) -> bool:
        return not self.is_done and self.due is not None and self.due < today

    @property
    def in_time(self) -> bool:
        """Whether it is known to have been done by its day."""
        return self.due is not None and self.done_on is not None and self.done_on <= self.due


def to_do(scope: Scope) -> list[ToDo]:
    """What falls due in the period, what is still open from before it, and what of the period names no day."""
    return [each for each in _every(scope) if _belongs(scope, each)]


def ids(found: Iterable[ToDo]) -> dict[str, tuple[str, ...]]:
    """The records behind them, by their kinds."""
    by_kind: dict[str, dict[str, None]] = {}
    for each in found:
        by_kind.setdefault(each.kind, {})[each.record] = None
    return {kind: tuple(records) for kind, records in by_kind.items()}


def _belongs(scope: Scope, each: ToDo) -> bool:
    if each.due is None:
        return not each.is_done
    day, (first, last) = each.due.isoformat(), scope.dates
    return first <= day <= last or (not each.is_done and day < first)


def _every(scope: Scope) -> Iterator[ToDo]:
    for kind, list_name in LISTS.items():
        yield from _of_list(scope, kind, list_name)
    for kind in WHOLE:
        yield from _of_records(scope, kind)


def _of_list(scope: Scope, kind: str, list_name: str) -> Iterator[ToDo]:
    declared, item_fields = KINDS[kind].fields, KINDS[kind].item_lists[list_name].item_fields
    item_names = [name for name in ("text", "due", "responsible", "state", "done_on") if name in item_fields]
    names = [name for name in ("plan_kind", "void_reason", "of_unit") if name in declared]
    for row in scope.items(kind, list_name, item_names, names, every_period=True):
        if getattr(row, "void_reason", None) or getattr(row, "state", None) in _DROPPED:
            continue
        after = kind in AFTER_AUDITS or getattr(row, "plan_kind", None) == "after_audit"
        yield _made(kind, row, getattr(row, "text", "") or "", getattr(row, "state", None), after)


def _of_records(scope: Scope, kind: str) -> Iterator[ToDo]:
    declared = KINDS[kind].fields
    title = next(name for name in ("title", "text", "action", "measure", "nonconformity") if name in declared)
    names = [name for name in ("due", "due_extended", "responsible", "state", "done_on", "void_reason", "of_unit") if name in declared]
    for row in scope.rows(kind, (*names, title), every_period=True):
        if row.state in _DROPPED or getattr(row, "void_reason", None):
            continue
        yield _made(kind, row, getattr(row, title) or "", row.state, kind == "preventive_action")


def _made(kind: str, row: Any, text: str, state: str | None, after_audit: bool) -> ToDo:
    done_on = _day(row.done_on)
    return ToDo(
        kind, row.id, getattr(row, "of_unit", None) or row.unit, text, row.responsible or "",
        _day(getattr(row, "due_extended", None)) or _day(row.due), done_on, done_on is not None or state in _FINISHED, after_audit,
    )  # fmt: skip


@lru_cache(maxsize=8192)  # tens of thousands of measures share a few years' days
def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if is_iso_date(value) else None

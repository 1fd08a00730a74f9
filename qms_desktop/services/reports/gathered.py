"""Everything that is to be done by a day, wherever it stands: measures, tasks, decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import tasks
from qms_desktop.services.reports.scope import Scope

AFTER_AUDITS = frozenset({"nonconformity", "corrective_action", "preventive_action", "external_evaluation"})
"""What is planned after an audit, besides plans that say so of themselves."""


class ToDo(NamedTuple):
    """One thing that is to be done. `due` is its day, that of its record, or the last day of a deadline in words.

    What `recurs` belongs to its year alone: in the next year it is due anew.
    """

    kind: str
    record: str
    unit: str
    text: str
    responsible: str
    due: dt.date | None
    done_on: dt.date | None
    is_done: bool
    after_audit: bool
    recurs: bool = False

    def is_late(self, today: dt.date) -> bool:
        return not self.is_done and self.due is not None and self.due < today

    @property
    def in_time(self) -> bool:
        """Whether it is known to have been done by its day."""
        return self.due is not None and self.done_on is not None and self.done_on <= self.due


def to_do(scope: Scope) -> list[ToDo]:
    """What falls due in the period, what is still open from before it, and what of the period names no day.

    What was carried over to a later year is counted once, where it is open now.
    """
    return [each for each in _Gathering(scope).every() if _belongs(scope, each)]


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
    return first <= day <= last or (not each.is_done and not each.recurs and day < first)


class _Gathering:
    """Reads the kinds one by one, each with what its days depend on."""

    def __init__(self, scope: Scope):
        self.scope = scope
        self.terms = tasks.Terms(scope.ws.profile)

    def every(self) -> Iterator[ToDo]:
        for kind, list_name in tasks.LISTS.items():
            yield from self._of_list(kind, list_name)
        for kind, whole in tasks.WHOLE.items():
            yield from self._of_records(kind, whole)

    def _of_list(self, kind: str, list_name: str) -> Iterator[ToDo]:
        declared, item_fields = KINDS[kind].fields, KINDS[kind].item_lists[list_name].item_fields
        item_names = [name for name in ("text", "due", "responsible", "state", "done_on") if name in item_fields]
        names = [name for name in ("plan_kind", "void_reason", "replaced_on", "of_unit", "deadline", "period") if name in declared]
        followed = self._followed(kind)
        later = self._granted(kind)
        for row in self.scope.items(kind, list_name, names, item_names, every_period=True):
            state, deadline = row.get("item_state"), row.get("deadline")
            if row.get("void_reason") or state in tasks.DROPPED:
                continue
            is_done, recurs = bool(row["item_done_on"]) or state in tasks.FINISHED, tasks.recurs(row["item_due"], deadline)
            if not is_done and (row.get("replaced_on") or (row["id"] in followed and not recurs)):
                continue  # the record that came after it holds it too
            due = self.terms.due(row["item_due"], deadline, row.get("period"))
            yield ToDo(
                kind, row["id"], row.get("of_unit") or row["unit"], row.get("item_text") or "", row["item_responsible"] or "",
                tasks.extended(due, later.get(row["id"])), _day(row["item_done_on"]), is_done,
                kind in AFTER_AUDITS or row.get("plan_kind") == "after_audit", recurs,
            )  # fmt: skip

    def _of_records(self, kind: str, whole: tasks.Whole) -> Iterator[ToDo]:
        declared = KINDS[kind].fields
        names = [name for name in ("due", "due_extended", "responsible", "state", "void_reason", "of_unit") if name in declared]
        in_parts = self._with_measures(kind)
        for row in self.scope.rows(kind, (*names, whole.text, whole.done_on), every_period=True):
            if row["id"] in in_parts or row["state"] in tasks.DROPPED or row.get("void_reason"):
                continue
            if whole.planned_by_day and not row["due"]:
                continue
            done_on = _day(row[whole.done_on])
            yield ToDo(
                kind, row["id"], row.get("of_unit") or row["unit"], row[whole.text] or "", row["responsible"] or "",
                tasks.extended(_day(row["due"]), row.get("due_extended")), done_on,
                done_on is not None or row["state"] in tasks.FINISHED, kind in AFTER_AUDITS,
            )  # fmt: skip

    def _with_measures(self, kind: str) -> set[str]:
        list_name = tasks.LISTS.get(kind)
        return {row["id"] for row in self.scope.items(kind, list_name, (), (), every_period=True)} if list_name else set()

    def _followed(self, kind: str) -> set[str]:
        """The records that go on in one of a later year."""
        if "previous" not in KINDS[kind].fields:
            return set()
        return {row["previous"] for row in self.scope.rows(kind, ("previous",), every_period=True)} - {None}

    def _granted(self, kind: str) -> dict[str, str | None]:
        """Until when the terms of a kind's records were extended, by their ids."""
        if tasks.EXTENSIONS not in KINDS[kind].item_lists:
            return {}
        rows = defaultdict(list)
        for row in self.scope.items(kind, tasks.EXTENSIONS, (), ("due", "granted_on"), every_period=True):
            rows[row["id"]].append({"due": row["item_due"], "granted_on": row["item_granted_on"]})
        return {record: tasks.granted(own) for record, own in rows.items()}


@lru_cache(maxsize=8192)  # tens of thousands of measures share a few years' days
def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if is_iso_date(value) else None

"""Nonconformities as the reports count them: a few columns of each, read without its lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from qms_desktop.core.calendar import months_after
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.profile import Profile
from qms_desktop.models.nonconformities import REPEATS_WITHIN
from qms_desktop.store import tables
from qms_desktop.store.transaction import Transaction, chunks, journalled
from qms_desktop.store.typed import typed_tables

KIND = "nonconformity"
Units = Collection[str] | None
"""The codes of the units that are counted; None for all."""

_TEXTS = ("id", "unit", "number", "clause", "process", "class", "source", "cause_category", "statement", "repeat_of",
          "effective", "state")  # fmt: skip
_DAYS = ("found_on", "acknowledged_on", "due", "done_on", "verified_on", "closed_on")


@dataclass(frozen=True, slots=True)
class Found:
    """A nonconformity; days that are not written, or are no days, are None."""

    row: int
    id: str
    unit: str
    number: str
    clause: str
    process: str | None
    class_: str | None
    source: str | None
    cause: str | None
    statement: str
    repeat_of: str | None
    effective: str | None
    state: str
    cycle: int
    found_on: dt.date | None
    acknowledged_on: dt.date | None
    due: dt.date | None
    done_on: dt.date | None
    verified_on: dt.date | None
    closed_on: dt.date | None

    @property
    def is_open(self) -> bool:
        return self.state != "closed"

    def term(self, profile: Profile) -> dt.date | None:
        """The day by which its actions are to be done: as planned or extended, else by the profile's term for its class,
        which runs from the day on which the unit was made acquainted."""
        if self.due is not None:
            return self.due
        begins = self.acknowledged_on or self.found_on
        return begins and profile.due_after("corrective_major" if self.class_ == "major" else "corrective_minor", begins)

    def is_late(self, profile: Profile, today: dt.date) -> bool:
        """Whether its actions were, or are still, not done by that day."""
        term = self.term(profile)
        return term is not None and (self.done_on or self.closed_on or today) > term


def found_between(tx: Transaction, first: str, last: str, units: Units = None) -> list[Found]:
    """The nonconformities found on these days (ISO 8601), in their order, those that are void left out."""
    column = typed_tables()[KIND].table.c.found_on
    return _read(tx, units, column >= first, column <= last)


def closed_between(tx: Transaction, first: str, last: str, units: Units = None) -> list[Found]:
    """Those that were closed on these days, whenever they were found."""
    column = typed_tables()[KIND].table.c.closed_on
    return _read(tx, units, column >= first, column <= last)


def verified_between(tx: Transaction, first: str, last: str, units: Units = None) -> list[Found]:
    """Those of which the effectiveness was judged on these days."""
    column = typed_tables()[KIND].table.c
    return _read(tx, units, column.verified_on >= first, column.verified_on <= last, column.effective.is_not(None))


def open_ones(tx: Transaction, units: Units = None) -> list[Found]:
    """Those that are not closed."""
    return _read(tx, units, typed_tables()[KIND].table.c.state != "closed")


def repeats(tx: Transaction, those: Iterable[Found]) -> dict[str, Found | None]:
    """Which of them repeat an earlier one: of the same unit and clause, found within 24 months before it.

    Gives the latest of the earlier ones by the id of the repeating one; None where a person named one that is not here.
    """
    those = list(those)
    days = [one.found_on for one in those if one.found_on]
    if not days:
        return {}
    first = months_after(min(days), -REPEATS_WITHIN).isoformat()
    window = found_between(tx, first, max(days).isoformat(), {one.unit for one in those})
    alike: dict[tuple[str, str], list[Found]] = {}
    for one in window:
        if one.clause:
            alike.setdefault((one.unit, one.clause), []).append(one)
    by_id = {one.id: one for one in window}
    found: dict[str, Found | None] = {}
    for one in those:
        earlier = _before(one, alike.get((one.unit, one.clause), ()))
        if earlier is not None or one.repeat_of:
            found[one.id] = earlier or by_id.get(one.repeat_of or "")
    return found


def _before(one: Found, alike: Iterable[Found]) -> Found | None:
    if one.found_on is None:
        return None
    since = months_after(one.found_on, -REPEATS_WITHIN)
    place = (one.found_on, one.row)
    earlier = [each for each in alike if each.found_on and each.found_on >= since and (each.found_on, each.row) < place]
    return max(earlier, key=lambda each: (each.found_on, each.row), default=None)


def handed_in(tx: Transaction, those: Iterable[Found]) -> dict[str, dt.date]:
    """On which day the unit first handed in its plan, by the nonconformity's id."""
    by_row = {one.row: one.id for one in those}
    change = tables.change
    days: dict[str, dt.date] = {}
    for part in chunks(list(by_row)):
        query = select(change.c.record, change.c.line).where(change.c.record.in_(part))
        for row, line in tx.connection.execute(query):
            if b"submission" in line and (said := journalled(line)).set.get("submission"):
                day = dt.date.fromisoformat(said.at[:10])
                days[by_row[row]] = min(day, days.get(by_row[row], day))  # changes come in any order
    return days


def extensions(tx: Transaction, those: Iterable[Found]) -> dict[str, int]:
    """How often the term was extended, by the nonconformity's id; those whose term stood are left out."""
    by_row = {one.row: one.id for one in those}
    child = typed_tables()[KIND].children["extensions"]
    found: dict[str, int] = {}
    for part in chunks(list(by_row)):
        query = select(child.c.row, func.count()).where(child.c.row.in_(part), child.c.granted_on.is_not(None)).group_by(child.c.row)
        found |= {by_row[row]: number for row, number in tx.connection.execute(query)}
    return found


def _read(tx: Transaction, units: Units, *conditions: ColumnElement[bool]) -> list[Found]:
    table = typed_tables()[KIND].table
    query = select(table.c.row, table.c.cycle, *(table.c[name] for name in (*_TEXTS, *_DAYS))).where(
        table.c.state != "void", *conditions
    )
    if units is not None:
        query = query.where(table.c.unit.in_(units))
    return [_found(mapping) for mapping in tx.connection.execute(query.order_by(table.c.found_on, table.c.row)).mappings()]


def _found(mapping: Mapping[str, Any]) -> Found:
    texts = {name: mapping[name] for name in _TEXTS}
    days = {name: dt.date.fromisoformat(value) if is_iso_date(value := mapping[name]) else None for name in _DAYS}
    return Found(
        row=mapping["row"], cycle=mapping["cycle"] or 1, class_=texts.pop("class"), cause=texts.pop("cause_category"),
        number=texts.pop("number") or "", clause=(texts.pop("clause") or "").strip(), statement=texts.pop("statement") or "",
        **texts, **days,
    )  # fmt: skip

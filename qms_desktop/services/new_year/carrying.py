"""Carrying over: a record of this year for each of last year's, named by rule, so that two computers make the same one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.models.figures import reached
from qms_desktop.models.kind import Kind
from qms_desktop.services import entry, periods
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.successors import new_key
from qms_desktop.services.workspace import ALL, Workspace, period_now
from qms_desktop.store import picking, reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction

Record = dict[str, Any]

CARRIED = ("process", "indicator", "passport", "risk", "opportunity", "objective", "context", "interested_party", "register_entry")
"""The kinds that go on from year to year; what others name comes before them."""

_OVER = ("done", "stopped")
_OF_ITS_YEAR = frozenset({"period", "previous", "state", "result", "submission", "verdict", "remarks", "field_remarks", "answers"})
"""Fields that say what became of a record in its year."""


@dataclass(frozen=True, slots=True)
class Carry:
    """What can be carried from one year to another, of which kinds how many; `done` stands there already."""

    source: str
    target: str
    waiting: Mapping[str, int]
    done: int

    @property
    def count(self) -> int:
        return sum(self.waiting.values())


def years(ws: Workspace, tx: Transaction, target: str | None, today: dt.date) -> tuple[str | None, str]:
    """(the last year before that has records of this unit, the year to carry to: that of today if none is named)."""
    wanted = periods.named(ws.profile, target or period_now(ws.profile, today))
    known: set[str] = set()
    for kind in CARRIED:
        known.update(picking.periods(tx, kind, homes(ws)))
    earlier = [code for code in known if len(code) == len(wanted.code) and code < wanted.code and _is_year(ws, code, wanted.kind)]
    return max(earlier, default=None), wanted.code


def _is_year(ws: Workspace, code: str, kind: str) -> bool:
    try:
        return periods.named(ws.profile, code).kind == kind
    except UserError:
        return False


def homes(ws: Workspace) -> tuple[str, ...]:
    """Whose records are carried here: a unit's own; the office carries its own and what it published."""
    return (ws.unit,) if ws.role == "department" else (OFFICE, ALL)


def to_carry(ws: Workspace, target: str | None = None, *, today: dt.date | None = None) -> Carry | None:
    """What waits to be carried over; None where nobody worked here in an earlier year, or the year is far ahead."""
    with ws.store.reading() as tx:
        source, wanted = years(ws, tx, target, today or dt.date.today())
        if source is None:
            return None
        waiting: dict[str, int] = {}
        done = 0
        for key, record in _open_records(ws, tx, source):
            if _is_carried(tx, new_key(ws, key, wanted), record):
                done += 1
            else:
                waiting[key.kind] = waiting.get(key.kind, 0) + 1
        return Carry(source, wanted, waiting, done) if _is_near(ws, wanted, today or dt.date.today()) else None


def _is_near(ws: Workspace, target: str, today: dt.date) -> bool:
    """Whether a year has begun, or begins within two months: nothing is carried further ahead."""
    return periods.named(ws.profile, target).first <= today + dt.timedelta(days=62)


def carry_over(ws: Workspace, target: str | None = None, *, today: dt.date | None = None) -> SaveResult:
    """Carry the unit's records into a year (None: that of today); what was carried already, here or elsewhere, stays.

    Measures that are still open come along without their progress; ratings come along with their day, so that they
    are judged anew.
    """
    today = today or dt.date.today()
    with ws.store.writing() as tx:
        source, wanted = years(ws, tx, target, today)
        if source is None:
            raise UserError(_("There are no records of an earlier year here."))
        if not _is_near(ws, wanted, today):
            raise UserError(_("{year} is too far ahead.", year=wanted), _("A year is begun two months before it at the earliest."))
        open_ = list(_open_records(ws, tx, source))
        names = {record["id"]: new_key(ws, key, wanted).id for key, record in open_}
        batch = entry.Batch()
        edits = [
            _edit(ws, tx, key, record, wanted, names, batch) for key, record in open_ if not _is_carried(tx, new_key(ws, key, wanted), record)
        ]  # fmt: skip
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(Key(c.unit, c.kind, c.record), c.id) for c in changes], appended)


def _open_records(ws: Workspace, tx: Transaction, source: str) -> Iterator[tuple[Key, Record]]:
    for kind in CARRIED:
        for home in homes(ws):
            for record in reading.records(tx, reading.Query(kind, (("period", source),), unit=home)):
                if not is_over(kind, record):
                    yield Key(home, kind, record["id"]), record


def is_over(kind: str, record: Record) -> bool:
    """Whether a record ended with its year: an objective that was reached, an opportunity that was taken."""
    if kind == "objective":
        return bool(reached(record))
    return kind == "opportunity" and bool(record["result"])


def _is_carried(tx: Transaction, key: Key, record: Record) -> bool:
    """Whether the record is there, was deleted again, or somebody made a successor by hand."""
    if tx.row_of(key) is not None:
        return True
    if "previous" not in KINDS[key.kind].fields:
        return False
    return bool(reading.count(tx, reading.Query(key.kind, (("previous", record["id"]),))))


# --- what comes along --------------------------------------------------------------------------------------------


def _edit(
    ws: Workspace, tx: Transaction, old: Key, record: Record, target: str, names: Mapping[str, str], batch: entry.Batch
) -> Edit:
    kind = KINDS[old.kind]
    values = {field.name: _carried(field, record.get(field.name), names) for field in carried_fields(ws, kind)}
    values |= {"period": target} | ({"previous": record["id"]} if "previous" in kind.fields else {})
    values = entry.with_defaults(kind, {name: value for name, value in values.items() if value is not None}, old.unit, ws, tx, batch.numbers)
    return Edit(new_key(ws, old, target), changed_cells(kind, {}, values, entry.item_ids()), seen={})


def carried_fields(ws: Workspace, kind: Kind) -> list[Field]:
    """The fields that come along: what the record says, without what was reported, judged or approved in its year."""
    return [
        field for field in kind.stored_fields.values()
        if field.content and not field.open_when_locked and field.name not in _OF_ITS_YEAR and not field.name.startswith("residual")
        and entry.may_write(kind, field, ws.role) and field.type_name not in ("object", "notes", "files")
    ] + [field for name, field in kind.stored_fields.items() if field.names_record and not field.content and name in _LINKS]  # fmt: skip


_LINKS = frozenset({"passport", "objective"})
"""Links that are no content and come along all the same, to what was carried with them."""


def _carried(field: Field, value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(field, ItemsField):
        return [_item(field, item) for item in value or () if item.get("state") not in _OVER] or None
    if field.refers_to:
        return names.get(value, value)
    return value


def _item(field: ItemsField, item: Mapping[str, Any]) -> dict[str, Any]:
    """An item under its own id, without its progress."""
    kept = {name: item[name] for name, part in field.item_fields.items() if not part.open_when_locked}
    return {"id": item["id"]} | {name: value for name, value in kept.items() if value is not None}


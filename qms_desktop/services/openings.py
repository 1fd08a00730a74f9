"""What is opened from a record: a nonconformity from a finding, an action from a risk, a change from a decision.

What is opened carries over what the record says already, and the two name each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import UnitField
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import AUDITOR_KINDS, KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import entry, locks, records, units
from qms_desktop.services.openings_table import OPENINGS, Opening, Origin, Record
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction


def may_begin(ws: Workspace, kind: Kind) -> bool:
    """Whether this person makes records of a kind: whoever writes what they are called."""
    if ws.role == "auditor" and kind.name not in AUDITOR_KINDS:
        return False
    title = kind.fields[kind.title_field]
    if title.compute:
        title = next(iter(kind.stored_fields.values()))
    return entry.may_write(kind, title, ws.role)


def offered(ws: Workspace, record: Record) -> list[Opening]:
    """What this person may open from a record as it stands, in the order of the table."""
    if ws.role == "department" and record["unit"] not in (ws.unit, ALL):
        return []
    return [
        opening for opening in OPENINGS
        if opening.source == record["kind"] and opening.when(record) and may_begin(ws, KINDS[opening.target])
        and not (opening.named_in and record.get(opening.named_in))
        and (opening.names or not opening.named_in or _may_name(ws, opening, record))
    ]  # fmt: skip


def _may_name(ws: Workspace, opening: Opening, record: Record) -> bool:
    """Whether the source may be written so that it names what is opened: what is locked or another's may not."""
    kind = KINDS[opening.source]
    field = kind.fields[opening.named_in]
    locked = locks.lock_of(ws, kind, record) is not None and not locks.is_open(kind, field)
    return entry.may_write(kind, field, ws.role) and not locked


def asks_home(record: Record, opening: Opening) -> bool:
    """Whether a person must say first whose the record is to be: one that belongs to the office would never reach its unit."""
    kind = KINDS[opening.target]
    return record["unit"] in (OFFICE, ALL) and any(
        isinstance(kind.fields[name], UnitField) and kind.fields[name].required for name in kind.home)


def carried(ws: Workspace, record: Record, target: str) -> dict[str, Any]:
    """What a record that is opened from another begins with."""
    opening = next(one for one in OPENINGS if (one.source, one.target) == (record["kind"], target))
    with ws.store.reading() as tx:
        return _fitting(ws, KINDS[target], _given(ws, tx, opening, record))


def _given(ws: Workspace, tx: Transaction, opening: Opening, record: Record) -> dict[str, Any]:
    person = units.person(tx, ws.person).get("name") or None
    title = KINDS[opening.source].title_of(dict(record), ws.profile, ws.language)
    origin = Origin(record, title, person, dt.date.today().isoformat(), ws.profile, ws.language)
    return {**opening.carry(origin), **({opening.names: record["id"]} if opening.names else {})}


def open_from(ws: Workspace, record: Record, target: str) -> SaveResult:
    """Open a record of the kind `target` from another, all or nothing; it is the first of what was saved.

    UserError where that cannot be opened from it, or was opened already.
    """
    opening = next((one for one in offered(ws, record) if one.target == target), None)
    source, kind = KINDS[record["kind"]], KINDS[target]
    if opening is None:
        raise UserError(_("“{kind}” cannot be opened from this record now.", kind=kind.label),
                        _("What was opened already stands among the links of the record."))  # fmt: skip
    with ws.store.writing() as tx:
        key = Key(record["unit"], source.name, record["id"])
        values = reading.record(tx, key)
        if values is None:
            raise UserError(_("The record is gone."))
        given = _given(ws, tx, opening, values)
        made = records.save_in(ws, tx, target, [_fitting(ws, kind, given) | _home(key.unit)])
        if opening.named_in and _may_name(ws, opening, values):
            named = {"id": key.id, "unit": key.unit, opening.named_in: made.saved[0].key.id}
            made = records.joined([made, records.save_in(ws, tx, source.name, [named])])
        return made


def _fitting(ws: Workspace, kind: Kind, carried: Mapping[str, Any]) -> dict[str, Any]:
    """What of the values the fields of the kind take, and this person writes: a deadline in words is no date."""
    found = {}
    for name, value in carried.items():
        field = kind.stored_fields.get(name)
        if field is None or not entry.may_write(kind, field, ws.role):
            continue
        try:
            found[name] = field.check(value, ws.profile)
        except FieldProblem:
            continue
    return found


def _home(unit: str) -> dict[str, str]:
    """What is opened belongs to the unit of its source; from what is published or the office's, to whom it would belong."""
    return {} if unit in (OFFICE, ALL) else {"unit": unit}

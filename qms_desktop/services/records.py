"""Saving, deleting and showing records: the one way to change anything."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.journal.change import REDACTED, Change
from qms_desktop.journal.fold import DELETED, Folded, fold_record
from qms_desktop.models.catalogue import KINDS, kind_named, office_fields
from qms_desktop.models.cells import changed_cells
from qms_desktop.models.kind import Kind
from qms_desktop.services import entry, lives, profile_guard
from qms_desktop.services.locks import check_locks
from qms_desktop.services.saved import Saved, SaveResult, joined, refuse_doubles
from qms_desktop.services.workspace import Workspace, reason
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base, Edit, new_record_id
from qms_desktop.store.transaction import PROFILE_ENTRY, Key, Transaction
from qms_desktop.store.versions import full_values

__all__ = ["SaveResult", "Saved", "bring_back", "by_field", "delete", "history", "joined", "refuse_doubles", "save", "save_in", "show", "undo"]

_CHANGE_ID = re.compile("[0-9a-f]{64}")


def save(
    ws: Workspace, kind_name: str, given: Sequence[Mapping[str, Any]], *, base: Base | None = None, why: str = ""
) -> SaveResult:
    """Save records of a kind, all or none: with `id` the fields given are updated, without it a record is made.

    `base` is what the author of all of them was shown; an object's own `"base"` names heads field by field.
    UserError names the row and the field of what is impossible.
    """
    with ws.store.writing() as tx:
        return save_in(ws, tx, kind_name, given, base=base, why=why)


def save_in(
    ws: Workspace, tx: Transaction, kind_name: str, given: Sequence[Mapping[str, Any]], *, base: Base | None = None, why: str = ""
) -> SaveResult:
    """The same within a transaction of the caller's, which takes further steps with it."""
    kind = kind_named(kind_name)
    batch = entry.Batch()
    edits: list[Edit] = []
    keys: list[Key] = []
    for place, obj in enumerate(given, start=1):
        try:
            edit = _edit(ws, tx, kind, obj, base, batch)
            edit.why = reason(obj.get("why") or why)
        except UserError as problem:
            raise _in_row(problem, place, len(given)) from problem
        edits.append(edit)
        keys.append(edit.key)
    refuse_doubles(keys)
    check_locks(ws, tx, edits)
    was = lives.before(tx, keys)
    changes, appended = ws.write(tx, edits)
    if following := lives.guard(ws, tx, was):
        ws.write(tx, following)
    made = {Key(change.unit, change.kind, change.record): change.id for change in changes}
    return SaveResult([Saved(key, made.get(key)) for key in keys], appended)


def _in_row(problem: UserError, place: int, rows: int) -> UserError:
    if rows == 1:
        return problem
    return UserError(_("Row {row}: {problem}", row=place, problem=problem.message), problem.hint)


def _edit(
    ws: Workspace, tx: Transaction, kind: Kind, obj: Mapping[str, Any], base: Base | None, batch: entry.Batch
) -> Edit:
    if not isinstance(obj, Mapping):
        raise UserError(_("A record is a JSON object: {example}", example='{"title": "…"}'))
    values, computed = entry.checked_values(kind, obj, ws.profile)
    record_id = obj.get("id")
    entry.check_code(kind, values, record_id, ws.profile, tx, batch)
    if record_id is None:
        values = entry.as_printed(kind, values, computed, {}, ws.profile)
        if not changed_cells(kind, {}, values, entry.item_ids()):
            raise UserError(_("There is nothing to save: every field is empty."))
        unit = entry.home_unit(kind, values, obj, ws, tx)
        profile_guard.check_in_use(kind, values, {}, ws.profile)
        values = entry.with_defaults(kind, values, unit, ws, tx, batch.numbers)
        cells = changed_cells(kind, {}, values, entry.item_ids())
        return Edit(_new_key(ws, tx, kind, unit, values), cells, seen={})
    if not isinstance(record_id, str):
        raise UserError(_("The id of a record is a text."))
    key = _key(ws, tx, kind, record_id, obj.get("unit"))
    shown = tx.fold(key, base.position, base.own) if base else tx.fold(key)
    before = shown.shown if shown else {}
    values = entry.as_printed(kind, values, computed, full_values(kind, before)[0], ws.profile)
    profile_guard.check_in_use(kind, values, full_values(kind, before)[0], ws.profile)
    cells = changed_cells(kind, before, values, entry.item_ids())
    seen = obj.get("base")
    return Edit(key, cells, base=base) if seen is None else Edit(key, cells, seen=_heads_by_cell(kind, cells, seen))


def _new_key(ws: Workspace, tx: Transaction, kind: Kind, unit: str, values: Mapping[str, Any]) -> Key:
    """A new record's name; a unit's follows from its code, so that two computers make the same record of it."""
    if kind.name == PROFILE_ENTRY and values.get("part") and values.get("key"):
        return Key(unit, kind.name, profile_guard.new_entry(ws.profile, tx, values["part"], values["key"]))
    if kind.name != "unit" or not values.get("code"):
        return Key(unit, kind.name, new_record_id())
    key = Key(unit, kind.name, entry.unit_record_id(ws.profile, values["code"]))
    if reading.record(tx, key) is not None:
        raise UserError(
            _("There is a unit with the code “{code}” already.", code=values["code"]),
            _("Give this one another code, or change that unit."),
        )
    return key


def _key(ws: Workspace, tx: Transaction, kind: Kind, record_id: str, unit: Any) -> Key:
    found = [key for key in reading.keys_of(tx, record_id) if key.kind == kind.name]
    if isinstance(unit, str):
        found = [key for key in found if key.unit == unit] or found
    own = [key for key in found if key.unit == ws.unit]
    if not found:
        raise UserError(
            _("There is no record {id} of the kind “{kind}”.", id=record_id, kind=kind.name),
            _("Leave out the id to make a new one."),
        )
    return (own or found)[0]


def _heads_by_cell(kind: Kind, cells: Mapping[str, Any], seen: Any) -> dict[str, list[str]]:
    """A base given as change ids by field, as ids by journal cell."""
    if not isinstance(seen, Mapping):
        raise UserError(_("The base of a record is an object: change ids by field."))
    by_cell: dict[str, set[str]] = {}
    for name, ids in seen.items():
        if not kind.knows(name):
            raise UserError(_("The base names “{name}”, and a record of this kind has no such field.", name=name))
        if not isinstance(ids, list) or not all(isinstance(i, str) and _CHANGE_ID.fullmatch(i) for i in ids):
            raise UserError(_("The base of “{name}” is a list of change ids.", name=name))
        by_cell.setdefault(kind.cell_of(name), set()).update(ids)
    # A list of items is one field to people and many cells to the journal: its base serves each of them.
    return {
        cell: sorted(by_cell.get(cell, by_cell.get(cell.partition("/")[0], ())))
        for cell in cells
        if cell in by_cell or cell.partition("/")[0] in by_cell
    }


def delete(ws: Workspace, ids: Sequence[str], *, why: str = "", base: Base | None = None) -> SaveResult:
    """Delete records, all or none; what a deletion was not shown keeps a record alive, flagged."""
    with ws.store.writing() as tx:
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        refuse_doubles(keys)
        edits = [Edit(key, {DELETED: True}, base=base, why=why) for key in keys]
        check_locks(ws, tx, edits)
        lives.check_deletion(tx, keys)
        changes, appended = ws.write(tx, edits)
    made = {change.record: change.id for change in changes}
    return SaveResult([Saved(key, made[key.id]) for key in keys], appended)


def bring_back(ws: Workspace, ids: Sequence[str], *, why: str = "") -> SaveResult:
    """Undo deletions."""
    with ws.store.writing() as tx:
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        changes, appended = ws.write(tx, [Edit(key, {DELETED: False}, why=why) for key in keys])
    made = {change.record: change.id for change in changes}
    return SaveResult([Saved(key, made[key.id]) for key in keys], appended)


# --- undo --------------------------------------------------------------------------------------------------------


def undo(ws: Workspace, change_ids: Sequence[str]) -> SaveResult:
    """Put back what changes of one's own replaced, all or none; UserError if somebody else changed it since.

    The undoing is another change, which has seen the one it undoes; undoing that one is redo.
    """
    with ws.store.writing() as tx:
        edits = [_undoing(ws, tx, change_id) for change_id in change_ids]
        check_locks(ws, tx, edits)
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(Key(c.unit, c.kind, c.record), c.id) for c in changes], appended)


def _undoing(ws: Workspace, tx: Transaction, change_id: str) -> Edit:
    change = tx.change(change_id)
    if change is None:
        raise UserError(_("There is no change {id}.", id=change_id))
    if change.by != ws.person:
        raise UserError(_("Only one's own change can be undone."), _("Put the value back through the history."))
    key = Key(change.unit, change.kind, change.record)
    folded = tx.fold(key)
    for cell in change.set:
        heads = folded.heads.get(cell, ()) if folded else ()
        if [head.change for head in heads] != [change.id]:
            label = KINDS[key.kind].label_of_cell(cell) if key.kind in KINDS else None
            raise UserError(
                _("“{field}” was changed by somebody else since.", field=label or cell),
                _("Put the value back through the history."),
            )
    if not change.seen and change.seq and _made_it(tx, key, change):
        return Edit(key, {DELETED: True})
    begun, earlier = _items_begun(change, folded), _before(tx, change)
    cells = {cell: earlier.get(cell, False if cell.endswith(DELETED) else None)
             for cell in change.set if cell.rpartition("/")[0] not in begun}  # fmt: skip
    if begun:  # a deletion witnesses what it takes away
        return Edit(key, cells | {f"{item}/{DELETED}": True for item in begun})
    return Edit(key, cells, seen={cell: [change.id] for cell in cells})


def _items_begun(change: Change, folded: Folded | None) -> set[str]:
    """The items of lists that began with this change and that nobody touched since: to undo them is to delete them."""
    items = {cell.rpartition("/")[0] for cell in change.set if cell.count("/") == 2}
    touched = {cell.rpartition("/")[0] for cell in change.seen}
    if folded is not None:
        touched |= {cell.rpartition("/")[0] for cell, heads in folded.heads.items()
                    if any(head.change != change.id for head in heads)}  # fmt: skip
    return items - touched


def _made_it(tx: Transaction, key: Key, change: Change) -> bool:
    """Whether the record began with this change: then to undo it is to delete the record."""
    row = tx.row_of(key)
    return row is not None and tx.changes_of(row)[0].id == change.id


def _before(tx: Transaction, change: Change) -> dict[str, Any]:
    """What the record showed before a change whose values stand: what would stand if it had never been made."""
    row = tx.row_of(Key(change.unit, change.kind, change.record))
    others = [other for other in tx.changes_of(row) if other.id != change.id] if row is not None else []
    return fold_record(others, office_fields(change.kind)).shown if others else {}


# --- showing -----------------------------------------------------------------------------------------------------


def show(ws: Workspace, record_id: str) -> dict[str, Any]:
    """One record, gone ones too (then with `deleted`); UserError if nothing of it has arrived."""
    with ws.store.reading() as tx:
        keys = reading.keys_of(tx, record_id)
        if not keys:
            raise UserError(_("There is no record {id}.", id=record_id), _("“qms-desktop list KIND” lists the records."))
        own = [key for key in keys if key.unit == ws.unit]
        return _shown(tx, (own or keys)[0])


def _shown(tx: Transaction, key: Key) -> dict[str, Any]:
    found = reading.record(tx, key)
    if found is not None:
        return found
    folded = tx.fold(key)
    shown = {cell: value for cell, value in folded.shown.items() if cell != DELETED} if folded else {}
    return {"id": key.id, "kind": key.kind, "unit": key.unit, "deleted": bool(folded and folded.deleted), **shown}


def history(ws: Workspace, record_id: str) -> list[dict[str, Any]]:
    """The changes of a record in the order in which they arrived here, oldest first, values by field."""
    with ws.store.reading() as tx:
        keys = reading.keys_of(tx, record_id)
        own = [key for key in keys if key.unit == ws.unit]
        found: list[dict[str, Any]] = []
        for key in (own or keys)[:1]:
            row = tx.row_of(key)
            kind = KINDS.get(key.kind)
            hidden = _concealed(tx, key, kind)
            for change in tx.changes_of(row) if row is not None else ():
                found.append({
                    "change": change.id, "by": change.by, "at": change.at, "device": change.device,
                    "why": change.why, "as": change.as_, "op": change.op, "set": by_field(kind, change.set) | dict.fromkeys(hidden & change.set.keys()),
                })  # fmt: skip
        return found


def _concealed(tx: Transaction, key: Key, kind: Kind | None) -> set[str]:
    """The fields of a record whose figures nobody is shown, in its history neither."""
    folded = tx.fold(key) if kind is not None and kind.conceals else None
    if kind is None or folded is None:
        return set()
    values = full_values(kind, folded.shown)[0]
    return set(kind.conceals) if kind.is_concealed(values | kind.compute(values, tx.profile)) else set()


def by_field(kind: Kind | None, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Cells by the names that people and scripts use: a pair in one cell as its two fields; redacted ones null."""
    named: dict[str, Any] = {}
    for cell, value in cells.items():
        value = None if value is REDACTED else value
        fields = kind.cells.get(cell, []) if kind else []
        if len(fields) > 1 and (value is None or isinstance(value, dict)):
            named.update({field.name: (value or {}).get(field.part) for field in fields})
        else:
            named[fields[0].name if fields else cell] = value
    return named

"""What is being typed and is not a change yet: durable, kept on this computer, never sent."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, delete, select, true

from qms_desktop.core.errors import UserError
from qms_desktop.services import records
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace, now
from qms_desktop.store import tables
from qms_desktop.store.authoring import Base
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.transaction import Appended, Key

_COLUMNS = ("kind", "record", "unit", "field", "device", "value", "base", "at")


def keep(ws: Workspace, key: Key, values: dict[str, Any], base: Base) -> None:
    """Keep what is typed in fields of a record, in place of what was kept of them before."""
    draft = tables.draft
    with ws.store.connection(writing=True) as connection:
        for name in values:
            connection.execute(delete(draft).where(*_of(ws, key), draft.c.field == name))
        rows = [
            (key.kind, key.id, key.unit, name, _device(ws), json.dumps(value, ensure_ascii=False), base.position, now())
            for name, value in values.items()
        ]
        bulk_insert(connection, "draft", _COLUMNS, rows)


def kept(ws: Workspace) -> dict[Key, tuple[dict[str, Any], Base]]:
    """Every draft: what was typed in which record, and what its author was shown."""
    draft = tables.draft
    found: dict[Key, tuple[dict[str, Any], Base]] = {}
    with ws.store.connection(writing=False) as connection:
        query = select(draft.c.kind, draft.c.record, draft.c.unit, draft.c.field, draft.c.value, draft.c.base)
        for kind, record, unit, name, value, base in connection.execute(query.where(_ours(ws))):
            values, first = found.setdefault(Key(unit, kind, record), ({}, Base(base)))
            values[name] = json.loads(value)
            found[Key(unit, kind, record)] = (values, Base(min(first.position, base)))
    return found


def settle(ws: Workspace) -> SaveResult:
    """Make changes of the drafts that a sudden end left behind, each upon what its author was shown.

    A draft that cannot be saved (its record is gone, a value is refused now) stays a draft.
    """
    saved: list[Saved] = []
    appended = Appended()
    for key, (values, base) in kept(ws).items():
        try:
            done = records.save(ws, key.kind, [{"id": key.id, "unit": key.unit, **values}], base=base)
        except UserError:
            continue
        drop(ws, key)
        saved += done.saved
        appended.keys |= done.appended.keys
    return SaveResult(saved, appended)


def drop(ws: Workspace, key: Key) -> None:
    """Forget the draft of a record: it has become a change, or was given up."""
    draft = tables.draft
    with ws.store.connection(writing=True) as connection:
        connection.execute(delete(draft).where(*_of(ws, key)))


def _device(ws: Workspace) -> str:
    """Whose drafts these are, where several people work in one store; a folder's are of whoever opens it."""
    return ws.key.device if ws.store.home.shared else ""


def _ours(ws: Workspace) -> ColumnElement[bool]:
    """Ours, and those that a store brought along when it moved here; not what others are typing now."""
    return tables.draft.c.device.in_((_device(ws), "")) if ws.store.home.shared else true()


def _of(ws: Workspace, key: Key) -> tuple[ColumnElement[bool], ...]:
    draft = tables.draft
    return draft.c.kind == key.kind, draft.c.record == key.id, draft.c.unit == key.unit, _ours(ws)

"""The rows that follow from folded records: the record's own row, typed rows, list rows, search."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import Folded
from qms_desktop.store import search, tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.typed import TypedTable, other, typed_tables

_RECORD_COLUMNS = ("row", "unit", "kind", "id", "gone", "flagged", "conflicts", "proposals", "refused", "changed")


def unknown_cells(table: TypedTable | None, shown: dict[str, Any]) -> dict[str, str]:
    """The cells that this version does not know, as JSON; all but `deleted` of a kind that it does not know."""
    known = table.kind.cells.keys() if table else ()
    return {
        cell: json.dumps(value, ensure_ascii=False)
        for cell, value in shown.items()
        if cell != "deleted" and cell not in known and cell.partition("/")[0] not in known
    }


class FoldedRows:
    """Gathers the rows of many records, then writes them with a few statements."""

    def __init__(self, connection: Connection, profile: Profile) -> None:
        self._connection = connection
        self._profile = profile
        self._new: list[tuple] = []
        self._changed: list[dict[str, Any]] = []
        self._stale: dict[str, list[int]] = {}
        self._main: dict[str, list[tuple]] = {}
        self._children: dict[tuple[str, str], list[tuple]] = {}
        self._other: list[tuple] = []
        self._search: list[tuple[int, str]] = []

    def add(self, row: int, unit: str, kind: str, record: str, folded: Folded, changed: int, *, is_new: bool) -> None:
        """Take in a folded record; `changed` is the journal's row by which it stands so."""
        table = typed_tables().get(kind)
        if not is_new:
            self._stale.setdefault(kind, []).append(row)
        refused: list[str] = []
        if not folded.deleted and folded.heads:
            if table is None:
                self._keep_unknown(row, unknown_cells(None, folded.shown))
            else:
                refused = self._add_typed(table, row, unit, record, folded)
        flags = (
            int(folded.deleted), folded.flags, len(folded.conflicts), len(folded.proposals),
            json.dumps(refused, ensure_ascii=False) if refused else None, changed,
        )  # fmt: skip
        if is_new:
            self._new.append((row, unit, kind, record, *flags))
        else:
            self._changed.append(dict(zip(_RECORD_COLUMNS[4:], flags, strict=True)) | {"which": row})

    def _add_typed(self, table: TypedTable, row: int, unit: str, record: str, folded: Folded) -> list[str]:
        main, children, refused, text = table.rows(row, record, unit, folded.shown, self._profile)
        kind = table.kind
        self._main.setdefault(kind.name, []).append(main)
        for list_name, rows in children.items():
            if rows:
                self._children.setdefault((kind.name, list_name), []).extend(rows)
        if text:
            self._search.append((row, text))
        self._keep_unknown(row, unknown_cells(table, folded.shown))
        return refused

    def _keep_unknown(self, row: int, cells: dict[str, str]) -> None:
        """What a newer version wrote is kept in one generic table, to be shown and forwarded."""
        self._other += [(row, cell, value) for cell, value in cells.items()]

    def write(self) -> None:
        connection = self._connection
        self._clear()
        bulk_insert(connection, "record", _RECORD_COLUMNS, self._new)
        if self._changed:
            connection.execute(
                update(tables.record)
                .where(tables.record.c.row == bindparam("which"))
                .values({name: bindparam(name) for name in _RECORD_COLUMNS[4:]}),
                self._changed,
            )
        for kind, rows in self._main.items():
            table = typed_tables()[kind]
            bulk_insert(connection, table.table.name, table.columns, rows)
        for (kind, list_name), rows in self._children.items():
            table = typed_tables()[kind]
            bulk_insert(connection, table.children[list_name].name, table.child_columns[list_name], rows)
        bulk_insert(connection, "other", ("row", "cell", "value"), self._other)
        search.insert(connection, self._search)

    def _clear(self) -> None:
        connection = self._connection
        for kind, rows in self._stale.items():
            table = typed_tables().get(kind)
            for start in range(0, len(rows), 500):
                part = {"rows": rows[start : start + 500]}
                chosen = bindparam("rows", expanding=True)
                if table is not None:
                    texts = connection.execute(
                        select(table.table.c.row, table.table.c.search).where(table.table.c.row.in_(chosen)), part
                    ).all()
                    search.remove(connection, [tuple(found) for found in texts if found[1]])
                    connection.execute(delete(table.table).where(table.table.c.row.in_(chosen)), part)
                    for child in table.children.values():
                        connection.execute(delete(child).where(child.c.row.in_(chosen)), part)
                connection.execute(delete(other).where(other.c.row.in_(chosen)), part)

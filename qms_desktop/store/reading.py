"""Reading records: lists with filters, search and order, page by page; single records; counts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, literal_column, select, text

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import Folded
from qms_desktop.models.catalogue import kind_named
from qms_desktop.store import search, tables
from qms_desktop.store.transaction import Key, Transaction, chunks
from qms_desktop.store.typed import typed_tables

COMMON_MATCHES = 3_000
"""More matches than this, and walking the list in its order finds the first page sooner than the index."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a kind: those whose fields equal `where`, found by `search`, of `unit`, in an order.

    `order` is the name of a field, with `-` before it for the reverse; without it the order of arrival.
    """

    kind: str
    where: tuple[tuple[str, Any], ...] = ()
    search: str = ""
    unit: str | None = None
    order: str = ""
    ids: tuple[str, ...] | None = None


def count(tx: Transaction, query: Query) -> int:
    """How many records the query finds."""
    table = typed_tables()[query.kind].table
    statement = _filtered(tx, query, select(func.count()).select_from(table), by_index=True)
    return tx.connection.execute(statement).scalar_one()


def rows(tx: Transaction, query: Query, *, limit: int | None = None, offset: int = 0) -> list[int]:
    """The rows of the records that the query finds, in its order."""
    table = typed_tables()[query.kind].table
    by_index = limit is None or not _is_common(tx, query.search)
    statement = _filtered(tx, query, select(table.c.row), by_index=by_index)
    statement = _ordered(query, statement)
    if limit is not None:
        statement = statement.limit(limit)
    if offset:
        statement = statement.limit(-1 if limit is None else limit).offset(offset)
    return list(tx.connection.execute(statement).scalars())


def column(tx: Transaction, query: Query, field: str) -> list[Any]:
    """One field of all the records that the query finds."""
    table = typed_tables()[query.kind].table
    return list(tx.connection.execute(_filtered(tx, query, select(table.c[field]), by_index=True)).scalars())


def records(tx: Transaction, query: Query, *, limit: int | None = None, offset: int = 0) -> list[dict[str, Any]]:
    """The records that the query finds: `{"id", "kind", "unit", …fields}`, lists of items filled."""
    return by_rows(tx, query.kind, rows(tx, query, limit=limit, offset=offset))


def by_rows(tx: Transaction, kind: str, wanted: Sequence[int]) -> list[dict[str, Any]]:
    """The records of those rows, in the order given; rows that are gone are left out."""
    typed = typed_tables()[kind]
    found: dict[int, dict[str, Any]] = {}
    chosen = bindparam("rows", expanding=True)
    for part in chunks(wanted):
        for mapping in tx.connection.execute(select(typed.table).where(typed.table.c.row.in_(chosen)), {"rows": part}).mappings():
            found[mapping["row"]] = {
                "id": mapping["id"], "kind": kind, "unit": mapping["unit"], **_in_order(typed.kind, typed.values(mapping)),
            }  # fmt: skip
        for list_name, child in typed.children.items():
            statement = select(child).where(child.c.row.in_(chosen)).order_by(child.c.row, child.c.place)
            for mapping in tx.connection.execute(statement, {"rows": part}).mappings():
                found[mapping["row"]][list_name].append(typed.item(list_name, mapping))
    return [found[row] for row in wanted if row in found]


def _in_order(kind: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [] if name in kind.item_lists else values[name] for name in kind.fields}


def _is_common(tx: Transaction, words: str) -> bool:
    """Whether so many records hold the text that the index would only slow the first page down."""
    query = search.trigrams(search_fold(words))
    if query is None or tx.connection.dialect.name != "sqlite":
        return False
    found = tx.connection.execute(
        text("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :query LIMIT :most)"),
        {"query": query, "most": COMMON_MATCHES},
    ).scalar_one()
    return found >= COMMON_MATCHES


def _filtered(tx: Transaction, query: Query, statement: Select, *, by_index: bool) -> Select:
    kind = kind_named(query.kind)
    table = typed_tables()[query.kind].table
    for name, value in query.where:
        field = kind.fields.get(name)
        if field is None or name in kind.item_lists:
            raise UserError(
                _("“{kind}” has no field “{name}” to choose by.", kind=query.kind, name=name),
                _("“qms-desktop kinds” lists the fields."),
            )
        column = table.c[name]
        statement = statement.where(column.is_(None) if value is None else column == field.to_column(value))
    if query.unit is not None:
        statement = statement.where(table.c.unit == query.unit)
    if query.ids is not None:
        statement = statement.where(table.c.id.in_(query.ids))
    for word in _words(query.search):
        statement = statement.where(func.instr(table.c.search, word) > 0)
        trigrams = search.trigrams(word)
        if trigrams and by_index and tx.connection.dialect.name == "sqlite":
            found = text("SELECT rowid FROM search WHERE search MATCH :trigrams").bindparams(trigrams=trigrams)
            statement = statement.where(table.c.row.in_(found.columns(literal_column("rowid")).scalar_subquery()))
            break
    return statement


def _words(searched: str) -> list[str]:
    folded = search_fold(searched)
    return [folded] if folded else []


def _ordered(query: Query, statement: Select) -> Select:
    table = typed_tables()[query.kind].table
    name, reverse = query.order.lstrip("-"), query.order.startswith("-")
    if not name:
        return statement.order_by(table.c.row)
    column = table.c[f"sort_{name}"] if f"sort_{name}" in table.c else table.c[name]
    if reverse:
        return statement.order_by(column.desc(), table.c.row.desc())
    return statement.order_by(column, table.c.row)


# --- single records ----------------------------------------------------------------------------------------------


def keys_of(tx: Transaction, record_id: str) -> list[Key]:
    """Every record that carries the id, gone ones too (one id under two kinds is two records)."""
    record = tables.record
    statement = select(record.c.unit, record.c.kind, record.c.id).where(record.c.id == record_id)
    return [Key(*found) for found in tx.connection.execute(statement)]


def key_of(tx: Transaction, record_id: str, kind: str | None = None) -> Key:
    """The one record of that id; UserError if there is none."""
    found = [key for key in keys_of(tx, record_id) if kind in (None, key.kind)]
    if not found:
        raise UserError(_("There is no record {id}.", id=record_id), _("“qms-desktop list KIND” lists the records."))
    return found[0]


def record(tx: Transaction, key: Key) -> dict[str, Any] | None:
    """One record as `records` gives it; None when it is gone, or of an unknown kind."""
    if key.kind not in typed_tables():
        return None
    row = tx.row_of(key)
    found = by_rows(tx, key.kind, [row]) if row is not None else []
    return found[0] if found else None


def unknown_values(tx: Transaction, key: Key) -> dict[str, Any]:
    """What a newer version wrote into a record, cell by cell."""
    row = tx.row_of(key)
    found = tx.connection.execute(text('SELECT cell, value FROM "other" WHERE "row" = :row'), {"row": row})
    return {cell: json.loads(value) for cell, value in found}


def conflicting(tx: Transaction, *, proposals: bool = False) -> list[tuple[Key, Folded]]:
    """The records that hold open conflicts, or open proposals too, folded; those that are gone left out."""
    record_table = tables.record
    waits = record_table.c.conflicts > 0
    statement = (
        select(record_table.c.unit, record_table.c.kind, record_table.c.id)
        .where(waits | (record_table.c.proposals > 0) if proposals else waits, record_table.c.gone == 0)
        .order_by(record_table.c.row)
    )
    keys = [Key(*found) for found in tx.connection.execute(statement)]
    return [(key, folded) for key in keys if (folded := tx.fold(key))]


def totals(tx: Transaction) -> tuple[int, int]:
    """(records that are not gone, changes in the journal)."""
    alive = tx.connection.execute(
        select(func.count()).select_from(tables.record).where(tables.record.c.gone == 0)
    ).scalar_one()
    return alive, tx.connection.execute(select(func.count()).select_from(tables.change)).scalar_one()


def units_of(tx: Transaction, kind: str) -> list[str]:
    """The units that records of a kind belong to."""
    table = typed_tables()[kind].table
    return list(tx.connection.execute(select(table.c.unit).distinct()).scalars())


def pairs(tx: Transaction, kind: str, left: str, right: str) -> list[tuple[Any, Any]]:
    """The distinct pairs of two columns' values among the records of a kind."""
    table = typed_tables()[kind].table
    return [tuple(found) for found in tx.connection.execute(select(table.c[left], table.c[right]).distinct())]


def ids(tx: Transaction, kind: str) -> list[str]:
    """The ids of the records of a kind."""
    return list(tx.connection.execute(select(typed_tables()[kind].table.c.id)).scalars())

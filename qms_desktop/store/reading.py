"""Reading records: lists with filters, search and order, page by page; single records; counts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, literal_column, or_, select, text

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import Folded
from qms_desktop.store import tables
from qms_desktop.store.query import Query, found_by_index, in_order
from qms_desktop.store.transaction import Key, Transaction, chunks
from qms_desktop.store.typed import typed_tables


def count(tx: Transaction, query: Query) -> int:
    """How many records the query finds."""
    table = typed_tables()[query.kind].table
    return tx.connection.execute(found_by_index(tx, query, select(func.count()).select_from(table))).scalar_one()


def rows(tx: Transaction, query: Query, *, limit: int | None = None, offset: int = 0) -> list[int]:
    """The rows of the records that the query finds, in its order."""
    return in_order(tx, query, limit, offset)


def column(tx: Transaction, query: Query, field: str) -> list[Any]:
    """One field of all the records that the query finds."""
    table = typed_tables()[query.kind].table
    return list(tx.connection.execute(found_by_index(tx, query, select(table.c[field]))).scalars())


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
                "id": mapping["id"], "kind": kind, "unit": mapping["unit"], **_in_order(typed.kind, typed.kind.shown_values(typed.values(mapping))),
            }  # fmt: skip
        for list_name, child in typed.children.items():
            statement = select(child).where(child.c.row.in_(chosen)).order_by(child.c.row, child.c.place)
            for mapping in tx.connection.execute(statement, {"rows": part}).mappings():
                found[mapping["row"]][list_name].append(typed.item(list_name, mapping))
    return [found[row] for row in wanted if row in found]


def _in_order(kind: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [] if name in kind.item_lists else values[name] for name in kind.fields}


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


def conflicting(tx: Transaction, *, others: bool = False) -> list[tuple[Key, Folded]]:
    """The records of `conflicting_keys`, folded."""
    return [(key, folded) for key in conflicting_keys(tx, others=others) if (folded := tx.fold(key))]


def conflicting_keys(tx: Transaction, *, others: bool = False) -> list[Key]:
    """The records that hold open conflicts, in the order in which they came; those that are gone left out.

    With `others` those too that hold open proposals, and what was deleted by one and changed by another.
    """
    record_table = tables.record
    keys: dict[int, Key] = {}
    # One after the other, and with the 0 written out, so that each is read off its own short index.
    for column in (record_table.c.conflicts, record_table.c.proposals, record_table.c.flagged)[: 3 if others else 1]:
        statement = select(record_table.c.row, record_table.c.unit, record_table.c.kind, record_table.c.id).where(
            column > literal_column("0"), record_table.c.gone == 0
        )
        keys.update({row: Key(*key) for row, *key in tx.connection.execute(statement)})
    return [key for _row, key in sorted(keys.items())]


def record_count(tx: Transaction) -> int:
    """How many records are not gone. Rows of records are numbered without gaps and are never taken away."""
    record_table = tables.record
    gone = select(func.count()).select_from(record_table).where(record_table.c.gone == literal_column("1"))
    ever = select(func.coalesce(func.max(record_table.c.row), 0))
    return tx.connection.execute(ever).scalar_one() - tx.connection.execute(gone).scalar_one()


def totals(tx: Transaction) -> tuple[int, int]:
    """(records that are not gone, changes in the journal)."""
    return record_count(tx), tx.connection.execute(select(func.count()).select_from(tables.change)).scalar_one()


def units_of(tx: Transaction, kind: str) -> list[str]:
    """The units that records of a kind belong to."""
    table = typed_tables()[kind].table
    return list(tx.connection.execute(select(table.c.unit).distinct()).scalars())


def tally(tx: Transaction, kind: str, left: str, right: str) -> list[tuple[Any, Any, int]]:
    """The pairs of two columns' values among the records of a kind, and how many records have each."""
    table = typed_tables()[kind].table
    query = select(table.c[left], table.c[right], func.count()).group_by(table.c[left], table.c[right])
    return [tuple(found) for found in tx.connection.execute(query)]



def ids(tx: Transaction, kind: str) -> list[str]:
    """The ids of the records of a kind."""
    return list(tx.connection.execute(select(typed_tables()[kind].table.c.id)).scalars())


def gone(tx: Transaction, kind: str) -> list[Key]:
    """The deleted records of a kind."""
    record = tables.record
    query = select(record.c.unit, record.c.kind, record.c.id).where(
        record.c.gone == literal_column("1"), record.c.kind == kind
    )
    return [Key(*found) for found in tx.connection.execute(query)]


def present(tx: Transaction, kinds: Iterable[str]) -> list[str]:
    """Those of the kinds that there are records of, found without looking at what a kind declares."""
    connection = tx.connection
    return [kind for kind in kinds if connection.exec_driver_sql(f'SELECT 1 FROM "r_{kind}" LIMIT 1').first()]


def stages(
    tx: Transaction, kind: str, period: str | None = None, states: Collection[str] | None = None
) -> list[tuple[str, str, int]]:
    """(unit, state, how many) of the records of a kind, of a period and in states if they are named; "" for kinds without a state.

    A record that names no period counts for every one.
    """
    table = typed_tables()[kind].table
    if "state" in table.c:
        query = select(table.c.unit, table.c.state, func.count()).group_by(table.c.unit, table.c.state)
        if states is not None:
            query = query.where(table.c.state.in_(states))
    else:
        query = select(table.c.unit, literal_column("''"), func.count()).group_by(table.c.unit)
    return [tuple(found) for found in tx.connection.execute(_of_period(table, query, period))]


def judged(tx: Transaction, period: str | None = None) -> list[tuple[str, int, int]]:
    """(unit, how many questions, how many with a verdict) of the self-checks."""
    table = typed_tables()["checklist_item"].table
    query = select(table.c.unit, func.count(), func.count(table.c.verdict)).where(table.c.audit.is_(None))
    return [tuple(found) for found in tx.connection.execute(_of_period(table, query.group_by(table.c.unit), period))]


def _of_period(table: Table, query: Select, period: str | None) -> Select:
    if period is None or "period" not in table.c:
        return query
    return query.where(or_(table.c.period == period, table.c.period.is_(None)))

"""Figures over all that a query finds: how many of each value, averages, the states of the items in lists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from qms_desktop.store.query import Query, found_by_index
from qms_desktop.store.transaction import Transaction
from qms_desktop.store.typed import typed_tables


def tally(tx: Transaction, query: Query, field: str) -> dict[Any, int]:
    """How many of the records found have each value of a field."""
    column = typed_tables()[query.kind].table.c[field]
    statement = found_by_index(tx, query, select(column, func.count())).group_by(column)
    return dict(map(tuple, tx.connection.execute(statement)))


def averages(tx: Transaction, query: Query, *fields: str) -> tuple[float | None, ...]:
    """The average of each field over the records found that have all of them."""
    table = typed_tables()[query.kind].table
    statement = found_by_index(tx, query, select(*(func.avg(table.c[name]) for name in fields)))
    for name in fields:
        statement = statement.where(table.c[name].is_not(None))
    return tuple(float(v) if v is not None else None for v in tx.connection.execute(statement).one())


def tally_items(tx: Transaction, query: Query, list_name: str, field: str) -> dict[Any, int]:
    """How many of the items in a list of the records found have each value of a field."""
    typed = typed_tables()[query.kind]
    child = typed.children[list_name]
    rows = found_by_index(tx, query, select(typed.table.c.row))
    statement = select(child.c[field], func.count()).where(child.c.row.in_(rows)).group_by(child.c[field])
    return dict(map(tuple, tx.connection.execute(statement)))

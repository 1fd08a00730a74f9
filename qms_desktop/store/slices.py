"""Some fields of many records, in one statement: what reports count over, without making whole records of them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, Select, Table, func, or_, select

from qms_desktop.core.fields import Field
from qms_desktop.store.transaction import Transaction
from qms_desktop.store.typed import typed_tables

Slice = list[Any]
"""Named tuples: `id`, `unit`, then the fields by their names."""


def fields(
    tx: Transaction, kind: str, names: Sequence[str], *, units: Collection[str] | None = None,
    periods: Collection[str] | None = None,
) -> Slice:  # fmt: skip
    """Fields (no lists) of all records of a kind, of those units and periods if they are named.

    A record that names no period counts for every one.
    """
    typed = typed_tables()[kind]
    table = typed.table
    taken = [typed.kind.fields[name] for name in names]
    statement = select(table.c.id, table.c.unit, *(table.c[name] for name in names))
    return _made(tx, _narrowed(statement, table, units, periods), ("id", "unit", *names), (None, None, *taken))


def items(
    tx: Transaction, kind: str, list_name: str, item_names: Sequence[str], names: Sequence[str] = (), *,
    units: Collection[str] | None = None, periods: Collection[str] | None = None,
) -> Slice:  # fmt: skip
    """Fields of the items in a list of all those records, each with its record's `id`, `unit` and fields.

    The fields of the item come first; `item` is its own id.
    """
    typed = typed_tables()[kind]
    table, child = typed.table, typed.children[list_name]
    item_fields = typed.kind.item_lists[list_name].item_fields
    taken = [*(item_fields[name] for name in item_names), *(typed.kind.fields[name] for name in names)]
    statement = select(
        table.c.id, table.c.unit, child.c.item, *(child.c[name] for name in item_names), *(table.c[name] for name in names)
    ).join_from(table, child, child.c.row == table.c.row)
    labels = ("id", "unit", "item", *item_names, *(f"of_{name}" if name in item_names else name for name in names))
    return _made(tx, _narrowed(statement, table, units, periods), labels, (None, None, None, *taken))


def periods(tx: Transaction, kind: str, units: Collection[str] | None = None) -> dict[str, int]:
    """How many records of a kind each period has; none where its records name no period."""
    table = typed_tables()[kind].table
    if "period" not in table.c:
        return {}
    statement = _narrowed(select(table.c.period, func.count()), table, units, None).group_by(table.c.period)
    return {period: number for period, number in tx.connection.execute(statement) if period}


def _narrowed(statement: Select, table: Table, units: Collection[str] | None, periods: Collection[str] | None) -> Select:
    if units is not None:
        statement = statement.where(table.c.unit.in_(units))
    if periods is not None and "period" in table.c:
        period: Column = table.c.period
        statement = statement.where(or_(period.in_(periods), period.is_(None)))
    return statement


def _made(tx: Transaction, statement: Select, labels: Sequence[str], taken: Sequence[Field | None]) -> Slice:
    made = namedtuple("Row", labels)
    read = [(at, field.from_column) for at, field in enumerate(taken) if field is not None and _is_encoded(field)]
    found = tx.connection.execute(statement).all()
    if not read:
        return list(map(made._make, found))
    rows = []
    for row in found:
        values = list(row)
        for at, from_column in read:
            values[at] = from_column(values[at])
        rows.append(made._make(values))
    return rows


def _is_encoded(field: Field) -> bool:
    """Whether the table holds the field in another shape than the record."""
    return type(field).from_column is not Field.from_column

"""A few fields of many records: what checks, lists and reports look through, where whole records would take too long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, or_, select

from qms_desktop.core.fields import Field
from qms_desktop.store.query import Query, in_order, ordered
from qms_desktop.store.transaction import Transaction, chunks
from qms_desktop.store.typed import typed_tables

Row = dict[str, Any]
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Where:
    """Which records: of one `unit` or of `units`, `equal` to values, `among` several, `empty` or `filled` fields, dates `before` or `since` a day.

    A deadline in words is neither before nor since. `periods` are those of the records wanted; one that names no
    period is for all of them.
    """

    unit: str | None = None
    units: Collection[str] | None = None
    equal: Mapping[str, Any] = field(default_factory=dict)
    among: Mapping[str, Iterable[Any]] = field(default_factory=dict)
    empty: Iterable[str] = ()
    filled: Iterable[str] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    periods: Iterable[str] | None = None


def pick(tx: Transaction, kind: str, fields: Iterable[str], where: Where = Where(), order: str = "") -> list[Row]:
    """`{"id", "unit", …fields}` of each record, in the order of a query, which without a field is that of arrival."""
    typed = typed_tables()[kind]
    table, names = typed.table, list(dict.fromkeys(fields))
    statement = select(table.c.id, table.c.unit, *(table.c[name] for name in names)).where(*_conditions(table, where))
    return _run(tx, ordered(Query(kind, order=order), statement), _readers({name: typed.kind.fields[name] for name in names}))


def pick_found(tx: Transaction, query: Query, fields: Iterable[str], limit: int | None = None) -> list[Row]:
    """The same of the records that a query finds, in its order, no more than `limit`."""
    typed = typed_tables()[query.kind]
    names = list(dict.fromkeys(fields))
    wanted = in_order(tx, query, limit, 0)
    found: dict[int, Row] = {}
    for part in chunks(wanted):
        statement = select(typed.table.c.row, typed.table.c.id, typed.table.c.unit, *(typed.table.c[name] for name in names))
        picked = _run(tx, statement.where(typed.table.c.row.in_(part)), _readers({name: typed.kind.fields[name] for name in names}))
        found |= {each.pop("row"): each for each in picked}
    return [found[row] for row in wanted if row in found]


def pick_items(
    tx: Transaction, kind: str, list_name: str, fields: Iterable[str], parts: Iterable[str],
    where: Where = Where(), items: Where = Where(),
) -> list[Row]:  # fmt: skip
    """Each item of a list with the record that holds it: `{"id", "unit", …fields, "item", "item_due", …}`."""
    typed = typed_tables()[kind]
    table, child = typed.table, typed.children[list_name]
    names, part_names = list(dict.fromkeys(fields)), list(dict.fromkeys(parts))
    item_fields = typed.kind.item_lists[list_name].item_fields
    statement = (
        select(table.c.id, table.c.unit, *(table.c[name] for name in names), child.c.item,
               *(child.c[name].label(f"item_{name}") for name in part_names))
        .join(child, child.c.row == table.c.row)
        .where(*_conditions(table, where), *_conditions(child, items))
        .order_by(table.c.row, child.c.place)
    )  # fmt: skip
    readers = _readers({name: typed.kind.fields[name] for name in names})
    return _run(tx, statement, readers | _readers({f"item_{name}": item_fields[name] for name in part_names}))


def ids(tx: Transaction, kind: str, where: Where, limit: int) -> list[str]:
    """The ids of the latest records, no more than `limit`."""
    table = typed_tables()[kind].table
    return list(tx.connection.execute(
        select(table.c.id).where(*_conditions(table, where)).order_by(table.c.row.desc()).limit(limit)).scalars())  # fmt: skip


def number(tx: Transaction, kind: str, where: Where = Where()) -> int:
    """How many records of a kind there are."""
    table = typed_tables()[kind].table
    return tx.connection.execute(select(func.count()).select_from(table).where(*_conditions(table, where))).scalar_one()


def greatest(tx: Transaction, kind: str, field: str, by: str) -> dict[Any, Any]:
    """The greatest value of a field for each value of another, of the records that have both."""
    c = typed_tables()[kind].table.c
    found = select(c[by], func.max(c[field])).where(c[by].is_not(None), c[field].is_not(None)).group_by(c[by])
    return dict(tx.connection.execute(found).all())


def periods(tx: Transaction, kind: str, units: Collection[str] | None = None) -> dict[str, int]:
    """How many records of a kind each period has; none where its records name no period."""
    table = typed_tables()[kind].table
    if "period" not in table.c:
        return {}
    conditions = _conditions(table, Where(units=units, filled=("period",)))
    found = tx.connection.execute(select(table.c.period, func.count()).where(*conditions).group_by(table.c.period))
    return {period: records for period, records in found if period}


def _conditions(table: Table, where: Where) -> Conditions:
    c = table.c
    found: Conditions = []
    if where.unit is not None:
        found.append(c.unit == where.unit)
    if where.units is not None:
        found.append(c.unit.in_(where.units))
    if where.periods is not None and "period" in c:
        found.append(or_(c.period.is_(None), c.period.in_(list(where.periods))))
    found += [c[name].is_(None) if value is None else c[name] == value for name, value in where.equal.items()]
    found += [c[name].in_(list(values)) for name, values in where.among.items()]
    found += [c[name].is_(None) for name in where.empty]
    found += [c[name].is_not(None) for name in where.filled]
    found += [c[name].like("____-__-__") & (c[name] < day) for name, day in where.before.items()]
    found += [c[name].like("____-__-__") & (c[name] >= day) for name, day in where.since.items()]
    return found


def _readers(fields: Mapping[str, Field]) -> dict[str, Callable[[Any], Any]]:
    """How columns that hold something else than their value are read."""
    return {name: f.from_column for name, f in fields.items() if type(f).from_column is not Field.from_column}


def _run(tx: Transaction, statement: Select, readers: Mapping[str, Callable[[Any], Any]]) -> list[Row]:
    result = tx.connection.execute(statement)
    names = tuple(result.keys())
    rows = [dict(zip(names, row, strict=True)) for row in result.all()]  # several times faster than mappings()
    for name, read in readers.items():
        for row in rows:
            row[name] = read(row[name])
    return rows

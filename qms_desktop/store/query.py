"""Which records, in which order: from a query to a statement that finds its first page among 100,000 at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    UnaryExpression,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.operators import custom_op

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import kind_named
from qms_desktop.store import search
from qms_desktop.store.transaction import Transaction
from qms_desktop.store.typed import TypedTable, typed_tables

FEW = 3_000
"""So many rows are read and sorted in less time than a person notices; the ways below are chosen by it."""

LOOKED_THROUGH = 1_500
"""So many rows of a list are looked through in its order first: a common word fills its page from them."""

PAGE = 200


@dataclass(frozen=True, slots=True)
class Query:
    """Which records of a kind: those whose fields equal `where`, found by `search`, of `unit`, in an order.

    `also` are texts any of which is found as well as `search`: other words for the same thing.
    `order` is the name of a field, with `-` before it for the reverse; without it the order of arrival.
    `overdue` is a day: only what had to be done before it, and whose measures are not all done.
    """

    kind: str
    where: tuple[tuple[str, Any], ...] = ()
    search: str = ""
    unit: str | None = None
    order: str = ""
    ids: tuple[str, ...] | None = None
    overdue: str = ""
    also: tuple[str, ...] = ()


def found_by_index(tx: Transaction, query: Query, statement: Select) -> Select:
    """A statement over the kind's table narrowed to all that the query finds, in no order."""
    table = typed_tables()[query.kind].table
    statement = filtered(query, statement)
    trigrams = _trigrams(_words(query))
    if trigrams and tx.connection.dialect.name == "sqlite":
        statement = statement.where(table.c.row.in_(_matching(trigrams)))
    return statement


def _matching(trigrams: str) -> ScalarSelect:
    """The rows that hold all trigrams of a text; it may still not stand there as a whole."""
    found = text("SELECT rowid FROM search WHERE search MATCH :trigrams").bindparams(trigrams=trigrams)
    return found.columns(literal_column("rowid")).scalar_subquery()


def in_order(tx: Transaction, query: Query, limit: int | None, offset: int) -> list[int]:
    """The rows that the query finds, in its order.

    On SQLite the way is chosen here, since its planner walks 100,000 rows for the five that match: where few can
    match they are read and sorted. Else the list is walked in its order until a page is full, past the rows that the
    index of trigrams knows not to match; and one or two letters, which it does not know, mostly fill it at once.
    """
    table = typed_tables()[query.kind].table
    plain = select(table.c.row)
    if tx.connection.dialect.name != "sqlite":
        return _run(tx, ordered(query, filtered(query, plain)), limit, offset)
    if _is_short(tx, query, table):
        return _run(tx, ordered(query, filtered(query, plain), walked=False), limit, offset)
    statement = filtered(query, plain, unit=_unindexed(table.c.unit))
    words = _words(query)
    if not words:
        return _run(tx, ordered(query, statement), limit, offset)
    if limit is not None:
        found = _looked_through(tx, query, table, words, offset + limit)
        if found is not None:
            return found[offset : offset + limit]
    trigrams = _trigrams(words)
    if trigrams is None:
        return _run(tx, ordered(query, statement, walked=False), limit, offset)
    few = _candidates(tx, trigrams)
    if few is not None:
        return _run(tx, ordered(query, statement.where(_among(table, few)), walked=False), limit, offset)
    row = _unindexed(table.c.row) if query.order else table.c.row
    return _run(tx, ordered(query, statement.where(row.in_(_matching(trigrams)))), limit, offset)


def _words(query: Query) -> tuple[str, ...]:
    """What is looked for, folded, and the other words for it; none where nothing is looked for."""
    words = search_fold(query.search)
    return (words, *filter(None, map(search_fold, query.also))) if words else ()


def _trigrams(words: tuple[str, ...]) -> str | None:
    """A query of the index that every row holding one of the words satisfies; None where one of them is too short."""
    each = [search.trigrams(word) for word in words]
    if not each or None in each:
        return None
    return each[0] if len(each) == 1 else " OR ".join(f"({one})" for one in each)


def _holding(table: Table, words: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(search.holds(table.c.search, word) for word in words))


def _run(tx: Transaction, statement: Select, limit: int | None, offset: int) -> list[int]:
    if limit is not None or offset:
        statement = statement.limit(limit).offset(offset)
    return list(tx.connection.execute(statement).scalars())


def _looked_through(tx: Transaction, query: Query, table: Table, words: tuple[str, ...], wanted: int) -> list[int] | None:
    """The first rows that hold the words, by walking the list from its beginning; None if that is not enough."""
    most = LOOKED_THROUGH * (2 if len(words[0]) < 3 else 1) * -(-wanted // PAGE)
    unsearched = replace(query, search="")
    walked = ordered(query, filtered(unsearched, select(table.c.row), unit=_unindexed(table.c.unit)))
    near = _run(tx, walked, most, 0)
    holding = select(table.c.row).where(_among(table, near), _holding(table, words))
    held = set(tx.connection.execute(holding).scalars())
    found = [row for row in near if row in held]
    return found if len(found) >= wanted or len(near) < most else None


def filtered(query: Query, statement: Select, unit: ColumnElement | None = None) -> Select:
    """The statement with every condition of the query; UserError for a field that there is none of."""
    kind = kind_named(query.kind)
    typed = typed_tables()[query.kind]
    table = typed.table
    for name, value in query.where:
        field = kind.fields.get(name)
        if field is None or name in kind.item_lists:
            raise UserError(
                _("“{kind}” has no field “{name}” to choose by.", kind=query.kind, name=name),
                _("“qms-desktop kinds” lists the fields."),
            )
        column = _unindexed(table.c[name]) if field.narrows else table.c[name]
        statement = statement.where(column.is_(None) if value is None else column == field.to_column(value))
    if query.unit is not None:
        statement = statement.where((table.c.unit if unit is None else unit) == query.unit)
    if query.ids is not None:
        statement = statement.where(table.c.id.in_(query.ids))
    if query.overdue:
        statement = _overdue(typed, statement, query.overdue)
    words = _words(query)
    return statement.where(_holding(table, words)) if words else statement


def _overdue(typed: TypedTable, statement: Select, day: str) -> Select:
    deadline = typed.table.c.deadline
    statement = statement.where(deadline < day, deadline.like("____-__-__"))
    measures = typed.children.get("measures")
    if measures is None:
        return statement
    own = measures.c.row == typed.table.c.row
    open_ones = select(1).where(own, or_(measures.c.state.is_(None), measures.c.state != "done"))
    return statement.where(or_(exists(open_ones), ~exists(select(1).where(own))))


def ordered(query: Query, statement: Select, *, walked: bool = True) -> Select:
    """The statement in the query's order; `walked` says that the index of the order may be followed."""
    table = typed_tables()[query.kind].table
    name, reverse = query.order.lstrip("-"), query.order.startswith("-")
    if not name:
        return statement.order_by(table.c.row)
    column = table.c[f"sort_{name}"] if f"sort_{name}" in table.c else table.c[name]
    by = column if walked else _unindexed(column)
    if reverse:
        return statement.order_by(by.desc().nulls_last(), table.c.row.desc())
    return statement.order_by(by.asc().nulls_first(), table.c.row)


def _candidates(tx: Transaction, trigrams: str) -> list[int] | None:
    """The rows that hold all trigrams of a text; None if they are many."""
    statement = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
    found = [row for (row,) in tx.connection.exec_driver_sql(statement, (trigrams, FEW))]
    return found if len(found) < FEW else None


def _among(table: Table, rows: list[int]) -> ColumnElement[bool]:
    given = func.json_each(json.dumps(rows)).table_valued("value")
    return table.c.row.in_(select(given.c.value))


def _is_short(tx: Transaction, query: Query, table: Table) -> bool:
    """Whether an index other than that of the order leaves few rows: of a unit, by their ids, overdue ones."""
    if query.ids is not None:
        return True
    conditions = [table.c.unit == query.unit] if query.unit is not None else []
    if query.overdue:
        conditions.append(table.c.deadline < query.overdue)
    for condition in conditions:
        few = select(table.c.row).where(condition).limit(FEW).subquery()
        if tx.connection.execute(select(func.count()).select_from(few)).scalar_one() < FEW:
            return True
    return False


class _unindexed(UnaryExpression):
    """The column as SQLite's planner takes it when no index shall be chosen for its sake: `+column`."""

    inherit_cache = True

    def __init__(self, column: ColumnElement) -> None:
        super().__init__(column, operator=custom_op("+"), type_=column.type)


@compiles(_unindexed)
def _bare(element: _unindexed, compiler: Any, **rest: Any) -> str:
    sign = "+" if compiler.dialect.name == "sqlite" else ""
    return sign + compiler.process(element.element, **rest)

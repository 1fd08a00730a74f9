"""The typed tables: one for each record kind and one for each list in it, folded from the journal at will."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Index, MetaData, Table, create_mock_engine

from qms_desktop.core.fields import Field
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.declared import DECLARED
from qms_desktop.models.kind import Kind
from qms_desktop.store.columns import Letters, Number
from qms_desktop.store.versions import full_values

metadata = MetaData()

other = Table(
    "other", metadata,
    Column("row", Number, nullable=False, index=True), Column("cell", Letters, nullable=False),
    Column("value", Letters, nullable=False),
)  # fmt: skip
"""What this version does not know: unknown kinds whole, unknown fields of known ones; values as JSON."""

ANY_LENGTH = {"any_length": True}
"""Marks an index that must take any text: those of PostgreSQL that keep an order take 2,700 bytes alone."""

SORTED_BY = 80
"""So many letters of a text decide its place in a list: a short index is walked in a fraction of the time."""


def _column(field: Field) -> Column:
    return Column(field.name, Number if field.storage == "integer" else Letters)


def _index_equal(name: str, column: ColumnElement) -> None:
    """An index for finding a value, however long it is."""
    Index(name, column, info=ANY_LENGTH)


class TypedTable:
    """The table of one kind, and how a record becomes a row of it and its lists rows of child tables."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.flat = [f for name, f in kind.fields.items() if name not in kind.item_lists]
        self.sorted = [f for f in self.flat if f.sorted]
        self.keyed = [f for f in self.sorted if not f.sorts_itself]
        name = f"r_{kind.name}"
        self.table = Table(
            name, metadata,
            Column("row", Number, primary_key=True, autoincrement=False),
            Column("id", Letters, nullable=False), Column("unit", Letters, nullable=False), Column("search", Letters),
            *(Column(f"sort_{f.name}", Letters) for f in self.keyed),
            *map(_column, self.flat),
        )  # fmt: skip
        _index_equal(f"i_{kind.name}_id", self.table.c.id)
        _index_equal(f"i_{kind.name}_unit", self.table.c.unit)
        # What lists are narrowed by stands in the index too: a list is then walked in its order without its rows.
        self.narrowing = [self.table.c.unit, *(self.table.c[f.name] for f in self.flat if f.narrows)]
        for f in self.sorted:
            by = self.table.c[f.name if f.sorts_itself else f"sort_{f.name}"]
            Index(f"i_{kind.name}_{f.name}", by, self.table.c.row, *self.narrowing).ddl_if(dialect="sqlite")
            Index(f"i_{kind.name}_{f.name}", by.nulls_first(), self.table.c.row).ddl_if(dialect="postgresql")
        for f in self.flat:
            if f.names_record:
                _index_equal(f"i_{kind.name}_{f.name}", self.table.c[f.name])
        if {"submission", "state"} <= kind.fields.keys():  # how much of what is handed over: counted without the many drafts
            Index(f"i_{kind.name}_stage", *(self.table.c[name] for name in ("state", "unit", "period"))).ddl_if(dialect="sqlite")
        self.columns = tuple(column.name for column in self.table.columns)
        self.children = {
            list_name: Table(
                f"{name}_{list_name}", metadata,
                Column("row", Number, nullable=False), Column("place", Number), Column("item", Letters),
                *map(_column, field.item_fields.values()),
            )
            for list_name, field in kind.item_lists.items()
        }  # fmt: skip
        for child in self.children.values():
            Index(f"i_{child.name[2:]}_row", child.c.row)
        self.child_columns = {
            list_name: tuple(column.name for column in child.columns) for list_name, child in self.children.items()
        }

    def rows(
        self, row: int, record_id: str, unit: str, shown: dict[str, Any], profile: Profile
    ) -> tuple[tuple, dict[str, list[tuple]], list[str], str]:
        """The table's row, the child rows by list, the names of refused fields, and the search text."""
        kind = self.kind
        values, refused = full_values(kind, shown)
        values.update(kind.compute(values, profile))
        search = kind.search_text(values, profile)
        main = (
            row, record_id, unit, search,
            *[f.sort_text(values[f.name], profile)[:SORTED_BY] for f in self.keyed],
            *[None if (v := values[f.name]) is None else f.to_column(v) for f in self.flat],
        )  # fmt: skip
        children = {}
        for name, field in kind.item_lists.items():
            children[name] = [
                (row, place, item["id"], *[f.to_column(item[n]) for n, f in field.item_fields.items()])
                for place, item in enumerate(values[name])
            ]
        return main, children, refused, search

    def values(self, mapping: Any) -> dict[str, Any]:
        """A record's values from a fetched row (lists left out)."""
        return {f.name: f.from_column(mapping[f.name]) for f in self.flat}

    def item(self, list_name: str, mapping: Any) -> dict[str, Any]:
        """One item of a list from a fetched child row."""
        fields = self.kind.item_lists[list_name].item_fields
        return {"id": mapping["item"], **{n: f.from_column(mapping[n]) for n, f in fields.items()}}


class TypedTables(Mapping[str, TypedTable]):
    """The typed table of every declared kind; each is described to SQLAlchemy when it is first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, TypedTable] = {}

    def __getitem__(self, name: str) -> TypedTable:
        if name not in self._made:
            self._made[name] = TypedTable(KINDS[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in KINDS

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


@functools.cache
def typed_tables() -> TypedTables:
    return TypedTables()


LAYOUT = 6
"""To be raised when columns or indices follow from the declarations in another way."""


@functools.cache
def declaration_hash() -> str:
    """Changes whenever a typed table would: then the journal is folded again."""
    return hashlib.sha256(repr((LAYOUT, SORTED_BY, DECLARED)).encode()).hexdigest()


@functools.cache
def statements(dialect: str) -> tuple[str, ...]:
    """What makes every typed table with its indices, on a database of that kind."""
    made: list[str] = []

    def keep(statement: Any, *_values: Any, **_more: Any) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)))

    list(typed_tables().values())  # describes them all
    if dialect.startswith("postgresql"):
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            if index.info == ANY_LENGTH:
                index.dialect_kwargs["postgresql_using"] = "hash"  # not before: to say it loads the dialect
    engine = create_mock_engine(f"{dialect}://", keep)
    metadata.create_all(engine, checkfirst=False)
    return tuple(made)

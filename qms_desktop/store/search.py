"""Finding records by what is written in them: an index of trigrams on both databases, where PostgreSQL lets us have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Column, Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

LONG = 7


def create(connection: Connection, tables: Iterable[str]) -> None:
    """Make the index: one for all tables on SQLite, one on the column `search` of each on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5"
            "(text, content='', tokenize='trigram case_sensitive 1', detail='none')"
        )
        return
    from qms_desktop.store.postgresql import create_trigrams

    if create_trigrams(connection):
        for name in tables:
            connection.exec_driver_sql(f'CREATE INDEX "{name}_found" ON "{name}" USING gin (search gin_trgm_ops)')


def drop(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS search")


def insert(connection: Connection, texts: list[tuple[int, str]]) -> None:
    """Index the folded texts of rows."""
    if texts and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search (rowid, text) VALUES (?, ?)", texts)


def remove(connection: Connection, texts: list[tuple[int, str]]) -> None:
    """Take rows out of the index; their texts must be given as they were put in."""
    if texts and connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", texts)


def trigrams(folded: str) -> str | None:
    """A query of the index that every row containing the text satisfies; None for fewer than three letters.

    The index keeps no positions, so what it finds is a superset: the caller compares the text itself. Of a long
    text trigrams side by side are enough, and found in a third of the time.
    """
    last = len(folded) - 3
    found = {folded[place : place + 3] for place in range(0, last + 1, 1 if last < LONG else 3)}
    if last >= LONG:
        found.add(folded[last:])
    if not found:
        return None
    return " AND ".join('"' + part.replace('"', '""') + '"' for part in sorted(found))


class holds(FunctionElement):
    """Whether a column's text holds the words, letter by letter."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Column, words: str) -> None:
        super().__init__(column, words, _pattern(words))


def _pattern(words: str) -> str:
    for sign in ("\\", "%", "_"):
        words = words.replace(sign, f"\\{sign}")
    return f"%{words}%"


@compiles(holds, "sqlite")
def _on_sqlite(element: holds, compiler: Any, **rest: Any) -> str:
    column, words, _like = element.clauses
    return f"instr({compiler.process(column, **rest)}, {compiler.process(words, **rest)}) > 0"


@compiles(holds, "postgresql")
def _on_postgresql(element: holds, compiler: Any, **rest: Any) -> str:
    column, _words, like = element.clauses
    return f"{compiler.process(column, **rest)} LIKE {compiler.process(like, **rest)}"

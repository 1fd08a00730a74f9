"""Finding records by what is written in them: trigrams on SQLite, a scan of the folded text elsewhere."""

from __future__ import annotations

from sqlalchemy import Connection

LONG = 7


def create(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5"
            "(text, content='', tokenize='trigram case_sensitive 1', detail='none')"
        )


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

"""Transactions that mean what they say, on one SQLite file or one PostgreSQL database; rows in and out in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

APPLICATION_ID = 0x514D5331  # "QMS1"
BUSY_SECONDS = 60


def sqlite_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine over one SQLite file. Its connections begin nothing by themselves: see `begin`."""
    mode = "ro" if read_only else "rwc"
    # The path goes to SQLite itself: SQLAlchemy would unquote a `%` or a `#` in it once more.
    uri = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS,
                               cached_statements=256)  # fmt: skip

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.execute("PRAGMA temp_store=MEMORY")
        if not read_only:
            # With TRUNCATE a copied store.sqlite is whole; the WAL of SQLite before 3.51.3 has a known fault.
            cursor.execute("PRAGMA journal_mode=TRUNCATE")
        cursor.close()

    return engine


def begin(connection: Connection, *, writing: bool) -> None:
    """Begin a transaction for real, DDL and user_version included."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
        return
    from qms_desktop.store import postgresql

    postgresql.begin(connection, writing=writing)


def commit(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
    connection.commit()


def roll_back(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        from qms_desktop.store import postgresql

        postgresql.roll_back(connection)
        return
    if connection.connection.dbapi_connection.in_transaction:
        connection.exec_driver_sql("ROLLBACK")
    connection.rollback()


def compact(connection: Connection) -> None:
    """Write the database anew without what was deleted; outside of any transaction."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('optimize')")  # its deletions are only marks
        connection.exec_driver_sql("VACUUM")
    else:
        from qms_desktop.store import postgresql

        postgresql.compact(connection)


def bulk_insert(connection: Connection, table: str, columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Insert many rows as fast as the driver can; the rows are tuples in the order of the columns."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        from qms_desktop.store import postgresql

        postgresql.copy_rows(connection, table, columns, rows)
        return
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["?"] * len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def fetch_in(connection: Connection, statement: str, values: Sequence[Any], size: int = 500) -> list[Any]:
    """The rows of a bare SELECT that ends in `IN`, for many values: what SQLAlchemy's own expansion costs is saved."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    found: list[Any] = []
    for start in range(0, len(values), size):
        part = tuple(values[start : start + size])
        marks = ",".join([mark] * len(part))
        found += connection.exec_driver_sql(f"{statement} ({marks})", part).all()
    return found

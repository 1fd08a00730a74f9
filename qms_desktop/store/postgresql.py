"""The engine over a PostgreSQL database, and whatever is said to the server itself. Imported when one is named."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.places import Database

try:
    import psycopg
    from psycopg.types.string import StrDumperUnknown
except ImportError as missing:
    raise UserError(
        _("The part of the program that speaks to PostgreSQL is missing."),
        _("Install it with “pip install psycopg[binary]”, or use a store in a folder."),
    ) from missing

STORE_LOCK = 5918251
"""The advisory lock that every writing transaction takes before it reads."""

LOCK_SECONDS = 60
WITH_TEXTS = ("change", "draft", "file", "other")
"""Besides the typed tables: those that hold what people wrote."""
CONNECT_SECONDS = 10


class _WithoutNul(StrDumperUnknown):
    """No text in a store holds a NUL, and PostgreSQL cannot even be asked for one: what is sought so is not found."""

    def dump(self, text: str) -> Any:
        return super().dump(text.replace("\0", "\ufffe"))


def postgresql_engine(place: Database) -> Engine:
    """An engine of one connection, which is looked at before each use and made anew after it was lost."""
    url = make_url(place.url).set(drivername="postgresql+psycopg")
    given = {"connect_timeout": CONNECT_SECONDS, "application_name": "qms-desktop", "client_encoding": "utf8"}
    engine = create_engine(
        url, pool_size=1, max_overflow=0, pool_pre_ping=True, hide_parameters=True,
        connect_args={name: value for name, value in given.items() if name not in url.query},
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.adapters.register_dumper(str, _WithoutNul)
        connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        connection.commit()

    return engine


def begin(connection: Connection, *, writing: bool) -> None:
    """Begin a transaction: a writer waits for the one before it and then sees all of it, a reader sees one moment."""
    if writing:
        # Not REPEATABLE READ: its picture would be taken before the lock is had, and be an old one.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({STORE_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def roll_back(connection: Connection) -> None:
    """Undo the transaction; where the connection is lost the server has done so by itself."""
    try:
        connection.rollback()
    except DBAPIError:
        connection.invalidate()


def compact(connection: Connection) -> None:
    """Write our tables anew without what was deleted."""
    ours = [name for name in inspect(connection).get_table_names() if name.startswith("r_") or name in WITH_TEXTS]
    connection.rollback()
    names = ", ".join(f'"{name}"' for name in ours)
    connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"VACUUM (FULL) {names}")


def copy_rows(connection: Connection, table: str, columns: tuple[str, ...], rows: list[tuple]) -> None:
    """Insert many rows at once."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def identity_of(connection: Connection) -> str:
    """Which database of which server this is, by whatever address it was reached."""
    query = (
        "SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "FROM pg_control_system()"
    )
    return connection.exec_driver_sql(query).scalar_one()


def is_empty(connection: Connection) -> bool:
    """Whether nobody keeps a table in the database yet."""
    query = (
        "SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE relkind IN ('r', 'p', 'v', 'm') AND nspname = current_schema()"
    )
    return connection.exec_driver_sql(query).scalar_one() == 0


def encoding_of(connection: Connection) -> str:
    return connection.exec_driver_sql("SHOW server_encoding").scalar_one()


def create_trigrams(connection: Connection) -> bool:
    """Whether texts can be indexed by their trigrams: an owner of the database may add that, others may not."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError as refused:
        if not isinstance(refused.orig, psycopg.errors.InsufficientPrivilege | psycopg.errors.UndefinedFile):
            raise
        return False
    return True

"""Bringing a store to this version: frozen SQL for what is not a fold, and a fresh fold for what is."""

from __future__ import annotations

import re
from importlib import resources

from sqlalchemy import Connection

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.engine import APPLICATION_ID

_INSTEAD = {
    "CREATE UNIQUE INDEX record_key ON record (id, kind, unit)": "CREATE INDEX record_key ON record USING hash (id)",
    ", UNIQUE (device, unit)": "",
    "bundle TEXT PRIMARY KEY": "bundle TEXT NOT NULL",
    "CREATE INDEX bundle_unit ON bundle (unit, at)": "CREATE INDEX bundle_at ON bundle (at)",
}
"""On PostgreSQL, whose ordered indices take 2,700 bytes and no more: names that come from outside may be longer."""

_TYPES = {
    "sqlite": {"key": "INTEGER PRIMARY KEY", "bytes": "BLOB", "integer": "INTEGER"},
    "postgresql": {"key": "BIGINT PRIMARY KEY", "bytes": "BYTEA", "integer": "BIGINT"},
}


def scripts() -> dict[int, str]:
    """The migrations by the version that they lead to."""
    folder = resources.files("qms_desktop.store") / "migrations"
    found = {int(entry.name[:4]): entry for entry in folder.iterdir() if re.fullmatch(r"\d{4}\.sql", entry.name)}
    return {version: found[version].read_text("utf-8") for version in sorted(found)}


def newest_version() -> int:
    return max(scripts())


def version_of(connection: Connection) -> int:
    """The version of the store's own tables; 0 for a fresh one."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    exists = connection.exec_driver_sql("SELECT to_regclass('setting')").scalar_one()
    if exists is None:
        return 0
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'schema'").scalar_one_or_none()
    return int(found or 0)


def check_version(version: int) -> None:
    """Refuse a store that a newer program made: nothing in it is touched."""
    if version > newest_version():
        raise newer_store()


def newer_store() -> UserError:
    return UserError(
        _("This store was made by a newer version of the program; nothing in it was touched."),
        _("Update the program on this computer."),
    )


def migrate(connection: Connection, upto: int | None = None) -> None:
    """Run the missing migrations inside the caller's transaction, which holds the version too."""
    present = version_of(connection)
    check_version(present)
    for version, script in scripts().items():
        if version <= present or (upto is not None and version > upto):
            continue
        without_comments = re.sub(r"--[^\n]*", "", script)
        for statement in without_comments.split(";"):
            if statement.strip():
                connection.exec_driver_sql(_in_dialect(statement.strip(), connection.dialect.name))
        set_version(connection, version)


def _in_dialect(statement: str, dialect: str) -> str:
    if dialect == "postgresql":
        for usual, here in _INSTEAD.items():
            statement = statement.replace(usual, here)
        statement = statement.replace(" TEXT", ' TEXT COLLATE "C"')  # in order byte by byte, as on SQLite
    return statement.format(**_TYPES[dialect])


def set_version(connection: Connection, version: int) -> None:
    """Say which version the store's own tables have now."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        return
    connection.exec_driver_sql("DELETE FROM setting WHERE name = 'schema'")
    connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('schema', %s)", (str(version),))

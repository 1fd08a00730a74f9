"""Carrying a whole store from one place to another, whichever databases the two are: rows, files, and nothing derived."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, column, delete, inspect, select, table

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import TEMPORARY, put_in_place
from qms_desktop.core.messages import _
from qms_desktop.store import check, migrate, refold, tables
from qms_desktop.store.addresses import home_of
from qms_desktop.store.engine import begin, bulk_insert, commit, sqlite_engine
from qms_desktop.store.faults import told
from qms_desktop.store.homes import Home
from qms_desktop.store.places import Place
from qms_desktop.store.shelves import AREAS
from qms_desktop.store.store import MOVED_TO, Store, check_place, put_settings
from qms_desktop.store.transaction import Transaction

_OF_A_PLACE = ("schema", refold.FOLDED_BY, refold.FOLDED_WITH, MOVED_TO)
"""Settings that say something of the place and not of the store."""

_BATCH = 2_000


def carry_rows(source: Connection, target: Connection) -> None:
    """Copy all that is not folded from the journal into tables that are empty; both are of one version."""
    for name in _own_tables(target):
        columns = tuple(found["name"] for found in inspect(target).get_columns(name))
        query = select(*map(column, columns)).select_from(table(name))
        if name == "setting":
            query = query.where(column("name").not_in(_OF_A_PLACE))
        found = source.execute(query, execution_options={"yield_per": _BATCH})
        for part in found.partitions():
            bulk_insert(target, name, columns, [tuple(row) for row in part])


def _own_tables(connection: Connection) -> list[str]:
    present = set(inspect(connection).get_table_names())
    return [name for name in tables.metadata.tables if name in present and name != tables.file.name]


def empty(connection: Connection) -> None:
    """Take away what a store holds, but for its files."""
    refold.drop_tables(connection)
    for name in _own_tables(connection):
        kept = column("name") == "schema" if name == "setting" else None
        statement = delete(table(name))
        connection.execute(statement if kept is None else statement.where(~kept))


def write_file(source: Connection, path: Path) -> None:
    """Write a store's rows into a new SQLite file, which is a backup: whoever opens it folds it first."""
    engine = sqlite_engine(path)
    try:
        with engine.connect() as target:
            begin(target, writing=True)
            migrate.migrate(target, upto=migrate.version_of(source))
            carry_rows(source, target)
            commit(target)
    finally:
        engine.dispose()
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def read_file(path: Path) -> Iterator[Connection]:
    """The rows of a backup that nobody else has open, brought to this version."""
    engine = sqlite_engine(path)
    try:
        with engine.connect() as source:
            begin(source, writing=True)
            migrate.migrate(source)
            yield source
            commit(source)
    finally:
        engine.dispose()


def carry(
    tx: Transaction, place: Place, settings: dict[str, str], progress: Callable[[int, int], None]
) -> tuple[str, str]:
    """Make a store at a new place that is this one in all: its digest, and the address of the place.

    `settings` are those that it has there in the place of its own. UserError if something is there already. After any fault nothing is there.
    """
    before = check.store_digest(tx)
    with _new_home(place) as home:
        target = Store(home)
        target.use_profile(tx.profile)
        with target.connection(writing=True) as connection:
            home.check_free(connection)
            migrate.migrate(connection)
            carry_rows(tx.connection, connection)
            put_settings(connection, settings)
            refold.refold(connection, tx.profile, progress)
            arrived = Transaction(connection, tx.profile, home)
            for area in AREAS:
                arrived.shelf(area).take_from(tx.shelf(area))
            if check.store_digest(arrived) != before:
                raise UserError(_("What arrived is not what was sent off; nothing was moved."), _("Check the store first."))
        address = home.address() if home.shared else str(place)
    return before, address


@contextmanager
def _new_home(place: Place) -> Iterator[Home]:
    """The home of a store that is being made; a folder has its name only once all is in it."""
    if not isinstance(place, Path):
        with closing(home_of(place, new=True)) as home:
            yield home
        return
    check_place(place)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise UserError(_("The folder {folder} is not empty.", folder=str(place)), _("Name a new one for the store."))
    place = place.absolute()
    unfinished = place.with_name(f".{place.name}{TEMPORARY}")
    try:
        with told():
            shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        with closing(home_of(unfinished, new=True)) as home:
            yield home
        with told():
            if place.exists():
                place.rmdir()
            put_in_place(unfinished, place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def leave_behind(connection: Connection, place: Place) -> None:
    """Let a store that was carried elsewhere know it; whoever has it open must open it anew."""
    put_settings(connection, {MOVED_TO: str(place)})
    refold.forget_mark(connection)

"""The store: a folder with one SQLite file, or a PostgreSQL database. Only its transactions write."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.store import edits, migrate, refold, tables
from qms_desktop.store.addresses import exists, home_of
from qms_desktop.store.engine import begin, bulk_insert, commit, compact, roll_back
from qms_desktop.store.faults import told
from qms_desktop.store.folder import FILE_NAME, FolderHome, check_place
from qms_desktop.store.homes import Home
from qms_desktop.store.places import Place
from qms_desktop.store.transaction import Transaction

__all__ = [
    "FILE_NAME", "MOVED_TO", "Progress", "Store", "bring_up_to_date", "check_place", "create_store", "exists", "no_progress",
    "open_store", "rebuild",
]  # fmt: skip

MOVED_TO = "moved_to"
"""The setting of a store that was carried elsewhere: where to."""

Progress = Callable[[int, int], None]
"""Told (done, of how many) during long work; raises to stop it."""


def no_progress(_done: int, _of: int) -> None:
    """For callers that show none."""


class Store:
    """An open store. Reading and writing go through `reading()` and `writing()`, one at a time in a program."""

    def __init__(self, home: Home) -> None:
        """See `create_store` and `open_store`."""
        self.home = home
        self._guard = threading.RLock()
        self._given: Profile | None = None
        self._profile: Profile | None = None
        self._folded_by: str | None = None

    @property
    def place(self) -> Place:
        return self.home.place

    @property
    def folder(self) -> Path:
        """The folder of a store that lies in one."""
        if not isinstance(self.home, FolderHome):
            raise RuntimeError("the store lies in a database")
        return self.home.folder

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    @property
    def backups(self) -> Path:
        return self.home.backups

    @property
    def profile(self) -> Profile:
        if self._profile is None:
            raise RuntimeError("the store has no profile yet")
        return self._profile

    def use_profile(self, profile: Profile) -> None:
        """Say by which profile derived values are computed (levels, words for searching).

        What the QA office changed of it comes in with `bring_up_to_date`, and with every transaction that writes of it.
        """
        self._given = self._profile = profile

    def close(self) -> None:
        self.home.close()

    def discard(self) -> None:
        """Close a store that was only being made, and take it away."""
        self.home.discard()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- transactions ------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def connection(self, *, writing: bool) -> Iterator[Connection]:
        """A transaction on the bare connection: committed at the end, rolled back on any exception."""
        with self._guard, told(self.place), self.home.engine.connect() as connection:
            begin(connection, writing=writing)
            try:
                yield connection
                commit(connection)
            except BaseException:
                roll_back(connection)
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self.connection(writing=False) as connection:
            yield self._transaction(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        profile = None
        with self.connection(writing=True) as connection:
            tx = self._transaction(connection)
            yield tx
            if tx.profile_touched:
                profile = self._taken_up(tx)
        if profile is not None:
            self._profile = profile
            if self._folded_by is not None:
                self._folded_by = refold.mark(profile)

    def _transaction(self, connection: Connection) -> Transaction:
        if self.home.shared and self._folded_by is not None and self._folded_by != (now := refold.folded_by(connection)):
            profile = self._edited(connection)
            if refold.mark(profile) != now:
                raise UserError(
                    _("Another computer has brought the database to another version of the program, or restored a backup."),
                    _("Close the program and open it again."),
                )
            self._profile, self._folded_by = profile, now  # a colleague has edited the profile
        return Transaction(connection, self.profile, self.home)

    def _edited(self, connection: Connection) -> Profile:
        return edits.in_force(Transaction(connection, self.profile, self.home), self._given or self.profile)

    def take_up_profile(self) -> None:
        """Work by what the office has changed of the profile, as the journal holds it."""
        with self.connection(writing=False) as connection:
            self._profile = self._edited(connection)

    def _taken_up(self, tx: Transaction) -> Profile | None:
        """The profile that the entries just written make, if it is another one; what hangs on it is folded again."""
        profile = self._edited(tx.connection)
        before, now = refold.folded_by(tx.connection), refold.mark(profile)
        if now == before:
            return None
        if refold.derives_the_same(before, now):
            refold.forget_mark(tx.connection)
            refold.note_mark(tx.connection, profile)
        else:
            refold.refold(tx.connection, profile, no_progress)
        return profile

    def stand_by(self, mark: str) -> None:
        """Remember by what the typed tables were folded: no other program may have folded them anew meanwhile."""
        self._folded_by = mark

    def compact(self) -> None:
        """Let nothing that was taken away stay readable in the unused parts of the file."""
        with self._guard, told(self.place), self.home.engine.connect() as connection:
            compact(connection)

    # --- settings ----------------------------------------------------------------------------------------------------

    def settings(self) -> dict[str, str]:
        with self.connection(writing=False) as connection:
            return dict(map(tuple, connection.execute(select(tables.setting))))

    def set_settings(self, values: dict[str, str]) -> None:
        with self.connection(writing=True) as connection:
            put_settings(connection, values)


def put_settings(connection: Connection, values: dict[str, str]) -> None:
    for name, value in values.items():
        connection.execute(tables.setting.delete().where(tables.setting.c.name == name))
        bulk_insert(connection, "setting", ("name", "value"), [(name, value)])


def create_store(place: Place, profile: Profile | None = None) -> Store:
    """Make a new store, for a profile if it is known; UserError if there is one already or the place cannot be written to."""
    store = Store(home_of(place, new=True))
    try:
        with store.connection(writing=True) as connection:
            store.home.check_free(connection)
            migrate.migrate(connection)
            refold.create_tables(connection)
            if profile is not None:
                refold.note_mark(connection, profile)
                store.use_profile(profile)
    except BaseException:
        store.close()
        if isinstance(place, Path):
            (place / FILE_NAME).unlink(missing_ok=True)
        raise
    return store


def open_store(place: Place, *, wait_seconds: float = 0, before_migration: Callable[[Store], None]) -> Store:
    """Open an existing store, bringing its own tables to this version first (a backup before that).

    The typed tables are not looked at yet: `bring_up_to_date` does that once the profile is known.
    """
    store = Store(home_of(place, new=False, wait_seconds=wait_seconds))
    try:
        with store.connection(writing=False) as connection:
            version = migrate.version_of(connection)
        migrate.check_version(version)
        if version == 0 and store.home.shared:
            raise UserError(
                _("There is no store in this database: {place}", place=str(place)),
                _("Make one with “qms-desktop init”, or choose another database."),
            )
        if version < migrate.newest_version():
            before_migration(store)
            with store.connection(writing=True) as connection:
                migrate.migrate(connection)
    except BaseException:
        store.close()
        raise
    return store


def bring_up_to_date(store: Store, progress: Progress = no_progress) -> None:
    """Fold the journal again where the declared kinds or the profile differ from those the typed tables hold."""
    store.take_up_profile()
    mark = refold.mark(store.profile)
    with store.connection(writing=False) as connection:
        current = refold.folded_by(connection) == mark
    if not current:
        rebuild(store, progress, unless_current=True)
    store.stand_by(mark)


def rebuild(store: Store, progress: Progress = no_progress, *, unless_current: bool = False) -> int:
    """Drop what follows from the journal and fold it again; the number of records."""
    with store.connection(writing=True) as connection:
        if unless_current and refold.folded_by(connection) == refold.mark(store.profile):
            return 0  # another program has just done it
        if store.home.shared:
            refold.check_newest(connection)
        return refold.refold(connection, store.profile, progress)

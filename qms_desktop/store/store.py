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
from qms_desktop.store import migrate, refold, tables
from qms_desktop.store.engine import begin, bulk_insert, commit, compact, roll_back, sqlite_engine
from qms_desktop.store.faults import told
from qms_desktop.store.lock import StoreLock, is_network_folder
from qms_desktop.store.transaction import Transaction

FILE_NAME = "store.sqlite"

Progress = Callable[[int, int], None]
"""Told (done, of how many) during long work; raises to stop it."""


def no_progress(_done: int, _of: int) -> None:
    """For callers that show none."""


class Store:
    """An open store. Reading and writing go through `reading()` and `writing()`, one at a time.

    `folder` holds `store.sqlite`, `files/`, `backups/` and `waiting/`.
    """

    def __init__(self, folder: Path, *, wait_seconds: float = 0) -> None:
        """Take the lock on an existing store and open it; see `create_store` and `open_store`."""
        self.folder = folder
        self._guard = threading.RLock()
        self._lock = StoreLock(folder)
        self._lock.acquire(wait_seconds)
        self._engine = sqlite_engine(folder / FILE_NAME)
        self._profile: Profile | None = None

    @property
    def path(self) -> Path:
        return self.folder / FILE_NAME

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def waiting(self) -> Path:
        """Where bundles lie that wait for a person."""
        return self.folder / "waiting"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def redactions(self) -> Path:
        """Signed redactions, kept beside the store too, so that no restored backup undoes them."""
        return self.folder / "redactions.jsonl"

    @property
    def profile(self) -> Profile:
        if self._profile is None:
            raise RuntimeError("the store has no profile yet")
        return self._profile

    def use_profile(self, profile: Profile) -> None:
        """Say by which profile derived values are computed (levels, words for searching)."""
        self._profile = profile

    def close(self) -> None:
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # --- transactions ------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def connection(self, *, writing: bool) -> Iterator[Connection]:
        """A transaction on the bare connection: committed at the end, rolled back on any exception."""
        with self._guard, told(), self._engine.connect() as connection:
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
            yield Transaction(connection, self.profile)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        with self.connection(writing=True) as connection:
            yield Transaction(connection, self.profile)

    def compact(self) -> None:
        """Let nothing that was taken away stay readable in the unused parts of the file."""
        with self._guard, told(), self._engine.connect() as connection:
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


def check_place(folder: Path) -> None:
    """Refuse a place where a store would not be safe."""
    if is_network_folder(folder):
        raise UserError(
            _("The store lies on a network share, where it can be spoilt without notice."),
            _("Put it on a disk of this computer; several people at once work on PostgreSQL."),
        )


def create_store(folder: Path) -> Store:
    """Make a new store in a folder; UserError if there is one already or the folder cannot be written to."""
    check_place(folder)
    if (folder / FILE_NAME).exists():
        raise UserError(
            _("There is a store in this folder already: {folder}", folder=str(folder)),
            _("Open it, or choose another folder."),
        )
    with told():
        for part in ("files", "backups", "waiting"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        store = Store(folder)
    try:
        with store.connection(writing=True) as connection:
            migrate.migrate(connection)
            refold.create_tables(connection)
    except BaseException:
        store.close()
        (folder / FILE_NAME).unlink(missing_ok=True)
        raise
    return store


def open_store(folder: Path, *, wait_seconds: float = 0, before_migration: Callable[[Store], None]) -> Store:
    """Open an existing store, bringing its own tables to this version first (a backup before that).

    The typed tables are not looked at yet: `bring_up_to_date` does that once the profile is known.
    """
    if not (folder / FILE_NAME).is_file():
        raise UserError(
            _("There is no store in this folder: {folder}", folder=str(folder)),
            _("Make one with “qms-desktop init”, or choose another folder."),
        )
    check_place(folder)
    with told():
        store = Store(folder, wait_seconds=wait_seconds)
    try:
        with store.connection(writing=False) as connection:
            version = migrate.version_of(connection)
        migrate.check_version(version)
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
    with store.connection(writing=False) as connection:
        current = refold.is_current(connection, store.profile)
    if not current:
        rebuild(store, progress)


def rebuild(store: Store, progress: Progress = no_progress) -> int:
    """Drop what follows from the journal and fold it again; the number of records."""
    with store.connection(writing=True) as connection:
        return refold.refold(connection, store.profile, progress)

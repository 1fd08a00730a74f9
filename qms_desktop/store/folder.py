"""A store in a folder: `store.sqlite`, `files/`, `backups/`, `waiting/`, and a lock for the one program that has it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.store.engine import sqlite_engine
from qms_desktop.store.faults import told
from qms_desktop.store.homes import Home
from qms_desktop.store.lock import StoreLock, is_network_folder
from qms_desktop.store.shelves import REDACTIONS, FolderShelf, Shelf

FILE_NAME = "store.sqlite"


def check_place(folder: Path) -> None:
    """Refuse a place where a store would not be safe."""
    if is_network_folder(folder):
        raise UserError(
            _("The store lies on a network share, where it can be spoilt without notice."),
            _("Put it on a disk of this computer; several people at once work on PostgreSQL."),
        )


class FolderHome(Home):
    """The folder, locked."""

    def __init__(self, folder: Path, wait_seconds: float = 0) -> None:
        self.folder = folder
        self._lock = StoreLock(folder)
        self._lock.acquire(wait_seconds)
        super().__init__(folder, sqlite_engine(folder / FILE_NAME))

    @staticmethod
    def exists(folder: Path) -> bool:
        return (folder / FILE_NAME).exists()

    @classmethod
    def new(cls, folder: Path) -> FolderHome:
        """A folder to make a store in."""
        check_place(folder)
        if cls.exists(folder):
            raise UserError(
                _("There is a store in this folder already: {folder}", folder=str(folder)),
                _("Open it, or choose another folder."),
            )
        with told():
            for part in ("files", "backups", "waiting"):
                (folder / part).mkdir(parents=True, exist_ok=True)
            return cls(folder)

    @classmethod
    def of(cls, folder: Path, wait_seconds: float) -> FolderHome:
        """The folder of a store that is there."""
        if not (folder / FILE_NAME).is_file():
            raise UserError(
                _("There is no store in this folder: {folder}", folder=str(folder)),
                _("Make one with “qms-desktop init”, or choose another folder."),
            )
        check_place(folder)
        with told():
            return cls(folder, wait_seconds)

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def shelf(self, area: str, connection: Connection) -> Shelf:
        if area == "beside":
            return FolderShelf(self.folder, only=(REDACTIONS,), private=True)
        return FolderShelf(self.folder / area)

    def check_free(self, connection: Connection) -> None:
        pass  # looked at before the folder was locked

    def discard(self) -> None:
        self.close()
        for name in (FILE_NAME, f"{FILE_NAME}-journal"):
            (self.folder / name).unlink(missing_ok=True)

    def address(self) -> str:
        return str(self.folder.resolve())

    def is_at(self, address: str) -> bool:
        try:
            return Path(address).samefile(self.folder)
        except OSError:
            return address == self.address()

    def close(self) -> None:
        super().close()
        self._lock.release()


def folder_holds(folder: Path, store_id: str) -> bool:
    """Whether a store of that id lies in the folder; one that cannot be read counts, to be safe."""
    path = folder / FILE_NAME
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            found = connection.execute("SELECT value FROM setting WHERE name = 'store_id'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return True
    return found is not None and found[0] == store_id

"""SQLite over a disk of the tests: apsw's own SQLite with a VFS, in the shape of the module `sqlite3`.

The program's store opens its connections by `sqlite3.connect`, which cannot be given a VFS. apsw can; what
SQLAlchemy and the store ask of a connection is little enough to be given here on top of it.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

if TYPE_CHECKING:
    from .disk import Disk

_numbers = itertools.count()

_SAID = {
    apsw.SQLITE_FULL: "database or disk is full",
    apsw.SQLITE_IOERR: "disk I/O error",
    apsw.SQLITE_CANTOPEN: "unable to open database file",
    apsw.SQLITE_CORRUPT: "database disk image is malformed",
    apsw.SQLITE_NOTADB: "file is not a database",
    apsw.SQLITE_BUSY: "database is locked",
}
"""SQLite's own words for a result code, as `sqlite3` passes them on."""


@contextlib.contextmanager
def over(disk: Disk) -> Iterator[Callable[..., _Connection]]:
    """Gives what to put in the place of `sqlite3.connect`."""
    vfs = _Vfs(disk)

    def connect(database: Any, timeout: float = 5, uri: bool = False, **_how: Any) -> _Connection:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | (apsw.SQLITE_OPEN_URI if uri else 0)
        with _translated():
            return _Connection(apsw.Connection(os.fspath(database), flags=flags, vfs=vfs.vfs_name), timeout)

    try:
        yield connect
    finally:
        vfs.unregister()


@contextlib.contextmanager
def _as_sqlite(code: int) -> Iterator[None]:
    """A failing disk in SQLite's own codes."""
    try:
        yield
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise apsw.FullError(_SAID[apsw.SQLITE_FULL]) from problem
        failed = apsw.IOError(_SAID[apsw.SQLITE_IOERR])
        failed.extendedresult = code
        raise failed from problem


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self.disk, self.vfs_name = disk, f"disk-{os.getpid()}-{next(_numbers)}"
        super().__init__(self.vfs_name, "")

    def excepthook(self, *_exception: Any) -> bool:
        return False  # SQLite looks away now and then, as when it closes

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        filename = name.filename() if isinstance(name, apsw.URIFilename) else name
        if not self.disk.holds(filename):
            return super().xOpen(name, flags)
        path = os.path.realpath(filename)
        with _as_sqlite(apsw.SQLITE_CANTOPEN):
            if flags[0] & apsw.SQLITE_OPEN_READWRITE:
                self.disk.open(path, made=not Path(path).exists())
            else:
                self.disk.read()
        return _VfsFile(self.disk, path, name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        path = os.path.realpath(name)
        with _as_sqlite(apsw.SQLITE_IOERR_DELETE):
            if self.disk.holds(path) and Path(path).exists():
                self.disk.unlink(path)
        super().xDelete(name, sync_folder)
        if sync_folder and self.disk.holds(path):
            with _as_sqlite(apsw.SQLITE_IOERR_DIR_FSYNC):
                self.disk.sync(str(Path(path).parent))


class _VfsFile(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        self._disk, self._path = disk, path
        super().__init__("", name, flags)

    def excepthook(self, *_exception: Any) -> bool:
        return False

    def xRead(self, amount: int, offset: int) -> bytes:
        with _as_sqlite(apsw.SQLITE_IOERR_READ):
            self._disk.read()
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        with _as_sqlite(apsw.SQLITE_IOERR_WRITE):
            try:
                self._disk.write(self._path, offset, data, self.xFileSize())
            except OSError:
                if not self._disk.dead:  # what fails halfway leaves a half behind
                    half = bytes(data[: len(data) // 2])
                    self._disk.platter.wrote(self._path, offset, half)
                    super().xWrite(half, offset)
                raise
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        with _as_sqlite(apsw.SQLITE_IOERR_TRUNCATE):
            self._disk.truncate(self._path, size, self.xFileSize())
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        with _as_sqlite(apsw.SQLITE_IOERR_FSYNC):
            self._disk.sync(self._path)  # and no more: what is durable is known without waiting for the real disk


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as problem:
        raise sqlite3.IntegrityError(str(problem)) from problem
    except apsw.Error as problem:
        raise sqlite3.OperationalError(_SAID.get(getattr(problem, "result", -1), str(problem))) from problem


class _Connection:
    """As much of `sqlite3.Connection`, without transactions of its own, as the store and SQLAlchemy use."""

    isolation_level = None

    def __init__(self, connection: apsw.Connection, timeout: float) -> None:
        self._connection = connection
        connection.set_busy_timeout(int(timeout * 1000))

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def cursor(self) -> _Cursor:
        return _Cursor(self._connection)

    def execute(self, statement: str, values: Iterable[Any] = ()) -> _Cursor:
        return self.cursor().execute(statement, values)

    def create_function(self, name: str, count: int, function: Any, *, deterministic: bool = False) -> None:
        self._connection.create_scalar_function(name, function, count, deterministic=deterministic)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        self._connection.close(True)  # as it is when a process ends: a failing disk is no reason to stay


class _Cursor:
    """A cursor that fetches at once what a statement gives."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: Iterator[Any] = iter(())

    def execute(self, statement: str, values: Iterable[Any] = ()) -> _Cursor:
        return self._run(lambda cursor: cursor.execute(statement, tuple(values)))

    def executemany(self, statement: str, rows: Iterable[Any]) -> _Cursor:
        return self._run(lambda cursor: cursor.executemany(statement, list(map(tuple, rows))))

    def _run(self, work: Callable[[apsw.Cursor], Any]) -> _Cursor:
        cursor = self._connection.cursor()
        before = self._connection.total_changes()
        described: list[Any] = []

        def note(cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
            described[:] = cursor.get_description()
            return True

        cursor.exec_trace = note
        with _translated():
            self._rows = iter(list(work(cursor)))
        self.description = tuple((*column, None, None, None, None, None)[:7] for column in described) or None
        self.rowcount = -1 if described else self._connection.total_changes() - before
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(itertools.islice(self._rows, size or self.arraysize))

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())



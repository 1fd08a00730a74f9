"""Files that belong to a store: in folders beside it, or in a table of the database, where all its people have them."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from qms_desktop.core.files import whole_file
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert

REDACTIONS = "redactions.jsonl"
PIECE = 1 << 20
Write = Callable[[bytes], object]

AREAS = ("files", "waiting", "beside")
"""Attached files by their hash; bundles that wait for a person; what no backup may bring back to an earlier state."""


class Shelf(ABC):
    """Files by name. A file is there whole or not at all."""

    @abstractmethod
    def sizes(self) -> dict[str, int]:
        """The files that are there."""

    @abstractmethod
    def size(self, name: str) -> int | None:
        """How large a file is; None where there is none of that name."""

    @abstractmethod
    def pieces(self, name: str) -> Iterator[bytes]:
        """A file's bytes, piece by piece."""

    @abstractmethod
    def writing(self, name: str) -> AbstractContextManager[Write]:
        """A function to write a file with, in the place of what had its name; it is there once the block has ended."""

    @abstractmethod
    def rename(self, name: str, to: str) -> None: ...

    @abstractmethod
    def remove(self, name: str) -> None:
        """Forget a file, if it is there."""

    def __contains__(self, name: str) -> bool:
        return self.size(name) is not None

    def put(self, name: str, data: bytes) -> None:
        with self.writing(name) as write:
            write(data)

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def sha256(self, name: str) -> str:
        """The hash of a file's bytes as they are now."""
        hashed = hashlib.sha256()
        for piece in self.pieces(name):
            hashed.update(piece)
        return hashed.hexdigest()

    def take_from(self, other: Shelf) -> None:
        """Copy every file of another shelf."""
        for name in other.sizes():
            with self.writing(name) as write:
                for piece in other.pieces(name):
                    write(piece)


class FolderShelf(Shelf):
    """Files in a folder, which is made with its first file; names that begin with a dot are not ours."""

    def __init__(self, folder: Path, *, only: tuple[str, ...] = (), private: bool = False) -> None:
        self._folder, self._only, self._private = folder, only, private

    def sizes(self) -> dict[str, int]:
        if not self._folder.is_dir():
            return {}
        return {
            path.name: path.stat().st_size for path in sorted(self._folder.iterdir())
            if path.is_file() and not path.name.startswith(".") and (not self._only or path.name in self._only)
        }  # fmt: skip

    def size(self, name: str) -> int | None:
        path = self._folder / name
        return path.stat().st_size if path.is_file() else None

    def pieces(self, name: str) -> Iterator[bytes]:
        with (self._folder / name).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    @contextmanager
    def writing(self, name: str) -> Iterator[Write]:
        self._folder.mkdir(exist_ok=True)
        with whole_file(self._folder / name) as file:
            if self._private:
                Path(file.name).chmod(0o600)  # before anything is in it
            yield file.write

    def rename(self, name: str, to: str) -> None:
        (self._folder / name).replace(self._folder / to)

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)


class TableShelf(Shelf):
    """Files in the table `file` of a database, as parts of one transaction; an empty one is one empty part."""

    def __init__(self, connection: Connection, area: str) -> None:
        self._connection, self._area = connection, area

    def sizes(self) -> dict[str, int]:
        file = tables.file
        query = (
            select(file.c.name, func.sum(func.length(file.c.data)))
            .where(file.c.area == self._area).group_by(file.c.name).order_by(file.c.name)
        )  # fmt: skip
        return {name: int(size) for name, size in self._connection.execute(query)}

    def size(self, name: str) -> int | None:
        query = select(func.sum(func.length(tables.file.c.data))).where(*self._named(name))
        found = self._connection.execute(query).scalar_one()
        return None if found is None else int(found)

    def pieces(self, name: str) -> Iterator[bytes]:
        file = tables.file
        parts = self._connection.execute(select(file.c.part).where(*self._named(name)).order_by(file.c.part)).scalars()
        for part in parts.all():
            query = select(file.c.data).where(*self._named(name), file.c.part == part)
            yield bytes(self._connection.execute(query).scalar_one())

    @contextmanager
    def writing(self, name: str) -> Iterator[Write]:
        self.remove(name)
        pending = bytearray()
        part = 0

        def put(data: bytes) -> None:
            nonlocal part
            bulk_insert(self._connection, "file", ("area", "name", "part", "data"), [(self._area, name, part, data)])
            part += 1

        def write(data: bytes) -> None:
            pending.extend(data)
            while len(pending) >= PIECE:
                put(bytes(pending[:PIECE]))
                del pending[:PIECE]

        yield write
        if pending or not part:
            put(bytes(pending))

    def rename(self, name: str, to: str) -> None:
        self.remove(to)
        self._connection.execute(tables.file.update().where(*self._named(name)).values(name=to))

    def remove(self, name: str) -> None:
        self._connection.execute(delete(tables.file).where(*self._named(name)))

    def _named(self, name: str) -> tuple:
        return tables.file.c.area == self._area, tables.file.c.name == name

"""What a disk holds after the power was cut: what was synced, and by chance some of what was not.

A model of the promises that POSIX gives and of no others: bytes are durable once their file was synced, a rename or
an unlink once its folder was. What came after may be there or not, each write by itself, down to single sectors;
names change in the order in which they were changed, but possibly not all of them.
"""

from __future__ import annotations

import random
from pathlib import Path

SECTOR = 512


class _Inode:
    """The bytes of one file, under whatever name: those on the platter, and the writes on their way to it."""

    def __init__(self, durable: bytes) -> None:
        self.durable = bytearray(durable)
        self.pending: list[tuple[int, bytes | None]] = []

    def settle(self, kept: list[tuple[int, bytes | None]]) -> None:
        for place, data in kept:
            if data is None:
                del self.durable[place:]
                continue
            self.durable.extend(bytes(max(0, place - len(self.durable))))
            self.durable[place : place + len(data)] = data
        self.pending = []


class Platter:
    """The files of some folders, as they are and as they would be after a power cut now."""

    def __init__(self) -> None:
        self._now: dict[str, _Inode | None] = {}
        self._durable: dict[str, _Inode | None] = {}
        self._renamings: list[tuple[str, dict[str, _Inode | None]]] = []

    def opened(self, path: str, *, made: bool) -> None:
        """A file is opened for writing; `made` if it was not there before."""
        if self._now.get(path) is None:
            inode = _Inode(b"" if made else Path(path).read_bytes())
            if path not in self._durable:
                self._durable[path] = None if made else inode
            self._now[path] = inode
            if made:
                self._renamings.append((str(Path(path).parent), {path: inode}))

    def wrote(self, path: str, place: int, data: bytes) -> None:
        self._inode(path).pending.append((place, bytes(data)))

    def truncated(self, path: str, size: int) -> None:
        self._inode(path).pending.append((size, None))

    def synced(self, path: str) -> None:
        """A file was synced, and with it the name under which it was made."""
        inode = self._inode(path)
        inode.settle(inode.pending)
        made = [entry for entry in self._renamings if entry[1] == {path: inode}]
        for entry in made:
            self._renamings.remove(entry)
            self._durable[path] = inode

    def renamed(self, source: str, target: str) -> None:
        inode = self._inode(source)
        if target not in self._now:
            self._now[target] = self._durable[target] = _Inode(Path(target).read_bytes()) if Path(target).exists() else None
        self._now |= {source: None, target: inode}
        self._renamings.append((str(Path(target).parent), {source: None, target: inode}))

    def unlinked(self, path: str) -> None:
        self._inode(path)
        self._now[path] = None
        self._renamings.append((str(Path(path).parent), {path: None}))

    def synced_folder(self, folder: str) -> None:
        for entry in [entry for entry in self._renamings if entry[0] == folder]:
            self._renamings.remove(entry)
            self._durable |= entry[1]

    def _inode(self, path: str) -> _Inode:
        self.opened(path, made=False)
        inode = self._now[path]
        if inode is None:
            raise RuntimeError("the file is not there any more")
        return inode

    def cut(self, chance: random.Random | None) -> None:
        """Leave the files as a power cut would; without `chance` nothing is left of what was not synced."""
        kept = self._renamings[: chance.randint(0, len(self._renamings))] if chance else []
        for _folder, names in kept:
            self._durable |= names
        for path, inode in self._durable.items():
            if inode is None:
                Path(path).unlink(missing_ok=True)
                continue
            inode.settle(_some(inode.pending, chance) if chance else [])
            Path(path).write_bytes(inode.durable)


def _some(pending: list[tuple[int, bytes | None]], chance: random.Random) -> list[tuple[int, bytes | None]]:
    """Some of the writes, some of them torn between two sectors."""
    share = chance.random()
    kept: list[tuple[int, bytes | None]] = []
    for place, data in pending:
        if chance.random() > share:
            continue
        if data is not None and chance.random() < 0.2:
            data = data[: chance.randrange(len(data) // SECTOR + 1) * SECTOR]
        kept.append((place, data))
    return kept

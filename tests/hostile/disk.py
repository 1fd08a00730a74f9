"""A disk that fails when it is told to, under the real program: its files and its SQLite run over it.

Everything that the program does to files below a folder is counted: opening for writing, writing, truncating, syncing,
renaming, deleting, by Python or by SQLite (`driver`). A *fault* is asked at each of these events.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from . import driver
from .platter import Platter


@dataclass(frozen=True)
class Event:
    """One thing done to the disk."""

    number: int
    kind: str
    path: str


class Fault:
    """A sound disk."""

    def strike(self, event: Event, disk: Disk) -> None:
        """Raise OSError for the event to fail."""


class Fails(Fault):
    """The n-th event (of some kinds) fails, and with `lasting` all that come after it."""

    def __init__(self, at: int, kinds: frozenset[str] = frozenset(), *, lasting: bool = False) -> None:
        self.at, self.kinds, self.lasting = at, kinds, lasting
        self.met = 0

    def strike(self, event: Event, disk: Disk) -> None:
        if not self.kinds or event.kind in self.kinds:
            self.met += 1
            if self.met == self.at or (self.lasting and self.met > self.at):
                raise OSError(errno.EIO, "Input/output error")


class Full(Fault):
    """There is room for so many bytes more."""

    def __init__(self, room: int) -> None:
        self.room = room

    def strike(self, event: Event, disk: Disk) -> None:
        if disk.grown > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")


class PowerCut(Fault):
    """At the n-th event the power goes: nothing is read or written after it."""

    def __init__(self, at: int) -> None:
        self.at = at

    def strike(self, event: Event, disk: Disk) -> None:
        if event.number >= self.at:
            disk.dead = True
            raise OSError(errno.EIO, "Input/output error")


class Killed(Fault):
    """At the n-th event this process is killed."""

    def __init__(self, at: int) -> None:
        self.at = at

    def strike(self, event: Event, disk: Disk) -> None:
        if event.number == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


class Disk:
    """What lies below a folder."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        self.folder, self.fault = os.path.realpath(folder), fault
        self.platter = Platter()
        self.events: list[Event] = []
        self.dead = False
        self.grown = self.most = 0
        """By how many bytes its files have grown, and by how many at most."""

    def holds(self, path: Any) -> bool:
        return isinstance(path, str | os.PathLike) and os.path.realpath(path).startswith(self.folder + os.sep)

    def event(self, kind: str, path: str) -> None:
        """Something is about to be done: OSError if it fails."""
        self.events.append(Event(len(self.events) + 1, kind, path))
        self.fault.strike(self.events[-1], self)

    def read(self) -> None:
        """Something is about to be read."""
        if self.dead:
            raise OSError(errno.EIO, "Input/output error")

    def write(self, path: str, place: int, data: bytes, size: int) -> None:
        """Bytes are about to be written into a file of that size."""
        grows = max(0, place + len(data) - size)
        self.grown += grows
        try:
            self.event("write", path)
        except OSError:
            self.grown -= grows
            raise
        self.most = max(self.most, self.grown)
        self.platter.wrote(path, place, data)

    def truncate(self, path: str, to: int, size: int) -> None:
        self.event("truncate", path)
        self.grown -= max(0, size - to)
        self.platter.truncated(path, to)

    def open(self, path: str, *, made: bool) -> None:
        self.event("open", path)
        self.platter.opened(path, made=made)

    def sync(self, path: str) -> None:
        self.event("sync", path)
        if Path(path).is_dir():
            self.platter.synced_folder(path)
        else:
            self.platter.synced(path)

    def unlink(self, path: str) -> None:
        self.event("delete", path)
        if Path(path).exists():
            self.grown -= Path(path).stat().st_size
            self.platter.unlinked(path)

    def cut(self, chance: random.Random | None) -> None:
        """Leave the files as they are after the power cut."""
        self.platter.cut(chance)


class _File(io.FileIO):
    """A file that the program writes by Python's own means."""

    def __init__(self, path: str, mode: str, disk: Disk) -> None:
        self._disk, self._path = disk, os.path.realpath(path)
        there = Path(self._path).exists()
        disk.open(self._path, made=not there)
        size = Path(self._path).stat().st_size if there else 0
        super().__init__(path, mode)
        if "w" in mode and size:
            disk.platter.truncated(self._path, 0)

    def write(self, data: Any) -> int | None:
        size = os.fstat(self.fileno()).st_size
        place = size if "a" in self.mode else self.tell()
        self._disk.write(self._path, place, bytes(data), size)
        return super().write(data)


@contextmanager
def on(folder: Path, fault: Fault | None = None) -> Iterator[Disk]:
    """Inside the block, whatever the program does below the folder is done to the disk that is given."""
    disk = Disk(folder, fault or Fault())
    really = builtins.open

    def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **how: Any) -> Any:
        if not disk.holds(file):
            return really(file, mode, buffering, *rest, **how)
        if not set(mode) & set("wax+"):
            disk.read()
            return really(file, mode, buffering, *rest, **how)
        if "b" not in mode:
            raise NotImplementedError("the program writes bytes")
        raw = _File(os.fspath(file), mode.replace("b", ""), disk)
        return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

    def fsync(handle: int, _really: Any = os.fsync) -> None:
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        if disk.holds(path):
            disk.sync(path)
        else:
            _really(handle)

    def replace(source: Any, target: Any, _really: Any = os.replace) -> None:
        if disk.holds(target):
            names = os.path.realpath(source), os.path.realpath(target)
            disk.event("rename", names[1])
            disk.platter.renamed(*names)
        _really(source, target)

    def unlink(path: Any, *, dir_fd: int | None = None, _really: Any = os.unlink) -> None:
        if dir_fd is None and disk.holds(path) and Path(path).exists():
            disk.unlink(os.path.realpath(path))
        _really(path, dir_fd=dir_fd)

    with driver.over(disk) as connect, pytest.MonkeyPatch.context() as patched:
        patched.setattr(builtins, "open", opened)
        patched.setattr(io, "open", opened)
        patched.setattr(os, "fsync", fsync)
        patched.setattr(os, "replace", replace)
        patched.setattr(os, "unlink", unlink)
        patched.setattr(shutil, "_USE_CP_SENDFILE", False)  # copies go through Python's files too
        patched.setattr(sqlite3, "connect", connect)
        yield disk

"""Files that are whole or not there: written under another name, synced, then renamed into place."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _

TEMPORARY = ".part"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_names(words: Iterable[str], ending: str) -> dict[str, str]:
    """For each word (a unit's code) a name that every system takes for a file, and no two of them one file."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for word in dict.fromkeys(words):
        stem = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", word)).strip(" .") or "_"
        stem = f"_{stem}" if _DEVICES.match(stem) else stem
        name, number = f"{stem}{ending}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){ending}"
        taken.add(name.casefold())
        found[word] = name
    return found


def check_target(out: Path) -> None:
    """UserError where no file can be put: a folder that is not there, a folder's or a device's own name."""
    try:
        fits = out.name and out.parent.is_dir() and (out.is_file() or not out.exists())
    except OSError as problem:
        raise _cannot_be_written(out) from problem
    if not fits:
        raise _cannot_be_written(out)


def temporary_beside(target: Path) -> Path:
    """The name under which a file is written until it is whole; never one that receiving looks for."""
    return target.with_name(f".{target.name}{TEMPORARY}")


def put_in_place(temporary: Path, target: Path) -> None:
    """Give a synced file its name, and make the name itself durable."""
    temporary.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (Windows does so by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write into, which is synced and given its name at the end, or is gone after any exception."""
    temporary = temporary_beside(target)
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def whole_files() -> Iterator[Callable[[Path, bytes], None]]:
    """Files to write together: they get their names at the end, all of them, or are gone after any exception."""
    written: dict[Path, Path] = {}

    def write(target: Path, data: bytes) -> None:
        check_target(target)
        temporary = temporary_beside(target)
        written[temporary] = target
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    try:
        yield write
        for temporary, target in written.items():
            temporary.replace(target)
        for folder in {target.parent for target in written.values()}:
            sync_folder(folder)
    finally:
        for temporary in written:
            temporary.unlink(missing_ok=True)


def write_whole(out: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file that a person named; UserError if the disk or folder refuses."""
    check_target(out)
    try:
        with whole_file(out) as file:
            write(file)
    except OSError as problem:
        raise _cannot_be_written(out, problem) from problem


def write_private(target: Path, data: bytes) -> None:
    """Replace a file that its owner alone may read; after a crash the old one or the new one is there."""
    with whole_file(target) as file:
        Path(file.name).chmod(0o600)  # before anything is in it
        file.write(data)


def _cannot_be_written(out: Path, problem: OSError | None = None) -> UserError:
    if problem is not None and problem.errno == errno.ENOSPC:
        return UserError(_("The disk is full; nothing was changed."), _("Make room on the disk, then do it again."))
    return UserError(
        _("The file {file} cannot be written.", file=str(out)),
        _("Close it in the other program, or choose another folder."),
    )


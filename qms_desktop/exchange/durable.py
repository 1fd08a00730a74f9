"""Files that are whole or not there: written under another name, synced, then renamed into place."""

from __future__ import annotations

import os
from pathlib import Path

TEMPORARY = ".part"


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


def write_private(target: Path, data: bytes) -> None:
    """Replace a file that its owner alone may read; after a crash the old one or the new one is there."""
    temporary = temporary_beside(target)
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    put_in_place(temporary, target)

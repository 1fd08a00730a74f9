"""A file that is there whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _


def check_target(out: Path) -> None:
    """UserError where no file can be put: a folder that is not there, a folder's or a device's own name."""
    try:
        fits = out.name and out.parent.is_dir() and (out.is_file() or not out.exists())
    except OSError as problem:
        raise _cannot_be_written(out) from problem
    if not fits:
        raise _cannot_be_written(out)


def write_whole(out: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file beside `out`, sync it, give it its name; UserError if the disk or folder refuses."""
    check_target(out)
    temporary = out.with_name(f".{secrets.token_hex(8)}.part")
    try:
        try:
            with temporary.open("xb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(out)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(out.parent)
    except OSError as problem:
        raise _cannot_be_written(out, problem) from problem


def _cannot_be_written(out: Path, problem: OSError | None = None) -> UserError:
    if problem is not None and problem.errno == errno.ENOSPC:
        return UserError(_("The disk is full; nothing was changed."), _("Make room on the disk, then do it again."))
    return UserError(
        _("The file {file} cannot be written.", file=str(out)),
        _("Close it in the other program, or choose another folder."),
    )


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _


def write_whole(out: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file beside `out`, sync it, give it its name; UserError if the disk or folder refuses."""
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
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
        raise UserError(
            _("The file {file} cannot be written.", file=str(out)),
            _("Close it in the other program, or choose another folder."),
        ) from problem


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

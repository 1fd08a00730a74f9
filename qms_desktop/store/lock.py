"""One program per store at a time: a lock on a file, which the system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _


class StoreLock:
    """Held from `acquire` to `release`, or until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "store.lock"
        self._file: BinaryIO | None = None

    def acquire(self, wait_seconds: float) -> None:
        """Take the lock; UserError when another program still has it after that time."""
        deadline = time.monotonic() + wait_seconds
        file = self._path.open("a+b")
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                file.close()
                raise StoreInUse
            time.sleep(0.1)
        self._file = file

    def release(self) -> None:
        if self._file:
            self._file.close()
            self._file = None


class StoreInUse(UserError):
    """Another program has the store open."""

    def __init__(self) -> None:
        super().__init__(_("Another program is using the store."), _("Close it there, then do it again."))


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def is_network_folder(path: Path) -> bool:
        """Whether the folder lies on a network share, where file locks cannot be relied on."""
        import ctypes

        drive = path.absolute().anchor
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == 4
else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    _NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "davfs", "fuse.davfs2", "ncpfs"}

    def is_network_folder(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
        """Whether the folder lies on a network share, where file locks cannot be relied on."""
        try:
            lines = mounts.read_text("utf-8", "replace").splitlines()
        except OSError:
            return False
        where = os.path.realpath(path)
        best, kind = "", ""
        for line in lines:
            _device, point, filesystem, *_rest = line.split(" ")
            point = point.replace("\\040", " ").rstrip("/")
            if (where == point or where.startswith(point + "/")) and len(point) >= len(best):
                best, kind = point, filesystem
        return kind in _NETWORK

"""PySide6 6.12 takes a reference to None with each call that returns nothing, and gives none back.

Python 3.11 counts the references to None and ends the process when they run out, after some thousand calls; from
3.12 on None is immortal. Here it is made so for 3.11: its count is raised beyond what any session can use up.
"""

from __future__ import annotations

import ctypes
import sys

_ENOUGH = 1 << 40


def keep_none() -> None:
    """Raise the counts once; nothing where these objects are immortal already."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for kept in (None, True, False):  # emitting a signal takes a reference to True
        if sys.getrefcount(kept) < _ENOUGH:
            ctypes.c_ssize_t.from_address(id(kept)).value += _ENOUGH

"""PySide reads the source of every module that is imported after it, to see whether it uses `__feature__`.

Nothing here does. Reading some four hundred files costs about 50 ms of every start, so PySide is told the answer.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - loads the module that is told


def leave_sources_unread() -> None:
    """Say of every module that it uses no feature; nothing where this version of PySide does not ask."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False

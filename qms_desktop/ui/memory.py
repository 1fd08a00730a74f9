"""What the person arranged, kept in a small file of the user's settings: plain values by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings


def settings_file() -> Path:
    """Where it is kept: in the user's settings, not in the store, which may lie on a stick."""
    from platformdirs import user_config_path

    return user_config_path("qms-desktop", appauthor=False) / "window.ini"


class Memory(MutableMapping[str, Any]):
    """A mapping over the file; values are whatever JSON can hold. What cannot be read counts as not there."""

    def __init__(self, file: Path | None = None) -> None:
        self._settings = QSettings(str(file or settings_file()), QSettings.Format.IniFormat)

    def __getitem__(self, name: str) -> Any:
        kept = self._settings.value(name)
        if not isinstance(kept, str):
            raise KeyError(name)
        try:
            return json.loads(kept)
        except ValueError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, value: Any) -> None:
        self._settings.setValue(name, json.dumps(value, ensure_ascii=False))

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self._settings.remove(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._settings.allKeys())

    def __len__(self) -> int:
        return len(self._settings.allKeys())

    def keep(self) -> None:
        """Write it down now."""
        self._settings.sync()

"""Where the program's own files lie: beside the package in a checkout, inside the bundle of a frozen program."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resources_dir() -> Path:
    """Profiles, checklists, fonts, icons, help."""
    return _root() / "resources"


def translations_dir() -> Path:
    """The catalogues, `<language>/LC_MESSAGES/qms.mo`."""
    return _root() / "translations"


def data_dir() -> Path:
    """The user's data folder of the program (not made here)."""
    from platformdirs import user_data_path

    return user_data_path("qms-desktop", appauthor=False)


def keys_dir() -> Path:
    """Where device keys lie: outside every store, so that a copied store does not carry its key along.

    `QMS_KEYS` names another folder.
    """
    named = os.environ.get("QMS_KEYS")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("qms-desktop", appauthor=False) / "keys"


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_dir() / "store"

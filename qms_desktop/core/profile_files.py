"""The files of profiles: how they are read, and how one stands on another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import LANGUAGES, _
from qms_desktop.core.paths import resources_dir

INSTITUTIONS = ("oshsu", "jasu", "generic")
"""The profiles that ship with the program."""

# Tables that an institution states whole: the keys of the profile below do not shine through.
_WHOLE = frozenset({"process_groups", "risk_categories", "document_levels", "period"})


def shipped(key: str) -> Any:
    """A profile that ships with the program, as its file states it."""
    return read_profile(resources_dir() / "profiles" / f"{key}.json")


def read_profile(path: Path) -> Any:
    """The plain JSON values of a profile's file; UserError where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise UserError(
            _("The profile {name} cannot be read.", name=path.name), _("Check the file and its permissions.")
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise UserError(
            _("The profile {name} is not a JSON file in UTF-8.", name=path.name),
            _("Save it again as UTF-8 text, or take a shipped profile as the pattern."),
        ) from problem


def resolved(data: dict[str, Any], name: str) -> dict[str, Any]:
    """A profile with what it takes from the one that it stands on; UserError where there is none such."""
    parent = data.get("extends")
    if parent is None:
        return data
    if parent not in ("base", *INSTITUTIONS):
        raise UserError(
            _("The profile {name} stands on an unknown profile “{parent}”.", name=name, parent=str(parent)),
            _("A profile may extend “base” or one of {known}.", known=", ".join(INSTITUTIONS)),
        )
    below = resolved(shipped(parent), parent)
    return _merged(below, {key: value for key, value in data.items() if key != "extends"})


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict) and not _stated_whole(key, value):
            merged[key] = _merged(below[key], value)
        else:
            merged[key] = value
    return merged


def _stated_whole(key: str, value: Mapping[str, Any]) -> bool:
    return key in _WHOLE or set(value) <= set(LANGUAGES)

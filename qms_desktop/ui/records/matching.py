"""Items of a list typed as texts, matched with those that were there."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

_ALIKE = 0.5


def same_items(before: list[dict[str, Any]], texts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Measures typed as texts, matched with those that were there: a corrected one keeps its date and its person."""
    left = list(before)
    found: list[dict[str, Any]] = []
    for item in texts:
        same = next((old for old in left if old.get("text") == item.get("text")), None)
        if same is not None:
            left.remove(same)
        found.append({**item, "id": same["id"]} if same is not None else dict(item))
    for item in found:
        if "id" in item or not left:
            continue
        like = max(left, key=lambda old: _likeness(old, item))
        if _likeness(like, item) > _ALIKE:
            left.remove(like)
            item["id"] = like["id"]
    return found


def _likeness(old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    return SequenceMatcher(None, old.get("text") or "", new.get("text") or "").ratio()

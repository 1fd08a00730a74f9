"""The name of frozen figures: it is printed beside them, and tells whether they are still those that were kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.journal.canonical import canonical, sha256_hex


def fingerprint(items: Sequence[Mapping[str, Any]]) -> str:
    """Names the figures: the same ones have the same fingerprint, any others another."""
    return sha256_hex(canonical(list(items)))


def is_whole(figures: Mapping[str, Any] | None) -> bool:
    """Whether the figures of a package are those that its fingerprint names."""
    return figures is not None and fingerprint(figures.get("items") or []) == figures.get("fingerprint")

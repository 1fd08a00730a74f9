"""Ids of records that a rule makes: two computers that follow the same rule make the same record."""

from __future__ import annotations

import hashlib
import uuid


def ruled_id(institution: str, rule: str, *parts: str) -> str:
    """A UUIDv8 from the SHA-256 of the institution, the rule, and what it was applied to (parents, period)."""
    digest = hashlib.sha256("\n".join((institution, rule, *parts)).encode()).digest()
    value = int.from_bytes(digest[:16])
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))

"""The digest: one hash that two stores share exactly when they hold the same state."""

from collections.abc import Iterable

from .canonical import canonical, sha256_hex
from .fold import Folded


def digest_lines(unit: str, kind: str, record: str, folded: Folded) -> list[bytes]:
    """A canonical line `[unit, kind, record, field, distinct head values]` for every field that has a head."""
    return [canonical([unit, kind, record, field, folded.values(field)]) for field in folded.heads]


def digest(lines: Iterable[bytes]) -> str:
    """The hex digest of the lines of all records, in whatever order they come."""
    return sha256_hex(b"\n".join(sorted(lines)))

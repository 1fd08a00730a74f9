"""What an operation changed: pages refresh from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qms_desktop.store.transaction import Key


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds and the ids of the records that differ now."""

    kinds: frozenset[str]
    ids: frozenset[str]

    @classmethod
    def of(cls, keys: Iterable[Key]) -> Changes:
        keys = list(keys)
        return cls(frozenset(key.kind for key in keys), frozenset(key.id for key in keys))

    def touches(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

"""What an operation changed: pages refresh from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qms_desktop.store.transaction import Key


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds and the ids of the records that differ now; with `many` there are more than the ids name."""

    kinds: frozenset[str]
    ids: frozenset[str]
    many: bool = False

    @classmethod
    def of(cls, keys: Iterable[Key], *, many: bool = False) -> Changes:
        keys = list(keys)
        return cls(frozenset(key.kind for key in keys), frozenset(key.id for key in keys), many)

    def touches(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

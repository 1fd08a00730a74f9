"""What an operation changed: pages refresh from it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from qms_desktop.store.transaction import Key


class Changes(Struct, frozen=True):
    """The kinds and the ids of the records that differ now; with `many` there are more than the ids name."""

    kinds: frozenset[str]
    ids: frozenset[str]
    many: bool = False

    @classmethod
    def of(cls, keys: Iterable[Key], *, many: bool = False) -> Changes:
        keys = list(keys)
        return cls(frozenset(key.kind for key in keys), frozenset(key.id for key in keys), many)

    def joined(self, later: Changes) -> Changes:
        """Both together."""
        return Changes(self.kinds | later.kinds, self.ids | later.ids, self.many or later.many)

    def touches(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)

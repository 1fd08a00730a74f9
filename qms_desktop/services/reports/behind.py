"""The records behind figures that are kept: each id is kept once, and a figure names it by its place.

Of a figure with very many records the first are kept, as many as are ever listed: what is kept is one change, which has to
travel in a line of a bundle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Records = Mapping[str, Sequence[str]]
Places = dict[str, list[int]]

MOST = 300
"""So many of the records behind a figure are kept."""


class Behind:
    """Ids by the kinds of their records, in the order in which figures came to name them; `known` are those of a package."""

    def __init__(self, known: Records | None = None) -> None:
        self._ids = {kind: list(ids) for kind, ids in (known or {}).items()}
        self._places: dict[str, dict[str, int]] = {kind: {id_: at for at, id_ in enumerate(ids)} for kind, ids in self._ids.items()}

    @property
    def ids(self) -> dict[str, list[str]]:
        """Every id that was named, once."""
        return self._ids

    def places(self, records: Records) -> Places:
        """Where the first ids of a figure stand; those that were not named before take the next places."""
        found: Places = {}
        room = MOST
        for kind, ids in records.items():
            if taken := ids[:room]:
                found[kind] = [self._place(kind, id_) for id_ in taken]
            room -= len(taken)
        return found

    def records(self, places: Mapping[str, Sequence[int]]) -> dict[str, tuple[str, ...]]:
        """The ids that stand at the places of a figure."""
        return {kind: tuple(self._ids[kind][at] for at in numbers) for kind, numbers in places.items()}

    def _place(self, kind: str, id_: str) -> int:
        places, ids = self._places.setdefault(kind, {}), self._ids.setdefault(kind, [])
        if id_ not in places:
            places[id_] = len(ids)
            ids.append(id_)
        return places[id_]

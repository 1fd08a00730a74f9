"""What accreditation asks for, as data (`resources/accreditation`): criteria, with the kinds of records that are evidence."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Text
from qms_desktop.core.paths import resources_dir


class Criterion(Struct, frozen=True):
    """A criterion: its number, what it asks for, the kinds of records and the clauses that show it."""

    key: str
    title: Text
    kinds: tuple[str, ...]
    clauses: tuple[str, ...]


class Criteria(Struct, frozen=True):
    """A set of criteria with the document that they come from."""

    name: Text
    note: Text
    criteria: tuple[Criterion, ...]

    def shown_by(self, kind: str) -> tuple[Criterion, ...]:
        """The criteria that records of a kind are evidence for."""
        return tuple(criterion for criterion in self.criteria if kind in criterion.kinds)


def criteria_of(given: Mapping[str, Any]) -> Criteria:
    """The shipped set named in a profile's `accreditation`, with the institution's own `criteria`.

    One of its own with the number of a shipped one stands instead of it, the others follow; those `withdrawn` are not asked for.
    """
    base = _read(given["base"])
    listed = {one["key"]: one for one in [*base["criteria"], *given.get("criteria", ())]}
    return Criteria(
        Text.of(base["name"]),
        Text.of(base["note"]),
        tuple(
            Criterion(key, Text.of(one["title"]), tuple(one["kinds"]), tuple(one.get("clauses", ())))
            for key, one in listed.items() if key not in given.get("withdrawn", ())
        ),
    )


@functools.cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((resources_dir() / "accreditation" / f"{name}.json").read_text(encoding="utf-8"))

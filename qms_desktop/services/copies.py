"""Published copies: what everybody sees of a unit's records, and how a copy is known beside its original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qms_desktop.core.profile import Profile
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services.workspace import ALL
from qms_desktop.store.transaction import Key

READABLE = ("approved", "registered", "in_force")
"""The states of a document in which everybody may read it as it stands."""


def copy_of(profile: Profile, key: Key) -> Key:
    """The record that everybody sees of a record."""
    return Key(ALL, key.kind, ruled_id(profile.key, "published", *key))


def is_same(profile: Profile, one: Key, other: Key) -> bool:
    """Whether two records are one, or the copy and the original of one."""
    return one == other or other == copy_of(profile, one) or one == copy_of(profile, other)


def doubled(profile: Profile, kind: str, known: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The copies among these records (unit, id) whose originals are among them too: lists and figures leave them out."""
    units = list(known)
    shared = {record for unit, record in units if unit == ALL}
    own = (Key(unit, kind, record) for unit, record in units if unit != ALL) if shared else ()
    return frozenset(shared.intersection(copy_of(profile, key).id for key in own))


def originals(profile: Profile, kind: str, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records without the copies whose originals are among them."""
    copies = doubled(profile, kind, ((one["unit"], one["id"]) for one in records))
    return [one for one in records if one["id"] not in copies]

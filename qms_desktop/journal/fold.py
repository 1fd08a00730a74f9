"""The fold: what a record is, as a pure function of the set of its changes and of their bytes.

No clock, no key list and no order of arrival plays a part. Types, labels and computed fields do not either:
values are as journalled.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from .canonical import canonical
from .change import REDACTED, Change
from .depth import depths

OFFICE = "office"
DELETED = "deleted"


class Head(msgspec.Struct, frozen=True, gc=False):
    """A change that stands for a field: its id, its value for the field (or REDACTED), and whose it is."""

    change: str
    value: Any
    as_: str
    by: str
    at: str
    device: str

    @property
    def redacted(self) -> bool:
        """Whether the value was taken: no value, which is not null."""
        return self.value is REDACTED


class Proposal(msgspec.Struct, frozen=True, gc=False):
    """An open proposal: what a unit would have in a field that is not its own."""

    field: str
    value: Any
    change: str
    as_: str
    by: str
    at: str
    device: str


class Folded(msgspec.Struct, frozen=True):
    """A record.

    `heads`: of every field, its heads, ids ascending. `shown`: of every field with a value, the one to show,
    items that are gone left out. `conflicts`: fields with two or more distinct values, sorted. `proposals`:
    the open ones, by field and change. `deleted`: the record is gone; `flagged`: it was deleted, and lives.
    `gone_items`, `flagged_items`: the same of items, as `list/item`.
    """

    heads: dict[str, tuple[Head, ...]]
    shown: dict[str, Any]
    conflicts: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    deleted: bool = False
    flagged: bool = False
    gone_items: frozenset[str] = frozenset()
    flagged_items: frozenset[str] = frozenset()

    @property
    def flags(self) -> int:
        """How much of it was deleted by somebody and lives: the record itself, and items of its lists."""
        return self.flagged + len(self.flagged_items)

    def values(self, field: str) -> list[Any]:
        """The distinct values of a field's heads, sorted by canonical bytes; redacted ones have none."""
        return distinct(self.heads[field])


def distinct(heads: Iterable[Head]) -> list[Any]:
    """The distinct values of some heads, sorted by their canonical bytes."""
    values = [head.value for head in heads if head.value is not REDACTED]
    if len(values) < 2:
        return values
    return [value for _, value in sorted({canonical(value): value for value in values}.items())]


def owner(unit: str, field: str, office_fields: frozenset[str]) -> str:
    """Who answers for a field of a record of `unit`: the office or the unit. Its first part decides."""
    return OFFICE if unit == OFFICE or field.partition("/")[0] in office_fields else unit


def fold_record(changes: Iterable[Change], office_fields: frozenset[str]) -> Folded:
    """The record that `changes` (all of one record, in any order, some twice) make.

    `office_fields` are the first parts of the fields that the office owns in records of this kind.
    Given at least one change it never fails, whatever the values are.
    """
    setters: dict[str, dict[str, Change]] = {}  # the binding changes of a field, by id
    named: dict[str, set[str]] = {}  # what they name in their `seen` for it: superseded, or closed
    proposed: list[tuple[str, Change]] = []
    unit = ""
    for change in changes:
        unit = change.unit
        seen = change.seen
        office = change.as_ == OFFICE
        own = change.as_ == unit
        for field in change.set:
            if office or (own and field.partition("/")[0] not in office_fields):
                if field in setters:
                    setters[field][change.id] = change
                else:
                    setters[field] = {change.id: change}
                if field in seen:
                    named.setdefault(field, set()).update(seen[field])
            else:
                proposed.append((field, change))

    heads: dict[str, tuple[Head, ...]] = {}
    shown: dict[str, Any] = {}
    conflicts: list[str] = []
    for field, by_id in setters.items():
        standing = [change for change_id, change in by_id.items() if change_id not in named.get(field, ())]
        if not standing:
            continue  # only forged redactions name each other in a circle
        standing.sort(key=lambda change: change.id)
        heads[field] = found = tuple([_head(change, field) for change in standing])
        if len(found) == 1:
            if found[0].value is not REDACTED:
                shown[field] = found[0].value
            continue
        values = distinct(found)
        if len(values) == 1:
            shown[field] = values[0]
        elif values:
            conflicts.append(field)
            shown[field] = _chosen(found, owner(unit, field, office_fields), field, by_id)

    deleted = flagged = False
    if DELETED in heads:
        deleted, flagged = _gone(heads, setters, DELETED, heads)
    gone_items, flagged_items = _items(heads, setters, shown)
    return Folded(
        heads,
        shown,
        tuple(sorted(conflicts)),
        _open(proposed, named),
        deleted,
        flagged,
        gone_items,
        flagged_items,
    )


def _head(change: Change, field: str) -> Head:
    return Head(change.id, change.set[field], change.as_, change.by, change.at, change.device)


def _chosen(heads: Iterable[Head], whose: str, field: str, setters: dict[str, Change]) -> Any:
    """The value to show of a conflict: the owner's, then the deepest, then the smallest canonical one."""
    able = [head for head in heads if head.value is not REDACTED]
    able = [head for head in able if head.as_ == whose] or able
    if len(distinct(able)) > 1:
        depth = depths({change_id: change.seen.get(field, ()) for change_id, change in setters.items()})
        deepest = max(depth[head.change] for head in able)
        able = [head for head in able if depth[head.change] == deepest]
    return distinct(able)[0]


def _gone(
    heads: dict[str, tuple[Head, ...]],
    setters: dict[str, dict[str, Change]],
    deletion: str,
    fields: Iterable[str],
) -> tuple[bool, bool]:
    """Whether what the field `deletion` speaks of, with `fields`, is gone; else whether it is flagged."""
    said = [head.value for head in heads[deletion] if head.value is not REDACTED]
    if not any(value is True for value in said):
        return False, False
    if not all(value is True for value in said):
        return False, True
    deletions = [setters[deletion][head.change] for head in heads[deletion]]
    own = {change.id for change in deletions}
    gone = all(
        head.change in own or any(head.change in change.seen.get(field, ()) for change in deletions)
        for field in fields
        if field != deletion
        for head in heads[field]
    )
    return gone, not gone


def _items(
    heads: dict[str, tuple[Head, ...]], setters: dict[str, dict[str, Change]], shown: dict[str, Any]
) -> tuple[frozenset[str], frozenset[str]]:
    """The items that are gone, taken out of `shown`, and those that are flagged."""
    items: dict[str, list[str]] = {}
    for field in heads:
        if field.endswith("/" + DELETED) and field.count("/") == 2:
            items[field.rpartition("/")[0]] = []
    if not items:
        return frozenset(), frozenset()
    for field in heads:
        item = field.rpartition("/")[0]
        if item in items:
            items[item].append(field)
    gone, flagged = set(), set()
    for item, fields in items.items():
        is_gone, is_flagged = _gone(heads, setters, f"{item}/{DELETED}", fields)
        if is_gone:
            gone.add(item)
            for field in fields:
                shown.pop(field, None)
        elif is_flagged:
            flagged.add(item)
    return frozenset(gone), frozenset(flagged)


def _open(proposed: list[tuple[str, Change]], named: dict[str, set[str]]) -> tuple[Proposal, ...]:
    found = {
        (field, change.id): Proposal(
            field, change.set[field], change.id, change.as_, change.by, change.at, change.device
        )
        for field, change in proposed
        if change.id not in named.get(field, ()) and change.set[field] is not REDACTED
    }
    return tuple(found[key] for key in sorted(found))

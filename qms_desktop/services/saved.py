"""What a service that writes tells: which records it saved, by which changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.services.changes import Changes
from qms_desktop.store.transaction import Appended, Key


class Saved(Struct, frozen=True):
    """What a save made: the record, and the change (None where nothing differed)."""

    key: Key
    change: str | None


class SaveResult(Struct, frozen=True):
    """What a save did to each record, in the order given."""

    saved: list[Saved]
    appended: Appended

    @property
    def changes(self) -> Changes:
        return Changes.of(self.appended.keys)

    @property
    def change_ids(self) -> list[str]:
        """The changes made: what an undo takes back."""
        return [saved.change for saved in self.saved if saved.change]


def joined(results: Sequence[SaveResult]) -> SaveResult:
    """Several saves as the one act that they are to a person: undone together."""
    appended = Appended()
    for result in results:
        one = result.appended
        appended.changes += one.changes
        appended.records_new += one.records_new
        appended.records_changed += one.records_changed
        appended.conflicts_new += one.conflicts_new
        appended.proposals_new += one.proposals_new
        appended.keys |= one.keys
    return SaveResult([saved for result in results for saved in result.saved], appended)


def refuse_doubles(keys: Iterable[Key]) -> None:
    """UserError where one record is named twice for one act."""
    seen: set[Key] = set()
    for key in keys:
        if key in seen:
            raise UserError(_("The record {id} is named twice.", id=key.id))
        seen.add(key)

"""What was read at one moment of a store: whoever asks again before anything changed gets the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qms_desktop.core.profile import Profile
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction

T = TypeVar("T")
Kinds = frozenset[str]


@dataclass
class Remembered:
    """What was found by one profile up to a row of the journal, and of which kinds of records: None are all."""

    at: tuple[int, int] = (0, 0)
    profile: Profile | None = None
    found: dict[Hashable, tuple[Any, Kinds | None]] = field(default_factory=dict)

    def get(self, asked: Hashable, find: Callable[[], tuple[T, Kinds | None]]) -> T:
        """What `find` gives beside the kinds of the records that it is made of: nothing else makes it old.

        `asked` holds all that the answer depends on besides: what is asked for, the unit, the day, the language.
        """
        if asked not in self.found:
            self.found[asked] = find()
        return self.found[asked][0]

    def move_to(self, tx: Transaction) -> None:
        """Forget what hangs on anything that was written since, or everything where something was redacted."""
        now = tx.moment()
        if self.at == now and self.profile is tx.profile:
            return
        kept: dict[Hashable, tuple[Any, Kinds | None]] = {}
        if self.profile is tx.profile and self.at[1] == now[1] and self.at[0] <= now[0]:
            written = tx.kinds_since(self.at[0])
            kept = {asked: one for asked, one in self.found.items() if one[1] is not None and not one[1] & written}
        self.at, self.profile, self.found = now, tx.profile, kept


_OF_STORE: WeakKeyDictionary[Store, Remembered] = WeakKeyDictionary()


def remembering(store: Store, tx: Transaction) -> Remembered:
    """What is remembered of a store and still holds in a transaction that writes nothing."""
    known = _OF_STORE.setdefault(store, Remembered())
    known.move_to(tx)
    return known


def remembered(store: Store, tx: Transaction, asked: Hashable, find: Callable[[], T]) -> T:
    """What `find` gives of records of any kind; found anew only once something was written or redacted."""
    return remembering(store, tx).get(asked, lambda: (find(), None))

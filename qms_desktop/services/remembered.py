"""What was read at one moment of a store: whoever asks again before anything changed gets the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction

T = TypeVar("T")


@dataclass
class _Moment:
    at: tuple[int, int] | None = None
    found: dict[Hashable, Any] = field(default_factory=dict)


_OF_STORE: WeakKeyDictionary[Store, _Moment] = WeakKeyDictionary()


def remembered(store: Store, tx: Transaction, asked: Hashable, find: Callable[[], T]) -> T:
    """What `find` gives; found anew only once something was written or redacted.

    `asked` holds all that the answer depends on besides the records: what is asked for, the unit, the day, the language.
    """
    moment = _OF_STORE.setdefault(store, _Moment())
    now = tx.moment()
    if moment.at != now:
        moment.at, moment.found = now, {}
    if asked not in moment.found:
        moment.found[asked] = find()
    return moment.found[asked]

"""What a new record says of itself where nobody wrote it: its number, its period, its day.

Each default is called as `default(new, field)` while a record is made, after what was given has been checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from qms_desktop.core.fields import Field


class New(Protocol):
    """The record that is being made, and what the store can tell for its sake."""

    values: Mapping[str, Any]
    period: str
    today: dt.date

    def next_number(self, field: Field, pattern: str) -> str | None:
        """The next free number of a pattern of the profile: a form's (`Ф-10`), or one by its name (`risk_number`)."""

    def next_within(self, field: Field, within: str) -> int | None:
        """One more than the highest number among the records that are alike in the field `within`."""

    def earlier(self, same: str, day: str, months: int) -> str | None:
        """The latest record of the unit with the same value of `same` whose `day` lies at most so many months before."""


    def due_after(self, term: str, day: str) -> str | None:
        """The day on which a term of the profile ends that begins on a day; None where the profile has no such term."""


Default = Callable[[New, Field], Any]


def this_period(new: New, _field: Field) -> str:
    """The reporting year that the record is made in."""
    return new.period


def today(new: New, _field: Field) -> str:
    """The day on which the record is made."""
    return new.today.isoformat()


def numbered(pattern: str) -> Default:
    """The next number of a pattern of the profile."""
    return lambda new, field: new.next_number(field, pattern)


def next_within(within: str) -> Default:
    """1, 2, 3 … among the records that belong to the same thing, such as the changes of one document."""
    return lambda new, field: new.next_within(field, within)


def today_with(name: str) -> Default:
    """The day on which the record is made, where another field is filled at once."""
    return lambda new, field: today(new, field) if new.values.get(name) else None


def due_after(term: str, since: str) -> Default:
    """The end of a term of the profile from the day in the field `since`, from today where it is not filled."""
    return lambda new, field: new.due_after(term, new.values.get(since) or today(new, field))


def repeats(same: str, day: str, months: int) -> Default:
    """The record that this one repeats: of the same unit and the same value, not long before."""
    return lambda new, _field: new.earlier(same, day, months)


def always(value: Any) -> Default:
    """The same value at the beginning of every record."""
    return lambda _new, _field: value

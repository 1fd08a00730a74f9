"""Working days: weekends, the republic's holidays (`resources/calendar`), and what an institution adds to them.

Pure functions over plain dates. A holiday that falls on a weekend is not moved. Feasts that follow the moon stand
there as dates of the years that are known; `unconfirmed` says which of them nobody has confirmed yet: the checks ask the
QA office for them.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Text
from qms_desktop.core.paths import resources_dir

ONE_DAY = dt.timedelta(days=1)


class Holiday(Struct, frozen=True):
    """A day on which nobody works; `confirmed` is false where the date is only expected."""

    day: dt.date
    name: Text
    confirmed: bool = True


class Calendar(Struct, frozen=True):
    """Which days are worked. `weekend` counts Monday as 1; `working` are weekend days or holidays worked all the same."""

    weekend: frozenset[int]
    yearly: tuple[tuple[tuple[int, int], tuple[int, int], Text], ...]
    dated: Mapping[dt.date, Holiday]
    working: frozenset[dt.date]

    def holidays(self, year: int) -> tuple[Holiday, ...]:
        """The holidays of a year, in their order, those on weekends too."""
        found = {holiday.day: holiday for holiday in self._fixed(year)}
        found |= {day: holiday for day, holiday in self.dated.items() if day.year == year}
        return tuple(found[day] for day in sorted(found))

    def holiday(self, day: dt.date) -> Holiday | None:
        """The holiday of a day, if it is one."""
        if day in self.dated:
            return self.dated[day]
        for first, last, name in self.yearly:
            if first <= (day.month, day.day) <= last:
                return Holiday(day, name)
        return None

    def is_working_day(self, day: dt.date) -> bool:
        """Whether people work on a day."""
        return day in self.working or (day.isoweekday() not in self.weekend and self.holiday(day) is None)

    def add_working_days(self, day: dt.date, days: int) -> dt.date:
        """The last of so many working days after a day, which is not counted itself; the day itself for none.

        A negative number counts back: the plan that must lie there five working days before the audit.
        """
        step = ONE_DAY if days >= 0 else -ONE_DAY
        for _each in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: dt.date, last: dt.date) -> int:
        """How many working days come after `first` up to `last`; negative where `last` is the earlier day."""
        if last < first:
            return -self.working_days_between(last, first)
        days = (last - first).days
        return sum(self.is_working_day(first + ONE_DAY * n) for n in range(1, days + 1))

    def unconfirmed(self, year: int) -> tuple[Holiday, ...]:
        """The holidays of a year whose date is only expected."""
        return tuple(holiday for holiday in self.holidays(year) if not holiday.confirmed)

    def _fixed(self, year: int) -> Iterator[Holiday]:
        for first, last, name in self.yearly:
            day = dt.date(year, *first)
            while (day.month, day.day) <= last and day.year == year:
                yield Holiday(day, name)
                day += ONE_DAY


def calendar_of(given: Mapping[str, Any]) -> Calendar:
    """A calendar from a profile's `calendar`: the shipped one named in `base`, with the institution's own days.

    `holidays` adds days or replaces expected dates by confirmed ones, `without` takes dates away, `working` are days
    that are worked all the same.
    """
    base = _read(given["base"])
    listed = [*base["holidays"], *given.get("holidays", ())]
    dated = {holiday.day: holiday for holiday in _dated(listed)}
    for gone in given.get("without", ()):
        dated.pop(dt.date.fromisoformat(gone), None)
    return Calendar(
        weekend=frozenset(given.get("weekend", base["weekend"])),
        yearly=tuple((_month_day(h["from"]), _month_day(h["to"]), Text.of(h["name"])) for h in listed if "from" in h),
        dated=MappingProxyType(dated),
        working=frozenset(map(dt.date.fromisoformat, [*base["working"], *given.get("working", ())])),
    )


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY
    return first.replace(day=min(day.day, last.day))


def _dated(listed: Iterable[Mapping[str, Any]]) -> Iterator[Holiday]:
    for given in listed:
        if "date" in given:
            yield Holiday(dt.date.fromisoformat(given["date"]), Text.of(given["name"]), given.get("confirmed", True))


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


@functools.cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((resources_dir() / "calendar" / f"{name}.json").read_text(encoding="utf-8"))

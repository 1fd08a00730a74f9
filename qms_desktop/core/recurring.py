"""Deadlines in words (жыл сайын, IV-квартал; окуу жылынын ичинде; дайыма) and the days that follow from them.

The words are data (`resources/calendar/recurring.json`). A quarter in the words wins over the year beside it; a year
beside a quarter (2027-жылдын II кварталы) means that quarter alone. Other words in the text are a remark.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from dataclasses import dataclass

from qms_desktop.core.calendar import ONE_DAY
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import search_fold
from qms_desktop.core.paths import resources_dir
from qms_desktop.core.periods import Period, parts_of, period_at
from qms_desktop.core.profile import Profile

_OFTEN = ("month", "quarter", "semester", "academic_year", "year")
"""Where several words stand in one text, the most frequent counts; what goes on all the time counts last."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(r"\b(iv|i{1,3}|[1-4])\s*-?\s*(?:квартал|чейрек|quarter)|\bq\s?([1-4])\b")
_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something is to be done: `every` a kind of period; in a quarter, perhaps of one year alone."""

    every: str
    quarter: int | None = None
    year: int | None = None


def recurrence(text: str | None) -> Recurrence | None:
    """How often a deadline in words recurs; None for words that say nothing of it."""
    folded = _folded(text)
    if not folded:
        return None
    if found := _QUARTER.search(folded):
        year = _YEAR.search(folded)
        return Recurrence("year", _ROMAN[found[1] or found[2]], int(year[1]) if year else None)
    every = [often for name, (often, words) in _words().items() if name != "continuous" and any(word in folded for word in words)]
    if every:
        return Recurrence(min(every, key=_OFTEN.index))
    often, words = _words()["continuous"]
    return Recurrence(often) if any(word in folded for word in words) else None


def days(text: str | None, profile: Profile, year: Period) -> tuple[dt.date, ...]:
    """The days of a year on which a deadline in words is checked: the last working day of each of its stretches."""
    found = recurrence(text)
    if found is None:
        return ()
    if found.quarter is not None:
        ends = [q.last for q in _parts(profile, year, "quarter") if int(q.code[-1]) == found.quarter and found.year in (None, q.first.year)]
    elif found.every == "year":
        ends = [year.last]
    elif found.every == "academic_year":
        ends = [period_at(profile, "academic_year", year.first).last]
    else:
        ends = [part.last for part in _parts(profile, year, found.every)]
    return tuple(_worked(profile, end) for end in ends if end in year)


def last_day(text: str | None, profile: Profile, year: Period | None) -> dt.date | None:
    """The day that a deadline names; of one in words the last day of the year on which it is checked."""
    if is_iso_date(text):
        return dt.date.fromisoformat(text)
    return max(days(text, profile, year), default=None) if year is not None else None


def _parts(profile: Profile, year: Period, kind: str) -> tuple[Period, ...]:
    """The smaller periods that end in a year."""
    first = period_at(profile, kind, year.first)
    parts = parts_of(profile, year, kind)
    return parts if first in parts else (first, *parts)


def _worked(profile: Profile, day: dt.date) -> dt.date:
    return profile.calendar.add_working_days(day + ONE_DAY, -1)


def _folded(text: str | None) -> str:
    return search_fold(text).replace("–", "-")


@functools.cache
def _words() -> dict[str, tuple[str, tuple[str, ...]]]:
    given = json.loads((resources_dir() / "calendar" / "recurring.json").read_text(encoding="utf-8"))
    return {
        name: (one["every"], tuple(map(_folded, one["words"]))) for name, one in given.items() if name != "about"
    }

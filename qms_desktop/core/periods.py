"""The kinds of reporting periods: academic and calendar years, semesters, quarters, months, as the profile divides the year.

A period is written `2026/27` (an academic year), `2026/27-1` (its first semester), `2026` (a calendar year), `2026-Q3`,
`2026-09`: so the text alone says which kind it is, and kinds are never mixed without being seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from qms_desktop.core.profile import Profile

_WRITTEN = {
    "academic_year": re.compile(r"(\d{4})/(\d\d)"),
    "semester": re.compile(r"(\d{4})/(\d\d)-(\d)"),
    "calendar_year": re.compile(r"(\d{4})"),
    "quarter": re.compile(r"(\d{4})-Q(\d)"),
    "month": re.compile(r"(\d{4})-(\d\d)"),
}
KINDS = tuple(_WRITTEN)


class Period(Struct, frozen=True):
    """A stretch of time that results are counted over, both days in it."""

    kind: str
    code: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_at(profile: Profile, kind: str, day: date) -> Period:
    """The period of a kind that a day lies in."""
    starts = _starts(profile, kind)
    year = day.year if (day.month, day.day) >= starts[0] else day.year - 1
    periods = _of_year(kind, starts, year)
    return next(period for period in periods if day in period)


def period_called(profile: Profile, code: str) -> Period:
    """The period that is written so; ValueError for what is none."""
    for kind, pattern in _WRITTEN.items():
        if found := pattern.fullmatch(code):
            for period in _of_year(kind, _starts(profile, kind), int(found[1])):
                if period.code == code:
                    return period
    raise ValueError(code)


def parts_of(profile: Profile, period: Period, kind: str) -> tuple[Period, ...]:
    """The periods of a smaller kind that begin in a period: the quarters of a year, the months of a semester."""
    found = []
    day = period.first
    while day <= period.last:
        part = period_at(profile, kind, day)
        if part.first >= period.first:
            found.append(part)
        day = part.last + timedelta(days=1)
    return tuple(found)


def _starts(profile: Profile, kind: str) -> list[tuple[int, int]]:
    """On which days of a year the periods of a kind begin, the first of them first."""
    return [(int(month), int(day)) for month, day in (text.split("-") for text in profile.period_starts[kind])]


def _of_year(kind: str, starts: Sequence[tuple[int, int]], year: int) -> list[Period]:
    """The periods of the year that begins in a calendar year with the first of the starts."""
    firsts = [date(year if start >= starts[0] else year + 1, *start) for start in starts]
    ends = [*firsts[1:], date(year + 1, *starts[0])]
    return [
        Period(kind, _code(kind, year, place), first, end - timedelta(days=1))
        for place, (first, end) in enumerate(zip(firsts, ends, strict=True), start=1)
    ]


def _code(kind: str, year: int, place: int) -> str:
    academic = f"{year}/{(year + 1) % 100:02d}"
    return {
        "academic_year": academic,
        "semester": f"{academic}-{place}",
        "calendar_year": str(year),
        "quarter": f"{year}-Q{place}",
        "month": f"{year}-{place:02d}",
    }[kind]

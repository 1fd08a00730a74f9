"""Figures as reports show them: rounded half up to one place, per cents with their counts, “–” for what divides by nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from qms_desktop.core.languages import format_number
from qms_desktop.core.messages import Localised
from qms_desktop.core.reports import DASH, Figure

_TENTH = Decimal("0.1")

Records = Mapping[str, Iterable[str]]


def rounded(value: Decimal | int) -> Decimal:
    """To one place, half up: 66.65 as 66.7, -0.05 as -0.1."""
    return Decimal(value).quantize(_TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Shown(Localised):
    """A number in the language's own writing, with a sign, a unit and what it was counted from, as they are asked for."""

    value: Decimal | int
    suffix: str = ""
    signed: bool = False
    counts: tuple[Decimal | int, Decimal | int] | None = None
    n: int | None = None

    def text(self, language: str) -> str:
        words = format_number(_plain(self.value), language)
        if self.signed and self.value > 0:
            words = "+" + words
        words += self.suffix
        if self.counts is not None:
            words += f" ({'/'.join(format_number(_plain(each), language) for each in self.counts)})"
        if self.n is not None:
            words += f" (n={self.n})"
        return words

    __str__ = Localised.__str__


def _plain(value: Decimal | int) -> Decimal | int:
    return value if isinstance(value, int) or value != value.to_integral_value() else int(value)


def count(records: Records, of: int | None = None) -> Figure:
    """How many records there are, with the records; `of` how many, where that is said beside it."""
    held = kept(records)
    number = sum(map(len, held.values()))
    return Figure(number, Shown(number), number, of, held)


def many(total: int, some: Records) -> Figure:
    """How many records there are where only `some` of them are named: too many to be looked through one by one."""
    held = kept(some)
    return Figure(total, Shown(total), total, None, held, total - sum(map(len, held.values())))


def number(value: Decimal | int | None, records: Records | None = None, *, suffix: str = "", signed: bool = False,
           n: int | None = None) -> Figure:
    """A number that is no count of records; to one place."""
    held = kept(records or {})
    if value is None:
        return Figure(None, DASH, records=held)
    said = value if isinstance(value, int) else rounded(value)
    return Figure(said, Shown(said, suffix, signed, n=n), denominator=n, records=held)


def exact(value: Decimal | int | None, records: Records | None = None) -> Figure:
    """A value as it was measured or planned, with all its places."""
    held = kept(records or {})
    return Figure(value, DASH if value is None else Shown(value), records=held)


def percent(part: Decimal | int, whole: Decimal | int, records: Records | None = None) -> Figure:
    """What share of a whole a part is, with both: 66.7 % (2/3); “–” of nothing."""
    held = kept(records or {})
    if not whole:
        return Figure(None, DASH, part, whole, held)
    share = rounded(Decimal(part) * 100 / Decimal(whole))
    return Figure(share, Shown(share, " %", counts=(part, whole)), part, whole, held)


def mean(values: Iterable[Decimal | int], records: Records | None = None, *, suffix: str = "") -> Figure:
    """The mean of values, with their number: 12.4 (n=30); “–” of none."""
    every = list(values)
    if not every:
        return Figure(None, DASH, records=kept(records or {}))
    return number(sum(map(Decimal, every), Decimal(0)) / len(every), records, suffix=suffix, n=len(every))


def points(now: Figure, before: Figure) -> Figure:
    """By how many percentage points a share has changed; “–” where one of the two is not known."""
    if now.value is None or before.value is None:
        return Figure(None)
    change = Decimal(now.value) - Decimal(before.value)
    return Figure(change, Shown(change, signed=True))


def decimal(value: Any) -> Decimal | None:
    """A number of a record: decimals are texts there."""
    return None if value in (None, "") else Decimal(str(value))


def kept(records: Records) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(ids) for kind, ids in records.items() if ids}

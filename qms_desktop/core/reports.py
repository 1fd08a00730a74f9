"""What a report is made of: plain values that services compute, and paper, sheets and the window show.

Words are `Localised`, so that one report can be printed in every language; what a record says stands as it was written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qms_desktop.core.messages import Localised, Text

DASH = Text.of("–")
"""What is shown where there is nothing to divide by, or nothing is known: never 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it was counted from; `records` are the ids behind it, by their kinds, of `more` the ids are not known."""

    value: Decimal | int | None
    shown: Localised = DASH
    numerator: Decimal | int | None = None
    denominator: Decimal | int | None = None
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    more: int = field(default=0, compare=False)

    @property
    def behind(self) -> int:
        """How many records stand behind it."""
        return sum(map(len, self.records.values())) + self.more


@dataclass(frozen=True, slots=True)
class Link:
    """Words that stand for one record and lead to it."""

    words: Localised | str
    kind: str
    record: str


Cell = Figure | Link | Localised | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width beside the others, numbers stand in the middle."""

    label: Localised
    share: float = 1.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `total` is a last row that is set apart."""

    title: Localised
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Localised | None = None
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values of a chart; None where there is no value. `marked` are the places that are set apart.

    `level` is the risk level that it counts, whose colour it then has.
    """

    name: Localised | str
    values: tuple[Decimal | int | float | None, ...]
    marked: frozenset[int] = frozenset()
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of figures: `columns`, `bars` (lying, for long names), `stacked`, `line`, or `pareto`.

    `labels` name the places of the values. A Pareto chart has two series: how many, and the cumulative per cent.
    """

    title: Localised
    kind: str
    labels: tuple[Localised | str, ...]
    series: tuple[Series, ...]
    note: Localised | None = None
    most: Decimal | int | float | None = None
    """The upper end of the scale, where the values do not choose it."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A risk matrix: how many stand on each cell (likelihood, consequence), before and after, and who moved where."""

    title: Localised
    before: Mapping[tuple[int, int], Figure]
    after: Mapping[tuple[int, int], Figure]
    moves: tuple[tuple[tuple[int, int], tuple[int, int], int], ...]
    levels: Mapping[tuple[int, int], str]
    """The level of each cell: low, medium, high."""
    words: Mapping[str, Localised]
    """What the levels are called."""
    likelihood: Localised
    consequence: Localised
    note: Localised | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph, with a heading or without one."""

    text: Localised
    title: Localised | None = None


Part = Table | Chart | HeatMap | Words


@dataclass(frozen=True, slots=True)
class Named:
    """A unit by its code and name."""

    code: str
    name: Localised


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was made on a day from the data of a moment.

    `version` says of which data: the number of changes that the store held. `included` are the units whose records are
    counted, each with the day on which its last bundle came; `drafts` those of them that have not handed theirs over;
    `missing` those that were expected and have none here. `period` and `unit` are empty where the report has all.
    """

    id: str
    title: Localised
    made_on: dt.date
    period: str
    unit: Named | None
    included: tuple[Named, ...]
    missing: tuple[Named, ...]
    parts: tuple[Part, ...]
    drafts: tuple[Named, ...] = ()
    version: int = 0
    received: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Localised, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def charts(self) -> tuple[Chart | HeatMap, ...]:
        return tuple(part for part in self.parts if isinstance(part, Chart | HeatMap))

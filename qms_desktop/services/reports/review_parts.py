"""What the blocks of the management review are made of: figures in front, tables cut to a page, lines of a register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Cell, Chart, Column, Figure, Part, Table
from qms_desktop.services.reports.registry import made
from qms_desktop.services.reports.scope import Scope

MOST_ROWS = 25
"""So many rows of a table stand in the review; the report that the block is taken from has them all."""

Figures = list[tuple[Localised, Figure]]


@dataclass(frozen=True, slots=True)
class Block:
    """The main figures of a matter and what stands below them; `kinds` are those of the records that feed it."""

    figures: Figures
    parts: tuple[Part, ...]
    kinds: tuple[str, ...]


def cut(part: Part) -> Part:
    """A part no longer than fits the review; a table says how much of it is shown."""
    if isinstance(part, Table) and len(part.rows) > MOST_ROWS:
        return replace(part, rows=part.rows[:MOST_ROWS], note=_("{n} of {of} are listed.", n=MOST_ROWS, of=len(part.rows)))
    if isinstance(part, Chart) and len(part.labels) > MOST_ROWS:
        series = tuple(replace(each, values=each.values[:MOST_ROWS]) for each in part.series)
        return replace(part, labels=part.labels[:MOST_ROWS], series=series)
    return part


def totals_of(table: Table) -> Figures:
    """The figures of a table's last row, named by their columns."""
    return [(column.label, cell) for column, cell in zip(table.columns, table.total or (), strict=False) if isinstance(cell, Figure)]


def taken(scope: Scope, report: str, kinds: tuple[str, ...], tables: Sequence[int] = (0,), charts: int = 1) -> Block:
    """A block of what another report says: its first table's totals, some of its tables, its first charts."""
    found = made(scope, report)
    parts: list[Part] = [*found.charts[:charts], *(found.tables[at] for at in tables if at < len(found.tables))]
    return Block(totals_of(found.tables[0]), shown(*parts), kinds)


def listed(title: Localised, labels: Sequence[Localised], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A register in short: the first two columns are the wide ones."""
    return Table(title, tuple(Column(label, 2 if at < 2 else 1) for at, label in enumerate(labels)), tuple(rows))


def ids(kind: str, rows: Iterable[Any]) -> dict[str, list[str]]:
    """The records behind a figure."""
    return {kind: [row["id"] for row in rows]}


def day(written: str | None) -> Localised | None:
    """A day as people write it; words stay words."""
    return Text.of(format_date(written)) if is_iso_date(written) else (Text.of(written) if written else None)


def shown(*parts: Part) -> tuple[Part, ...]:
    """The parts that hold anything, none longer than fits."""
    return tuple(cut(part) for part in parts if not isinstance(part, Table) or part.rows)

"""What a report says in words, on paper and in the window alike: of whose data it is, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.reports import Cell, Figure, Link, Named, Report


def facts(report: Report, few: int = 1000) -> list[tuple[Localised, Localised | str | None]]:
    """What is said of a report's data, line by line; None for a line that has nothing to say.

    More units than `few` are named by their codes.
    """
    return [
        (_("Made on"), format_date(report.made_on)),
        (_("Data version"), str(report.version)),
        (_("Units included"), _units(report.included, report.received, few) or Text.of("–")),
        (_("Not handed over yet"), _units(report.drafts, {}, few)),
        (_("Units missing"), _units(report.missing, {}, few) or Text.of("–")),
    ]


def _units(units: Sequence[Named], received: Mapping[str, str], few: int) -> Localised | None:
    """How many units, and which, each with the day of its last bundle."""
    if not units:
        return None
    named = len(units) <= few
    each = [
        _("{unit} ({date})", unit=name, date=format_date(received[unit.code])) if unit.code in received else name
        for unit in units for name in [unit.name if named else Text.of(unit.code)]
    ]  # fmt: skip
    return _("{n}: {units}", n=len(units), units=Joined(tuple(each), "; " if named else ", "))


def words(cell: Cell) -> str:
    """A cell as it is read."""
    if cell is None:
        return ""
    if isinstance(cell, Figure):
        return str(cell.shown)
    return str(cell.words) if isinstance(cell, Link) else str(cell)

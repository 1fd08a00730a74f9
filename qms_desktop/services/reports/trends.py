"""R4: what was reached over the years, with the years marked in which something was counted in another way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.indicators import mean_achieved
from qms_desktop.services.reports.measured import Measured, behind, indicators, objectives
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import DASH, Cell, Chart, Column, Figure, Link, Report, Series, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store import reading

FEW = 60
"""So many indicators are told one by one; of more only their means."""

DRAWN = 12
"""So many get a line of their own."""

CHANGED = Text.of("*")


@dataclass
class _Line:
    """One indicator through the years; `changed` are the years whose formula is another than the year's before."""

    last: Measured
    years: dict[str, Measured] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)


def trend(scope: Scope, kind: ReportKind) -> Report:
    """R4: the last years up to the period, of every indicator and objective of a unit; of many the means."""
    scopes = _years(scope)
    found = {each.period: [*indicators(each), *objectives(each)] for each in scopes}
    parts = [_by_year(scope, found), *_mean_charts(scope, found)]
    lines = _lines(scope, found)
    if len(lines) <= FEW:
        for line in lines:
            _mark(scope, scopes, line)
        parts.append(_single(scope, tuple(found), lines))
        parts += [_drawn(tuple(found), line) for line in lines if len(line.years) > 1][:DRAWN]
    else:
        parts.append(_by_unit(scope, found))
    return scope.report(kind.id, kind.title, parts, kinds=("indicator", "objective"))


def _years(scope: Scope) -> list[Scope]:
    """The scopes of the years, the earliest first; years before the first record are left out, but never to fewer than three."""
    count = scope.ws.profile.report_rules.years
    scopes = [scope, *filter(None, (scope.before(back) for back in range(1, count)))]
    scopes.reverse()
    while len(scopes) > 3 and not any(scopes[0].rows(kind, ()) for kind in ("indicator", "objective", "measurement")):
        scopes.pop(0)
    return scopes


def _by_year(scope: Scope, found: dict[str, list[Measured]]) -> Table:
    rules = scope.ws.profile.report_rules
    rows: list[tuple[Cell, ...]] = []
    before = Figure(None)
    for period, own in found.items():
        measured = [each for each in own if each.achieved is not None]
        mean = mean_achieved(own, rules)
        rows.append((period, numbers.count(behind(own)), numbers.percent(len(measured), len(own), behind(measured)), mean,
                     numbers.points(mean, before)))  # fmt: skip
        before = mean
    columns = (
        Column(_("Period")), Column(_("Indicators and objectives"), number=True), Column(_("With data"), number=True),
        Column(_("Mean achieved"), number=True), Column(_("Change, percentage points"), number=True),
    )  # fmt: skip
    return Table(_("Year by year"), columns, tuple(rows))


def _mean_charts(scope: Scope, found: dict[str, list[Measured]]) -> list[Chart]:
    rules = scope.ws.profile.report_rules
    means = tuple(mean_achieved(own, rules).value for own in found.values())
    if sum(value is not None for value in means) < 2:
        return []
    return [Chart(_("Mean achieved, %"), "line", tuple(found), (Series(_("Mean achieved"), means),), most=100)]


def _lines(scope: Scope, found: dict[str, list[Measured]]) -> list[_Line]:
    """Every indicator of a unit is one through the years by its name; an objective also by what it continues."""
    earlier = {row["id"]: row for row in scope.rows("objective", ("title", "previous"), every_period=True)}
    lines: dict[tuple[str, str, str], _Line] = {}
    for period, own in found.items():
        for each in own:
            key = "objective" if each.kind == "objective" else "indicator", each.unit, _first_title(each, earlier)
            line = lines.setdefault(key, _Line(each))
            line.last = each
            line.years[period] = each
    return sorted(lines.values(), key=lambda line: (line.last.unit, line.last.kind, line.last.title))


def _first_title(each: Measured, earlier: dict) -> str:
    seen: set[str] = set()
    record, title = each.id, each.title
    while record in earlier and record not in seen:
        seen.add(record)
        title = earlier[record]["title"] or ""
        record = earlier[record]["previous"] or ""
    return search_fold(title)


def _mark(scope: Scope, scopes: Iterable[Scope], line: _Line) -> None:
    """Mark the years in which the formula is another: of this year's card than of last year's, or changed in the year."""
    before: Measured | None = None
    for period, each in line.years.items():
        if before is not None and each.id != before.id and _way(each) != _way(before):
            line.changed.add(period)
        before = each
    cards = {each.id for each in line.years.values() if each.kind != "measurement"}
    days = [day for card in cards for day in _formula_changed(scope, card)]
    line.changed |= {each.period for each in scopes for day in days if each.holds(day) and each.period in line.years}


def _way(each: Measured) -> tuple[str, str]:
    return search_fold(each.formula), search_fold(each.measured_in)


def _formula_changed(scope: Scope, card: str) -> list[str]:
    """The days on which the formula or the measure of a card was changed after its first writing."""
    days = []
    for key in reading.keys_of(scope.tx, card):
        row = scope.tx.row_of(key)
        written = dict.fromkeys(("formula", "measured_in"))
        for change in scope.tx.changes_of(row) if row is not None else ():
            for name in written.keys() & change.set.keys():
                if written[name] not in (None, change.set[name]):
                    days.append(change.at[:10])
                written[name] = change.set[name]
    return days


def _single(scope: Scope, years: tuple[str, ...], lines: list[_Line]) -> Table:
    rows = []
    for line in lines:
        cells = [_value(line, year) for year in years]
        rows.append((scope.name(line.last.unit), Link(line.last.title, line.last.kind, line.last.id), line.last.measured_in, *cells))
    columns = (
        Column(_("Unit"), 2), Column(_("Indicator or objective"), 3), Column(_("Measured in")),
        *(Column(Text.of(year), number=True) for year in years),
    )  # fmt: skip
    note = _("* In this year it was counted by another formula or in another measure than before: compare with care.")
    return Table(_("Actual values by year"), columns, tuple(rows), note if any(line.changed for line in lines) else None)


def _value(line: _Line, year: str) -> Figure:
    each = line.years.get(year)
    if each is None or each.actual is None:
        return Figure(None)
    figure = numbers.exact(each.actual, each.records)
    if year not in line.changed:
        return figure
    return Figure(figure.value, _Marked(figure.shown), records=figure.records)


@dataclass(frozen=True, slots=True)
class _Marked(Localised):
    """A value with the mark of another formula."""

    shown: Localised

    def text(self, language: str) -> str:
        return f"{self.shown.text(language)} *"

    __str__ = Localised.__str__


def _drawn(years: tuple[str, ...], line: _Line) -> Chart:
    values = tuple(line.years[year].actual if year in line.years else None for year in years)
    targets = tuple(line.years[year].target if year in line.years else None for year in years)
    labels = tuple(f"{year} *" if year in line.changed else year for year in years)
    marked = frozenset(at for at, year in enumerate(years) if year in line.changed)
    series = (Series(_("Actual value"), values, marked), Series(_("Target"), targets))
    title = _("{title}, {measured_in}", title=line.last.title, measured_in=line.last.measured_in or DASH)
    return Chart(title, "line", labels, series)


def _by_unit(scope: Scope, found: dict[str, list[Measured]]) -> Table:
    rules = scope.ws.profile.report_rules
    codes = {each.unit for own in found.values() for each in own}
    rows = tuple(
        (unit.name, *(mean_achieved([each for each in own if each.unit == unit.code], rules) for own in found.values()))
        for unit in scope.named(codes)
    )
    columns = (Column(_("Unit"), 3), *(Column(Text.of(period), number=True) for period in found))
    return Table(_("Mean achieved by unit and year"), columns, rows, _("Choose a unit to see every indicator of its own."))

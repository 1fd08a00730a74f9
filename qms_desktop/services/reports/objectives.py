"""R3: the quality objectives that were reached, of those that were approved; by unit, faculty and university."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qms_desktop.core.messages import Localised, _
from qms_desktop.exchange.hierarchy import parents, under
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.indicators import LISTED, grouped, mean_achieved
from qms_desktop.services.reports.measured import Measured, behind, objectives
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Link, Report, Series, Table
from qms_desktop.services.reports.scope import Scope

Places = Mapping[str, Iterable[str]]


def fulfilment(scope: Scope, kind: ReportKind) -> Report:
    """R3: achieved of approved, with the change to the last period in percentage points."""
    now, levels = _approved(scope)
    earlier = scope.before()
    before = _approved(earlier)[0] if earlier is not None else []
    everywhere = {each.unit for each in (*now, *before)}
    units = {code: (code,) for code in sorted(everywhere, key=lambda code: scope.name(code).text(scope.ws.language).casefold())}
    tables = [
        _by_level(scope, now, levels),
        _table(scope, _("Objectives by faculty"), _faculties(scope, everywhere), now, before),
        _table(scope, _("Objectives by unit"), units, now, before),
        _listed(scope, now),
        _without(scope),
    ]
    shares = tuple(_reached([each for each in now if each.unit == code]).value for code in units)
    chart = Chart(_("Objectives reached by unit, %"), "bars", tuple(scope.name(code) for code in units),
                  (Series(_("Reached, %"), shares),), most=100)  # fmt: skip
    note = _("Counted are the objectives that were approved or accepted; one is reached when its target is.")
    parts = [*tables[:1], *([tables[1]] if tables[1].rows else []), tables[2], chart, *tables[3:]]
    return scope.report(kind.id, kind.title, parts, kinds=("objective",), notes=(note,))


def _approved(scope: Scope) -> tuple[list[Measured], dict[str, str | None]]:
    """The objectives that are approved, and the level of each by its id."""
    standing = {
        row["id"]: row["level"] for row in scope.rows("objective", ("level", "state", "approved_on"), every_period=True)
        if row["approved_on"] or row["state"] == "accepted"
    }  # fmt: skip
    return [each for each in objectives(scope) if each.id in standing], standing


def _reached(own: list[Measured]) -> Figure:
    reached = [each for each in own if each.reached]
    return numbers.percent(len(reached), len(own), behind(reached))


def _by_level(scope: Scope, now: list[Measured], levels: dict[str, str | None]) -> Table:
    rules = scope.ws.profile.report_rules
    rows = [
        (chosen(scope, "objective", "level", level or None), *_counts(own), mean_achieved(own, rules))
        for level, own in sorted(grouped(now, lambda each: levels[each.id] or "").items(), key=lambda found: _LEVELS.index(found[0]))
    ]
    columns = (*_columns(_("Level of the objective")), Column(_("Mean achieved"), number=True))
    return Table(_("Objectives by level"), columns, tuple(rows), total=(_("Together"), *_counts(now), mean_achieved(now, rules)))


_LEVELS = ("university", "faculty", "unit", "programme", "")


def _counts(own: list[Measured]) -> tuple[Cell, ...]:
    measured = [each for each in own if each.achieved is not None]
    return numbers.count(behind(own)), numbers.percent(len(measured), len(own), behind(measured)), _reached(own)


def _columns(label: Localised) -> tuple[Column, ...]:
    return (
        Column(label, 3), Column(_("Approved"), number=True), Column(_("With data"), number=True),
        Column(_("Reached"), number=True),
    )  # fmt: skip


def _table(scope: Scope, title: Localised, places: Places, now: list[Measured], before: list[Measured]) -> Table:
    def line(name: Localised, codes: Iterable[str] | None) -> tuple[Cell, ...]:
        own, was = (found if codes is None else [each for each in found if each.unit in codes] for found in (now, before))
        return name, *_counts(own), _reached(was), numbers.points(_reached(own), _reached(was))

    columns = (
        *_columns(_("Unit")), Column(_("Reached in the last period"), number=True),
        Column(_("Change, percentage points"), number=True),
    )  # fmt: skip
    rows = tuple(line(scope.name(code), set(codes)) for code, codes in places.items())
    return Table(title, columns, rows, total=line(_("Together"), None))


def _faculties(scope: Scope, codes: Iterable[str]) -> Places:
    """The units that have others below them, with all of those."""
    over = parents(scope.tx)
    present = set(codes)
    found = {top: {top, *under(over, top)} for top in dict.fromkeys(over.values())}
    return {
        top: below for top, below in found.items()
        if below & present and top in scope.units and scope.units[top].type != "university"
    }  # fmt: skip


def _listed(scope: Scope, now: list[Measured]) -> Table:
    listed = sorted(now, key=lambda each: (each.unit, each.title))
    note = None
    if len(listed) > LISTED:
        listed = [each for each in listed if not each.reached][:LISTED]
        note = _("Of {n} objectives those that are not reached or have no data; choose a unit to see all of its own.", n=len(now))
    rows = tuple(
        (scope.name(each.unit), Link(each.title, each.kind, each.id), each.measured_in, numbers.exact(each.target),
         numbers.exact(each.actual, each.records), numbers.number(each.achieved, each.records, suffix=" %"))
        for each in listed
    )  # fmt: skip
    columns = (
        Column(_("Unit"), 2), Column(_("Objective"), 4), Column(_("Measured in")), Column(_("Target"), number=True),
        Column(_("Actual value"), number=True), Column(_("Achieved, %"), number=True),
    )  # fmt: skip
    return Table(_("The objectives one by one"), columns, rows, note)


def _without(scope: Scope) -> Table:
    """The structural units that have no objective at all for the period."""
    having = {row["unit"] for row in scope.rows("objective", ("period",)) if not scope.period or row["period"]}
    rows = tuple((unit.code, unit.name) for unit in scope.named([code for code in scope.all_units if code not in having]))
    return Table(_("Units without quality objectives"), (Column(_("Code")), Column(_("Unit"), 6)), rows)

"""R1 and R2: how far the indicators reached their targets, and what that makes of every process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.report_rules import ReportRules
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.measured import Measured, behind, indicators
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Link, Report, Series, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.words import Processes

KINDS = ("indicator",)

LISTED = 200
"""So many indicators are listed one by one; of more, those that did not reach their target."""


def achievement(scope: Scope, kind: ReportKind) -> Report:
    """R1: achieved per cent of every indicator; means are capped as the profile says."""
    found, processes = indicators(scope), Processes(scope)
    rules = scope.ws.profile.report_rules
    by_unit, by_process = grouped(found, lambda each: each.unit), grouped(found, lambda each: processes.key(each.process))
    units = [(scope.name(code), own) for code, own in by_unit.items()]
    units.sort(key=lambda each: each[0].text(scope.ws.language).casefold())
    of_processes = [(processes.name(key), by_process[key]) for key in processes.in_order(by_process)]
    parts = [
        _summary(_("Indicators by unit"), _("Unit"), units, rules),
        _mean_chart(_("Mean achievement by unit, %"), units, rules),
        _summary(_("Indicators by process"), _("Process"), of_processes, rules),
        _listed(scope, found, processes, rules),
    ]
    return scope.report(kind.id, kind.title, parts, kinds=KINDS, notes=(_cap_note(rules),))


def process_index(scope: Scope, kind: ReportKind) -> Report:
    """R2: Σ(w·A)/Σw over the indicators with data of each process, and of how many there are data."""
    found, processes = indicators(scope), Processes(scope)
    rules = scope.ws.profile.report_rules
    rows: list[tuple[Cell, ...]] = []
    labels: list[Localised] = []
    values: list[Decimal | None] = []
    by_process = grouped(found, lambda each: processes.key(each.process))
    for key in processes.in_order(by_process):
        own = by_process[key]
        measured = [each for each in own if each.achieved is not None]
        index = weighted(measured, rules)
        rows.append((
            processes.name(key), index, _band(rules, index), _coverage(own),
            numbers.number(sum((each.weight for each in measured), Decimal(0)), behind(measured)),
        ))  # fmt: skip
        labels.append(processes.name(key))
        values.append(index.value)
    overall = weighted([each for each in found if each.achieved is not None], rules)
    columns = (
        Column(_("Process"), 3), Column(_("Index"), number=True), Column(_("Judgement"), 1.3),
        Column(_("With data"), number=True), Column(_("Sum of weights"), number=True),
    )  # fmt: skip
    table = Table(
        _("Index of the processes"), columns, tuple(rows),
        _("Index = Σ(weight × achieved) ÷ Σ weight, over the indicators with data; an indicator without a weight weighs 1."),
        (_("All processes"), overall, _band(rules, overall), _coverage(found), None),
    )  # fmt: skip
    chart = Chart(_("Index of the processes"), "bars", tuple(labels), (Series(_("Index"), tuple(values)),), most=100)
    return scope.report(kind.id, kind.title, [table, chart], kinds=KINDS, notes=(_cap_note(rules),))


def weighted(measured: Iterable[Measured], rules: ReportRules) -> Figure:
    """The weighted mean of what was achieved, each capped; “–” where nothing was measured."""
    own = [each for each in measured if each.achieved is not None]
    weights = sum((each.weight for each in own), Decimal(0))
    if not weights:
        return Figure(None, records=behind(own))
    total = sum((each.weight * rules.capped(each.achieved) for each in own if each.achieved is not None), Decimal(0))
    return numbers.number(total / weights, behind(own), suffix=" %", n=len(own))


def grouped(found: Iterable[Measured], by) -> dict[str, list[Measured]]:
    groups: dict[str, list[Measured]] = defaultdict(list)
    for each in found:
        groups[by(each)].append(each)
    return groups


def mean_achieved(measured: Iterable[Measured], rules: ReportRules) -> Figure:
    """The plain mean of what was achieved, each capped."""
    own = [each for each in measured if each.achieved is not None]
    return numbers.mean([rules.capped(each.achieved) for each in own if each.achieved is not None], behind(own), suffix=" %")


def _summary(title: Localised, label: Localised, groups: list[tuple[Localised, list[Measured]]], rules: ReportRules) -> Table:
    rows = tuple((name, *_counts(own, rules)) for name, own in groups)
    every = [each for _name, own in groups for each in own]
    columns = (
        Column(label, 3), Column(_("Indicators"), number=True), Column(_("With data"), number=True),
        Column(_("Mean achieved"), number=True), *(Column(band.word, number=True) for band in rules.bands),
    )  # fmt: skip
    return Table(title, columns, rows, total=(_("Together"), *_counts(every, rules)))


def _counts(own: list[Measured], rules: ReportRules) -> tuple[Cell, ...]:
    by_band = grouped((each for each in own if each.achieved is not None), lambda each: rules.band(each.achieved).key)
    return (
        numbers.count(behind(own)), _coverage(own), mean_achieved(own, rules),
        *(numbers.count(behind(by_band.get(band.key, ()))) for band in rules.bands),
    )  # fmt: skip


def _coverage(own: list[Measured]) -> Figure:
    measured = [each for each in own if each.achieved is not None]
    return numbers.percent(len(measured), len(own), behind(measured))


def _band(rules: ReportRules, index: Figure) -> Cell:
    return None if index.value is None else rules.band(Decimal(index.value)).word


def _mean_chart(title: Localised, groups: list[tuple[Localised, list[Measured]]], rules: ReportRules) -> Chart:
    values = tuple(mean_achieved(own, rules).value for _name, own in groups)
    return Chart(title, "bars", tuple(name for name, _own in groups), (Series(_("Mean achieved"), values),), most=100)


def _listed(scope: Scope, found: list[Measured], processes: Processes, rules: ReportRules) -> Table:
    listed = sorted(found, key=lambda each: (each.unit, processes.key(each.process), each.title))
    note = None
    if len(listed) > LISTED:
        listed = [each for each in listed if each.achieved is None or rules.band(each.achieved) is not rules.bands[0]][:LISTED]
        note = _("Of {n} indicators those that are not achieved or have no data; choose a unit to see all of its own.",
                 n=len(found))  # fmt: skip
    rows = tuple(
        (
            scope.name(each.unit), processes.name(processes.key(each.process)), Link(each.title, each.kind, each.id),
            chosen(scope, "indicator", "direction", each.direction), each.measured_in, numbers.exact(each.target), numbers.exact(each.actual, each.records),
            numbers.number(each.achieved, each.records, suffix=" %"),
            rules.band(each.achieved).word if each.achieved is not None else _("no data"),
        )
        for each in listed
    )  # fmt: skip
    columns = (
        Column(_("Unit"), 1.6), Column(_("Process"), 1.8), Column(_("Indicator"), 2.4), Column(_("Direction")),
        Column(_("Measured in"), 0.8), Column(_("Target"), 0.7, number=True), Column(_("Actual value"), 0.7, number=True),
        Column(_("Achieved, %"), 0.8, number=True), Column(_("Judgement")),
    )  # fmt: skip
    return Table(_("The indicators one by one"), columns, rows, note)


def _cap_note(rules: ReportRules) -> Localised | None:
    if rules.cap is None:
        return None
    return _("In means an indicator counts at most {cap} %, so that one over-fulfilled does not hide one that failed.",
             cap=str(rules.cap))  # fmt: skip

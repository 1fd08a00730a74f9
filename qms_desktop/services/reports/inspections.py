"""R24: what inspections, monitoring, analyses and surveys of a period came to, in figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.models.monitoring import CONFORMITY
from qms_desktop.models.processes import DATA_KINDS
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.indicators import mean_achieved
from qms_desktop.services.reports.measured import Measured, behind, indicators
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Report, Series, Table
from qms_desktop.services.reports.scope import Scope

DONE = ("done", "stopped")
"""The states of a measure that ask for nothing more."""

_RESULTS = (*CONFORMITY, None)


@dataclass(frozen=True, slots=True)
class Looked:
    """Inspections or analyses of one line: the records, and the (result of a criterion, state of a measure) in them."""

    rows: list[Any]
    criteria: list[Any]
    measures: list[Any]


def statistics(scope: Scope, kind: ReportKind) -> Report:
    """R24: inspections by kind and unit, indicators by what they watch, analyses, surveys by group."""
    inspections = _looked(scope, "inspection", ("inspection_kind", "result", "passed_on", "nonconformity"), criteria=True)
    analyses = _looked(scope, "analysis", ("analysis_kind",))
    by_kind = _grouped(inspections, lambda row: row["inspection_kind"])
    by_unit = sorted(_grouped(inspections, lambda row: row["unit"]).items(), key=lambda each: scope.name(each[0]).text(scope.ws.language).casefold())
    kinds = [(chosen(scope, "inspection", "inspection_kind", key), own) for key, own in by_kind.items()]
    parts = [
        _inspections(_("Inspections by kind"), _("Kind of inspection"), kinds, inspections),
        _results(scope, kinds),
        _inspections(_("Inspections by unit"), _("Unit"), [(scope.name(code), own) for code, own in by_unit], inspections),
        _monitored(scope),
        _analysed(scope, analyses),
        _surveyed(scope),
    ]
    return scope.report(kind.id, kind.title, parts, kinds=("inspection", "analysis", "indicator", "survey"), forms=())


# --- inspections and analyses ------------------------------------------------------------------------------------


def _looked(scope: Scope, kind: str, names: Sequence[str], *, criteria: bool = False) -> Looked:
    return Looked(
        scope.rows(kind, names), scope.items(kind, "criteria", (), ("result",)) if criteria else [],
        scope.items(kind, "measures", (), ("state",)),
    )  # fmt: skip


def _grouped(looked: Looked, by: Callable[[Any], Any]) -> dict[Any, Looked]:
    """The same line by line; what is in a record goes with it."""
    found: dict[Any, Looked] = {}
    line = {row["id"]: by(row) for row in looked.rows}
    for rows, name in ((looked.rows, "rows"), (looked.criteria, "criteria"), (looked.measures, "measures")):
        for row in rows:
            getattr(found.setdefault(line[row["id"]], Looked([], [], [])), name).append(row)
    return found


def _ids(kind: str, rows: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    return {kind: tuple(dict.fromkeys(row["id"] for row in rows))}


def _inspections(title: Localised, label: Localised, groups: Sequence[tuple[Localised, Looked]], every: Looked) -> Table:
    def line(own: Looked) -> tuple[Cell, ...]:
        judged = [row for row in own.rows if row["result"]]
        conform = [row for row in judged if row["result"] == "conforms"]
        examined = [row for row in own.criteria if row["item_result"]]
        met = [row for row in examined if row["item_result"] == "conforms"]
        return (
            numbers.count(_ids("inspection", own.rows)), numbers.percent(len(conform), len(judged), _ids("inspection", conform)),
            numbers.percent(len(met), len(examined), _ids("inspection", met)),
            numbers.count(_ids("inspection", (row for row in own.rows if row["nonconformity"]))), _done("inspection", own.measures),
            numbers.count(_ids("inspection", (row for row in own.rows if row["passed_on"]))),
        )  # fmt: skip

    columns = (
        Column(label, 3), Column(_("Inspections"), number=True), Column(_("Conform"), 1.3, number=True),
        Column(_("Criteria met"), 1.3, number=True), Column(_("With a nonconformity"), 1.1, number=True),
        Column(_("Agreed measures done"), 1.3, number=True), Column(_("Passed to management"), 1.1, number=True),
    )  # fmt: skip
    return Table(title, columns, tuple((name, *line(own)) for name, own in groups), total=(_("Together"), *line(every)))


def _done(kind: str, measures: Iterable[Any]) -> Cell:
    own = list(measures)
    done = [row for row in own if row["item_state"] in DONE]
    return numbers.percent(len(done), len(own), _ids(kind, done))


def _results(scope: Scope, groups: Sequence[tuple[Localised, Looked]]) -> Chart:
    series = tuple(
        Series(chosen(scope, "inspection", "result", result), tuple(sum(row["result"] == result for row in own.rows) for _name, own in groups),
               level=level)
        for result, level in zip(_RESULTS, ("low", "medium", "high", None), strict=True)
    )  # fmt: skip
    return Chart(_("Results of the inspections"), "stacked", tuple(name for name, _own in groups), series)


def _analysed(scope: Scope, analyses: Looked) -> Table:
    rows = tuple(
        (chosen(scope, "analysis", "analysis_kind", key), numbers.count(_ids("analysis", own.rows)), _done("analysis", own.measures))
        for key, own in _grouped(analyses, lambda row: row["analysis_kind"]).items()
    )
    columns = (Column(_("Kind of analysis"), 3), Column(_("Data analyses"), number=True), Column(_("Follow-up actions done"), 1.3, number=True))
    total = (_("Together"), numbers.count(_ids("analysis", analyses.rows)), _done("analysis", analyses.measures))
    return Table(_("Data analyses by kind"), columns, rows, total=total)


# --- monitoring and surveys --------------------------------------------------------------------------------------


def _monitored(scope: Scope) -> Table:
    """The indicators by what they watch: learning, satisfaction, employment, publications, processes; also what nothing watches."""
    watches = {row["id"]: row["data_kind"] for row in scope.rows("indicator", ("data_kind",), every_period=True)}
    groups: dict[str | None, list[Measured]] = {kind: [] for kind in DATA_KINDS}
    every = indicators(scope)
    for each in every:
        groups.setdefault(watches.get(each.id), []).append(each)
    rules = scope.ws.profile.report_rules

    def line(own: list[Measured]) -> tuple[Cell, ...]:
        known = [each for each in own if each.achieved is not None]
        reached = [each for each in known if each.achieved is not None and each.achieved >= 100]
        return (numbers.count(behind(own)), numbers.percent(len(known), len(own), behind(known)),
                numbers.percent(len(reached), len(known), behind(reached)), mean_achieved(own, rules))  # fmt: skip

    rows = tuple((chosen(scope, "indicator", "data_kind", key), *line(own)) for key, own in groups.items())
    columns = (Column(_("What is watched"), 3), Column(_("Indicators"), number=True), Column(_("With data"), 1.3, number=True),
               Column(_("Target reached"), 1.3, number=True), Column(_("Mean achieved"), 1.3, number=True))  # fmt: skip
    return Table(_("Monitoring by what is watched"), columns, rows, total=(_("Together"), *line(every)))


def _surveyed(scope: Scope) -> Table:
    groups: dict[str | None, list[Any]] = defaultdict(list)
    surveys = scope.rows("survey", ("group", "population", "answered"))
    for row in surveys:
        groups[row["group"]].append(row)

    def line(own: list[Any]) -> tuple[Cell, ...]:
        asked = [row for row in own if row["population"] and row["answered"] is not None]
        answered = sum(row["answered"] for row in asked)
        return (numbers.count(_ids("survey", own)),
                numbers.percent(answered, sum(row["population"] for row in asked), _ids("survey", asked)))  # fmt: skip

    rows = tuple((chosen(scope, "survey", "group", key), *line(own)) for key, own in groups.items())
    columns = (Column(_("Respondents"), 3), Column(_("Surveys"), number=True), Column(_("Answered of asked"), 1.3, number=True))
    return Table(_("Surveys by group"), columns, rows, note=_("The report R13 tells what was answered."), total=(_("Together"), *line(surveys)))

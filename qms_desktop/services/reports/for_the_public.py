"""R23: the results and plans of the year for the public: figures of the whole, no person, no unit, no single record."""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.core.messages import Localised, _
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.indicators import mean_achieved
from qms_desktop.services.reports.measured import Measured, indicators, objectives
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Report, Series, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.surveys import counted, csi, questions

WHOLE = ("university", "faculty")
"""The levels of the objectives that concern the public."""


def summary(scope: Scope, kind: ReportKind) -> Report:
    """R23: what was reached, how satisfied people are, what is planned next."""
    following = scope.after()
    satisfied = _satisfaction(scope)
    parts = [
        _figures(scope), _objectives(scope, _("Objectives of the period"), reached=True), satisfied,
        Chart(_("Satisfaction by group, %"), "bars", tuple(_said(row[0]) for row in satisfied.rows),
              (Series(_("CSI"), tuple(row[1].value if isinstance(row[1], Figure) else None for row in satisfied.rows)),), most=100),
    ]  # fmt: skip
    if following is not None:
        parts.append(_objectives(following, _("Objectives of the next period"), reached=False))
    return scope.report(kind.id, kind.title, parts)


def _said(cell: Cell) -> Localised | str:
    return cell if isinstance(cell, Localised | str) else ""


def _bare(figure: Figure) -> Figure:
    """The figure without the records behind it: they are not for the public."""
    return Figure(figure.value, figure.shown, figure.numerator, figure.denominator)


def _standing(scope: Scope) -> Mapping[str, str | None]:
    """The levels of the objectives that were approved or accepted, by their ids."""
    rows = scope.rows("objective", ("level", "state", "approved_on"), every_period=True)
    return {row["id"]: row["level"] for row in rows if row["approved_on"] or row["state"] == "accepted"}


def _figures(scope: Scope) -> Table:
    rules = scope.ws.profile.report_rules
    standing = _standing(scope)
    own = [each for each in objectives(scope) if each.id in standing]
    reached = [each for each in own if _is_reached(each)]
    risks = scope.rows("risk", ("level",))
    audits = scope.rows("audit", ("state",))
    found = scope.rows("nonconformity", ("state", "found_on"), every_period=True)
    of_period = [row for row in found if scope.holds(row["found_on"]) and row["state"] != "void"]
    rows: tuple[tuple[Localised, Figure], ...] = (
        (_("Quality objectives reached"), numbers.percent(len(reached), len(own))),
        (_("Mean achievement of the indicators"), mean_achieved(indicators(scope), rules)),
        (_("Share of high risks"), numbers.percent(sum(row["level"] == "high" for row in risks), len(risks))),
        (_("Internal audits in the programme"), numbers.exact(len(audits))),
        (_("Nonconformities closed of those found"), numbers.percent(sum(row["state"] == "closed" for row in of_period), len(of_period))),
    )
    columns = (Column(_("Result"), 4), Column(_("Figure"), number=True))
    return Table(_("Results in figures"), columns, tuple((name, _bare(figure)) for name, figure in rows))


def _is_reached(each: Measured) -> bool:
    return bool(each.reached)


def _objectives(scope: Scope, title: Localised, *, reached: bool) -> Table:
    """The approved objectives of the university and its faculties: what is wanted, and what came of it."""
    standing = _standing(scope)
    own = [each for each in objectives(scope) if standing.get(each.id) in WHOLE and each.period in (scope.periods or (each.period,))]
    rows = []
    for each in sorted(own, key=lambda one: (WHOLE.index(standing[one.id] or ""), one.title)):
        row: list[Cell] = [each.title, each.measured_in, _bare(numbers.exact(each.target))]
        if reached:
            row += [_bare(numbers.exact(each.actual)), _("reached") if _is_reached(each) else _("not reached")]
        rows.append(tuple(row))
    columns = [Column(_("Objective"), 4), Column(_("Measured in")), Column(_("Target"), number=True)]
    if reached:
        columns += [Column(_("Actual value"), number=True), Column(_("Result"), 1.2)]
    return Table(title, tuple(columns), tuple(rows))


def _satisfaction(scope: Scope) -> Table:
    """The index of every group surveyed, over all surveys of the group."""
    groups = {row["id"]: (row["group"], row["least_group"] or 1) for row in scope.rows("survey", ("group", "least_group"), every_unit=True)}
    names = ("survey", "question", "weight", "of_unit", "programme", "year", "five", "four", "three", "two", "one", "least_group")
    by_group: dict[str | None, list] = {}
    for row in scope.rows("survey_result", names, every_unit=True, every_period=True):
        if row["survey"] in groups:
            by_group.setdefault(groups[row["survey"]][0], []).append(row)
    least = max((least for _group, least in groups.values()), default=1)
    rows = tuple(
        (chosen(scope, "survey", "group", group), _bare(csi(counted(found, least) for found in questions(own).values())))
        for group, own in by_group.items()
    )
    return Table(_("Satisfaction by group"), (Column(_("Group surveyed"), 4), Column(_("CSI, %"), number=True)), rows)

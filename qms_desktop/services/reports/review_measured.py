"""What the management review measures: objectives, processes, nonconformities, actions, audits, risks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qms_desktop.core.messages import Text, _
from qms_desktop.core.reports import Chart, Column, Figure, Part, Table
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports import conformity, nonconformities, programme, timeliness
from qms_desktop.services.reports.found import found_between, repeats
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.numbers import count, number, percent
from qms_desktop.services.reports.registry import made
from qms_desktop.services.reports.review_parts import Block, day, listed, shown, taken, totals_of
from qms_desktop.services.reports.scope import Scope

MOST_CLAUSES = 6


def objectives(scope: Scope) -> Block:
    return taken(scope, "R3", ("objective", "measurement"), tables=(0, 2))


def processes(scope: Scope) -> Block:
    """How well the processes work, and what did not conform of the services."""
    block = taken(scope, "R2", ("process", "indicator"))
    found = found_between(scope.tx, *scope.dates, scope.codes)
    types = {row["id"]: row["type"] for row in scope.rows("nonconformity", ("type",), every_period=True)} if found else {}
    groups = nonconformities.tally(found, lambda one: types.get(one.id))
    lines = tuple((chosen(scope, "nonconformity", "type", key), count(nonconformities.ids(own))) for key, own in groups)
    table = Table(_("Nonconformities by what they concern"), (Column(_("Type of nonconformity"), 3), Column(_("Number"), number=True)), lines)
    return replace(block, parts=(*block.parts, *shown(table)))


def nonconformity(scope: Scope) -> Block:
    """How many there are, closed, in time, repeated; by clause and over the years."""
    found = found_between(scope.tx, *scope.dates, scope.codes)
    before = scope.before()
    last_year = len(found_between(scope.tx, *before.dates, scope.codes)) if before else None
    closed = [one for one in found if not one.is_open]
    in_time = [one for one in closed if not one.is_late(scope.ws.profile, scope.today)]
    again = repeats(scope.tx, found)
    ids = nonconformities.ids
    figures = [
        (_("found, a year before {n}", n=last_year) if last_year is not None else _("found"), count(ids(found))),
        (_("closed"), percent(len(closed), len(found), ids(closed))),
        (_("closed in time"), percent(len(in_time), len(closed), ids(in_time))),
        (_("repeated: unit and clause are the same"), percent(len(again), len(found), ids([o for o in found if o.id in again]))),
    ]  # fmt: skip
    tables = made(scope, "R9").tables if found else ()
    parts = (*tables[2:3], *tables[6:7], timeliness.late(scope), nonconformities.systemic(scope, found))
    return Block(figures, (clauses_chart(scope, found), nonconformities.years(scope), *shown(*parts)), ("nonconformity",))


def clauses_chart(scope: Scope, found: Sequence[Any]) -> Chart:
    """The clauses with the most nonconformities, the rest together."""
    chart = nonconformities.pareto(_("By clause"), found, lambda one: one.clause, lambda value: Text.of(value) if value else _("not stated"))
    labels, sizes = chart.labels, chart.series[0].values
    if len(labels) > MOST_CLAUSES:
        labels = (*labels[: MOST_CLAUSES - 1], _("others"))
        sizes = (*sizes[: MOST_CLAUSES - 1], sum(sizes[MOST_CLAUSES - 1 :]))
    series = replace(chart.series[0], values=sizes, marked=frozenset({0}))
    return Chart(_("By clauses"), "bars", labels, (series,))


def actions(scope: Scope) -> Block:
    """Where corrective and preventive actions stand, and whether they help."""
    states = timeliness.states(scope)
    kinds = timeliness.ACTIONS
    figures = [(KINDS[kind].plural, row[-1]) for kind, row in zip(kinds, states.rows, strict=True) if isinstance(row[-1], Figure)]
    return Block(figures, (states, made(scope, "R12").tables[0]), kinds)


def measurements(scope: Scope) -> Block:
    """Indicators against their targets, the seven areas as they were judged, the year's analyses."""
    block = taken(scope, "R1", ("measurement", "indicator"))
    judged = {row["area"]: row for row in scope.rows("evaluation", ("area", "judgement", "improvement"))}
    areas = KINDS["evaluation"].fields["area"].choices(scope.ws.profile) or {}
    lines = tuple((word, judged[key]["judgement"] if key in judged else _("not judged"), judged[key]["improvement"] if key in judged else None)
                  for key, word in areas.items())  # fmt: skip
    table = Table(_("Evaluation areas"), (Column(_("Evaluation area"), 2), Column(_("Judgement"), 3), Column(_("Need of improvement"), 2)), lines)
    found = listed(_("Data analyses"), (_("What is analysed"), _("Conclusion in words"), _("Date")),
                  ((r["title"], r["conclusion"] or r["results"], day(r["date"])) for r in scope.rows("analysis", ("title", "conclusion", "results", "date"))))  # fmt: skip
    parts = (*block.parts, *shown(table, found))
    return Block(block.figures, parts, (*block.kinds, "analysis", "evaluation"))


def audits(scope: Scope) -> Block:
    """The programme, conformity by clause, and what bodies from outside found."""
    lines, verdicts = programme.lines(scope), conformity.verdicts(scope)
    planned = [line for line in lines if line.in_plan]
    done = [line for line in planned if line.state == "completed"]
    examined, conforming = (conformity.having(verdicts, wanted) for wanted in (conformity.EXAMINED, conformity.CONFORMING))
    late = list(programme.late(scope, lines))
    figures = [
        (_("planned audits carried out"), percent(len(done), len(planned), programme.ids(done))),
        (_("questions examined"), count({conformity.KIND: examined})),
        (_("conforming"), percent(len(conforming), len(examined), {conformity.KIND: conforming})),
        (_("overdue audits and reports"), number(len(late))),
    ]  # fmt: skip
    outside = listed(_("External evaluations"), (_("What was evaluated"), _("Kind of evaluation"), _("Agency or body"), _("Result")), (
        (r["title"], chosen(scope, "external_evaluation", "evaluation_kind", r["evaluation_kind"]), r["agency"],
         chosen(scope, "external_evaluation", "result", r["result"]))
        for r in scope.rows("external_evaluation", ("title", "evaluation_kind", "agency", "result"))
    ))  # fmt: skip
    parts: list[Part] = [conformity.chart(scope, verdicts)] if verdicts else []
    parts += [programme.totals(scope, lines), programme.overdue(scope, lines), outside]
    bare = programme.uncovered(scope, lines)[:1] if lines else []
    kinds = ("audit", "audit_report", "audit_programme", "external_evaluation")
    return Block(figures, (*shown(*parts), *bare), kinds)


def risks(scope: Scope) -> Block:
    """The risk map before and after the measures, and whether preventive actions help."""
    report = made(scope, "R5")
    totals = next((table for table in report.tables if table.total), None)
    parts = [*report.charts[:1], *report.tables[:1], *report.tables[2:3]]
    return Block(totals_of(totals)[:6] if totals else [], shown(*parts), ("risk", "opportunity", "preventive_action"))

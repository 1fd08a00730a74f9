"""R8: how much of what was examined conforms, by clause and by unit, always with how many questions were examined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from qms_desktop.core.clauses import order
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.reports import Cell, Chart, Column, Report, Series, Table
from qms_desktop.models.audits import VERDICTS
from qms_desktop.services.reports import naming
from qms_desktop.services.reports.bank_use import ASKED, KIND, use
from qms_desktop.services.reports.numbers import count, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.typed import typed_tables

CONFORMING = ("conforms", "observation", "ofi", "good_practice")
BREACHES = ("minor_nc", "major_nc")
EXAMINED = CONFORMING + BREACHES
NOT_COUNTED = ("not_applicable", "not_examined")
MOST_BARS = 12

Place = tuple[str, str, str]
Verdicts = Mapping[Place, list[str]]
"""The questions that have a verdict, by unit, clause and verdict."""


def conformity(scope: Scope, kind: ReportKind) -> Report:
    """R8: conformity of what audits examined; a unit's check of itself is not counted."""
    found = verdicts(scope)
    parts = (
        table(scope, _("Conformity by clause"), found, lambda place: place[1], lambda value: naming.clause(scope, value)),
        chart(scope, found),
        table(scope, _("Conformity by unit"), found, lambda place: place[0], scope.name),
        *use(scope, EXAMINED),
    )
    note = _("This is no ranking: units were asked different questions, and different numbers of them.")
    return scope.report(kind.id, kind.title, parts, kinds=("audit",), notes=(note,))


def verdicts(scope: Scope) -> Verdicts:
    """The verdicts of the period's audits."""
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for row in scope.rows(KIND, ASKED):
        if row["audit"] and row["verdict"]:
            found[row["unit"], (row["clause"] or "").strip(), row["verdict"]].append(row["id"])
    return found


def having(found: Verdicts, wanted: Collection[str]) -> list[str]:
    """The questions with one of these verdicts."""
    return [each for (_unit, _clause, verdict), questions in found.items() if verdict in wanted for each in questions]


def narrowed(scope: Scope, query: Any) -> Any:
    """A statement over the questions, of the scope's units and period."""
    column = typed_tables()[KIND].table.c
    if scope.codes is not None:
        query = query.where(column.unit.in_(scope.codes))
    if scope.periods is not None:
        query = query.where(or_(column.period.in_(scope.periods), column.period.is_(None)))
    return query


def table(
    scope: Scope, title: Localised, found: Verdicts, key: Callable[[Place], str], word: Callable[[str], Localised]
) -> Table:
    """A row for every clause, or for every unit."""
    groups: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    total: defaultdict[str, list[str]] = defaultdict(list)
    for place, questions in found.items():
        for group in (groups[key(place)], total):
            group[place[2]] += questions
    columns = (Column(title, 3), Column(_("Examined, n"), 0.8, number=True), Column(_("Conforming"), 1.4, number=True),
               *(Column(VERDICTS[verdict], 0.8, number=True) for verdict in (*EXAMINED, *NOT_COUNTED)))  # fmt: skip
    rows = [_row(word(value), groups[value]) for value in sorted(groups, key=lambda value: (order(value), value))]
    return Table(title, columns, tuple(rows), total=_row(_("Total"), total))


def _row(label: Localised, group: Mapping[str, list[str]]) -> tuple[Cell, ...]:
    examined, conforming = _several(group, EXAMINED), _several(group, CONFORMING)
    return (label, count({KIND: examined}), percent(len(conforming), len(examined), {KIND: conforming}),
            *(count({KIND: group.get(verdict, [])}) for verdict in (*EXAMINED, *NOT_COUNTED)))  # fmt: skip


def _several(group: Mapping[str, list[str]], wanted: Iterable[str]) -> list[str]:
    return [each for verdict in wanted for each in group.get(verdict, ())]


def chart(scope: Scope, found: Verdicts) -> Chart:
    """The clauses that conform least, of those that were examined."""
    clauses: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (_unit, clause, verdict), questions in found.items():
        clauses[clause][verdict] += len(questions)
    sums = {clause: [sum(seen.get(verdict, 0) for verdict in wanted) for wanted in (CONFORMING, EXAMINED)] for clause, seen in clauses.items()}
    shares = {clause: percent(conforming, examined).value for clause, (conforming, examined) in sums.items() if examined}
    worst = sorted(shares, key=lambda clause: (shares[clause], order(clause)))[:MOST_BARS]
    return Chart(_("Clauses that conform least, %"), "bars", tuple(naming.clause(scope, clause) for clause in worst),
                 (Series(_("Conforming, %"), tuple(shares[clause] for clause in worst)),), most=100)  # fmt: skip


def findings(scope: Scope, wanted: Iterable[str]) -> Sequence[Any]:
    """The questions with one of these verdicts: `id unit clause verdict finding evidence`, by unit and clause."""
    column = typed_tables()[KIND].table.c
    names = ("id", "unit", "clause", "verdict", "finding", "evidence")
    query = select(*(column[name] for name in names)).where(column.audit.is_not(None), column.verdict.in_(tuple(wanted)))
    found = scope.tx.connection.execute(narrowed(scope, query)).all()
    return sorted(found, key=lambda row: (row.unit, order(row.clause or "")))


def findings_table(scope: Scope, title: Localised, wanted: Iterable[str], most: int | None = None) -> Table:
    """Those questions with what was found, each beside its unit; `most` of them."""
    found = findings(scope, wanted)
    columns = (Column(_("Unit"), 2), Column(_("Clause")), Column(_("Finding"), 4))
    rows = tuple((scope.name(row.unit), row.clause, row.finding or row.evidence or "") for row in found[:most])
    note = _("{n} of {of} are listed.", n=len(rows), of=len(found)) if len(rows) < len(found) else None
    return Table(title, columns, rows, note=note, total=(_("Total"), None, count({KIND: [row.id for row in found]})))

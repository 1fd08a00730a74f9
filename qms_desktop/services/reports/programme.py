"""R7: what became of the audit programme: done and moved, what is late, which clauses were looked at in which units."""

from __future__ import annotations

import datetime as dt
import functools
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qms_desktop.core.clauses import load_clauses, order
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.reports import Cell, Column, Figure, Link, Part, Report, Table, Words
from qms_desktop.models.audit_papers import REPORT_STATES
from qms_desktop.models.audits import AUDIT_STATES
from qms_desktop.services.reports import conformity
from qms_desktop.services.reports.audit_priority import priorities
from qms_desktop.services.reports.auditor_load import load
from qms_desktop.services.reports.numbers import count, number, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.typed import typed_tables

KIND = "audit"
PLANNED, AUDITED = "○", "●"
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_NAMES = ("number", "programme", "audit_kind", "clauses", "month", "dates", "held_from", "held_to", "state", "state_reason", "lead")


@dataclass(frozen=True, slots=True)
class Line:
    """An audit of the programme with its planned and its actual days, and with its report."""

    id: str
    unit: str
    number: str
    lead: str
    state: str
    reason: str
    in_plan: bool
    clauses: tuple[str, ...]
    planned: dt.date | None
    """The last day on which it was to be held."""
    held_from: dt.date | None
    held_to: dt.date | None
    report: str | None
    report_number: str
    report_state: str

    def is_late(self, today: dt.date) -> bool:
        """Whether its day is past and it was not begun."""
        return self.state in ("planned", "moved") and self.planned is not None and self.planned < today


def fulfilment(scope: Scope, kind: ReportKind) -> Report:
    """R7: the fulfilment of the programme, planned and actual days, overdue audits and reports, coverage, who audited,
    and which units are to be audited first."""
    found = lines(scope)
    parts: list[Part] = [totals(scope, found), overdue(scope, found), days(scope, found), coverage(scope, found), load(scope),
                         priorities(scope)]  # fmt: skip
    parts += uncovered(scope, found)
    return scope.report(kind.id, kind.title, parts, kinds=(KIND,))


def lines(scope: Scope) -> list[Line]:
    """The audits of the period, by unit and planned day."""
    reports = {row["audit"]: row for row in scope.rows("audit_report", ("audit", "number", "state"), every_period=True)}
    found = []
    for row in scope.rows(KIND, _NAMES):
        report = reports.get(row["id"])
        found.append(Line(
            row["id"], row["unit"], row["number"] or "", row["lead"] or "", row["state"] or "planned", row["state_reason"] or "",
            bool(row["programme"]) and row["audit_kind"] != "unplanned", tuple(row["clauses"] or ()), planned_day(row["dates"], row["month"]),
            _date(row["held_from"]), _date(row["held_to"]), report["id"] if report else None, (report["number"] or "") if report else "",
            report["state"] if report else "",
        ))  # fmt: skip
    return sorted(found, key=lambda line: (line.unit, line.planned or dt.date.max, line.number))


def planned_day(dates: Sequence[str] | None, month: str | None) -> dt.date | None:
    """The last of the planned days; of a month its last day."""
    days = [dt.date.fromisoformat(day) for day in dates or () if is_iso_date(day)]
    if days:
        return max(days)
    if (found := _MONTH.fullmatch(month or "")) and 1 <= int(found[2]) <= 12:
        year, month_ = int(found[1]), int(found[2])
        return dt.date(year, month_, monthrange(year, month_)[1])
    return None


def totals(scope: Scope, found: Sequence[Line]) -> Table:
    """Done, of those planned; in which states the others are; how many stood on no approved plan."""
    planned = [line for line in found if line.in_plan]
    outside = [line for line in found if not line.in_plan]
    done = [line for line in planned if line.state == "completed"]
    rows = [(_("Planned audits"), count(ids(planned))), (_("of them carried out"), percent(len(done), len(planned), ids(done)))]
    for state in ("moved", "cancelled", "in_audit", "planned"):
        those = [line for line in planned if line.state == state]
        rows.append((AUDIT_STATES[state], percent(len(those), len(planned), ids(those))))
    rows.append((_("Audits outside the plan"), count(ids(outside))))
    return Table(_("Fulfilment of the programme"), (Column(_("Figure"), 3), Column(_("Value"), 1.3, number=True)), tuple(rows))


def overdue(scope: Scope, found: Iterable[Line]) -> Table:
    """The audits that were not begun by their day, and the reports that are not approved in their term."""
    columns = (Column(_("Audit No.")), Column(_("Unit"), 2), Column(_("What is late"), 1.5), Column(_("Due")),
               Column(_("Days late"), 0.8, number=True))  # fmt: skip
    rows = [(_link(line), scope.name(line.unit), what, _day(due), number((scope.today - due).days))
            for line, what, due in sorted(late(scope, found), key=lambda each: each[2])]  # fmt: skip
    return Table(_("Overdue audits and reports"), columns, tuple(rows))


def late(scope: Scope, found: Iterable[Line]) -> Iterator[tuple[Line, Localised, dt.date]]:
    """What is late of the audits of the period, with the day on which it was due."""
    for line in found:
        if line.is_late(scope.today) and line.planned:
            yield line, _("audit"), line.planned
        due = report_due(scope, line)
        if due is not None and due < scope.today and line.report_state in ("", "draft", "agreed"):
            yield line, _("audit report"), due


def report_due(scope: Scope, line: Line) -> dt.date | None:
    """By when the report of a completed audit is to be there: so many working days after the closing meeting."""
    return scope.ws.profile.due_after("report_after_audit", line.held_to) if line.state == "completed" and line.held_to else None


def days(scope: Scope, found: Iterable[Line]) -> Table:
    """Planned days beside the actual ones, audit by audit."""
    columns = (Column(_("Audit No.")), Column(_("Unit"), 2), Column(_("Planned until")), Column(_("Held")), Column(_("Shift, days"), 0.8, number=True),
               Column(_("State"), 1.2), Column(_("Report"), 1.4))  # fmt: skip
    rows = [(_link(line), scope.name(line.unit), _day(line.planned), _held(line), _shift(line), _state(line), _report(line))
            for line in found]  # fmt: skip
    return Table(_("Planned and actual days"), columns, tuple(rows))


def _held(line: Line) -> Cell:
    return Joined(tuple(Text.of(format_date(day)) for day in (line.held_from, line.held_to) if day), " – ")


def _shift(line: Line) -> Figure | None:
    day = line.held_to or line.held_from
    return number((day - line.planned).days, signed=True) if day and line.planned else None


def _state(line: Line) -> Cell:
    word = AUDIT_STATES[line.state]
    return Joined((word, Text.of(line.reason)), ": ") if line.reason else word


def _report(line: Line) -> Cell:
    if line.report is None:
        return None
    return Joined((Text.of(line.report_number or "–"), REPORT_STATES[line.report_state]), ", ")


# --- coverage ----------------------------------------------------------------------------------------------------


def coverage(scope: Scope, found: Iterable[Line]) -> Table:
    """Unit by clause: ● where the clause was audited, ○ where it is planned."""
    marks = covered(scope, found)
    clauses = asked_clauses(scope)
    units = scope.named({unit for unit, _clause in marks})
    columns = (Column(_("Unit"), 5), *(Column(Text.of(clause), len(clause) / 3, number=True) for clause in clauses))
    rows = tuple((unit.name, *(marks.get((unit.code, clause)) for clause in clauses)) for unit in units)
    return Table(_("Coverage: units and clauses"), columns, rows, note=_("● audited, ○ planned, empty: not in the programme"))


def asked_clauses(scope: Scope) -> tuple[str, ...]:
    """The clauses 4.1 to 10.3: those right under the chapters of the standard."""
    clauses = load_clauses(scope.ws.profile.clauses)
    return tuple(sorted((clause.number for clause in clauses if len(order(clause.number)) == 2), key=order))


def covered(scope: Scope, found: Iterable[Line]) -> dict[tuple[str, str], str]:
    """The mark of each unit and clause: what its audits have in scope, and what was judged on a checklist."""
    asked = asked_clauses(scope)
    marks: dict[tuple[str, str], str] = {}
    for line in found:
        if line.state == "cancelled":
            continue
        mark = AUDITED if line.state == "completed" else PLANNED
        for clause in {each for given in line.clauses for each in _under(given.strip(), asked)}:
            _mark(marks, line.unit, clause, mark)
    column = typed_tables()[conformity.KIND].table.c
    judged = select(column.unit, column.clause).where(column.audit.is_not(None), column.verdict.in_(conformity.EXAMINED)).distinct()
    for unit, given in scope.tx.connection.execute(conformity.narrowed(scope, judged)):
        for clause in _under((given or "").strip(), asked):
            _mark(marks, unit, clause, AUDITED)
    return marks


def _mark(marks: dict[tuple[str, str], str], unit: str, clause: str, mark: str) -> None:
    if marks.get((unit, clause)) != AUDITED:
        marks[unit, clause] = mark


@functools.cache
def _under(given: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    """7.5.3 lies under 7.5; chapter 7 holds 7.1 to 7.5."""
    return tuple(clause for clause in asked if clause == given or given.startswith(clause + ".") or clause.startswith(given + "."))


def uncovered(scope: Scope, found: Sequence[Line]) -> list[Words]:
    """The clauses that no audit looked at, and the units where there was none: what an outside auditor asks first."""
    marks = covered(scope, found)
    audited = {clause for (_unit, clause), mark in marks.items() if mark == AUDITED}
    bare = [clause for clause in asked_clauses(scope) if clause not in audited]
    visited = {line.unit for line in found if line.state == "completed"}
    unseen = scope.named([code for code in scope.all_units if code not in visited])
    said = []
    if bare:
        said.append(Words(Text.of(", ".join(bare)), _("Clauses that no audit has looked at")))
    if unseen:
        said.append(Words(Joined(tuple(unit.name for unit in unseen)), _("Units where no audit was completed")))
    return said


def ids(those: Iterable[Line]) -> dict[str, list[str]]:
    return {KIND: [line.id for line in those]}


def _link(line: Line) -> Link:
    return Link(line.number or "–", KIND, line.id)


def _date(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if is_iso_date(day) else None


def _day(day: dt.date | None) -> Localised | None:
    return Text.of(format_date(day)) if day else None

"""R19: the board of units as a report: which expected form of which unit has come, was returned, is missing or late."""

from __future__ import annotations

from collections import Counter

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Cell, Column, Report, Table
from qms_desktop.services import board
from qms_desktop.services.board_words import FORM_STATES, STATES
from qms_desktop.services.reports.numbers import number, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope


def completeness(scope: Scope, kind: ReportKind) -> Report:
    """A line a unit with the state of each form and the last day something came, and the totals of each form."""
    rows = [row for row in board.board_of(scope.ws, scope.tx, scope.opened, detail=True, today=scope.today)
            if scope.codes is None or row.unit in scope.codes]  # fmt: skip
    forms = sorted({form for row in rows for form in row.forms})
    columns = (Column(_("Unit"), 3), Column(_("State"), 1.2), Column(_("Came")), Column(_("Due")), Column(_("Days late"), 0.8, number=True),
               Column(_("Complete, %"), 0.9, number=True), *(Column(Text.of(form), 1) for form in forms))  # fmt: skip
    lines = tuple(
        (row.name, STATES[row.state], _day(row.last_received and row.last_received[:10]), _day(row.due.isoformat() if row.due else None),
         number(row.days_late(scope.today)) if row.days_late(scope.today) else None, number(row.percent),
         *(_form(row, form, scope) for form in forms)) for row in rows
    )  # fmt: skip
    whole = sum(row.complete for row in rows)
    totals = Table(_("Totals"), (Column(_("Figure"), 3), Column(_("Value"), 1, number=True)), (
        (_("Units with a whole package"), percent(whole, len(rows))),
        *((STATES[state], percent(n, len(rows))) for state, n in sorted(Counter(row.state for row in rows).items())),
    ))  # fmt: skip
    parts = (totals, Table(_("Units and forms"), columns, lines), _by_form(rows, forms, scope))
    return scope.report(kind.id, kind.title, parts, kinds=("process", "risk", "document"))


def _form(row: board.BoardRow, form: str, scope: Scope) -> Cell:
    cell = row.forms.get(form)
    if cell is None:
        return None
    unit = scope.units.get(row.unit)
    due = next((each.due for each in scope.opened.of(unit) if each.form == form), None) if unit else None
    if cell.state in ("missing", "draft", "returned") and due is not None and due < scope.today:
        return _("{state}, late", state=FORM_STATES[cell.state])
    return FORM_STATES[cell.state]


def _by_form(rows: list[board.BoardRow], forms: list[str], scope: Scope) -> Table:
    """Of each form how many units are in which state."""
    titles = scope.ws.profile.forms
    states = list(FORM_STATES)
    columns = (Column(_("Form"), 3), Column(_("Units"), 0.8, number=True), *(Column(FORM_STATES[state], 1.2, number=True) for state in states))
    lines = []
    for form in forms:
        cells = Counter(cell.state for row in rows if (cell := row.forms.get(form)) is not None)
        name: Localised = _("{form} {title}", form=form, title=titles[form].title) if form in titles else Text.of(form)
        lines.append((name, number(cells.total()), *(percent(cells[state], cells.total()) for state in states)))
    return Table(_("Forms by state"), columns, tuple(lines))


def _day(day: str | None) -> Localised | None:
    return Text.of(format_date(day)) if day else None

"""R19: the board of units as a report: which expected form of which unit has come, was returned, is missing or late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import attrgetter

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Cell, Column, Report, Table
from qms_desktop.services import board
from qms_desktop.services.board_words import FORM_STATES, STATES
from qms_desktop.services.reports.numbers import number, percent
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.picking import Where, pick


def completeness(scope: Scope, kind: ReportKind) -> Report:
    """A line a unit with the state of each form and the last day something came, and the totals of each form."""
    rows = [row for row in board.board_of(scope.ws, scope.tx, scope.opened, detail=True, today=scope.today)
            if scope.codes is None or row.unit in scope.codes]  # fmt: skip
    forms = sorted({form for row in rows for form in row.forms})
    handed = _Handed(scope, rows)
    columns = (Column(_("Unit"), 3), Column(_("State"), 1.2), Column(_("Came")), Column(_("Due")), Column(_("Days late"), 0.8, number=True),
               Column(_("Complete, %"), 0.9, number=True), *(Column(Text.of(form), 1) for form in forms))  # fmt: skip
    lines = tuple(
        (row.name, STATES[row.state], _day(row.last_received and row.last_received[:10]), _day(row.due.isoformat() if row.due else None),
         number(row.days_late(scope.today)) if row.days_late(scope.today) else None, number(row.percent, handed.by([row], forms)),
         *(_form(row, form, scope) for form in forms)) for row in rows
    )  # fmt: skip
    whole = [row for row in rows if row.complete]
    totals = Table(_("Totals"), (Column(_("Figure"), 3), Column(_("Value"), 1, number=True)), (
        (_("Units with a whole package"), percent(len(whole), len(rows), handed.by(whole, forms))),
        *((STATES[state], percent(len(found), len(rows), handed.by(found, forms)))
          for state, found in sorted(_grouped(rows, attrgetter("state")).items())),
    ))  # fmt: skip
    parts = (totals, Table(_("Units and forms"), columns, lines), _by_form(rows, forms, scope, handed))
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


class _Handed:
    """The records that the forms of units consist of, in the period that is open."""

    def __init__(self, scope: Scope, rows: Iterable[board.BoardRow]) -> None:
        expected = [each for row in rows if (unit := scope.units.get(row.unit)) is not None for each in scope.opened.of(unit)]
        self._kinds = {each.form: each.kind for each in expected}
        where = Where(periods=None if scope.opened.period is None else (scope.opened.period,))
        self._ids: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for kind in set(self._kinds.values()):
            for record in pick(scope.tx, kind, (), where):
                self._ids[kind, record["unit"]].append(record["id"])

    def by(self, rows: Iterable[board.BoardRow], forms: Iterable[str]) -> dict[str, list[str]]:
        """The ids of some units' records on some forms, by kind."""
        rows = list(rows)
        kinds = {self._kinds[form] for form in forms if form in self._kinds}
        return {kind: [each for row in rows for each in self._ids.get((kind, row.unit), ())] for kind in sorted(kinds)}


def _by_form(rows: list[board.BoardRow], forms: list[str], scope: Scope, handed: _Handed) -> Table:
    """Of each form how many units are in which state."""
    titles = scope.ws.profile.forms
    states = list(FORM_STATES)
    columns = (Column(_("Form"), 3), Column(_("Units"), 0.8, number=True), *(Column(FORM_STATES[state], 1.2, number=True) for state in states))
    lines = []
    for form in forms:
        asked = [row for row in rows if form in row.forms]
        found = _grouped(asked, lambda row, form=form: row.forms[form].state)
        name: Localised = _("{form} {title}", form=form, title=titles[form].title) if form in titles else Text.of(form)
        shares = (percent(len(found.get(state, ())), len(asked), handed.by(found.get(state, ()), [form])) for state in states)
        lines.append((name, number(len(asked), handed.by(asked, [form])), *shares))
    return Table(_("Forms by state"), columns, tuple(lines))


def _grouped(rows: Iterable[board.BoardRow], key: Callable[[board.BoardRow], str]) -> dict[str, list[board.BoardRow]]:
    found: dict[str, list[board.BoardRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _day(day: str | None) -> Localised | None:
    return Text.of(format_date(day)) if day else None

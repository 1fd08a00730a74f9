"""What is only looked at: the integrated table of a unit, and the university's register of risks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _, n_
from qms_desktop.core.profile import Profile
from qms_desktop.services import integrated, risks, university_risks, views
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.pages.opening import OpeningSheet
from qms_desktop.ui.pages.risks.columns import CONSEQUENCE, LIKELIHOOD, RISK, risk_row
from qms_desktop.ui.pages.risks.totals import LEVELS, Capital, tell_risks
from qms_desktop.ui.records.columns import column_for
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.rows import StoreRows
from qms_desktop.ui.records.scope import Scope
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import speak
from qms_desktop.ui.table.columns import HEADING, Column
from qms_desktop.ui.table.extras import TotalsLine

_MOST = 5_000
_SHORT = {"likelihood": LIKELIHOOD, "consequence": CONSEQUENCE}
_TOTALS_AFTER = 300


class IntegratedTab(QWidget):
    """Ф-05 on the screen; `opened(kind, id)` asks for the risk or the opportunity of a row."""

    opened = Signal(str, str)

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._asked = 0
        self._scope = Scope(ws.unit, None)
        self._rows: dict[str, integrated.IntegratedRow] = {}
        self.sheet = OpeningSheet(integrated_columns(ws.profile), _("Integrated table"))
        self.sheet.opened.connect(self._open)
        self.level = ChoiceBox(dict(ws.profile.unit_types), _("all"), prefix=_("Management level"))
        self.level.setVisible(ws.is_office)
        self.level.chosen.connect(lambda _key: self.read())
        self.line = TotalsLine()
        self.empty = EmptyState(
            "table", _("The integrated table is made of process cards, risks and opportunities."),
            _("Nothing is typed here: fill in the process card and the passport, and the table stands."),
        )  # fmt: skip
        self.setLayout(column(row(self.level, None), self.sheet, self.line, self.empty, gap=10))
        self.layout().setStretch(1, 1)
        self.layout().setStretch(3, 1)

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        self.read()

    def read(self) -> None:
        self._asked += 1
        number, scope, ws, level = self._asked, self._scope, self._ws, self.level.key()

        def work() -> list[integrated.IntegratedRow] | None:
            if scope.unit is None and level is None and risks.totals(ws, scope.query("risk"), dt.date.today()).count > _MOST:
                return None
            return integrated.rows(ws, scope.unit, scope.period, level)

        def done(found: list[integrated.IntegratedRow] | None) -> None:
            if number == self._asked:
                self._show(found)

        self._runner.run(work, done=done, title=_("Reading the integrated table"))

    def _show(self, found: list[integrated.IntegratedRow] | None) -> None:
        rows: list[dict[str, Any]] = []
        self._rows = {}
        process = None
        for place, one in enumerate(found or ()):
            if one.process != process or place == 0:
                rows.append({"id": f"process {place}", HEADING: one.process or str(_("No process named"))})
                process = one.process
            row_id = one.id or f"row {place}"
            self._rows[row_id] = one
            cells = dict(one.cells)
            cells["subject"] = cells["subject"].removeprefix(one.process).lstrip("\n")
            rows.append({"id": row_id, **cells})
        self.sheet.setVisible(bool(rows))
        self.line.setVisible(bool(rows) or found is None)
        self.empty.setVisible(not rows and found is not None)
        self.sheet.show_rows(rows)
        if found is None:
            self.line.say(_("Choose a unit: the table of all units at once is too long to be read."))
            return
        shown = [one for one in found if one.id]
        entries = sum(one.kind == "risk" for one in shown)
        self.line.say(
            n_("{n} process", "{n} processes", len(rows) - len(found)),
            n_("{n} risk", "{n} risks", entries), n_("{n} opportunity", "{n} opportunities", len(shown) - entries),
        )  # fmt: skip

    def _open(self, row_id: str) -> None:
        one = self._rows.get(row_id)
        if one is not None and one.id:
            self.opened.emit(one.kind, one.id)


def integrated_columns(profile: Profile) -> list[Column]:
    """The columns of the integrated table's annex, in its order and words."""
    return [
        Column(declared.key, _SHORT.get(declared.key, declared.label), 46 if declared.key in _SHORT else 126, wrap=True,
               stretch=declared.key not in _SHORT, align="centre" if declared.key in _SHORT else None,
               name=declared.label, room="narrow" if place < 2 else "panel")
        for place, declared in enumerate(profile.columns("integrated"))
    ]  # fmt: skip


def register_columns(profile: Profile) -> list[Column]:
    """The columns of the register's annex, in its order and words, then the unit."""
    shapes: dict[str, dict[str, Any]] = {
        "category": {"width": 112, "wrap": True},
        "title": {"width": 168, "wrap": True, "stretch": True, "room": "narrow", "sortable": True},
        "likelihood": {"width": 46, "align": "centre", "room": "panel"},
        "consequence": {"width": 46, "align": "centre", "room": "panel"},
        "responsible": {"width": 132, "wrap": True},
        "measures": {"width": 164, "wrap": True},
        "deadline": {"width": 96, "wrap": True, "room": "panel", "sortable": True},
    }
    columns = []
    for declared in profile.columns("register"):
        if declared.key in ("level", "residual"):
            columns.append(Column(f"{declared.key}_chip", declared.label, 96, kind="level", sortable=True,
                                  room="narrow" if declared.key == "level" else "panel"))  # fmt: skip
        elif declared.key == "number":
            columns.append(Column("place", declared.label, 84, wrap=True, room="narrow"))
        else:
            shape = dict(shapes[declared.key])
            title = _SHORT.get(declared.key, declared.label)
            made = column_for(RISK.fields[declared.key], profile, shape.pop("width"), title=title, name=declared.label, **shape)
            columns.append(replace(made, kind="text" if made.kind == "scale" else made.kind))
    return [*columns, Column("unit", _("Unit"), 60, room="narrow")]


class RegisterTab(QWidget):
    """Ф-04 on the screen: the risks of all units, the highest first; `opened(id)` asks for one.

    The rows chosen are taken into the university's register, several as one risk; `taken` says that it was done.
    """

    opened = Signal(object)
    taken = Signal()

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__()
        self._ws, self._runner, self._editing = ws, runner, editing
        self._scope = Scope(None, None)
        self._order = "-score"
        self._totals = risks.Totals()
        self._units: tuple[int, int] = (0, 0)
        self.sheet = OpeningSheet(register_columns(ws.profile), _("University risk register"))
        self.rows = StoreRows(ws, runner, self.sheet.rows, self._row)
        self.rows.on_shown = self._take_shown
        self.sheet.opened.connect(self.opened)
        self.sheet.sort_asked.connect(self._sort)
        self.filters = FilterRow(_("Filter"), level_toggles(ws.profile))
        self.filters.filtered.connect(lambda _text, _key: self.show_list(typing=True))
        self.line = TotalsLine()
        self.take = Button(_("Take into the register"), "secondary", "book-open")
        speak(self.take, "setToolTip", _("The risks chosen become one entry of the university’s register: choose several that are one risk."))
        self.take.clicked.connect(self.take_up)
        self.take.setVisible(ws.is_office)
        self.setLayout(column(row(self.filters, self.take), self.sheet, self.line, gap=10))
        self.layout().setStretch(1, 1)
        self._rest = QTimer(self, singleShot=True, interval=_TOTALS_AFTER)
        self._rest.timeout.connect(self._read_totals)

    def take_up(self) -> None:
        """Make one entry of the register of the rows chosen."""
        ws, ids = self._ws, self.sheet.selected_ids()
        self._editing.act(lambda: university_risks.take_up(ws, ids), _("Take into the register"),
                          done=lambda _result: self.taken.emit())  # fmt: skip

    def _row(self, record: dict[str, Any]) -> dict[str, Any]:
        row = risk_row(record, self._ws.profile, {}, dt.date.today())
        row["place"] = record.get("number") or record.get("code")
        return row

    def _take_shown(self, total: int) -> None:
        if total and not self.sheet.currentIndex().isValid():
            self.sheet.choose_row(0)

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        self.show_list()

    def show_list(self, *, typing: bool = False) -> None:
        where = (("level", self.filters.chosen()),) if self.filters.chosen() in LEVELS else ()
        overdue = dt.date.today().isoformat() if self.filters.chosen() == "overdue" else ""
        query = self._scope.query("risk", search=self.filters.text(), where=where, order=self._order, overdue=overdue)
        self.rows.show(query, typing=typing)
        self._rest.start()

    def read(self) -> None:
        self.show_list()

    def _sort(self, key: str, descending: bool) -> None:
        order = {"level_chip": "score", "residual_chip": "residual_score"}.get(key, key)
        self._order = f"-{order}" if descending else order
        self.show_list()

    def _read_totals(self) -> None:
        ws, query = self._ws, self._scope.query("risk", search=self.filters.text())

        def work() -> tuple[risks.Totals, tuple[int, int]]:
            with ws.store.reading() as tx:
                present, missing = views.units_with(tx, ws.profile, "risk")
            return risks.totals(ws, query, dt.date.today()), (len(present), len(missing))

        def done(found: tuple[risks.Totals, tuple[int, int]]) -> None:
            self._totals, self._units = found
            levels = {level: self._totals.levels.get(level, 0) for level in LEVELS}
            self.filters.set_counts({"all": self._totals.count, "overdue": self._totals.overdue, **levels})
            self.retranslate()

        self._runner.run(work, done=done)

    def retranslate(self) -> None:
        tell_risks(self.line, self._totals, self._ws.profile)
        present, missing = self._units
        self.line.end.say(n_("{n} unit has risks, {missing} have none", "{n} units have risks, {missing} have none",
                             present, missing=missing))  # fmt: skip


def level_toggles(profile: Profile) -> list[Toggle]:
    """The buttons that narrow a list of risks."""
    words = {level: profile.level_word(level) for level in LEVELS}
    return [Toggle("all", _("All"), 0), *(Toggle(level, Capital(word), 0) for level, word in words.items()),
            Toggle("overdue", _("Overdue"), 0)]  # fmt: skip

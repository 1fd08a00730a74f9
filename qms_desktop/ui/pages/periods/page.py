"""The page of periods: which is open, the forms expected with their days, and how much of them is there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtGui import QGuiApplication

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.models.office import PERIOD_STATES
from qms_desktop.services import awaited, periods, records
from qms_desktop.services.awaited import UnitLine
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.periods import matrix
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_TONES = {"planned": "neutral", "open": "low", "closed": "info"}
_NEW = "new"


class PeriodsPage(Page):
    """Opens, calls for, closes and reopens a period; its lines are edited in a table, its board stands beside them."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator | None = None) -> None:
        super().__init__(_("Reporting periods"),
                         _("Say which forms you expect, of whom, and by when. Every unit sees it on its Home."))  # fmt: skip
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.found: list[dict[str, Any]] = []
        self.period: dict[str, Any] | None = None
        self._chosen: str | None = None
        self._lines: list[dict[str, Any]] = []
        self.which = ChoiceBox({_NEW: _("New period")}, prefix=_("Period"))
        self.which.chosen.connect(self._choose)
        self.code = LineEditor(_("2026/27, 2026/27-1, 2026, 2026-Q3 or 2026-09"))
        self.state = StateChip(State(PERIOD_STATES["planned"]))
        self.called = Label("", "small", "text2")
        self.add(row(self.which, self.code, self.state, self.called, None, gap=12))
        self.tabs = Tabs([Tab("lines", _("Forms expected")), Tab("board", _("How much is there"))])
        self.tabs.chosen.connect(self._show_tab)
        self.add(self.tabs)
        self.lines = Sheet(ListSource([]), self._columns(), _("Write a form here"))
        self.lines.rows.edited.connect(self._edit)
        self.lines.rows.refused.connect(lambda refused: self.notices.refuse(refused[0].error))
        self.lines.link_followed.connect(self._take_away)
        self.board = Sheet(ListSource([]), matrix.columns([]))
        self._box = column(self.lines, self.board)
        self._signs = row(gap=5)
        for sign, (icon, tone) in matrix.ICONS.items():
            self._signs.addWidget(IconLabel(icon, tone, 15))
            self._signs.addWidget(Label(matrix.WORDS[sign], "small", "text2"))
        self._signs.addStretch(1)
        self._legend = Label("", "small", "text2", wrap=True)
        self.add(self._box, 1)
        self.add(self._legend)
        self.add(self._signs)
        self._make_buttons()
        self._show_tab("lines")

    def _make_buttons(self) -> None:
        self.remind = Button(_("Remind all who are late"), "secondary", "mail-question-mark")
        self.remind.clicked.connect(self._remind)
        self.call = Button(_("Copy the call for data"), "secondary", "copy")
        self.call.clicked.connect(self.call_for_data)
        self.close_it = Button(_("Close the period"), "secondary", "lock")
        self.close_it.clicked.connect(lambda: self._move("close"))
        self.reopen = Button(_("Open it again"), "secondary", "undo-2")
        self.reopen.clicked.connect(lambda: self._move("reopen", str(_("Opened again"))))
        self.open_it = Button(_("Open the period"), "primary", "check")
        self.open_it.clicked.connect(self.open_period)
        self.header.add(self.remind, self.call, self.close_it, self.reopen, self.open_it)

    def _columns(self) -> list[Column]:
        profile = self._ws.profile
        forms = {code: f"{code} {title}" for code, title in awaited.forms_to_expect(profile).items()}
        return [
            Column("form", _("Form"), 280, kind="choice", choices=forms, editable=True, wrap=True, stretch=True, room="narrow"),
            Column("unit_type", _("Type of unit"), 180, kind="choice", choices=dict(profile.unit_types), editable=True, room="narrow"),
            Column("of_unit", _("Only of the unit"), 130, editable=True),
            Column("due", _("Due"), 120, kind="date", editable=True, room="narrow"),
            Column("note", _("Note"), 180, editable=True, wrap=True),
            Column("away", "", 100, kind="link", room="narrow"),
        ]  # fmt: skip

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws, wanted = self._ws, self._chosen

        def read() -> tuple[list[dict[str, Any]], list[UnitLine]]:
            found = awaited.all_periods(ws)
            code = wanted or (found[0]["code"] if found else _NEW)
            return found, awaited.completeness(ws, code) if any(period["code"] == code for period in found) else []

        self._runner.run(read, done=lambda got: self._take(wanted, *got), title=_("Reading the periods"))

    def _take(self, wanted: str | None, found: list[dict[str, Any]], lines: list[UnitLine]) -> None:
        if wanted != self._chosen:
            return  # another one was chosen meanwhile, and is being read
        self.found = found
        self.which.offer({**{period["code"]: str(period["code"]) for period in found}, _NEW: _("New period")})
        code = wanted or (found[0]["code"] if found else _NEW)
        self.which.set_key(code)
        chosen = next((period for period in found if period["code"] == code), None)
        if chosen is not None or self.period is not None or not self._lines:  # else lines of a new one are being written
            self._lines = [dict(line) for line in chosen["expected"]] if chosen else []
            self._show_lines()
        self._show(chosen, lines)

    def _show(self, period: dict[str, Any] | None, lines: list[UnitLine]) -> None:
        self.period = period
        state = (period["state"] if period else None) or "planned"
        self.code.setVisible(period is None)
        if period is None and not self.code.text():
            self.code.setText(period_now(self._ws.profile))
        self.state.show_state(State(PERIOD_STATES[state], _TONES[state]))
        called = period["call_sent_on"] if period else None
        self.called.say(_("Call for data sent on {date}", date=format_date(called)) if called else "")
        self.open_it.setVisible(state == "planned")
        self.close_it.setVisible(state == "open")
        self.reopen.setVisible(state == "closed")
        self.call.setVisible(state == "open")
        self.remind.setVisible(state == "open" and self._go is not None)
        self._show_board(lines)

    def _show_lines(self) -> None:
        self.lines.rows.show_source(ListSource([
            {"id": place, **{name: line.get(name) for name in ("form", "unit_type", "of_unit", "due", "note")},
             "away": str(_("Take away"))} for place, line in enumerate(self._lines)
        ]))  # fmt: skip

    def _show_board(self, lines: list[UnitLine]) -> None:
        forms = sorted({form for line in lines for form in line.forms})
        old, self.board = self.board, Sheet(ListSource([matrix.cells(line, forms) for line in lines]), matrix.columns(forms))
        self.board.set_room(self.room())
        self._box.replaceWidget(old, self.board)
        old.hide()
        old.deleteLater()
        counted = awaited.tally(lines)
        done = sum(counted.get(state, 0) for state in awaited.DONE)
        everything = sum(count for state, count in counted.items() if state != "late")
        self._legend.say(_("Handed over: {done} of {all} forms. Late: {late}.", done=done, all=everything, late=counted.get("late", 0)))
        self._show_tab(self.tabs.current())

    def _show_tab(self, key: str) -> None:
        self.lines.setVisible(key == "lines")
        self.board.setVisible(key == "board")
        self._legend.setVisible(key == "board")
        for place in range(self._signs.count()):
            part = self._signs.itemAt(place).widget()
            if part is not None:
                part.setVisible(key == "board")

    def arranged(self) -> None:
        if hasattr(self, "board"):
            self.lines.set_room(self.room())
            self.board.set_room(self.room())

    def _choose(self, key: Any) -> None:
        self._chosen = key
        self.period, self._lines = None, []
        self.refresh()

    # --- editing -------------------------------------------------------------------------------------------------

    def _edit(self, batch: list[tuple[Any, dict[str, Any]]]) -> None:
        for place, values in batch:
            if place is None:
                self._lines.append(values)
            else:
                self._lines[place] = self._lines[place] | values
        self._keep()

    def _take_away(self, place: Any, _column: str) -> None:
        del self._lines[place]
        self._keep()

    def _keep(self) -> None:
        """A period that is there is saved at once; a new one when it is opened."""
        if self.period is None:
            self._show_lines()
            return
        ws, period, lines = self._ws, self.period, [dict(line) for line in self._lines]
        self._editing.act(lambda: records.save(ws, "period", [{"id": period["id"], "expected": lines}]), _("Forms expected"),
                          refused=lambda error: (self.notices.refuse(error), self.refresh()))  # fmt: skip

    def open_period(self) -> None:
        """Open the period that is shown, with its lines."""
        ws, code = self._ws, self.period["code"] if self.period else self.code.text().strip()
        lines = [dict(line) for line in self._lines if line.get("form")]

        def opened(_result: Any) -> None:
            self._choose(code)

        self._editing.act(lambda: periods.open_period(ws, code, lines), _("Opening the period"), done=opened)

    def _move(self, action: str, why: str = "") -> None:
        ws, code = self._ws, self.period["code"] if self.period else ""
        self._editing.act(lambda: awaited.move(ws, action, code, why), _("Reporting period"))

    def call_for_data(self) -> None:
        """Put the call into the clipboard, to be pasted into a mail, and note its day."""
        ws, code = self._ws, self.period["code"] if self.period else ""

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.notices.say(_("The call for data is copied: paste it into a mail."), "done")
            self._editing.act(lambda: awaited.call_for_data(ws, code, dt.date.today()), _("Call for data"))

        self._runner.run(lambda: awaited.call_text(ws, code), done=copied, title=_("Writing the call for data"))

    def _remind(self) -> None:
        if self._go is not None:
            self._go.section("board").remind(None)

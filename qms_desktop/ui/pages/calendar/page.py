"""The year as a list of days: what is late, what is due soon, and what comes month by month."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.services import year
from qms_desktop.services.reports import chooser
from qms_desktop.services.workspace import Workspace
from qms_desktop.services.year import Calendar, Owed, icalendar, plan
from qms_desktop.services.year.words import STATES, MonthOf
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.home_rows import date_block
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import sized

TONES = {"late": "high", "soon": "medium", "open": "neutral", "done": "low"}
MOST_ROWS = 120
"""So many days are shown at once; the filter leads to the others."""


class CalendarPage(Page):
    """What this unit (or the QA office) owes in a year; another unit and another year can be chosen."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Calendar of the year"), _("The duties of the year, and the terms of the records."))
        self._ws, self._runner, self._go = ws, runner, go
        self.calendar: Calendar | None = None
        self.shown: list[Owed] = []
        self._years: list[str] = []
        self.paper = Button(_("Print"), "primary", "printer")
        self.paper.clicked.connect(self.print_page)
        self.export = Button(_("For a calendar program"), "secondary", "calendar-days")
        self.export.clicked.connect(self.write_ics)
        self.new_year = Button(_("New year"), "secondary", "calendar-check")
        self.new_year.clicked.connect(lambda: go.section("new_year"))
        self.header.add(self.new_year, self.export, self.paper)
        self.year = ChoiceBox({}, None, _("Year"))
        self.unit = ChoiceBox({}, ws.profile.qa_office.name, _("Unit"))
        for box in (self.year, self.unit):
            box.chosen.connect(lambda _key: self.refresh())
        self.unit.hide()
        self.toggles = FilterRow(_("Filter"), [
            Toggle("now", _("late and soon"), 0), Toggle("undone", _("all to be done"), 0), Toggle("all", _("the whole year"), 0),
        ])  # fmt: skip
        self.toggles.filtered.connect(lambda _text, _key: self._show())
        self._box = column(gap=8)
        self.scroll = Scroll(margins=(0, 0, 12, 8))
        self.scroll.body.addLayout(self._box)
        self.scroll.body.addStretch(1)
        self.empty = EmptyState("calendar-check", _("Nothing is late, and nothing is due in the next two weeks"),
                                _("“All to be done” shows what comes later in the year."))  # fmt: skip
        for box, wide in ((self.year, 200), (self.unit, 440)):
            sized(box, "setMaximumWidth", wide)
        self.add(row(self.year, self.unit, None, gap=12))
        self.add(self.toggles)
        self.add(self.scroll, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws, code, unit = self._ws, self.year.key(), self.unit.key()

        def read() -> tuple[Calendar, list[str], dict[str, Localised]]:
            found = year.calendar(ws, code, unit)
            return found, _years(ws), chooser.places(ws)

        self._runner.run(read, done=self._take, title=_("Reading the calendar"))

    def _take(self, found: tuple[Calendar, list[str], dict[str, Localised]]) -> None:
        self.calendar, years, names = found
        if years != self._years:
            self._years = years
            self.year.offer({code: Text.of(code) for code in years})
            self.unit.offer(names, None if self._ws.role == "department" else self._ws.profile.qa_office.name)
        self.year.set_key(self.calendar.year.code)
        self.unit.set_key(None if self.calendar.unit == "office" else self.calendar.unit)
        self.unit.setVisible(len(names) > 1)
        calendar = self.calendar
        self.toggles.set_counts({
            "now": len(calendar.of_state("late", "soon")), "undone": len(calendar.of_state("late", "soon", "open")),
            "all": len(calendar.owed),
        })  # fmt: skip
        self._show()

    # --- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self.calendar is None:
            return
        self.shown = self._wanted(self.calendar)
        clear(self._box)
        for month, owed in itertools.groupby(self.shown[:MOST_ROWS], key=lambda one: one.due.replace(day=1)):
            self._box.addWidget(Label(MonthOf(month), "section"))
            card = RowCard()
            for one in owed:
                self._row(card, one, self.calendar.today)
            self._box.addWidget(card)
        rest = len(self.shown) - MOST_ROWS
        if rest > 0:
            self._box.addWidget(Label(n_("And {n} more: the filter finds them.", "And {n} more: the filter finds them.", rest), "small", "text2"))
        self.scroll.setVisible(bool(self.shown))
        self.empty.setVisible(not self.shown)

    def _wanted(self, calendar: Calendar) -> list[Owed]:
        states = {"now": ("late", "soon"), "undone": ("late", "soon", "open")}.get(self.toggles.chosen(), tuple(STATES))
        words = self.toggles.text().casefold()
        return [
            one for one in calendar.of_state(*states)
            if words in f"{one.number} {one.title} {one.what.text(self._ws.language)}".casefold()
        ]  # fmt: skip

    def _row(self, card: RowCard, one: Owed, today: dt.date) -> None:
        state = one.state(today)
        named = " ".join(filter(None, (one.number, one.title)))
        texts = column(Label(Text.of(named) if named else one.what, "strong", wrap=True), gap=1)
        if named:
            texts.addWidget(Label(one.what, "small", "text2", wrap=True))
        line = card.add_row(date_block(one.due, state == "late"), texts, StateChip(State(STATES[state], TONES[state])))
        if self._go.section_of(one.kind) is not None and state != "done":
            button = Button(_("Open") if one.record else _("Go there"), "inline")
            button.clicked.connect(lambda: self.open_owed(one))
            line.addWidget(button)

    def retranslate(self) -> None:
        self._show()

    # --- acts ----------------------------------------------------------------------------------------------------

    def open_owed(self, one: Owed) -> None:
        """Go to the record; to where one is made, if there is none yet."""
        if one.record:
            self._go.record(one.kind, one.record)
        elif (key := self._go.section_of(one.kind)) is not None:
            self._go.section(key)

    def print_page(self) -> None:
        """Write the plan of the year as it is printed."""
        ws, calendar = self._ws, self.calendar
        if calendar is not None and (place := self._place(calendar, "pdf", asking.PAPERS)):
            self._runner.run(lambda: plan.write(ws, calendar, place), done=lambda _none: self._written(place), title=_("Writing the plan"))

    def write_ics(self) -> None:
        """Write what is not done for a calendar program; written again it moves the days there and doubles nothing."""
        ws, calendar = self._ws, self.calendar
        if calendar is not None and (place := self._place(calendar, "ics", asking.CALENDARS)):
            name = plan.name_of(calendar).text(ws.language)
            self._runner.run(lambda: icalendar.write(place, calendar.owed, ws.profile, name, ws.language),
                             done=lambda _count: self._written(place), title=_("Writing the calendar"))  # fmt: skip

    def _place(self, calendar: Calendar, ending: str, kinds: Localised) -> Path | None:
        name = f"{_('Plan of the year')} {calendar.year.code.replace('/', '-')}.{ending}"
        return asking.place_to_save(self, _("Where to put the plan"), name, kinds, "report")

    def _written(self, place: Path) -> None:
        banner = self.notices.say(_("The plan is written: {file}", file=place.name), "done", _("Open it"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))


def _years(ws: Workspace) -> Sequence[str]:
    """The year before, this one and the next."""
    now = year.year_of(ws, None, dt.date.today())
    before, after = (year.year_of(ws, None, day) for day in (now.first - dt.timedelta(days=1), now.last + dt.timedelta(days=1)))
    return [before.code, now.code, after.code]

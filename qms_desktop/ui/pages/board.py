"""The board of units: who sent and who did not, how much is whole, what waits, and what is done with many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, Text, _, n_
from qms_desktop.services import board, board_out, reminders
from qms_desktop.services.board import BoardRow
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import FigureCard
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.filters import FilterRow
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages import board_table
from qms_desktop.ui.pages.board_acts import BoardActs
from qms_desktop.ui.pages.board_reminder import ReminderPanel
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.extras import ColumnsButton
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_CARDS: tuple[tuple[str, Localised, str, Callable[[BoardRow], bool]], ...] = (
    ("all", _("units"), "text", lambda _row: True),
    ("received", _("wait to be looked through"), "accent", lambda r: r.state == "received"),
    ("late", _("are late"), "high", lambda r: r.state == "late"),
    ("not_due", _("have not sent yet"), "text2", lambda r: r.state == "not_due"),
    ("returned", _("were sent back"), "medium", lambda r: r.state == "returned"),
    ("accepted", _("are accepted"), "low", lambda r: r.state == "accepted"),
    ("disputed", _("have conflicts"), "high", lambda r: bool(r.conflicts or r.proposals)),
    ("forked", _("have copied disks"), "medium", lambda r: bool(r.forks)),
)


class BoardPage(Page):
    """Counts as filter cards, the table of units, and a bar for the ticked ones."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("Board of units"))
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.units: list[BoardRow] = []
        self._period = ""
        self._filter = "all"
        self._ticked: set[str] = set()
        self._order: tuple[str, bool] = ("unit", False)
        self._forms: list[str] | None = None
        self._make_header()
        self.cards = {key: FigureCard("0", words, tone) for key, words, tone, _test in _CARDS}
        self._cards = QWidget()
        line = row(gap=10)
        self._cards.setLayout(line)
        for key, card in self.cards.items():
            card.toggled.connect(lambda on, key=key: self.choose(key if on else "all"))
            line.addWidget(card, 1)
        self.add(self._cards)
        self.above = ChoiceBox({}, _("all"), _("Part of"))
        self.type = ChoiceBox({}, _("all"), _("Type"))
        for box in (self.above, self.type):
            box.chosen.connect(lambda _key: self._show())
        self._table = column(gap=8)
        self.acts = BoardActs()
        self.acts.accepted.connect(self.accept_ticked)
        self.acts.returned.connect(self.send_back)
        self.acts.reminded.connect(lambda: self.remind(sorted(self._ticked)))
        self.acts.answered.connect(lambda: go.section("returns").tick(sorted(self._ticked)))
        self.acts.let_go.connect(self._untick)
        self._make_table([])
        self.add(self._filters())
        self.add(self._table, 1)
        self._legend = board_table.legend()
        self.add(self._legend)
        self.add(self.acts)
        panel = ReminderPanel()
        self.set_panel(panel)
        self.reminder = panel
        self.undo_bar.undone.connect(editing.undo)
        editing.saved.connect(self.undo_bar.next_act)
        language.changed.connect(self._show)

    # --- building ------------------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self.late = Button(_("Remind all who are late"), "secondary", "mail-question-mark")
        self.late.clicked.connect(lambda: self.remind(None))
        excel = Button(_("Excel"), "secondary", "file-spreadsheet")
        excel.clicked.connect(lambda: self.write("xlsx", asking.WORKBOOKS))
        paper = Button(_("Print"), "secondary", "printer")
        paper.clicked.connect(self.print_page)
        receive = Button(_("Receive bundles"), "secondary", "inbox")
        receive.clicked.connect(lambda: self._go.section("receive"))
        self.header.add(self.late, excel, paper, receive)
        self._outward = (excel, paper, receive)

    def _filters(self) -> FilterRow:
        self._columns = ColumnsButton(self.sheet)
        self.filters = FilterRow(_("Unit or code"), [], self.above, self.type, self._columns)
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.filters.clear_link.clicked.connect(self._clear)
        return self.filters

    def _make_table(self, forms: list[str]) -> None:
        """A table with a column for each expected form: another period expects others."""
        hidden = set(self.sheet.remembered()["hidden"]) if self._forms is not None else set(board_table.SELDOM)
        old: QWidget | None = self.sheet if self._forms is not None else None
        self._forms = forms
        self.sheet = Sheet(ListSource([]), board_table.columns(forms))
        self.sheet.put_away(hidden)
        self.sheet.link_followed.connect(self._follow)
        self.sheet.rows.edited.connect(self._tick)
        self.sheet.sort_asked.connect(self._sort)
        self.sheet.set_room(self.room())
        if old is not None:
            self._table.removeWidget(old)
            old.hide()
            old.deleteLater()
            self._columns.follow_sheet(self.sheet)
        self._table.addWidget(self.sheet)

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: (board.board(ws), board.period(ws)), done=self._take)

    def _take(self, read: tuple[list[BoardRow], str]) -> None:
        found, self._period = read
        self.units = found
        self._ticked &= {entry.unit for entry in found}
        forms = sorted({form for entry in found for form in entry.forms})
        if forms != self._forms:
            self._make_table(forms)
        for key, _words, _tone, test in _CARDS:
            self.cards[key].count.say(str(sum(map(test, found))))
        names: dict[str, Localised] = {entry.unit: entry.name for entry in found}
        above = sorted({entry.parent for entry in found if entry.parent})
        self.above.offer({code: names.get(code, Text.of(code)) for code in above}, _("all"))
        types = self._ws.profile.unit_types
        self.type.offer({key: types.get(key, Text.of(key)) for key in sorted({e.type for e in found if e.type})}, _("all"))
        self._arrange_boxes()
        self.late.refuse(None if any(e.state == "late" for e in found) else _("Nobody is late"))
        self._arrange_cards()
        self._show()

    def _arrange_boxes(self) -> None:
        """Beside the panel there is no room for them."""
        wide = not self.panel_is_open()
        self._cards.setVisible(wide)
        for button in self._outward:
            button.setVisible(wide or self.width_class >= Width.RAIL)
        self.type.setVisible(wide)
        self.above.setVisible(wide and any(entry.parent for entry in self.units))

    def _arrange_cards(self) -> None:
        """Cards of nothing go, but for the first ones; in a narrow window those of what needs nobody go too."""
        narrow = self.width_class < Width.RAIL
        for key, _words, _tone, test in _CARDS:
            there = any(map(test, self.units)) and not (narrow and key in ("not_due", "returned"))
            self.cards[key].setVisible(there or key == "all" or (key in ("received", "accepted") and not narrow))

    def choose(self, key: str) -> None:
        """Show the units of one card; the first one shows all."""
        self._filter = key
        for name, card in self.cards.items():
            card.choose(name == key and key != "all")
        self._show()

    def _clear(self) -> None:
        for box in (self.above, self.type):
            box.set_key(None)
        self.choose("all")

    def _sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._show()

    def in_sight(self) -> list[BoardRow]:
        """The units that the filters leave, in the order of the table."""
        test = next(test for key, _words, _tone, test in _CARDS if key == self._filter)
        words, above, kind = search_fold(self.filters.text()), self.above.key(), self.type.key()
        shown = [entry for entry in self.units if test(entry) and above in (None, entry.parent) and kind in (None, entry.type)
                 and (words in search_fold(str(entry.name)) or words in search_fold(entry.unit))]  # fmt: skip
        return board_table.in_order(shown, *self._order)

    def _show(self) -> None:
        if self.filters is None:
            return
        shown, today = self.in_sight(), dt.date.today()
        rows = [board_table.cells(entry, entry.unit in self._ticked, self._step(entry)[0], today) for entry in shown]
        self.sheet.rows.show_source(ListSource(rows))
        filtering = self._filter != "all" or bool(self.filters.text()) or bool(self.above.key() or self.type.key())
        self.filters.clear_link.setVisible(filtering)
        count = n_("{n} unit in sight of {all}", "{n} units in sight of {all}", len(shown), all=len(self.units))
        self.header.subtitle.say(_("{period} · {count}", period=self._period, count=count))
        self._say_ticked()

    def _step(self, entry: BoardRow) -> tuple[Localised | str, Callable[[], object] | None]:
        if entry.waiting_devices:
            return _("Compare the digits"), lambda: self._go.section("devices").show_waiting()
        if entry.conflicts or entry.proposals:
            return _("Decide"), lambda: self._go.section("conflicts").show_unit(entry.name)
        if entry.handed:
            return _("Look through"), lambda: self._look_through(entry.unit)
        if entry.state == "late":
            return _("Remind"), lambda: self.remind([entry.unit])
        return "", None

    # --- ticks and acts ------------------------------------------------------------------------------------------

    def show_waiting(self) -> None:
        """Put the units at the top whose records wait for the office's word, whatever state each unit is in."""
        self._order = ("handed", True)
        self._show()

    def _look_through(self, unit: str) -> None:
        """Go to the first record of the unit that waits for the office's word."""
        ws = self._ws
        self._runner.run(lambda: board.handed_over(ws, unit), done=lambda found: self._go.record(*found[0]) if found else None)

    def _follow(self, unit: Any, _column: str) -> None:
        entry = next((entry for entry in self.units if entry.unit == unit), None)
        act = self._step(entry)[1] if entry else None
        if act is not None:
            act()

    def _tick(self, batch: list[tuple[Any, dict[str, Any]]]) -> None:
        for unit, values in batch:
            (self._ticked.add if values.get("tick") else self._ticked.discard)(unit)
        self._say_ticked()

    def _untick(self) -> None:
        self._ticked.clear()
        self._show()

    def _say_ticked(self) -> None:
        self.acts.say(len(self._ticked), sum(entry.handed for entry in self.units if entry.unit in self._ticked))

    def accept_ticked(self) -> None:
        """Accept all that the ticked units have handed over."""
        ws, chosen = self._ws, sorted(self._ticked)
        self._ticked.clear()
        self._editing.act(
            lambda: board.accept(ws, chosen), n_("Accepting {n} unit", "Accepting {n} units", len(chosen)),
            done=lambda result: self.undo_bar.offer(n_(
                "{n} record was accepted.", "{n} records were accepted.", len(result.change_ids))))  # fmt: skip

    def send_back(self, why: str) -> None:
        """Return all that the ticked units have handed over, with one remark."""
        ws, chosen = self._ws, sorted(self._ticked)
        self._ticked.clear()
        self._editing.act(
            lambda: board.send_back(ws, chosen, why), n_("Returning {n} unit", "Returning {n} units", len(chosen)),
            done=lambda result: self.undo_bar.offer(n_(
                "{n} record was returned.", "{n} records were returned.", len(result.change_ids))))  # fmt: skip

    def remind(self, codes: list[str] | None) -> None:
        """Show the texts of reminders, to the units named or to all that are late."""
        ws = self._ws

        def show(found: list[reminders.Reminder]) -> None:
            self.reminder.show_reminders(found)
            self.show_panel()

        self._runner.run(lambda: reminders.reminders(ws, codes), done=show, title=_("Writing the reminders"))

    def write(self, ending: str, kinds: Localised) -> None:
        """Write what is in sight of the board into a file."""
        ws, rows = self._ws, self.in_sight()
        name = f"{_('Board of units')} {dt.date.today():%Y-%m-%d}.{ending}"
        place = asking.place_to_save(self, _("Where to put the board"), name, kinds, "board")
        if place is not None:
            self._runner.run(lambda: board_out.write_board(ws, rows, place), done=lambda _count: self._written(place),
                             title=_("Writing the board"))  # fmt: skip

    def _written(self, place: Path) -> None:
        banner = self.notices.say(_("The board is written: {file}", file=place.name), "done", _("Open it"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))

    def print_page(self) -> None:
        self.write("pdf", asking.PAPERS)

    def primary(self) -> None:
        self.acts.primary()

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())
            self._arrange_cards()
            self._arrange_boxes()
            self._legend.setVisible(self.room() == "wide")

"""The board of units: who sent and who did not, what waits, and taking in what was handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import board, board_words
from qms_desktop.services.board import BoardRow
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import FigureCard
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.filters import FilterRow
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.table.extras import BatchBar
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_TONES = {"late": "high", "received": "info", "returned": "medium", "accepted": "low"}
STATES = {key: State(words, _TONES.get(key, "neutral")) for key, words in board_words.STATES.items()}

_CARDS: tuple[tuple[str, Localised, str, Callable[[BoardRow], bool]], ...] = (
    ("all", _("units"), "text", lambda _row: True),
    ("received", _("wait to be looked through"), "accent", lambda r: r.state == "received"),
    ("late", _("are late"), "high", lambda r: r.state == "late"),
    ("not_due", _("have not sent yet"), "text2", lambda r: r.state == "not_due"),
    ("returned", _("were sent back"), "medium", lambda r: r.state == "returned"),
    ("accepted", _("are accepted"), "low", lambda r: r.state == "accepted"),
    ("disputed", _("have conflicts"), "high", lambda r: bool(r.conflicts or r.proposals)),
)


class BoardPage(Page):
    """Counts as filter cards, the table of units, and a bar for the ticked ones."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("Board of units"))
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.units: list[BoardRow] = []
        self._filter = "all"
        self._ticked: set[str] = set()
        receive = Button(_("Receive bundles"), "secondary", "inbox")
        receive.clicked.connect(lambda: go.section("receive"))
        self.header.add(receive)
        self.cards = {key: FigureCard("0", words, tone) for key, words, tone, _test in _CARDS}
        line = row(gap=10)
        for key, card in self.cards.items():
            card.toggled.connect(lambda on, key=key: self.choose(key if on else "all"))
            line.addWidget(card, 1)
        self.add(line)
        self.active = Label(role="small", tone="text2")
        self.add(FilterRow(_("Unit or code"), [], self.active))
        assert self.filters is not None
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.filters.clear_link.clicked.connect(lambda: self.choose("all"))
        self.sheet = Sheet(ListSource([]), [
            Column("tick", "", 36, kind="check", editable=True, room="narrow"),
            Column("unit", _("Unit"), 240, wrap=True, stretch=True, room="narrow"),
            Column("state", _("State"), 128, kind="state", room="narrow"),
            Column("came", _("Came"), 130, room="wide"),
            Column("handed", _("Handed over"), 96, kind="number", room="wide"),
            Column("conflicts", _("Conflicts"), 90, kind="number", room="wide"),
            Column("devices", _("Computers"), 96, kind="number", room="wide"),
            Column("step", _("Next step"), 170, kind="link", room="narrow"),
        ])  # fmt: skip
        self.sheet.link_followed.connect(self._follow)
        self.sheet.rows.edited.connect(self._tick)
        self.add(self.sheet, 1)
        self.accept = Button(_("Accept"), "primary", "check")
        self.accept.clicked.connect(self.accept_ticked)
        self.bar = BatchBar(self.accept)
        self.bar.let_go.connect(self._untick)
        self.add(self.bar)
        self.undo_bar.undone.connect(editing.undo)
        editing.saved.connect(self.undo_bar.next_act)
        language.changed.connect(self._show)

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: board.board(ws), done=self._take)

    def _take(self, found: list[BoardRow]) -> None:
        self.units = found
        self._ticked &= {entry.unit for entry in found if entry.handed}
        for key, _words, _tone, test in _CARDS:
            count = sum(map(test, found))
            self.cards[key].count.say(str(count))
        self._arrange_cards()
        self._show()

    def _arrange_cards(self) -> None:
        """Cards of nothing go, but for the first ones; in a narrow window only what there is stays."""
        narrow = self.width_class < Width.RAIL
        for key, _words, _tone, test in _CARDS:
            there = any(map(test, self.units))
            self.cards[key].setVisible(there or key == "all" or (key in ("received", "accepted") and not narrow))
            if narrow:
                self.cards[key].words.setVisible(True)

    def choose(self, key: str) -> None:
        """Show the units of one card; the first one shows all."""
        self._filter = key
        for name, card in self.cards.items():
            card.choose(name == key and key != "all")
        self._show()

    def _show(self) -> None:
        assert self.filters is not None
        test = next(test for key, _words, _tone, test in _CARDS if key == self._filter)
        words = search_fold(self.filters.text())
        shown = [entry for entry in self.units if test(entry)
                 and (words in search_fold(str(entry.name)) or words in search_fold(entry.unit))]  # fmt: skip
        self.sheet.put_away(set() if any(entry.handed for entry in self.units) else {"tick"})
        self.sheet.rows.show_source(ListSource([self._row(entry) for entry in shown]))
        card = next(words for key, words, _tone, _test in _CARDS if key == self._filter)
        self.active.say("" if self._filter == "all" else _("Shown: {filter}", filter=card))
        self.filters.clear_link.setVisible(self._filter != "all" or bool(words))
        self.header.subtitle.say(n_("{n} unit in sight of {all}", "{n} units in sight of {all}", len(shown), all=len(self.units)))
        self._say_ticked()

    def _row(self, entry: BoardRow) -> dict[str, Any]:
        step, _act = self._step(entry)
        marks = {"unit": Mark(second=entry.unit), "tick": Mark(office=not entry.handed)}
        return {
            "id": entry.unit, "tick": entry.unit in self._ticked, "unit": str(entry.name), "state": STATES[entry.state],
            "came": str(day_of(entry.last_received)) if entry.last_received else "–", "handed": entry.handed or None,
            "conflicts": entry.conflicts + entry.proposals or None,
            "devices": (entry.devices + entry.waiting_devices) or None, "step": str(step), MARKS: marks,
        }  # fmt: skip

    def _step(self, entry: BoardRow) -> tuple[Localised | str, Callable[[], object] | None]:
        if entry.waiting_devices:
            return _("Compare the digits"), lambda: self._go.section("devices").show_waiting()
        if entry.conflicts or entry.proposals:
            return _("Decide"), lambda: self._go.section("conflicts")
        if entry.handed:
            return _("Look through"), lambda: self._go.section("risks")
        return "", None

    # --- acts ----------------------------------------------------------------------------------------------------

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
        handed = sum(entry.handed for entry in self.units if entry.unit in self._ticked)
        self.bar.say(n_("{n} unit is ticked", "{n} units are ticked", len(self._ticked)) if self._ticked else None)
        self.accept.say(n_("Accept {n} record", "Accept {n} records", handed))

    def accept_ticked(self) -> None:
        """Accept all that the ticked units have handed over."""
        ws, chosen = self._ws, sorted(self._ticked)
        self._ticked.clear()
        self._editing.act(lambda: board.accept(ws, chosen), n_("Accepting {n} unit", "Accepting {n} units", len(chosen)),
                          done=lambda result: self._accepted(len(result.change_ids)))  # fmt: skip

    def _accepted(self, count: int) -> None:
        self.undo_bar.offer(n_("{n} record was accepted.", "{n} records were accepted.", count))

    def primary(self) -> None:
        if self._ticked:
            self.accept.click()

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())
            self._arrange_cards()

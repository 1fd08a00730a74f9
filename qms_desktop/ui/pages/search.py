"""Ctrl+K: what a text finds, in records of all kinds, units, people, and among the commands of the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import searching
from qms_desktop.services.searching import Findings
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.columns import HEADING, Column
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_REST = 150  # ms of rest while one types


class SearchPage(Page):
    """`look_for(words)`: Enter on a row, or its link, opens what was found."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Search"))
        self._ws, self._runner, self._go = ws, runner, go
        self._words, self._asked = "", 0
        self.groups: list[Findings] = []
        self._opens: dict[Any, Any] = {}
        self._jump = False
        self.nothing = Label(wrap=True, tone="text2")
        self.sheet = Sheet(ListSource([]), [
            Column("title", _("Found"), 380, wrap=True, stretch=True, room="narrow"),
            Column("number", _("No."), 130, room="panel"),
            Column("unit", _("Unit"), 260, wrap=True, room="panel"),
            Column("open", "", 110, kind="link", room="narrow"),
        ])  # fmt: skip
        self.sheet.link_followed.connect(lambda row_id, _column: self.open_row(row_id))
        self.sheet.doubleClicked.connect(lambda _index: self.open_row(self.sheet.current_id()))
        self.sheet.installEventFilter(self)
        self.add(self.nothing)
        self.add(self.sheet, 1)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._look)
        language.changed.connect(self._show)

    def look_for(self, words: str, *, at_once: bool = False) -> None:
        """Search for a text; `at_once` goes into the results when they are there."""
        self._words, self._jump = words, at_once
        self._rest.stop() if at_once else self._rest.start()
        if at_once:
            self._look()

    def refresh(self, changes: Any = None) -> None:
        if self._words:
            self._look()

    def _look(self) -> None:
        self._asked += 1
        number, words, ws = self._asked, self._words, self._ws

        def shown(found: list[Findings] | None) -> None:
            if number == self._asked and found is not None:
                self.groups = found
                self._show()

        self._runner.run(lambda: searching.search(ws, words) if number == self._asked else None, done=shown)

    def _show(self) -> None:
        rows: list[dict[str, Any]] = []
        self._opens = {}
        commands = self._commands()
        if commands:
            rows.append({"id": "heading commands", HEADING: _("Sections and commands")})
            rows += [self._row(f"command {at}", words, "", "", act) for at, (words, act) in enumerate(commands)]
        for group in self.groups:
            count: Localised = _("{what} – more than {n}", what=group.label, n=len(group.found)) if group.more else _(
                "{what} – {n}", what=group.label, n=len(group.found))  # fmt: skip
            rows.append({"id": f"heading {group.kind}", HEADING: count})
            for found in group.found:
                act = self._opener(found.kind, found.id)
                title = found.title or str(KINDS[found.kind].label)
                rows.append(self._row(f"{found.kind} {found.id}", title, found.number, str(found.unit), act))
        self.sheet.rows.show_source(ListSource(rows))
        found_ones = sum(len(group.found) for group in self.groups) + len(commands)
        self.header.say(_("Search: {words}", words=self._words), n_("{n} thing found", "{n} things found", found_ones))
        self.nothing.setVisible(not rows and bool(self._words))
        self.nothing.say(_("Nothing was found. Try fewer letters; н, о, у find ң, ө, ү too."))
        if self._jump and rows:
            self._jump = False
            self.sheet.choose_row(1)
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, row_id: str, title: str, number: str, unit: str, act: Any) -> dict[str, Any]:
        self._opens[row_id] = act
        return {"id": row_id, "title": title, "number": number, "unit": unit, "open": str(_("Open")) if act else ""}

    def _opener(self, kind: str, record_id: str) -> Any:
        if kind == "unit":
            return (lambda: self._go.section("board")) if self._go.has("board") else None
        if kind == searching.WORD:
            return lambda: self._go.section("help").show_topic("words")
        if self._go.section_of(kind):
            return lambda: self._go.record(kind, record_id)
        return None

    def _commands(self) -> list[tuple[str, Any]]:
        """Sections and menu commands whose words hold the text."""
        wanted, window = search_fold(self._words), self.window()
        if not wanted or not isinstance(window, MainWindow):
            return []
        found = [(str(section.label), lambda key=section.key: self._go.section(key))
                 for section in window.sections.values() if section.listed and wanted in search_fold(str(section.label))]  # fmt: skip
        return found + [(action.text(), action.trigger) for action in window.commands.actions
                        if action.isEnabled() and wanted in search_fold(action.text())]  # fmt: skip

    def open_row(self, row_id: Any) -> None:
        """Open what a row found."""
        act = self._opens.get(row_id)
        if act is not None:
            act()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if watched is self.sheet and event.type() == event.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row(self.sheet.current_id())
            return True
        return super().eventFilter(watched, event)

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())

"""The fields of a disputed record that nobody disputes: folded, so that a decision is made in sight of all of it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import disputes
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import sized
from qms_desktop.ui.theme.icons import icon


class Undisputed(QWidget):
    """One line that says how many there are, and opens them."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._key: Key | None = None
        self.fold = Button("", "fold", "chevron-right")
        self.fold.clicked.connect(self._flip)
        self._note = Label(_("equal on both sides, or changed on one side only"), "small", "text2")
        self._body = QWidget()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        sized(self._grid, "setHorizontalSpacing", 16)
        self._body.setLayout(self._grid)
        self._body.hide()
        self.setLayout(column(row(self.fold, self._note, None), self._body, gap=6))
        self.hide()

    def show_of(self, key: Key) -> None:
        """Read the fields of another record."""
        self._key = key
        ws = self._ws
        self._runner.run(lambda: (key, disputes.undisputed(ws, key)), done=lambda found: self._show(*found))

    def _show(self, key: Key, found: list[tuple[Localised, str]]) -> None:
        if key != self._key:
            return
        clear(self._grid)
        for at, (label, words) in enumerate(found):
            name = Label(label, "label", "text2", wrap=True)
            sized(name, "setFixedWidth", 150)
            self._grid.addWidget(name, at, 0)
            self._grid.addWidget(Label(words, wrap=True), at, 1)
        self.fold.say(n_("{n} undisputed field", "{n} undisputed fields", len(found)))
        self.setVisible(bool(found))

    def _flip(self) -> None:
        opened = self._body.isHidden()
        self._body.setVisible(opened)
        self.fold.setIcon(icon("chevron-down" if opened else "chevron-right", "text2"))

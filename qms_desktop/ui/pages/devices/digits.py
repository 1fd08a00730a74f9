"""The six groups of digits: large, in two lines, to be read out and compared by phone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import CheckBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.theme.fonts import sized

_IN_A_LINE = 3


class Digits(QWidget):
    """`Digits("12345 …")`: `say` shows other ones."""

    def __init__(self, digits: str = "", role: str = "figure") -> None:
        super().__init__()
        self._role = role
        self._grid = QGridLayout()
        sized(self._grid, "setHorizontalSpacing", 22)
        sized(self._grid, "setVerticalSpacing", 2)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.groups = [Label(role=role) for _group in range(6)]
        for at, group in enumerate(self.groups):
            group.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(group, at // _IN_A_LINE, at % _IN_A_LINE)
        self._grid.setColumnStretch(_IN_A_LINE, 1)
        self.setLayout(self._grid)
        self.say(digits)

    def say(self, digits: str) -> None:
        """Show six groups."""
        self.setAccessibleName(digits)
        for group, words in zip(self.groups, (digits.split() + [""] * 6)[:6], strict=True):
            group.say(words)

    def text(self) -> str:
        """The groups as they are read out."""
        return " ".join(group.text() for group in self.groups)


class Compared(QWidget):
    """A tick that says that the digits were compared, and the button that it opens."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tick = CheckBox(_("All six groups were compared by phone and are the same"))
        self.button = Button(_("Confirm the computer"), "secondary", "check")
        self.button.clicked.connect(self.confirmed)
        self.tick.toggled.connect(self._judge)
        self.setLayout(column(self.tick, row(self.button, None), gap=6))
        self._judge(False)

    def _judge(self, ticked: bool) -> None:
        self.button.refuse(None if ticked else _("Compare the digits by phone first, then tick it"))

"""The office's own key: its digits, to be read out by phone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.services import exchanging
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.pages.devices.digits import Digits
from qms_desktop.ui.runner import Runner


class Keys(QWidget):
    """`done` fires when the keys have changed."""

    done = Signal()

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        card = Card(_("The digits of this computer"))
        self.digits = Digits(exchanging.own_digits(ws))
        card.add(self.digits)
        card.add(Label(_("A unit that would be sure that a file is yours compares these six groups by phone."), "small",
                       "text2", wrap=True))  # fmt: skip
        self.setLayout(column(card, None, gap=12))

    def read(self) -> None:
        """Show the key as it is now."""
        self.digits.say(exchanging.own_digits(self._ws))

    def primary(self) -> None:
        """Do the next step of this tab."""

    def set_narrow(self, narrow: bool) -> None:
        """Fit a narrow window."""

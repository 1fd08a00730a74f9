"""A passphrase, once or twice, with its strength in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.services.key_backup import check_passphrase
from qms_desktop.ui.components.choices import CheckBox
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row

_GOOD, _STRONG = 16, 24  # letters


class Passphrase(QWidget):
    """`text()` is what was written; `problem()` says why it cannot be used yet, None if it can."""

    changed = Signal()

    def __init__(self, *, twice: bool) -> None:
        super().__init__()
        self._twice = twice
        self.first = Field(LineEditor(), _("Passphrase"), required=True)
        self.second = Field(LineEditor(), _("The passphrase once more"), required=True)
        self.seen = CheckBox(_("Show what I write"))
        self._sign = IconLabel("circle-alert", "medium", 15)
        self.strength = Label(role="small", wrap=True)
        said = row(self._sign, self.strength, gap=6)
        said.setStretch(1, 1)
        self.setLayout(column(self.first, said, self.second, self.seen, gap=6))
        for field in (self.first, self.second):
            field.changed.connect(self._judge)
        self.seen.toggled.connect(self._show_letters)
        self.second.setVisible(twice)
        self._show_letters(False)
        self._judge()

    def text(self) -> str:
        return self.first.editor.text()

    def clear(self) -> None:
        """Forget what was written."""
        for field in (self.first, self.second):
            field.editor.clear()
        self._judge()

    def problem(self) -> Localised | None:
        """Why it cannot be used yet."""
        if not self._twice:
            return None
        try:
            check_passphrase(self.text())
        except UserError as problem:
            return problem.message
        return None if self.second.editor.text() == self.text() else _("Write the same passphrase in both fields")

    def _judge(self) -> None:
        words, tone = self._strength()
        self._sign.setVisible(bool(words) and self._twice)
        self.strength.setVisible(bool(words) and self._twice)
        self._sign.show_icon("circle-check" if tone == "low" else "circle-alert", tone)
        self.strength.say(words)
        self.strength.set_tone(tone)
        self.changed.emit()

    def _strength(self) -> tuple[Localised | str, str]:
        written = self.text()
        if not written:
            return _("Four or five words that do not belong together are easy to remember and hard to guess."), "text2"
        try:
            check_passphrase(written)
        except UserError as problem:
            return problem.message, "high"
        words = len(written.split())
        if len(written) >= _STRONG and words >= 4:
            return _("Strong: nobody guesses it."), "low"
        if len(written) >= _GOOD:
            return _("Good. A further word would make it strong."), "low"
        return _("Weak: it can be used, but a further word or two would be better."), "medium"

    def _show_letters(self, seen: bool) -> None:
        for field in (self.first, self.second):
            field.editor.setEchoMode(QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password)

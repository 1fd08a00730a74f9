"""The verdicts of a question as buttons with their digits: Alt and the digit presses one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qms_desktop.core.fields import Field
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.audits import VERDICTS
from qms_desktop.ui.components.buttons import ToggleButton
from qms_desktop.ui.components.layout import Flow
from qms_desktop.ui.theme.icons import icon
from qms_desktop.ui.words import Lines

# Icon, tone and digit; “not examined” has no button: it is what a question is until it has a verdict.
LOOKS: dict[str, tuple[str, str, str]] = {
    "conforms": ("circle-check", "low", "1"),
    "minor_nc": ("triangle-alert", "medium", "2"),
    "major_nc": ("octagon-alert", "high", "3"),
    "observation": ("eye", "info", "4"),
    "ofi": ("lightbulb", "info", "5"),
    "good_practice": ("thumbs-up", "low", "6"),
    "not_applicable": ("ban", "neutral", "0"),
}
TEXT_TONES = {"low": "low", "medium": "medium", "high": "high", "info": "soft_text", "neutral": "text2"}


class VerdictEditor(QWidget):
    """The value is a key of the verdicts, None while the question is not judged; pressed again a button lets go."""

    changed = Signal()

    def __init__(self, field: Field, profile: Profile) -> None:
        super().__init__()
        self._value: str | None = None
        self.buttons: dict[str, ToggleButton] = {}
        flow = Flow()
        for key, words in field.choices(profile).items():
            if key not in LOOKS:
                continue
            name, tone, digit = LOOKS[key]
            button = ToggleButton(Lines((words, Text.of(digit)), "  "), "verdict", name)
            button.setIcon(icon(name, TEXT_TONES[tone]))
            button.setProperty("tone", tone)
            button.clicked.connect(lambda _on=False, key=key: self.press(key))
            self.buttons[key] = button
            flow.addWidget(button)
        self.setLayout(flow)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def shortcuts(self, window: QWidget) -> None:
        """Let Alt and the digit press the buttons while the focus is in `window`."""
        for key, button in self.buttons.items():
            shortcut = QShortcut(QKeySequence(f"Alt+{LOOKS[key][2]}"), window)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value
        for key, button in self.buttons.items():
            button.setChecked(key == value)

    def press(self, key: str) -> None:
        """Judge; the same verdict again takes it back."""
        self.set_value(None if self._value == key else key)
        self.changed.emit()

    def set_wrong(self, wrong: bool) -> None:
        """A verdict cannot be wrong."""

    def setReadOnly(self, read_only: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(not read_only)


def verdict_words(verdict: str | None) -> Localised:
    return VERDICTS[verdict] if verdict else _("not looked at yet")


def verdict_icon(verdict: str | None) -> tuple[str, str]:
    """The icon of a verdict and the token of its colour."""
    name, tone, _digit = LOOKS.get(verdict or "", ("circle-dashed", "neutral", ""))
    return name, TEXT_TONES[tone]

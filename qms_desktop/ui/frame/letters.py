"""The letters ң ө ү for a Russian keyboard: three buttons, and Alt with the keys of н, о, у."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.keys import LETTERS
from qms_desktop.ui.speech import speak
from qms_desktop.ui.theme.fonts import write_in

_RUSSIAN = {"Y": "н", "J": "о", "E": "у"}


def write_letter(letter: str) -> None:
    """Write a letter into what has the focus, as if it had been typed."""
    target = QApplication.focusWidget()
    if target is None or target.property("readOnly"):
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(letter)
    QCoreApplication.sendEvent(target, event)


class LetterButtons(QWidget):
    """ң ө ү; a click with Shift gives the capital. They never take the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QToolButton] = []
        for key, letter in LETTERS.items():
            button = QToolButton()
            button.setText(letter)
            button.setProperty("kind", "letter")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            write_in(button, "strong")
            said = _("The letter {letter} (Alt+{key})", letter=letter, key=_RUSSIAN[key])
            speak(button, "setToolTip", said)
            speak(button, "setAccessibleName", said)
            button.clicked.connect(lambda _on=False, letter=letter: self._write(letter))
            self.buttons.append(button)
        self.setLayout(row(*self.buttons, gap=3))

    @staticmethod
    def _write(letter: str) -> None:
        shift = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        write_letter(letter.upper() if shift else letter)


def letter_shortcuts(window: QWidget) -> list[QShortcut]:
    """Alt and the physical keys of н, о, у write ң, ө, ү in every layout; with Shift the capitals."""
    made = []
    for key, letter in LETTERS.items():
        for modifier, written in (("Alt+", letter), ("Alt+Shift+", letter.upper())):
            shortcut = QShortcut(window)
            shortcut.setKeys(
                [QKeySequence(f"{modifier}{key}"), QKeySequence(f"{modifier}{_RUSSIAN[key].upper()}")]
            )
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(lambda written=written: write_letter(written))
            # Where Qt tries the Latin key beside the Cyrillic one, both of the shortcut's keys match at once.
            shortcut.activatedAmbiguously.connect(lambda written=written: write_letter(written))
            made.append(shortcut)
    return made

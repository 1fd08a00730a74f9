"""The menus of the window, from which every command can be reached, with their keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.speech import Said, speak

# No mnemonics at all: Alt with н, о, у writes letters, and F10 with the arrows walks the menus.
MENUS: tuple[tuple[str, Said], ...] = (
    ("file", _("File")),
    ("edit", _("Edit")),
    ("view", _("View")),
    ("record", _("Record")),
    ("help", _("Help")),
)


class Commands:
    """Makes the menus and puts commands into them: `commands.add("record", _("New record"), "Ctrl+N", act)`."""

    def __init__(self, bar: QMenuBar, window: QWidget) -> None:
        self._window = window
        self.menus: dict[str, QMenu] = {}
        self.actions: list[QAction] = []
        for key, said in MENUS:
            menu = bar.addMenu("")
            speak(menu.menuAction(), "setText", said)
            self.menus[key] = menu

    def add(self, menu: str, said: Said, keys: str, act: Callable[[], object]) -> QAction:
        """A command in a menu; its key works in the whole window."""
        action = QAction(self._window)
        speak(action, "setText", said)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False: act())
        self.menus[menu].addAction(action)
        self.actions.append(action)
        return action

    def hidden_key(self, keys: str, act: Callable[[], object]) -> QAction:
        """A key without a place in the menus."""
        action = QAction(self._window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _on=False: act())
        self._window.addAction(action)
        return action

    def separate(self, menu: str) -> None:
        self.menus[menu].addSeparator()

    def all_keys(self) -> list[tuple[str, str]]:
        """Every key and what it does, in the window's language."""
        return [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for action in self.actions
            if not action.shortcut().isEmpty()
        ]

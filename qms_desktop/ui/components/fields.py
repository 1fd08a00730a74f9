"""A form field: label, red star, question mark, the editor, and below it a hint or what is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import IconButton
from qms_desktop.ui.components.label import ClickLabel, IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.theme.fonts import sized


class Field(QWidget):
    """`Field(LineEditor(), _("Responsible"), required=True, help_key="risk.responsible", hint=_("..."))`.

    `left` fires when the focus goes out of the field after an edit: that is when a field is checked. An editor
    may say by `problem()` what is wrong with what was typed; the page says the rest with `show_problem`.
    """

    changed = Signal()
    left = Signal()
    help_asked = Signal(str)

    def __init__(
        self,
        editor: QWidget,
        label: Said,
        *,
        required: bool = False,
        help_key: str = "",
        hint: Said | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._edited = False
        self.label = ClickLabel(label, "label", "text2")
        self.label.setBuddy(editor)
        sized(self.label, "setMinimumHeight", 20)  # fields with and without a question mark stand in one line
        head: list[QWidget | None] = [self.label]
        if required:
            self.star = Label("*", "label", "high")
            speak(self.star, "setAccessibleName", _("required"))
            head.append(self.star)
        if help_key:
            self.help = IconButton("circle-help", _("What belongs here"), small=True)
            self.help.clicked.connect(lambda: self.help_asked.emit(help_key))
            head.append(self.help)
        self._sign = IconLabel("circle-alert", "high", 15)
        self.below = Label(role="small", tone="text2", wrap=True)
        foot = row(self._sign, self.below, gap=5)
        foot.setStretch(1, 1)
        foot.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(row(*head, None, gap=5), editor, foot, None, gap=4))
        speak(editor, "setAccessibleName", label)
        editor.changed.connect(self._edit)
        for part in (editor, *editor.findChildren(QWidget)):
            part.installEventFilter(self)
        self.show_problem(None)

    def value(self) -> Any:
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        """Show a value; it counts as untouched."""
        self.editor.set_value(value)
        self._edited = False
        self.show_problem(None)

    def say_hint(self, hint: Said | None) -> None:
        """What stands below the editor while nothing is wrong."""
        self._hint = hint
        self.show_problem(None)

    def show_problem(self, problem: Said | None) -> None:
        """Say what is wrong and what to write, or fall back to the hint."""
        self._sign.show_icon("circle-alert", "high")
        self._sign.setVisible(problem is not None)
        said = problem if problem is not None else self._hint
        self.below.setVisible(said is not None)
        self.below.say(said if said is not None else "")
        self.below.set_tone("high" if problem is not None else "text2")
        self.editor.set_wrong(problem is not None)

    def show_doubt(self, doubt: Said | None) -> None:
        """Say what a colleague would ask about the value; what is wrong with it goes before."""
        if self.below.property("tone") == "high" and not self.below.isHidden():
            return
        self.show_problem(None)
        if doubt is not None:
            self._sign.show_icon("message-circle-warning", "medium")
            self._sign.show()
            self.below.say(doubt)
            self.below.set_tone("medium")
            self.below.show()

    def hide_label(self) -> None:
        """Leave the head of the field away: something above it says the same."""
        for part in (self.label, getattr(self, "star", None), getattr(self, "help", None)):
            if part is not None:
                part.hide()

    def set_read_only(self, read_only: bool) -> None:
        self.editor.setReadOnly(read_only)

    def _edit(self) -> None:
        self._edited = True
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._edited and not self._holds_focus():
            self._edited = False
            problem = self.editor.problem() if hasattr(self.editor, "problem") else None
            self.show_problem(problem)
            self.left.emit()
        return False

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and focus is not self.editor and self.isAncestorOf(focus)

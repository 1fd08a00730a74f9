"""The editors inside form fields. Each has `value()`, `set_value(value)` and fires `changed` when a person edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from qms_desktop.core.languages import format_date, parse_date
from qms_desktop.core.messages import Message, _
from qms_desktop.ui.components.buttons import IconButton
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.completing import completing
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.follow import follow
from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.theme.fonts import font, px, scale, write_in
from qms_desktop.ui.theme.theme import look


class LineEditor(QLineEdit):
    """One line of text; empty is None."""

    changed = Signal()

    def __init__(self, hint: Said = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        write_in(self, "body")
        speak(self, "setPlaceholderText", hint)
        self.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str | None:
        return self.text().strip() or None

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def set_wrong(self, wrong: bool) -> None:
        look(self, "wrong", wrong)

    def offer(self, words: Iterable[str]) -> None:
        """Complete these words while one of them is typed; choosing one counts as typing it."""
        completer = completing(list(words), self)
        completer.activated.connect(lambda _word: self.changed.emit())
        self.setCompleter(completer)


class TextEditor(QPlainTextEdit):
    """Text that grows by lines; Tab goes on to the next field; empty is None."""

    changed = Signal()

    def __init__(
        self, hint: Said = "", lines: int = 2, most: int = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._quiet = False
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        write_in(self, "body")
        speak(self, "setPlaceholderText", hint)
        self.textChanged.connect(self._edited)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def value(self) -> str | None:
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        self._quiet = True
        self.setPlainText(value or "")
        self._quiet = False
        self._grow()

    def set_wrong(self, wrong: bool) -> None:
        look(self, "wrong", wrong)

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _grow(self) -> None:
        written = round(self.document().size().height())
        shown = min(max(written, self._lines), self._most)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if written > self._most else policy.ScrollBarAlwaysOff
        )
        height = QFontMetrics(font("body")).lineSpacing() * shown + 2 * px(4) + 8
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()


class ChoiceEditor(ChoiceBox):
    """One of keyed choices; None when nothing is chosen."""

    changed = Signal()

    def __init__(
        self,
        choices: Mapping[str, Said] | Iterable[tuple[str, Said]],
        empty: Said | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(choices, empty, parent=parent)
        self.chosen.connect(lambda _key: self.changed.emit())

    def value(self) -> str | None:
        return self.key()

    def set_value(self, value: str | None) -> None:
        self.set_key(value)

    def set_wrong(self, wrong: bool) -> None:
        look(self, "wrong", wrong)

    def setReadOnly(self, read_only: bool) -> None:
        self.setEnabled(not read_only)


class DateEditor(QWidget):
    """A date as text, 25.12.2026, with a calendar behind the button; the value is ISO text, 2026-12-25."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEditor(_("day.month.year"))
        self.line.changed.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)
        self.button = IconButton(
            "calendar", _("Choose from the calendar"), "Alt+↓", small=True, parent=self.line
        )
        self.button.clicked.connect(self.open_calendar)
        self.setLayout(row(self.line))
        follow(scale.changed, self.line, "setTextMargins", lambda: (0, 0, px(24), 0))
        self.setFocusProxy(self.line)
        self._calendar: QFrame | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = px(22)
        self.button.setGeometry(
            self.line.width() - side - px(6), (self.line.height() - side) // 2, side, side
        )

    def day(self) -> dt.date | None:
        try:
            return parse_date(self.line.text())
        except ValueError:
            return None

    def value(self) -> str | None:
        day = self.day()
        return day.isoformat() if day else None

    def set_value(self, value: dt.date | str | None) -> None:
        """Show a date, given as a date or as ISO text."""
        self.line.setText(format_date(value) if value else "")

    def problem(self) -> Message | None:
        """What is wrong with the text, if it is not a date."""
        if not self.line.text().strip() or self.value() is not None:
            return None
        return _("There is no such date. Write it as 25.12.2026.")

    def set_wrong(self, wrong: bool) -> None:
        self.line.set_wrong(wrong)

    def setReadOnly(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    def open_calendar(self) -> None:
        """Show the month under the field; a chosen day closes it."""
        self._calendar = CalendarPopup(self.day() or dt.date.today(), self)
        self._calendar.chosen.connect(self._take)
        self._calendar.open_under(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _take(self, day: dt.date) -> None:
        self.set_value(day)
        self.line.setFocus()
        self.changed.emit()

    def _tidy(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())


class CalendarPopup(QFrame):
    """A month in a popup."""

    chosen = Signal(object)  # datetime.date

    def __init__(self, day: dt.date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("frame", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setSelectedDate(day)
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        self.setLayout(column(self.calendar, margins=(4, 4, 4, 4)))

    def open_under(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.calendar.setFocus()

    def _choose(self, day) -> None:
        self.chosen.emit(day.toPython())
        self.close()


class ListEditor(QWidget):
    """Texts one below the other, each on its line, with a line that adds; the value is a list of texts."""

    changed = Signal()

    def __init__(self, hint: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._read_only = False
        self._offered: list[str] = []
        self._box = column(gap=4)
        self.setLayout(self._box)
        self._lines: list[LineEditor] = []
        self.set_value([])

    def value(self) -> list[str]:
        return [text for line in self._lines if (text := line.value())]

    def set_value(self, value: Iterable[str] | None) -> None:
        while self._lines:
            self._drop(self._lines[0])
        for text in (*(value or ()), ""):
            self._append().set_value(text)
        self.setReadOnly(self._read_only)

    def set_wrong(self, wrong: bool) -> None:
        for line in self._lines:
            line.set_wrong(wrong)

    def setReadOnly(self, read_only: bool) -> None:
        self._read_only = read_only
        for line in self._lines:
            self._open_or_close(line)

    def _open_or_close(self, line: LineEditor) -> None:
        """A list that is only read has no crosses, and no line that adds where something stands."""
        line.setReadOnly(self._read_only)
        holder = line.parentWidget()
        holder.layout().itemAt(1).widget().setVisible(not self._read_only)
        holder.setVisible(not self._read_only or line is not self._lines[-1] or len(self._lines) == 1)

    def offer(self, words: Iterable[str]) -> None:
        """Complete these words in every line."""
        self._offered = list(words)
        for line in self._lines:
            line.offer(self._offered)

    def _append(self) -> LineEditor:
        line = LineEditor(self._hint)
        if self._offered:
            line.offer(self._offered)
        line.changed.connect(self._edited)
        line.returnPressed.connect(lambda: self.focusNextChild())
        cross = IconButton("x", _("Remove the line"))
        cross.clicked.connect(lambda: self._remove(line))
        holder = QWidget()
        holder.setLayout(row(line, cross, gap=4))
        self._box.addWidget(holder)
        self._lines.append(line)
        return line

    def _edited(self) -> None:
        if self._lines[-1].value():
            self._append()
        self.changed.emit()

    def _remove(self, line: LineEditor) -> None:
        if line is self._lines[-1]:
            line.clear()
            return
        at = self._lines.index(line)
        self._drop(line)
        self._lines[at].setFocus()
        self.changed.emit()

    def _drop(self, line: LineEditor) -> None:
        self._lines.remove(line)
        holder = line.parentWidget()
        self._box.removeWidget(holder)
        holder.hide()
        holder.deleteLater()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), max(px(32), self._box.minimumSize().height()))

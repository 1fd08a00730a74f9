"""Judging on a scale of five: equal buttons in a form, and a popup over a cell of a table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px
from qms_desktop.ui.theme.theme import tokens


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale: its number, its name, and when it is meant."""

    number: int
    label: Said
    meaning: Said


class _Buttons(QWidget):
    """Five equal buttons in one frame, one of them chosen; arrows and digits choose."""

    picked = Signal(object)

    def __init__(self, steps: list[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = steps
        self.chosen: int | None = None
        self.read_only = False
        self.wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(32))

    def _cell(self, index: int) -> QRect:
        left = round(index * self.width() / len(self.steps))
        right = round((index + 1) * self.width() / len(self.steps))
        return QRect(left, 0, right - left, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 2 if self.hasFocus() or self.wrong else 1
        edge = t.high if self.wrong else t.accent if self.hasFocus() else t.line if self.read_only else t.ctl
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(t.subtle if self.read_only else t.surface))
        frame = self.rect().adjusted(thick - 1, thick - 1, -thick, -thick)
        painter.drawRoundedRect(frame, px(5), px(5))
        painter.setFont(font("body"))
        for index, step in enumerate(self.steps):
            cell = self._cell(index)
            chosen = step.number == self.chosen
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.accent))
                painter.drawRoundedRect(cell.adjusted(0, 0, 0, 0), px(5), px(5))
            elif index and self.steps[index - 1].number != self.chosen:
                painter.setPen(QColor(t.line))
                painter.drawLine(cell.left(), px(6), cell.left(), self.height() - px(7))
            painter.setPen(QColor(t.on_accent if chosen else t.text))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(step.number))
        if self.hasFocus() and self.chosen is not None:
            painter.setPen(QPen(QColor(t.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = next(i for i, step in enumerate(self.steps) if step.number == self.chosen)
            painter.drawRoundedRect(self._cell(at).adjusted(1, 1, -2, -2), px(5), px(5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, step in enumerate(self.steps):
            if self._cell(index).contains(event.position().toPoint()):
                self._pick(step.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [step.number for step in self.steps]
        if event.text().isdigit() and int(event.text()) in numbers:
            self._pick(int(event.text()))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            at = numbers.index(self.chosen) + step if self.chosen in numbers else 0
            self._pick(numbers[min(max(at, 0), len(numbers) - 1)])
        elif event.key() == Qt.Key.Key_Delete:
            self._pick(None)
        else:
            super().keyPressEvent(event)

    def _pick(self, number: int | None) -> None:
        if not self.read_only and number != self.chosen:
            self.chosen = number
            self.update()
            self.picked.emit(number)


class ScaleEditor(QWidget):
    """The scale in a form, with the chosen step in words below; the value is the number or None.

    What is judged is explained (`about`) while nothing is chosen, and when the pointer rests on the buttons.
    """

    changed = Signal()

    def __init__(self, steps: list[Step], about: Said = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self.buttons = _Buttons(steps)
        self.words = Label(role="small", tone="text2", wrap=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.setLayout(column(self.buttons, self.words, gap=4))
        self.setFocusProxy(self.buttons)
        self.buttons.picked.connect(self._picked)
        language.changed.connect(self._say)
        self._say()

    def value(self) -> int | None:
        return self.buttons.chosen

    def set_value(self, value: int | None) -> None:
        self.buttons.chosen = value
        self.buttons.update()
        self._say()

    def set_wrong(self, wrong: bool) -> None:
        self.buttons.wrong = wrong
        self.buttons.update()

    def setReadOnly(self, read_only: bool) -> None:
        self.buttons.read_only = read_only
        self.buttons.update()

    def _picked(self, _number: object) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        step = next((s for s in self.buttons.steps if s.number == self.value()), None)
        self.words.setVisible(step is not None or bool(self._about))
        self.buttons.setToolTip(str(self._about))
        if step is None:
            self.words.setText(escape(str(self._about)))
            self.buttons.setAccessibleDescription(str(self._about))
        else:
            self.words.setText(f"<b>{escape(str(step.label))}</b> – {escape(str(step.meaning))}")
            self.buttons.setAccessibleDescription(f"{step.number}: {step.label} – {step.meaning}")


class _StepRow(QWidget):
    pressed = Signal(int)

    def __init__(self, step: Step, current: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.current = current
        texts = column(
            Label(step.label, "strong" if current else "body"),
            Label(step.meaning, "small", "text2", wrap=True),
            gap=0,
        )
        line = row(40, gap=0, margins=(6, 5, 8, 5))
        line.addLayout(texts, 1)
        self.setLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.current or self.underMouse():
            painter.setBrush(QColor(t.soft if self.current else t.hover))
            painter.drawRoundedRect(self.rect(), px(4), px(4))
        box = QRect(px(6), (self.height() - px(28)) // 2, px(28), px(28))
        painter.setPen(QColor(t.accent if self.current else t.ctl))
        painter.setBrush(QColor(t.accent if self.current else t.surface))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(QColor(t.on_accent if self.current else t.text))
        painter.setFont(font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.step.number))

    def enterEvent(self, event) -> None:
        self.update()

    def leaveEvent(self, event) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self.step.number)


class ScalePopup(QFrame):
    """All five steps in words under a cell; digits choose and close, arrows walk, Enter takes, Escape gives up."""

    picked = Signal(int)

    def __init__(self, title: Said, steps: list[Step], current: int | None, parent: QWidget, about: Said = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("frame", "popup")
        self.steps = steps
        self._current = current
        head = row(
            Label(title, "label", "text2"),
            None,
            Label(_("press 1–5"), "small", "text2"),
            margins=(8, 4, 8, 4),
        )
        self._rows = [_StepRow(step, step.number == current) for step in steps]
        told = column(Label(about, "small", "text2", wrap=True), margins=(8, 0, 8, 6)) if about else column()
        self.setLayout(column(head, told, *self._rows, gap=0, margins=(6, 4, 6, 6)))
        for line in self._rows:
            line.pressed.connect(self._pick)
        self.setFixedWidth(px(330))

    def open_at(self, below: QRect, view: QWidget) -> None:
        """Open under a rectangle of a widget, or over it where there is no room below."""
        self.adjustSize()
        place = view.mapToGlobal(below.bottomLeft() + QPoint(0, 2))
        room = view.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = view.mapToGlobal(below.topLeft()) - QPoint(0, self.height() + 2)
        place.setX(min(place.x(), room.right() - self.width()))
        self.move(place)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [step.number for step in self.steps]
        if event.text().isdigit() and int(event.text()) in numbers:
            self._pick(int(event.text()))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = numbers.index(self._current) + step if self._current in numbers else 0
            self._walk(numbers[min(max(at, 0), len(numbers) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self._pick(self._current)
        else:
            super().keyPressEvent(event)

    def _walk(self, number: int) -> None:
        self._current = number
        for line in self._rows:
            line.current = line.step.number == number
            line.update()

    def _pick(self, number: int) -> None:
        self.picked.emit(number)
        self.close()

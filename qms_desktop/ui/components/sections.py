"""The list of a form's sections with the state of each, and the help card under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

STATES = {
    "full": ("circle-check", "low", _("filled in")),
    "remark": ("message-circle-warning", "medium", _("has a remark")),
    "error": ("circle-alert", "high", _("something is missing")),
    "empty": ("circle-dashed", "text2", _("not started")),
}
_ROW = 31


@dataclass(slots=True)
class FormSection:
    """A section of a form: its state is `full`, `remark`, `error` or `empty`."""

    key: str
    label: Said
    state: str = "empty"


class SectionList(QWidget):
    """`SectionList([FormSection("main", _("Main facts"), "full"), ...])`."""

    chosen = Signal(str)

    def __init__(self, sections: list[FormSection], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = sections
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def mark(self, key: str) -> None:
        """Move the mark without the signal (the page was scrolled)."""
        self._current = [section.key for section in self.sections].index(key)
        self._renew()

    def set_state(self, key: str, state: str) -> None:
        next(section for section in self.sections if section.key == key).state = state
        self._renew()

    def sizeHint(self) -> QSize:
        widest = max(
            (QFontMetrics(font("strong")).horizontalAdvance(str(s.label)) for s in self.sections), default=0
        )
        return QSize(widest + px(50), px(_ROW) * len(self.sections))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _renew(self) -> None:
        current = self.sections[self._current]
        self.setAccessibleName(str(current.label))
        self.setAccessibleDescription(str(STATES[current.state][2]))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, section in enumerate(self.sections):
            rect = QRect(0, index * px(_ROW), self.width(), px(_ROW - 1))
            current = index == self._current
            if current:
                painter.setPen(QColor(t.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.soft))
                painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), px(4), px(4))
            name, token, _words = STATES[section.state]
            side = px(17)
            paint_icon(
                painter, QRect(px(10), rect.center().y() - side // 2, side, side), name, getattr(t, token)
            )
            painter.setPen(QColor(t.soft_text if current else t.text))
            painter.setFont(font("strong" if current else "body"))
            painter.drawText(
                rect.adjusted(px(36), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(section.label)
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().y()) // px(_ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._current + (1 if event.key() == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self.sections):
            self._current = index
            self._renew()
            self.chosen.emit(self.sections[index].key)


class HelpCard(Card):
    """The document's sentence about a field, with its clause, and what an auditor asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.name = Label(role="strong", wrap=True)
        self.clause = Label(role="small", tone="text2")
        self.sentence = Label(role="body", tone="text2", wrap=True)
        self.question_title = Label(_("An auditor asks"), "label", "text2")
        self.question = Label(role="body", tone="text2", wrap=True)
        head = row(IconLabel("circle-help"), self.name, self.clause)
        head.setStretch(1, 1)
        self.add(head)
        for part in (self.sentence, self.question_title, self.question):
            self.add(part)
        self.hide()

    def explain(self, name: Said, clause: Said, sentence: Said, question: Said | None = None) -> None:
        """Show the help of a field."""
        self.name.say(name)
        self.clause.say(clause)
        self.sentence.say(sentence)
        self.question.say(question if question is not None else "")
        self.question.setVisible(question is not None)
        self.question_title.setVisible(question is not None)
        self.show()

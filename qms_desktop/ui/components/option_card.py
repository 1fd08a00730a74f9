"""A value in a frame that can be chosen among its neighbours: the values of a conflict."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.choices import paint_radio
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, language, speak
from qms_desktop.ui.theme.fonts import px
from qms_desktop.ui.theme.theme import tokens

_RADIO = 18


class OptionCard(QAbstractButton):
    """`OptionCard(_("25.12.2026"), why, who)`: those of one parent exclude each other; Space chooses, arrows walk."""

    def __init__(
        self, value: Said, why: Said = "", who: Said = "", level: Level | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._said: list[Said] = [value, why, who]
        words = Label(value, "strong", wrap=level is None)
        head = row(words, gap=6)
        head.setStretch(0, 0 if level is not None else 1)
        if level is not None:
            head.addWidget(LevelChip(level))
            head.addStretch(1)
        texts = column(head, gap=2, margins=(_RADIO + 18, 8, 10, 8))
        self.body = texts
        for said, tone in ((why, "text"), (who, "text2")):
            if said:
                texts.addWidget(Label(said, "small", tone, wrap=True))
        texts.addStretch(1)
        self.setLayout(texts)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name = level
        language.changed.connect(self._speak)
        self._speak()

    def _speak(self) -> None:
        level = f" {self._name.number} {self._name.word}" if self._name is not None else ""
        speak(self, "setAccessibleName", ", ".join(str(said) for said in self._said if said) + level)

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.layout().minimumSize().height())

    def hasHeightForWidth(self) -> bool:
        return self.layout().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(t.accent if marked else t.line), 2 if marked else 1))
        painter.setBrush(QColor(t.soft if self.isChecked() else t.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(5), px(5))
        side = px(_RADIO)
        paint_radio(painter, QRect(px(10), px(9), side, side), self.isChecked(), self.hasFocus())

"""What the colours of the matrix mean, in words beside them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.ui.speech import language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.theme import tokens

_SIDE, _GAP = 16, 16


class Legend(QWidget):
    """The levels with their bounds, and the ring of the critical consequence."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._levels = [(level.key, _("{word} {low}–{high}", word=level.word, low=level.low, high=level.high))
                        for level in profile.levels]  # fmt: skip
        self._critical: Localised = _("critical consequence {n}", n=profile.critical_consequence)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        self.setAccessibleName(", ".join(str(words) for _key, words in self._entries()))
        self.updateGeometry()
        self.update()

    def _entries(self) -> list[tuple[str, Localised]]:
        return [*self._levels, ("", self._critical)]

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font("small"))
        wide = sum(metrics.horizontalAdvance(str(words)) + px(_SIDE + 8 + _GAP) for _key, words in self._entries())
        return QSize(wide - px(_GAP), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        left, side = 0, px(_SIDE)
        for key, words in self._entries():
            place = QRect(left, (self.height() - side) // 2, side, side)
            if key:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.cell(key)))
                painter.drawRoundedRect(place, px(3), px(3))
            else:
                painter.setPen(QPen(QColor(t.high), 2.4))
                painter.setBrush(QColor(t.surface))
                painter.drawEllipse(place.adjusted(1, 1, -1, -1))
            wide = painter.fontMetrics().horizontalAdvance(str(words))
            painter.setPen(QColor(t.text2))
            painter.drawText(QRect(left + side + px(8), 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, str(words))
            left += side + px(8) + wide + px(_GAP)

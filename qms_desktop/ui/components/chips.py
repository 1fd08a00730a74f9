"""Chips: a state in words on its tint, and a level as number and word. The table's delegate paints them too."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.theme import tokens

HEIGHT, PAD, RADIUS = 22, 8, 4


class Level(Struct, frozen=True):
    """A level as it is shown: `Level(16, word, "high")`; the tone is `low`, `medium` or `high`."""

    number: int
    word: Said
    tone: str


class State(Struct, frozen=True):
    """A state as it is shown: its words and a tone of `tokens.TONES`."""

    words: Said
    tone: str = "neutral"


def state_width(words: str) -> int:
    return QFontMetrics(font("label")).horizontalAdvance(words) + 2 * px(PAD)


def level_width(words: list[str]) -> int:
    """The width that a column of level chips shares: that of its longest word."""
    longest = max((QFontMetrics(font("small")).horizontalAdvance(word) for word in words), default=0)
    return _digits_width() + px(6) + longest + 2 * px(PAD)


def _digits_width() -> int:
    return QFontMetrics(font("strong")).horizontalAdvance("00")


def paint_state(painter: QPainter, rect: QRect, words: str, tone: str, on_selected: bool = False) -> None:
    """Paint a state chip that fills the rectangle; on a selected row the blue one turns white with an edge."""
    text, ground = tokens().tone(tone)
    bare = on_selected and tone == "info"
    _ground(painter, rect, tokens().surface if bare else ground, tokens().soft_edge if bare else None)
    painter.setFont(font("label"))
    painter.setPen(QColor(text))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def paint_level(painter: QPainter, rect: QRect, number: int, word: str, tone: str) -> None:
    """Paint a level chip that fills the rectangle: the number at the right of two digits, then the word."""
    text, ground = tokens().tone(tone)
    _ground(painter, rect, ground, None)
    painter.setPen(QColor(text))
    digits = QRect(rect.left() + px(PAD), rect.top(), _digits_width(), rect.height())
    painter.setFont(font("strong"))
    painter.drawText(digits, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
    painter.setFont(font("small"))
    painter.drawText(
        rect.adjusted(px(PAD + 6) + _digits_width(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word
    )


def _ground(painter: QPainter, rect: QRect, ground: str, edge: str | None) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge)) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1) if edge else rect, px(RADIUS), px(RADIUS))


class _Chip(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self._renew)
        language.changed.connect(self._renew)

    def _renew(self) -> None:
        self.setAccessibleName(self.words())
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class StateChip(_Chip):
    """`StateChip(State(_("accepted"), "low"))`."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_state(state)

    def show_state(self, state: State) -> None:
        self._state = state
        self._renew()

    def words(self) -> str:
        return str(self._state.words)

    def sizeHint(self) -> QSize:
        return QSize(state_width(self.words()), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_state(QPainter(self), self.rect(), self.words(), self._state.tone)


class LevelChip(_Chip):
    """`LevelChip(Level(16, profile.level_word("high"), "high"))`; `alike` are the words it shares its width with."""

    def __init__(self, level: Level, alike: tuple[Said, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alike = alike
        self.show_level(level)

    def show_level(self, level: Level) -> None:
        self._level = level
        self._renew()

    def words(self) -> str:
        return f"{self._level.number} {self._level.word}"

    def sizeHint(self) -> QSize:
        return QSize(level_width([str(word) for word in (self._level.word, *self._alike)]), px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_level(QPainter(self), self.rect(), self._level.number, str(self._level.word), self._level.tone)

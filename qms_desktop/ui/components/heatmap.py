"""The 5×5 matrix of likelihood and consequence, before and after the measures."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.theme import tokens

Place = tuple[int, int]  # likelihood, consequence
_STEPS = range(1, 6)
_GAP, _LEFT, _BOTTOM, _MOST_CIRCLES = 3, 36, 44, 4


@dataclass(frozen=True, slots=True)
class Dot:
    """A risk on the matrix: its number, its place, and where it was before (in the second matrix)."""

    id: str
    number: int
    place: Place
    was: Place | None = None


class HeatMap(QWidget):
    """`HeatMap(level_of, _("Likelihood"), _("Consequence"))`; `level_of(product)` is `low`, `medium` or `high`.

    Risks of the `critical` consequence have a ring in the colour of the high level, whatever their product.
    """

    picked = Signal(str)  # a risk was clicked
    filtered = Signal(int, int)  # Enter or a click on a cell: likelihood, consequence

    def __init__(
        self, level_of: Callable[[int], str], upwards: Said, sidewards: Said, parent: QWidget | None = None, *,
        critical: int | None = None,
    ):  # fmt: skip
        super().__init__(parent)
        self._critical = critical
        self._level_of = level_of
        self._upwards, self._sidewards = upwards, sidewards
        self._dots: list[Dot] = []
        self._chosen: str | None = None
        self._cursor: Place = (5, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        language.changed.connect(self.update)
        scale.changed.connect(self.updateGeometry)

    def show_dots(self, dots: list[Dot], chosen: str | None = None) -> None:
        """Show risks, one of them chosen."""
        self._dots, self._chosen = dots, chosen
        self._describe()
        self.update()

    def choose(self, chosen: str | None) -> None:
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_LEFT + 5 * 57), px(_BOTTOM + 5 * 57))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_LEFT + 5 * 44), px(_BOTTOM + 5 * 44))

    # --- places --------------------------------------------------------------------------------------------------

    def _side(self) -> int:
        room = min((self.width() - px(_LEFT)) // 5, (self.height() - px(_BOTTOM)) // 5)
        return max(min(room, px(57)), px(30))

    def cell(self, place: Place) -> QRect:
        """The rectangle of a cell, in this widget."""
        side, (likelihood, consequence) = self._side(), place
        return QRect(
            px(_LEFT) + (consequence - 1) * side, (5 - likelihood) * side, side - px(_GAP), side - px(_GAP)
        )

    def _in(self, place: Place) -> list[Dot]:
        return [dot for dot in self._dots if dot.place == place]

    def _radius(self) -> float:
        return self._side() * 0.19

    def _spots(self, place: Place, count: int) -> list[QPointF]:
        """Where circles stand in a cell that holds so many."""
        middle = QPointF(self.cell(place).center()) + QPointF(0, self._side() * 0.07)
        step = self._radius() * 1.08
        if count == 1:
            return [middle]
        if count == 2:
            return [middle - QPointF(step, 0), middle + QPointF(step, 0)]
        middle -= QPointF(0, self._side() * 0.02)
        return [middle + QPointF(x * step, y * step) for y in (-1, 1) for x in (-1, 1)]

    def _spot(self, dot: Dot) -> QPointF:
        here = self._in(dot.place)
        if len(here) > _MOST_CIRCLES:
            return QPointF(self.cell(dot.place).center())
        return self._spots(dot.place, len(here))[here.index(dot)]

    def _old_spot(self, dot: Dot) -> QPointF:
        was = [other for other in self._dots if other.was == dot.was]
        spots = self._spots(dot.was, min(len(was), _MOST_CIRCLES))
        return spots[was.index(dot) % len(spots)]

    # --- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for likelihood in _STEPS:
            for consequence in _STEPS:
                self._paint_ground(painter, (likelihood, consequence))
        self._paint_axes(painter)
        moved = [dot for dot in self._dots if dot.was is not None and dot.was != dot.place]
        for dot in moved:
            if dot.id != self._chosen:
                self._paint_move(painter, dot, tokens().ctl, 1.2)
        for likelihood in _STEPS:
            for consequence in _STEPS:
                self._paint_dots(painter, (likelihood, consequence))
        for dot in moved:
            if dot.id == self._chosen:
                self._paint_old_place(painter, dot)
                self._paint_move(painter, dot, tokens().accent, 2.4)

    def _paint_ground(self, painter: QPainter, place: Place) -> None:
        t, product, rect = tokens(), place[0] * place[1], self.cell(place)
        current = self.hasFocus() and place == self._cursor
        painter.setPen(QPen(QColor(t.accent), 2) if current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.cell(self._level_of(product))))
        painter.drawRoundedRect(rect, px(3), px(3))
        painter.setPen(QColor(t.text2))
        painter.setFont(font("small"))
        painter.drawText(rect.adjusted(px(5), px(1), 0, 0), Qt.AlignmentFlag.AlignLeft, str(product))

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(QColor(tokens().text2))
        painter.setFont(font("label"))
        for step in _STEPS:
            row, col = self.cell((step, 1)), self.cell((1, step))
            painter.drawText(
                QRect(px(14), row.top(), px(_LEFT - 20), row.height()),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                str(step),
            )
            painter.drawText(
                QRect(col.left(), col.bottom() + px(4), col.width(), px(20)),
                Qt.AlignmentFlag.AlignCenter,
                str(step),
            )
        side = 5 * self._side()
        painter.setFont(font("small"))
        painter.drawText(
            QRect(px(_LEFT), side + px(21), side, px(20)), Qt.AlignmentFlag.AlignHCenter, str(self._sidewards)
        )
        painter.save()
        painter.translate(0, side)
        painter.rotate(-90)
        painter.drawText(QRect(0, 0, side, px(16)), Qt.AlignmentFlag.AlignCenter, str(self._upwards))
        painter.restore()

    def _paint_dots(self, painter: QPainter, place: Place) -> None:
        here = self._in(place)
        if len(here) > _MOST_CIRCLES:
            chosen = any(dot.id == self._chosen for dot in here)
            self._paint_circle(painter, QPointF(self.cell(place).center()), f"×{len(here)}", chosen, place, 1.35)
            return
        for dot in here:
            self._paint_circle(painter, self._spot(dot), str(dot.number), dot.id == self._chosen, place)

    def _paint_circle(
        self, painter: QPainter, at: QPointF, words: str, chosen: bool, place: Place, factor: float = 1.0
    ) -> None:
        t, radius = tokens(), self._radius() * factor
        critical = place[1] == self._critical
        painter.setPen(QPen(QColor(t.high), 2.4) if critical else QColor(t.accent if chosen else t.ctl))
        painter.setBrush(QColor(t.accent if chosen else t.surface))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(QColor(t.on_accent if chosen else t.text))
        painter.setFont(font("label"))
        painter.drawText(QRectF(at.x() - 30, at.y() - 15, 60, 30), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_old_place(self, painter: QPainter, dot: Dot) -> None:
        painter.setPen(QPen(QColor(tokens().accent), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self._old_spot(dot), self._radius(), self._radius())

    def _paint_move(self, painter: QPainter, dot: Dot, colour: str, thick: float) -> None:
        start, end, chosen = self._old_spot(dot), self._spot(dot), dot.id == self._chosen
        way = end - start
        length = math.hypot(way.x(), way.y())
        one = way / length
        head = end - one * (self._radius() + 1)
        tail = start + one * (self._radius() if chosen else px(3))
        painter.setPen(QPen(QColor(colour), thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not chosen:
            painter.drawEllipse(start, px(3), px(3))
        size = px(10 if chosen else 8)
        painter.drawLine(tail, head - one * size * 0.7)
        across = QPointF(-one.y(), one.x())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        base = head - one * size
        painter.drawPolygon(QPolygonF([head, base + across * size * 0.45, base - across * size * 0.45]))

    # --- walking -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        if event.key() in steps:
            up, right = steps[event.key()]
            self._cursor = (min(max(self._cursor[0] + up, 1), 5), min(max(self._cursor[1] + right, 1), 5))
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.filtered.emit(*self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        hit = next((dot for dot in self._dots if self._hits(dot, place)), None)
        for likelihood in _STEPS:
            for consequence in _STEPS:
                if self.cell((likelihood, consequence)).contains(place):
                    self._cursor = (likelihood, consequence)
                    if hit is None:
                        self.filtered.emit(likelihood, consequence)
        if hit is not None:
            self.picked.emit(hit.id)
        self.update()

    def _hits(self, dot: Dot, place: QPoint) -> bool:
        if len(self._in(dot.place)) > _MOST_CIRCLES:
            return False
        way = self._spot(dot) - QPointF(place)
        return math.hypot(way.x(), way.y()) <= self._radius()

    def _describe(self) -> None:
        """Tell a screen reader the cell under the cursor and the risks in it."""
        likelihood, consequence = self._cursor
        numbers = ", ".join(str(dot.number) for dot in self._in(self._cursor))
        self.setAccessibleName(f"{self._upwards} × {self._sidewards}")
        self.setAccessibleDescription(
            f"{likelihood} × {consequence} = {likelihood * consequence}: {numbers or '–'}"
        )

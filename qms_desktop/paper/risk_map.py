"""The risk map: the matrix before the measures, the matrix after them, and how many went from where to where."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.graphics.shapes import Circle, Drawing, Rect
from reportlab.lib.colors import white

from qms_desktop.core.messages import _
from qms_desktop.core.profile import LEVELS
from qms_desktop.core.reports import Figure, HeatMap
from qms_desktop.paper import fonts
from qms_desktop.paper.drawing import INK, SMALL, SOFT, STRONG, TINTS, arrow, text
from qms_desktop.paper.fonts import Style

_COUNT = Style(fonts.BOLD, 11)
_AXIS = 26.0
_LEGEND = 16.0
_HEAD = 16.0
_ARROWS = 14
"""So many arrows are drawn, those of most risks first: more would hide the counts."""


def drawn(heat: HeatMap, width: float) -> Drawing:
    """Both matrices side by side; likelihood goes up, consequence to the right."""
    most = max(right for _left, right in heat.levels), max(left for left, _right in heat.levels)
    side = min((width - 2 * _AXIS - 20) / (2 * most[0]), 38.0)
    across, up = side * most[0], side * most[1] * 0.8
    drawing = Drawing(width, up + _AXIS + _LEGEND + _HEAD)
    base = _AXIS + _LEGEND
    for left, words, counts in (
        (_AXIS, _("Before the measures"), heat.before), (2 * _AXIS + across + 20, _("After the measures"), heat.after),
    ):  # fmt: skip
        drawing.add(text(left + across / 2, base + up + 5, str(words), STRONG, "middle"))
        _matrix(drawing, heat, left, base, side, side * 0.8)
        if counts is heat.after:
            for move in sorted(heat.moves, key=lambda each: -each[2])[:_ARROWS]:
                _arrow(drawing, move, left, base, side, side * 0.8)
        _counts(drawing, heat, counts, left, base, side, side * 0.8)
        drawing.add(text(left + across / 2, base - 21, str(heat.consequence), SMALL, "middle", SOFT))
    _legend(drawing, heat)
    return drawing


def _matrix(drawing: Drawing, heat: HeatMap, left: float, base: float, wide: float, high: float) -> None:
    for (likelihood, consequence), level in heat.levels.items():
        x, y = left + (consequence - 1) * wide, base + (likelihood - 1) * high
        drawing.add(Rect(x, y, wide, high, fillColor=TINTS[level], strokeColor=white, strokeWidth=1))
    for number in {likelihood for likelihood, _consequence in heat.levels}:
        drawing.add(text(left - 6, base + (number - 0.5) * high - 3, str(number), SMALL, "end", SOFT))
    for number in {consequence for _likelihood, consequence in heat.levels}:
        drawing.add(text(left + (number - 0.5) * wide, base - 10, str(number), SMALL, "middle", SOFT))


def _counts(drawing: Drawing, heat: HeatMap, counts: Mapping[tuple[int, int], Figure], left: float, base: float,
            wide: float, high: float) -> None:  # fmt: skip
    """The counts over the arrows, each on a spot of its cell's colour."""
    for (likelihood, consequence), figure in counts.items():
        x, y = left + (consequence - 0.5) * wide, base + (likelihood - 0.5) * high
        drawing.add(Circle(x, y, 8, fillColor=TINTS[heat.levels[likelihood, consequence]], strokeColor=None))
        drawing.add(text(x, y - 4, str(figure.value), _COUNT, "middle"))


def _arrow(drawing: Drawing, move: tuple, left: float, base: float, wide: float, high: float) -> None:
    """From the middle of the one cell to near the middle of the other, thicker where more went."""
    (from_up, from_across), (to_up, to_across), number = move
    x1, y1 = left + (from_across - 0.5) * wide, base + (from_up - 0.5) * high
    x2, y2 = left + (to_across - 0.5) * wide, base + (to_up - 0.5) * high
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    short = 9 / length
    x1, y1, x2, y2 = x1 + (x2 - x1) * short, y1 + (y2 - y1) * short, x2 - (x2 - x1) * short, y2 - (y2 - y1) * short
    for shape in arrow(x1, y1, x2, y2, min(2.5, 0.7 + 0.15 * number)):
        drawing.add(shape)


def _legend(drawing: Drawing, heat: HeatMap) -> None:
    x = _AXIS
    upward = str(_("Upwards: {scale}", scale=heat.likelihood))
    for level, word in sorted(heat.words.items(), key=lambda each: LEVELS.index(each[0])):
        drawing.add(Rect(x, 1, 10, 8, fillColor=TINTS[level], strokeColor=INK, strokeWidth=0.3))
        drawing.add(text(x + 13, 2, str(word)))
        x += 30 + fonts.width_of(fonts.printable_line(str(word)), SMALL) * 1.1
    drawing.add(text(x + 6, 2, upward, SMALL, colour=SOFT))

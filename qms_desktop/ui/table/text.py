"""Text broken into lines for a width, measured once."""

from __future__ import annotations

import functools

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

from qms_desktop.ui.theme.fonts import font, line_height, scale


def lines(text: str, role: str, width: int) -> tuple[str, ...]:
    """The lines that a text takes in a width; a word that is too long is broken."""
    return _lines(text, role, width, scale.percent)


@functools.lru_cache(maxsize=20_000)
def _lines(text: str, role: str, width: int, _scale: int) -> tuple[str, ...]:
    metrics_font, found = font(role), []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, metrics_font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 10))
            found.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
    return tuple(found)


def cut(text: str, role: str, width: int, most: int) -> tuple[str, ...]:
    """At most so many lines; the last one then ends in an ellipsis."""
    found = lines(text, role, width)
    if len(found) <= most:
        return found
    last = QFontMetrics(font(role)).elidedText(
        " ".join(found[most - 1 :]), Qt.TextElideMode.ElideRight, width
    )
    return (*found[: most - 1], last)


def paint_lines(
    painter: QPainter, rect: QRect, found: tuple[str, ...], role: str, align: Qt.AlignmentFlag
) -> None:
    """Paint lines from the top of the rectangle."""
    painter.setFont(font(role))
    high = line_height(role)
    for number, line in enumerate(found):
        painter.drawText(
            QRect(rect.left(), rect.top() + number * high, rect.width(), high),
            align | Qt.AlignmentFlag.AlignVCenter,
            line,
        )

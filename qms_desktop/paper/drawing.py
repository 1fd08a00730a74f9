"""What the drawings of charts are made of: words, arrows, and the one palette.

Shades differ in darkness, not in hue alone, so that a grey print tells them apart.
"""

from __future__ import annotations

import math

from reportlab.graphics.shapes import Line, Polygon, String
from reportlab.lib.colors import Color, HexColor

from qms_desktop.paper import fonts
from qms_desktop.paper.fonts import Style

INK, SOFT, GRID = HexColor("#1d2733"), HexColor("#5b6672"), HexColor("#d5dae0")
SHADES = (HexColor("#1f4e79"), HexColor("#8fb4d4"), HexColor("#d9822b"), HexColor("#5f6b76"), HexColor("#e3c9a4"))
TINTS = {"low": HexColor("#dcefe0"), "medium": HexColor("#f5dd8f"), "high": HexColor("#dc8a7d")}

SMALL = Style(fonts.REGULAR, 8)
STRONG = Style(fonts.BOLD, 8)


def text(x: float, y: float, said: str, style: Style = SMALL, anchor: str = "start", colour: Color = INK) -> String:
    """Words with their baseline at a place."""
    return String(x, y, fonts.printable_line(said), fontName=style.font, fontSize=style.size, textAnchor=anchor, fillColor=colour)


def arrow(x1: float, y1: float, x2: float, y2: float, thick: float) -> list[Line | Polygon]:
    """An arrow from one place to another."""
    angle = math.atan2(y2 - y1, x2 - x1)
    head = 4 + thick
    left, right = angle + math.pi * 0.85, angle - math.pi * 0.85
    tip = [x2, y2, x2 + head * math.cos(left), y2 + head * math.sin(left), x2 + head * math.cos(right), y2 + head * math.sin(right)]
    end = x2 - head * 0.7 * math.cos(angle), y2 - head * 0.7 * math.sin(angle)
    return [Line(x1, y1, *end, strokeColor=SOFT, strokeWidth=thick), Polygon(tip, fillColor=SOFT, strokeColor=None)]

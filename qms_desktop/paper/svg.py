"""The drawings of charts as SVG: words stay words, in a family that the reader has.

Not by reportlab's own renderer: that sets words by the widths of the paper's family, and Qt does not know its colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color

from qms_desktop.core.reports import Chart, HeatMap
from qms_desktop.paper import fonts
from qms_desktop.paper.charts import drawings

_ANCHORS = {"start": "start", "middle": "middle", "end": "end"}


def svg(part: Chart | HeatMap, width: float, family: str = "PT Serif") -> list[str]:
    """The drawings of a chart as texts of SVG files, written in a family that the reader has."""
    return [_file(drawing, family) for drawing in drawings(part, width)]


def _file(drawing: Drawing, family: str) -> str:
    width, height = drawing.width, drawing.height
    shapes = "\n".join(_shape(shape, height, family) for shape in drawing.contents)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">\n'
        f'<rect x="0" y="0" width="{width:g}" height="{height:g}" fill="#ffffff"/>\n{shapes}\n</svg>\n'
    )


def _shape(shape: Shape, height: float, family: str) -> str:
    """One shape; SVG counts down from the top, drawings up from the bottom."""
    match shape:
        case String():
            weight = ' font-weight="bold"' if shape.fontName == fonts.BOLD else ""
            return (
                f'<text x="{shape.x:.2f}" y="{height - shape.y:.2f}" font-family={quoteattr(family)} '
                f'font-size="{shape.fontSize:g}"{weight} text-anchor="{_ANCHORS[shape.textAnchor]}" '
                f'fill="{_hex(shape.fillColor)}">{escape(shape.text)}</text>'
            )
        case Rect():
            return (
                f'<rect x="{shape.x:.2f}" y="{height - shape.y - shape.height:.2f}" width="{shape.width:.2f}" '
                f'height="{shape.height:.2f}"{_paint(shape)}/>'
            )
        case Circle():
            return f'<circle cx="{shape.cx:.2f}" cy="{height - shape.cy:.2f}" r="{shape.r:g}"{_paint(shape)}/>'
        case Line():
            ends = f'x1="{shape.x1:.2f}" y1="{height - shape.y1:.2f}" x2="{shape.x2:.2f}" y2="{height - shape.y2:.2f}"'
            return f"<line {ends}{_paint(shape)}/>"
        case Polygon() | PolyLine():
            name = "polygon" if isinstance(shape, Polygon) else "polyline"
            return f'<{name} points="{_points(shape.points, height)}"{_paint(shape)}/>'
    raise TypeError(shape)


def _points(flat: Sequence[float], height: float) -> str:
    return " ".join(f"{x:.2f},{height - y:.2f}" for x, y in zip(flat[::2], flat[1::2], strict=True))


def _paint(shape: Shape) -> str:
    fill = getattr(shape, "fillColor", None) if not isinstance(shape, PolyLine) else None
    said = f' fill="{_hex(fill) if fill is not None else "none"}"'
    if shape.strokeColor is not None:
        said += f' stroke="{_hex(shape.strokeColor)}" stroke-width="{shape.strokeWidth:g}"'
        if shape.strokeDashArray:
            said += f' stroke-dasharray="{" ".join(map(str, shape.strokeDashArray))}"'
    return said


def _hex(colour: Color) -> str:
    return f"#{colour.hexval()[2:]}"

"""Charts of reports, drawn once for paper and screen: columns, bars, stacks, lines, Pareto, the risk map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from reportlab.graphics.shapes import STATE_DEFAULTS, Circle, Drawing, Line, PolyLine, Rect
from reportlab.lib.colors import Color, white

from qms_desktop.core.languages import format_number
from qms_desktop.core.reports import Chart, HeatMap, Series
from qms_desktop.paper import fonts, risk_map
from qms_desktop.paper.drawing import GRID, INK, SHADES, SMALL, SOFT, STRONG, TINTS, text
from qms_desktop.paper.text import wrap

_BARS_IN_ONE = 26
"""So many bars make one drawing; more are parted, since a page holds no more."""
_MOST_COLUMNS = 14
"""More places than these do not stand side by side with readable names: they lie."""
_HIGH = 130.0

Values = Sequence[Decimal | int | float | None]


def drawings(part: Chart | HeatMap, width: float) -> list[Drawing]:
    """The drawings of a chart for a width in points: one, or for a long row of bars several. Its title is not in them."""
    fonts.register()
    STATE_DEFAULTS["fontName"] = fonts.REGULAR  # else each page with a chart names a font that is not embedded
    if isinstance(part, HeatMap):
        return [risk_map.drawn(part, width)]
    if part.kind == "bars" or (part.kind in ("columns", "stacked") and len(part.labels) > _MOST_COLUMNS):
        return _lying(part, width)
    return [_standing(part, width)]


def nice_top(most: float) -> tuple[float, float]:
    """The end of a scale and its step: at least `most`, four to six steps of 1, 2, 2.5 or 5 times a power of ten."""
    if most <= 0:
        return 1.0, 0.5
    rough = most / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    return math.ceil(round(most / step, 9)) * step, step


def shown(value: Decimal | float | None) -> str:
    """A value as it stands beside its mark; to one place."""
    if value is None:
        return "–"
    exact = Decimal(str(value))
    return format_number(exact if exact == exact.to_integral_value() else round(exact, 1))


# --- bars that lie ------------------------------------------------------------------------------------------------


def _lying(chart: Chart, width: float) -> list[Drawing]:
    top, step = _scale(chart)
    places = range(len(chart.labels))
    parts = [places[at : at + _BARS_IN_ONE] for at in range(0, len(places), _BARS_IN_ONE)]
    return [_bars(chart, part, width, top, step) for part in parts]


def _bars(chart: Chart, places: Sequence[int], width: float, top: float, step: float) -> Drawing:
    names = width * 0.38
    room = width - names - 34
    each = 1 if chart.kind == "stacked" else len(chart.series)
    rows = [(at, wrap(str(chart.labels[at]), SMALL, names - 14)[:3]) for at in places]
    heights = [max(len(lines) * SMALL.leading, each * 9.0) + 6 for _at, lines in rows]
    below = 14 + _legend_height(chart, width)
    drawing = Drawing(width, sum(heights) + below + 2)
    y = drawing.height
    for (at, lines), high in zip(rows, heights, strict=True):
        y -= high
        middle = y + high / 2
        for place, line in enumerate(lines):
            base = middle + len(lines) * SMALL.leading / 2 - place * SMALL.leading - SMALL.size * 0.9
            drawing.add(text(names - 6, base, line.text, anchor="end"))
        _bars_of(drawing, chart, at, names, middle, room / top)
    for tick in _ticks(top, step):
        x = names + tick * room / top
        drawing.insert(0, Line(x, below, x, drawing.height, strokeColor=GRID, strokeWidth=0.5))
        drawing.add(text(x, below - 9, shown(tick), anchor="middle", colour=SOFT))
    drawing.add(Line(names, below, names, drawing.height, strokeColor=SOFT, strokeWidth=0.8))
    _legend(drawing, chart)
    return drawing


def _bars_of(drawing: Drawing, chart: Chart, at: int, left: float, middle: float, scale: float) -> None:
    if chart.kind == "stacked":
        x = left
        for place, series in enumerate(chart.series):
            wide = _length(series.values[at], scale)
            drawing.add(Rect(x, middle - 4, wide, 8, fillColor=_shade(chart, place), strokeColor=INK, strokeWidth=0.3))
            x += wide
        drawing.add(text(x + 3, middle - 3, shown(sum(series.values[at] or 0 for series in chart.series))))
        return
    high = 9.0
    y = middle + len(chart.series) * high / 2
    for place, series in enumerate(chart.series):
        y -= high
        wide = _length(series.values[at], scale)
        drawing.add(Rect(left, y + 1, wide, high - 2, fillColor=SHADES[place % len(SHADES)], strokeColor=None))
        drawing.add(text(left + wide + 3, y + 1.5, shown(series.values[at])))


# --- columns, stacks, lines, Pareto --------------------------------------------------------------------------------


def _standing(chart: Chart, width: float) -> Drawing:
    top, step = _scale(chart)
    left, right = 34.0, 34.0 if chart.kind == "pareto" else 10.0
    each = (width - left - right) / max(1, len(chart.labels))
    names = [wrap(str(label), SMALL, max(20.0, each - 4))[:4] for label in chart.labels]
    below = 6 + max((len(lines) for lines in names), default=1) * SMALL.leading + _legend_height(chart, width)
    drawing = Drawing(width, _HIGH + below + 12)
    for tick in _ticks(top, step):
        y = below + tick * _HIGH / top
        drawing.add(Line(left, y, width - right, y, strokeColor=GRID, strokeWidth=0.5))
        drawing.add(text(left - 4, y - 3, shown(tick), anchor="end", colour=SOFT))
    drawing.add(Line(left, below, width - right, below, strokeColor=SOFT, strokeWidth=0.8))
    for at, lines in enumerate(names):
        for place, line in enumerate(lines):
            x = left + each * (at + 0.5)
            drawing.add(text(x, below - 9 - place * SMALL.leading, line.text, anchor="middle"))
    centres = [left + each * (at + 0.5) for at in range(len(chart.labels))]
    if chart.kind == "line":
        for place, series in enumerate(chart.series):
            _line(drawing, series, centres, below, _HIGH / top, place)
    elif chart.kind == "stacked":
        _stacks(drawing, chart, centres, min(40.0, each * 0.6), below, _HIGH / top)
    else:
        columns = chart.series[:1] if chart.kind == "pareto" else chart.series
        _columns(drawing, columns, centres, min(44.0, each * 0.72), below, _HIGH / top)
        if chart.kind == "pareto":
            _cumulative(drawing, chart.series[1], centres, below, width - right)
    _legend(drawing, chart)
    return drawing


def _columns(drawing: Drawing, columns: Sequence[Series], centres: Sequence[float], wide: float, below: float, scale: float) -> None:
    one = wide / len(columns)
    for place, series in enumerate(columns):
        for x, value in zip(centres, series.values, strict=True):
            start = x - wide / 2 + place * one
            high = _length(value, scale)
            drawing.add(Rect(start + 0.6, below, one - 1.2, high, fillColor=SHADES[place % len(SHADES)], strokeColor=None))
            drawing.add(text(start + one / 2, below + high + 2, shown(value), anchor="middle"))


def _stacks(drawing: Drawing, chart: Chart, centres: Sequence[float], wide: float, below: float, scale: float) -> None:
    for at, x in enumerate(centres):
        y = below
        for place, series in enumerate(chart.series):
            high = _length(series.values[at], scale)
            drawing.add(Rect(x - wide / 2, y, wide, high, fillColor=_shade(chart, place), strokeColor=INK, strokeWidth=0.3))
            y += high
        drawing.add(text(x, y + 2, shown(sum(series.values[at] or 0 for series in chart.series)), anchor="middle"))


def _line(drawing: Drawing, series: Series, centres: Sequence[float], below: float, scale: float, place: int) -> None:
    points = [(x, below + float(v) * scale) for x, v in zip(centres, series.values, strict=True) if v is not None]
    colour = SHADES[place % len(SHADES)]
    if len(points) > 1:
        flat = [number for point in points for number in point]
        dashes = None if place == 0 else [4, 3]
        drawing.add(PolyLine(flat, strokeColor=colour, strokeWidth=1.6 if place == 0 else 1.2, strokeDashArray=dashes))
    marked = [at in series.marked for at, value in enumerate(series.values) if value is not None]
    values = [value for value in series.values if value is not None]
    for (x, y), is_marked, value in zip(points, marked, values, strict=True):
        drawing.add(Circle(x, y, 2.6, fillColor=white if is_marked or place else colour, strokeColor=colour, strokeWidth=1.2))
        if place == 0:
            drawing.add(text(x, y + 5, shown(value) + (" *" if is_marked else ""), STRONG, "middle"))


def _cumulative(drawing: Drawing, series: Series, centres: Sequence[float], below: float, right: float) -> None:
    for tick in (0, 20, 40, 60, 80, 100):
        drawing.add(text(right + 4, below + tick * _HIGH / 100 - 3, f"{tick} %", colour=SOFT))
    y = below + 80 * _HIGH / 100
    drawing.add(Line(centres[0] if centres else right, y, right, y, strokeColor=SHADES[2], strokeWidth=0.6, strokeDashArray=[2, 2]))
    points = [(x, below + float(v) * _HIGH / 100) for x, v in zip(centres, series.values, strict=True) if v is not None]
    if len(points) > 1:
        drawing.add(PolyLine([number for point in points for number in point], strokeColor=SHADES[2], strokeWidth=1.4))
    for x, y in points:
        drawing.add(Circle(x, y, 2.2, fillColor=white, strokeColor=SHADES[2], strokeWidth=1.1))


# --- scales and legends --------------------------------------------------------------------------------------------


def _scale(chart: Chart) -> tuple[float, float]:
    series = chart.series[:1] if chart.kind == "pareto" else chart.series
    if chart.kind == "stacked":
        largest = max((float(sum(s.values[at] or 0 for s in series)) for at in range(len(chart.labels))), default=0.0)
    else:
        largest = max((float(value) for s in series for value in s.values if value is not None), default=0.0)
    return nice_top(max(largest, float(chart.most or 0)))


def _ticks(top: float, step: float) -> list[float]:
    return [step * number for number in range(round(top / step) + 1)]


def _length(value: Decimal | float | None, scale: float) -> float:
    return max(0.0, float(value or 0) * scale)


def _legend_lines(chart: Chart, width: float) -> list[list[tuple[int, str]]]:
    """The names of the series in lines that fit; one series needs none."""
    lines: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for place, series in enumerate(chart.series if len(chart.series) > 1 else ()):
        wide = 24 + fonts.width_of(fonts.printable_line(str(series.name)), SMALL) * 1.1
        if lines[-1] and used + wide > width:
            lines.append([])
            used = 0.0
        lines[-1].append((place, str(series.name)))
        used += wide
    return [line for line in lines if line]


def _legend_height(chart: Chart, width: float) -> float:
    return 12.0 * len(_legend_lines(chart, width)) + (4 if len(chart.series) > 1 else 0)


def _legend(drawing: Drawing, chart: Chart) -> None:
    lines = _legend_lines(chart, drawing.width)
    for row, line in enumerate(lines):
        y = 12.0 * (len(lines) - 1 - row) + 2
        x = 2.0
        for place, name in line:
            drawing.add(Rect(x, y, 10, 7, fillColor=_shade(chart, place), strokeColor=INK, strokeWidth=0.3))
            drawing.add(text(x + 13, y + 0.5, name))
            x += 24 + fonts.width_of(fonts.printable_line(name), SMALL) * 1.1


def _shade(chart: Chart, place: int) -> Color:
    """The colour of a series; the cumulative line of a Pareto chart has one of its own."""
    if level := chart.series[place].level:
        return TINTS[level]
    return SHADES[2] if chart.kind == "pareto" and place == 1 else SHADES[place % len(SHADES)]

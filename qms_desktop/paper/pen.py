"""The pen that paints a page: text, rules, tints. Lengths in points, y grows downwards from the top of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from qms_desktop.paper import fonts
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.text import Line

RULE = 0.5
TINT = 0.93


class Pen:
    """One document being painted, page after page."""

    def __init__(self, out: BinaryIO, width: float, height: float, language: str) -> None:
        fonts.register()
        self.width, self.height = width, height
        self.canvas = Canvas(
            out, pagesize=(width, height), pageCompression=1, initialFontName=fonts.REGULAR, lang=language
        )
        self._stamps: dict[tuple[tuple[int, int, int], ...], str] = {}

    def lines(self, lines: Sequence[Line], style: Style, left: float, top: float, width: float) -> None:
        """Lines of text in a column, the first one's top edge at `top`."""
        text = self.canvas.beginText()
        text.setFont(style.font, style.size, style.leading)
        broken = False
        y = self.height - top - style.ascent
        for place, line in enumerate(lines):
            if style.align != "left" or place == 0:
                text.setTextOrigin(left + _indent(line, style, width), y - place * style.leading)
            else:
                _next_line(text)
            broken = _show(text, line, broken)
        if broken:
            _end_word(text)
        self.canvas.drawText(text)

    def word(self, said: str, style: Style, left: float, top: float) -> None:
        """A short text that needs no breaking."""
        self.lines([Line(fonts.printable(said), 0.0)], style._replace(align="left"), left, top, 0)

    def rules(self, rules: Iterable[tuple[float, float, float, float]], thick: float = RULE) -> None:
        """Straight rules, each from x1, y1 to x2, y2."""
        self.canvas.setLineWidth(thick)
        self.canvas.lines([(x1, self.height - y1, x2, self.height - y2) for x1, y1, x2, y2 in rules])

    def box(self, left: float, top: float, width: float, height: float) -> None:
        """The outline of a rectangle."""
        self.canvas.setLineWidth(RULE)
        self.canvas.rect(left, self.height - top - height, width, height)

    def tint(self, left: float, top: float, width: float, height: float, grey: float = TINT) -> None:
        """A rectangle filled with a light grey that a photocopier drops."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(left, self.height - top - height, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def circle(self, x: float, y: float, radius: float) -> None:
        """A circle line around a point."""
        self.canvas.circle(x, self.height - y, radius)

    def across(self, said: str, angle: float, size: float, grey: float) -> None:
        """A word across the middle of the page, under everything that is painted after it."""
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(angle)
        canvas.setFillGray(grey)
        text = canvas.beginText()
        text.setFont(fonts.BOLD, size)
        text.setTextOrigin(-fonts.width_of(said, Style(fonts.BOLD, size)) / 2, -size / 3)
        _begin_word(text, said)
        text.textOut(said)
        _end_word(text)
        canvas.drawText(text)
        canvas.restoreState()

    def stamp(self, runs: Iterable[tuple[int, int, int]], left: float, top: float, side: float) -> None:
        """Black runs of squares (row, first column, how many); kept once in the document however often stamped."""
        runs = tuple(runs)
        if runs not in self._stamps:
            self._stamps[runs] = f"stamp{len(self._stamps)}"
            self._keep(self._stamps[runs], runs)
        self.canvas.saveState()
        self.canvas.transform(side, 0, 0, -side, left, self.height - top)
        self.canvas.doForm(self._stamps[runs])
        self.canvas.restoreState()

    def _keep(self, name: str, runs: tuple[tuple[int, int, int], ...]) -> None:
        self.canvas.beginForm(name)
        path = self.canvas.beginPath()
        for row, column, count in runs:
            path.rect(column, row, count, 1)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.endForm()

    def turn(self, width: float, height: float) -> None:
        """Paint pages of this size from here on."""
        self.width, self.height = width, height
        self.canvas.setPageSize((width, height))

    def next_page(self) -> None:
        self.canvas.showPage()

    def finish(self) -> None:
        self.canvas.save()


def _indent(line: Line, style: Style, width: float) -> float:
    if style.align == "center":
        return (width - line.width) / 2
    return width - line.width if style.align == "right" else 0.0


def _show(text, line: Line, broken: bool) -> bool:
    """Show a line; true when it ends inside a broken word, whose letters are marked as one word for the reader."""
    if not (line.head or line.tail):
        text.textOut(line.text)
        return False
    begin = line.head if broken else 0
    end = len(line.text) - line.tail
    if broken:
        text.textOut(line.text[:begin])
        if line.tail and end <= 0:
            return True
        _end_word(text)
    if end > begin:
        text.textOut(line.text[begin:end])
    if not line.tail:
        return False
    _begin_word(text, line.whole)
    text.textOut(line.text[max(end, begin) :])
    return True


# reportlab has no calls for these operators of PDF, so they are written into the text object as they are.
def _next_line(text) -> None:
    text._code.append("T*")


def _begin_word(text, whole: str) -> None:
    text._code.append(f"/Span <</ActualText <feff{whole.encode('utf-16-be').hex()}>>> BDC")


def _end_word(text) -> None:
    text._code.append("EMC")

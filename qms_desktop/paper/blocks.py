"""What stands in a cell or between tables: text, small drawings, and how they are measured."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.lib.units import mm

from qms_desktop.paper import fonts
from qms_desktop.paper.flow import Slice, Space
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.pen import Pen
from qms_desktop.paper.text import Line, wrap

TEXT = Style(fonts.REGULAR, 12)
STRONG = Style(fonts.BOLD, 12)
TABLE = Style(fonts.REGULAR, 10)
TABLE_STRONG = Style(fonts.BOLD, 10)
SMALL = Style(fonts.REGULAR, 9)
SMALL_STRONG = Style(fonts.BOLD, 9)
SMALL_ITALIC = Style(fonts.ITALIC, 9)


class Set(NamedTuple):
    """A text in a style of its own, inside a cell or a paragraph."""

    text: Any
    style: Style


class Laid:
    """Content measured for a width."""

    __slots__ = ("height", "parts", "width")

    def __init__(self, parts: Sequence[tuple[Style, Sequence[Line]]], width: float) -> None:
        self.parts = parts
        self.width = width
        self.height = sum(style.leading * len(lines) for style, lines in parts)

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """Paint it with its upper left corner at a place."""
        for style, lines in self.parts:
            pen.lines(lines, style, left, top, self.width)
            top += style.leading * len(lines)

    def split(self, height: float) -> tuple[Laid, Laid]:
        """What fits a height, and the rest; either may be empty."""
        first, rest = [], []
        for style, lines in self.parts:
            fitting = 0 if rest else max(0, int(height / style.leading))
            if lines[:fitting]:
                first.append((style, lines[:fitting]))
            if lines[fitting:]:
                rest.append((style, lines[fitting:]))
            height -= style.leading * len(lines[:fitting])
        return Laid(first, self.width), Laid(rest, self.width)


class Ticks(NamedTuple):
    """Boxes to tick by hand, each with its letter."""

    labels: tuple[str, ...]


class LaidTicks(Laid):
    """Tick boxes measured: as many to a row as fit."""

    __slots__ = ("_each", "_labels", "_per_row", "_style")
    _BOX = 3.6 * mm
    _ROW = 6.0 * mm

    def __init__(self, ticks: Ticks, style: Style, width: float) -> None:
        self._style = style._replace(align="left")
        self._labels = ticks.labels
        widest = max(fonts.width_of(label, self._style) for label in ticks.labels)
        self._each = self._BOX + widest + 2.6 * mm
        self._per_row = max(1, int((width + 1 * mm) / self._each))
        super().__init__([], width)
        self.height = self._ROW * -(-len(ticks.labels) // self._per_row)

    def paint(self, pen: Pen, left: float, top: float) -> None:
        for place, label in enumerate(self._labels):
            x = left + place % self._per_row * self._each
            y = top + place // self._per_row * self._ROW + (self._ROW - self._BOX) / 2
            pen.box(x, y, self._BOX, self._BOX)
            pen.word(label, self._style, x + self._BOX + 0.8 * mm, y + (self._BOX - self._style.leading) / 2)

    def split(self, height: float) -> tuple[Laid, Laid]:
        return (self, Laid([], self.width)) if self.height <= height else (Laid([], self.width), self)


class Bar(NamedTuple):
    """A bar that shows a share of one in grey, so that it lives through a photocopier."""

    share: float


class LaidBar(Laid):
    """A bar measured: as wide as its column."""

    __slots__ = ("_share",)
    _HIGH = 3.4 * mm
    _GREY = 0.6

    def __init__(self, bar: Bar, width: float) -> None:
        super().__init__([], width)
        self._share = min(1.0, max(0.0, bar.share))
        self.height = self._HIGH

    def paint(self, pen: Pen, left: float, top: float) -> None:
        pen.tint(left, top, self.width * self._share, self._HIGH, self._GREY)
        pen.box(left, top, self.width, self._HIGH)

    def split(self, height: float) -> tuple[Laid, Laid]:
        return (self, Laid([], self.width)) if self.height <= height else (Laid([], self.width), self)


def lay(content: Any, style: Style, width: float) -> Laid:
    """Measure content for a width.

    Content is a text or anything with a `str`, a `Set`, a sequence of these (one below the other), `Ticks`, a `Bar`,
    or None.
    """
    if isinstance(content, Ticks):
        return LaidTicks(content, style, width)
    if isinstance(content, Bar):
        return LaidBar(content, width)
    return _measured(tuple((str(set_.text), set_.style) for set_ in _sets(content, style)), width)


@functools.lru_cache(maxsize=4096)
def _measured(texts: tuple[tuple[str, Style], ...], width: float) -> Laid:
    """Registers say the same words in many rows: these are measured once and painted from one place."""
    parts = [(style, lines) for text, style in texts if (lines := wrap(text, style, width))]
    return Laid(parts, width)


def _sets(content: Any, style: Style) -> list[Set]:
    if content is None or content == "":
        return []
    if isinstance(content, Set):
        return [content] if content.text not in (None, "") else []
    if isinstance(content, list | tuple):
        return [one for part in content for one in _sets(part, style)]
    return [Set(content, style)]


class Paragraph(Slice):
    """Text across the page."""

    __slots__ = ("_laid",)

    def __init__(self, laid: Laid, glued: bool = False) -> None:
        super().__init__(laid.height, None, glued)
        self._laid = laid

    def paint(self, pen: Pen, left: float, top: float) -> None:
        self._laid.paint(pen, left, top)

    def split(self, height: float) -> tuple[Slice, Slice] | None:
        first, rest = self._laid.split(height)
        return (Paragraph(first, self.glued), Paragraph(rest)) if first.height else None


def paragraph(content: Any, width: float, style: Style = SMALL, glued: bool = False) -> Paragraph:
    """Text across the page in a style."""
    return Paragraph(lay(content, style, width), glued)


def heading(text: Any, width: float) -> Iterator[Slice]:
    """A heading between tables, with room above; what follows has to be glued to it."""
    yield space(4 * mm)
    yield paragraph(text, width, TABLE_STRONG, glued=True)
    yield space(1.2 * mm, glued=True)


def space(height: float, glued: bool = False) -> Space:
    """White space of a height in points."""
    return Space(height, None, glued)

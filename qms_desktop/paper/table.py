"""Tables: columns of given widths, a header on every page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.lib.units import mm

from qms_desktop.paper.blocks import SMALL_STRONG, TABLE, Laid, lay
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.pen import Pen

PAD_X = 1.2 * mm
PAD_Y = 0.9 * mm
HAND_ROW = 9 * mm


class Column(NamedTuple):
    """A column: its heading, its share of the width, how its cells are set."""

    heading: Any
    share: float
    align: str = "left"
    style: Style | None = None


class Row(NamedTuple):
    """A row that is more than its cells: a `band` has one cell across the table, a `plain` one without its shade; a
    `joined` row stays on the page of the row before it, and none is lower than `least`."""

    cells: Sequence[Any]
    band: bool = False
    joined: bool = False
    least: float = 0.0
    plain: bool = False


class Grid:
    """The upright rules of a table, measured once for all its rows."""

    __slots__ = ("columns", "edges", "style")

    def __init__(self, columns: Sequence[Column], width: float, style: Style) -> None:
        total = sum(column.share for column in columns)
        edges = [0.0]
        for column in columns:
            edges.append(edges[-1] + width * column.share / total)
        self.columns = columns
        self.edges = edges
        self.style = style

    def cell_style(self, column: Column) -> Style:
        return (column.style or self.style)._replace(align=column.align)


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any] | Row],
    width: float,
    *,
    style: Style = TABLE,
    least: float = 0.0,
    top: bool = False,
    glued: bool = False,
    headed: bool = True,
    blank: int = 0,
) -> Iterator[Slice]:
    """The slices of a table, header first; rows are measured as they are taken.

    Cells hold what `blocks.lay` takes. `least` is the lowest row; `top` sets cells at the top instead of the middle;
    `glued` ties the table to what stands before it. A table without rows gets `blank` ones, to be filled in by hand.
    """
    grid = Grid(columns, width, style)
    styles = [grid.cell_style(column) for column in columns]
    header = None
    if headed:
        bold = SMALL_STRONG._replace(align="center")
        cells = _cells([column.heading for column in columns], [bold] * len(columns), grid.edges)
        header = _RowSlice(grid.edges, cells, None, glued=glued, shaded=True)
        yield header
    first = True
    for row in _or_blank(rows, blank, len(columns)):
        row = row if isinstance(row, Row) else Row(row)
        edges = [grid.edges[0], grid.edges[-1]] if row.band else grid.edges
        cell_styles = [grid.style if row.plain else SMALL_STRONG] if row.band else styles
        tied = first and (headed or glued)
        yield _RowSlice(
            edges,
            _cells(row.cells, cell_styles, edges),
            header,
            glued=tied,
            joined=row.joined and not tied,
            shaded=row.band and not row.plain,
            least=max(least, row.least),
            at_top=top,
        )
        first = False


def _or_blank(rows: Iterable[Sequence[Any] | Row], blank: int, columns: int) -> Iterator[Sequence[Any] | Row]:
    found = False
    for row in rows:
        found = True
        yield row
    if not found:
        yield from [Row([""] * columns, least=HAND_ROW)] * blank


def _cells(contents: Sequence[Any], styles: Sequence[Style], edges: Sequence[float]) -> list[Laid]:
    return [
        lay(content, style, right - left - 2 * PAD_X)
        for content, style, left, right in zip(contents, styles, edges, edges[1:], strict=False)
    ]


class _RowSlice(Slice):
    __slots__ = ("_at_top", "_cells", "_edges", "_shaded")

    def __init__(
        self,
        edges: Sequence[float],
        cells: list[Laid],
        repeat: Slice | None,
        *,
        glued: bool = False,
        joined: bool = False,
        shaded: bool = False,
        least: float = 0.0,
        at_top: bool = False,
    ) -> None:
        highest = max((cell.height for cell in cells), default=0.0)
        super().__init__(max(least, highest + 2 * PAD_Y), repeat, glued, joined)
        self._edges = edges
        self._cells = cells
        self._shaded = shaded
        self._at_top = at_top

    def paint(self, pen: Pen, left: float, top: float) -> None:
        right, bottom = left + self._edges[-1], top + self.height
        if self._shaded:
            pen.tint(left, top, self._edges[-1], self.height)
        upright = [(left + x, top, left + x, bottom) for x in self._edges]
        pen.rules([(left, top, right, top), (left, bottom, right, bottom), *upright])
        for cell, x in zip(self._cells, self._edges, strict=False):
            if cell.height:
                lower = PAD_Y if self._at_top else (self.height - cell.height) / 2
                cell.paint(pen, left + x + PAD_X, top + lower)

    def split(self, height: float) -> tuple[Slice, Slice] | None:
        parts = [cell.split(height - 2 * PAD_Y) for cell in self._cells]
        if not any(first.height for first, _ in parts):
            return None
        return tuple(
            _RowSlice(
                self._edges, [part[half] for part in parts], self.repeat, shaded=self._shaded, at_top=True
            )
            for half in (0, 1)
        )

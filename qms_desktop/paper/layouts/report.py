"""Any report on paper: of which data it is, who is in it and who is missing, its tables over pages, its charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.core.report_words import facts, words
from qms_desktop.core.reports import Chart, HeatMap, Part, Report, Table, Words
from qms_desktop.paper import charts
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, TABLE, Set, heading, paragraph, space
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.pen import Pen
from qms_desktop.paper.table import Column, Row, table

WIDE = 7
"""A table of more columns than these is printed on a page that lies on its side."""

NAMED = 30
"""So many units are named in full; a whole university's would fill a page."""


class Drawn(Slice):
    """A drawing of a chart, at the left edge of the page."""

    __slots__ = ("_drawing",)

    def __init__(self, drawing: Drawing, glued: bool) -> None:
        super().__init__(drawing.height + 2 * mm, None, glued)
        self._drawing = drawing

    def paint(self, pen: Pen, left: float, top: float) -> None:
        renderPDF.draw(self._drawing, pen.canvas, left, pen.height - top - self._drawing.height, showBoundary=False)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    report: Report = job.body
    yield from _data(report, width)
    for each in report.parts:
        yield from part(each, width)


def part(shown: Part, width: float) -> Iterator[Slice]:
    """A part of a report under its title: a table, a paragraph, a drawing."""
    if isinstance(shown, Table):
        yield from _table(shown, width)
    elif isinstance(shown, Words):
        yield from heading(shown.title, width) if shown.title is not None else (space(4 * mm),)
        yield paragraph(shown.text, width, TABLE, glued=True)
    else:
        yield from _chart(shown, width)


def _data(report: Report, width: float) -> Iterator[Slice]:
    """Of which data: without it two prints of one report cannot be compared."""
    rows = [[label, value] for label, value in facts(report, NAMED) if value is not None]
    columns = [Column("", 44, style=SMALL_STRONG), Column("", 140, style=SMALL)]
    yield from table(columns, rows, width, style=SMALL, headed=False)
    yield space(1 * mm)
    for note in report.notes:
        yield paragraph(note, width)


def _table(part: Table, width: float) -> Iterator[Slice]:
    yield from heading(part.title, width)
    if part.rows:
        columns = [Column(each.label, each.share, "center" if each.number else "left") for each in part.columns]
        rows = [Row([words(cell) for cell in row]) for row in part.rows]
        if part.total is not None:
            styles = [SMALL_STRONG._replace(align=column.align) for column in columns]
            rows.append(Row([Set(words(cell), style) for cell, style in zip(part.total, styles, strict=True)], joined=True))
        yield from table(columns, rows, width, style=SMALL, glued=True)
    else:
        yield paragraph(_("There is nothing to show here."), width, glued=True)
    if part.note is not None:
        yield space(1 * mm)
        yield paragraph(part.note, width)


def _chart(part: Chart | HeatMap, width: float) -> Iterator[Slice]:
    yield from heading(part.title, width)
    for place, drawing in enumerate(charts.drawings(part, width)):
        yield Drawn(drawing, glued=place == 0)
    if part.note is not None:
        yield paragraph(part.note, width, glued=True)


def _wide(job: PrintJob) -> bool:
    return any(len(part.columns) > WIDE for part in job.body.tables)


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), job.profile.qa_office.name),)


FORM = Form(
    code="report",
    title=_("Report"),
    kinds=(),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    turned=_wide,
)

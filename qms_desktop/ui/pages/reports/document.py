"""A report as a document of the window: what it is of, tables whose figures are links, charts as pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from qms_desktop.core.messages import _
from qms_desktop.core.report_words import facts as facts_of
from qms_desktop.core.report_words import words
from qms_desktop.core.reports import Cell, Chart, Column, Figure, HeatMap, Link, Report, Table
from qms_desktop.ui.theme.tokens import Tokens

FIGURE, RECORD, PICTURE = "figure:", "record:", "picture:"
"""What links and pictures of the document begin with; a number follows."""

NAMED = 5
"""So many units are named in full above a report."""

WIDE = 7
"""A table of more columns than these is written in small letters."""


@dataclass
class Document:
    """The HTML of a report, and what its links and pictures stand for, by their numbers."""

    html: str = ""
    figures: list[tuple[Figure, str]] = field(default_factory=list)
    """Each with the words of its row and column."""
    records: list[Link] = field(default_factory=list)
    charts: list[Chart | HeatMap] = field(default_factory=list)


def document(report: Report, t: Tokens, *, facts: bool = True) -> Document:
    """A report in the window's language and colours; without the `facts` only its parts."""
    made = Document()
    parts = [_facts(report, t)] if facts else []
    for part in report.parts:
        if isinstance(part, Table):
            parts.append(_table(made, part, t))
        elif isinstance(part, Chart | HeatMap):
            made.charts.append(part)
            note = f'<p style="color:{t.text2}">{_said(part.note)}</p>' if part.note is not None else ""
            parts.append(f'<h3>{_said(part.title)}</h3><p><img src="{PICTURE}{len(made.charts) - 1}"></p>{note}')
        else:
            heading = f"<h3>{_said(part.title)}</h3>" if part.title is not None else ""
            parts.append(f"{heading}<p>{_said(part.text)}</p>")
    made.html = "".join(parts)
    return made


def _said(words_: object) -> str:
    return escape(str(words_)).replace("\n", "<br>")


def _facts(report: Report, t: Tokens) -> str:
    rows = "".join(
        f'<tr><td style="color:{t.text2}; padding-right:14px">{_said(label)}</td><td>{_said(value)}</td></tr>'
        for label, value in facts_of(report, NAMED) if value is not None
    )  # fmt: skip
    notes = "".join(f'<p style="color:{t.text2}">{_said(note)}</p>' for note in report.notes)
    return f'<table cellspacing="0" cellpadding="2">{rows}</table>{notes}'


def _table(made: Document, table: Table, t: Tokens) -> str:
    title = f"<h3>{_said(table.title)}</h3>"
    note = f'<p style="color:{t.text2}">{_said(table.note)}</p>' if table.note is not None else ""
    if not table.rows:
        return f'{title}<p style="color:{t.text2}">{_said(_("There is nothing to show here."))}</p>{note}'
    whole = sum(column.share for column in table.columns)
    size = "; font-size:small" if len(table.columns) > WIDE else ""
    head = "".join(
        f'<th width="{100 * column.share / whole:.0f}%" align="{_align(column)}" style="background-color:{t.subtle}; '
        f'color:{t.text2}; font-weight:600; border:1px solid {t.line2}{size}">{_said(column.label)}</th>'
        for column in table.columns
    )
    rows = [_row(made, table, row, t, size) for row in table.rows]
    if table.total is not None:
        rows.append(_row(made, table, table.total, t, size, strong=True))
    return (
        f'{title}<table width="100%" cellspacing="0" cellpadding="4" border="1" '
        f'style="border-collapse:collapse; border:1px solid {t.line2}"><tr>{head}</tr>{"".join(rows)}</table>{note}'
    )


def _row(made: Document, table: Table, row: tuple[Cell, ...], t: Tokens, size: str, *, strong: bool = False) -> str:
    name = next((words(cell) for cell in row if words(cell)), "")
    ground = f"; background-color:{t.subtle}{size}" if strong else size
    cells = []
    for column, cell in zip(table.columns, row, strict=True):
        said = _cell(made, cell, f"{name} · {column.label}")
        said = f"<b>{said}</b>" if strong and said else said
        cells.append(f'<td align="{_align(column)}" valign="middle" style="border:1px solid {t.line2}{ground}">{said}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _cell(made: Document, cell: Cell, name: str) -> str:
    """A figure with records behind it and the name of a record are links."""
    said = _said(words(cell)).replace(" %", "&nbsp;%")
    if isinstance(cell, Figure) and cell.behind:
        made.figures.append((cell, name))
        return f'<a href="{FIGURE}{len(made.figures) - 1}">{said}</a>'
    if isinstance(cell, Link):
        made.records.append(cell)
        return f'<a href="{RECORD}{len(made.records) - 1}">{said}</a>'
    return said


def _align(column: Column) -> str:
    return "center" if column.number else "left"

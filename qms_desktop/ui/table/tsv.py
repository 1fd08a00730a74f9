"""Cells on the clipboard: tab-separated text as Excel and Word write and read it, and a table for Word."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

Grid = list[list[str]]


def write(grid: Grid) -> str:
    """Cells as text; a cell with a tab, a line break or a quote stands in quotes, as Excel does it."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in grid)


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def read(text: str) -> Grid:
    """Cells from text. Quotes count only where they hold a whole cell: `"Manas" college` keeps them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    grid: Grid = [[]]
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at)
        grid[-1].append(cell)
        if at >= len(text):
            break
        if text[at] == "\n":
            grid.append([])
        at += 1
    if len(grid) > 1 and grid[-1] == [""]:
        grid.pop()
    return grid


def _cell(text: str, at: int) -> tuple[str, int]:
    """One cell and the place of the sign that ends it."""
    if text[at : at + 1] == '"':
        end = at + 1
        while (end := text.find('"', end)) >= 0:
            if text[end + 1 : end + 2] == '"':
                end += 2
            elif text[end + 1 : end + 2] in ("", "\t", "\n"):
                return text[at + 1 : end].replace('""', '"'), end + 1
            else:
                break
    ends = [end for sign in "\t\n" if (end := text.find(sign, at)) >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end


def write_html(grid: Grid) -> str:
    """Cells as a table, which Word takes as one."""
    rows = (
        "<tr>" + "".join(f"<td>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>"
        for row in grid
    )
    return "<table border='1'>" + "".join(rows) + "</table>"


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.grid: Grid = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.grid.append([])
        elif tag in ("td", "th") and self.grid:
            self._cell = []
        elif tag in ("p", "br") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
            self.grid[-1].append("\n".join(line for line in lines if line))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data.replace("\n", " ").replace("\r", " "))


def read_word(html: str) -> Grid | None:
    """Cells of a table copied from Word, whose plain text breaks a cell of several paragraphs; None if it is none."""
    if "office:word" not in html or "<table" not in html:
        return None
    table = _Table()
    table.feed(html)
    return [row for row in table.grid if row] or None

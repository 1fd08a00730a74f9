"""The tables of a docx, read straight from word/document.xml."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from qms_desktop.core.messages import _
from qms_desktop.sheets.package import damaged
from qms_desktop.sheets.raw import MOST_COLUMNS, MOST_ROWS, Continued, RawSheet, too_long, trimmed

_DOCUMENT = "word/document.xml"
_DEEPEST = 20
_UNSEEN = ("Fallback", "moveFrom")
"""The text box for older programs, which stands twice; what was moved away under review."""
_FAULTS = (SyntaxError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_INK = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Cell:
    text: list[str] = field(default_factory=list)
    span: int = 1
    continues: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[Any]] = field(default_factory=list)
    row: list[Any] = field(default_factory=list)
    cell: _Cell | None = None
    is_deleted: bool = False


def read_docx(package: zipfile.ZipFile, path: Path) -> list[RawSheet]:
    """Every table, inner ones too, called by its place; UserError for a file that cannot be read."""
    reader = _Reader(path)
    try:
        with package.open(_DOCUMENT) as file:
            for event, element in ElementTree.iterparse(file, ("start", "end")):
                reader.take(event, element)
    except _FAULTS as problem:
        raise damaged(path) from problem
    return [
        RawSheet(str(_("Table {n}", n=place)), rows, None, is_word=True) for place, rows in enumerate(reader.tables, 1)
    ]


class _Reader:
    """Takes the events of the parser; nested tables stand on a stack."""

    def __init__(self, path: Path) -> None:
        self.tables: list[list[list[Any]]] = []
        self._path = path
        self._open: list[_Table] = []
        self._places: list[int] = []
        self._ignored = 0

    def take(self, event: str, element: ElementTree.Element) -> None:
        tag = element.tag.rpartition("}")[2]
        if tag in _UNSEEN:
            self._ignored += 1 if event == "start" else -1
        if not self._ignored:
            (self._start if event == "start" else self._end)(tag, element)
        if event == "end" and (tag in ("p", "tr", "tbl")):
            element.clear()

    def _start(self, tag: str, _element: ElementTree.Element) -> None:
        if tag == "tbl":
            if len(self._open) >= _DEEPEST:
                raise damaged(self._path)
            self._places.append(len(self.tables))
            self.tables.append([])
            self._open.append(_Table())
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].row, self._open[-1].is_deleted = [], False
        elif tag == "tc":
            self._open[-1].cell = _Cell()

    def _end(self, tag: str, element: ElementTree.Element) -> None:
        if not self._open:
            return
        table = self._open[-1]
        if tag == "tbl":
            self.tables[self._places.pop()] = self._open.pop().rows
        elif tag == "tr":
            self._end_row(table)
        elif tag == "gridBefore":
            table.row += [None] * _number(element)
        elif tag == "trPr":
            table.is_deleted = any(child.tag.rpartition("}")[2] == "del" for child in element)
        elif table.cell is not None:
            self._end_in_cell(tag, element, table)

    def _end_in_cell(self, tag: str, element: ElementTree.Element, table: _Table) -> None:
        cell = table.cell
        if tag == "t":
            cell.text.append(element.text or "")
        elif tag in _INK:
            cell.text.append(_INK[tag])
        elif tag == "p":
            cell.text.append("\n")
        elif tag == "gridSpan":
            cell.span = max(1, _number(element))
        elif tag == "vMerge":
            cell.continues = _value(element) != "restart"
        elif tag == "tc":
            self._end_cell(table, cell)

    def _end_cell(self, table: _Table, cell: _Cell) -> None:
        text: str | None = re.sub(r"\s*\n\s*", "\n", "".join(cell.text)).strip() or None
        if cell.continues:
            above = table.rows[-1] if table.rows else []
            place = len(table.row)
            text = Continued(above[place]) if place < len(above) and above[place] else None
        table.row += [text, *[None] * (cell.span - 1)]
        table.cell = None
        del table.row[MOST_COLUMNS:]

    def _end_row(self, table: _Table) -> None:
        if table.is_deleted:
            return
        table.rows.append(trimmed(table.row))
        if len(table.rows) > MOST_ROWS:
            raise too_long(self._path)


def _value(element: ElementTree.Element) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "val"), "")


def _number(element: ElementTree.Element) -> int:
    value = _value(element)
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else 0

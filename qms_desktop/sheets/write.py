"""A workbook on the disk: frozen header row, filter, print setup, the sheet of information, the hidden mark."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from qms_desktop.core.files import write_whole
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.sheets.cells import CUT, LONGEST_CELL
from qms_desktop.sheets.data import Cell, LevelCell, SheetColumn, SheetData
from qms_desktop.sheets.marks import SHEET as MARK_SHEET
from qms_desktop.sheets.marks import Mark, MarkedTable, mark_rows

TINTS = {"low": "DDEFE0", "medium": "FBEFC9", "high": "F8D9D4"}
"""Pale, so that the word on it reads well, on a grey printer too."""
_HEADER_FILL = "E8EDF2"
_EDGE = "B8C2CC"
_A4 = 9
_NARROWEST, _WIDEST = 9.0, 48.0
_MEASURED_ROWS = 200
_SPARE_ROWS = 500
"""Rows below the last one in which Excel offers a column's choices."""
_LONGEST_FOOTER = 80
_LONGEST_NAME = 31
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE, _DATE_TIME = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
_INCH = 25.4

INFO = {
    "institution": _("Institution"),
    "unit": _("Unit"),
    "form": p_("paper", "Form code"),
    "edition": _("Edition"),
    "version": _("Version"),
    "period": _("Period"),
    "printed_at": _("Written on"),
    "printed_by": _("Written by"),
    "check_code": _("Check code"),
}


def write_sheet(out: Path, sheet: SheetData, language: str) -> None:
    """Write the workbook whole to `out`, in a language; UserError if the file cannot be written there."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _fill(book, sheet, language)
        # Saved whole in memory first: a zip that a full disk cuts off would complain once more when it is let go.
        whole = io.BytesIO()
        book.save(whole)
        write_whole(out, lambda file: file.write(whole.getbuffer()))
    finally:
        for page in book.worksheets:
            _discard(page)


def _discard(page: Any) -> None:
    """Drop the scratch file of a sheet that was begun and not saved."""
    writer = getattr(page, "_writer", None)
    if writer is not None:
        if not page.closed:
            page.close()
        Path(writer.out).unlink(missing_ok=True)


def _fill(book: Any, sheet: SheetData, language: str) -> None:
    book.properties.title = said(sheet.title, language)
    book.properties.creator = "QMS Desktop"
    book.properties.language = language
    pen = _Pen(language)
    names = _Names()
    tables: dict[str, MarkedTable] = {}
    parts = [("", sheet.title, sheet.columns, sheet.rows)]
    parts += [(table.of, table.title, table.columns, table.rows) for table in sheet.lists]
    for of, title, columns, rows in parts:
        name = names.free(said(title, language))
        page = book.create_sheet(name)
        _set_up(page, sheet, said(title, language), language)
        pen.table(page, columns, rows)
        tables[name] = MarkedTable(of, tuple((said(c.title, language), c.key) for c in columns))
    _information(book, sheet, pen, names, language)
    hidden = book.create_sheet(MARK_SHEET)
    hidden.sheet_state = "veryHidden"
    for row in mark_rows(Mark(sheet.kind, sheet.code, sheet.base, tables)):
        hidden.append([pen.cell(hidden, text) for text in row])


def said(words: Any, language: str) -> str:
    return words.text(language) if isinstance(words, Localised) else str(words)


class _Names:
    """Names of sheets: at most 31 characters, none that Excel refuses, none twice."""

    def __init__(self) -> None:
        self._taken: set[str] = {MARK_SHEET}

    def free(self, wanted: str) -> str:
        clean = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\]", " ", wanted)).strip(" '") or "1"
        name, number = _whole_words(clean), 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{clean[: _LONGEST_NAME - len(str(number)) - 1].rstrip()} {number}"
        self._taken.add(name.casefold())
        return name


def _whole_words(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    return name[: _LONGEST_NAME + 1].rsplit(" ", 1)[0][:_LONGEST_NAME]


class _Pen:
    """Writes cells; the styles are made once."""

    def __init__(self, language: str) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._language = language
        self._cell_class = WriteOnlyCell
        self._styles: dict[Any, Any] = {}
        side = Side("thin", color=_EDGE)
        self._border = Border(side, side, side, side)
        self._left = Alignment(vertical="top", wrap_text=True)
        self._centre = Alignment(horizontal="center", vertical="top", wrap_text=True)
        self._middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._bold = Font(bold=True)
        self._header_fill = PatternFill("solid", fgColor=_HEADER_FILL)
        self._tints = {level: PatternFill("solid", fgColor=colour) for level, colour in TINTS.items()}

    def table(self, page: Any, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]) -> None:
        from openpyxl.utils import get_column_letter

        rows = list(rows)
        titles = [said(column.title, self._language) for column in columns]
        for place, (column, title) in enumerate(zip(columns, titles, strict=True), start=1):
            dimension = page.column_dimensions[get_column_letter(place)]
            dimension.width = column.width or _width(title, (row[place - 1] for row in rows[:_MEASURED_ROWS]))
            dimension.hidden = column.hidden
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.append([self._header(page, title) for title in titles])
        for row in rows:
            page.append([self.bordered(page, v, c.centred) for v, c in zip(row, columns, strict=True)])
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
        self._offer(page, columns, len(rows) + _SPARE_ROWS)

    def _offer(self, page: Any, columns: Sequence[SheetColumn], last: int) -> None:
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        for place, column in enumerate(columns, start=1):
            if column.options:
                rule = DataValidation("list", formula1='"' + ",".join(column.options) + '"', allow_blank=True)
                rule.showErrorMessage = False
                rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{last}")
                page.data_validations.append(rule)

    def _header(self, page: Any, title: str) -> Any:
        return self._styled(self.cell(page, title), "header", self._as_header)

    def _as_header(self, cell: Any) -> None:
        cell.border, cell.font = self._border, self._bold
        cell.fill, cell.alignment = self._header_fill, self._middle

    def bordered(self, page: Any, value: Cell, centred: bool = False) -> Any:
        level = value.level if isinstance(value, LevelCell) else None
        cell = self.cell(page, value.text if isinstance(value, LevelCell) else value)
        centred = centred or isinstance(value, LevelCell)

        def dress(cell: Any) -> None:
            cell.border = self._border
            cell.alignment = self._centre if centred else self._left
            if level in self._tints:
                cell.fill = self._tints[level]

        return self._styled(cell, (centred, level, cell.number_format, bool(cell.quotePrefix)), dress)

    def _styled(self, cell: Any, style: Any, dress: Callable[[Any], None]) -> Any:
        """The cell in a style that is worked out once and shared from then on."""
        if style not in self._styles:
            dress(cell)
            self._styles[style] = cell._style
        cell._style = self._styles[style]
        return cell

    def strong(self, page: Any, value: Cell) -> Any:
        cell = self.cell(page, value)
        cell.font = self._bold
        return cell

    def cell(self, page: Any, value: Cell) -> Any:
        """A cell; a text stays a text, whatever it begins with."""
        if not isinstance(value, str):
            cell = self._cell_class(page, value)
            if isinstance(value, dt.date):
                cell.number_format = _DATE_TIME if isinstance(value, dt.datetime) else _DATE
            return cell
        text = _fitting(value)
        cell = self._cell_class(page, text)
        cell.data_type = "s"
        if text.startswith(_FORMULA_SIGNS):
            cell.quotePrefix = True
        return cell


def _fitting(text: str) -> str:
    """Without what XML cannot hold, and no longer than Excel's cell."""
    text = _NO_XML.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + CUT


def _width(title: str, cells: Iterable[Cell]) -> float:
    longest_word = max((len(word) for word in title.split()), default=0)
    longest = max((_length(cell) for cell in cells), default=0)
    return min(_WIDEST, max(_NARROWEST, longest_word + 3, len(title) / 2 + 2, longest / 1.6 + 2))


def _length(cell: Cell) -> int:
    if isinstance(cell, dt.date):
        return 12
    text = cell.text if isinstance(cell, LevelCell) else str(cell or "")
    return max((len(line) for line in text.split("\n")), default=0)


def _set_up(page: Any, sheet: SheetData, title: str, language: str) -> None:
    """A4 landscape, as wide as the page, with the header and the footer of the paper form."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(
        left=20 / _INCH, right=20 / _INCH, top=30 / _INCH, bottom=15 / _INCH, header=12 / _INCH, footer=7 / _INCH
    )
    info = sheet.info
    edition = info.get("edition")
    code = " / ".join(filter(None, (
        sheet.code or str(info.get("form") or ""),
        edition and _("edition {edition}", edition=edition).text(language),
    )))  # fmt: skip
    page.oddHeader.left.text = _footer(info.get("institution"), language)
    page.oddHeader.center.text = _footer(title, language)
    page.oddHeader.right.text = _footer(code, language)
    check = info.get("check_code")
    page.oddFooter.left.text = _footer(check and _("Check code: {code}", code=check), language)
    page.oddFooter.center.text = _footer(info.get("printed_at"), language)
    page.oddFooter.right.text = _("page {page} of {pages}", page="&P", pages="&N").text(language)


def _footer(value: Any, language: str) -> str | None:
    text = _shown(value, language).replace("\n", " ")[:_LONGEST_FOOTER]
    return text.replace("&", "&&") or None


def _shown(value: Any, language: str) -> str:
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, dt.date):
        return format_date(value)
    return "" if value is None else said(value, language)


def _information(book: Any, sheet: SheetData, pen: _Pen, names: _Names, language: str) -> None:
    """The sheet «Маалымат»: what the header and the footer of the paper form say, each in a row."""
    page = book.create_sheet(names.free(p_("sheet name", "Information").text(language)))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 60
    known = {"form": sheet.code, **sheet.info}
    page.append([pen.strong(page, said(sheet.title, language))])
    for key in (*INFO, *(key for key in known if key not in INFO)):
        value = known.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, dt.datetime):
            value = value.replace(tzinfo=None, microsecond=0)
        elif not isinstance(value, dt.date | int | float):
            value = said(value, language)
        page.append([pen.cell(page, said(INFO.get(key, key), language)), pen.bordered(page, value)])

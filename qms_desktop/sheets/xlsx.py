"""The sheets of an xlsx, read by openpyxl row by row."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.sheets.marks import SHEET as MARK_SHEET
from qms_desktop.sheets.marks import read_mark
from qms_desktop.sheets.package import FAULTS, damaged
from qms_desktop.sheets.raw import MOST_COLUMNS, MOST_ROWS, CellError, RawSheet, too_long, trimmed


def read_xlsx(package: zipfile.ZipFile, path: Path) -> list[RawSheet]:
    """The visible sheets with the values that Excel last computed; UserError for a file that cannot be read."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import CellCoordinatesException

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it does not know: charts, extensions
        try:
            book = load_workbook(package.fp, read_only=True, data_only=True, keep_links=False)
            try:
                pages = {page.title: page for page in book.worksheets}
                hidden = pages.pop(MARK_SHEET, None)
                mark = read_mark(_rows(hidden, path)) if hidden is not None else None
                return [
                    RawSheet(name, _rows(page, path), mark)
                    for name, page in pages.items()
                    if page.sheet_state == "visible"
                ]
            finally:
                book.close()
        except UserError:
            raise
        except (*FAULTS, zlib.error, CellCoordinatesException) as problem:
            raise damaged(path) from problem


def _rows(page: Any, path: Path) -> list[list[Any]]:
    page.reset_dimensions()
    rows: list[list[Any]] = []
    for row in page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS):
        rows.append(trimmed([CellError(str(c.value)) if c.data_type == "e" else c.value for c in row]))
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise too_long(path)
    return rows

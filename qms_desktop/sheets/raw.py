"""A table as it stands in a file: plain rows, and what the program itself wrote about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.sheets.marks import Mark

MOST_ROWS = 50_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of the spreadsheet: #REF!, #N/A."""

    text: str


class Continued(str):
    """The text of a cell that is merged with the one above it."""

    __slots__ = ()


@dataclass(slots=True)
class RawSheet:
    """One table as it stands in the file; `rows[0]` is its first row.

    Cells are texts, numbers, booleans, dates, CellError or None. `mark` is there where the program exported the
    workbook itself; `is_word` tells that columns have numbers instead of letters.
    """

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    mark: Mark | None = None
    is_word: bool = False


def too_long(path: Path) -> UserError:
    return UserError(
        _("A table of the file {name} has more than {most} rows.", name=path.name, most=MOST_ROWS),
        _("Divide it into several files."),
    )


def trimmed(row: list[Any]) -> list[Any]:
    """Without the empty cells at the end."""
    end = len(row)
    while end and (row[end - 1] is None or row[end - 1] == ""):
        end -= 1
    return row[:end]

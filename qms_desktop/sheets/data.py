"""What a spreadsheet is made of: plain values, filled in by `kinds`, `registers` and `integrated`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.messages import Localised

Words = str | Localised


@dataclass(frozen=True, slots=True)
class LevelCell:
    """A risk level in words, tinted by its key (low, medium, high)."""

    text: str
    level: str | None


Cell = str | int | float | bool | dt.date | dt.datetime | LevelCell | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its key tells an import what it holds; without a width it is as wide as its content needs.

    `options` are the words that Excel offers in the column's cells.
    """

    key: str
    title: Words
    width: float | None = None
    centred: bool = False
    hidden: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet of its own for the items of one list; `of` is the list's field."""

    of: str
    title: Words
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetData:
    """A workbook: the main table, the sheets of its lists, and what the sheet of information says.

    The first column is hidden and holds the records' ids. `info` may hold `institution unit form edition version
    period printed_at printed_by check_code`; what is empty is left out. `kind` and `base` (whatever the caller
    needs to know which state of the records was exported, as plain JSON) come back with the sheet.
    """

    code: str = ""
    title: Words
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]
    lists: Sequence[SheetTable] = ()
    info: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""
    base: Any = None

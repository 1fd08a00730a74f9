"""The hidden sheet by which an exported workbook is known again: its kind, its base, the keys of its columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _

SHEET = "_qms"
FORMAT = 1
_MAGIC = "qms-sheet"


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """One sheet of the workbook: the list whose items it holds (empty for the records) and its titles with keys."""

    of: str
    titles: tuple[tuple[str, str], ...]
    """(title, key), from left to right."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the program wrote about a workbook of its own; `tables` by the names of their sheets."""

    kind: str
    form: str
    base: Any = None
    tables: dict[str, MarkedTable] = field(default_factory=dict)


def mark_rows(mark: Mark) -> Iterable[list[str]]:
    """The rows of the hidden sheet."""
    yield [_MAGIC, str(FORMAT)]
    yield ["kind", mark.kind]
    yield ["form", mark.form]
    yield ["base", json.dumps(mark.base, ensure_ascii=False)]
    for name, table in mark.tables.items():
        yield ["table", name, table.of, *(part for pair in table.titles for part in pair)]


def read_mark(rows: Sequence[Sequence[Any]]) -> Mark | None:
    """The mark in a hidden sheet's rows; None where there is none; UserError for one of a newer program."""
    texts = [["" if value is None else str(value) for value in row] for row in rows]
    if not texts or texts[0][:1] != [_MAGIC]:
        return None
    version = texts[0][1] if len(texts[0]) > 1 else ""
    if not version.isdecimal():
        return None
    if int(version) > FORMAT:
        raise UserError(
            _("This sheet was written by a newer version of the program."),
            _("Update the program on this computer."),
        )
    said = {row[0]: row[1] for row in texts if len(row) > 1 and row[0] in ("kind", "form", "base")}
    tables = {row[1]: _table(row) for row in texts if row[0] == "table" and len(row) > 2}
    try:
        base = json.loads(said.get("base") or "null")
    except (ValueError, RecursionError):
        base = None
    return Mark(said.get("kind", ""), said.get("form", ""), base, tables)


def _table(row: Sequence[str]) -> MarkedTable:
    parts = row[3:]
    return MarkedTable(row[2], tuple((t, k) for t, k in zip(parts[::2], parts[1::2], strict=False) if k))

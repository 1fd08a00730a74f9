"""Cut, copy, paste, fill down and clear, as far as Excel's habits go."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QItemSelection, QMimeData
from PySide6.QtGui import QGuiApplication

from qms_desktop.ui.table import tsv
from qms_desktop.ui.table.model import RowModel

Changes = list[tuple[int, dict[str, Any]]]
_NUMBER = re.compile(r"\s*(№|[\w.-]*\d[\w.-]*)?\s*")


class Block:
    """The rectangle around a selection: rows `first` to `last`, and the columns in the order they are seen."""

    def __init__(self, selection: QItemSelection, shown: list[int]) -> None:
        self.first = min(part.top() for part in selection)
        self.last = max(part.bottom() for part in selection)
        left, right = min(part.left() for part in selection), max(part.right() for part in selection)
        self.columns = [column for column in shown if left <= column <= right]

    def rows(self) -> range:
        return range(self.first, self.last + 1)

    def is_one_cell(self) -> bool:
        return self.first == self.last and len(self.columns) == 1


def copy(model: RowModel, block: Block) -> None:
    """Put the cells on the clipboard, as text for Excel and as a table for Word."""
    grid = [
        [model.cell(at, column).text for column in block.columns]
        for at in block.rows()
        if not model.is_invite(at)
    ]
    data = QMimeData()
    data.setText(tsv.write(grid))
    data.setHtml(tsv.write_html(grid))
    QGuiApplication.clipboard().setMimeData(data)


def clear(model: RowModel, block: Block) -> None:
    """Empty the cells that may be edited."""
    keys = [model.columns[column].key for column in block.columns]
    model.apply([(at, dict.fromkeys(keys)) for at in block.rows() if not model.is_invite(at)])


def clipboard_grid() -> tsv.Grid:
    data = QGuiApplication.clipboard().mimeData()
    from_word = tsv.read_word(data.html()) if data.hasHtml() else None
    return from_word or (tsv.read(data.text()) if data.text() else [])


def paste(model: RowModel, block: Block, shown: list[int]) -> None:
    """Put the clipboard's cells in from the block's corner; one value fills every selected cell.

    Rows past the end become new ones where the table invites them.
    """
    grid = clipboard_grid()
    if not grid:
        return
    if len(grid) == 1 and len(grid[0]) == 1 and not block.is_one_cell():
        keys = [model.columns[column].key for column in block.columns]
        model.apply([(at, dict.fromkeys(keys, grid[0][0])) for at in block.rows()])
        return
    first = _first_column(model, block, shown, grid)
    onwards = [model.columns[column].key for column in shown if column >= first]
    open_ended = model.invite is not None
    changes: Changes = []
    for step, cells in enumerate(grid):
        at = block.first + step
        if at < model.record_count() or open_ended:
            changes.append((at, dict(zip(onwards, cells, strict=False))))
    editable = {column.key for column in model.columns if column.editable}
    model.apply(
        [(at, {key: cell for key, cell in cells.items() if key in editable}) for at, cells in changes]
    )


def _first_column(model: RowModel, block: Block, shown: list[int], grid: tsv.Grid) -> int:
    """Where the cells go in. The sentence of the row that invites begins over the number, which nobody writes: what
    is pasted there without numbers belongs to the column that is written first."""
    first = block.columns[0]
    if not model.is_invite(block.first) or model.columns[first].editable:
        return first
    if all(_NUMBER.fullmatch(cells[0]) for cells in grid if cells):
        return first
    return next((column for column in shown if column > first and model.columns[column].editable), first)


def fill_down(model: RowModel, block: Block) -> None:
    """Copy the block's first row into the others; a single row takes the values of the row above it."""
    source = block.first if block.last > block.first else block.first - 1
    if source < 0:
        return
    above = model.row(source)
    if above is None:
        return
    values = {model.columns[column].key: above.get(model.columns[column].key) for column in block.columns}
    targets = range(source + 1, block.last + 1)
    model.apply([(at, dict(values)) for at in targets if not model.is_invite(at)])

"""The table's model: rows read in pages as they come into sight, edits given out in batches."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from qms_desktop.core.errors import UserError
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.table.columns import HEADING, MARKS, Column, Mark
from qms_desktop.ui.table.source import Patch, Row, RowSource

PAGE = 200
KEPT_PAGES = 60
CellRole = Qt.ItemDataRole.UserRole + 1
_NO_MARK = Mark()
_NO_ROW = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What the delegate paints."""

    text: str
    value: Any
    mark: Mark
    missing: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that did not go in, and why."""

    row: int
    key: str
    text: str
    error: UserError


class RowModel(QAbstractTableModel):
    """Rows of a source under columns, with one more row that invites when `invite` is given."""

    edited = Signal(list)  # [(id or None for a new row, {field: value}), ...]: one signal for a batch
    refused = Signal(list)  # [Refused, ...]

    def __init__(
        self,
        source: RowSource,
        columns: list[Column],
        invite: Said | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.invite = invite
        self._source = source
        self._count = source.count()
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._made = False  # a row was written where the table invites, and the page is making it
        language.changed.connect(self._speak_again)

    # --- reading -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = _NO_ROW) -> int:
        return 0 if parent.isValid() else self._count + (self.invite is not None)

    def columnCount(self, parent: QModelIndex = _NO_ROW) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def record_count(self) -> int:
        """The rows without the one that invites."""
        return self._count

    def row(self, at: int) -> Row | None:
        """A row, read with its page if need be; None for the inviting row and for one that is still on its way."""
        if not 0 <= at < self._count:
            return None
        number, place = divmod(at, PAGE)
        page = self._page(number)
        return page[place] if page is not None and place < len(page) else None

    def _page(self, number: int) -> list[Row] | None:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        rows = self._source.fetch(number * PAGE, PAGE)
        if rows is not None:
            self._keep(number, rows)
        return rows

    def _keep(self, number: int, rows: list[Row]) -> None:
        self._pages[number] = [dict(row) for row in rows]
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    def deliver(self, offset: int, rows: list[Row]) -> None:
        """Take rows that the source had promised."""
        self._keep(offset // PAGE, rows)
        if rows:
            self.dataChanged.emit(
                self.index(offset, 0), self.index(offset + len(rows) - 1, len(self.columns) - 1)
            )

    def is_invite(self, at: int) -> bool:
        return self.invite is not None and at == self._count

    def heading(self, at: int) -> Said | None:
        row = self.row(at)
        return row.get(HEADING) if row else None

    def find(self, row_id: Any) -> int | None:
        """Where a row is, among those that were read."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row.get("id") == row_id:
                    return number * PAGE + place
        return None

    def cell(self, at: int, column: int) -> Cell:
        row, declared = self.row(at), self.columns[column]
        if row is None or HEADING in row:
            return Cell("", None, _NO_MARK, False)
        value = row.get(declared.key)
        text = declared.text(value)
        return Cell(
            text,
            value,
            row.get(MARKS, {}).get(declared.key, _NO_MARK),
            not text and declared.missing is not None,
        )

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == CellRole:
            return self.cell(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(self.cell(index.row(), index.column()).mark.locked) or None
        return None

    def _spoken(self, index: QModelIndex) -> str:
        if self.is_invite(index.row()):
            return str(self.invite)
        heading = self.heading(index.row())
        if heading is not None:
            return str(heading)
        declared, cell = self.columns[index.column()], self.cell(index.row(), index.column())
        said = [
            f"{declared.name or declared.title}:",
            str(declared.missing) if cell.missing else cell.text,
            str(cell.mark.second),
            str(cell.mark.remark),
            str(cell.mark.locked),
        ]
        return " ".join(part for part in said if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return str(self.columns[section].title)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if self.can_edit(index.row(), index.column()) else flags

    def can_edit(self, at: int, column: int) -> bool:
        declared = self.columns[column]
        if not declared.editable:
            return False
        if self.is_invite(at):
            return True
        row = self.row(at)
        if row is None or HEADING in row:
            return False
        mark = row.get(MARKS, {}).get(declared.key, _NO_MARK)
        return not mark.office and not mark.locked

    # --- editing -------------------------------------------------------------------------------------------------

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if (
            not index.isValid()
            or role != Qt.ItemDataRole.EditRole
            or not self.can_edit(index.row(), index.column())
        ):
            return False
        return self.apply([(index.row(), {self.columns[index.column()].key: value})])

    def apply(self, changes: list[tuple[int, dict[str, Any]]]) -> bool:
        """Take values for rows, by position: texts are read by their column, other values are taken as they are.

        What changes is shown at once and goes out in one `edited`; rows past the end are new and go out with the
        id None, for the page to make and to `refresh`. What a column refuses goes out in one `refused`.
        """
        declared = {column.key: column for column in self.columns}
        places = {column.key: place for place, column in enumerate(self.columns)}
        batch: list[Patch] = []
        refused: list[Refused] = []
        touched: list[int] = []
        for at, texts in changes:
            row = self.row(at)
            values: dict[str, Any] = {}
            for key, given in texts.items():
                if not (at >= self._count and self.invite is not None) and not self.can_edit(at, places[key]):
                    continue
                try:
                    value = declared[key].read(given) if isinstance(given, str) else given
                except UserError as error:
                    refused.append(Refused(at, key, given, error))
                    continue
                if row is None or row.get(key) != value:
                    values[key] = value
            if row is None:
                values = {key: value for key, value in values.items() if value is not None}
            if values:
                batch.append((row["id"] if row is not None else None, values))
            if values and row is not None:
                row.update(values)
                touched.append(at)
        if touched:
            self.dataChanged.emit(
                self.index(min(touched), 0), self.index(max(touched), len(self.columns) - 1)
            )
        if batch:
            self._made = self._made or any(row_id is None for row_id, _values in batch)
            self.edited.emit(batch)
        if refused:
            self.refused.emit(refused)
        return bool(batch)

    # --- what changed elsewhere ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; the place and the selection stay."""
        before, after = self._count, self._source.count()
        if after > before:
            # The row that was written becomes a record under the cursor, and the invitation moves down.
            first = before + int(self._made and self.invite is not None)
            self._made = False
            self.beginInsertRows(QModelIndex(), first, first + after - before - 1)
            self._pages.clear()
            self._count = after
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._pages.clear()
            self._count = after
            self.endRemoveRows()
        self._pages.clear()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def put(self, row: Row) -> None:
        """Show a row that was read anew in the place where it stands."""
        at = self.find(row["id"])
        shown = self.row(at) if at is not None else None
        if shown is not None:
            shown.clear()
            shown.update(row)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def replace_source(self, source: RowSource) -> None:
        """Show the same rows read anew; the place and the selection stay."""
        self._source = source
        self.refresh()

    def show_source(self, source: RowSource) -> None:
        """Show other rows (another filter, another unit)."""
        self.beginResetModel()
        self._source = source
        self._pages.clear()
        self._count = source.count()
        self.endResetModel()

    def _speak_again(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

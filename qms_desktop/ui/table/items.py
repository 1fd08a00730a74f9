"""A small table inside a form: items with an adding row, as high as what is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource, Patch, RowSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import px, scale


class FittedSheet(Sheet):
    """A table in a form: as high as its rows, and the form scrolls instead of it."""

    def __init__(
        self,
        source: RowSource,
        columns: list[Column],
        invite: Said | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, columns, invite, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(0)
        self.verticalHeader().sectionResized.connect(lambda *_sizes: self._fit())
        for signal in (self.rows.modelReset, self.rows.rowsInserted, self.rows.rowsRemoved):
            signal.connect(lambda *_rows: self._fit())
        scale.changed.connect(self._fit)
        self._fit()

    def set_editable(self, editable: bool) -> None:
        """Let the cells be edited, or only looked at."""
        self.setEditTriggers(
            Sheet.EditTrigger.EditKeyPressed
            | Sheet.EditTrigger.AnyKeyPressed
            | Sheet.EditTrigger.DoubleClicked
            if editable
            else Sheet.EditTrigger.NoEditTriggers
        )

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        body = sum(self.rowHeight(at) for at in range(self.rows.rowCount()))
        head = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        return QSize(px(240), head + body + 2)


class ItemsEditor(FittedSheet):
    """Edits a list of dicts: `ItemsEditor([Column("input", _("Input"), 200, editable=True, wrap=True, stretch=True)])`.

    An item that was emptied goes. Items keep the keys that have no column.
    """

    changed = Signal()

    def __init__(
        self, columns: list[Column], invite: Said | None = None, parent: QWidget | None = None
    ) -> None:
        self._invite = invite if invite is not None else _("Add…")
        self._source = ListSource()
        super().__init__(self._source, columns, self._invite, parent)
        self.rows.edited.connect(self._take)

    def value(self) -> list[dict[str, Any]]:
        return [{key: value for key, value in row.items() if key != "id"} for row in self._source.rows]

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        self._source.rows = [{**item, "id": at} for at, item in enumerate(value or [])]
        self._show_items()

    def set_wrong(self, wrong: bool) -> None:
        """What is wrong with an item is said by the words of its column's `missing`."""

    def setReadOnly(self, read_only: bool) -> None:
        self.set_editable(not read_only)
        invite = None if read_only else self._invite
        if invite is not self.rows.invite:
            self.rows.invite = invite
            self._show_items()

    def _show_items(self) -> None:
        """Show the items anew; the cursor stays in its cell, so that what is typed next goes somewhere."""
        row, column = self.currentIndex().row(), max(self.currentIndex().column(), 0)
        self.rows.show_source(self._source)
        self._fit()
        last = self.rows.rowCount() - 1
        if self.hasFocus() and last >= 0:
            self.setCurrentIndex(self.rows.index(min(row if row >= 0 else last, last), column))

    def _take(self, batch: list[Patch]) -> None:
        rows = self._source.rows
        for row_id, values in batch:
            if row_id is None:
                rows.append({**values, "id": max((row["id"] for row in rows), default=-1) + 1})
            else:
                next(row for row in rows if row["id"] == row_id).update(values)
        keys = [column.key for column in self.rows.columns]
        self._source.rows = [row for row in rows if any(row.get(key) not in (None, "") for key in keys)]
        self.rows.refresh()
        self._fit()
        self.changed.emit()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

"""A small table inside a form: items with an adding row, as high as what is in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource, Patch
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import px


class ItemsEditor(Sheet):
    """Edits a list of dicts: `ItemsEditor([Column("input", _("Input"), 200, editable=True, wrap=True, stretch=True)])`.

    An item that was emptied goes. Items keep the keys that have no column.
    """

    changed = Signal()

    def __init__(self, columns: list[Column], invite: Said | None = None, parent: QWidget | None = None) -> None:
        self._invite = invite if invite is not None else _("Add…")
        self._source = ListSource()
        super().__init__(self._source, columns, self._invite, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(0)
        self.rows.edited.connect(self._take)
        self.verticalHeader().sectionResized.connect(lambda *_sizes: self._fit())

    def value(self) -> list[dict[str, Any]]:
        return [{key: value for key, value in row.items() if key != "id"} for row in self._source.rows]

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        self._source.rows = [{**item, "id": at} for at, item in enumerate(value or [])]
        self.rows.show_source(self._source)
        self._fit()

    def set_wrong(self, wrong: bool) -> None:
        """What is wrong with an item is said by the words of its column's `missing`."""

    def setReadOnly(self, read_only: bool) -> None:
        self.setEditTriggers(
            Sheet.EditTrigger.NoEditTriggers if read_only else
            Sheet.EditTrigger.EditKeyPressed | Sheet.EditTrigger.AnyKeyPressed | Sheet.EditTrigger.DoubleClicked)
        self.rows.invite = None if read_only else self._invite
        self.rows.show_source(self._source)
        self._fit()

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

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        body = sum(self.rowHeight(at) for at in range(self.rows.rowCount()))
        return QSize(px(240), self.horizontalHeader().sizeHint().height() + body + 2)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

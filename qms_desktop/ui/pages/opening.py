"""A table that is only looked at: Enter or a double click opens the row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent

from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet


class OpeningSheet(Sheet):
    """`opened(id)` fires on Enter, on a double click and on the link of a row."""

    opened = Signal(object)

    def __init__(self, columns: list[Column], name: Said) -> None:
        self.source = ListSource()
        super().__init__(self.source, columns)
        self.setEditTriggers(Sheet.EditTrigger.NoEditTriggers)
        speak(self, "setAccessibleName", name)
        self.link_followed.connect(lambda row_id, _key: self.opened.emit(row_id))

    def show_rows(self, rows: list[dict]) -> None:
        """Show rows; the row that was current stays current."""
        current = self.current_id()
        self.source.rows = rows
        if self.rows.record_count() == len(rows):
            self.rows.refresh()
        else:
            self.rows.show_source(self.source)
        at = self.rows.find(current) if current is not None else None
        if rows and self.rows.row(0) is not None:
            self.choose_row(at if at is not None else 0)

    def enter(self, back: bool = False) -> None:
        self._open_current()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._open_current()

    def _open_current(self) -> None:
        if self.current_id() is not None:
            self.opened.emit(self.current_id())

"""Cells edited in a table, kept together until their row is left: one change a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qms_desktop.services.records import SaveResult
from qms_desktop.store.authoring import Base
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.table.source import Patch
from qms_desktop.ui.table.view import Sheet

Save = Callable[[list[Patch]], None]


class PendingRows(QObject):
    """Takes the edits of a table and gives them to `save` when the row is left; new rows and batches at once.

    `flush()` gives out what is waiting: the record or the page is left, something is printed or sent.
    """

    def __init__(self, sheet: Sheet, save: Save) -> None:
        super().__init__(sheet)
        self._save, self._sheet = save, sheet
        self._waiting: dict[Any, dict[str, Any]] = {}
        sheet.rows.edited.connect(self._take)
        sheet.row_left.connect(lambda _row: self.flush())

    def flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._save(list(waiting.items()))

    def is_waiting(self) -> bool:
        return bool(self._waiting)

    def waiting(self, row_id: Any) -> dict[str, Any]:
        """What was typed in a row and waits until it is left."""
        return self._waiting.get(row_id, {})

    def _take(self, batch: list[Patch]) -> None:
        if len(batch) == 1 and batch[0][0] is not None:
            row_id, values = batch[0]
            if self._waiting and row_id not in self._waiting:
                self.flush()
            self._waiting.setdefault(row_id, {}).update(values)
            if row_id != self._sheet.current_id():
                self.flush()  # a row that the cursor is not in is never left
            return
        self.flush()
        self._save(batch)


@dataclass
class Shown:
    """What the person who edits was shown, and what they saved themselves since: the base of the next save."""

    base: Base
    own: list[str] = field(default_factory=list)

    def save(self, work: Callable[[Base], SaveResult]) -> SaveResult:
        """Run a save on this base; runs on the worker, so that the saves before it are done."""
        result = work(Base(self.base.position, (*self.base.own, *self.own)))
        self.own += result.change_ids
        return result


def undo_from_tables(page: Page, editing: Editing, part: QWidget | None = None) -> None:
    """Let Ctrl+Z and Ctrl+Y inside the tables of a page, or of a part that is made later, do what they do everywhere.

    What is typed is saved first.
    """

    def back(step: Callable[[], None]) -> None:
        page.leave()
        step()

    for sheet in (part or page).findChildren(Sheet):
        sheet.undo_asked.connect(lambda: back(editing.undo))
        sheet.redo_asked.connect(lambda: back(editing.redo))

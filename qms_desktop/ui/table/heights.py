"""Row heights: measured for the rows in sight, remembered; one height for all where there are thousands."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTableView

from qms_desktop.ui.table.delegate import LEAST, UNIFORM, SheetDelegate
from qms_desktop.ui.table.model import RowModel
from qms_desktop.ui.theme.fonts import px

MANY = 2_000
_TURNS = 20


class RowHeights:
    """Keeps the heights of a view's rows right."""

    def __init__(self, view: QTableView, delegate: SheetDelegate) -> None:
        self._view, self._delegate = view, delegate
        self._measured: set[int] = set()
        self._at_work = False

    def begin(self, model: RowModel) -> None:
        """Start over: other rows, other widths or another size of text."""
        header = self._view.verticalHeader()
        shown = self._shows_current()
        self._delegate.uniform = model.record_count() > MANY
        self._measured.clear()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        uniform = px(UNIFORM if self._delegate.uniform else LEAST)
        if header.defaultSectionSize() != uniform:
            header.setDefaultSectionSize(uniform)
        self.measure(model)
        if shown:
            self.show_current(model)

    def show_current(self, model: RowModel) -> None:
        """Bring the current row into sight; rows that are measured on the way there may push it out again."""
        for _turn in range(_TURNS):
            self._view.updateGeometries()  # else the scroll bar ends where it did before rows were measured
            self._view.scrollTo(self._view.currentIndex())
            self.measure(model)
            place = self._view.visualRect(self._view.currentIndex())
            settled = self._delegate.uniform or self._view.currentIndex().row() in self._measured
            if settled and self._view.viewport().rect().contains(place.center()):
                return

    def _shows_current(self) -> bool:
        place = self._view.visualRect(self._view.currentIndex())
        return place.isValid() and self._view.viewport().rect().intersects(place)

    def forget(self, first: int, last: int) -> None:
        """The text of these rows changed."""
        if last - first > len(self._measured):
            self._measured = {row for row in self._measured if not first <= row <= last}
        else:
            self._measured.difference_update(range(first, last + 1))

    def measure(self, model: RowModel) -> None:
        """Measure the rows in sight that were not measured yet."""
        if self._delegate.uniform or self._at_work or not model.rowCount():
            return
        view = self._view
        self._at_work = True
        shown = [(c, view.columnWidth(c)) for c in range(model.columnCount()) if not view.isColumnHidden(c)]
        at = max(view.rowAt(0), 0)
        bottom = view.rowViewportPosition(at)
        while at < model.rowCount() and bottom <= view.viewport().height():
            if at not in self._measured:
                self._measured.add(at)
                wanted = max(
                    (self._delegate.height(model, at, c, width) for c, width in shown), default=px(LEAST)
                )
                if wanted != view.rowHeight(at):
                    view.setRowHeight(at, wanted)
            bottom += view.rowHeight(at)
            at += 1
        self._at_work = False

"""The table that people who come from Excel know how to use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qms_desktop.ui.components.chips import Level, State, level_width, state_width
from qms_desktop.ui.components.editors import CalendarPopup
from qms_desktop.ui.components.scale import ScalePopup
from qms_desktop.ui.keys import physical
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.table import clipboard
from qms_desktop.ui.table.columns import Column, Room
from qms_desktop.ui.table.delegate import PAD_X, SheetDelegate
from qms_desktop.ui.table.header import SheetHeader
from qms_desktop.ui.table.heights import RowHeights
from qms_desktop.ui.table.model import PAGE, RowModel
from qms_desktop.ui.table.source import RowSource
from qms_desktop.ui.theme.fonts import font, px, scale

_ROOMS: tuple[Room, ...] = ("narrow", "panel", "wide")
LEAST_STRETCH = 130  # a stretching column gives way so far before the table scrolls sideways
MOST_WHOLE = 170  # what is longer than this goes on in a second line after all
Trigger = QAbstractItemView.EditTrigger


class Sheet(QTableView):
    """`Sheet(source, columns, invite=_("Write a new risk here or paste from Excel (Ctrl+V)"))`.

    Edits come out of `sheet.rows.edited`, one signal a batch; refused values out of `sheet.rows.refused`.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    row_chosen = Signal(object)  # the id of the row that became current, or None
    row_left = Signal(object)  # the id of an edited row that the cursor has left
    link_followed = Signal(object, str)  # the row's id, the column's key
    sort_asked = Signal(str, bool)  # the column's key, descending
    selection_said = Signal(int)  # how many rows are selected
    came_in = Signal()  # the focus came from elsewhere

    def __init__(
        self,
        source: RowSource,
        columns: list[Column],
        invite: Said | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = RowModel(source, columns, invite, self)
        self._room: Room = "wide"
        self._put_away: set[str] = set()
        self._own_widths: dict[str, int] = {}
        self._tab_from: int | None = None
        self._edited_row: Any = None
        self._sizing = False
        self._prepare()
        self.setModel(self.rows)
        self.delegate = SheetDelegate(self)
        self.setItemDelegate(self.delegate)
        self.heights = RowHeights(self, self.delegate)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self.heights.measure(self.rows))
        self.rows.dataChanged.connect(self._forget)
        self.rows.modelReset.connect(self._begin)
        self.rows.rowsInserted.connect(lambda *_rows: self._begin())
        self.rows.rowsRemoved.connect(lambda *_rows: self._begin())
        self.rows.edited.connect(self._note_edit)
        self.selectionModel().selectionChanged.connect(self._say_selection)
        scale.changed.connect(self._begin)
        language.changed.connect(self._begin)
        self._begin()

    def _prepare(self) -> None:
        header = SheetHeader(self.rows.columns, self)
        header.sectionResized.connect(self._own_width)
        header.sectionClicked.connect(self._sort)
        self.setHorizontalHeader(header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)  # before the rows come: with 100,000 it takes seconds
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(Trigger.EditKeyPressed | Trigger.AnyKeyPressed | Trigger.DoubleClicked)
        self.setMinimumHeight(px(80))

    # --- what the delegate asks ----------------------------------------------------------------------------------

    def shown_columns(self) -> list[int]:
        """The columns in sight, in the order they are seen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def first_visible(self) -> int:
        return self.shown_columns()[0]

    def is_first_visible(self, column: int) -> bool:
        return column == self.first_visible()

    def is_marked(self, index: QModelIndex) -> bool:
        """Whether a cell has the ground of the selection: the current row, or the cells of a larger selection."""
        selection = self.selectionModel()
        if selection.isSelected(index):
            return True
        ranges = selection.selection()
        single = len(ranges) == 0 or (len(ranges) == 1 and ranges[0].width() == ranges[0].height() == 1)
        return single and index.row() == self.currentIndex().row()

    # --- columns and sizes ---------------------------------------------------------------------------------------

    def set_room(self, room: Room) -> None:
        """How much room there is: `wide`, beside the `panel`, or `narrow`."""
        self._room = room
        self._begin()

    def put_away(self, keys: set[str]) -> None:
        """Hide columns by the person's own choice."""
        self._put_away = set(keys)
        self._begin()

    def remembered(self) -> dict[str, Any]:
        """What the person chose, to be kept between sessions."""
        return {"hidden": sorted(self._put_away), "widths": dict(self._own_widths)}

    def recall(self, kept: dict[str, Any]) -> None:
        """Put back what `remembered` gave."""
        self._put_away = set(kept.get("hidden", ()))
        self._own_widths = dict(kept.get("widths", {}))
        self._begin()

    def _begin(self) -> None:
        self._size_columns()
        self.heights.begin(self.rows)

    def _size_columns(self) -> None:
        self._sizing = True
        allowed = _ROOMS[: _ROOMS.index(self._room) + 1]
        shown: list[int] = []
        for place, column in enumerate(self.rows.columns):
            hide = column.room not in allowed or column.key in self._put_away
            if self.isColumnHidden(place) != hide:
                self.setColumnHidden(place, hide)
            if not hide:
                shown.append(place)
        header = self.horizontalHeader()
        widths = {
            p: self._own_widths.get(self.rows.columns[p].key)
            or max(px(self.rows.columns[p].width), header.least(p), self._needed(p))
            for p in shown
        }
        stretchy = [
            p
            for p in shown
            if self.rows.columns[p].stretch and self.rows.columns[p].key not in self._own_widths
        ]
        left = self.viewport().width() - sum(widths.values())
        for number, place in enumerate(stretchy):
            share = left // (len(stretchy) - number)
            widths[place] = max(widths[place] + share, px(LEAST_STRETCH), header.least(place))
            left -= share
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in widths.items():
            self.setColumnWidth(place, width)
        self._sizing = False

    def _needed(self, place: int) -> int:
        """What the values of a column need, by the first rows: a chip is never cut, a number not broken."""
        column = self.rows.columns[place]
        kind = column.kind
        if kind not in ("level", "state") and not column.whole:
            return 0
        values = [
            row.get(column.key)
            for at in range(min(self.rows.record_count(), PAGE))
            if (row := self.rows.row(at))
        ]
        if column.whole:
            metrics = QFontMetrics(font("body"))
            words = (word for value in values for word in column.text(value).split())
            return min(max(map(metrics.horizontalAdvance, words), default=0) + 2 * px(PAD_X) + 2, px(MOST_WHOLE))
        if kind == "level":
            wide = level_width([str(word) for word in {value.word for value in values if isinstance(value, Level)}])
        else:
            said = {value.words for value in values if isinstance(value, State)}
            wide = max((state_width(str(words)) for words in said), default=0)
        return wide + 2 * px(6)

    def _own_width(self, place: int, _old: int, new: int) -> None:
        if not self._sizing and new:
            self._own_widths[self.rows.columns[place].key] = new
            self.heights.begin(self.rows)

    def _forget(self, top: QModelIndex, bottom: QModelIndex, _roles: list[int]) -> None:
        self.heights.forget(top.row(), bottom.row())
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._begin()
        else:
            self.heights.measure(self.rows)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if hasattr(self, "heights") and dy:
            self.heights.measure(self.rows)

    def _sort(self, place: int) -> None:
        if not self.rows.columns[place].sortable:
            return
        header = self.horizontalHeader()
        same = header.isSortIndicatorShown() and header.sortIndicatorSection() == place
        descending = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        self.sort_asked.emit(self.rows.columns[place].key, descending)

    # --- rows ----------------------------------------------------------------------------------------------------

    def current_id(self) -> Any:
        row = self.rows.row(self.currentIndex().row())
        return row["id"] if row and "id" in row else None

    def choose_row(self, at: int) -> None:
        """Make a row current, in the column where the cursor is."""
        column = max(self.currentIndex().column(), self.first_visible())
        self._go(at, column)
        self.heights.show_current(self.rows)

    def selected_ids(self) -> list[Any]:
        rows = sorted(
            {at for part in self.selectionModel().selection() for at in range(part.top(), part.bottom() + 1)}
        )
        return [row["id"] for at in rows if (row := self.rows.row(at)) and "id" in row]

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() == previous.row():
            return
        if self._edited_row is not None:
            left, self._edited_row = self._edited_row, None
            self.row_left.emit(left)
        self.viewport().update()
        self.row_chosen.emit(self.current_id())

    def _note_edit(self, batch: list) -> None:
        current = self.current_id()
        if current is not None and any(row_id == current for row_id, _values in batch):
            self._edited_row = current

    def _say_selection(self) -> None:
        self.viewport().update()
        self.selection_said.emit(
            len(
                {
                    at
                    for part in self.selectionModel().selection()
                    for at in range(part.top(), part.bottom() + 1)
                }
            )
        )

    # --- moving --------------------------------------------------------------------------------------------------

    def walk(self, down: int, right: int) -> None:
        """Move the cursor by cells, as far as there are any."""
        shown = self.shown_columns()
        index = self.currentIndex()
        place = shown.index(index.column()) if index.column() in shown else 0
        at = min(max(index.row() + down, 0), self.rows.rowCount() - 1)
        self._go(at, shown[min(max(place + right, 0), len(shown) - 1)])

    def tab(self, back: bool = False) -> bool:
        """Go to the next cell, over the end of the row; False past the last one."""
        shown = self.shown_columns()
        index = self.currentIndex()
        if self._tab_from is None:
            self._tab_from = index.column()
        flat = index.row() * len(shown) + shown.index(index.column()) + (-1 if back else 1)
        if not 0 <= flat < self.rows.rowCount() * len(shown):
            return False
        came_from = self._tab_from
        self._go(flat // len(shown), shown[flat % len(shown)])
        self._tab_from = came_from
        return True

    def enter(self, back: bool = False) -> None:
        """Go down (or up), after Tab to the column where the tabbing began."""
        column = self._tab_from if self._tab_from is not None else self.currentIndex().column()
        at = min(max(self.currentIndex().row() + (-1 if back else 1), 0), self.rows.rowCount() - 1)
        self._go(at, column)

    def _go(self, at: int, column: int) -> None:
        self._tab_from = None
        self.selectionModel().setCurrentIndex(
            self.rows.index(at, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    # --- keys and clicks -----------------------------------------------------------------------------------------

    def edit(
        self, index: QModelIndex, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        if event is None and trigger == Trigger.AllEditTriggers:
            return super().edit(index, trigger, event)
        wanted = bool(trigger & self.editTriggers())
        if wanted and self.rows.is_invite(index.row()) and not self.rows.columns[index.column()].editable:
            index = self._first_written(index)
        if wanted and index.isValid() and self.rows.can_edit(index.row(), index.column()):
            self.delegate.typed = trigger == Trigger.AnyKeyPressed
            if self.rows.columns[index.column()].kind == "scale":
                if trigger != Trigger.AnyKeyPressed:
                    self.pick()
                return False
        return super().edit(index, trigger, event)

    def _first_written(self, index: QModelIndex) -> QModelIndex:
        """The sentence of the row that invites begins over the number: what is typed there goes beside it."""
        column = next((c for c in self.shown_columns() if self.rows.columns[c].editable), None)
        if column is None:
            return index
        self._go(index.row(), column)
        return self.currentIndex()

    def pick(self) -> None:
        """Open what the cell's kind has to choose from: the steps, the list, the calendar."""
        index = self.currentIndex()
        if not index.isValid() or not self.rows.can_edit(index.row(), index.column()):
            return
        column, value = self.rows.columns[index.column()], self.rows.cell(index.row(), index.column()).value
        if column.kind == "scale":
            popup = ScalePopup(column.name or column.title, list(column.steps), value, self, column.about)
            popup.picked.connect(lambda number: self.rows.setData(index, number))
            popup.open_at(self.visualRect(index), self.viewport())
        elif column.kind == "date":
            calendar = CalendarPopup(_day(value), self)
            calendar.chosen.connect(lambda day: self.rows.setData(index, day.isoformat()))
            calendar.move(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(0, 2)))
            calendar.show()
        else:
            self.edit(index, Trigger.EditKeyPressed, None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came_in.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = physical(event), event.modifiers()
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if control and self.command(key):
            return
        if modifiers & Qt.KeyboardModifier.AltModifier and key == Qt.Key.Key_Down:
            self.pick()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self.enter(back=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if not self.tab(back=key == Qt.Key.Key_Backtab):
                super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete and self._block():
            clipboard.clear(self.rows, self._block())
        elif (key == Qt.Key.Key_Space and not modifiers and self._tick()) or (
            not control and self._digit(event)
        ):
            return
        else:
            self._tab_from = None
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the cells; only past the last one does it leave the table."""
        if self.currentIndex().isValid() and self.hasFocus() and self.tab(back=not forward):
            return True
        return super().focusNextPrevChild(forward)

    def command(self, key: int) -> bool:
        """Do what Ctrl and a key do; True if they do something."""
        block = self._block()
        if key == Qt.Key.Key_Z:
            self.undo_asked.emit()
        elif key == Qt.Key.Key_Y:
            self.redo_asked.emit()
        elif block is None:
            return False
        elif key in (Qt.Key.Key_C, Qt.Key.Key_Insert):
            clipboard.copy(self.rows, block)
        elif key == Qt.Key.Key_X:
            clipboard.copy(self.rows, block)
            clipboard.clear(self.rows, block)
        elif key == Qt.Key.Key_V:
            clipboard.paste(self.rows, block, self.shown_columns())
        elif key == Qt.Key.Key_D:
            clipboard.fill_down(self.rows, block)
        elif key == Qt.Key.Key_Semicolon:
            self._write_today()
        else:
            return False
        return True

    def _block(self) -> clipboard.Block | None:
        selection = self.selectionModel().selection()
        if not len(selection):
            return None
        block = clipboard.Block(selection, self.shown_columns())
        return block if block.columns else None

    def _write_today(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self.rows.columns[index.column()].kind == "date":
            self.rows.setData(index, dt.date.today().isoformat())

    def _digit(self, event: QKeyEvent) -> bool:
        """A digit on a scale cell is its value, without a popup."""
        index = self.currentIndex()
        if (
            not index.isValid()
            or self.rows.columns[index.column()].kind != "scale"
            or not event.text().isdigit()
        ):
            return False
        self.rows.setData(index, event.text())
        return True

    def _tick(self) -> bool:
        """Space ticks the row, wherever in it the cursor is."""
        at = self.currentIndex().row()
        for place, column in enumerate(self.rows.columns):
            if column.kind == "check" and not self.isColumnHidden(place) and self.rows.can_edit(at, place):
                self.rows.setData(self.rows.index(at, place), not self.rows.cell(at, place).value)
                return True
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        column = self.rows.columns[index.column()]
        if column.kind == "check" and self.rows.can_edit(index.row(), index.column()):
            self._tick()
        elif column.kind == "link" and self.rows.cell(index.row(), index.column()).text:
            self.link_followed.emit(self.rows.row(index.row())["id"], column.key)


def _day(value: Any) -> dt.date:
    """The day to begin a calendar with: a deadline may be words as well."""
    try:
        return dt.date.fromisoformat(value or "")
    except ValueError:
        return dt.date.today()

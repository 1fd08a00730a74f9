"""A list that a page walks through: code, title, second line, and a state at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qms_desktop.core.languages import search_fold
from qms_desktop.ui.components.cards import Meter
from qms_desktop.ui.components.chips import HEIGHT as CHIP
from qms_desktop.ui.components.chips import State, paint_state, state_width
from qms_desktop.ui.components.filters import FilterBox
from qms_desktop.ui.components.label import Label, rule
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.table.text import lines, paint_lines
from qms_desktop.ui.theme.fonts import line_height, px, scale, sized
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_PAD, _LEAST, _CODE, _ICON = 8, 44, 46, 18
_NARROW = 250
_LEFT = Qt.AlignmentFlag.AlignLeft
_NO_ROW = QModelIndex()

LAID_OUT = 200
"""So many rows are laid out at once, since each is measured for it: the next ones when the list is scrolled to its end."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its id, a short code at the left, the title, a second line with its tone, a chip or an icon at the right."""

    id: Any
    title: Said
    second: Said = ""
    code: Said = ""
    second_tone: str = "text2"
    chip: State | None = None
    icon: str = ""
    icon_tone: str = "text2"

    def spoken(self) -> str:
        parts = (str(self.code), str(self.title), str(self.second), str(self.chip.words) if self.chip else "")
        return ", ".join(part for part in parts if part)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[ListRow] = []
        self._laid_out = 0

    def rowCount(self, parent: QModelIndex = _NO_ROW) -> int:
        return 0 if parent.isValid() else self._laid_out

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and self._laid_out < len(self.rows)

    def fetchMore(self, parent: QModelIndex) -> None:
        self._lay_out(self._laid_out + LAID_OUT)

    def index_at(self, at: int) -> QModelIndex:
        """The index of a row, which is laid out for it if it was not yet."""
        if at >= self._laid_out:
            self._lay_out(at + LAID_OUT)
        return self.index(at)

    def _lay_out(self, until: int) -> None:
        until = min(until, len(self.rows))
        self.beginInsertRows(QModelIndex(), self._laid_out, until - 1)
        self._laid_out = until
        self.endInsertRows()

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()].spoken()
        return None

    def replace(self, rows: list[ListRow]) -> None:
        """Show other rows; where only their words changed the view keeps its place."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(self._laid_out - 1))
                self.layoutChanged.emit()
            return
        self.beginResetModel()
        self.rows, self._laid_out = rows, min(LAID_OUT, len(rows))
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def _right(self, shown: ListRow) -> int:
        if shown.chip is not None:
            return state_width(str(shown.chip.words)) + px(_PAD)
        return px(_ICON + _PAD) if shown.icon else 0

    def _texts(self, shown: ListRow, width: int) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        left = px(_PAD + 2) + (px(_CODE) if self.parent().has_codes else 0)
        inner = width - left - px(_PAD) - self._right(shown)
        second = str(shown.second)
        return left, lines(str(shown.title), "body", inner), lines(second, "small", inner) if second else ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        width = self.parent().viewport().width()
        _left, first, second = self._texts(index.model().rows[index.row()], width)
        height = len(first) * line_height("body") + len(second) * line_height("small") + 2 * px(_PAD)
        return QSize(width, max(height, px(_LEAST)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, t, rect, shown = self.parent(), tokens(), option.rect, index.model().rows[index.row()]
        chosen = index == view.currentIndex()
        painter.save()
        painter.fillRect(rect, QColor(t.soft if chosen else t.surface))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(t.accent))
            if view.hasFocus():
                painter.setPen(QPen(QColor(t.accent), 1))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        left, first, second = self._texts(shown, rect.width())
        high = len(first) * line_height("body") + len(second) * line_height("small")
        top = rect.top() + (rect.height() - high) // 2
        role = "strong" if chosen else "body"
        if view.has_codes:
            painter.setPen(QColor(t.text2))
            place = QRect(rect.left() + px(_PAD), rect.top(), px(_CODE), rect.height())
            paint_lines(painter, place.adjusted(0, (rect.height() - line_height("label")) // 2, 0, 0),
                        (str(shown.code),), "label", _LEFT)
        wide = rect.width() - left
        painter.setPen(QColor(t.soft_text if chosen else t.text))
        # The selected title is heavier: where that takes more lines it stays in the lighter face.
        inner = rect.width() - left - px(_PAD) - self._right(shown)
        heavy = lines(str(shown.title), role, inner)
        paint_lines(painter, QRect(rect.left() + left, top, wide, high), heavy if len(heavy) == len(first) else first,
                    role if len(heavy) == len(first) else "body", _LEFT)
        painter.setPen(QColor(getattr(t, shown.second_tone)))
        under = top + len(first) * line_height("body")
        paint_lines(painter, QRect(rect.left() + left, under, wide, high), second, "small", _LEFT)
        self._paint_right(painter, rect, shown, chosen)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRect, shown: ListRow, chosen: bool) -> None:
        middle, right = rect.center().y(), rect.right() - px(_PAD)
        if shown.chip is not None:
            words = str(shown.chip.words)
            width = state_width(words)
            place = QRect(right - width, middle - px(CHIP) // 2, width, px(CHIP))
            paint_state(painter, place, words, shown.chip.tone, chosen)
        elif shown.icon:
            side = px(_ICON)
            place = QRect(right - side, middle - side // 2, side, side)
            paint_icon(painter, place, shown.icon, getattr(tokens(), shown.icon_tone))


class RecordList(QListView):
    """`chosen(id)` fires when a person goes to another row, `opened(id)` on Enter or a double click."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: Said, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_codes = False
        self._quiet = False
        self._name = name
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.opened.emit(self._model.rows[index.row()].id))
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def show_rows(self, rows: Sequence[ListRow], current: Any = None) -> None:
        """Show rows; `current` (else the row that was current, if it is still there) is marked without the signal."""
        wanted = current if current is not None else self.current_id()
        self.has_codes = any(str(shown.code) for shown in rows)
        self._quiet = True
        self._model.replace(list(rows))
        self.mark(wanted)
        self._quiet = False
        self.scheduleDelayedItemsLayout()

    def rows(self) -> list[ListRow]:
        return self._model.rows

    def current_id(self) -> Any:
        at = self.currentIndex().row()
        return self._model.rows[at].id if 0 <= at < len(self._model.rows) else None

    def mark(self, row_id: Any) -> bool:
        """Make a row current without the signal; False if it is not there."""
        at = next((at for at, shown in enumerate(self._model.rows) if shown.id == row_id), -1)
        quiet, self._quiet = self._quiet, True
        self.setCurrentIndex(self._model.index_at(at) if at >= 0 else QModelIndex())
        self._quiet = quiet
        return at >= 0

    def walk(self, by: int) -> bool:
        """Go on by so many rows, with the signal; False past the ends."""
        at = self.currentIndex().row() + by
        if not 0 <= at < len(self._model.rows):
            return False
        self.setCurrentIndex(self._model.index_at(at))
        return True

    def place(self) -> tuple[int, int]:
        """Which of how many rows is current, from 1."""
        return self.currentIndex().row() + 1, len(self._model.rows)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.chosen.emit(self._model.rows[current.row()].id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _renew(self) -> None:
        self.setAccessibleName(str(self._name))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(100))


class ListColumn(QFrame):
    """The column of a page that walks through a list: title, count, a filter or a progress, and the list."""

    def __init__(self, title: Said, hint: Said | None = None, *, meter: bool = False, width: int = 290) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._wide = width
        self.set_narrow(False)
        self.title = Label(title, "section", wrap=True)
        self.count = Label(role="small", tone="text2")
        head = row(self.title, self.count)
        head.setStretchFactor(self.title, 1)
        top = column(head, gap=8, margins=(15, 12, 15, 12))
        self.meter: Meter | None = None
        self.box: FilterBox | None = None
        if meter:
            self.meter = Meter()
            self.words = Label(role="small", tone="text2")
            top.addLayout(row(self.meter, self.words, gap=10))
        if hint is not None:
            self.box = FilterBox(hint)
            self.box.textChanged.connect(lambda _text: self._filter())
            top.addWidget(self.box)
        self.list = RecordList(title)
        self._all: list[ListRow] = []
        self._folded: list[str] = []  # what is searched when one types: of all rows, once the first letter is there
        language.changed.connect(self._folded.clear)
        box = column(top, rule(), self.list, gap=0, margins=(1, 1, 1, 3))
        box.setStretchFactor(self.list, 1)
        self.setLayout(box)

    def set_narrow(self, narrow: bool) -> None:
        """Take less of the page's width where there is little."""
        sized(self, "setFixedWidth", min(self._wide, _NARROW) if narrow else self._wide)

    def show_rows(self, rows: Sequence[ListRow], current: Any = None) -> None:
        """Replace the rows; what is typed in the filter stays in force."""
        self._all = list(rows)
        self._folded.clear()
        self._filter(current)

    def _filter(self, current: Any = None) -> None:
        wanted = search_fold(self.box.text()) if self.box is not None else ""
        if wanted and not self._folded:
            self._folded += [search_fold(shown.spoken()) for shown in self._all]
        found = [shown for shown, said in zip(self._all, self._folded, strict=True) if wanted in said] if wanted else self._all
        self.list.show_rows(found, current)
        self.count.say(f"{len(found)} / {len(self._all)}" if wanted else str(len(self._all)))

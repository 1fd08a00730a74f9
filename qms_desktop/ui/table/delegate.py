"""How a cell looks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyleOptionViewItem

from qms_desktop.ui.components.chips import HEIGHT as CHIP
from qms_desktop.ui.components.chips import Level, State, paint_level, paint_state, state_width
from qms_desktop.ui.components.choices import paint_check
from qms_desktop.ui.table import text as texts
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.editing import EditingDelegate
from qms_desktop.ui.table.model import Cell, RowModel
from qms_desktop.ui.theme.fonts import line_height, px
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

LEAST, PAD_X, PAD_Y = 36, 8, 7
PAINTED = ("level", "state", "check", "icon", "progress")
"""Kinds of columns whose cells hold no running text."""
UNIFORM = 50
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class SheetDelegate(EditingDelegate):
    """Paints grounds, grid, marks and every kind of value; `uniform` cuts text to two lines."""

    uniform = False

    def height(self, model: RowModel, at: int, column: int, width: int) -> int:
        """The height that a cell wants in a column so wide."""
        if model.is_invite(at) or model.heading(at) is not None:
            return px(LEAST)
        declared, cell = model.columns[column], model.cell(at, column)
        first, second = self.lines(declared, cell, width - 2 * px(PAD_X))
        count = 1 if declared.kind in PAINTED else len(first)
        return max(count * line_height("body") + len(second) * line_height("small") + 2 * px(PAD_Y), px(LEAST))

    def lines(self, column: Column, cell: Cell, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of a cell's text and those of its second line, which is whole wherever the rows can be as high as that."""
        words, second = str(column.missing) if cell.missing else cell.text, str(cell.mark.second)
        if self.uniform:
            most = 2 if column.wrap and not second else 1
            return texts.cut(words, "body", width, most), texts.cut(second, "small", width, 1) if second else ()
        first = texts.lines(words, "body", width) if column.wrap else texts.cut(words, "body", width, 1)
        return first, texts.lines(second, "small", width) if second else ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(
            option.rect.width(), self.height(index.model(), index.row(), index.column(), option.rect.width())
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, model, rect = self.parent(), index.model(), option.rect
        painter.save()
        painter.setClipRect(rect)
        chosen = view.is_marked(index)
        invite, heading = model.is_invite(index.row()), model.heading(index.row())
        cell = model.cell(index.row(), index.column())
        self._paint_ground(painter, rect, chosen, cell, heading is not None, invite)
        if invite or heading is not None:
            self._paint_across(painter, view, rect, str(model.invite if invite else heading), invite)
        else:
            self._paint_cell(painter, rect, model.columns[index.column()], cell, chosen)
        if index.row() == view.currentIndex().row() and view.is_first_visible(index.column()) and not invite:
            painter.fillRect(
                QRect(rect.left(), rect.top(), px(3), rect.height() - 1), QColor(tokens().accent)
            )
        if cell.mark.remark:
            self._paint_corner(painter, rect)
        if index == view.currentIndex() and view.hasFocus() and heading is None:
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, chosen: bool, cell: Cell, heading: bool, invite: bool
    ) -> None:
        t = tokens()
        painter.fillRect(
            rect, QColor(t.soft if chosen else t.subtle if cell.mark.office or heading else t.surface)
        )
        painter.setPen(QColor(t.line2))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not heading and not invite:
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _paint_across(self, painter: QPainter, view, rect: QRect, words: str, invite: bool) -> None:
        """A sentence that runs over all the columns: each cell paints its part."""
        left = view.columnViewportPosition(view.first_visible()) + px(PAD_X)
        painter.setPen(QColor(tokens().text3 if invite else tokens().text))
        whole = QRect(left, rect.top(), view.viewport().width() - left, rect.height())
        texts.paint_lines(
            painter,
            whole.adjusted(0, (rect.height() - line_height("body")) // 2, 0, 0),
            (words,),
            "body" if invite else "strong",
            Qt.AlignmentFlag.AlignLeft,
        )

    def _paint_corner(self, painter: QPainter, rect: QRect) -> None:
        side = px(9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().medium))
        corner = rect.topRight() + QPoint(1, 0)
        painter.drawPolygon(QPolygon([corner, corner - QPoint(side, 0), corner + QPoint(0, side)]))

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column, cell: Cell, chosen: bool) -> None:
        middle = rect.center().y()
        if column.kind == "check" and cell.value is None:
            return  # nothing to tick in this row
        if column.kind == "check":
            side = px(17)
            paint_check(
                painter,
                QRect(rect.center().x() - side // 2, middle - side // 2, side, side),
                bool(cell.value),
            )
        elif isinstance(cell.value, Level):
            place = QRect(rect.left() + px(6), middle - px(CHIP) // 2, rect.width() - 2 * px(6), px(CHIP))
            paint_level(painter, place, cell.value.number, str(cell.value.word), cell.value.tone)
        elif isinstance(cell.value, State):
            place = QRect(rect.left() + px(6), middle - px(CHIP) // 2, state_width(cell.text), px(CHIP))
            paint_state(painter, place, cell.text, cell.value.tone, chosen)
        elif column.kind == "icon" and cell.value:
            side = px(17)
            place = QRect(rect.center().x() - side // 2, middle - side // 2, side, side)
            paint_icon(painter, place, cell.value, getattr(tokens(), cell.mark.tone or "text2"))
        elif column.kind == "progress" and cell.value:
            self._paint_progress(painter, rect, *cell.value)
        else:
            self._paint_text(painter, rect, column, cell)

    def _paint_progress(self, painter: QPainter, rect: QRect, done: int, of: int) -> None:
        t, wide, high = tokens(), px(46), px(6)
        bar = QRect(rect.left() + px(PAD_X), rect.center().y() - high // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(bar, px(3), px(3))
        share = done / of if of else 0
        painter.setBrush(QColor(t.low if share >= 1 else t.accent))
        painter.drawRoundedRect(QRect(bar.left(), bar.top(), round(wide * min(share, 1)), high), px(3), px(3))
        painter.setPen(QColor(t.text2))
        texts.paint_lines(
            painter,
            QRect(
                bar.right() + px(8),
                rect.center().y() - line_height("small") // 2,
                rect.right() - bar.right() - px(8),
                line_height("small"),
            ),
            (f"{round(share * 100)} %",),
            "small",
            Qt.AlignmentFlag.AlignLeft,
        )

    def _paint_text(self, painter: QPainter, rect: QRect, column: Column, cell: Cell) -> None:
        t, role = tokens(), "body"
        inner = rect.adjusted(px(PAD_X), 0, -px(PAD_X), 0)
        first, below = self.lines(column, cell, inner.width())
        high = len(first) * line_height(role) + len(below) * line_height("small")
        top = rect.top() + (rect.height() - high) // 2
        align = _ALIGN[column.alignment]
        tone = "high" if cell.missing else cell.mark.tone or ("accent" if column.kind == "link" else "text")
        tone = "text2" if cell.mark.office and not cell.mark.tone else tone
        painter.setPen(QColor(getattr(t, tone)))
        texts.paint_lines(painter, QRect(inner.left(), top, inner.width(), high), first, role, align)
        if below:
            painter.setPen(QColor(t.text2))
            under = top + len(first) * line_height(role)
            texts.paint_lines(painter, QRect(inner.left(), under, inner.width(), high), below, "small", align)

"""The table's header: titles in up to two lines, and the sign of the sorting."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from qms_desktop.ui.table import text as texts
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.theme.fonts import font, line_height, px, scale
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_ONE, _TWO, _PAD = 34, 42, 8


class SheetHeader(QHeaderView):
    """Paints itself from the tokens; its height is that of its highest title."""

    def __init__(self, columns: list[Column], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(28))
        self.sectionResized.connect(lambda *_sizes: self.updateGeometry())
        scale.changed.connect(self.updateGeometry)

    def _lines(self, section: int) -> tuple[str, ...]:
        return texts.lines(
            str(self._columns[section].title), "label", self.sectionSize(section) - 2 * px(_PAD)
        )

    def least(self, section: int) -> int:
        """The width at which no word of the title is broken."""
        metrics = QFontMetrics(font("label"))
        words = str(self._columns[section].title).split() or [""]
        return max(metrics.horizontalAdvance(word) for word in words) + 2 * px(_PAD) + 2

    def sizeHint(self) -> QSize:
        most = max(
            (len(self._lines(s)) for s in range(self.count()) if not self.isSectionHidden(s)), default=1
        )
        height = px(_ONE) if most == 1 else max(px(_TWO), most * line_height("label") + px(8))
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t, column = tokens(), self._columns[section]
        painter.save()
        painter.fillRect(rect, QColor(t.subtle))
        painter.setPen(QColor(t.line2))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(t.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(t.text2))
        found = self._lines(section)
        inner = rect.adjusted(px(_PAD), 0, -px(_PAD), 0)
        top = rect.top() + (rect.height() - len(found) * line_height("label")) // 2
        align = Qt.AlignmentFlag.AlignHCenter if column.alignment == "centre" else Qt.AlignmentFlag.AlignLeft
        texts.paint_lines(
            painter, QRect(inner.left(), top, inner.width(), rect.height()), found, "label", align
        )
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            descending = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            side = px(14)
            paint_icon(
                painter,
                QRect(rect.right() - side - 2, rect.bottom() - side - 2, side, side),
                "chevron-down" if descending else "chevron-up",
                t.text2,
            )
        painter.restore()

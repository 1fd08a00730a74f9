"""Rows, columns and flows whose gaps follow the scale."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from qms_desktop.ui.theme.fonts import px, sized

Margins = tuple[int, int, int, int]


def _arrange(
    box: QBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...], gap: int, margins: Margins
) -> None:
    sized(box, "setSpacing", gap)
    sized(box, "setContentsMargins", *margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)


def row(*parts: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Side by side; None stretches, a number is an extra gap."""
    box = QHBoxLayout()
    _arrange(box, parts, gap, margins)
    return box


def column(
    *parts: QWidget | QLayout | int | None, gap: int = 8, margins: Margins = (0, 0, 0, 0)
) -> QVBoxLayout:
    """One below the other; None stretches, a number is an extra gap."""
    box = QVBoxLayout()
    _arrange(box, parts, gap, margins)
    return box


class Flow(QLayout):
    """Widgets in rows that go on to the next where there is no room."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items]
        gaps = px(self._gap) * max(len(sizes) - 1, 0)
        return QSize(sum(s.width() for s in sizes) + gaps, max((s.height() for s in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        at, top, high, gap = rect.x(), rect.y(), 0, px(self._gap)
        for item in self._items:
            size = item.sizeHint()
            if at > rect.x() and at + size.width() > rect.right() + 1:
                at, top, high = rect.x(), top + high + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(at, top), size))
            at += size.width() + gap
            high = max(high, size.height())
        return top + high - rect.y()


def clear(box: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())

"""Tabs with counts; where they do not fit they become a combo box, never cut words."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from qms_desktop.ui.components.choices import ComboBox
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import font, px, scale
from qms_desktop.ui.theme.theme import look, tokens

_HEIGHT, _GAP, _BADGE = 34, 22, 20


class Tab(Struct):
    """A tab: its key, its words, a count, and whether the count is owed by this person (red)."""

    key: str
    label: Said
    count: int | None = None
    owed: bool = False


class _Bar(QTabBar):
    def __init__(self, tabs: list[Tab], gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs, self._gap = tabs, gap
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for tab in tabs:
            self.addTab(str(tab.label))

    def tabSizeHint(self, index: int) -> QSize:
        tab = self.tabs[index]
        width = QFontMetrics(font("strong")).horizontalAdvance(str(tab.label)) + px(self._gap)
        width -= px(self._gap) if index == len(self.tabs) - 1 else 0
        return QSize(width + (self._badge_width(tab) + px(8) if tab.count is not None else 0), px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(_HEIGHT))

    def wanted(self) -> int:
        return sum(self.tabSizeHint(index).width() for index in range(len(self.tabs)))

    def _badge_width(self, tab: Tab) -> int:
        digits = QFontMetrics(font("label")).horizontalAdvance(str(tab.count))
        return max(px(_BADGE), digits + px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, tab in enumerate(self.tabs):
            rect = self.tabRect(index)
            chosen = index == self.currentIndex()
            role = font("strong" if chosen else "body")
            painter.setFont(role)
            painter.setPen(QColor(t.accent if chosen else t.text2))
            painter.drawText(rect.adjusted(0, 0, 0, -px(3)), Qt.AlignmentFlag.AlignVCenter, str(tab.label))
            width = QFontMetrics(role).horizontalAdvance(str(tab.label))
            end = rect.left() + width
            if tab.count is not None:
                badge = QRect(
                    end + px(8),
                    rect.center().y() - px(_BADGE) // 2 - px(1),
                    self._badge_width(tab),
                    px(_BADGE),
                )
                paint_badge(painter, badge, tab.count, "high" if tab.owed else "neutral")
                end = badge.right()
            if chosen:
                painter.fillRect(
                    QRect(rect.left(), self.height() - px(3), end - rect.left(), px(3)), QColor(t.accent)
                )
                if self.hasFocus():
                    painter.setPen(QColor(t.accent))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(
                        QRect(rect.left() - 1, px(3), end - rect.left() + 2, px(_HEIGHT - 9)), 3, 3
                    )


def paint_badge(painter: QPainter, rect: QRect, count: int, tone: str, ground: str | None = None) -> None:
    """A count in a pill."""
    text, tint = tokens().tone(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground or tint))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(QColor(text))
    painter.setFont(font("label"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))


class Tabs(QWidget):
    """`Tabs([Tab("form", _("Form")), Tab("history", _("History, remarks"), 1, owed=True)])`."""

    chosen = Signal(str)

    def __init__(self, tabs: list[Tab], parent: QWidget | None = None, *, gap: int = _GAP) -> None:
        super().__init__(parent)
        self.tabs = tabs
        self.setProperty("part", "tabs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar = _Bar(tabs, gap)
        self.combo = ComboBox()
        self.combo.hide()
        self._fill_combo()
        self.setLayout(column(self.bar, self.combo, gap=0))
        self.bar.currentChanged.connect(self._choose)
        self.combo.activated.connect(self.bar.setCurrentIndex)
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)

    def current(self) -> str:
        return self.tabs[self.bar.currentIndex()].key

    def choose(self, key: str) -> None:
        self.bar.setCurrentIndex([tab.key for tab in self.tabs].index(key))

    def focus(self) -> None:
        """Give the focus to the tabs, or to the combo box that stands for them."""
        (self.combo if self.bar.isHidden() else self.bar).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, key: str, count: int | None, owed: bool = False) -> None:
        """Change the count beside a tab."""
        tab = next(tab for tab in self.tabs if tab.key == key)
        tab.count, tab.owed = count, owed
        self._renew()

    def _choose(self, index: int) -> None:
        self.combo.setCurrentIndex(index)
        self.chosen.emit(self.tabs[index].key)

    def _fill_combo(self) -> None:
        at = max(self.bar.currentIndex(), 0)
        self.combo.clear()
        for tab in self.tabs:
            self.combo.addItem(f"{tab.label} {tab.count}" if tab.count is not None else str(tab.label))
        self.combo.setCurrentIndex(at)

    def _renew(self) -> None:
        for index, tab in enumerate(self.tabs):
            self.bar.setTabText(index, str(tab.label))
        self._fill_combo()
        self.bar.updateGeometry()
        self._fit()
        self.bar.update()

    def _fit(self) -> None:
        narrow = self.bar.wanted() > self.width()
        self.bar.setVisible(not narrow)
        self.combo.setVisible(narrow)
        look(self, "part", "" if narrow else "tabs")

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

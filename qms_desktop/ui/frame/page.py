"""What every page shares: a header, notices, content, perhaps a panel, and how it takes the keys of the window."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QSplitter, QWidget

from qms_desktop.ui.components.filters import FilterRow
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.components.notices import UndoBar
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tabs
from qms_desktop.ui.frame.header import PageHeader
from qms_desktop.ui.speech import Said, language
from qms_desktop.ui.theme.fonts import px


class Width(IntEnum):
    """How wide the window is, in the design's pixels: 880, 1100 and 1280 are the limits."""

    SINGLE = 0  # the panel takes the place of the table
    NARROW = 880  # rail, panel, short table, combo boxes for tabs
    RAIL = 1100  # rail and panel
    FULL = 1280

    @classmethod
    def of(cls, pixels: float) -> Width:
        return max(width for width in cls if pixels >= width)


class Page(QSplitter):
    """A page: fill `self.content` with `add(...)`; override `refresh`, `retranslate` and what keys ask for.

    `refresh(changes)` is called after each operation with what it changed (None: everything). `retranslate()` is
    called after a change of language, for what was not said through lazy messages.
    """

    def __init__(self, title: Said, subtitle: Said = "", parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.header = PageHeader(title, subtitle)
        self.notices = NoticeArea()
        self.undo_bar = UndoBar()
        self.filters: FilterRow | None = None
        self.panel: SidePanel | None = None
        self.width_class = Width.FULL
        self._panel_wanted = False
        self._panel_expanded = False
        self.content = column(gap=8)
        main = QWidget()
        main.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        main.setLayout(
            column(self.header, self.notices, self.content, self.undo_bar, gap=10, margins=(24, 12, 24, 12))
        )
        main.layout().setStretch(2, 1)
        self.main = main
        self.addWidget(main)
        self.setStretchFactor(0, 1)
        language.changed.connect(self.retranslate)

    # --- building ------------------------------------------------------------------------------------------------

    def add(self, part: Any, stretch: int = 0) -> None:
        """Add a widget or a layout below what is there."""
        if isinstance(part, QWidget):
            self.content.addWidget(part, stretch)
        else:
            self.content.addLayout(part, stretch)
        if isinstance(part, FilterRow):
            self.filters = part

    def set_panel(self, panel: SidePanel) -> None:
        """Give the page its side panel; it stays hidden until `show_panel`."""
        self.panel = panel
        self.addWidget(panel)
        self.setStretchFactor(1, 0)
        panel.hide()
        panel.closed.connect(self.hide_panel)
        panel.stepped.connect(self.step)

    # --- what the shell calls ------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        """Show what an operation changed."""

    def retranslate(self) -> None:
        """Say again what is not a lazy message."""

    def primary(self) -> None:
        """Do the one next step of the page."""
        if self.header.primary is not None and self.header.primary.isEnabled():
            self.header.primary.click()

    def find(self) -> None:
        """Go to the filter."""
        if self.filters is not None:
            self.filters.focus()

    def new_record(self) -> None:
        """Begin a new record; most pages do it by their primary button."""
        self.primary()

    def print_page(self) -> None:
        """Print what the page shows."""

    def step(self, by: int) -> None:
        """Go to the next (+1) or the previous (-1) record."""

    def leave(self) -> None:
        """Make a change of what is typed: another section is opened, something is printed or sent, the window closes."""

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record that another page named."""

    def help_key(self) -> str:
        """Which page of the help explains this page; the shell's section key if empty."""
        return ""

    # --- the panel -----------------------------------------------------------------------------------------------

    def panel_is_open(self) -> bool:
        return self.panel is not None and self._panel_wanted

    def show_panel(self) -> None:
        self._panel_wanted = True
        self._arrange()

    def hide_panel(self) -> None:
        """Close the panel, or fold it back beside the page; the focus goes back to the page."""
        if self._panel_expanded:
            self.expand_panel()
            return
        had_focus = self.panel is not None and self.panel.isAncestorOf(
            self.panel.window().focusWidget() or self
        )
        self._panel_wanted = False
        self._arrange()
        if had_focus:
            self.focus_content()

    def expand_panel(self) -> None:
        """Let the panel take the whole page, or stand beside it again."""
        self._panel_expanded = not self._panel_expanded
        self._arrange()

    def toggle_panel(self) -> None:
        if self.panel is not None:
            self.hide_panel() if self._panel_wanted else self.show_panel()

    def focus_content(self) -> None:
        """Give the focus to the page's list, or to the first thing in it that takes the focus."""
        aside = (self.header, self.notices, self.undo_bar, *self.main.findChildren(Tabs))
        parts = [
            part
            for part in self.main.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus
            and part.isVisible()
            and part.focusProxy() is None
            and not any(other is part or other.isAncestorOf(part) for other in aside)
        ]
        lists = [part for part in parts if isinstance(part, QAbstractItemView)]
        for target in (lists + parts)[:1]:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_width(self, width: Width) -> None:
        """Arrange for a width of the window."""
        self.width_class = width
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width_class < Width.RAIL
        alone = (self.width_class == Width.SINGLE or self._panel_expanded) and self.panel_is_open()
        self.header.set_compact(narrow)
        self.main.setVisible(not alone)
        if self.panel is not None:
            self.panel.setVisible(self._panel_wanted)
            self.panel.set_alone(alone)
            if self._panel_wanted and not alone:
                wide = px(392 if narrow else 400)
                self.setSizes([max(self.width() - wide, px(300)), wide])
        self.arranged()

    def arranged(self) -> None:
        """The room has changed: a page with a table says so to it."""

    def room(self) -> str:
        """How much room a table has: `wide`, beside the `panel`, or `narrow`."""
        if self.width_class < Width.RAIL:
            return "narrow"
        return "panel" if self.panel_is_open() else "wide"

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), px(300))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.panel is not None:
            self._arrange()

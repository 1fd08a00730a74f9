"""The top strip: sidebar switch, menus, search, undo and redo, letters, help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenuBar, QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import IconButton
from qms_desktop.ui.components.filters import FilterBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.frame.letters import LetterButtons
from qms_desktop.ui.speech import speak
from qms_desktop.ui.theme.fonts import px, scale, sized, write_in

_SEARCH = 360


class SearchBox(FilterBox):
    """Search for anything; the shortcut stands in it while it is empty."""

    def __init__(self) -> None:
        super().__init__(_("Search: a record, a unit, a person, a command"), "search")
        self.setProperty("quiet", True)
        self._hint = Label("Ctrl+K", "small", "text2", parent=self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))
        scale.changed.connect(self._place)

    def _place(self) -> None:
        self._hint.adjustSize()
        self._hint.move(
            self.width() - self._hint.width() - px(12), (self.height() - self._hint.height()) // 2
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        whole = str(_("Search: a record, a unit, a person, a command"))
        room = self.width() - self._hint.width() - px(52)
        fits = self.fontMetrics().horizontalAdvance(whole) <= room
        speak(
            self,
            "setPlaceholderText",
            _("Search: a record, a unit, a person, a command") if fits else _("Search"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.text():
            self.nextInFocusChain().setFocus()
        super().keyPressEvent(event)


class Strip(QWidget):
    """Says what was asked; the window answers."""

    sidebar_asked = Signal()
    search_asked = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side = IconButton("panel-left", _("Show or hide the sidebar"))
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        write_in(self.menus, "body")
        self.search = SearchBox()
        self.undo = IconButton("undo-2", _("Take back"), "Ctrl+Z")
        self.redo = IconButton("redo-2", _("Do again"), "Ctrl+Y")
        self.letters = LetterButtons()
        self.help = IconButton("circle-help", _("Help for this page"), "F1")
        self.side.clicked.connect(self.sidebar_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.redo.clicked.connect(self.redo_asked)
        self.help.clicked.connect(self.help_asked)
        self.search.returnPressed.connect(lambda: self.search_asked.emit(self.search.text().strip()))
        self._left = row(self.side, gap=10)
        self._left.addWidget(self.menus, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._left.addStretch(1)
        self._right = row(None, self.undo, self.redo, 6, self.letters, 4, self.help, gap=4)
        line = row(gap=12, margins=(9, 0, 10, 1))
        line.addLayout(self._left, 1)
        line.addWidget(self.search)
        line.addLayout(self._right, 1)
        self.setLayout(line)
        sized(self, "setFixedHeight", 40)
        sized(self.search, "setMaximumWidth", _SEARCH)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.setStretchFactor(self.search, 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(400), px(40))

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

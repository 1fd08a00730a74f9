"""What stands around a table: the choice of columns, the totals below it, the bar of a selection."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.speech import Said, language, speak
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import px, sized


class ColumnsButton(Button):
    """A menu that shows and hides the columns of a table."""

    columns_changed = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(_("Columns"), "link", "columns-3", parent)
        self.follow_sheet(sheet)

    def follow_sheet(self, sheet: Sheet) -> None:
        """Offer the columns of a table, from now on of this one."""
        self._sheet = sheet
        menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for column in sheet.rows.columns:
            action = menu.addAction("")
            action.setCheckable(True)
            speak(action, "setText", column.name or column.title)
            action.triggered.connect(self._change)
            self._actions[column.key] = action
        menu.aboutToShow.connect(self._check)
        self.setMenu(menu)

    def _check(self) -> None:
        hidden = self._sheet.remembered()["hidden"]
        for key, action in self._actions.items():
            action.setChecked(key not in hidden)

    def _change(self) -> None:
        hidden = {key for key, action in self._actions.items() if not action.isChecked()}
        if len(hidden) < len(self._actions):
            self._sheet.put_away(hidden)
            self.columns_changed.emit()


class TotalsLine(QFrame):
    """One line under a table: how many in bold, of which kinds, and what more there is to say at the right.

    Where it is narrow what comes last goes first: nothing is cut.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "subtle")
        self.count = Label(role="label")
        self.kinds = Label(role="small", tone="text2")
        self.middle = Label(role="small", tone="text2")
        self.end = Label(role="small", tone="text2")
        self.setLayout(row(self.count, self.kinds, None, self.middle, None, self.end, margins=(12, 0, 12, 0)))
        sized(self, "setFixedHeight", 32)

    def say(self, count: Said, kinds: Said = "", middle: Said = "", end: Said = "") -> None:
        """Say the totals, or with a selection what is selected."""
        for label, said in ((self.count, count), (self.kinds, kinds), (self.middle, middle), (self.end, end)):
            label.say(said)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - px(24) - self.count.sizeHint().width()
        for label in (self.kinds, self.middle, self.end):
            room -= label.sizeHint().width() + px(16)
            label.setVisible(room >= 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class BatchBar(QFrame):
    """What can be done with the selected rows; hidden while none is.

    Where the words do not fit beside each other all buttons but the filled one become icons.
    """

    let_go = Signal()

    def __init__(self, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "batch")
        self.count = Label(role="strong", tone="soft_text")
        link = Button(_("Clear the selection"), "link", "x")
        link.clicked.connect(self.let_go)
        self._others = [link, *(button for button in buttons if button.property("kind") != "primary")]
        self.setLayout(row(self.count, link, None, *buttons, margins=(14, 6, 8, 6)))
        language.changed.connect(self.fit)
        self.hide()

    def say(self, said: Said | None) -> None:
        """Say how many of what are selected; None hides the bar."""
        if said is not None:
            self.count.say(said)
        self.setVisible(said is not None)
        self.fit()

    def fit(self) -> None:
        """Find out anew whether the words fit: the buttons say something else, or some have come or gone."""
        for button in self._others:
            button.set_compact(False)
        tight = self.layout().sizeHint().width() > self.width()
        for button in self._others:
            button.set_compact(tight)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), self.layout().minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

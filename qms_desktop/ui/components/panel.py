"""The side panel of a record: head, tabs, a scrolling body, and the live checks that stay in sight."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.theme.fonts import px, sized, write_in
from qms_desktop.ui.theme.icons import paint_icon
from qms_desktop.ui.theme.theme import tokens

_MOST_CHECKS = 3
_FEW, _WIDE, _TIGHT = 4, 22, 15


class Check(Struct, frozen=True):
    """One live check: the sentence, whether it is met, and the words of a link that leads to what is missing."""

    sentence: Said
    met: bool
    link: Said | None = None
    key: str = ""


class Scroll(QScrollArea):
    """A column that scrolls and never sideways; put parts into `body`."""

    def __init__(self, margins: tuple[int, int, int, int] = (18, 10, 18, 12), ground: str = "none") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.holder = _Holder()
        self.holder.setProperty("ground", ground)
        # A viewport of our own: to name Qt's, PySide would first describe every kind of widget there is (20 ms at the start).
        viewport = QWidget()
        viewport.setProperty("ground", ground)
        self.setViewport(viewport)
        self.body: QVBoxLayout = column(gap=8, margins=margins)
        outer = column(self.body, None, gap=0)
        self.holder.setLayout(outer)
        self.setWidget(self.holder)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(60))


class _Holder(QWidget):
    """What scrolls, never higher than its texts are at the width that they have."""

    def minimumSizeHint(self) -> QSize:
        least, around = self.layout().minimumSize(), self.parentWidget()
        if around is None or not self.layout().hasHeightForWidth():
            return least
        return QSize(least.width(), self.layout().heightForWidth(max(around.width(), least.width())))


class Fold(QWidget):
    """A section that folds to one summary line."""

    folded = Signal(bool)

    def __init__(self, title: Said, summary: Said = "", note: Said = "", open_: bool = True) -> None:
        super().__init__()
        self.button = _FoldButton(title)
        self.summary = Label(summary, "small", "text2", wrap=True)
        self.note = Label(note, "small", "text2")
        self.head = row(self.button, self.summary, None, self.note, gap=6)
        self.head.setStretch(1, 20)
        self.body: QVBoxLayout = column(gap=8, margins=(0, 2, 0, 4))
        self._holder = QWidget()
        self._holder.setLayout(self.body)
        self.setLayout(column(self.head, self._holder, rule(), gap=2))
        self.button.clicked.connect(lambda: self._turn(not self.is_open()))
        self.set_open(open_)

    def add(self, part: QWidget | QLayout) -> None:
        self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)

    def is_open(self) -> bool:
        return not self._holder.isHidden()

    def set_open(self, open_: bool) -> None:
        self._holder.setVisible(open_)
        self.summary.setHidden(open_)
        self.note.setVisible(open_)
        self.button.open = open_
        self.button.update()

    def _turn(self, open_: bool) -> None:
        self.set_open(open_)
        self.folded.emit(not open_)


class _FoldButton(QPushButton):
    def __init__(self, title: Said) -> None:
        super().__init__()
        self.open = True
        self.setProperty("kind", "fold")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        write_in(self, "strong")
        speak(self, "_write", title)

    def _write(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(28), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t = QPainter(self), tokens()
        if self.hasFocus():
            painter.setPen(t.accent)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(4), px(4))
        side = px(16)
        arrow = "chevron-down" if self.open else "chevron-right"
        paint_icon(painter, QRect(0, (self.height() - side) // 2, side, side), arrow, t.text2)
        painter.setPen(t.text)
        painter.setFont(self.font())
        painter.drawText(self.rect().adjusted(px(22), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class SidePanel(QWidget):
    """`SidePanel([Tab("form", _("Form")), ...])`; the body of each tab is `panel.tab("form")`, a `Scroll`."""

    stepped = Signal(int)  # +1 the next record, -1 the previous one
    expanded = Signal()
    closed = Signal()
    check_followed = Signal(str)
    tab_chosen = Signal(str)

    def __init__(self, tabs: list[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sized(self, "setMinimumWidth", 360)
        self.number = Label(role="label", tone="text2", wrap=True)  # where there is no number, what the record is called
        self.place = Label(role="small", tone="text2")
        self.title = Label(role="section", wrap=True)
        self.back = Button(_("Back"), "link", "arrow-left")
        self.back.clicked.connect(self.closed)
        self.back.hide()
        self.previous = IconButton("chevron-up", _("Previous record"), "Ctrl+PgUp")
        self.next = IconButton("chevron-down", _("Next record"), "Ctrl+PgDn")
        self.expand = IconButton("maximize-2", _("Open on the full page"))
        self.close_button = IconButton("x", _("Close the panel"), "F4")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.expand.clicked.connect(self.expanded)
        self.close_button.clicked.connect(self.closed)
        head = row(
            self.back,
            self.number,
            self.place,
            self.previous,
            self.next,
            self.expand,
            self.close_button,
            gap=4,
        )
        head.setStretchFactor(self.number, 1)
        self.tabs = Tabs(tabs, gap=_TIGHT if len(tabs) > _FEW else _WIDE)
        self._stack = QStackedWidget()
        self._scrolls = {tab.key: Scroll() for tab in tabs}
        for scroll in self._scrolls.values():
            self._stack.addWidget(scroll)
        self.tabs.chosen.connect(self._show_tab)
        self._checks = QWidget()
        self._checks.setProperty("part", "checks")
        self._checks.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._check_rows = column(gap=2, margins=(18, 8, 16, 8))
        self._checks.setLayout(self._check_rows)
        self._checks.hide()
        top = column(head, self.title, margins=(18, 6, 12, 6), gap=2)
        tab_row = column(self.tabs, margins=(18, 0, 12, 0))
        box = column(top, tab_row, self._stack, self._checks, gap=0, margins=(1, 0, 0, 0))
        box.setStretchFactor(self._stack, 1)
        self.setLayout(box)

    def tab(self, key: str) -> Scroll:
        return self._scrolls[key]

    def show_record(self, number: Said, title: Said, place: int = 0, of: int = 0) -> None:
        """Name the record and say which of how many it is."""
        self.number.say(number)
        self.title.say(title)
        self.place.say(f"{place} / {of}" if of else "")
        self.previous.setEnabled(place > 1)
        self.next.setEnabled(place < of)

    def show_checks(self, checks: list[Check]) -> None:
        """At most three live checks, the unmet one first with its link."""
        clear(self._check_rows)
        for check in sorted(checks, key=lambda check: check.met)[:_MOST_CHECKS]:
            sign = IconLabel("check", "low") if check.met else IconLabel("circle-alert", "high")
            words = Label(check.sentence, "body", "text2" if check.met else "text", wrap=True)
            line = row(sign, words, gap=9)
            line.setStretch(1, 1)
            if check.link is not None and not check.met:
                link = Button(check.link, "link")
                link.clicked.connect(lambda _on=False, key=check.key: self.check_followed.emit(key))
                line.addWidget(link)
            self._check_rows.addLayout(line)
        self._checks.setVisible(bool(checks))

    def set_alone(self, alone: bool) -> None:
        """Where the window is narrow the panel stands in the table's place, with a way back."""
        self.back.setVisible(alone)
        self.close_button.setVisible(not alone)

    def _show_tab(self, key: str) -> None:
        self._stack.setCurrentWidget(self._scrolls[key])
        self.tab_chosen.emit(key)

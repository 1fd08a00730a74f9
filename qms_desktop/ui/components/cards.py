"""Cards, rows in a card, figures, and the bars that show how complete something is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import sized
from qms_desktop.ui.theme.theme import look


class Card(QFrame):
    """A white sheet with a title; put things into `body`."""

    def __init__(
        self,
        title: Said | None = None,
        note: Said | None = None,
        kind: str = "card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", kind)
        self.body: QVBoxLayout = column(gap=10, margins=(18, 14, 18, 16))
        if title is not None:
            self.title = Label(title, "section", wrap=True)
            head = row(self.title)
            head.setStretchFactor(self.title, 1)
            if note is not None:
                head.addWidget(Label(note, "small", "text2"))
            self.body.addLayout(head)
        self.setLayout(self.body)

    def add(self, part: QWidget | QLayout) -> None:
        self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)


class RowCard(QFrame):
    """A card of rows with hairlines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.rows: QVBoxLayout = column(gap=0, margins=(1, 1, 1, 1))
        self.setLayout(self.rows)

    def add_row(self, *parts: QWidget | QLayout | None, stretch: int = 1) -> QHBoxLayout:
        """Add a row; the part at index `stretch` takes the room that is left."""
        if self.rows.count():
            self.rows.addWidget(rule())
        line = row(*parts, gap=12, margins=(16, 9, 12, 9))
        line.setStretch(stretch, 1)
        holder = QWidget()
        holder.setLayout(line)
        self.rows.addWidget(holder)
        return line


class Figure(QWidget):
    """A number with what it counts: `Figure("79,4 %", _("closed"), "27 / 34")`; `beneath` is what leads on from it."""

    def __init__(
        self, value: Said, words: Said, of: Said = "", tone: str = "text", parent: QWidget | None = None, beneath: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.value = Label(value, "figure", tone)
        self.words = Label(words, "body", "text2", wrap=True)
        head = row(self.value, Label(of, "small", "text2"), None)
        self.setLayout(column(head, self.words, *([row(beneath, None)] if beneath is not None else []), gap=2))


class FigureCard(QFrame):
    """A count that is a filter: pressed again it lets go."""

    toggled = Signal(bool)

    def __init__(self, count: Said, words: Said, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._chosen = False
        self.count = Label(count, "figure", tone)
        self.words = Label(words, "body", "text2", wrap=True)
        line = row(self.count, self.words, gap=12, margins=(13, 6, 10, 6))
        line.setStretchFactor(self.words, 1)
        self.setLayout(line)
        sized(self, "setMinimumHeight", 52)

    def choose(self, chosen: bool) -> None:
        """Press or let go, without the signal."""
        self._chosen = chosen
        look(self, "frame", "batch" if chosen else "card")
        self.words.set_tone("soft_text" if chosen else "text2")

    def _flip(self) -> None:
        self.choose(not self._chosen)
        self.toggled.emit(self._chosen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._flip()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._flip()
        else:
            super().keyPressEvent(event)


class Meter(QProgressBar):
    """A bar of n of N; green when full. The number stands beside it, never in it."""

    def __init__(self, done: int = 0, of: int = 100, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.measure(done, of)

    def measure(self, done: int, of: int) -> None:
        self.setRange(0, max(of, 1))
        self.setValue(done)
        look(self, "full", of > 0 and done >= of)


class ProgressCard(QFrame):
    """Long work in the page: what, how many of how many, how long still, and a button that stops it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self.title = Label(role="section", wrap=True)
        self.remaining = Label(role="small", tone="text2")
        self.now = Label(role="small", tone="text2", wrap=True)
        self.promise = Label(_("You can go on with other work."), "small", "text2", wrap=True)
        self.promise.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.bar = Meter()
        self.stop = Button(_("Stop"), "secondary", "circle-stop")
        self.stop.clicked.connect(self._stop)
        head = row(self.title, self.remaining, self.stop, gap=12)
        head.setStretchFactor(self.title, 1)
        foot = row(IconLabel("loader-circle", "accent"), self.now, self.promise)
        foot.setStretch(1, 1)
        foot.setStretch(2, 1)
        self.setLayout(column(head, self.bar, foot, gap=8, margins=(18, 10, 14, 12)))

    def show_progress(
        self, title: Said, done: int, of: int, now: Said = "", seconds: int | None = None
    ) -> None:
        """Say where the work stands; `of` 0 means that nobody knows how much it is."""
        self.title.say(title)
        self.bar.measure(done, of) if of else self.bar.setRange(0, 0)
        self.now.say(now)
        self.remaining.say(time_left(seconds))
        self.stop.setEnabled(True)

    def _stop(self) -> None:
        self.stop.refuse(_("Stopping: the current step is finished first"))
        self.cancelled.emit()


def time_left(seconds: int | None) -> Said:
    """About how long it still takes, in seconds or minutes."""
    if seconds is None:
        return ""
    if seconds < 60:
        return _("about {n} s left", n=max(seconds, 1))
    return _("about {n} min left", n=round(seconds / 60))

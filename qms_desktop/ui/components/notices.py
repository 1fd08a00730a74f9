"""What the page says of itself: banners, the undo bar, an empty state."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.speech import Said

# The icon and its colour by tone.
BANNERS = {
    "info": ("info", "soft_text"),
    "warning": ("triangle-alert", "medium"),
    "error": ("circle-alert", "high"),
    "done": ("circle-check", "low"),
}
_UNDO_STAYS = 10_000


class Banner(QFrame):
    """One sentence with an icon, at most one link, and a cross if it may be put away."""

    followed = Signal()
    closed = Signal()

    def __init__(
        self,
        said: Said,
        tone: str = "info",
        link: Said | None = None,
        *,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", tone)
        self.setAccessibleName(str(said))
        self.label = Label(said, wrap=True)
        parts: list[QWidget] = [IconLabel(*BANNERS[tone]), self.label]
        if link is not None:
            self.link = Button(link, "link")
            self.link.clicked.connect(self.followed)
            parts.append(self.link)
        if closable:
            cross = IconButton("x", _("Close the message"))
            cross.clicked.connect(self.closed)
            cross.clicked.connect(self.hide)
            parts.append(cross)
        line = row(*parts, gap=11, margins=(12, 6, 12, 6))
        line.setStretchFactor(self.label, 1)
        self.setLayout(line)
        self.setMinimumHeight(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class UndoBar(QFrame):
    """Stands at the bottom of the page after a delete or a batch, until the next act and at least ten seconds."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "undo")
        self.label = Label(role="body", tone="inverse", wrap=True)
        self.button = Button(_("Take back"), "inverse")
        self.button.clicked.connect(self._undo)
        line = row(
            self.label, self.button, Label("Ctrl+Z", "small", "inverse"), gap=10, margins=(13, 4, 13, 4)
        )
        line.setStretchFactor(self.label, 1)
        self.setLayout(line)
        self._rest = QTimer(self, singleShot=True, interval=_UNDO_STAYS)
        self._rest.timeout.connect(self._rested)
        self._next_act_came = False
        self.hide()

    def offer(self, said: Said) -> None:
        """Say what was done and offer to take it back."""
        self.label.say(said)
        self._next_act_came = False
        self._rest.start()
        self.show()

    def next_act(self) -> None:
        """Another act was done: the bar goes, but not before its ten seconds are over."""
        self._next_act_came = True
        if not self._rest.isActive():
            self.hide()

    def _rested(self) -> None:
        if self._next_act_came:
            self.hide()

    def _undo(self) -> None:
        self._rest.stop()
        self.hide()
        self.undone.emit()


class EmptyState(QFrame):
    """What belongs here, one example of it, and the one button."""

    acted = Signal()

    def __init__(
        self,
        icon_name: str,
        sentence: Said,
        example: Said,
        action: Said | None = None,
        action_icon: str = "plus",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        centre = Qt.AlignmentFlag.AlignHCenter
        title, second = Label(sentence, "strong", wrap=True), Label(example, "body", "text2", wrap=True)
        title.setAlignment(centre)
        second.setAlignment(centre)
        box = column(gap=8, margins=(24, 16, 24, 16))
        box.addStretch(1)
        box.addWidget(IconLabel(icon_name, "text2", 28), alignment=centre)
        box.addWidget(title)
        box.addWidget(second)
        if action is not None:
            self.button = Button(action, "primary", action_icon)
            self.button.clicked.connect(self.acted)
            box.addWidget(self.button, alignment=centre)
        box.addStretch(1)
        self.setLayout(box)

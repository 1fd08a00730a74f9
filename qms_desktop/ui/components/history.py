"""The history of a record in sentences: what, who, when, and why in quotes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.speech import Said


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `link` is what can be done about it, told by `key`."""

    sentence: Said
    who: Said
    when: Said
    why: Said | None = None
    icon: str = "pencil"
    token: str = "text2"
    link: Said | None = None
    key: str = ""


class HistoryList(QWidget):
    """Events, the latest first."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(gap=6)
        self.setLayout(self._rows)

    def show_events(self, events: list[Event]) -> None:
        """Replace what is shown."""
        clear(self._rows)
        for event in events:
            self._rows.addLayout(self._row(event))
            self._rows.addWidget(rule())
        self._rows.addStretch(1)

    def _row(self, event: Event):
        texts = column(Label(event.sentence, "body", wrap=True), Label(event.who, "body", wrap=True), gap=1)
        if event.why is not None:
            texts.addWidget(Label(_("“{reason}”", reason=event.why), "body", "text2", wrap=True))
        foot = row(Label(event.when, "small", "text2"), None)
        if event.link is not None:
            link = Button(event.link, "link")
            link.clicked.connect(lambda _on=False, key=event.key: self.followed.emit(key))
            foot.addWidget(link)
        texts.addLayout(foot)
        line = row(gap=10)
        line.addWidget(IconLabel(event.icon, event.token), alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        return line

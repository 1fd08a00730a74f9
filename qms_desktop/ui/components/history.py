"""The history of a record in sentences: what, who, when, and why in quotes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.editors import TextEditor
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


class RemarkCard(Card):
    """An open remark of the office, with the field it is about and the place to answer."""

    answered = Signal(str)
    attach_asked = Signal()

    def __init__(self, field: Said, text: Said, who: Said, when: Said, parent: QWidget | None = None) -> None:
        super().__init__(kind="open", parent=parent)
        head = row(
            IconLabel("message-circle-warning", "medium"),
            Label(field, "strong"),
            Label(_("awaits an answer"), "label", "medium"),
            None,
            Label(when, "small", "text2"),
        )
        self.editor = TextEditor(_("Your answer"))
        self.attach = Button(_("Attach a file"), "link", "paperclip")
        self.attach.clicked.connect(self.attach_asked)
        self.button = Button(_("Answer"), "primary")
        self.button.clicked.connect(lambda: self.answered.emit(self.editor.value() or ""))
        self.editor.changed.connect(self._judge)
        self.add(head)
        self.add(Label(text, wrap=True))
        self.add(Label(who, "small", "text2", wrap=True))
        self.add(self.editor)
        self.add(row(self.attach, None, self.button))
        self._judge()

    def _judge(self) -> None:
        self.button.refuse(None if self.editor.value() else _("Write the answer first"))

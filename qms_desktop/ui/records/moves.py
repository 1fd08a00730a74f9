"""What can be done with a record now, as buttons: submit, accept, return and the further steps of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import lives
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.layout import Flow, clear, column
from qms_desktop.ui.records.editing import Editing


class Moves(QWidget):
    """`show_record(record)` offers the steps; one that needs a reason asks for it in the line below.

    `announce(kind, unit)` shows those of a record that is still to be made, so that nothing moves when it is.
    `leave` is called before a step, so that what is typed is saved and judged with the record.
    """

    def __init__(self, ws: Workspace, editing: Editing, leave: Callable[[], None]) -> None:
        super().__init__()
        self._ws, self._editing, self._leave = ws, editing, leave
        self._record: Mapping[str, Any] | None = None
        self._asked: lives.Offer | None = None
        self.buttons: dict[str, Button] = {}
        self._line = Flow()
        self.reason = Field(LineEditor(), _("The reason"), required=True)
        self.reason.changed.connect(self._judge)
        self.go = Button("", "secondary")
        self.go.clicked.connect(self._take)
        think_better = Button(_("Leave it as it is"), "link")
        think_better.clicked.connect(self._put_away)
        self._question = QWidget()
        answers = Flow(gap=10)
        answers.addWidget(self.go)
        answers.addWidget(think_better)
        self._question.setLayout(column(self.reason, answers, gap=6))
        self.setLayout(column(self._line, self._question, gap=6))
        self._put_away()
        self.hide()

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Offer what this person may do with the record."""
        if self._record is None or self._record["id"] != record["id"]:
            self._put_away()
        self._record = dict(record)
        focused = self._holds_focus()
        if focused:
            self.setFocus()  # hidden with its button the focus would go to a field further down, and the form after it
        self._offer(record)
        if focused:
            self._focus_next()

    def announce(self, kind: str, unit: str) -> None:
        """Show the first steps of a record that nothing is written in yet; they cannot be taken."""
        self._put_away()
        self._record = None
        self._offer(lives.begun(self._ws.profile, KINDS[kind], unit))
        for button in self.buttons.values():
            button.refuse(_("Write something first"))

    def _offer(self, record: Mapping[str, Any]) -> None:
        clear(self._line)
        self.buttons = {}
        for offer in lives.offered(self._ws, record):
            button = Button(offer.label, "secondary")
            button.clicked.connect(lambda _on=False, offer=offer: self._choose(offer))
            self._line.addWidget(button)
            self.buttons[offer.action] = button
        self.setVisible(bool(self.buttons))

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is self or (focus is not None and self.isAncestorOf(focus))

    def _focus_next(self) -> None:
        """The first step that is left, or the form around where there is none."""
        around: QWidget | None = next(iter(self.buttons.values()), None) or self.parentWidget()
        while around is not None and around.focusPolicy() == Qt.FocusPolicy.NoFocus:
            around = around.parentWidget()
        if around is not None:
            around.setFocus()

    def _choose(self, offer: lives.Offer) -> None:
        self._asked = offer
        if not offer.reason:
            self._take()
            return
        self.go.say(offer.label)
        self._question.show()
        self._judge()
        self.reason.editor.setFocus()

    def _judge(self) -> None:
        self.go.refuse(None if self.reason.value() else _("Write the reason first"))

    def _put_away(self) -> None:
        if self._asked is not None and self._question.isVisible() and self._holds_focus():
            self.buttons[self._asked.action].setFocus()  # the question goes with what is focused in it
        self._asked = None
        self.reason.set_value(None)
        self._question.hide()

    def _take(self) -> None:
        offer, record = self._asked, self._record
        if offer is None or record is None:
            return
        why = self.reason.value() or ""
        self._put_away()
        self._leave()
        kind = KINDS[record["kind"]]
        title = kind.title_of(dict(record), self._ws.profile, "ky")
        label: Localised = _("{record}: {action}", record=title or kind.label, action=offer.label)
        self._editing.move(offer.action, [record["id"]], label, why=why)

"""What can be done with the ticked units: accept or return all that they handed over, answer, remind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _, n_
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.table.extras import BatchBar


class BoardActs(QWidget):
    """The bar of the ticked units, and above it the remark with which all is returned."""

    accepted = Signal()
    returned = Signal(str)  # the remark
    reminded = Signal()
    answered = Signal()
    let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.remind = Button(_("Reminder text"), "secondary", "mail-question-mark")
        self.remind.clicked.connect(self.reminded)
        self.answer = Button(_("Make return bundles"), "secondary", "package")
        self.answer.clicked.connect(self.answered)
        self.give_back = Button(_("Return all…"), "secondary", "undo-2")
        self.give_back.clicked.connect(self._ask)
        self.accept = Button(_("Accept"), "primary", "check")
        self.accept.clicked.connect(self.accepted)
        self.bar = BatchBar(self.remind, self.answer, self.give_back, self.accept)
        self.bar.let_go.connect(self.let_go)
        self.remark = Field(LineEditor(), _("What the units should mend (it goes to each of them)"), required=True)
        self.return_all = Button("", "secondary", "undo-2")
        self.return_all.clicked.connect(self._return)
        leave = Button(_("Leave it as it is"), "link")
        leave.clicked.connect(self._leave)
        self._question = QWidget()
        line = row(self.remark, self.return_all, leave, gap=10)
        line.setStretch(0, 1)
        self._question.setLayout(line)
        self._question.hide()
        self.remark.changed.connect(self._judge)
        self.setLayout(column(self._question, self.bar, gap=6))
        self._judge()

    def say(self, units: int, handed: int) -> None:
        """Say how many units are ticked, and how many of their records wait for a word."""
        self.bar.say(n_("{n} unit is ticked", "{n} units are ticked", units) if units else None)
        self.accept.say(n_("Accept {n} record", "Accept {n} records", handed))
        self.return_all.say(n_("Return {n} record", "Return {n} records", handed))
        for button in (self.accept, self.give_back):
            button.setVisible(bool(handed))
        if not handed:
            self._question.hide()
        self.bar.fit()

    def primary(self) -> None:
        """Accept, where something can be accepted."""
        if self.bar.isVisibleTo(self) and self.accept.isVisibleTo(self):
            self.accept.click()

    def _ask(self) -> None:
        self._question.show()
        self.remark.editor.setFocus()

    def _leave(self) -> None:
        self._question.hide()
        self.remark.set_value(None)

    def _judge(self) -> None:
        self.return_all.refuse(None if self.remark.value() else _("Write the remark first"))

    def _return(self) -> None:
        why = self.remark.value() or ""
        self._leave()
        self.returned.emit(why)

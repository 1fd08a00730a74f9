"""Whether a record stands on paper, and whether that paper is still its current version."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _, n_
from qms_desktop.services import risks
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.label import Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.moments import moment
from qms_desktop.ui.runner import Runner


class SheetState(QWidget):
    """The prints of a record, the latest first, and what is to be done about them."""

    print_asked = Signal()

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.sentence = Label(role="strong", wrap=True)
        self.hint = Label(role="body", tone="text2", wrap=True)
        self.button = Button(_("Print the form"), "secondary", "printer")
        self.button.clicked.connect(self.print_asked)
        self._prints = column(gap=6)
        self.setLayout(column(self.sentence, self.hint, row(self.button, None), rule(), self._prints, gap=8))

    def show_record(self, record: dict[str, Any]) -> None:
        """Read and show the prints of a record."""
        self._asked += 1
        number = self._asked

        def done(found: list[dict[str, Any]]) -> None:
            if number == self._asked:
                self._show(found)

        self._runner.run(lambda: risks.printed(self._ws, record), done=done)

    def _show(self, found: list[dict[str, Any]]) -> None:
        if not found:
            self.sentence.say(_("This record was not printed yet."))
            self.hint.say(_("Print the form when it is complete, and have it signed by hand."))
        elif found[0]["current"]:
            self.sentence.say(_("The printed sheet shows the current version."))
            self.hint.say(_("Nothing was changed since it was printed."))
        else:
            self.sentence.say(_("The printed sheet is out of date."))
            self.hint.say(_("The record was changed since; print it again before it is signed."))
        clear(self._prints)
        for printout in found:
            state = State(_("current"), "low") if printout["current"] else State(_("out of date"), "medium")
            code = (printout["fingerprint"] or "")[:10].upper()
            records = len(printout["records"] or ())
            self._prints.addLayout(row(Label(printout["form"] or "", "strong"), StateChip(state), None,
                                       Label(moment(printout["at"]) if printout["at"] else "", "small", "text2")))  # fmt: skip
            self._prints.addWidget(Label(
                n_("check code {code}, {n} record on the sheet", "check code {code}, {n} records on the sheet", records,
                   code=f"{code[:4]} {code[4:8]} {code[8:]}"), "small", "text2", wrap=True))  # fmt: skip
            self._prints.addWidget(rule())

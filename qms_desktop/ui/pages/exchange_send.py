"""The card that sends: which complete forms are handed over by it, and the one big button."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import handing
from qms_desktop.services.handing import Form
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import send_button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.choices import CheckBox
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import Lines


class SendCard(Card):
    """`ticked()` are the records that become submitted; the rest travels as a draft."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__(_("To the QA office"))
        self._ws, self._runner = ws, runner
        self.forms: list[Form] = []
        self.ticks: dict[str, CheckBox] = {}
        self._let_alone: set[str] = set()
        self.add(Label(_("All records of the unit go into one file. The QA office takes it in; nothing is lost if it is "
                         "sent twice."), "body", "text2", wrap=True))  # fmt: skip
        self._rows: QVBoxLayout = column(gap=2)
        self.about = Label(_("What is ticked is handed over by this package: the QA office accepts it or returns it with "
                             "a remark. The rest travels as a draft."), "small", "text2", wrap=True)  # fmt: skip
        self.add(self._rows)
        self.add(self.about)
        self.button = send_button(_("Send to the QA office"))
        self.body.addStretch(1)
        self.add(self.button)
        self.about.hide()
        if ws.role == "reader":
            self.button.refuse(_("This store is for reading only."))

    def read(self) -> None:
        """Read anew what is complete."""
        ws = self._ws
        if ws.role == "department":
            self._runner.run(lambda: handing.forms(ws), done=self._show)

    def ticked(self) -> list[str]:
        """The records that become submitted when the package is sent."""
        return [record for form in self.forms for record in form.ready
                if form.kind in self.ticks and self.ticks[form.kind].isChecked()]  # fmt: skip

    def _show(self, found: list[Form]) -> None:
        if found == self.forms:
            return
        self.forms = found
        clear(self._rows)
        self.ticks = {}
        for form in found:
            if form.ready:
                self._rows.addWidget(self._tick(form))
            elif form.incomplete:
                line = row(IconLabel("circle-dashed", "text2"), Label(_rest(form), "body", "text2", wrap=True), gap=9)
                line.setStretch(1, 1)
                self._rows.addLayout(line)
        self.about.setVisible(bool(self.ticks))

    def _tick(self, form: Form) -> CheckBox:
        words = n_("{form}: {n} complete record", "{form}: {n} complete records", len(form.ready), form=KINDS[form.kind].plural)
        rest = n_("{n} incomplete", "{n} incomplete", form.incomplete) if form.incomplete else None
        tick = CheckBox(Lines((words, rest), "; ") if rest is not None else words)
        tick.setChecked(form.kind not in self._let_alone)
        tick.toggled.connect(lambda on, kind=form.kind: (self._let_alone.discard if on else self._let_alone.add)(kind))
        self.ticks[form.kind] = tick
        return tick


def _rest(form: Form) -> Localised:
    return n_("{form}: {n} record is not complete and travels as a draft",
              "{form}: {n} records are not complete and travel as drafts", form.incomplete, form=KINDS[form.kind].plural)  # fmt: skip

"""One question of a checklist: what is expected, what was seen, the verdict, the statement of what was found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.clauses import load_clauses
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.audits import NEGATIVE
from qms_desktop.services.findings import findings
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.pages.checklists.verdicts import VerdictEditor
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.links import Openings
from qms_desktop.ui.records.naming import Naming
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import write_in
from qms_desktop.ui.words import Lines

KIND = KINDS["checklist_item"]
_CLASS = KIND.fields["question_class"]


class QuestionForm(QWidget):
    """Shows one question; it is saved when it is left. `stepped(by)` asks for the next or the previous one."""

    stepped = Signal(int)
    edited = Signal()

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__()
        self._ws = ws
        self._by: dict[str, str] = {}
        self.form = RecordForm(ws, runner, editing, KIND, ("evidence", "verdict", "finding", "checked_on", "checked_by", "document_clause", "document"),
                               {"verdict": VerdictEditor})  # fmt: skip
        self.form.setParent(self)  # its timer ends with the page
        self.form.edited.connect(self._edited)
        self.naming = Naming(ws, runner, self.form)
        self.clause = StateChip(State("", "info"))
        self.number = Label(role="small", tone="text2")
        self.previous = Button(_("Previous"), "link", "chevron-left")
        self.next_link = Button(_("Next"), "link", "chevron-right")
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next_link.clicked.connect(lambda: self.stepped.emit(1))
        self.question = Label(role="section", wrap=True)
        self.asked_class = Label(role="small", tone="text2")
        self.amendment = Label(role="small", tone="text2", wrap=True)
        self.expected_title = Label(_("Expected evidence"), "label", "text2")
        self.expected = Label(role="body", tone="text2", wrap=True)
        self.next = Button(_("Next question"), "primary")
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.gap = Label(role="small", tone="text2", wrap=True)
        self.gap_sign = IconLabel("info", "text2", 15)
        self.openings = Openings(ws, editing, self.form.leave, in_menu=True)
        self.openings.hide()
        self._lay_out()

    @property
    def verdicts(self) -> VerdictEditor:
        return self.form.box("verdict").editor

    def _lay_out(self) -> None:
        box = self.form.box
        write_in(self.question, "section")
        scroll = Scroll(margins=(0, 0, 8, 8))
        gap = row(self.gap_sign, self.gap, gap=6)
        gap.setStretch(1, 1)
        made = row(box("checked_on"), box("checked_by"), None, gap=12)
        made.setStretch(0, 2)
        made.setStretch(1, 3)
        made.setStretch(2, 3)
        checked = row(box("document_clause"), box("document"), gap=12)
        for part in (self.question, self.asked_class, self.amendment, column(self.expected_title, self.expected, gap=2), box("evidence"), box("verdict"),
                     box("finding"), self.openings, made, checked):  # fmt: skip
            scroll.body.addWidget(part) if isinstance(part, QWidget) else scroll.body.addLayout(part)
        head = row(self.clause, self.number, None, self.previous, self.next_link)
        foot = row(gap, self.next, gap=16)
        foot.setStretch(0, 1)
        self.setLayout(column(head, scroll, foot, gap=10))
        self.layout().setStretch(1, 1)
        self.verdicts.shortcuts(self)

    def show_item(self, item: dict[str, Any], base: Base, place: int, of: int, by: dict[str, str], *, again: bool) -> None:
        """Show a question; `by` says who judges it today, `again` that a refresh read the same one."""
        self._by = by
        self.form.show_again(item, base) if again else self.form.show_record(item, base)
        self.naming.show_record(item)
        self.clause.show_state(State(_("clause {clause}", clause=item["clause"] or "–"), "info"))
        self.number.say(_("question {place} of {total}", place=place, total=of))
        self.question.say(item["question"] or "")
        self.asked_class.say(_CLASS.show(item["question_class"], self._ws.profile, self._ws.language))
        self.asked_class.setVisible(bool(item["question_class"]))
        amended = load_clauses(self._ws.profile.clauses).amended(item["clause"] or "")
        self.amendment.say(Lines(tuple(each.sentence for each in amended)))
        self.amendment.setVisible(bool(amended))
        self.expected.say(item["expected_evidence"] or "–")
        self.previous.setEnabled(place > 1)
        self.next_link.setEnabled(place < of)
        self.next.say(_("Next question") if place < of else _("Save and finish"))
        if not again:
            self.form.box("evidence").editor.setFocus()
        self._judge()

    def _edited(self) -> None:
        verdict = self.form.values().get("verdict")
        if verdict and not self.form.values().get("checked_on"):
            self.form.write("checked_on", self._by.get("checked_on"))
            self.form.write("checked_by", self._by.get("checked_by"))
        self._judge()
        self.edited.emit()

    def _judge(self) -> None:
        """The statement is asked for where the verdict needs it; what is still missing is said below."""
        values = self.form.values()
        if self.form.key is not None:
            self.openings.show_record({**values, "kind": KIND.name, "unit": self.form.key.unit, "id": self.form.key.id})
        self.form.box("finding").setVisible(values.get("verdict") in NEGATIVE or bool(values.get("finding")))
        missing = [f for f in findings(KIND, values, self._ws.profile)
                   if f.field in ("evidence", "finding") and f.severity in ("missing", "doubt")]  # fmt: skip
        if missing:
            self.gap.say(missing[0].sentence)
        else:
            self.gap.say(_("Write facts only: number and date of the document, position, place. It is saved when you "
                           "go on."))  # fmt: skip
        self.gap.set_tone("medium" if missing else "text2")
        self.gap_sign.show_icon("message-circle-warning" if missing else "info", "medium" if missing else "text2")

    def leave(self) -> None:
        self.form.leave()

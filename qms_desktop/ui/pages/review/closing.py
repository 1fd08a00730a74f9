"""What follows the items of a review: the conclusions in words, the decisions, and who agreed, approved and was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.models.plans import TASK_STATES
from qms_desktop.models.reviews import DECISION_KINDS, VERBS
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.editors import ChoiceEditor, DateEditor, LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.words import Lines

CONCLUSIONS = (
    ("effectiveness",), ("objectives",), ("resources",), ("suitability",), ("adequacy",), ("proposals_qms",), ("proposals_improvement",),
    ("representative_evaluation",), ("rector_evaluation",),
)  # fmt: skip
APPROVAL = (
    ("title",), ("prepared_by", "approved_by"), ("agreed_by", "next_due"), ("discussed_by", "discussed_on"), ("approval",), ("participants",), ("distribution",), ("informed",),
)  # fmt: skip
FIELDS = tuple(name for line in (*CONCLUSIONS, *APPROVAL) for name in line)
_TONES = {"done": "low", "in_progress": "medium", "not_begun": "neutral", "stopped": "neutral"}


def form_page(form: RecordForm, lines: Sequence[Sequence[str]], *above: QWidget) -> Scroll:
    """Boxes of the review's form on a card, line by line."""
    card = Card()
    for names in lines:
        line = row(*(form.box(name) for name in names), gap=12)
        for place in range(len(names)):
            line.setStretch(place, 1)
        card.add(line)
    scroll = Scroll(margins=(0, 0, 8, 12))
    for part in above:
        scroll.body.addWidget(part)
    scroll.body.addWidget(card)
    scroll.body.addStretch(1)
    return scroll


class DecisionsView(Scroll):
    """`made(values)` asks for a decision to be written, `opened(id)` for one to be shown whole."""

    made = Signal(dict)
    opened = Signal(str)

    def __init__(self, *, typed: bool = False) -> None:
        """`typed` decisions say what is to be done with which planned resource; an objective is chosen in the whole record."""
        super().__init__(margins=(0, 0, 8, 12))
        self.rows = RowCard()
        self.none = Label(_("Nothing was decided yet. A decision says what is done, by whom and until when."), "body", "text2", wrap=True)
        self.text = Field(LineEditor(), _("Decision"), required=True)
        self.kind = Field(ChoiceEditor(dict(DECISION_KINDS)), _("Kind of decision"), required=True)
        self.responsible = Field(LineEditor(), _("Responsible"), required=True)
        self.due = Field(DateEditor(), _("Due"), required=True)
        self.verb = Field(ChoiceEditor(dict(VERBS)), _("What is to be done with it"))
        self.resource = Field(LineEditor(), _("Planned resource"), hint=_("Or open the decision and choose the objective."))
        self.add = Button(_("Write the decision down"), "secondary", "plus")
        self.add.clicked.connect(self._make)
        new = self.new = Card(_("Add a decision"))
        new.add(self.text)
        second = row(self.kind, self.responsible, self.due, gap=12)
        for place, share in enumerate((2, 2, 1)):
            second.setStretch(place, share)
        new.add(second)
        third = row(self.verb, self.resource, gap=12)
        third.setStretch(1, 1)
        new.add(third)
        self.verb.setVisible(typed)
        self.resource.setVisible(typed)
        new.add(row(self.add, None))
        for part in (self.none, self.rows, new):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for field in (self.text, self.kind, self.responsible, self.due):
            field.changed.connect(self._judge)
        self._judge()

    def show_decisions(self, decisions: Sequence[Mapping[str, Any]], *, editable: bool) -> None:
        """The decisions of the review, each with its state and a way to the whole of it."""
        clear(self.rows.rows)
        self.none.setVisible(not decisions)
        self.rows.setVisible(bool(decisions))
        self.new.setVisible(editable)
        for decision in decisions:
            texts = column(Label(decision["text"] or _("Decision"), "strong", wrap=True), Label(_second(decision), "small", "text2", wrap=True), gap=1)
            state = decision["state"] or "not_begun"
            show = Button(_("Open"), "link")
            show.clicked.connect(lambda _on=False, record=decision["id"]: self.opened.emit(record))
            self.rows.add_row(texts, StateChip(State(TASK_STATES[state], _TONES[state])), show, stretch=0)

    def _values(self) -> dict[str, Any]:
        return {"text": self.text.value(), "decision_kind": self.kind.value(), "responsible": self.responsible.value(), "due": self.due.value()}

    def _more(self) -> dict[str, Any]:
        return {"verb": self.verb.value(), "planned_resource": self.resource.value(), "date": dt.date.today().isoformat()}

    def _judge(self, _changed: object = None) -> None:
        whole = all(self._values().values())
        self.add.refuse(None if whole else _("Write the decision, its kind, who is responsible and until when."))

    def _make(self) -> None:
        self.made.emit(self._values() | self._more())
        for field in (self.text, self.kind, self.responsible, self.due, self.verb, self.resource):
            field.set_value(None)
        self._judge()
        self.text.editor.setFocus()  # else it goes with the button, to the head of the page


def _second(decision: Mapping[str, Any]) -> Localised:
    kind = DECISION_KINDS.get(decision["decision_kind"] or "")
    parts = [kind, decision["responsible"] and Text.of(decision["responsible"]),
             decision["due"] and _("due {date}", date=format_date(decision["due"]))]  # fmt: skip
    return Lines(tuple(part for part in parts if part), " · ")

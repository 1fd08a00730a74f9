"""Questions about the founding document, for the QA office: the words as printed, what is asked, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import long_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import questions
from qms_desktop.services.questions import NEEDS_NOTE, Asked
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.choices import RadioButton
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner

Answered = Callable[[Asked, str, str], None]


class QuestionCard(Card):
    """One question. An answered one folds to its answer until somebody wants to change it."""

    def __init__(self, asked: Asked, answered: Answered) -> None:
        super().__init__()
        self.asked = asked
        question = asked.question
        state = StateChip(State(_("open"), "medium") if asked.is_open else State(_("answered"), "low"))
        section = Label(_("Section {section}", section=question.section), "small", "text2", wrap=True)
        head = row(section, state, gap=10)
        head.setStretch(0, 1)
        self.add(head)
        self.add(Label(_("“{quote}”", quote=question.quote), "body", "text2", wrap=True))
        self.add(Label(question.question, "strong", wrap=True))
        self.choices = {key: RadioButton(words) for key, words in question.answers.items()}
        self.note = Field(LineEditor(), _("Note: minutes, order, or how the place is read"))
        self.keep = Button(_("Note the answer"), "secondary", "check")
        self.keep.clicked.connect(lambda: answered(asked, self.chosen() or "", self.note.value() or ""))
        self.form = QWidget()
        self.form.setLayout(column(*self.choices.values(), self.note, row(self.keep, None), gap=8))
        self.change = Button(_("Change the answer"), "link", "pencil")
        self.change.clicked.connect(self._reopen)
        self.answer = Label(_said(asked), "body", wrap=True)
        self.add(self.answer)
        self.add(row(self.change, None))
        self.add(self.form)
        for key, choice in self.choices.items():
            choice.setChecked(key == asked.answer)
            choice.toggled.connect(self._judge)
        self.note.set_value(asked.note)
        self.note.changed.connect(self._judge)
        self.answer.setVisible(not asked.is_open)
        self.change.setVisible(not asked.is_open)
        self.form.setVisible(asked.is_open)
        self._judge()

    def chosen(self) -> str | None:
        """The answer that is ticked."""
        return next((key for key, choice in self.choices.items() if choice.isChecked()), None)

    def _reopen(self) -> None:
        self.form.show()
        self.change.hide()
        next(choice for choice in self.choices.values() if choice.isChecked()).setFocus()

    def _judge(self, _changed: object = None) -> None:
        """An answer in one's own words needs them."""
        chosen = self.chosen()
        self.keep.setEnabled(chosen is not None and (chosen != NEEDS_NOTE or bool(self.note.value())))


def _said(asked: Asked) -> Localised | str:
    if asked.words is None:
        return ""
    if asked.note:
        return _("{answer} – {note}. {who}, {date}", answer=asked.words, note=asked.note, who=asked.by, date=_day(asked))
    return _("{answer}. {who}, {date}", answer=asked.words, who=asked.by, date=_day(asked))


def _day(asked: Asked) -> str:
    return long_date(asked.on) if asked.on else ""


class QuestionsPage(Page):
    """Lists the places that read doubtfully, the open ones first; nothing waits for an answer."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Questions about your document"),
                         _("Places that read doubtfully stand as printed until you say how you read them. Every unit "
                           "receives your answers."))  # fmt: skip
        self._ws, self._runner, self._editing = ws, runner, editing
        self.count = Label(role="section")
        self.cards: dict[str, QuestionCard] = {}
        self._box = column(gap=12)
        self.scroll = Scroll(margins=(0, 0, 12, 8))
        self.scroll.body.addWidget(self.count)
        self.scroll.body.addLayout(self._box)
        self.empty = EmptyState("circle-check", _("Your document raises no questions"),
                                _("Places that read doubtfully would be listed here."))  # fmt: skip
        self.add(self.scroll, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    def refresh(self, changes: Any = None) -> None:
        if changes is None or changes.many or changes.touches(questions.KIND):
            ws = self._ws
            self._runner.run(lambda: questions.questions(ws), done=self._show, title=_("Looking for questions"))

    def _show(self, found: list[Asked]) -> None:
        shown = {name: card.asked for name, card in self.cards.items()}
        self.scroll.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.count.say(_("Open: {open} of {all}", open=sum(one.is_open for one in found), all=len(found)))
        if [_what(one) for one in found] == [_what(one) for one in shown.values()]:
            return
        clear(self._box)
        self.cards = {one.question.id: QuestionCard(one, self._answer) for one in found}
        for card in self.cards.values():
            self._box.addWidget(card)

    def _answer(self, asked: Asked, chosen: str, note: str) -> None:
        ws = self._ws
        self._editing.act(lambda: questions.answer(ws, asked.question.id, chosen, note=note, base=asked.base),
                          _("Answer to a question about the document"))  # fmt: skip


def _what(asked: Asked) -> tuple[str, str | None, str, str]:
    return asked.question.id, asked.answer, asked.note, asked.on

"""A new year begins: last year's cards, risks and objectives come along by one button, each marked against last year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qms_desktop.core.messages import Joined, Localised, Text, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import new_year, year
from qms_desktop.services.new_year import MARKS, Carry, Mark
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner

TONES = {"new": "info", "changed": "medium", "unchanged": "neutral", "closed": "low"}
MOST_ROWS = 60
"""So many records of one kind are shown; the filter leads to the others."""


class NewYearPage(Page):
    """What waits to be carried over stands above; below it each record of the year against last year's."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("New year"), _("Last year’s cards, risks and objectives go on in this year’s records."))
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.waiting: Carry | None = None
        self.marks: list[Mark] = []
        self.carry = Button(_("Carry over"), "primary", "calendar-check")
        self.carry.clicked.connect(self.carry_over)
        self.header.add(self.carry)
        self.year = ChoiceBox({}, None, _("Year"))
        self.year.chosen.connect(lambda _key: self.refresh())
        self.sentence = Label(role="strong", wrap=True)
        self.advice = Label(_("Measures that are still open come along without their progress. Ratings come along with their day: judge "
                              "them anew. What is not carried on any more you delete here; it shows as closed."), "body", "text2",
                            wrap=True)  # fmt: skip
        card = Card()
        card.add(self.sentence)
        card.add(self.advice)
        self.toggles = FilterRow(_("Filter"), [Toggle("all", _("all"), 0), *(Toggle(mark, words, 0) for mark, words in MARKS.items())], self.year)
        self.toggles.filtered.connect(lambda _text, _key: self._show())
        self._box = column(gap=8)
        self.scroll = Scroll(margins=(0, 0, 12, 8))
        self.scroll.body.addLayout(self._box)
        self.scroll.body.addStretch(1)
        self.empty = EmptyState("calendar-days", _("There is nothing of this year yet"),
                                _("What is carried over, and what is made anew, would be listed here."))  # fmt: skip
        for part in (card, self.toggles):
            self.add(part)
        self.add(self.scroll, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    def refresh(self, changes: Any = None) -> None:
        ws, code = self._ws, self.year.key()

        def read() -> tuple[Carry | None, list[Mark], list[str], str]:
            today = dt.date.today()
            now = year.year_of(ws, None, today)
            later = year.year_of(ws, None, now.last + dt.timedelta(days=1))
            offered = [now.code] + ([later.code] if new_year.to_carry(ws, later.code) is not None else [])
            return new_year.to_carry(ws, code), new_year.marks(ws, code), offered, code or now.code

        self._runner.run(read, done=self._take, title=_("Comparing with last year"))

    def _take(self, found: tuple[Carry | None, list[Mark], list[str], str]) -> None:
        self.waiting, self.marks, years, chosen = found
        self.year.offer({code: Text.of(code) for code in years})
        self.year.set_key(chosen)
        self.sentence.say(_sentence(self.waiting, chosen))
        self.carry.refuse(None if self.waiting and self.waiting.count else _("There is nothing to be carried over."))
        self.toggles.set_counts({"all": len(self.marks)} | {mark: sum(one.mark == mark for one in self.marks) for mark in MARKS})
        self._show()

    def _show(self) -> None:
        chosen, words = self.toggles.chosen(), self.toggles.text().casefold()
        shown = [one for one in self.marks if chosen in ("all", one.mark) and words in f"{one.number} {one.title}".casefold()]
        clear(self._box)
        for kind in dict.fromkeys(one.kind for one in shown):
            of_kind = [one for one in shown if one.kind == kind]
            self._box.addWidget(Label(_("{kind}: {n}", kind=KINDS[kind].plural, n=len(of_kind)), "section"))
            card = RowCard()
            for one in of_kind[:MOST_ROWS]:
                self._row(card, one)
            rest = len(of_kind) - MOST_ROWS
            if rest > 0:
                card.add_row(Label(n_("And {n} more: the filter finds them.", "And {n} more: the filter finds them.", rest), "small", "text2"), stretch=0)
            self._box.addWidget(card)
        self.scroll.setVisible(bool(shown))
        self.empty.setVisible(not shown)

    def _row(self, card: RowCard, one: Mark) -> None:
        texts = column(Label(Text.of(" ".join(filter(None, (one.number, one.title))) or "…"), "strong", wrap=True), gap=1)
        if one.fields:
            texts.addWidget(Label(_("Changed: {fields}", fields=Joined(one.fields)), "small", "text2", wrap=True))
        line = card.add_row(texts, StateChip(State(MARKS[one.mark], TONES[one.mark])), stretch=0)
        if self._go.section_of(one.kind) is not None:
            button = Button(_("Open"), "inline")
            button.clicked.connect(lambda: self._go.record(one.kind, one.record))
            line.addWidget(button)

    def carry_over(self) -> None:
        """Carry what waits into the chosen year; taken back as one act."""
        ws, code = self._ws, self.year.key()
        self._editing.act(lambda: new_year.carry_over(ws, code), _("Carrying over into {year}", year=code))


def _sentence(waiting: Carry | None, chosen: str) -> Localised:
    if waiting is None:
        return _("Nobody worked here in a year before {year}: there is nothing to carry over.", year=chosen)
    if not waiting.count:
        return _("Everything that goes on from {source} is carried over into {target}.", source=waiting.source, target=waiting.target)
    kinds = Joined(tuple(_("{kind} {n}", kind=KINDS[kind].plural, n=n) for kind, n in waiting.waiting.items()))
    return n_("{n} record of {source} can be carried over into {target}: {kinds}.", "{n} records of {source} can be carried over into {target}: {kinds}.",
              waiting.count, source=waiting.source, target=waiting.target, kinds=kinds)  # fmt: skip

"""Doubts of the QA office: a number that was given twice, what is awaited, what a newer version wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qms_desktop.core.messages import Localised, Message, _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import doubts
from qms_desktop.services.doubts import Doubt, Sort
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import home_of

SORTS: dict[Sort, tuple[Message, Message, str]] = {
    "number": (_("One number on several records"), _("Give one of them another number."), "copy"),
    "gone": (_("What they name was deleted"), _("Choose another one, or bring the record back."), "trash-2"),
    "awaited": (_("What they name has not come yet"), _("It comes with the next bundle of who wrote it."), "clock"),
    "file": (_("Files that have not come yet"), _("They come with the next bundle of who attached them."), "paperclip"),
    "newer": (_("From a newer version of the program"), _("Update the program on this computer."), "circle-help"),
}
"""By sort its title, what to do, and the icon; in the order of the page."""
MOST_ROWS = 50


class DoubtsPage(Page):
    """Lists what `services.doubts` finds, each with a way to its record."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Doubts"), _("Nothing here stops anybody; look at it, and set right what is wrong."))
        self._ws, self._runner, self._go = ws, runner, go
        self._box = column(gap=10)
        self.scroll = Scroll(margins=(0, 0, 12, 8))
        self.scroll.body.addLayout(self._box)
        self.empty = EmptyState("circle-check", _("There is nothing to doubt"),
                                _("Numbers given twice and references that lead nowhere would be listed here."))  # fmt: skip
        self.add(self.scroll, 1)
        self.add(self.empty, 1)
        self.empty.hide()
        self.found: list[Doubt] = []

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: doubts.doubts(ws), done=self._show, title=_("Looking for doubts"))

    def _show(self, found: list[Doubt]) -> None:
        if found == self.found and self._box.count():
            return
        self.found = found
        clear(self._box)
        self.scroll.setVisible(bool(found))
        self.empty.setVisible(not found)
        for sort, (title, advice, icon) in SORTS.items():
            of_sort = [doubt for doubt in found if doubt.sort == sort]
            if of_sort:
                self._box.addWidget(Label(_("{title}: {n}", title=title, n=len(of_sort)), "section", wrap=True))
                self._box.addWidget(Label(advice, "small", "text2", wrap=True))
                self._box.addWidget(self._card(of_sort, icon))

    def _card(self, found: Sequence[Doubt], icon: str) -> RowCard:
        card = RowCard()
        for doubt in found[:MOST_ROWS]:
            texts = column(gap=1)
            if doubt.record:
                texts.addWidget(Label(self._what(doubt), "strong", wrap=True))
            texts.addWidget(Label(doubt.sentence, "body", "text2" if doubt.record else "text", wrap=True))
            line = card.add_row(IconLabel(icon, "medium"), texts)
            if self._go.section_of(doubt.kind) and doubt.sort != "newer":
                show = Button(_("Show"), "link")
                show.clicked.connect(lambda _on=False, doubt=doubt: self._go.record(doubt.kind, doubt.record))
                line.addWidget(show)
        rest = len(found) - MOST_ROWS
        if rest > 0:
            card.add_row(IconLabel(icon, "text2"), Label(n_("And {n} more.", "And {n} more.", rest), "small", "text2"))
        return card

    def _what(self, doubt: Doubt) -> Localised:
        kind, unit = KINDS.get(doubt.kind), home_of(self._ws, doubt.unit)
        if kind is None:
            return _("{unit}: a record of an unknown kind", unit=unit)
        return _("{kind} “{title}”, {unit}", kind=kind.label, title=doubt.title or "…", unit=unit)

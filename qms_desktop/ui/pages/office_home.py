"""Home of the QA office: who sent, what waits for a person, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from qms_desktop.core.messages import Counted, Localised, _, n_
from qms_desktop.services.duties import OfficeDuties
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, Figure, Meter, RowCard
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.moments import Day, moment
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.home_rows import icon_block
from qms_desktop.ui.pages.status_words import STATUS_WORDS
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import sized

if TYPE_CHECKING:
    from qms_desktop.services.outlook import Outlook


class OfficeHomePage(Page):
    """Shows what the pulse reads of the whole institution."""

    def __init__(self, ws: Workspace, runner: Runner, pulse: Pulse, go: Navigator) -> None:
        super().__init__("")
        self.header.hide()
        self._go = go
        self._shown: OfficeDuties | None = None
        self.next_button: Button | None = None
        self.sentence = Label(role="sentence", wrap=True)
        self.second = Label(role="body", tone="text2", wrap=True)
        self._box, self._later = column(gap=10), column(gap=10)
        scroll = Scroll(margins=(0, 0, 12, 8))
        scroll.body.addWidget(self.sentence)
        scroll.body.addWidget(self.second)
        scroll.body.addLayout(self._box)
        scroll.body.addLayout(self._later)
        self.add(scroll, 1)
        pulse.renewed.connect(self.show_duties)
        pulse.foreseen.connect(self.show_outlook)
        if pulse.latest is not None:
            self.show_duties(pulse.latest)
        if pulse.outlook is not None:
            self.show_outlook(pulse.outlook)

    def show_outlook(self, found: Outlook) -> None:
        """Show what comes, below what waits."""
        # Imported here: the rules are not needed before the first screen stands.
        from qms_desktop.ui.pages.home_outlook import show_outlook

        show_outlook(self._later, found, self._go)

    def show_duties(self, found: OfficeDuties) -> None:
        """Show the state of the quarter; the page stays as it is where nothing has changed."""
        if found == self._shown:
            return
        self._shown = found
        owing = found.states.get("not_due", 0) + found.states.get("late", 0)
        handed = found.units - owing
        clear(self._box)
        self.next_button = None
        self.sentence.say(_("{handed} of {all} units have handed over their forms", handed=Counted(handed), all=found.units))
        self.second.say(Day(found.today, weekday=True))
        self._box.addWidget(self._figures(found, owing))
        self._box.addWidget(Label(_("What waits for you"), "section"))
        self._box.addWidget(self._waiting(found))
        if found.came:
            self._box.addWidget(Label(_("Received last"), "section"))
            self._box.addWidget(self._came(found))

    def _figures(self, found: OfficeDuties, owing: int) -> Card:
        """Every unit is counted once, so that the figures add up to all."""
        card = Card()
        of = _("of {n}", n=found.units)
        shown = (
            (found.states.get("accepted", 0), of, _("units are accepted"), "low"),
            (found.states.get("received", 0), of, _("wait to be looked through"), "accent"),
            (found.states.get("returned", 0), of, _("were sent back"), "medium"),
            (owing, of, _("have not handed over yet"), "text2"),
        )
        line = row(gap=24)
        for count, whole, words, tone in shown:
            line.addWidget(Figure(str(count), words, whole, tone), 1)
        card.add(line)
        card.add(Meter(found.units - owing, found.units))
        return card

    def _waiting(self, found: OfficeDuties) -> RowCard:
        card = RowCard()
        steps: list[tuple[bool, str, str, Said, Said, Localised, str]] = [
            (bool(found.conflicts), "git-compare", "high",
             n_("{n} field differs on two sides", "{n} fields differ on two sides", found.conflicts),
             _("Two people wrote without seeing each other. Choose field by field."), _("Decide"), "conflicts"),
            (bool(found.waiting_devices), "laptop", "medium",
             n_("{n} computer waits to be confirmed", "{n} computers wait to be confirmed", found.waiting_devices),
             _("Phone the unit and compare six groups of digits."), _("Compare"), "devices"),
            (bool(found.submitted), "inbox", "accent",
             n_("{n} record was handed over and waits for your word", "{n} records were handed over and wait for your word", found.submitted),
             _("Accept it, or send it back with a remark."), _("Look through"), "board"),
            (True, "package", "text2", _("Take in the files of the units"),
             _("Choose files or a folder, or drop them on the window."), _("Receive"), "receive"),
            (not found.period, "calendar-days", "accent", _("No period is open"),
             _("Open one: every unit then sees which forms are expected of it, and by when."), _("Open a period"), "periods"),
            (bool(found.states.get("late")), "clock", "high",
             n_("{n} unit is late", "{n} units are late", found.states.get("late", 0)),
             _("Expected for {period}", period=found.period), _("Look through"), "periods"),
            (found.key_backup_due, "key-round", "medium", _("There is no key backup of the QA office yet"),
             _("Were this computer lost, every unit would have to be invited anew. It takes two minutes."),
             _("Make it"), "keys"),
        ]  # fmt: skip
        for wanted, icon, tone, title, text, words, key in steps:
            if wanted:
                self._row(card, icon, tone, title, text, words, lambda key=key: self._open(key))
        return card

    def _row(
        self, card: RowCard, icon: str, tone: str, title: Said, text: Said, words: Localised, act: Callable[[], object]
    ) -> None:
        """The first row has the filled button: it is the next step."""
        button = Button(words, "inline" if self.next_button is not None else "primary")
        button.clicked.connect(lambda: act())
        sized(button, "setMinimumWidth", 140)
        self.next_button = self.next_button or button
        texts = column(Label(title, "strong", wrap=True), Label(text, "small", "text2", wrap=True), gap=1)
        card.add_row(icon_block(icon, tone), texts, button)

    def _open(self, key: str) -> None:
        if key == "keys":
            self._go.section("devices").show_keys()
        elif key == "board":
            self._go.section("board").show_waiting()
        elif key == "devices":
            self._go.section("devices").show_waiting()
        else:
            self._go.section(key)

    def _came(self, found: OfficeDuties) -> RowCard:
        card = RowCard()
        for entry in found.came:
            icon, tone, words = STATUS_WORDS.get(entry.status, STATUS_WORDS["merged"])
            when = Label(moment(entry.at, found.today), "small", "text2")
            when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            card.add_row(icon_block(icon, tone), Label(_("{unit} · {file}", unit=found.names.get(entry.unit, entry.unit), file=entry.file), wrap=True),
                         Label(words, "label", tone), when)  # fmt: skip
        return card

    def primary(self) -> None:
        if self.next_button is not None:
            self.next_button.click()

"""A department's exchange: sending its package, taking in bundles, and the digits of this computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.services import exchanging, ledger
from qms_desktop.services.exchanging import Reception
from qms_desktop.services.ledger import Passed
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.choices import CheckBox
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.moments import moment
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.devices.waiting import Found, Waiting, read_waiting
from qms_desktop.ui.pages.exchange_self import DigitsCard
from qms_desktop.ui.pages.exchange_send import SendCard
from qms_desktop.ui.pages.person_card import PersonCard
from qms_desktop.ui.pages.reception import ReceiveRun, Results, open_step, said_after
from qms_desktop.ui.pages.sending import send
from qms_desktop.ui.pages.status_words import STATUS_WORDS
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import sized

_LISTED = 8


class ExchangePage(Page):
    """`send()` and `receive(paths)`; what came and went stands below."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Sending, receiving"), _("The package travels as one file: on a stick, by mail, by a messenger."))
        self._ws, self._runner, self._go = ws, runner, go
        self._units: dict[str, Localised] = {}
        self.run = ReceiveRun(ws, runner, self)
        self.run.ended.connect(self._ended)
        self.waiting = Waiting(ws, runner)
        self.waiting.decided.connect(self._decided)
        self.results = Results()
        self.results.stepped.connect(self._step)
        self.results.hide()
        sized(self.results, "setMinimumHeight", 240)
        self.sending = SendCard(ws, runner)
        self.sending.button.clicked.connect(self.send)
        self.digits = DigitsCard(ws, runner)
        self.person = PersonCard(ws, runner)
        self.person.changed.connect(go.renamed)
        aside = QWidget()
        aside.setLayout(column(self._receive_card(), self.digits, None, gap=12))
        self._cards = row(self.sending, aside, gap=16)
        self._cards.setStretch(0, 1)
        self._cards.setStretch(1, 1)
        self._history = Card(_("What came and went"))
        self._entries = column(gap=6)
        self._history.add(self._entries)
        scroll = Scroll(margins=(0, 0, 12, 8))
        holder = QWidget()
        holder.setLayout(self._cards)
        for part in (holder, self.results, self.waiting, self._history, self.person):
            scroll.body.addWidget(part)
        scroll.body.setSpacing(12)
        self.add(scroll, 1)
        go.exchanged.connect(self._read)

    def _receive_card(self) -> Card:
        card = Card(_("From the QA office, or from your other computer"))
        card.add(Label(_("Choose the .qmsb file, or drop it on the window. What both sides changed is never overwritten: "
                         "it is asked about. Two computers of one unit pass files to each other in the same way: what one "
                         "sends, the other takes in."), "body", "text2", wrap=True))  # fmt: skip
        self.choose = Button(_("Choose a file to take in"), "secondary", "inbox")
        self.choose.clicked.connect(self.choose_files)
        self.unopened = CheckBox(_("Do not open the files of the units below: pass them on as they are"))
        self.below = Button(_("Records of the units below"), "secondary", "building-2")
        self.below.clicked.connect(lambda: self._go.section("below"))
        for part in (self.unopened, self.below):
            part.hide()
        card.add(self.unopened)
        card.add(row(self.choose, self.below, None))
        return card

    # --- acts ----------------------------------------------------------------------------------------------------

    def send(self) -> None:
        """Ask for the place and write the bundle."""
        send(self, self.sending.button, self._ws, self._runner, self._go, self.sending.ticked())

    def primary(self) -> None:
        self.send()

    def choose_files(self) -> None:
        """Ask for files and take them in."""
        files = asking.files_to_open(self, _("Which files to take in"), "receive")
        if files:
            self.receive(files)

    def receive(self, paths: list[Path]) -> None:
        """Take files and folders in."""
        if self.run.is_running:
            self.notices.say(_("Files are being taken in. Drop these again when it is done."), "warning")
            return
        self._go.leave_pages()
        self.choose.refuse(_("Files are being taken in"))
        self.run.start(paths, unopened=self.unopened.isVisibleTo(self) and self.unopened.isChecked())

    def _ended(self, reception: Reception) -> None:
        self.choose.refuse(None)
        for said in self._ws.notices:
            self.notices.say(said)
        self._ws.notices.clear()
        if reception.outcomes:
            self.results.show()
            self.results.show_outcomes(reception.outcomes, self._units)
        elif not self.results.outcomes:
            self.notices.say(_("There is no bundle (.qmsb) among the files that were chosen."), "warning")
        self._go.exchanged.emit()

    def _decided(self, reception: Reception | None) -> None:
        if reception is not None:
            self.notices.say(said_after(reception), "done")
        self._go.exchanged.emit()

    def _step(self, step: str, unit: str) -> None:
        if step == "digits":
            self.waiting.focus_first()
        elif step == "copied":
            self.notices.say(_("A request to send the file again was copied: paste it into a letter or a messenger."), "done")
        else:
            open_step(self._go, step, self._units.get(unit))

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        self.sending.read()
        if changes is None:
            self._read()

    def _read(self) -> None:
        ws = self._ws

        def work() -> tuple[Found, list[Passed], bool]:
            with ws.store.reading() as tx:
                passed = ledger.passed(tx, limit=_LISTED)
            return read_waiting(ws), passed, bool(exchanging.identity(ws).below)

        self._runner.run(work, done=lambda found: self._show(*found))

    def _show(self, waiting: Found, passed: list[Passed], stands_above: bool) -> None:
        self._units = waiting[2]
        self.waiting.show_found(waiting)
        self.unopened.setVisible(stands_above)
        self.below.setVisible(stands_above)
        self.digits.read()
        self.person.read()
        clear(self._entries)
        for entry in passed:
            self._entries.addLayout(_entry(entry))
        if not passed:
            self._entries.addWidget(Label(_("Nothing yet. The first package can be sent as soon as one form is begun."),
                                          "body", "text2", wrap=True))  # fmt: skip

    def arranged(self) -> None:
        if not hasattr(self, "_cards"):
            return
        narrow = self.width_class < Width.RAIL
        self._cards.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.results.sheet.set_room(self.room())


def _entry(entry: Passed):
    icon, tone, words = ("send", "text2", _("Sent")) if entry.outward else STATUS_WORDS.get(entry.status, STATUS_WORDS["merged"])
    line = row(IconLabel(icon, tone), Label(words, "label", tone), Label(entry.file, wrap=True),
               Label(moment(entry.at), "small", "text2"), gap=12)  # fmt: skip
    line.setStretch(2, 1)
    return line

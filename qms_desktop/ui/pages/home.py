"""Home of a department: what is due, what the office said, how full the package is, and the button that sends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from qms_desktop.core.messages import _, n_
from qms_desktop.services.duties import Answer, Duties
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.moments import Day
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages import home_rows as rows
from qms_desktop.ui.pages.first_hour import FirstHour
from qms_desktop.ui.pages.package_card import PackageCard
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said
from qms_desktop.ui.theme.fonts import px

if TYPE_CHECKING:
    from qms_desktop.services.outlook import Outlook

_MOST = 6  # rows of a card; the sections themselves show the rest


class HomePage(Page):
    """Shows what the pulse reads; until a risk and a process card are there it leads through the first hour."""

    def __init__(self, ws: Workspace, runner: Runner, pulse: Pulse, go: Navigator) -> None:
        super().__init__("")
        self.header.hide()
        self._ws, self._runner, self._go = ws, runner, go
        self._shown: Duties | None = None
        self._late: int | None = None
        """How much of the year is late, once that is known."""
        self.sentence = Label(role="sentence", wrap=True)
        self.second = Label(role="body", tone="text2", wrap=True)
        self.left = column(gap=8)
        self.package = PackageCard(go, ws)
        self.package.button.clicked.connect(self.send)
        self.later, self.accepted = column(gap=8), column(gap=8)
        self.first_hour = FirstHour(ws, runner, go, self.send)
        text = QWidget()
        text.setLayout(column(self.sentence, self.second, 10, self.left, self.later, self.accepted, self.first_hour, None, gap=4))
        self._scroll = Scroll(margins=(0, 0, 0, 8))
        self._both = row(text, self.package, gap=24)
        self._both.setStretch(0, 1)
        self._both.setAlignment(self.package, Qt.AlignmentFlag.AlignTop)
        self._scroll.body.addLayout(self._both)
        self.add(self._scroll, 1)
        pulse.renewed.connect(self.show_duties)
        pulse.foreseen.connect(self.show_outlook)
        if pulse.latest is not None:
            self.show_duties(pulse.latest)
        if pulse.outlook is not None:
            self.show_outlook(pulse.outlook)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_duties(self, found: Duties) -> None:
        """Show what waits; the page stays as it is where nothing has changed."""
        if found == self._shown:
            return
        self._shown = found
        clear(self.left)
        clear(self.accepted)
        self.first_hour.setVisible(not found.begun)
        self.package.show_forms(found)
        if found.begun:
            self.sentence.say(_headline(found))
            self.second.say(_second_line(found, self._late))
            self._show_awaited(found)
            self._show_due(found)
            self._show_answers(self.left, [answer for answer in found.answers if answer.state == "returned"], _("Sent back by the QA office"))
            self._show_answers(self.accepted, [answer for answer in found.answers if answer.state != "returned"], _("What the QA office said"))
        else:
            self.sentence.say(_("The first quarter of an hour: five steps"))
            self.second.say(_("Stop whenever you like and go on later. What you write is saved by itself."))
            self.first_hour.show_steps(found)

    def show_outlook(self, found: Outlook) -> None:
        """Show what comes, below what waits; not before the first hour is over."""
        # Imported here: the rules are not needed before the first screen stands.
        from qms_desktop.ui.pages.home_outlook import show_outlook

        self._late = found.late
        if self._shown is not None and self._shown.begun:
            self.second.say(_second_line(self._shown, self._late))
            show_outlook(self.later, found, self._go, {(duty.kind, duty.record) for duty in self._shown.due})

    def _show_awaited(self, found: Duties) -> None:
        """What the QA office expects in the period that it opened, and until when."""
        if not found.awaited:
            return
        self.left.addWidget(Label(_("Expected for {period}", period=found.awaited[0].period), "section"))
        card = RowCard()
        for one in found.awaited:
            form = self._ws.profile.forms.get(one.form)
            rows.add_awaited(card, one, form.title if form else one.form, self._open_kind)
        self.left.addWidget(card)
        self.left.addSpacing(px(6))

    def _open_kind(self, kind: str) -> None:
        self._go.section(self._go.section_of(kind) or "exchange")

    def _show_due(self, found: Duties) -> None:
        self.left.addWidget(Label(_("To do, and by when"), "section"))
        card = RowCard()
        for duty in found.due[:_MOST]:
            rows.add_duty(card, duty, self._go.record)
        for kind in ("risk", "process", "document"):
            gaps = [gap for gap in found.gaps if gap.kind == kind]
            if gaps:
                rows.add_gaps(card, kind, gaps, self._go.record)
        if not card.rows.count():
            card.add_row(IconLabel("circle-check", "low"), Label(_(
                "No card, risk or document waits for you: what was begun is filled in."), wrap=True))  # fmt: skip
        self.left.addWidget(card)

    def _show_answers(self, box: QBoxLayout, answers: Sequence[Answer], title: Said) -> None:
        """What was sent back waits for the unit; what was accepted stands below all that waits."""
        if not answers:
            return
        box.addSpacing(px(6))
        box.addWidget(Label(title, "section"))
        card = RowCard()
        for answer in answers[:_MOST]:
            rows.add_answer(card, answer, self._go.record)
        box.addWidget(card)

    # --- acts ----------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        """The one next step: the current one of the first hour, later to send."""
        if self._shown is not None and not self._shown.begun:
            self.first_hour.primary()
        else:
            self.send()

    def send(self) -> None:
        """Go where the package is sent: there stands what becomes submitted by it."""
        self._go.section("exchange").sending.button.setFocus()

    def arranged(self) -> None:
        """In a narrow window the package stands above the rest."""
        if not hasattr(self, "_both"):
            return
        narrow = self.width_class < Width.RAIL
        self._both.setDirection(QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight)
        if narrow:
            self.package.setMinimumWidth(0)
            self.package.setMaximumWidth(16777215)
        else:
            self.package.setFixedWidth(self.package.wanted_width())
        self.package.set_narrow(narrow)


def _headline(found: Duties) -> Said:
    behind = sum(one.is_late for one in found.awaited)
    if behind:
        return n_("{n} form is late for {period}", "{n} forms are late for {period}", behind, period=found.awaited[0].period)
    returned = sum(1 for answer in found.answers if answer.state == "returned")
    if found.late:
        return n_("{n} date has passed", "{n} dates have passed", found.late)
    if returned:
        return n_("The QA office sent {n} record back", "The QA office sent {n} records back", returned)
    if found.gaps:
        return n_("{n} field is still to be filled in", "{n} fields are still to be filled in", len(found.gaps))
    if found.percent < 100:
        return _("The package is {percent} % ready", percent=found.percent)
    return _("All forms are complete: the package can be sent")


def _second_line(found: Duties, late: int | None) -> Said:
    """The day, and the next date; what the year says of what is late, once it is known (`late`)."""
    day = Day(found.today, weekday=True)
    coming = next((duty for duty in found.due if duty.days >= 0), None)
    if coming is not None:
        due = _("today") if coming.days == 0 else Day(coming.due)
        return _("{day}. The next date: {due}.", day=day, due=due)
    if late:
        return n_("{day}. {n} duty of the year is late.", "{day}. {n} duties of the year are late.", late, day=day)
    return day if late is None else _("{day}. No duty of the year is late.", day=day)

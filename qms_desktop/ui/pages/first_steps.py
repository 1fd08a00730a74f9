"""No store yet: it is begun by the QA office's invitation, or without one by three questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.services import joining
from qms_desktop.services.joining import Opened
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.places import Place
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.dropping import Dropping
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.pages.first_steps_invitation import Invitation, Offer, choose_file
from qms_desktop.ui.pages.first_steps_questions import Questions, where_they_lie
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import sized

_WIDE = 720


class FirstStepsPage(Page):
    """`made(workspace)` is called with the new store; `take_in(files)` opens an invitation that was dropped or clicked."""

    def __init__(self, place: Place, runner: Runner, made: Callable[[Workspace], None]) -> None:
        super().__init__("")
        self.header.hide()
        self._place, self._runner = place, runner
        self.sentence = Label(role="sentence", wrap=True)
        self.second = Label(role="body", tone="text2", wrap=True)
        self.offer = Offer()
        self.invitation = Invitation(place, runner, made)
        self.questions = Questions(place, runner, made)
        self.back = Button(_("I have an invitation after all"), "link")
        self._parts: tuple[QWidget, ...] = (self.offer, self.invitation, self.questions)
        self.offer.open_asked.connect(self.choose)
        self.offer.without_asked.connect(self.begin_without)
        self.invitation.other_asked.connect(self.choose)
        self.back.clicked.connect(self.begin_with)
        holder = QWidget()
        holder.setLayout(column(*self._parts, row(self.back, None), gap=12))
        sized(holder, "setMaximumWidth", _WIDE)
        scroll = Scroll(margins=(0, 4, 12, 12))
        scroll.body.addWidget(self.sentence)
        scroll.body.addWidget(self.second)
        line = row(holder, gap=0)
        line.setStretch(0, 3)
        line.addStretch(1)
        scroll.body.addLayout(line)
        self.add(scroll, 1)
        Dropping(self).dropped.connect(self.take_in)
        self.begin_with()

    # --- the ways ------------------------------------------------------------------------------------------------

    def begin_with(self) -> None:
        """Offer to open the invitation."""
        self._show(self.offer, _("Welcome! How does the work begin?"),
                   _("This takes three minutes. {where}", where=where_they_lie(self._place)))  # fmt: skip
        self.offer.open.setFocus()

    def begin_without(self) -> None:
        """Ask what an invitation would say."""
        self._show(self.questions, _("Three questions before the work begins"),
                   _("The answers stand on every printed form. They can be changed later."))  # fmt: skip
        self.questions.institution.editor.setFocus()

    def choose(self) -> None:
        """Ask for the file of an invitation."""
        file = choose_file(self)
        if file is not None:
            self.take_in([file])

    def take_in(self, files: list[Path]) -> None:
        """Open an invitation; a file that is none is said to be so."""
        chosen = next((file for file in files if file.suffix.lower() == asking.INVITATION), files[0])
        self._runner.run(lambda: joining.read_invitation(chosen), done=lambda opened: self._opened(chosen, opened),
                         title=_("Opening the invitation"))  # fmt: skip

    def _opened(self, file: Path, opened: Opened) -> None:
        self.notices.clear()
        self.invitation.show_opened(file, opened)
        self._show(self.invitation, _("The invitation is opened"), _("One question is left: who works at this computer?"))
        self.invitation.person.editor.setFocus()

    def _show(self, shown: QWidget, sentence: Localised, second: Localised) -> None:
        self.sentence.say(sentence)
        self.second.say(second)
        for part in self._parts:
            part.setVisible(part is shown)
        self.back.setVisible(shown is self.questions)

    def primary(self) -> None:
        if self.offer.isVisibleTo(self):
            self.offer.open.click()
        else:
            (self.invitation if self.invitation.isVisibleTo(self) else self.questions).begin.click()

    def arranged(self) -> None:
        if hasattr(self, "questions"):
            narrow = self.width_class < Width.RAIL
            self.questions.set_narrow(narrow)
            self.invitation.set_narrow(narrow)

"""Beginning with the QA office's invitation: it is opened, says whose this computer is, and asks who works here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, current_language
from qms_desktop.services import joining
from qms_desktop.services.joining import Opened
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.places import Place
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, RowCard
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.moments import local
from qms_desktop.ui.pages.first_steps_questions import all_there, offer_positions
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import sized

ROLES: dict[str, Localised] = {
    "department": _("A department, college or other unit"),
    "auditor": _("The laptop of an internal auditor"),
    "reader": _("A reader: an outside auditor, an expert"),
}


class Offer(QWidget):
    """The two ways to begin: by the invitation, which needs no question, or without one."""

    open_asked = Signal()
    without_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Open the invitation from the QA office"))
        card.add(Label(_("The QA office has made a file for your unit that ends in .qmsi. It says which unit this is, and "
                         "by it the QA office knows your first package."), "body", "text2", wrap=True))  # fmt: skip
        self.open = Button(_("Choose the invitation"), "primary", "folder-open")
        self.open.clicked.connect(self.open_asked)
        hint = Label(_("Or drop the file on this window."), "small", "text2", wrap=True)
        line = row(self.open, hint, gap=14)
        line.setStretch(1, 1)
        card.add(line)
        other = RowCard()
        texts = column(
            Label(_("There is no invitation?"), "strong", wrap=True),
            Label(_("The work can begin without one. A unit’s first package then waits until the QA office has confirmed "
                    "this computer by phone. The QA office itself begins here too."), "small", "text2", wrap=True), gap=1,
        )  # fmt: skip
        self.without = Button(_("Begin without an invitation"), "secondary")
        self.without.clicked.connect(self.without_asked)
        other.add_row(IconLabel("info", "text2", 20), texts, self.without)
        self.setLayout(column(card, other, gap=12))


class Invitation(QWidget):
    """What an opened invitation says, and the two fields that it cannot answer."""

    other_asked = Signal()

    def __init__(self, place: Place, runner: Runner, made: Callable[[Workspace], None]) -> None:
        super().__init__()
        self._place, self._runner, self._made = place, runner, made
        self._file: Path | None = None
        self.person = Field(LineEditor(_("for example Назарова А. К.")), _("Surname and initials"), required=True)
        self.position = Field(LineEditor(), _("Position"), required=True)
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        sized(self._facts, "setHorizontalSpacing", 16)
        said = Card(_("What the invitation says"))
        said.add(self._facts)
        who = Card(_("Who are you?"))
        self._pair = row(self.person, self.position, gap=12)
        self._pair.setStretch(0, 1)
        self._pair.setStretch(1, 1)
        who.add(self._pair)
        self.begin = Button(_("Begin to work"), "primary", "check")
        self.begin.clicked.connect(self._begin)
        self.other = Button(_("Choose another invitation"), "link")
        self.other.clicked.connect(self.other_asked)
        self.setLayout(column(said, who, row(self.begin, self.other, None, gap=14), gap=12))

    def show_opened(self, file: Path, opened: Opened) -> None:
        """Show what an invitation says."""
        self._file = file
        clear(self._facts)
        told = opened.invitation
        unit = _("{name} ({code})", name=opened.unit_name, code=told.unit.code)
        facts: list[tuple[Localised, Localised | str]] = [
            (_("Institution"), opened.profile.institution),
            (_("Unit that is audited") if opened.is_auditors or opened.is_readers else _("Unit"), unit),
            (_("This computer belongs to"), ROLES[told.role]),
            (_("Good until"), format_date(local(told.expires).date())),
        ]  # fmt: skip
        for at, (name, words) in enumerate(facts):
            self._facts.addWidget(Label(name, "label", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(words, "strong" if at == 1 else "body", wrap=True), at, 1)
        offer_positions(self.position, opened.profile, self)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the fields stand one below the other."""
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _begin(self) -> None:
        file = self._file
        if file is None or not all_there([self.person, self.position]):
            return
        place, person, position = self._place, self.person.value(), self.position.value()
        self.begin.refuse(_("The store is being made"))
        job = self._runner.run(lambda: joining.join(place, file, person=person, position=position, language=current_language()),
                               done=self._made, title=_("Making the store"))  # fmt: skip
        job.ended.connect(lambda: self.begin.refuse(None))


def choose_file(parent: QWidget) -> Path | None:
    """Ask for an invitation."""
    return asking.file_to_open(parent, _("Which invitation to open"), asking.INVITATIONS, "invitation")

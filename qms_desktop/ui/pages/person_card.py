"""Who works at this computer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.services import roles, setup
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.pages.first_steps_questions import all_there, offer_positions
from qms_desktop.ui.runner import Runner


class PersonCard(Card):
    """Who works here, and a way to say that it is somebody else from now on; `changed` fires then."""

    changed = Signal()

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__(_("Who works at this computer"))
        self._ws, self._runner = ws, runner
        self.who = Label(role="strong", wrap=True)
        self.other = Button(_("Somebody else works here now"), "link", "user-plus")
        self.other.clicked.connect(self._ask)
        line = row(self.who, self.other, gap=10)
        line.setStretch(0, 1)
        self.add(line)
        self.part = ChoiceBox({part: roles.PARTS[part] for part in roles.offered_parts(ws)}, prefix=_("Part in the quality system"))
        self.part.set_key(roles.part_of(ws))
        self.part.chosen.connect(self._take_part)
        self.part.setVisible(len(roles.offered_parts(ws)) > 1)
        self.add(row(self.part, None))
        self.person = Field(LineEditor(_("for example Назарова А. К.")), _("Surname and initials"), required=True)
        self.position = Field(LineEditor(), _("Position"), required=True)
        offer_positions(self.position, ws.profile, self)
        self.keep = Button(_("From now on this person writes"), "secondary", "check")
        self.keep.clicked.connect(self._keep)
        leave = Button(_("Leave it as it is"), "link")
        leave.clicked.connect(self._leave)
        about = Label(_("What was written until now stays its author’s."), "small", "text2", wrap=True)
        self._question = QWidget()
        fields = row(self.person, self.position, gap=12)
        self._question.setLayout(column(fields, about, row(self.keep, leave, None), gap=8))
        self._question.hide()
        self.add(self._question)

    def read(self) -> None:
        """Show who works here now."""
        ws = self._ws
        if ws.role != "reader":
            self._runner.run(lambda: setup.who_works_here(ws), done=self._show)

    def _show(self, found: dict[str, str]) -> None:
        self.who.say(", ".join(filter(None, (found["name"], found["position"]))))

    def _take_part(self, part: object) -> None:
        ws = self._ws
        self._runner.run(lambda: roles.take_part(ws, str(part)), done=lambda _nothing: self.changed.emit(),
                         title=_("Noting who works here"))  # fmt: skip

    def _ask(self) -> None:
        self._question.show()
        self.other.hide()
        self.person.editor.setFocus()

    def _leave(self) -> None:
        self._question.hide()
        self.other.show()

    def _keep(self) -> None:
        if not all_there([self.person, self.position]):
            return
        ws, person, position = self._ws, self.person.value(), self.position.value()

        def kept(_changes: object) -> None:
            for field in (self.person, self.position):
                field.set_value(None)
            self._leave()
            self.read()
            self.changed.emit()

        self._runner.run(lambda: setup.change_person(ws, person, position), done=kept, title=_("Noting who works here"))

"""Beginning without an invitation: whose the store will be, in three questions and with one button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QWidget

from qms_desktop.core.messages import Localised, Message, _, current_language
from qms_desktop.core.profile import INSTITUTIONS, Profile, load_profile
from qms_desktop.services import setup
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.places import Database, Place
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.completing import completing
from qms_desktop.ui.components.editors import ChoiceEditor, LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said, language

_OWN = "own"

ROLES: dict[str, Said] = {
    "department": _("A department, college or other unit"),
    "office": _("The QA office"),
}


def where_they_lie(place: Place) -> Message:
    """What is said of the place of the records before there are any."""
    if isinstance(place, Database):
        return _("The records will lie in the database {place}, for all who work in it.", place=str(place))
    return _("Nothing leaves this computer: the records lie in a folder of its own.")


class Questions(QWidget):
    """Institution, place, person: `made(workspace)` is called with the new store."""

    def __init__(self, place: Place, runner: Runner, made: Callable[[Workspace], None]) -> None:
        super().__init__()
        self._place, self._runner, self._made = place, runner, made
        self._profiles: dict[str, Profile] = {key: load_profile(key) for key in INSTITUTIONS}
        self._pairs: list[QBoxLayout] = []
        self._make_fields()
        self.begin = Button(_("Begin to work"), "primary", "check")
        self.begin.clicked.connect(self._begin)
        language.changed.connect(self._arrange_fields)
        last = row(self.begin, Label(where_they_lie(place), "small", "text2", wrap=True), gap=16)
        last.setStretch(1, 1)
        self.setLayout(column(self._where_card(), self._which_card(), self._who_card(), last, gap=12))
        self._offer_units()
        self._arrange_fields()

    # --- the fields ----------------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        institutions = {key: profile.institution for key, profile in self._profiles.items() if key != "generic"}
        self.institution = Field(ChoiceEditor({**institutions, "generic": _("Another institution")}, empty=_("Choose")),
                                 _("Institution"), required=True)  # fmt: skip
        self.role = Field(ChoiceEditor(ROLES), _("This computer belongs to"), required=True)
        self.role.set_value("department")
        self.unit = Field(ChoiceEditor({}, empty=_("Choose")), _("Your unit"), required=True)
        self.code = Field(LineEditor(_("for example ФИЛ")), _("Code of the unit"), required=True,
                          hint=_("Two to five letters; the QA office gives it. Record numbers carry it."))  # fmt: skip
        self.name = Field(LineEditor(), _("Name of the unit"), required=True)
        self.type = Field(ChoiceEditor({}, empty=_("Choose")), _("Type of unit"), required=True)
        self.person = Field(LineEditor(_("for example Назарова А. К.")), _("Surname and initials"), required=True)
        self.position = Field(LineEditor(), _("Position"), required=True)
        for field in (self.institution, self.role, self.unit):
            field.changed.connect(self._chosen)

    def _where_card(self) -> Card:
        card = Card(_("Where do you work?"))
        card.add(self._pair(self.institution, self.role))
        return card

    def _pair(self, left: Field, right: Field) -> QBoxLayout:
        """Two fields side by side; one below the other in a narrow window."""
        pair = row(left, right, gap=12)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self._pairs.append(pair)
        return pair

    def _which_card(self) -> Card:
        self.unit_card = Card(_("Which unit is it?"))
        self.first = Label(_("Choose the institution first."), "body", "text2", wrap=True)
        self.unit_card.add(self.first)
        self.unit_card.add(self.unit)
        self._own = QWidget()
        self._own.setLayout(column(self.name, self._pair(self.code, self.type), gap=10))
        self.unit_card.add(self._own)
        return self.unit_card

    def _who_card(self) -> Card:
        card = Card(_("Who are you?"))
        card.add(self._pair(self.person, self.position))
        line = row(IconLabel("info"), Label(_("History and printed forms say who wrote what."), "small", "text2", wrap=True))
        line.setStretch(1, 1)
        card.add(line)
        return card

    # --- what follows from a choice ------------------------------------------------------------------------------

    def profile(self) -> Profile | None:
        return self._profiles.get(self.institution.value() or "")

    def _chosen(self) -> None:
        if self.sender() is self.institution:
            self._offer_units()
        self._arrange_fields()

    def _offer_units(self) -> None:
        profile = self.profile()
        units: dict[str, Said] = {}
        if profile is not None:
            office = profile.qa_office.code
            units = {u.code: _("{name} ({code})", name=u.name, code=u.code) for u in profile.units
                     if u.type != "university" and u.code != office}  # fmt: skip
            self.type.editor.offer({k: v for k, v in profile.unit_types.items() if k != "university"}, _("Choose"))
            offer_positions(self.position, profile, self)
        self.unit.editor.offer({_OWN: _("It is not in the list: I write it myself"), **units}, _("Choose"))
        self.unit.set_value(None if units or profile is None else _OWN)

    def _arrange_fields(self) -> None:
        self.unit_card.setVisible(self.role.value() == "department")
        known = self.profile() is not None
        self.first.setVisible(not known)
        self.unit.setVisible(known)
        self._own.setVisible(known and self.unit.value() == _OWN)
        office = self.profile().qa_office.name if self.profile() else None
        here = office is not None and self.role.value() == "office"
        self.role.say_hint(_("The QA office here: {name}", name=office) if here else None)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the fields stand one below the other."""
        for pair in self._pairs:
            pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    # --- the button ----------------------------------------------------------------------------------------------

    def _asked(self) -> list[Field]:
        found = [self.institution, self.role]
        if self.role.value() == "department":
            found.append(self.unit)
            if self.unit.value() == _OWN:
                found += [self.name, self.code, self.type]
        return [*found, self.person, self.position]

    def _begin(self) -> None:
        if not all_there(self._asked()):
            return
        own = self.unit.value() == _OWN
        department = self.role.value() == "department"
        answers = {
            "institution": self.institution.value(), "role": self.role.value(),
            "unit": (self.code.value() if own else self.unit.value()) if department else None,
            "person": self.person.value(), "position": self.position.value(), "language": current_language(),
            "unit_name": self.name.value() if own else None, "unit_type": self.type.value() if own else None,
        }  # fmt: skip
        self.begin.refuse(_("The store is being made"))
        place = self._place
        job = self._runner.run(lambda: setup.init(place, **answers), done=self._made, title=_("Making the store"))
        job.ended.connect(lambda: self.begin.refuse(None))


def all_there(fields: list[Field]) -> bool:
    """Whether every field is answered; what is missing is said beside it, and the first one gets the focus."""
    empty = []
    for field in fields:
        missing = not field.value()
        field.show_problem(_nothing_there(field) if missing else None)
        if missing:
            empty.append(field)
    if empty:
        empty[0].editor.setFocus()
    return not empty


def _nothing_there(field: Field) -> Localised:
    return _("Choose from the list.") if isinstance(field.editor, ChoiceEditor) else _("This is needed: please write it.")


def offer_positions(field: Field, profile: Profile, parent: QObject) -> None:
    """Let a field complete the positions that the institution has."""
    words = [position.text(current_language()) for position in profile.positions.values()]
    field.editor.setCompleter(completing(words, parent))

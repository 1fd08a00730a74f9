"""Units and people (clauses 5.3 and 7.2)."""

from qms_desktop.core.fields import ProfileChoiceField, TextField, UnitField
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind


class Unit(Kind, name="unit", label=_("Unit"), plural=_("Units"), title="name", published=True):
    code = TextField(_("Code"), required=True, searched=True, sorted=True,
                     help=_("Two to five letters, given by the QA office; record numbers carry it."))
    name = TextField(_("Name of the unit"), required=True, searched=True, sorted=True)
    type = ProfileChoiceField(_("Type of unit"), "unit_types", required=True)
    parent = UnitField(_("Belongs to"), help=_("The code of the unit above."))
    bank_type = TextField(_("Questions for"), help=_("Which audit questions are asked of the unit."))


class Person(Kind, name="person", label=_("Person"), plural=_("People"), title="name"):
    name = TextField(_("Surname and initials"), required=True, searched=True, sorted=True)
    position = TextField(_("Position"), required=True, searched=True)

"""Units and people (clauses 5.3 and 7.2)."""

from qms_desktop.core.fields import ChoiceField, TextField, UnitField
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind

UNIT_TYPES = {
    "university": _("university"),
    "institute": _("institute"),
    "faculty": _("faculty"),
    "school": _("school"),
    "college": _("college"),
    "department": _("department"),
    "commission": _("subject-cycle commission"),
    "office": _("office"),
    "centre": _("centre"),
    "library": _("library"),
    "other": _("other unit"),
}


class Unit(Kind, name="unit", label=_("Unit"), plural=_("Units"), title="name"):
    code = TextField(_("Code"), required=True, searched=True, sorted=True,
                     help=_("Two to five letters, given by the QA office; record numbers carry it."))
    name = TextField(_("Name of the unit"), required=True, searched=True, sorted=True)
    type = ChoiceField(_("Type of unit"), UNIT_TYPES, required=True)
    parent = UnitField(_("Belongs to"), help=_("The code of the unit above."))
    bank_type = TextField(_("Questions for"), help=_("Which audit questions are asked of the unit."))


class Person(Kind, name="person", label=_("Person"), plural=_("People"), title="name"):
    name = TextField(_("Surname and initials"), required=True, searched=True, sorted=True)
    position = TextField(_("Position"), required=True, searched=True)

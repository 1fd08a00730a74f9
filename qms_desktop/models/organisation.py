"""Units and people (clauses 5.3 and 7.2)."""

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    PersonField,
    ProfileChoiceField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind

DUTIES = {
    "head": _("head of the unit"),
    "qms_responsible": _("responsible for the quality management system"),
    "council_chair": _("chair of the teaching-methodical council"),
    "process_owner": _("process owner"),
    "representative": _("management representative"),
    "rector": _("rector"),
    "vice_rector": _("vice-rector"),
    "qa_head": _("head of the QA office"),
    "auditor": _("auditor"),
    "member": _("member"),
}


class Unit(Kind, name="unit", label=_("Unit"), plural=_("Units"), title="name", published=True):
    """A unit and what its orders made of it; those themselves are `unit_order` records."""

    code = TextField(_("Code"), required=True, searched=True, sorted=True,
                     help=_("Two to five letters, given by the QA office; record numbers carry it."))
    name = TextField(_("Name of the unit"), required=True, searched=True, sorted=True)
    type = ProfileChoiceField(_("Type of unit"), "unit_types", required=True)
    parent = UnitField(_("Belongs to"), help=_("The code of the unit above."))
    directions = ItemsField(_("Directions of activity"), {
        "direction": ProfileChoiceField(_("Direction of activity"), "activity_directions"),
        "prepared_by": PersonField(_("Who prepares the passport")),
    }, help=_("A risk passport is expected for each of them every year."))
    bank_type = TextField(_("Questions for"), help=_("Which audit questions are asked of the unit."))
    opened_on = DateField(_("Opened on"))
    closed_on = DateField(_("Closed on"))
    out_of_scope = BooleanField(_("Outside the quality management system"))
    scope_reason = TextField(_("Why it is outside"), lines=2)


class Person(Kind, name="person", label=_("Person"), plural=_("People"), title="name"):
    """A person with the duties held over time; records keep the position as it was when they were written."""

    name = TextField(_("Surname and initials"), required=True, searched=True, sorted=True)
    position = TextField(_("Position"), required=True, searched=True)
    duties = ItemsField(_("Duties"), {
        "position": TextField(_("Position")),
        "duty": ChoiceField(_("Duty"), DUTIES),
        "of_unit": UnitField(_("Unit")),
        "appointment": TextField(_("Appointed by order")),
        "since": DateField(_("Since")),
        "until": DateField(_("Until")),
    }, searched=True)
    left_on = DateField(_("Left on"))

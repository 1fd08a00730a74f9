"""Documented information (clause 7.5): documents and their change sheet Ф-16."""

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ProfileChoiceField,
    ReferenceField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import next_within
from qms_desktop.models.kind import Kind

DOCUMENT_STATES = {
    "draft": _("draft"),
    "checked": _("checked"),
    "in_agreement": _("in agreement"),
    "approved": _("approved"),
    "registered": _("registered"),
    "in_force": _("in force"),
    "under_revision": _("under revision"),
    "superseded": _("superseded"),
    "archived": _("archived"),
    "withdrawn": _("withdrawn"),
}

CHANGE_KINDS = {
    "change": _("change"),
    "addition": _("addition"),
    "cancellation": _("cancellation"),
    "new_page": _("new page"),
    "review": _("review without change"),
}


class Document(Kind, name="document", label=_("Document"), plural=_("Documents"), forms="Ф-15", published=True):
    code = TextField(_("Document code"), required=True, searched=True, sorted=True)
    title = TextField(_("Document title"), required=True, searched=True, sorted=True, lines=2)
    level = ProfileChoiceField(_("Document level"), "document_levels")
    edition = IntegerField(_("Edition"), least=1, most=999)
    state = ChoiceField(_("Document state"), DOCUMENT_STATES)
    approved_on = DateField(_("Approved on"))
    approved_by = TextField(_("Approved by"), help=_("The person or body, with the number of the minutes or order."))
    valid_from = DateField(_("Valid from"))
    review_due = DateField(_("Next review"))
    control_copy = TextField(_("Control copy kept at"))
    owner = TextField(_("Document owner"), help=_("The position answerable for the document."))
    pages = IntegerField(_("Pages"), least=1, most=9999)


class ChangeEntry(Kind, name="change_entry", label=_("Change entry"), plural=_("Change entries"), title="text",
                  forms="Ф-16", published=True):
    document = ReferenceField(_("Document"), "document", required=True)
    number = IntegerField(_("Change No."), least=1, most=9999, default=next_within("document"))
    clause = TextField(_("Clause or page"), required=True, searched=True)
    change_kind = ChoiceField(_("Kind of change"), CHANGE_KINDS, required=True)
    text = TextField(_("Old and new wording"), required=True, searched=True, lines=3)
    reason = TextField(_("Reason"), required=True, searched=True, lines=2)
    basis = TextField(_("Basis"), help=_("The minutes or order, with number and date."))
    made_by_name = TextField(_("Made by"), required=True)
    made_by_position = TextField(_("Position of the person"))
    approved_by = TextField(_("Approved by"))
    date = DateField(_("Date of the change"), required=True)
    valid_from = DateField(_("Valid from"))

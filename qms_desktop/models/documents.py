"""Documented information (clause 7.5): documents and their change sheet Ф-16."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    PersonField,
    ProfileChoiceField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import next_within
from qms_desktop.models.kind import Kind

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

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


CHANGE_STATES = {
    "proposed": _("proposed"),
    "approved": _("approved"),
    "communicated": _("communicated"),
    "struck_out": _("struck out"),
}

DOCUMENT_CATEGORIES = {
    "standards": _("standards"),
    "programmes": _("programmes and curricula"),
    "timetables": _("timetables"),
    "examination": _("examination papers"),
    "local_acts": _("local acts"),
    "orders": _("orders"),
    "evidence": _("evidence of monitoring"),
    "records": _("records"),
    "other": _("other"),
}


class RetentionField(ChoiceField):
    """One of the profile's classes of how long something is kept."""

    def choices(self, profile: Profile) -> dict[str, Any]:
        return {key: retention.label for key, retention in profile.retention.items()}

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)


def keep_until(values: dict[str, Any], profile: Profile) -> str | None:
    """The day until which a superseded document is kept; None while it is in force, and where it is kept for good."""
    retention = profile.retention.get(values.get("retention") or "")
    since = values.get("superseded_on")
    if retention is None or retention.years is None or not since:
        return None
    year = int(since[:4]) + retention.years
    return f"{year:04d}{since[4:]}" if since[5:] != "02-29" else f"{year:04d}-02-28"


def change_state(values: dict[str, Any], _profile: object) -> str:
    """Proposed until somebody approved it; communicated once units were informed."""
    if values.get("struck_out"):
        return "struck_out"
    if not values.get("approved_by"):
        return "proposed"
    return "communicated" if values.get("informed") else "approved"


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
    document_kind = TextField(_("Kind of document"), offers="document_kinds", searched=True, help=_("Policy, regulation, procedure, form, plan, record."))
    category = ChoiceField(_("Document category"), DOCUMENT_CATEGORIES)
    clauses = StringsField(_("Clauses of the standard"))
    approval = TextField(_("Order or minutes"), help=_("Its number and date, as it is written there."))
    considered_by = TextField(_("Considered by"), help=_("The council or meeting, with the number of its minutes."))
    considered_on = DateField(_("Considered on"))
    checked_by = TextField(_("Checked by"))
    registered_on = DateField(_("Registered on"))
    replaces = TextField(_("Replaces"))
    developer = PersonField(_("Developer"))
    keeper = PersonField(_("Kept by"), help=_("The person answerable for keeping and applying it."))
    of_unit = UnitField(_("Responsible unit"))
    retention = RetentionField(_("Retention class"))
    superseded_on = DateField(_("Superseded on"))
    keep_until = DateField(_("Keep until"), compute=keep_until, sorted=True)
    destroyed_on = DateField(_("Destroyed on"))


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
    approved_on = DateField(_("Approved on"), help=_("The term to enter the change on the sheet runs from this day."))
    date = DateField(_("Date of the change"), required=True)
    valid_from = DateField(_("Valid from"))
    analysis = TextField(_("Result of the analysis of the change"), lines=2)
    actions = TextField(_("Actions that the change needs"), lines=2)
    minutes = ReferenceField(_("Minutes"), "minutes")
    new_edition = IntegerField(_("New edition"), least=1, most=999)
    struck_out = BooleanField(_("Struck out"), help=_("Entered by mistake: it stays on the sheet, struck out."))
    informed = ItemsField(_("Units informed"), {
        "of_unit": UnitField(_("Unit")),
        "by": PersonField(_("By whom")),
        "on": DateField(_("Date")),
    })
    state = ChoiceField(_("State of the change"), CHANGE_STATES, compute=change_state)

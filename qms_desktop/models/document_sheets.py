"""What goes with documents (clause 7.5): copies, Ф-17, Ф-18, external documents of Ф-15, what is destroyed."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    NumberField,
    PeopleField,
    PersonField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import due_after, next_within, numbered, this_period, today
from qms_desktop.models.figures import share
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Approved

AGREEMENT_OPINIONS = {
    "agrees": _("agrees"),
    "comments": _("has comments"),
    "disagrees": _("does not agree"),
}

AGREEMENT_STATES = {
    "open": _("open"),
    "agreed": _("agreed"),
    "differences": _("closed with differences"),
}

ACQUAINTANCE_STATES = {
    "generated": _("generated"),
    "partly": _("partly signed"),
    "complete": _("complete"),
}

EXTERNAL_STATES = {
    "in_force": _("in force"),
    "changed": _("changed"),
    "superseded": _("superseded"),
}


def agreement_state(values: dict[str, Any], _profile: object) -> str:
    """Open while somebody has not answered; closed with differences where one did not agree."""
    opinions = [row.get("opinion") for row in values.get("rows") or ()]
    if not opinions or not all(opinions):
        return "open"
    if all(opinion == "agrees" for opinion in opinions):
        return "agreed"
    return "differences" if values.get("closed_on") else "open"


def acquainted(values: dict[str, Any], _profile: object) -> str | None:
    people = values.get("people") or ()
    return share(sum(bool(person.get("date")) for person in people), len(people))


def acquaintance_state(values: dict[str, Any], _profile: object) -> str:
    dates = [person.get("date") for person in values.get("people") or ()]
    if not any(dates):
        return "generated"
    return "complete" if all(dates) else "partly"


def last_check(values: dict[str, Any], _profile: object) -> str | None:
    return max((check["on"] for check in values.get("checks") or () if check.get("on")), default=None)


class DocumentCopy(Kind, name="document_copy", label=_("Copy of a document"), plural=_("Distribution of copies"),
                   title="recipient", forms="Ф-15", published=True):
    """A numbered copy of a control copy that somebody was given, until it is returned."""

    document = ReferenceField(_("Document"), "document", required=True)
    number = IntegerField(_("Copy No."), least=1, most=9999, default=next_within("document"))
    edition = IntegerField(_("Edition"), least=1, most=999)
    of_unit = UnitField(_("Receiving unit"), searched=True)
    recipient = TextField(_("Recipient"), required=True, searched=True, sorted=True)
    issued_on = DateField(_("Issued on"), required=True, default=today)
    returned_on = DateField(_("Returned on"))
    note = TextField(_("Note"))


class Agreement(Kind, name="agreement", label=_("Agreement sheet"), plural=_("Agreement sheets"), title="subject",
                forms="Ф-17", published=True):
    """Who agreed a draft and with what comments; one sheet a draft."""

    document = ReferenceField(_("Document"), "document", required=True)
    subject = TextField(_("Document and edition"), required=True, searched=True, sorted=True)
    edition = IntegerField(_("Edition"), least=1, most=999)
    developer = PersonField(_("Developer"))
    sent_on = DateField(_("Sent on"))
    rows = ItemsField(_("Agreed with"), {
        "position": TextField(_("Position")),
        "name": TextField(_("Surname and initials")),
        "of_unit": UnitField(_("Unit")),
        "received_on": DateField(_("Received on")),
        "opinion": ChoiceField(_("Opinion"), AGREEMENT_OPINIONS),
        "comment": TextField(_("Comment"), lines=2),
        "answer": TextField(_("Developer's answer"), lines=2),
        "agreed_on": DateField(_("Agreed on")),
    }, required=True, searched=True)
    closed_on = DateField(_("Closed on"))
    state = ChoiceField(_("State of the sheet"), AGREEMENT_STATES, compute=agreement_state)


class Acquaintance(Kind, name="acquaintance", label=_("Acquaintance sheet"), plural=_("Acquaintance sheets"),
                   title="subject", forms="Ф-18"):
    """A unit's staff and who of them knows the edition in force; the policy and the objectives have sheets too."""

    document = ReferenceField(_("Document"), "document")
    subject = TextField(_("Document and edition"), required=True, searched=True, sorted=True)
    edition = IntegerField(_("Edition"), least=1, most=999)
    change_entry = ReferenceField(_("Change of a document"), "change_entry")
    valid_from = DateField(_("Valid from"))
    due = DateField(_("Due"), sorted=True, default=due_after("acquaintance", "valid_from"))
    people = ItemsField(_("Staff"), {
        "name": TextField(_("Surname and initials")),
        "position": TextField(_("Position")),
        "date": DateField(_("Acquainted on")),
        "note": TextField(_("Note")),
    }, required=True, searched=True)
    acquainted = NumberField(_("Acquainted, %"), compute=acquainted)
    state = ChoiceField(_("State of the sheet"), ACQUAINTANCE_STATES, compute=acquaintance_state, narrows=True)


class ExternalDocument(Kind, name="external_document", label=_("External document"), plural=_("External documents"),
                       forms="Ф-15", published=True):
    title = TextField(_("Document title"), required=True, searched=True, sorted=True, lines=2)
    code = TextField(_("Document code"), searched=True, sorted=True)
    issuer = TextField(_("Issued by"), required=True, searched=True)
    in_number = TextField(_("Incoming No."), required=True, searched=True)
    in_date = DateField(_("Incoming date"), required=True)
    year = TextField(_("Edition or year"))
    clauses = StringsField(_("Clauses of the standard"))
    amendments = ItemsField(_("Amendments"), {
        "text": TextField(_("Amendment"), lines=2),
        "number": TextField(_("No. and date")),
        "registered_on": DateField(_("Registered on")),
        "valid_from": DateField(_("Valid from")),
    }, searched=True)
    checks = ItemsField(_("Currency checks"), {
        "note": TextField(_("What was found")),
        "on": DateField(_("Date")),
        "by": PersonField(_("By whom")),
    })
    checked_on = DateField(_("Currency checked on"), compute=last_check, sorted=True)
    review_due = DateField(_("Next check"), sorted=True, default=due_after("external_check", "in_date"))
    keeper = PersonField(_("Kept by"), required=True)
    control_copy = TextField(_("Control copy kept at"))
    state = ChoiceField(_("Document state"), EXTERNAL_STATES)


class DestructionList(Approved, Kind, name="destruction_list", label=_("Destruction list"), plural=_("Destruction lists")):
    """What is destroyed because its term of keeping is over: printed, signed, approved, then carried out."""

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("destruction_number"))
    title = TextField(_("What the list is about"), required=True, searched=True, sorted=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    drawn_up_on = DateField(_("Drawn up on"), required=True, default=today)
    items = ItemsField(_("What is destroyed"), {
        "text": TextField(_("Records or documents")),
        "years": TextField(_("Years")),
        "retention": TextField(_("Retention class")),
        "kept_until": DateField(_("Kept until")),
        "amount": TextField(_("Amount")),
    }, required=True, searched=True)
    commission = PeopleField(_("Commission"), required=True)
    archive = TextField(_("Agreed with the archive"))
    destroyed_on = DateField(_("Destroyed on"))
    way = TextField(_("Way of destruction"))

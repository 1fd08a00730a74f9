"""The papers of an audit (clause 9.2): its plan Ф-08 and its report Ф-13."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    ObjectField,
    PeopleField,
    PersonField,
    ReferenceField,
    StringsField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import numbered, this_period
from qms_desktop.models.kind import Kind

TEAM_ROLES = {
    "lead": _("lead auditor"),
    "auditor": _("auditor"),
    "trainee": _("trainee"),
    "expert": _("technical expert"),
    "observer": _("observer"),
}

PLAN_STATES = {
    "draft": _("draft"),
    "approved": _("approved"),
    "acknowledged": _("the unit is acquainted"),
    "executed": _("executed"),
}

REPORT_STATES = {
    "draft": _("draft"),
    "agreed": _("agreed with the unit"),
    "approved": _("approved"),
    "distributed": _("distributed"),
}

CONCLUSIONS = {
    "effective": _("effective"),
    "partly": _("partly effective"),
    "not_effective": _("not effective"),
}


def plan_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("executed_on", "executed"), ("acknowledged_on", "acknowledged"), ("approved_on", "approved")):
        if values.get(name):
            return state
    return "draft"


def report_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("distributed_on", "distributed"), ("approved_on", "approved"), ("agreed_on", "agreed")):
        if values.get(name):
            return state
    return "draft"


class AuditPlan(Kind, name="audit_plan", label=_("Audit plan"), plural=_("Audit plans"), title="goal", forms="Ф-08",
                owner="auditor", home="audit"):
    audit = ReferenceField(_("Audit"), "audit", required=True)
    goal = TextField(_("Objective of the audit"), required=True, searched=True, lines=2)
    scope = TextField(_("Scope of the audit"), required=True, lines=2)
    criteria = TextField(_("Audit criteria"), required=True, lines=2)
    basis = TextField(_("Basis"), required=True, help=_("The minutes or order, with number and date."))
    starts_on = DateField(_("Begins on"), required=True, sorted=True)
    ends_on = DateField(_("Ends on"), required=True)
    place = TextField(_("Place"), required=True)
    team = ItemsField(_("Team and roles"), {
        "name": PersonField(_("Name")),
        "role": ChoiceField(_("Role"), TEAM_ROLES),
    }, required=True, searched=True)
    itinerary = ItemsField(_("Timetable"), {
        "process": TextField(_("Process or work")),
        "date": DateField(_("Date")),
        "at": TextField(_("Time")),
        "clauses": TextField(_("Clauses")),
        "auditor": PersonField(_("Auditor")),
        "representative": PersonField(_("Representative of the unit")),
        "where": TextField(_("Place")),
    }, required=True)
    opening = TextField(_("Opening meeting"), required=True, help=_("Day, time and place."))
    closing = TextField(_("Closing meeting"), required=True, help=_("Day, time and place."))
    documents_requested = StringsField(_("Documents requested"))
    language = TextField(_("Language of the audit"))
    confidentiality = TextField(_("Confidentiality"), lines=2)
    prepared_by = PersonField(_("Prepared by"))
    sent_on = DateField(_("Sent to the unit on"), content=False)
    approved_by = PersonField(_("Approved by"), owner="office", content=False)
    approved_on = DateField(_("Approved on"), owner="office", content=False)
    acknowledged_by = PersonField(_("Acquainted: head of the unit"), owner="unit", content=False)
    acknowledged_on = DateField(_("Acquainted on"), owner="unit", content=False)
    executed_on = DateField(_("Executed on"), content=False)
    state = ChoiceField(_("State of the plan"), PLAN_STATES, compute=plan_state)


class AuditReport(Kind, name="audit_report", label=_("Audit report"), plural=_("Audit reports"), title="number",
                  forms="Ф-13", owner="auditor", home="audit"):
    """The report of one audit; the year's summary is a report of the office without an audit."""

    number = TextField(_("Report No."), searched=True, sorted=True, content=False, default=numbered("Ф-13"))
    audit = ReferenceField(_("Audit"), "audit")
    annual = BooleanField(_("Summary of the year"))
    period = TextField(_("Period"), narrows=True, default=this_period)
    goal = TextField(_("Objective of the audit"), lines=2)
    scope = TextField(_("Scope of the audit"), lines=2)
    criteria = TextField(_("Audit criteria"), lines=2)
    team = StringsField(_("Audit team"), required=True)
    persons_met = PeopleField(_("Persons met"), required=True)
    previous = TextField(_("Status of previous findings"), lines=3)
    examined = TextField(_("What was examined"), required=True, lines=3)
    not_examined = TextField(_("What was not examined, and why"), lines=2)
    figures = ObjectField(_("Figures of the audit"))
    good_practice = TextField(_("Good practice"), lines=2)
    disagreement = TextField(_("Disagreements"), lines=2, help=_("What stayed unresolved must be stated."))
    conclusion = ChoiceField(_("Conclusion"), CONCLUSIONS, required=True)
    summary = TextField(_("Conclusion in words"), required=True, searched=True, lines=4)
    proposals = TextField(_("Proposals"), lines=3)
    distribution = ItemsField(_("Distribution list"), {
        "recipient": TextField(_("Recipient")),
        "on": DateField(_("Date")),
    }, required=True)
    prepared_by = PersonField(_("Prepared by"), required=True)
    prepared_on = DateField(_("Prepared on"), required=True)
    agreed_by = PersonField(_("Acquainted: head of the unit"), owner="unit", content=False)
    agreed_on = DateField(_("Acquainted on"), owner="unit", content=False)
    unit_comment = TextField(_("Comment of the unit"), owner="unit", content=False, lines=2)
    approved_by = PersonField(_("Approved by"), owner="office", content=False)
    approved_on = DateField(_("Approved on"), owner="office", content=False)
    distributed_on = DateField(_("Distributed on"), owner="office", content=False)
    state = ChoiceField(_("State of the report"), REPORT_STATES, compute=report_state)

"""Internal audit (clause 9.2): audits, their plan Ф-08, the checklist Ф-09 and the report Ф-13.

An audit is a line of the programme Ф-07 and a record of the one unit that is audited; so are its plan, its questions
and its report. The auditor owns them. A checklist question belongs to the unit where there is no audit: it checks itself.
"""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    ObjectField,
    PeopleField,
    PersonField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import numbered, this_period
from qms_desktop.models.kind import Kind

AUDIT_STATES = {
    "planned": _("planned"),
    "in_audit": _("being carried out"),
    "completed": _("completed"),
    "moved": _("moved"),
    "cancelled": _("cancelled"),
}

VERDICTS = {
    "conforms": _("Conforms"),
    "minor_nc": _("Minor nonconformity"),
    "major_nc": _("Major nonconformity"),
    "observation": _("Observation"),
    "ofi": _("Opportunity for improvement"),
    "good_practice": _("Good practice"),
    "not_applicable": _("Not applicable"),
    "not_examined": _("Not examined"),
}

AUDIT_KINDS = {
    "planned": _("planned audit"),
    "unplanned": _("unplanned audit"),
    "follow_up": _("follow-up audit"),
    "documents": _("audit of documents"),
}

AUDIT_OBJECTS = {
    "university": _("the whole university"),
    "unit": _("unit"),
    "process": _("process"),
    "programme": _("educational programme"),
    "course": _("course"),
    "discipline": _("discipline"),
}

METHODS = {"on_site": _("on site"), "remote": _("remote"), "mixed": _("on site and remote")}

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

QUESTION_CLASSES = {
    "requirements": _("conformity to the requirements of the quality management system"),
    "documents": _("conformity to the actions described in its documents"),
}

CHECK_MODES = {"audit": _("audit"), "self_check": _("self-check")}


def check_mode(values: dict[str, Any], _profile: object) -> str:
    """A line that belongs to no audit was written by the unit about itself, and never counts in audit figures."""
    return "audit" if values.get("audit") else "self_check"


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


class Audit(Kind, name="audit", label=_("Audit"), plural=_("Audits"), title="unit_audited", forms="Ф-07 Ф-08 Ф-09",
            owner="auditor", home="unit_audited"):
    """`dates` are the days as they are planned and printed; `held_from` and `held_to` those on which it was carried out."""

    number = TextField(_("Audit No."), searched=True, sorted=True, content=False, default=numbered("Ф-08"))
    programme = ReferenceField(_("Audit programme"), "audit_programme", or_words=True)
    audit_kind = ChoiceField(_("Kind of audit"), AUDIT_KINDS)
    object = ChoiceField(_("Object of the audit"), AUDIT_OBJECTS)
    unit_audited = UnitField(_("Audited unit"), required=True, searched=True)
    processes = StringsField(_("Audited processes"))
    clauses = StringsField(_("Clauses of the standard"))
    priority = IntegerField(_("Priority"), least=1, most=3,
                            help=_("1 is the first: by risk, open nonconformities, time since the last audit."))
    month = TextField(_("Planned month"), help=_("As 2026-11."))
    lead = TextField(_("Lead auditor"), required=True, searched=True)
    team = StringsField(_("Audit team"))
    method = ChoiceField(_("Method"), METHODS)
    dates = StringsField(_("Dates of the audit"))
    held_from = DateField(_("Carried out from"), sorted=True)
    held_to = DateField(_("Carried out until"))
    scope = TextField(_("Scope of the audit"), lines=2)
    criteria = TextField(_("Audit criteria"), lines=2)
    representative = TextField(_("Representative of the unit"))
    period = TextField(_("Period"), narrows=True, default=this_period)
    state = ChoiceField(_("State of the audit"), AUDIT_STATES, narrows=True, content=False)
    state_reason = TextField(_("Why it was moved or cancelled"), lines=2)


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


class ChecklistItem(Kind, name="checklist_item", label=_("Checklist question"), plural=_("Audit checklist"),
                    title="question", forms="Ф-09", home="audit", audits=True):
    audit = ReferenceField(_("Audit"), "audit")
    mode = ChoiceField(_("Carried out as"), CHECK_MODES, compute=check_mode)
    question_id = TextField(_("Question of the bank"))
    question_class = ChoiceField(_("Class of the question"), QUESTION_CLASSES)
    clause = TextField(_("Clause"), required=True, searched=True, sorted=True)
    document_clause = TextField(_("Document and its clause"), help=_("What the institution's own document says of it."))
    topic = TextField(_("Topic"), searched=True)
    question = TextField(_("Question"), required=True, searched=True, lines=2)
    expected_evidence = TextField(_("Expected evidence"), lines=2)
    evidence = TextField(_("Evidence: what was seen"), searched=True, lines=3,
                         help=_("Number and date of the document, position, place."))
    verdict = ChoiceField(_("Finding of the check"), VERDICTS)
    finding = TextField(_("Statement of the finding"), searched=True, lines=2)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity")
    checked_on = DateField(_("Checked on"))
    checked_by = TextField(_("Checked by"))
    period = TextField(_("Period"), narrows=True, default=this_period)


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

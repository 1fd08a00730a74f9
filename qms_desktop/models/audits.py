"""Internal audit (clause 9.2): audits and the checklist Ф-09.

An audit is a line of the programme Ф-07 and a record of the one unit that is audited; so are its questions, its plan
and its report. The auditor owns them. A checklist question belongs to the unit where there is no audit: it checks itself.
"""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    DatesField,
    IntegerField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _, p_
from qms_desktop.models.defaults import numbered, this_period
from qms_desktop.models.kind import Kind

AUDIT_STATES = {
    "planned": _("planned"),
    "in_audit": _("being carried out"),
    "completed": _("completed"),
    "moved": _("moved"),
    "cancelled": _("cancelled"),
}

AUDIT_STAGES = {
    "preparation": p_("audit", "preparation"),
    "conduct": p_("audit", "conduct"),
    "report": p_("audit", "report"),
}
_STAGE_OF = {None: "preparation", "planned": "preparation", "moved": "preparation", "in_audit": "conduct", "completed": "report"}

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

QUESTION_CLASSES = {
    "requirements": _("conformity to the requirements of the quality management system"),
    "documents": _("conformity to the actions described in its documents"),
}

CHECK_MODES = {"audit": _("audit"), "self_check": _("self-check")}


def check_mode(values: dict[str, Any], _profile: object) -> str:
    """A line that belongs to no audit was written by the unit about itself, and never counts in audit figures."""
    return "audit" if values.get("audit") else "self_check"


def audit_stage(values: dict[str, Any], _profile: object) -> str | None:
    """Which of its three stages an audit is in; none once it was cancelled."""
    return _STAGE_OF.get(values.get("state"))


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
    dates = DatesField(_("Dates of the audit"))
    held_from = DateField(_("Carried out from"), sorted=True)
    held_to = DateField(_("Carried out until"))
    scope = TextField(_("Scope of the audit"), lines=2)
    criteria = TextField(_("Audit criteria"), lines=2)
    representative = TextField(_("Representative of the unit"))
    period = TextField(_("Period"), narrows=True, default=this_period)
    state = ChoiceField(_("State of the audit"), AUDIT_STATES, narrows=True, content=False)
    stage = ChoiceField(_("Stage of the audit"), AUDIT_STAGES, compute=audit_stage)
    state_reason = TextField(_("Why it was moved or cancelled"), lines=2)


class ChecklistItem(Kind, name="checklist_item", label=_("Checklist question"), plural=_("Audit checklist"),
                    title="question", forms="Ф-09", home="audit", audits=True):
    audit = ReferenceField(_("Audit"), "audit")
    mode = ChoiceField(_("Carried out as"), CHECK_MODES, compute=check_mode)
    question_id = TextField(_("Question of the bank"))
    question_class = ChoiceField(_("Class of the question"), QUESTION_CLASSES)
    clause = TextField(_("Clause"), required=True, searched=True, sorted=True)
    document_clause = TextField(_("Document and its clause"), help=_("What the institution's own document says of it."))
    document = ReferenceField(_("Document that is checked"), "document")
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

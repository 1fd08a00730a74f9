"""Internal audit (clause 9.2): audits and the checklist Ф-09."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind

AUDIT_STATES = {
    "planned": _("planned"),
    "in_audit": _("being carried out"),
    "completed": _("completed"),
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

CHECK_MODES = {"audit": _("audit"), "self_check": _("self-check")}


def check_mode(values: dict[str, Any], _profile: object) -> str:
    """A line that belongs to no audit was written by the unit about itself, and never counts in audit figures."""
    return "audit" if values.get("audit") else "self_check"


class Audit(Kind, name="audit", label=_("Audit"), plural=_("Audits"), title="unit_audited", prefix="АПл"):
    number = TextField(_("Audit No."), searched=True, sorted=True, owner="office")
    programme = TextField(_("Line of the programme"))
    unit_audited = UnitField(_("Audited unit"), required=True, searched=True)
    lead = TextField(_("Lead auditor"), required=True, searched=True)
    team = StringsField(_("Audit team"))
    dates = StringsField(_("Dates of the audit"))
    scope = TextField(_("Scope of the audit"), lines=2)
    representative = TextField(_("Representative of the unit"))
    state = ChoiceField(_("State of the audit"), AUDIT_STATES)


class ChecklistItem(Kind, name="checklist_item", label=_("Checklist question"), plural=_("Audit checklist"),
                    title="question", prefix="ТБ"):
    audit = ReferenceField(_("Audit"), "audit")
    mode = ChoiceField(_("Carried out as"), CHECK_MODES, compute=check_mode)
    question_id = TextField(_("Question of the bank"))
    clause = TextField(_("Clause"), required=True, searched=True, sorted=True)
    topic = TextField(_("Topic"), searched=True)
    question = TextField(_("Question"), required=True, searched=True, lines=2)
    expected_evidence = TextField(_("Expected evidence"), lines=2)
    evidence = TextField(_("Evidence: what was seen"), searched=True, lines=3,
                         help=_("Number and date of the document, position, place."))
    verdict = ChoiceField(_("Finding of the check"), VERDICTS)
    finding = TextField(_("Statement of the finding"), searched=True, lines=2)
    checked_on = DateField(_("Checked on"))
    checked_by = TextField(_("Checked by"))
    period = TextField(_("Period"))

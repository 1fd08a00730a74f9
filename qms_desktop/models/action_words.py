"""The words of nonconformities and actions: classes, causes, judgements, states."""

from qms_desktop.core.messages import _

CLASSES = {"major": _("major"), "minor": _("minor")}

OPINIONS = {"agrees": _("agrees"), "disagrees": _("does not agree")}

CAUSE_CATEGORIES = {
    "implementation": _("implementation"),
    "documentation": _("documentation"),
    "human_resources": _("human resources"),
    "human_factor": _("human factor"),
    "communication": _("communication"),
    "competence": _("competence"),
    "materials": _("materials"),
    "equipment": _("equipment and infrastructure"),
    "environment": _("environment"),
    "training": _("training and motivation"),
}

EXTENTS = {
    "nowhere": _("nowhere else"),
    "here": _("elsewhere in the unit"),
    "elsewhere": _("in other units too"),
}

EFFECTS = {
    "effective": _("effective"),
    "partly": _("partly effective"),
    "not_effective": _("not effective"),
}

FITNESS = {"yes": _("fully"), "partly": _("partly"), "no": _("no")}

RISK_UPDATES = {"updated": _("updated"), "not_needed": _("not needed")}

ACTION_SOURCES = {
    "internal_audit": _("internal audit"),
    "external_audit": _("external audit"),
    "monitoring": _("monitoring and measurement"),
    "inspection": _("inspection"),
    "data_analysis": _("data analysis"),
    "management_review": _("management review"),
    "daily_work": _("daily work"),
    "complaint": _("complaint"),
    "risk": _("risk"),
    "other": _("other"),
}

NONCONFORMITY_STATES = {
    "registered": _("registered"),
    "acknowledged": _("the unit is acquainted"),
    "plan_submitted": _("plan submitted"),
    "plan_returned": _("plan returned"),
    "plan_accepted": _("plan accepted"),
    "in_progress": _("in progress"),
    "done": _("done"),
    "implementation_verified": _("implementation verified"),
    "effectiveness_verified": _("effectiveness verified"),
    "ineffective": _("not effective"),
    "closed": _("closed"),
    "void": _("void"),
}

ACTION_STATES = {
    "draft": _("draft"),
    "submitted": _("submitted"),
    "returned": _("returned"),
    "accepted": _("accepted"),
    "in_progress": _("in progress"),
    "done": _("done"),
    "completion_checked": _("completion checked"),
    "effective": _("effective"),
    "ineffective": _("not effective"),
    "closed": _("closed"),
    "void": _("void"),
}

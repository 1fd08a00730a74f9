"""Improvement (clauses 10.1 and 10.3): proposals of anybody, handled and decided by the QA office."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    PersonField,
    ProcessField,
    ReferenceField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.action_words import EFFECTS
from qms_desktop.models.defaults import numbered, this_period, today
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields

OBJECTS = {
    "product": _("product: educational service"),
    "process": _("process"),
    "qms": _("quality management system"),
    "environment": _("work environment"),
}

NEED_SOURCES = {
    "audit": _("internal audit"),
    "inspection": _("inspection"),
    "data_analysis": _("data analysis"),
    "review": _("management review"),
    "daily_work": _("daily work"),
    "complaint": _("complaint"),
    "other": _("other"),
}

VERDICTS = {
    "accepted": _("accepted"),
    "postponed": _("postponed"),
    "rejected": _("rejected"),
}

IMPROVEMENT_STATES = {
    "proposed": _("proposed"),
    "accepted": _("accepted"),
    "postponed": _("postponed"),
    "rejected": _("rejected"),
    "done": _("done"),
    "evaluated": _("evaluated"),
}


def improvement_state(values: dict[str, Any], _profile: object) -> str:
    if values.get("effect"):
        return "evaluated"
    if values.get("done_on"):
        return "done"
    return values.get("decision") or "proposed"


class Improvement(Kind, name="improvement", label=_("Improvement proposal"), plural=_("Improvement proposals")):
    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("improvement_number"))
    title = TextField(_("Proposal"), required=True, searched=True, sorted=True, lines=2)
    object = ChoiceField(_("What is improved"), OBJECTS, required=True)
    source = ChoiceField(_("Where the need was seen"), NEED_SOURCES)
    process = ProcessField(_("Process"), searched=True)
    reason = TextField(_("Reason"), searched=True, lines=2)
    expected = TextField(_("Expected effect"), lines=2)
    proposed_by = PersonField(_("Proposed by"), required=True)
    proposed_on = DateField(_("Proposal made on"), required=True, sorted=True, default=today)
    objective = ReferenceField(_("Quality objective"), "objective")
    resources = TextField(_("Resources needed"), lines=2)
    period = TextField(_("Period"), narrows=True, default=this_period)
    decision = ChoiceField(_("Decision of the QA office"), VERDICTS, owner="office")
    decision_reason = TextField(_("Reason of the decision"), owner="office", lines=2)
    decided_by = PersonField(_("Decided by"), owner="office")
    decided_on = DateField(_("Decided on"), owner="office")
    resources_provided = BooleanField(_("Resources were provided"), owner="office")
    responsible = PersonField(_("Responsible"), searched=True)
    due = DateField(_("Due"), sorted=True)
    measures = ItemsField(_("Measures"), measure_fields(), searched=True)
    done_on = DateField(_("Completed on"))
    effect = ChoiceField(_("Effectiveness"), EFFECTS, owner="office")
    effect_note = TextField(_("What it brought"), owner="office", lines=2)
    state = ChoiceField(_("State of the proposal"), IMPROVEMENT_STATES, compute=improvement_state, narrows=True)

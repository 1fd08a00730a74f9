"""Plans and what is to be done (clauses 6.2, 6.3, 8.1): plans of every kind and term, Ф-25, planned changes."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    NumberField,
    PersonField,
    ProcessField,
    ReferenceField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import numbered, this_period
from qms_desktop.models.figures import share
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields
from qms_desktop.models.processes import RESOURCE_KINDS
from qms_desktop.models.workflow import Approved, Discussed, Registered

PLAN_KINDS = {
    "qms": _("plan of the quality management system"),
    "actions": _("action plan"),
    "unit": _("work plan of the unit"),
    "process": _("work plan of the process"),
    "individual": _("individual plan"),
    "area": _("plan of an area of work"),
    "quality": _("quality plan"),
    "training": _("training plan"),
    "maintenance": _("maintenance plan"),
    "repair": _("repair plan"),
    "monitoring": _("plan of measurements and analyses"),
    "after_audit": _("measures after an audit"),
}

TERMS = {
    "strategic": _("strategic"),
    "year": _("annual"),
    "half_year": _("half-year"),
    "month": _("monthly plan"),
}

RESOURCE_SOURCES = {
    "internal": _("internal"),
    "external": _("external"),
}

PLAN_STATES = {
    "draft": _("draft"),
    "discussed": _("discussed"),
    "approved": _("approved"),
    "completed": _("completed"),
}

TASK_SOURCES = {
    "risk": _("risk"),
    "objective": _("quality objective"),
    "nonconformity": _("nonconformity"),
    "preventive_action": _("preventive action"),
    "review": _("management review"),
    "survey": _("survey"),
    "complaint": _("complaint"),
    "inspection": _("inspection"),
    "minutes": _("minutes"),
    "order": _("order"),
    "other": _("other"),
}

TASK_STATES = {
    "not_begun": _("not begun"),
    "in_progress": _("in progress"),
    "done": _("done"),
    "stopped": _("stopped"),
}

CHANGE_STATES = {
    "planned": _("planned"),
    "approved": _("approved"),
    "carried_out": _("carried out"),
    "evaluated": _("evaluated"),
}


def plan_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("completed_on", "completed"), ("approved_on", "approved"), ("discussed_on", "discussed")):
        if values.get(name):
            return state
    return "draft"


def progress(values: dict[str, Any], _profile: object) -> str | None:
    """How many per cent of the measures are done; None without any."""
    measures = values.get("measures") or ()
    return share(sum(measure.get("state") == "done" for measure in measures), len(measures))


def change_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("evaluation", "evaluated"), ("carried_out_on", "carried_out"), ("approved_on", "approved")):
        if values.get(name):
            return state
    return "planned"


class Plan(Registered, Discussed, Approved, Kind, name="plan", label=_("Plan"), plural=_("Plans")):
    """A plan with its measures; it is handed over like any form, and it has its discussion and approval besides."""

    number = TextField(_("Plan No."), searched=True, sorted=True, content=False, default=numbered("plan_number"))
    title = TextField(_("Title of the plan"), required=True, searched=True, sorted=True)
    plan_kind = ChoiceField(_("Kind of plan"), PLAN_KINDS, required=True)
    term = ChoiceField(_("Term"), TERMS, required=True)
    process = ProcessField(_("Process"), searched=True)
    goals = TextField(_("Objectives of the plan"), lines=2)
    objective = ReferenceField(_("Quality objective"), "objective")
    policy_point = TextField(_("Point of the policy"))
    strategic_direction = TextField(_("Strategic direction"), offers="strategic_directions")
    proposals = ItemsField(_("Proposals for the plan"), {
        "text": TextField(_("Proposal"), lines=2),
        "by": PersonField(_("By whom")),
        "on": DateField(_("Date")),
        "agreed": BooleanField(_("Agreed")),
    }, content=False)
    measures = ItemsField(_("Measures"), measure_fields() | {
        "resources": TextField(_("Resources")),
        "result": TextField(_("Result"), open_when_locked=True),
    }, required=True, searched=True)
    resources = ItemsField(_("Resources"), {
        "text": TextField(_("Resource")),
        "resource_kind": ChoiceField(_("Kind of resource"), RESOURCE_KINDS),
        "need": TextField(_("What it must meet")),
        "source": ChoiceField(_("From inside or outside"), RESOURCE_SOURCES),
        "capacity": TextField(_("Capacity")),
        "amount": TextField(_("Amount")),
        "shortage": TextField(_("Measure in case of shortage")),
    })
    contract = TextField(_("Contract"), help=_("Where a third party does the work: number, date, with whom."))
    agreed_by = PersonField(_("Agreed by"), content=False)
    agreed_on = DateField(_("Agreed on"), content=False)
    completed_on = DateField(_("Completed on"), content=False)
    analysis = TextField(_("Analysis of completion"), lines=3, content=False)
    progress = NumberField(_("Done, %"), compute=progress)
    stage = ChoiceField(_("Stage of the plan"), PLAN_STATES, compute=plan_state, narrows=True)


class Action(Kind, name="action", label=_("Task"), plural=_("Tasks"), forms="Ф-25", home="of_unit"):
    """A dated task of the consolidated plan Ф-25 that stands in no other record: of an order, a meeting, one's own.

    The plan itself is gathered from the measures of risks, objectives, nonconformities, decisions, surveys and these.
    """

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("action_number"))
    title = TextField(_("Task"), required=True, searched=True, sorted=True, lines=2)
    source = ChoiceField(_("Source"), TASK_SOURCES, required=True)
    source_record = TextField(_("Number of the source"), searched=True)
    of_unit = UnitField(_("Unit that carries it out"))
    period = TextField(_("Period"), narrows=True, default=this_period)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    due_extended = DateField(_("Extended to"), owner="office")
    extension_reason = TextField(_("Reason of the extension"), owner="office")
    resources = TextField(_("Resources"), lines=2)
    progress = IntegerField(_("Done, %"), least=0, most=100)
    evidence = TextField(_("Evidence"), lines=2)
    done_on = DateField(_("Done on"))
    effect = TextField(_("Effect of the task"), lines=2)
    checked_by = PersonField(_("Completion checked by"), owner="office")
    checked_on = DateField(_("Completion checked on"), owner="office")
    state = ChoiceField(_("State of the task"), TASK_STATES, narrows=True)


class PlannedChange(Approved, Kind, name="planned_change", label=_("Planned change"), plural=_("Planned changes")):
    """A change of the quality management system that is planned, not only met (clause 6.3)."""

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("planned_change_number"))
    title = TextField(_("Change"), required=True, searched=True, sorted=True, lines=2)
    purpose = TextField(_("Purpose of the change"), required=True, searched=True, lines=2)
    consequences = TextField(_("Possible consequences"), required=True, lines=2)
    integrity = TextField(_("How the system stays whole"), lines=2)
    resources = TextField(_("Resources"), required=True, lines=2)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    process = ProcessField(_("Process"), searched=True)
    document = ReferenceField(_("Document"), "document")
    risk = ReferenceField(_("Risk"), "risk")
    carried_out_on = DateField(_("Carried out on"))
    evaluation = TextField(_("Evaluation of the change"), lines=2)
    period = TextField(_("Period"), narrows=True, default=this_period)
    state = ChoiceField(_("State of the change"), CHANGE_STATES, compute=change_state)

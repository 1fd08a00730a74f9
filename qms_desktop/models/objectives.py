"""Policy and quality objectives (clauses 5.2, 6.2, 9.1): the policy, and Ф-06 with what is measured for it."""

from __future__ import annotations

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
from qms_desktop.models.defaults import numbered, this_period, today
from qms_desktop.models.figures import achieved, counted, deviation
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields
from qms_desktop.models.processes import DIRECTIONS, FREQUENCIES
from qms_desktop.models.workflow import Approved, Discussed, Registered

POLICY_STATES = {
    "draft": _("draft"),
    "approved": _("approved"),
    "in_force": _("in force"),
    "superseded": _("superseded"),
}

CHANNELS = {
    "instruction": _("instruction"),
    "council": _("Academic Council"),
    "staff_meeting": _("staff meeting"),
    "network": _("corporate network"),
    "website": _("website"),
    "notice_board": _("notice board"),
    "other": _("other"),
}

OBJECTIVE_LEVELS = {
    "university": _("the whole university"),
    "faculty": _("institute, faculty, college"),
    "unit": _("department, unit"),
    "programme": _("educational programme"),
}

OBJECTIVE_DECISIONS = {
    "continue": _("continue"),
    "change_objective": _("change the objective"),
    "corrective_action": _("corrective action"),
    "risk": _("enter a risk"),
}


class Policy(Discussed, Approved, Kind, name="policy", label=_("Quality policy"), plural=_("Quality policies"),
             owner="office", published=True):
    """One record is one edition of the policy: a new edition is a new record that names its reason."""

    title = TextField(_("Title of the policy"), required=True, searched=True)
    edition = IntegerField(_("Edition"), least=1, most=999)
    text = TextField(_("Text of the policy"), required=True, searched=True, lines=8)
    text_ru = TextField(_("Text in Russian"), lines=8)
    text_en = TextField(_("Text in English"), lines=8)
    points = ItemsField(_("Points of the policy"), {
        "text": TextField(_("Point"), lines=2),
        "number": TextField(_("No.")),
    }, searched=True)
    reason = TextField(_("Reason of the edition"), lines=2, help=_("Why the policy was changed."))
    valid_from = DateField(_("Valid from"))
    review_due = DateField(_("Next review"))
    names_goals = BooleanField(_("It names the strategic goals"))
    names_priorities = BooleanField(_("It names the priorities"))
    commits_to_requirements = BooleanField(_("It commits to meeting the requirements"))
    commits_to_improvement = BooleanField(_("It commits to continual improvement"))
    communications = ItemsField(_("How it was made known"), {
        "audience": TextField(_("To whom")),
        "channel": ChoiceField(_("By which way"), CHANNELS),
        "on": DateField(_("Date")),
        "by": PersonField(_("By whom")),
        "evidence": TextField(_("Evidence")),
    })
    state = ChoiceField(_("State of the policy"), POLICY_STATES, content=False)


class Objective(Registered, Approved, Kind, name="objective", label=_("Quality objective"), plural=_("Quality objectives"),
                forms="Ф-06", published=True):
    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("objective_number"))
    title = TextField(_("Objective"), required=True, searched=True, sorted=True, lines=2,
                      help=_("What shall be reached, beginning with a verb: raise, lower, open."))
    level = ChoiceField(_("Level of the objective"), OBJECTIVE_LEVELS)
    policy = ReferenceField(_("Quality policy"), "policy")
    policy_point = TextField(_("Point of the policy"), required=True,
                             help=_("The point of the quality policy that the objective serves."))
    strategic_direction = TextField(_("Strategic direction"), offers="strategic_directions")
    parent = ReferenceField(_("Objective of the level above"), "objective")
    interested_party = ReferenceField(_("Need of an interested party"), "interested_party")
    process = ProcessField(_("Process"), required=True, searched=True)
    indicator = TextField(_("Indicator"), required=True, searched=True, lines=2,
                          help=_("How one sees that the objective is reached."))
    indicator_card = ReferenceField(_("Indicator of a process"), "indicator")
    measured_in = TextField(_("Measured in"), required=True, help=_("Per cent, points, people, som, days."))
    formula = TextField(_("Formula"), lines=2, help=_("What is counted, and of how many."))
    direction = ChoiceField(_("Direction"), DIRECTIONS)
    baseline = NumberField(_("Baseline"), required=True)
    target = NumberField(_("Target"), required=True)
    target_to = NumberField(_("Target up to"), help=_("Only for a range: its upper bound."))
    weight = NumberField(_("Weight"), help=_("From 0 to 1; the weights of one process make 1 together."))
    frequency = ChoiceField(_("Frequency"), FREQUENCIES, required=True)
    source = TextField(_("Data source"), required=True)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    measures = ItemsField(_("Measures"), measure_fields(), required=True, searched=True)
    resources = TextField(_("Resources"), lines=2)
    numerator = NumberField(_("Counted"), content=False, help=_("For a share: how many of them."))
    denominator = NumberField(_("Of how many"), content=False)
    entered = NumberField(_("Actual value as entered"), content=False)
    actual = NumberField(_("Actual value"), compute=counted, written_as="entered")
    measured_on = DateField(_("Measured on"), content=False)
    achieved = NumberField(_("Achieved, %"), compute=achieved)
    deviation = NumberField(_("Deviation from the target"), compute=deviation)
    deviation_cause = TextField(_("Cause of the deviation"), content=False, lines=2)
    decision = ChoiceField(_("Decision on the objective"), OBJECTIVE_DECISIONS, content=False)
    previous = ReferenceField(_("Last year's record"), "objective", content=False)
    controls = ItemsField(_("Control and updating"), {
        "note": TextField(_("What was found or changed"), lines=2),
        "on": DateField(_("Date")),
        "by": PersonField(_("By whom")),
    }, content=False)


class Measurement(Kind, name="measurement", label=_("Measurement"), plural=_("Measurements"), title="title", forms="Ф-06",
                  published=True):
    """One value of an indicator or an objective at a date; the target stays here as it was on that day."""

    title = TextField(_("What is measured"), required=True, searched=True, sorted=True)
    indicator = ReferenceField(_("Indicator of a process"), "indicator")
    objective = ReferenceField(_("Quality objective"), "objective")
    process = ProcessField(_("Process"), searched=True)
    of_unit = UnitField(_("Measured unit"), help=_("Where the value is of another unit than the one that enters it."))
    period = TextField(_("Period"), narrows=True, default=this_period)
    part = TextField(_("Part of the period"), help=_("A quarter, a semester or a month, where it is not the whole."))
    measured_on = DateField(_("Measured on"), required=True, sorted=True, default=today)
    measured_in = TextField(_("Measured in"))
    numerator = NumberField(_("Counted"), help=_("For a share: how many of them."))
    denominator = NumberField(_("Of how many"))
    entered = NumberField(_("Actual value as entered"))
    actual = NumberField(_("Actual value"), compute=counted, written_as="entered")
    target = NumberField(_("Target"))
    target_to = NumberField(_("Target up to"), help=_("Only for a range: its upper bound."))
    direction = ChoiceField(_("Direction"), DIRECTIONS)
    achieved = NumberField(_("Achieved, %"), compute=achieved)
    deviation = NumberField(_("Deviation from the target"), compute=deviation)
    source = TextField(_("Data source"))
    cause = TextField(_("Cause of the deviation"), lines=2)
    decision = ChoiceField(_("Decision on the objective"), OBJECTIVE_DECISIONS)
    by = PersonField(_("Measured by"))

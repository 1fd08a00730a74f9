"""Processes and their indicators (clauses 4.4 and 9.1): the process card Ф-01 and the register Ф-02."""

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    NumberField,
    PeopleField,
    PersonField,
    ProfileChoiceField,
    ReferenceField,
    StringsField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.figures import achieved, deviation
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Approved, Registered, Submitted

FREQUENCIES = {
    "month": _("monthly"),
    "quarter": _("quarterly"),
    "semester": _("every semester"),
    "year": _("yearly"),
}

DIRECTIONS = {
    "more": _("more is better"),
    "less": _("less is better"),
    "range": _("within a range"),
    "yes_no": _("yes or no"),
}


ACTIVITIES = {
    "higher": _("higher education"),
    "vocational": _("secondary vocational education"),
    "postgraduate": _("postgraduate education"),
    "research": _("research"),
    "all": _("all of them"),
}

RESOURCE_KINDS = {
    "financial": _("financial"),
    "human": _("human"),
    "information": _("information"),
    "library": _("library"),
    "material": _("material"),
}

DATA_KINDS = {
    "learning": _("learning results"),
    "student_satisfaction": _("satisfaction of students"),
    "employer_satisfaction": _("satisfaction of employers"),
    "staff_satisfaction": _("satisfaction of staff"),
    "employment": _("employment of graduates"),
    "publications": _("publications"),
    "process": _("performance of the process"),
}


class Process(Registered, Approved, Kind, name="process", label=_("Process card"), plural=_("Process cards"), title="name",
              forms="Ф-01 Ф-02 Ф-05", published=True):
    number = TextField(_("Process No."), sorted=True, searched=True,
                       help=_("The number in the university's process register, as printed there."))
    group = ProfileChoiceField(_("Process group"), "process_groups", required=True)
    name = TextField(_("Process name"), required=True, searched=True, sorted=True)
    purpose = TextField(_("Process objective"), required=True, searched=True, lines=2,
                        help=_("One sentence: what the process is there for."))
    inputs = StringsField(_("Inputs"), required=True, searched=True,
                          help=_("What is needed to begin: resources, information, requirements, conditions."))
    outputs = StringsField(_("Outputs"), required=True, searched=True,
                           help=_("What comes of the process, and for whom."))
    owners = PeopleField(_("Process owner"), required=True, searched=True,
                         help=_("The position answerable for the process, and the person's name."))
    resources = StringsField(_("Resources"), required=True,
                             help=_("People, information, rooms, equipment, money, library."))
    indicators = StringsField(_("Indicators"), required=True, searched=True,
                              help=_("How one sees that the process reaches its objective."))
    participants = StringsField(_("Participants"))
    suppliers = StringsField(_("Suppliers of the inputs"))
    customers = StringsField(_("Recipients of the outputs"))
    steps = ItemsField(_("Main steps"), {
        "text": TextField(_("Step")),
        "responsible": PersonField(_("Responsible")),
        "record": TextField(_("Record")),
    })
    norms = StringsField(_("Governing documents"))
    records = StringsField(_("Records produced"))
    clauses = StringsField(_("Clauses of the standard"))
    preceding = StringsField(_("Preceding processes"))
    following = StringsField(_("Following processes"))
    resource_rows = ItemsField(_("Resources by kind"), {
        "text": TextField(_("Resource")),
        "resource_kind": ChoiceField(_("Kind of resource"), RESOURCE_KINDS),
    })
    activity = ChoiceField(_("Kind of activity"), ACTIVITIES)
    pdca = ProfileChoiceField(_("Step of the cycle"), "pdca")
    controls = StringsField(_("Methods of control"))
    units_involved = StringsField(_("Units involved"))
    edition = IntegerField(_("Edition"), least=1, most=999)
    review_due = DateField(_("Next review"), content=False)
    previous = ReferenceField(_("Last year's record"), "process", content=False)


class Indicator(Submitted, Kind, name="indicator", label=_("Indicator"), plural=_("Indicators"),
                forms="Ф-01 Ф-05 Ф-06", published=True):
    process = ReferenceField(_("Process card"), "process", required=True)
    title = TextField(_("Indicator"), required=True, searched=True, sorted=True)
    measured_in = TextField(_("Measured in"), required=True, help=_("Per cent, points, people, som, days."))
    formula = TextField(_("Formula"), lines=2, help=_("What is counted, and of how many."))
    direction = ChoiceField(_("Direction"), DIRECTIONS)
    baseline = NumberField(_("Baseline"))
    target = NumberField(_("Target"), required=True)
    frequency = ChoiceField(_("Frequency"), FREQUENCIES, required=True)
    source = TextField(_("Data source"))
    responsible = PersonField(_("Responsible"))
    data_kind = ChoiceField(_("Kind of data"), DATA_KINDS)
    method = TextField(_("Method of measurement"), lines=2)
    target_to = NumberField(_("Target up to"), help=_("Only for a range: its upper bound."))
    weight = NumberField(_("Weight"), help=_("From 0 to 1; the weights of one process make 1 together."))
    measured_on = DateField(_("Measured on"), open_when_locked=True)
    actual = NumberField(_("Actual value"), open_when_locked=True)
    achieved = NumberField(_("Achieved, %"), compute=achieved)
    deviation = NumberField(_("Deviation from the target"), compute=deviation)

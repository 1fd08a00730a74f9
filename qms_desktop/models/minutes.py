"""Minutes of meetings (clauses 7.5 and 9.3): what was asked, heard and decided, by whom and until when."""

from qms_desktop.core.fields import (
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    PeopleField,
    PersonField,
    ReferenceField,
    StringsField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import next_within, this_period, today
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import MEASURE_STATES

BODIES = {
    "academic_council": _("Academic Council"),
    "administrative_council": _("Administrative Council"),
    "rectorate": _("rectorate"),
    "methodical_council": _("teaching-methodical council"),
    "faculty_council": _("council of the institute, faculty or college"),
    "pedagogical_council": _("pedagogical council"),
    "department_meeting": _("meeting of the department (unit)"),
    "management_review": _("management review"),
    "commission": _("commission"),
    "other": _("other"),
}


class Minutes(Kind, name="minutes", label=_("Minutes"), plural=_("Minutes of meetings"), title="title", forms="Ф-14"):
    body = ChoiceField(_("Body"), BODIES, required=True, narrows=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    number = IntegerField(_("Minutes No."), least=1, most=9999, default=next_within("body"), content=False)
    title = TextField(_("What the meeting was about"), required=True, searched=True, sorted=True, lines=2)
    date = DateField(_("Date"), required=True, sorted=True, default=today)
    place = TextField(_("Place"))
    chair = PersonField(_("Chair"), required=True)
    secretary = PersonField(_("Secretary"), required=True)
    attendees = PeopleField(_("Present"), required=True, searched=True)
    absent = PeopleField(_("Absent"))
    agenda = ItemsField(_("Agenda"), {
        "question": TextField(_("Question"), lines=2),
        "speaker": PersonField(_("Speaker")),
        "heard": TextField(_("Heard"), lines=3),
        "decided": TextField(_("Decided"), lines=2),
    }, required=True, searched=True)
    decisions = ItemsField(_("Decisions"), {
        "text": TextField(_("Decision"), lines=2),
        "responsible": PersonField(_("Responsible")),
        "due": DateField(_("Due")),
        "state": ChoiceField(_("State of the measure"), MEASURE_STATES),
        "done_on": DateField(_("Done on")),
        "evidence": TextField(_("Evidence")),
    }, searched=True)
    review = ReferenceField(_("Management review"), "review")
    about = StringsField(_("Records considered"), help=_("Their numbers, or the documents discussed."))
    original_at = TextField(_("Signed original kept at"), content=False)

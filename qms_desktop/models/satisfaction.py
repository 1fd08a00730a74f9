"""What interested parties say (clauses 8.2.1 and 9.1.2): complaints Ф-22, surveys Ф-21, meetings with students."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    NumberField,
    PersonField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import always, due_after, numbered, this_period, today
from qms_desktop.models.figures import rounded, share
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields

CHANNELS = {
    "box": _("trust box"),
    "letter": _("letter"),
    "site": _("website"),
    "spoken": _("spoken"),
    "meeting": _("meeting"),
    "survey": _("survey"),
}

VOICES = {"complaint": _("complaint"), "suggestion": _("suggestion"), "opinion": _("opinion"), "thanks": _("thanks")}

JUSTIFIED = {"yes": _("justified"), "partly": _("partly justified"), "no": _("not justified")}

FEEDBACK_SOURCES = {
    "employers": _("feedback of employers"),
    "survey": _("survey of students or staff"),
    "marketing": _("marketing research"),
    "application": _("application"),
    "service_quality": _("data on the quality of services"),
    "research_request": _("request for research"),
}

THEMES = {
    "teaching": _("teaching"),
    "assessment": _("assessment and examinations"),
    "timetable": _("timetable"),
    "conditions": _("rooms, heating, equipment"),
    "dormitory": _("dormitory"),
    "services": _("services and documents"),
    "attitude": _("attitude and ethics"),
    "payment": _("fees and scholarships"),
    "other": _("other"),
}

COMPLAINT_STATES = {
    "registered": _("registered"),
    "in_work": _("in work"),
    "answered": _("answered"),
    "closed": _("closed"),
}

GROUPS = {
    "students": _("students"),
    "graduates": _("graduates"),
    "teachers": _("teachers"),
    "staff": _("staff"),
    "employers": _("employers"),
    "parents": _("parents"),
    "applicants": _("applicants"),
    "research_customers": _("customers of research"),
    "other": _("other"),
}

SURVEY_STATES = {
    "draft": _("draft"),
    "approved": _("approved"),
    "collecting": _("collecting answers"),
    "closed": _("closed"),
    "analysed": _("analysed"),
    "completed": _("completed"),
}

QUESTION_KINDS = {
    "scale": _("scale 1–5"),
    "yes_no": _("yes or no"),
    "choice": _("choice"),
    "open": _("open answer"),
}

SCALE = ("five", "four", "three", "two", "one")


def complaint_state(values: dict[str, Any], _profile: object) -> str:
    for name, state in (("closed_on", "closed"), ("answered_on", "answered"), ("responsible", "in_work")):
        if values.get(name):
            return state
    return "registered"


def response_rate(values: dict[str, Any], _profile: object) -> str | None:
    return share(values.get("answered"), values.get("population"))


def respondents(values: dict[str, Any], _profile: object) -> int | None:
    """How many answered on the scale; “hard to say” is no answer."""
    counts = [values.get(step) for step in SCALE]
    return sum(count or 0 for count in counts) if any(count is not None for count in counts) else None


def is_shown(values: dict[str, Any]) -> bool:
    """Whether the group is large enough that nobody can be told from its figures."""
    answered = values.get("respondents")
    return bool(answered) and answered >= (values.get("least_group") or 1)


def is_small(values: dict[str, Any], _profile: object) -> bool | None:
    return None if not values.get("respondents") else not is_shown(values)


def mean_answer(values: dict[str, Any], _profile: object) -> str | None:
    if not is_shown(values):
        return None
    total = sum((values.get(step) or 0) * score for step, score in zip(SCALE, (5, 4, 3, 2, 1), strict=True))
    return rounded(Decimal(total) / values["respondents"])


def top_two(values: dict[str, Any], _profile: object) -> str | None:
    if not is_shown(values):
        return None
    return share((values.get("five") or 0) + (values.get("four") or 0), values["respondents"])


class Complaint(Kind, name="complaint", label=_("Complaint or suggestion"), plural=_("Complaints and suggestions"),
                title="text", forms="Ф-22"):
    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("Ф-22"))
    received_on = DateField(_("Received on"), required=True, sorted=True)
    channel = ChoiceField(_("Channel"), CHANNELS, required=True)
    feedback_source = ChoiceField(_("Source of the feedback"), FEEDBACK_SOURCES, required=True)
    group = TextField(_("Who says it"), required=True, help=_("Students, parents, employers, staff: no names."))
    voice = ChoiceField(_("Kind of message"), VOICES, required=True)
    theme = ChoiceField(_("Theme"), THEMES)
    text = TextField(_("What it says"), required=True, searched=True, lines=3)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Answer due"), required=True, sorted=True, default=due_after("complaint_answer", "received_on"))
    answer = TextField(_("Answer given"), searched=True, lines=3)
    answered_on = DateField(_("Answered on"))
    justified = ChoiceField(_("Justified"), JUSTIFIED)
    follow_up = TextField(_("What was done after it"), lines=2)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity")
    improvement = ReferenceField(_("Improvement proposal"), "improvement")
    closed_on = DateField(_("Closed on"))
    period = TextField(_("Period"), narrows=True, default=this_period)
    state = ChoiceField(_("State of the message"), COMPLAINT_STATES, compute=complaint_state, narrows=True)


class Survey(Kind, name="survey", label=_("Survey"), plural=_("Surveys"), forms="Ф-21", published=True):
    """A survey of one group: its questions, how many were asked and answered, and what was concluded."""

    group = ChoiceField(_("Group surveyed"), GROUPS, required=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    number = TextField(_("Survey No."), searched=True, sorted=True, content=False, default=numbered("Ф-21"))
    title = TextField(_("Title of the survey"), required=True, searched=True, sorted=True)
    official = BooleanField(_("The official survey on the quality of teaching"))
    language = TextField(_("Language of the survey"))
    questions = ItemsField(_("Questions"), {
        "text": TextField(_("Question"), lines=2),
        "section": TextField(_("Section")),
        "question_kind": ChoiceField(_("Kind of question"), QUESTION_KINDS),
        "weight": NumberField(_("Weight")),
    }, required=True, searched=True)
    least_group = IntegerField(_("Smallest group shown"), least=1, most=100, default=always(5),
                               help=_("Smaller groups are not shown: nobody may be told from the figures."))
    participants = TextField(_("Who carries it out"), help=_("Special commissions, departments, the Career Centre."))
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    begins_on = DateField(_("Begins on"), sorted=True)
    ends_on = DateField(_("Ends on"))
    population = IntegerField(_("Whole group, N"), required=True, help=_("How many people the group has in all."))
    answered = IntegerField(_("Answered, n"))
    rate = NumberField(_("Response rate, %"), compute=response_rate)
    conclusion = TextField(_("Conclusion in words"), searched=True, lines=3)
    measures = ItemsField(_("Measures"), measure_fields(), searched=True)
    approved_by = PersonField(_("Approved by"))
    approved_on = DateField(_("Approved on"))
    previous = ReferenceField(_("Last survey of the group"), "survey")
    state = ChoiceField(_("State of the survey"), SURVEY_STATES, default=always("draft"), narrows=True, content=False)


class SurveyResult(Kind, name="survey_result", label=_("Survey result"), plural=_("Survey results"), title="question",
                   forms="Ф-21", home="survey"):
    """The answers to one question by one unit, programme or year, as counts: no questionnaire and no name is kept."""

    survey = ReferenceField(_("Survey"), "survey", required=True)
    question = TextField(_("Question"), required=True, searched=True, sorted=True, lines=2)
    section = TextField(_("Section"), searched=True)
    weight = NumberField(_("Weight"))
    of_unit = UnitField(_("Unit surveyed"), searched=True)
    programme = TextField(_("Educational programme"), searched=True)
    year = TextField(_("Year of study"))
    five = IntegerField(_("5: fully satisfied"))
    four = IntegerField(_("4: mostly satisfied"))
    three = IntegerField(_("3: partly satisfied"))
    two = IntegerField(_("2: mostly not satisfied"))
    one = IntegerField(_("1: not satisfied at all"))
    hard_to_say = IntegerField(_("0: hard to say"))
    least_group = IntegerField(_("Smallest group shown"), least=1, most=100, default=always(5))
    respondents = IntegerField(_("Respondents, n"), compute=respondents)
    small = BooleanField(_("Too small a group"), compute=is_small)
    mean = NumberField(_("Mean answer"), compute=mean_answer)
    top_two = NumberField(_("Share of 4 and 5, %"), compute=top_two)
    themes = StringsField(_("Themes of open answers"))

    conceals = (*SCALE, "hard_to_say", "respondents", "themes")

    def is_concealed(self, values: dict[str, Any]) -> bool:
        return values.get("small") is True


class StudentMeeting(Kind, name="student_meeting", label=_("Meeting with students"), plural=_("Meetings with students"),
                     title="subject"):
    """The rector, a vice-rector or the head of a unit meets students: at least once in an academic year."""

    subject = TextField(_("What the meeting was about"), required=True, searched=True, sorted=True)
    date = DateField(_("Date"), required=True, sorted=True, default=today)
    period = TextField(_("Period"), narrows=True, default=this_period)
    leader = PersonField(_("Held by"), required=True, searched=True)
    group = TextField(_("Students of"), help=_("Faculty, programme, year."))
    present = IntegerField(_("How many students"))
    place = TextField(_("Place"))
    questions = ItemsField(_("Questions and suggestions"), {
        "text": TextField(_("Question or suggestion"), lines=2),
        "answer": TextField(_("Answer given"), lines=2),
        "responsible": PersonField(_("Responsible")),
        "due": DateField(_("Due")),
        "done_on": DateField(_("Done on")),
    }, searched=True)
    conclusion = TextField(_("Conclusion in words"), lines=2)

"""Management review (clause 9.3), Ф-14: the report, the decisions and their follow-up, the frozen figures.

Its minutes are minutes like any other. Earlier decisions are looked up, not typed again.
"""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
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
from qms_desktop.models.defaults import numbered, this_period, today
from qms_desktop.models.kind import Kind
from qms_desktop.models.minutes import BODIES
from qms_desktop.models.plans import TASK_STATES
from qms_desktop.models.workflow import Approved, Discussed

INPUTS = {
    "a": _("actions from previous reviews"),
    "b": _("changes in external and internal issues"),
    "c1": _("satisfaction and feedback of interested parties"),
    "c2": _("achievement of quality objectives"),
    "c3": _("performance of processes and conformity of services"),
    "c4": _("nonconformities and corrective actions"),
    "c5": _("results of monitoring and measurement"),
    "c6": _("results of audits"),
    "c7": _("performance of external providers"),
    "d": _("adequacy of resources"),
    "e": _("effectiveness of actions on risks and opportunities"),
    "f": _("opportunities for improvement"),
}
"""The twelve inputs of clause 9.3.2, by their letters there."""

REVIEW_STATES = {
    "collecting": _("collecting data"),
    "prepared": _("prepared"),
    "agreed": _("agreed"),
    "discussed": _("discussed"),
    "approved": _("approved"),
    "closed": _("closed"),
}

DECISION_KINDS = {
    "improvement": _("opportunity for improvement"),
    "qms_change": _("change of the quality management system"),
    "resource": _("need of resources"),
    "other": _("other"),
}

VERBS = {
    "clarify": _("clarify"),
    "revise": _("revise"),
    "update": _("update"),
    "renew": _("renew"),
}


def review_state(values: dict[str, Any], _profile: object) -> str:
    """The last step that was taken; the day of the council's session can be known before the report is handed over."""
    steps = ("closed_on", "closed"), ("approved_on", "approved"), ("agreed_on", "agreed"), ("prepared_on", "prepared")
    state = next((state for name, state in steps if values.get(name)), "collecting")
    return "discussed" if state == "agreed" and values.get("discussed_on") else state


class Review(Discussed, Approved, Kind, name="review", label=_("Management review"), plural=_("Management reviews"),
             forms="Ф-14", term="management_review", owner="office"):
    number = TextField(_("Review No."), searched=True, sorted=True, content=False, default=numbered("Ф-14"))
    title = TextField(_("Title of the report"), required=True, searched=True, sorted=True)
    period = TextField(_("Period"), required=True, narrows=True, default=this_period)
    package = ReferenceField(_("Frozen figures"), "report_package")
    inputs = ItemsField(_("Inputs of the review"), {
        "input": ChoiceField(_("Input"), INPUTS),
        "letter": TextField(_("Item of the report"), help=_("Its letter in the institution's own list.")),
        "comment": TextField(_("Comment of the head"), lines=3),
        "missing": TextField(_("Data missing from")),
    }, required=True, searched=True)
    effectiveness = TextField(_("Evaluation of effectiveness"), required=True, searched=True, lines=3)
    objectives = TextField(_("Evaluation of the achievement of objectives"), required=True, lines=3)
    resources = TextField(_("Evaluation of the resources"), required=True, lines=3)
    suitability = TextField(_("Conclusion on suitability"), required=True, lines=2)
    adequacy = TextField(_("Conclusion on adequacy"), required=True, lines=2)
    proposals_qms = TextField(_("Proposals for changes of the system"), lines=3)
    proposals_improvement = TextField(_("Proposals for improvement"), lines=3)
    prepared_by = PersonField(_("Prepared by"), required=True)
    prepared_on = DateField(_("Prepared on"), content=False)
    agreed_by = PersonField(_("Agreed by the management representative"), content=False)
    agreed_on = DateField(_("Agreed on"), content=False)
    participants = PeopleField(_("Present"))
    minutes = ReferenceField(_("Minutes"), "minutes", content=False)
    representative_evaluation = TextField(_("Evaluation by the management representative"), lines=2)
    rector_evaluation = TextField(_("Evaluation by the rector"), lines=2)
    distribution = ItemsField(_("Distribution list"), {
        "recipient": TextField(_("Recipient")),
        "on": DateField(_("Date")),
    }, content=False)
    informed = ItemsField(_("Informed of the results"), {
        "audience": TextField(_("To whom")),
        "on": DateField(_("Date")),
        "by": PersonField(_("By whom")),
        "evidence": TextField(_("Evidence")),
    }, content=False)
    next_due = DateField(_("Next review"), sorted=True, content=False)
    closed_on = DateField(_("Closed on"), content=False)
    state = ChoiceField(_("State of the review"), REVIEW_STATES, compute=review_state)


class Decision(Kind, name="decision", label=_("Decision"), plural=_("Decisions"), title="text", forms="Ф-14 Ф-25",
               owner="office", home="of_unit"):
    """A decision of a review or a council; who carries it out marks the progress."""

    body = ChoiceField(_("Body"), BODIES, required=True)
    review = ReferenceField(_("Management review"), "review")
    minutes = ReferenceField(_("Minutes"), "minutes")
    minutes_number = TextField(_("Minutes No. and date"), searched=True)
    date = DateField(_("Date"), required=True, sorted=True, default=today)
    period = TextField(_("Period"), narrows=True, default=this_period)
    text = TextField(_("Decision"), required=True, searched=True, sorted=True, lines=2)
    decision_kind = ChoiceField(_("Kind of decision"), DECISION_KINDS, required=True)
    verb = ChoiceField(_("What is to be done with it"), VERBS)
    objective = ReferenceField(_("Quality objective"), "objective")
    planned_resource = TextField(_("Planned resource"))
    of_unit = UnitField(_("Unit that carries it out"))
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    resources = TextField(_("Resources"), lines=2)
    resources_provided = BooleanField(_("Resources were provided"))
    change_entry = ReferenceField(_("Change of a document"), "change_entry")
    progress = TextField(_("What was done"), owner="unit", lines=2)
    done_on = DateField(_("Done on"), owner="unit")
    evidence = TextField(_("Evidence"), owner="unit", lines=2)
    state = ChoiceField(_("State of the task"), TASK_STATES, owner="unit", narrows=True)
    checked_by = PersonField(_("Completion checked by"))
    checked_on = DateField(_("Completion checked on"))


class ReportPackage(Kind, name="report_package", label=_("Report package"), plural=_("Report packages"), forms="Ф-14",
                    owner="office"):
    """The figures of a report as they were on a day, with a comment beside each: later data never change them."""

    title = TextField(_("Title of the report"), required=True, searched=True, sorted=True, kept=True)
    report = TextField(_("Report code"), required=True, kept=True)
    period = TextField(_("Period"), narrows=True, default=this_period, kept=True)
    taken_on = DateField(_("Figures of"), required=True, sorted=True, default=today, kept=True)
    units_included = StringsField(_("Units included"), kept=True)
    units_missing = StringsField(_("Units missing"), kept=True)
    figures = ObjectField(_("Figures"))
    comments = ItemsField(_("Comments on figures"), {
        "text": TextField(_("Comment"), lines=2),
        "figure": TextField(_("Figure")),
        "by": PersonField(_("By whom")),
        "on": DateField(_("Date")),
    }, searched=True)

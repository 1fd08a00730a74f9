"""The year's internal audits (clause 9.2): the programme Ф-07 and the register of auditors Ф-20.

The lines of a programme are the audits themselves, each a record of the unit that is audited.
"""

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
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import always, numbered, this_period
from qms_desktop.models.figures import mean
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Approved, Discussed

PROGRAMME_STATES = {
    "draft": _("draft"),
    "proposed": _("proposed for approval"),
    "approved": _("approved"),
    "in_execution": _("in execution"),
    "completed": _("completed"),
}

PROGRAMME_REASONS = {
    "customers": _("information from customers"),
    "procedures": _("introduction of new procedures"),
    "structure": _("change of the university's structure"),
    "qms": _("significant changes to the quality management system"),
    "other": _("other"),
}

GRADES = {
    "trainee": _("trainee"),
    "auditor": _("auditor"),
    "lead": _("lead auditor"),
    "expert": _("technical expert"),
}

ORIGINS = {
    "council": _("member of the teaching-methodical council"),
    "quality": _("member of quality management"),
    "teacher": _("leading teacher"),
}

AUDITOR_STATES = {
    "trainee": _("in training"),
    "active": _("active"),
    "suspended": _("suspended"),
    "removed": _("removed from the register"),
}


def programme_state(values: dict[str, Any], _profile: object) -> str:
    """It follows from the dates; a programme is in execution from its approval until it is completed."""
    if values.get("completed_on"):
        return "completed"
    if values.get("approved_on"):
        return "in_execution" if values.get("begun_on") else "approved"
    return "proposed" if values.get("proposed_on") else "draft"


def mean_score(values: dict[str, Any], _profile: object) -> str | None:
    return mean([evaluation.get("score") for evaluation in values.get("evaluations") or ()])


def is_trained(values: dict[str, Any], _profile: object) -> bool:
    """Whether any training is recorded; whether it is still valid on the day of an audit is asked there."""
    return bool(values.get("trainings"))


def trained_until(values: dict[str, Any], _profile: object) -> str | None:
    """The last day of the training that is valid the longest; None where one has no end, or there is none."""
    ends = [training.get("valid_to") for training in values.get("trainings") or ()]
    return max(ends) if ends and all(ends) else None


class AuditProgramme(Discussed, Approved, Kind, name="audit_programme", label=_("Audit programme"),
                     plural=_("Audit programmes"), forms="Ф-07", owner="office", published=True):
    number = TextField(_("Programme No."), searched=True, sorted=True, content=False, default=numbered("Ф-07"))
    title = TextField(_("Title of the programme"), required=True, searched=True)
    period = TextField(_("Period"), required=True, narrows=True, default=this_period)
    version = IntegerField(_("Version"), least=1, most=999, default=always(1))
    goal = TextField(_("Objective of the audits"), required=True, lines=2)
    scope = TextField(_("Scope of the audits"), required=True, lines=2)
    criteria = TextField(_("Audit criteria"), required=True, lines=2,
                         help=_("The standard, internal documents, the state standard."))
    rationale = TextField(_("Rationale"), required=True, lines=2,
                          help=_("Importance of the processes, changes, results of earlier audits."))
    changes = ItemsField(_("Changes of the programme"), {
        "text": TextField(_("What was changed"), lines=2),
        "reason": ChoiceField(_("Reason"), PROGRAMME_REASONS),
        "note": TextField(_("Explanation")),
        "version": IntegerField(_("New version"), least=1, most=999),
        "approved_by": PersonField(_("Approved by")),
        "approved_on": DateField(_("Approved on")),
    })
    prepared_by = PersonField(_("Prepared by"))
    proposed_on = DateField(_("Proposed on"), content=False)
    begun_on = DateField(_("Execution began on"), content=False)
    completed_on = DateField(_("Completed on"), content=False)
    state = ChoiceField(_("State of the programme"), PROGRAMME_STATES, compute=programme_state, narrows=True)


class Auditor(Kind, name="auditor", label=_("Auditor"), plural=_("Auditors"), title="name", forms="Ф-20", owner="office"):
    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("Ф-20"))
    name = TextField(_("Surname and initials"), required=True, searched=True, sorted=True)
    of_unit = UnitField(_("Unit of the auditor"), required=True, searched=True,
                        help=_("An auditor never audits the unit where he or she works."))
    position = TextField(_("Position"), required=True)
    grade = ChoiceField(_("Grade"), GRADES, required=True)
    origin = ChoiceField(_("Comes from"), ORIGINS)
    trainings = ItemsField(_("Training as an auditor"), {
        "topic": TextField(_("Topic")),
        "provider": TextField(_("Organised by")),
        "certificate": TextField(_("Certificate No.")),
        "date": DateField(_("Date")),
        "valid_to": DateField(_("Valid until")),
    }, required=True, searched=True)
    order = TextField(_("Appointed by order"), required=True, help=_("Number and date of the order."))
    audits_before = IntegerField(_("Audits held before this register"), least=0, most=500,
                                 help=_("Those that the program does not hold; with its own they show who may lead."))
    excluded = StringsField(_("Units that may not be audited"), help=_("Codes of units; the own one always counts."))
    processes = StringsField(_("Processes that may not be audited"),
                             help=_("Those that the auditor owns, manages or works in."))
    evaluations = ItemsField(_("Evaluations"), {
        "by": PersonField(_("By whom")),
        "on": DateField(_("Date")),
        "score": IntegerField(_("Score, 1 to 5"), least=1, most=5),
        "note": TextField(_("Note")),
    })
    score = NumberField(_("Mean score"), compute=mean_score)
    trained = BooleanField(_("Trained"), compute=is_trained)
    trained_until = DateField(_("Training valid until"), compute=trained_until)
    state = ChoiceField(_("State of the auditor"), AUDITOR_STATES, default=always("trainee"), narrows=True, content=False)

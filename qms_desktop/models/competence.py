"""People's competence (clauses 7.2 and 7.3), Ф-19: the matrix, what is planned and held, and whether it worked."""

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
)
from qms_desktop.core.messages import _
from qms_desktop.models.action_words import EFFECTS
from qms_desktop.models.defaults import numbered, this_period
from qms_desktop.models.figures import share
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Submitted

TRAINING_FORMS = {
    "qualification": _("raising of qualification"),
    "retraining": _("retraining"),
    "internship": _("internship"),
    "qms": _("training on the quality management system"),
    "auditors": _("training of auditors"),
    "seminar": _("seminar or meeting"),
    "informal": _("informal training"),
}

TRAINING_BASES = {
    "gap": _("gap in competence"),
    "risk": _("risk"),
    "nonconformity": _("nonconformity"),
    "audit": _("audit"),
    "plan": _("plan"),
}

EVALUATION_METHODS = {
    "test": _("test"),
    "class_visit": _("class visit"),
    "opinion": _("opinion of the head"),
    "indicator": _("change of an indicator"),
}

REQUIREMENT_KINDS = {
    "education": _("education"),
    "degree": _("degree or title"),
    "experience": _("experience"),
    "skills": _("skills"),
    "hours": _("hours of training"),
}

EVIDENCE_KINDS = {
    "t2": _("T-2 card"),
    "diploma": _("diploma"),
    "certificate": _("certificate"),
    "attestation": _("minutes of attestation"),
    "other": _("other"),
}

TRAINING_STAGES = {
    "planned": _("planned"),
    "held": _("held"),
    "confirmed": _("confirmed by HR"),
    "evaluated": _("effectiveness evaluated"),
}


def training_stage(values: dict[str, Any], _profile: object) -> str:
    if values.get("evaluated") == "100":
        return "evaluated"
    if values.get("confirmed_on"):
        return "confirmed"
    return "held" if values.get("held_to") or values.get("held_from") else "planned"


def participants_count(values: dict[str, Any], _profile: object) -> int:
    return len(values.get("participants") or ())


def evaluated_share(values: dict[str, Any], _profile: object) -> str | None:
    people = values.get("participants") or ()
    return share(sum(bool(person.get("effect")) for person in people), len(people))


class Training(Submitted, Kind, name="training", label=_("Training"), plural=_("Trainings"), title="topic", forms="Ф-19"):
    """One training: planned, held, and of each who took part the certificate and what it gave."""

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("training_number"))
    topic = TextField(_("Topic"), required=True, searched=True, sorted=True)
    training_form = ChoiceField(_("Form of training"), TRAINING_FORMS, required=True)
    basis = ChoiceField(_("Why it is needed"), TRAINING_BASES, required=True)
    risk = ReferenceField(_("Risk"), "risk")
    provider = TextField(_("Organised by"), required=True, searched=True)
    hours = IntegerField(_("Hours"), most=10_000)
    planned_on = TextField(_("Planned for"), help=_("A date or a month."))
    cost = NumberField(_("Cost, som"))
    held_from = DateField(_("Held from"), content=False, sorted=True)
    held_to = DateField(_("Held until"), content=False)
    participants = ItemsField(_("Participants"), {
        "name": PersonField(_("Employee")),
        "position": TextField(_("Position")),
        "document": TextField(_("Document No. and date"), open_when_locked=True),
        "valid_to": DateField(_("Valid until"), open_when_locked=True),
        "method": ChoiceField(_("Method of evaluation"), EVALUATION_METHODS, open_when_locked=True),
        "effect": ChoiceField(_("Effectiveness"), EFFECTS, open_when_locked=True),
        "evaluated_by": PersonField(_("Evaluated by"), open_when_locked=True),
        "evaluated_on": DateField(_("Evaluated on"), open_when_locked=True),
    }, required=True, searched=True)
    evaluation_due = DateField(_("Evaluation due"), content=False)
    confirmed_by = PersonField(_("Confirmed by HR"), owner="office")
    confirmed_on = DateField(_("Confirmed on"), owner="office")
    people = IntegerField(_("Number of participants"), compute=participants_count)
    evaluated = NumberField(_("Evaluated, %"), compute=evaluated_share)
    stage = ChoiceField(_("Stage of the training"), TRAINING_STAGES, compute=training_stage, narrows=True)


class Competence(Kind, name="competence", label=_("Competence record"), plural=_("Competence matrix"), title="position",
                 forms="Ф-19"):
    """A row of the matrix: what a position asks for, what its holder has, and what closes the gap."""

    position = TextField(_("Position"), required=True, searched=True, sorted=True)
    person = PersonField(_("Employee"), searched=True)
    process = ProcessField(_("Process"))
    requirements = ItemsField(_("Requirements"), {
        "required": TextField(_("Required")),
        "requirement_kind": ChoiceField(_("Kind of requirement"), REQUIREMENT_KINDS),
        "actual": TextField(_("Actual")),
        "met": BooleanField(_("Met")),
    }, required=True, searched=True)
    evidence = ItemsField(_("Evidence of competence"), {
        "text": TextField(_("Document No. and date")),
        "evidence_kind": ChoiceField(_("Kind of evidence"), EVIDENCE_KINDS),
        "valid_to": DateField(_("Valid until")),
    })
    gap = TextField(_("Gap"), lines=2)
    action = TextField(_("Measure"), lines=2)
    training = ReferenceField(_("Training"), "training")
    evaluation_due = DateField(_("Next evaluation"), sorted=True)
    period = TextField(_("Period"), narrows=True, default=this_period)

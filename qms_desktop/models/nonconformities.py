"""Nonconformities (clauses 8.7 and 10.2) with Ф-10 and the register Ф-11, corrective actions, and Ф-12.

Of the seven parts of Ф-10 the auditor or the QA office writes the first, the second and the last, the unit the four
between. The plan (parts 3 to 5) is handed over and accepted or returned like any form; the state follows from all this.
"""

from __future__ import annotations

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    IntegerField,
    ItemsField,
    ObjectField,
    PersonField,
    ProcessField,
    ProfileChoiceField,
    ReferenceField,
    StringsField,
    TextField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.action_states import action_state, days_between, last_due, nonconformity_state
from qms_desktop.models.action_words import (
    ACTION_SOURCES,
    ACTION_STATES,
    CAUSE_CATEGORIES,
    CLASSES,
    EFFECTS,
    EXTENTS,
    FITNESS,
    NONCONFORMITY_STATES,
    OPINIONS,
    RISK_UPDATES,
)
from qms_desktop.models.defaults import always, numbered, repeats, today
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields
from qms_desktop.models.workflow import Registered

REPEATS_WITHIN = 24
"""Months in which a nonconformity of the same unit and clause is a repeat."""


class Nonconformity(Registered, Kind, name="nonconformity", label=_("Nonconformity"), plural=_("Nonconformities"),
                    title="statement", forms="Ф-10 Ф-11", term="nonconformity", home="audit", stays_open=True):
    # 1 Identification
    number = TextField(_("Protocol No."), owner="auditor", searched=True, sorted=True, content=False,
                       default=numbered("Ф-10"))
    found_on = DateField(_("Found on"), owner="auditor", required=True, sorted=True, default=today)
    place = TextField(_("Place"), owner="auditor")
    source = ProfileChoiceField(_("Source"), "nonconformity_sources", owner="auditor", required=True)
    situation = ProfileChoiceField(_("Detected"), "detection_situations", owner="auditor", required=True)
    type = ProfileChoiceField(_("Type of nonconformity"), "nonconformity_types", owner="auditor", required=True)
    process = ProcessField(_("Process"), owner="auditor", searched=True)
    audit = ReferenceField(_("Audit"), "audit", owner="auditor")
    checklist_item = ReferenceField(_("Checklist question"), "checklist_item", owner="auditor")
    complaint = ReferenceField(_("Complaint or suggestion"), "complaint", owner="auditor")
    auditor = PersonField(_("Auditor or finder"), owner="auditor", required=True)
    customer_property = BooleanField(_("Concerns property of customers"), owner="auditor",
                                     help=_("Documents and works of students, files of staff, intellectual property."))
    student = TextField(_("Student concerned"), owner="auditor",
                        help=_("Only where the record concerns a student: full name, code, group."))
    # 2 Statement
    requirement = TextField(_("Requirement"), owner="auditor", required=True, searched=True, lines=2,
                            help=_("The clause, document or criterion that is not fulfilled."))
    clause = TextField(_("Clause"), owner="auditor", searched=True, sorted=True)
    document = ReferenceField(_("Document"), "document", owner="auditor")
    statement = TextField(_("Statement of the nonconformity"), owner="auditor", required=True, searched=True, lines=3,
                          help=_("The fact only: no opinion, and no advice on how to mend it."))
    evidence = TextField(_("Objective evidence"), owner="auditor", required=True, searched=True, lines=3)
    class_ = ChoiceField(_("Class"), CLASSES, owner="auditor", required=True, narrows=True)
    repeat_of = ReferenceField(_("Repeats"), "nonconformity", owner="auditor",
                               default=repeats("clause", "found_on", REPEATS_WITHIN))
    opinion = ChoiceField(_("The unit is acquainted"), OPINIONS)
    disagreement = TextField(_("Why the unit does not agree"), lines=2)
    acknowledged_by = PersonField(_("Acquainted: representative of the unit"))
    acknowledged_on = DateField(_("Acquainted on"), help=_("The terms are counted from this day."))
    # 3 Correction
    correction = TextField(_("Correction"), required=True, searched=True, lines=2,
                           help=_("What was done with the fact itself and its consequences."))
    correction_due = DateField(_("Correction due"))
    correction_done_on = DateField(_("Correction done on"), content=False)
    # 4 Cause
    whys = StringsField(_("Five whys"), help=_("A line an answer; the last one is something that we can change."))
    cause_category = ChoiceField(_("Cause category"), CAUSE_CATEGORIES, required=True)
    root_cause = TextField(_("Root cause"), required=True, searched=True, lines=2,
                           help=_("Not the statement in other words, and not a person's inattention alone."))
    extent = ChoiceField(_("Does it exist elsewhere"), EXTENTS)
    extent_note = TextField(_("Where else"), lines=2)
    # 5 Corrective action
    actions = ItemsField(_("Corrective actions"), measure_fields() | {
        "resources": TextField(_("Resources")),
        "expected": TextField(_("Expected result")),
    }, required=True, unless="no_action_reason", searched=True)  # fmt: skip
    no_action_reason = TextField(_("Why no action is needed"), lines=2)
    criterion = TextField(_("Criterion of effectiveness"), required=True, unless="no_action_reason", lines=2,
                          help=_("How we shall know that it does not come again."))
    # 6 Completion
    done_on = DateField(_("Completed on"), content=False)
    proof = TextField(_("Evidence of completion"), lines=2, content=False)
    extensions = ItemsField(_("Extensions of the term"), {
        "reason": TextField(_("Reason")),
        "due": DateField(_("New date")),
        "granted_by": PersonField(_("Granted by")),
        "granted_on": DateField(_("Granted on")),
    }, owner="auditor", content=False)
    # 7 Verification
    verdict = ObjectField(_("Verdict on the plan"), owner="auditor", content=False)
    implemented = BooleanField(_("Implementation verified"), owner="auditor", content=False)
    effective = ChoiceField(_("Effectiveness"), EFFECTS, owner="auditor", content=False)
    verification = TextField(_("Verification: what was checked and seen"), owner="auditor", lines=2, content=False)
    verified_by = PersonField(_("Verified by"), owner="auditor", content=False,
                              help=_("Never the person who carried out the action."))
    verified_on = DateField(_("Verified on"), owner="auditor", content=False)
    risk_update = ChoiceField(_("Risk passport updated"), RISK_UPDATES, owner="auditor", content=False)
    change_entry = ReferenceField(_("Change of a document"), "change_entry", owner="auditor", content=False)
    closed_by = PersonField(_("Closed by"), owner="office", content=False)
    closed_on = DateField(_("Closed on"), owner="office", sorted=True, content=False)
    void_reason = TextField(_("Why it is void"), owner="auditor", content=False)
    cycle = IntegerField(_("Cycle"), least=1, most=9, owner="auditor", default=always(1), content=False,
                         help=_("2 after an action that was not effective: the cause is analysed anew."))
    due = DateField(_("Due"), compute=last_due, sorted=True)
    days_to_close = IntegerField(_("Days to closing"), compute=days_between("found_on", "closed_on"))
    state = ChoiceField(_("State of the nonconformity"), NONCONFORMITY_STATES, compute=nonconformity_state, narrows=True)


class CorrectiveAction(Registered, Kind, name="corrective_action", label=_("Corrective action"),
                       plural=_("Corrective actions"), term="corrective_action", home="nonconformity"):
    """An action after a nonconformity or another undesirable situation, with its three judgements.

    The actions planned in Ф-10 stand there; this is the record of one that needs its own life: after an inspection, an
    analysis, a review, or for several nonconformities at once.
    """

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("corrective_action_number"))
    title = TextField(_("Corrective action"), required=True, searched=True, sorted=True, lines=2)
    source = ChoiceField(_("Source"), ACTION_SOURCES, required=True)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity")
    situation = TextField(_("Undesirable situation"), required=True, unless="nonconformity", searched=True, lines=2)
    process = ProcessField(_("Process"), searched=True)
    cause = TextField(_("Cause"), required=True, searched=True, lines=2)
    measures = ItemsField(_("Measures"), measure_fields(), searched=True)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    resources = TextField(_("Resources"), lines=2)
    criterion = TextField(_("Criterion of effectiveness"), required=True, lines=2)
    done_on = DateField(_("Completed on"), content=False)
    proof = TextField(_("Evidence of completion"), lines=2, content=False)
    adequacy = ChoiceField(_("Adequate to the consequences"), FITNESS, owner="office")
    adequacy_note = TextField(_("Why it is adequate or not"), owner="office", lines=2)
    completed = ChoiceField(_("Completion checked"), FITNESS, owner="office")
    completed_on = DateField(_("Completion checked on"), owner="office")
    effective = ChoiceField(_("Effectiveness"), EFFECTS, owner="office")
    effective_on = DateField(_("Effectiveness judged on"), owner="office")
    verification = TextField(_("Verification: what was checked and seen"), owner="office", lines=2)
    verified_by = PersonField(_("Verified by"), owner="office", help=_("Never the person who carried out the action."))
    closed_on = DateField(_("Closed on"), owner="office", sorted=True)
    void_reason = TextField(_("Why it is void"), owner="office")
    days_to_close = IntegerField(_("Days to closing"), compute=days_between("due", "closed_on"))
    state = ChoiceField(_("State of the action"), ACTION_STATES, compute=action_state, narrows=True)


class PreventiveAction(Registered, Kind, name="preventive_action", label=_("Preventive action"),
                       plural=_("Preventive actions"), title="action", forms="Ф-12", term="preventive_action"):
    """A row of a unit's preventive action plan Ф-12; it comes from a risk, else it would repeat the passport."""

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("preventive_action_number"))
    potential = TextField(_("Potential nonconformity"), required=True, searched=True, lines=2)
    cause = TextField(_("Possible cause"), required=True, searched=True, lines=2)
    risk = ReferenceField(_("Risk"), "risk", required=True)
    process = ProcessField(_("Process"), searched=True)
    action = TextField(_("Preventive action"), required=True, searched=True, sorted=True, lines=2)
    responsible = PersonField(_("Responsible"), required=True, searched=True)
    due = DateField(_("Due"), required=True, sorted=True)
    resources = TextField(_("Resources"), lines=2)
    criterion = TextField(_("Criterion of effectiveness"), required=True, lines=2)
    method = TextField(_("Method of evaluation"), lines=2)
    done_on = DateField(_("Completed on"), content=False)
    proof = TextField(_("Evidence of completion"), lines=2, content=False)
    adequacy = ChoiceField(_("Fits the potential problem"), FITNESS, owner="office")
    adequacy_note = TextField(_("Why it fits or does not"), owner="office", lines=2)
    completed = ChoiceField(_("Completion checked"), FITNESS, owner="office")
    completed_on = DateField(_("Completion checked on"), owner="office")
    effective = ChoiceField(_("Effectiveness"), EFFECTS, owner="office")
    effective_on = DateField(_("Effectiveness judged on"), owner="office")
    verification = TextField(_("Verification: what was checked and seen"), owner="office", lines=2)
    verified_by = PersonField(_("Verified by"), owner="office", help=_("Never the person who carried out the action."))
    closed_on = DateField(_("Closed on"), owner="office", sorted=True)
    void_reason = TextField(_("Why it is void"), owner="office")
    state = ChoiceField(_("State of the action"), ACTION_STATES, compute=action_state, narrows=True)

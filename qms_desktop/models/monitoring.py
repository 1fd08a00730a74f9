"""Watching and judging (clauses 7.1.5, 9.1): inspections, data analyses, evaluation areas, external evaluations."""

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    ItemsField,
    PeopleField,
    PersonField,
    ProcessField,
    ReferenceField,
    StringsField,
    TextField,
    UnitField,
)
from qms_desktop.core.messages import _
from qms_desktop.models.defaults import numbered, this_period, today
from qms_desktop.models.kind import Kind
from qms_desktop.models.measures import measure_fields

INSPECTION_KINDS = {
    "regular": _("regular inspection"),
    "class_visit": _("class visit"),
    "teaching_documents": _("teaching documents"),
    "course_packs": _("course packs and assessment funds"),
    "product": _("monitoring of the product"),
    "infrastructure": _("infrastructure and environment"),
    "other": _("other"),
}

CONFORMITY = {"conforms": _("conforms"), "partly": _("conforms in part"), "not": _("does not conform")}

ANALYSIS_KINDS = {
    "customer_requirements": _("requirements of customers"),
    "programme_requirements": _("requirements for a programme"),
    "learning_results": _("learning results"),
    "assessment": _("assessment funds, state attestation"),
    "market": _("market of educational services"),
    "suggestions": _("suggestions of employers"),
    "process": _("results of a process"),
    "infrastructure": _("needs of infrastructure"),
    "other": _("other"),
}

DATA_SOURCES = {
    "measurement": _("measurement and control"),
    "work_control": _("control of all kinds of work"),
    "audits": _("internal and external audits"),
    "actions": _("corrective and preventive actions"),
    "complaints": _("complaints"),
}

PURPOSES = {
    "qms": _("effectiveness of the quality management system"),
    "processes": _("monitoring and evaluating the effectiveness of processes"),
    "satisfaction": _("satisfaction of customers with educational services"),
    "conformity": _("conformity to the requirements of customers"),
    "decisions": _("management decisions and their effectiveness"),
    "research": _("use of the research potential"),
    "level": _("level of educational services and research"),
}

AREAS = {
    "conformity": _("conformity of graduates and educational services to requirements"),
    "satisfaction": _("degree of satisfaction of interested parties"),
    "effectiveness": _("effectiveness of the system and results of the work"),
    "planning": _("success of planning"),
    "risks": _("effectiveness of actions on risks and opportunities"),
    "external": _("results of work with external interested parties"),
    "improvement": _("need to improve the quality management system"),
}

EVALUATION_KINDS = {
    "licensing": _("licensing"),
    "attestation": _("attestation"),
    "accreditation": _("accreditation"),
    "self_assessment": _("self-assessment"),
    "certification": _("certification audit"),
    "other": _("other"),
}

EVALUATION_RESULTS = {
    "positive": _("positive"),
    "conditional": _("conditional"),
    "negative": _("negative"),
    "awaited": _("awaited"),
}

RESOURCE_STATES = {
    "fit": _("fit for purpose"),
    "due": _("check due"),
    "unfit": _("not fit"),
    "withdrawn": _("withdrawn from use"),
}


class Inspection(Kind, name="inspection", label=_("Inspection"), plural=_("Inspections"), title="subject", owner="office",
                 home="of_unit"):
    """A check that is no audit. The measures agreed with the unit are the unit's; the office judges their completion."""

    number = TextField(_("No."), searched=True, sorted=True, content=False, default=numbered("inspection_number"))
    inspection_kind = ChoiceField(_("Kind of inspection"), INSPECTION_KINDS, required=True)
    subject = TextField(_("Subject of the inspection"), required=True, searched=True, sorted=True)
    of_unit = UnitField(_("Inspected unit"), required=True, searched=True)
    process = ProcessField(_("Process"), searched=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    date = DateField(_("Date"), required=True, sorted=True, default=today)
    inspectors = PeopleField(_("Inspectors"), required=True, searched=True)
    criteria = ItemsField(_("Criteria"), {
        "text": TextField(_("Criterion")),
        "result": ChoiceField(_("Result"), CONFORMITY),
        "note": TextField(_("Note")),
    })
    findings = TextField(_("What was found"), required=True, searched=True, lines=3)
    analysis = TextField(_("Analysis"), lines=2)
    result = ChoiceField(_("Result"), CONFORMITY)
    nonconformity = ReferenceField(_("Nonconformity"), "nonconformity")
    measures = ItemsField(_("Agreed measures"), measure_fields(), owner="unit", searched=True)
    agreed_by = PersonField(_("Agreed by"), owner="unit")
    agreed_on = DateField(_("Agreed on"), owner="unit")
    checked_on = DateField(_("Completion checked on"))
    completed = BooleanField(_("All measures are completed"))
    passed_on = DateField(_("Passed to management on"))
    decision = TextField(_("Decision of management"), lines=2)


class Analysis(Kind, name="analysis", label=_("Data analysis"), plural=_("Data analyses"), title="title"):
    title = TextField(_("What is analysed"), required=True, searched=True, sorted=True)
    analysis_kind = ChoiceField(_("Kind of analysis"), ANALYSIS_KINDS, required=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    date = DateField(_("Date"), required=True, sorted=True, default=today)
    process = ProcessField(_("Process"), searched=True)
    sources = ItemsField(_("Sources of data"), {
        "source": ChoiceField(_("Source"), DATA_SOURCES),
        "note": TextField(_("Which data")),
    }, required=True)
    purposes = ItemsField(_("Purposes"), {
        "purpose": ChoiceField(_("Purpose"), PURPOSES),
        "note": TextField(_("Note")),
    })
    method = TextField(_("Method"), lines=2, help=_("The internal document that sets order and frequency, if any."))
    results = TextField(_("Results"), required=True, searched=True, lines=4)
    conclusion = TextField(_("Conclusion in words"), lines=3)
    discussed_by = TextField(_("Considered by"))
    discussed_on = DateField(_("Considered on"))
    minutes = ReferenceField(_("Minutes"), "minutes")
    measures = ItemsField(_("Follow-up actions"), measure_fields() | {
        "kept_at": TextField(_("Confirming documents kept at")),
    }, required=True, searched=True)
    by = PersonField(_("Analysed by"), required=True)


class Evaluation(Kind, name="evaluation", label=_("Evaluation of an area"), plural=_("Evaluation of areas"), title="area"):
    """One of the seven areas that the analysis must judge in a period (clause 9.1.3)."""

    area = ChoiceField(_("Evaluation area"), AREAS, required=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    data = TextField(_("Data used"), required=True, searched=True, lines=2)
    method = TextField(_("Method"), help=_("Statistical where there are figures."))
    judgement = TextField(_("Judgement"), required=True, searched=True, lines=3)
    improvement = TextField(_("Need of improvement"), lines=2)
    measures = ItemsField(_("Follow-up actions"), measure_fields(), searched=True)
    by = PersonField(_("Evaluated by"), required=True)
    on = DateField(_("Evaluated on"), required=True, default=today)


class ExternalEvaluation(Kind, name="external_evaluation", label=_("External evaluation"), plural=_("External evaluations"),
                         title="title"):
    """Licensing, attestation, accreditation, certification; and the self-assessment that goes before them."""

    title = TextField(_("What was evaluated"), required=True, searched=True, sorted=True,
                      help=_("The programme, the institution or the system."))
    evaluation_kind = ChoiceField(_("Kind of evaluation"), EVALUATION_KINDS, required=True)
    period = TextField(_("Period"), narrows=True, default=this_period)
    programme = TextField(_("Educational programme"), searched=True)
    agency = TextField(_("Agency or body"), searched=True)
    begins_on = DateField(_("Begins on"), sorted=True)
    ends_on = DateField(_("Ends on"))
    criteria = TextField(_("Standard or criteria"))
    participants = PeopleField(_("Participants"))
    report = TextField(_("Report"), searched=True, lines=3)
    findings = ItemsField(_("Findings and recommendations"), {
        "text": TextField(_("Finding"), lines=2),
        "clause": TextField(_("Clause")),
        "measure": TextField(_("Measure"), lines=2),
        "responsible": PersonField(_("Responsible")),
        "due": DateField(_("Due")),
        "done_on": DateField(_("Done on")),
    }, searched=True)
    analysis = TextField(_("Analysis"), lines=3)
    result = ChoiceField(_("Result"), EVALUATION_RESULTS)
    valid_from = DateField(_("Valid from"))
    valid_to = DateField(_("Valid until"), sorted=True)
    next_due = DateField(_("Next evaluation"))


class MeasuringResource(Kind, name="measuring_resource", label=_("Measuring resource"), plural=_("Measuring resources"),
                        title="name"):
    """What is measured with: instruments, tests, questionnaires, programs, and the evidence that they are fit."""

    name = TextField(_("Resource"), required=True, searched=True, sorted=True)
    inventory = TextField(_("Inventory No."), searched=True)
    purpose = TextField(_("What it measures"), required=True, lines=2)
    keeper = PersonField(_("Responsible"), required=True, searched=True)
    evidence = TextField(_("Evidence of fitness"), required=True, lines=2,
                         help=_("Certificate of verification, calibration, validation of the test."))
    checked_on = DateField(_("Checked on"))
    next_check = DateField(_("Next check"), sorted=True)
    clauses = StringsField(_("Clauses of the standard"))
    state = ChoiceField(_("State of the resource"), RESOURCE_STATES)

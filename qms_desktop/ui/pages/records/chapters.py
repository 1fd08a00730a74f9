"""The chapters of the window: related kinds of records that stand as tabs of one page, in the order of the cycle.

The QA office sees every kind; a department what it writes or receives, in fewer chapters.
"""

from __future__ import annotations

from msgspec import Struct, structs

from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.workspace import Workspace

PLAN, DO, CHECK, ACT, ORDER = _("Planning"), _("Carrying out"), _("Checking"), _("Improving"), _("Order of the system")


class Chapter(Struct, frozen=True):
    """A row of the sidebar: its group, its words, the kinds on its page, and what belongs there with an example."""

    key: str
    group: Localised
    label: Localised
    icon: str
    kinds: tuple[str, ...]
    sentence: Localised
    example: Localised


def _chapter(key: str, group: Localised, label: Localised, icon: str, kinds: str, sentence: Localised, example: Localised) -> Chapter:
    return Chapter(key, group, label, icon, tuple(kinds.split()), sentence, example)


_OBJECTIVES = (_("What is to be reached stands here, by which figure it is seen, and what was measured."),
               _("For example: “Graduates at work: 75 % in 2027, 68 % now”, measured every year."))  # fmt: skip
_PLANS = (_("The plans of the year stand here with their measures, and the changes that are prepared."),
          _("For example: the plan of the department for the year, considered at its meeting."))  # fmt: skip
_PEOPLE = (_("Who works here stands here, what each should be able to do, and how that is learnt."),
           _("For example: an internal auditors’ course for three teachers, its effect judged after 90 days."))  # fmt: skip
_MEETINGS = (_("What meetings considered and decided stands here."),
             _("For example: minutes № 4 of the department’s meeting, two decisions with their dates."))  # fmt: skip
_AUDITS = (_("The programme of the year stands here, each audit with its plan and report, and who may audit."),
           _("For example: the audit of a department in November, its plan sent ten days before."))  # fmt: skip
_VOICES = (_("What students, graduates, employers and staff say stands here, and what was answered."),
           _("For example: “The auditorium is cold”, answered within ten working days."))  # fmt: skip
_MONITORING = (_("What was looked at between the audits stands here: inspections, analyses, evaluations from outside."),
               _("For example: visits of classes in October, what was found and what was agreed."))  # fmt: skip
_FAILURES = (_("What did not conform stands here, why it came to that, and what was done so that it does not come again."),
             _("For example: “Staff were not acquainted with the new edition of the regulation”."))  # fmt: skip
_TASKS = (_("What is to be done, by whom and until when stands here, wherever it was decided."),
          _("For example: “Renew the syllabus of three courses”, decided by the council, due in May."))  # fmt: skip

OFFICE_CHAPTERS = (
    _chapter("objectives", PLAN, _("Objectives and indicators"), "target", "objective indicator measurement", *_OBJECTIVES),
    _chapter("policy", PLAN, _("Policy and context"), "landmark", "policy context interested_party",
             _("What the university is obliged to stands here: its policy, its surroundings, those whom it serves."),
             _("For example: the quality policy with its points, made known to the staff in September.")),
    _chapter("plans", PLAN, _("Plans and changes"), "calendar-check", "plan planned_change", *_PLANS),
    _chapter("registers", PLAN, _("Register of risks"), "layout-list", "register_entry passport",
             _("The risks of the whole university stand here, gathered from the passports of the units."),
             _("For example: “Shortage of teachers with a degree”, from eleven passports, approved by the council.")),
    _chapter("people", DO, _("People and competence"), "graduation-cap", "training competence person", *_PEOPLE),
    _chapter("resources", DO, _("Providers and resources"), "package", "provider measuring_resource",
             _("Who serves the university from outside stands here, and by what it measures."),
             _("For example: the places of practice, each judged once a year by its criteria.")),
    _chapter("meetings", DO, _("Meetings and minutes"), "users", "minutes student_meeting", *_MEETINGS),
    _chapter("sheets", DO, _("Copies and acquaintance"), "copy", "document_copy agreement acquaintance external_document evidence",
             _("Who has which copy of a document stands here, who agreed with it, and who read it."),
             _("For example: copy 3 of the manual, handed to the dean’s office, returned after the new edition.")),
    _chapter("programme", CHECK, _("Audit programme"), "calendar-days", "audit_programme audit audit_plan audit_report auditor", *_AUDITS),
    _chapter("monitoring", CHECK, _("Inspections and analyses"), "eye", "inspection analysis evaluation external_evaluation", *_MONITORING),
    _chapter("satisfaction", CHECK, _("Satisfaction"), "thumbs-up", "complaint survey survey_result", *_VOICES),
    _chapter("nonconformities", ACT, _("Nonconformities"), "octagon-alert", "nonconformity corrective_action preventive_action", *_FAILURES),
    _chapter("actions", ACT, _("Tasks and improvements"), "list-checks", "action decision improvement", *_TASKS),
    _chapter("units", ORDER, _("Units and duties"), "building-2", "unit unit_order responsibility",
             _("The units stand here, the orders that opened, renamed or closed them, and who answers for what."),
             _("For example: the order of the rector on a new department, valid from September.")),
    _chapter("archive", ORDER, _("Archive and notes"), "archive", "destruction_list printout check_note report_package",
             _("What was printed stands here, what may be destroyed, and what was noted beside the checks."),
             _("For example: the list of records whose term of keeping is over, signed by the commission.")),
)  # fmt: skip

DEPARTMENT_CHAPTERS = (
    _chapter("objectives", PLAN, _("Policy and objectives"), "target", "objective indicator measurement policy", *_OBJECTIVES),
    _chapter("plans", PLAN, _("Plans and passports"), "calendar-check", "plan planned_change passport register_entry", *_PLANS),
    _chapter("people", DO, _("People and resources"), "graduation-cap", "training competence person provider measuring_resource", *_PEOPLE),
    _chapter("meetings", DO, _("Meetings and papers"), "users",
             "minutes student_meeting acquaintance external_document evidence document_copy agreement destruction_list", *_MEETINGS),
    _chapter("programme", CHECK, _("Audits and inspections"), "calendar-days",
             "audit audit_plan audit_report inspection external_evaluation audit_programme", *_AUDITS),
    _chapter("satisfaction", CHECK, _("Opinions and analyses"), "thumbs-up",
             "complaint survey survey_result analysis evaluation", *_VOICES),
    _chapter("nonconformities", ACT, _("Nonconformities"), "octagon-alert", "nonconformity corrective_action preventive_action", *_FAILURES),
    _chapter("actions", ACT, _("Tasks and improvements"), "list-checks", "action decision improvement", *_TASKS),
)  # fmt: skip

FURTHER = Chapter(
    "further", ORDER, _("Further records"), "archive", (),
    _("What the QA office made known to all units stands here."), _("For example: who answers for which process."),
)  # fmt: skip
"""What a department holds besides: found by the search and by links, without a row in the sidebar."""

DRAWN = {
    "risk": "risks", "opportunity": "risks", "process": "processes", "document": "documents", "change_entry": "documents",
    "checklist_item": "checklists",
}  # fmt: skip
"""The kinds whose pages were drawn by hand, with the section where each stands."""

DRAWN_FOR_OFFICE = {
    "audit": "checklists", "bank_question": "questions", "document_reading": "doubts", "profile_entry": "profile",
    "period": "periods", "review": "review",
}  # fmt: skip
"""The same of the sections that only the QA office has."""

BY_PROGRAM = frozenset({"printout", "report_package", "check_note", "bank_question", "document_reading", "profile_entry"})
"""The kinds whose records follow from what is done elsewhere: printing, freezing figures, answering a doubt."""


PAPERS = {"policy": "policy", "plan": "plan", "minutes": "minutes", "destruction_list": "destruction"}
"""The papers without a form's code of kinds that have no form, or none of their own."""


def chapters(ws: Workspace) -> tuple[Chapter, ...]:
    """The chapters that have a row in the sidebar; an auditor and a reader have no use for the order of the system."""
    if ws.role == "department":
        return DEPARTMENT_CHAPTERS
    return OFFICE_CHAPTERS if ws.is_office else tuple(chapter for chapter in OFFICE_CHAPTERS if chapter.group is not ORDER)


def further(ws: Workspace) -> Chapter:
    """The kinds that may be here and stand on no other page."""
    placed = DRAWN.keys() | {kind for chapter in chapters(ws) for kind in chapter.kinds}
    if ws.is_office:
        placed |= DRAWN_FOR_OFFICE.keys()
    left = (name for name in KINDS if name not in placed and (ws.role != "department" or is_received(KINDS[name])))
    return structs.replace(FURTHER, kinds=tuple(left))


def has_further(ws: Workspace) -> bool:
    """Whether there are such kinds; told without importing any."""
    return ws.role == "department" or bool(further(ws).kinds)


def is_received(kind: Kind) -> bool:
    """Whether records of a kind come to be in a department's store: its own, those made of it, what is for all."""
    return kind.published or bool(kind.home) or kind.fields[kind.title_field].owner in ("unit", "computed")


def sections_of_kinds(ws: Workspace) -> dict[str, str]:
    """The section in which the records of each kind are shown here; the others stand among the further ones."""
    found = {kind: chapter.key for chapter in chapters(ws) for kind in chapter.kinds} | DRAWN
    return found | DRAWN_FOR_OFFICE if ws.is_office else found

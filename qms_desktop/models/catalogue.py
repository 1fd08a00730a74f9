"""The catalogue of record kinds: which chapter declares which. A chapter is imported when a kind of it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind

__all__ = ["AUDITOR_KINDS", "KINDS", "auditor_fields", "kind_named", "office_fields"]

CHAPTERS = {
    "organisation": "unit person",
    "office": "period bank_question responsibility unit_order check_note document_reading",
    "institution": "profile_entry",
    "context": "context interested_party provider",
    "objectives": "policy objective measurement",
    "processes": "process indicator",
    "risks": "risk opportunity",
    "risk_registers": "passport register_entry",
    "plans": "plan action planned_change",
    "documents": "document change_entry",
    "document_sheets": "document_copy agreement acquaintance external_document destruction_list",
    "competence": "training competence",
    "satisfaction": "complaint survey survey_result student_meeting",
    "monitoring": "inspection analysis evaluation external_evaluation measuring_resource",
    "audit_programmes": "audit_programme auditor",
    "audits": "audit checklist_item",
    "audit_papers": "audit_plan audit_report",
    "nonconformities": "nonconformity corrective_action preventive_action",
    "improvement": "improvement",
    "minutes": "minutes",
    "reviews": "review decision report_package",
    "evidence": "evidence",
    "printouts": "printout",
}
"""The modules of this package with the kinds that each declares, in the order in which people meet them."""

AUDITOR_KINDS = frozenset({"audit", "audit_plan", "checklist_item", "audit_report", "nonconformity"})
"""The kinds that an auditor's laptop writes, in the records of its audits."""


class Catalogue(Mapping[str, Kind]):
    """Every record kind by its name. The names are known without a chapter being imported."""

    def __init__(self, chapters: Mapping[str, str]) -> None:
        self._chapter_of = {name: chapter for chapter, names in chapters.items() for name in names.split()}

    def __getitem__(self, name: str) -> Kind:
        if name not in Kind.catalogue:
            import_module(f"qms_desktop.models.{self._chapter_of[name]}")
        return Kind.catalogue[name]

    def __contains__(self, name: object) -> bool:
        return name in self._chapter_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._chapter_of)

    def __len__(self) -> int:
        return len(self._chapter_of)


KINDS = Catalogue(CHAPTERS)


def kind_named(name: str) -> Kind:
    """The kind of that name; UserError if there is none."""
    kind = KINDS.get(name)
    if kind is None:
        raise UserError(
            _("There is no kind of record called “{name}”.", name=name),
            _("“qms-desktop kinds” lists them."),
        )
    return kind


def office_fields(kind: str) -> frozenset[str]:
    """The journal's fields of a kind that the QA office or its auditors own; none of an unknown kind."""
    known = KINDS.get(kind)
    return known.office_fields if known else frozenset()


def auditor_fields(kind: str) -> frozenset[str]:
    """The journal's fields of a kind that an auditor's laptop may write in the records of its audits."""
    known = KINDS.get(kind)
    return known.auditor_fields if known else frozenset()

"""Bodies for every form: empty ones, and full ones made of the declarations with long Kyrgyz words in every field."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.fields import Field
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.paper.forms import FORMS, PAPERS

LONG = "Жогорку окуу жайлардын ортосундагы кызматташтыктын натыйжалуулугун жогорулатуу боюнча иш-чаралардын аткарылышы"
ROWS = 16

REGISTERS = ("Ф-11", "Ф-12", "Ф-20", "Ф-22", "notice", "responsibility", "box-act")
EMPTY: dict[str, data.Body] = {
    "Ф-01": data.ProcessCard(process={}),
    "Ф-02": data.ProcessRegister(),
    "Ф-03": data.RiskPassport(),
    "Ф-04": data.RiskRegister(),
    "Ф-05": data.IntegratedTable(),
    "Ф-09": data.Checklist(),
    "Ф-15": data.DocumentRegister(),
    "Ф-16": data.ChangeSheet(document={}),
    "Ф-26": data.Transmittal(),
} | dict.fromkeys(REGISTERS, data.Register())

GATHERED = {
    "Ф-06": ("objective", {"objectives": "objective"}, ""),
    "Ф-07": ("audit_programme", {"audits": "audit", "auditors": "auditor"}, ""),
    "Ф-08": ("audit_plan", {"earlier": "nonconformity"}, ""),
    "Ф-10": ("nonconformity", {}, ""),
    "Ф-13": ("audit_report", {"nonconformities": "nonconformity", "previous": "nonconformity"}, ""),
    "Ф-14": ("review", {"decisions": "decision", "minutes": "minutes"}, ""),
    "Ф-17": ("agreement", {}, ""),
    "Ф-18": ("acquaintance", {}, ""),
    "Ф-19": ("training", {"rows": "training"}, "plan"),
    "Ф-21": ("survey", {"results": "survey_result"}, ""),
    "Ф-23": ("context", {"factors": "context", "parties": "interested_party"}, ""),
    "Ф-24": ("provider", {}, ""),
    "Ф-25": ("action", {"tasks": "action"}, "person"),
    "policy": ("policy", {}, ""),
    "policy-check": ("policy", {}, ""),
    "plan": ("plan", {}, ""),
    "process-plan": ("plan", {}, ""),
    "document": ("document", {"document_copy": "document_copy"}, ""),
    "distribution": ("document", {"copies": "document_copy"}, ""),
    "destruction": ("destruction_list", {}, ""),
    "auditors-order": ("auditor", {"auditors": "auditor"}, ""),
    "minutes": ("minutes", {}, ""),
    "awareness": ("policy", {"people": "person", "objectives": "objective"}, ""),
    "training-card": ("person", {"trainings": "training"}, ""),
    "summary": ("policy", {"objectives": "objective", "plans": "plan"}, ""),
}
"""The kind of the record that a form is gathered around, and the kinds of its lists."""


def empty(code: str) -> data.Body:
    """What a form prints when there is nothing."""
    return EMPTY.get(code, data.Gathered())


def full(code: str) -> data.Body:
    """A body that fills more than a page, of a form that is gathered around a record or is a plain log."""
    if code in REGISTERS:
        return data.Register(records=[record(FORMS[code].kinds[0] if code in FORMS else PAPERS[code].kinds[0], n) for n in range(ROWS)])
    if code == "structure":
        people = [{"duty": LONG, "name": "Назарова А. К."}]
        return data.Gathered(lists={"units": [{"depth": n % 4, "unit": f"А{n}А {LONG}", "people": people} for n in range(ROWS)]})
    if code == "process-map":
        groups = ("management", "core", "support")
        return data.Gathered(lists={"processes": [{"number": str(n), "name": "Окутуу процесси", "group": groups[n % 3]} for n in range(12)]})
    kind, lists, part = GATHERED[code]
    months = [{"key": f"2026-{month:02d}", "label": f"{month:02d}"} for month in range(1, 13)]
    gathered: dict[str, Any] = {name: [record(of, n) for n in range(ROWS)] for name, of in lists.items()}
    if code == "Ф-07":
        gathered |= {"months": months, "clauses": [{"number": f"{n}.1"} for n in range(4, 11)],
                     "coverage": [{"unit": LONG, "marks": {"4.1": "planned", "5.1": "completed"}}] * ROWS}  # fmt: skip
    own = record(kind, 0) | ({"audit": {"number": "АПл-2026-01", "programme": LONG}} if code == "Ф-13" else {})
    return data.Gathered(record=own, lists=gathered, part=part)


def record(kind: str, place: int) -> dict[str, Any]:
    """A record in words with something in every field; texts begin with a word that no other record has."""
    return {name: _value(name, field, place) for name, field in KINDS[kind].fields.items()} | {
        "grid": {"2026-03": "planned"}, "measured": [{"part": "1-семестр", "actual": "81.5", "numerator": "3", "denominator": "4"}],
        "days_late": 4, "audits": 3, "group": f"топ {place // 6}", "unit": "Китепкана", "text": f"А{place}А {LONG}",
    }  # fmt: skip


def _value(name: str, field: Field, place: int) -> Any:
    if field.type_name in ("items", "notes"):
        return [{part: _value(part, inner, n) for part, inner in field.item_fields.items()} for n in range(ROWS)]
    if field.type_name in ("date", "deadline"):
        return "2026-10-12"
    if field.type_name in ("number", "integer", "scale"):
        return "4.5" if name == "mean" else 4
    if field.type_name == "boolean":
        return True
    if field.type_name == "texts":
        return [LONG, LONG]
    if field.type_name == "people":
        return [{"position": LONG, "name": "Назарова А. К."}]
    if "number" in name or name == "code":
        return f"ТК-МТК-2026-{place:02}"
    return f"А{place}А {'Кызматташтыкты өнүктүрүү' if field.keyed or field.names_record else LONG}"

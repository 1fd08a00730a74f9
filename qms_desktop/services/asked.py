"""What a checklist asks of a unit: the shipped banks of the institution, and what the QA office made of them.

A `bank_question` of the office that names a shipped question stands instead of it, or leaves it out; one that names
none is a question of the office's own, asked of the types of units that it names, or of all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.clauses import order
from qms_desktop.core.messages import Text
from qms_desktop.core.profile import Profile, Question, load_checklist_bank
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Line:
    """A question as it comes into a checklist: its id in the bank, and the cells of the checklist's line."""

    id: str
    cells: dict[str, Any]


def asked(tx: Transaction, profile: Profile, bank_type: str | None, language: str) -> list[Line]:
    """The lines for a unit of this type: every bank in its order, then the office's own questions by their clauses."""
    edited: dict[str, Mapping[str, Any]] = {}
    own: list[Mapping[str, Any]] = []
    for record in reading.records(tx, reading.Query("bank_question")):
        if record["question_id"]:
            edited[record["question_id"]] = record
        elif not record["left_out"] and _concerns(record, bank_type):
            own.append(record)
    lines = []
    for question in shipped(profile, bank_type):
        record = edited.get(question.id)
        if record is None:
            lines.append(Line(question.id, _of_bank(question, profile, language)))
        elif not record["left_out"]:
            lines.append(Line(question.id, _of_office(record, language)))
    own.sort(key=lambda record: (order(record["clause"] or ""), record["id"]))
    return lines + [Line(record["id"], _of_office(record, language)) for record in own]


def shipped(profile: Profile, bank_type: str | None) -> list[Question]:
    """The questions of every bank of the institution for a unit of this type."""
    return [question for bank in profile.checklists for question in load_checklist_bank(bank).for_unit(bank_type)]


def _concerns(record: Mapping[str, Any], bank_type: str | None) -> bool:
    types = re.split(r"[\s,;]+", (record["bank_type"] or "").strip())
    return types == [""] or bank_type in types


def _of_bank(question: Question, profile: Profile, language: str) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "clause": question.clause, "topic": question.topic.text(language), "question_class": question.question_class,
        "question": question.question.text(language), "expected_evidence": question.expected_evidence.text(language),
    }  # fmt: skip
    if section := question.section(profile.key):
        cells["document_clause"] = f"{profile.founding_document.text(language)}, {section}"
    return cells


def _of_office(record: Mapping[str, Any], language: str) -> dict[str, Any]:
    texts = {"topic": "topic", "question": "question", "expected_evidence": "evidence"}
    cells = {name: _said(record, name, other, language) for name, other in texts.items()}
    return {name: value for name, value in {
        "clause": record["clause"], "question_class": record["question_class"],
        "document_clause": record["document_clause"], **cells,
    }.items() if value}  # fmt: skip


def _said(record: Mapping[str, Any], name: str, other: str, language: str) -> str | None:
    """A text of the office in a language; in Kyrgyz where it was not translated."""
    first = record[name]
    return Text(first or "", record[f"{other}_ru"] or first or "", record[f"{other}_en"] or first or "").text(language) or None

"""The bank of audit questions (`resources/checklists`): read only when a checklist is made."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Text
from qms_desktop.core.paths import resources_dir


class Question(Struct, frozen=True):
    """One question: the clause that it examines, what to call it in a list, whom it is asked, what proves it.

    `edition` is the first one of the standard that it belongs to. `question_class` says what is looked at: whether
    something that the system asks for is there and works (`requirements`), or whether what is done agrees with what
    the institution's own plans, cards, rules and registers say (`documents`).
    """

    id: str
    clause: str
    edition: str
    question_class: str
    documents: Mapping[str, str]
    topic: Text
    unit_types: frozenset[str]
    question: Text
    expected_evidence: Text

    def section(self, institution: str) -> str | None:
        """Where the institution's founding document speaks of it, as printed there; None where it says nothing."""
        return self.documents.get(institution)


class QuestionBank(Struct, frozen=True):
    """An edition of the questions, in the order of the clauses.

    `verdicts` are the words of the answers by key; `weights` what each counts in the share of conformity, None for
    one that does not count at all.
    """

    version: str
    standard: str
    unit_types: MappingProxyType[str, Text]
    verdicts: MappingProxyType[str, Text]
    weights: MappingProxyType[str, int | None]
    questions: tuple[Question, ...]

    def __getitem__(self, question_id: str) -> Question:
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def for_unit(self, bank_type: str | None) -> tuple[Question, ...]:
        """The questions for a unit of this type; for a unit of no type those that every ordinary unit is asked."""
        if bank_type is not None:
            return tuple(question for question in self.questions if bank_type in question.unit_types)
        ordinary = set(self.unit_types) - {"top_management"}
        return tuple(question for question in self.questions if ordinary <= question.unit_types)

    def clauses(self) -> tuple[str, ...]:
        """The clauses that have a question, in their order."""
        return tuple(dict.fromkeys(question.clause for question in self.questions))


@functools.cache
def load_checklist_bank(name: str = "iso9001") -> QuestionBank:
    """A bank that ships with the program, parsed once: `iso9001`, or an institution's own criteria (`oshsu`).

    A bank that states no unit types and verdicts has those of `iso9001`.
    """
    data = _read("iso9001") | _read(name)
    return QuestionBank(
        version=data["bank_version"],
        standard=data["standard"],
        unit_types=_words(data["unit_types"]),
        verdicts=_words(data["verdicts"]),
        weights=MappingProxyType(data["verdict_weights"]),
        questions=tuple(_question(given) for given in data["questions"]),
    )


def _read(name: str) -> dict[str, Any]:
    path = resources_dir() / "checklists" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _words(given: dict[str, Any]) -> MappingProxyType[str, Text]:
    return MappingProxyType({key: Text.of(words) for key, words in given.items()})


def _question(given: dict[str, Any]) -> Question:
    return Question(
        given["id"],
        given["clause"],
        given["edition"],
        given["class"],
        MappingProxyType({key: section for key, section in given["document"].items() if section}),
        Text.of(given["topic"]),
        frozenset(given["unit_types"]),
        Text.of(given["question"]),
        Text.of(given["expected_evidence"]),
    )

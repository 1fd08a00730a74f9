"""Questions about the founding document: places that read doubtfully, and how the QA office reads them.

Nothing is settled in silence: a place stands as printed until the office has answered, and the answer is a record with
its author, which everybody receives. Two computers of the office that answer one question write the same record, so
that different answers are a conflict like any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile_parts import OfficeQuestion
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.setup import who_works_here
from qms_desktop.services.workspace import ALL, Workspace, reason
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base, Edit
from qms_desktop.store.transaction import Key, Transaction

KIND = "document_reading"
NEEDS_NOTE = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer so far: the key among `question.answers`, None while it is open.

    `base` is what the person who looks at it was shown.
    """

    question: OfficeQuestion
    answer: str | None
    note: str
    by: str
    on: str
    base: Base

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def words(self) -> Localised | None:
        """The answer in words."""
        return self.question.answers.get(self.answer) if self.answer else None


def questions(ws: Workspace) -> list[Asked]:
    """All of them in the order of the document, the open ones first."""
    with ws.store.reading() as tx:
        asked = _asked(ws, tx)
    return sorted(asked, key=lambda one: not one.is_open)


def answer(ws: Workspace, question: str, chosen: str, *, note: str = "", base: Base | None = None) -> SaveResult:
    """Note how the office reads a place; `base` is what was shown, by default the answer as it stands."""
    if not ws.is_office:
        raise UserError(_("Only the QA office answers questions about the document."))
    asked = ws.profile.office_questions.get(question)
    if asked is None:
        raise UserError(_("The document raises no question “{question}”.", question=question),
                        _("Questions: {known}.", known=", ".join(ws.profile.office_questions)))  # fmt: skip
    if chosen not in asked.answers:
        raise UserError(_("“{answer}” is no answer to this question.", answer=chosen),
                        _("Choose one of: {known}.", known=", ".join(asked.answers)))  # fmt: skip
    if chosen == NEEDS_NOTE and not note.strip():
        raise UserError(_("Write in the note how the place is read."))
    key, who = key_of(ws, question), who_works_here(ws)["name"]
    with ws.store.writing() as tx:
        shown = reading.record(tx, key) or {}
        wanted = {
            "question_id": question, "question": asked.question.text(ws.language), "quote": asked.quote,
            "section": asked.section, "reading": f"{question}:{chosen}", "note": reason(note) or None,
            "answered_by": who, "answered_on": dt.date.today().isoformat(),
        }  # fmt: skip
        decided = {name: wanted[name] for name in ("reading", "note") if shown.get(name) != wanted[name]}
        cells = {name: value for name, value in wanted.items() if shown.get(name) != value} if decided else {}
        changes, appended = ws.write(tx, [Edit(key, cells, base=base)] if cells else [])
    return SaveResult([Saved(key, changes[0].id if changes else None)], appended)


def reading_of(ws: Workspace, tx: Transaction, question: str) -> str | None:
    """The key of the answer that holds, for rules that depend on it; None while the question is open."""
    return _chosen(ws.profile.office_questions[question], reading.record(tx, key_of(ws, question)) or {})


def about(ws: Workspace, kind: str, values: Mapping[str, Any]) -> list[Asked]:
    """The questions that a record touches: those whose places name its kind and, where they say so, its values."""
    touched = {
        question.id
        for question in ws.profile.office_questions.values()
        for place in question.where
        if place.kind == kind and place.values and str(values.get(place.field)) in place.values
    }
    if not touched:
        return []
    with ws.store.reading() as tx:
        return [one for one in _asked(ws, tx) if one.question.id in touched]


def said(asked: Asked) -> Localised:
    """The place and how it is read, in a sentence beside a record."""
    section, quote = asked.question.section, asked.question.quote
    if asked.words is None:
        return _("The document says in {section}: “{quote}”. The QA office has not said yet how it reads that.",
                 section=section, quote=quote)  # fmt: skip
    if asked.note:
        return _("The document says in {section}: “{quote}”. The QA office reads it so: {answer}. {note}", section=section,
                 quote=quote, answer=asked.words, note=asked.note)  # fmt: skip
    return _("The document says in {section}: “{quote}”. The QA office reads it so: {answer}.", section=section,
             quote=quote, answer=asked.words)  # fmt: skip


def key_of(ws: Workspace, question: str) -> Key:
    """The record of a question's answer."""
    return Key(ALL, KIND, ruled_id(ws.profile.key, KIND, question))


def _asked(ws: Workspace, tx: Transaction) -> list[Asked]:
    base = Base(tx.position())
    records = {record["question_id"]: record for record in reading.records(tx, reading.Query(KIND))}
    found = []
    for question in ws.profile.office_questions.values():
        record = records.get(question.id) or {}
        found.append(Asked(
            question, _chosen(question, record), record.get("note") or "", record.get("answered_by") or "",
            record.get("answered_on") or "", base,
        ))  # fmt: skip
    return found


def _chosen(question: OfficeQuestion, record: Mapping[str, Any]) -> str | None:
    """The answer of a record; one that this edition of the profile does not offer leaves the question open."""
    of, _colon, key = (record.get("reading") or "").partition(":")
    return key if of == question.id and key in question.answers else None

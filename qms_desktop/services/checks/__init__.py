"""What an auditor would find: rules over the records of a unit or of all, each with a sentence and a way to set it right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records, units
from qms_desktop.services.checks import (
    audits,
    documents,
    improvement,
    letters,
    management,
    people,
    plans,
    processes,
    risks,
)
from qms_desktop.services.checks.look import NUMBERED, Look
from qms_desktop.services.checks.rule import FIELD, KIND, WEIGHTS, Rule
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.picking import Row

__all__ = ["RULES", "WEIGHTS", "Finding", "Note", "Rule", "findings", "mend", "note"]

RULES: dict[str, Rule] = {
    rule.id: rule
    for chapter in (processes, risks, plans, documents, improvement, audits, people, management, letters)
    for rule in chapter.RULES
}
"""Every rule by its id, in the order of the chapters."""

_WEIGHT = {weight: place for place, weight in enumerate(WEIGHTS)}


@dataclass(frozen=True, slots=True)
class Note:
    """Why a finding stays, until when it rests, and what the QA office says of that."""

    record: str
    text: str
    by: str
    on: str
    until: str
    answer: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: of a record, or of a unit where `record` is empty. A noted one rests."""

    rule: str
    weight: str
    clause: str
    unit: str
    kind: str
    record: str
    field: str
    number: str
    title: str
    sentence: Localised
    advice: Localised
    note: Note | None = None

    def as_json(self, language: str) -> dict[str, Any]:
        said = {"sentence": self.sentence.text(language), "advice": self.advice.text(language)}
        told = {name: getattr(self, name) for name in ("rule", "weight", "clause", "unit", "kind", "record", "field", "number", "title")}
        return told | said | {"note": self.note.text if self.note else None}


def findings(
    ws: Workspace, unit: str | None = None, *, today: dt.date | None = None, noted: bool = False
) -> list[Finding]:
    """What is open, the heaviest first: of a unit; for the QA office and a reader without a unit, of all.

    With `noted` those too of which the unit has said why they stay.
    """
    today = today or dt.date.today()
    wanted = unit or (ws.unit if ws.role == "department" else None)
    with ws.store.reading() as tx:
        units.check_unit(tx, ws.profile, wanted)
        look = Look(tx, ws.profile, ws.language, today, wanted)
        notes = _notes(look)
        found = [finding for rule in RULES.values() for finding in _found(rule, look, notes)]
    order = {rule: place for place, rule in enumerate(RULES)}
    shown = found if noted else [finding for finding in found if finding.note is None]
    return sorted(shown, key=lambda f: (_WEIGHT[f.weight], order[f.rule], sort_key(f.unit), sort_key(f.number), sort_key(f.title)))


def _found(rule: Rule, look: Look, notes: dict[tuple[str, ...], Note]) -> Iterator[Finding]:
    seen: set[tuple[str, ...]] = set()
    for row in rule.find(look):
        kind, field = row.get(KIND, rule.kind), row.get(FIELD, rule.field)
        key = (row["unit"], rule.id, row["id"], field if KIND in row or not row["id"] else "")
        if key in seen:
            continue
        seen.add(key)
        yield Finding(
            rule.id, rule.weight, rule.clause, row["unit"], kind, row["id"], field, _number(row), _title(kind, row, look),
            rule.said_of(row), rule.advice, notes.get(key),
        )  # fmt: skip


def _number(row: Row) -> str:
    return str(next((row[name] for name in NUMBERED if row.get(name) not in (None, "")), ""))


def _title(kind: str, row: Row, look: Look) -> str:
    if "title" in row:
        return row["title"] or ""
    return KINDS[kind].title_of(row, look.profile, look.language)


# --- notes -------------------------------------------------------------------------------------------------------


def _notes(look: Look) -> dict[tuple[str, ...], Note]:
    """The notes in force, by what they speak of; the latest of several."""
    found = {}
    fields = ("rule", "of_record", "field", "note", "by", "on", "until", "answer")
    for row in sorted(look.records("check_note", *fields, filled=("rule",)), key=lambda row: row["on"] or ""):
        if not row["until"] or row["until"] >= look.day:
            told = Note(row["id"], row["note"] or "", row["by"] or "", row["on"] or "", row["until"] or "", row["answer"] or "")
            found[row["unit"], row["rule"], row["of_record"] or "", row["field"] or ""] = told
    return found


def note(ws: Workspace, finding: Finding, why: str, *, until: dt.date | None = None, today: dt.date | None = None) -> SaveResult:
    """Say why a finding stays; it rests until a day, without one until the reporting year is over."""
    if not why.strip():
        raise UserError(_("Say why it stays as it is."))
    today = today or dt.date.today()
    with ws.store.reading() as tx:
        by = units.people(tx).get(ws.person, {}).get("name")
    until = until or ws.profile.period_of(today)[1]
    alone = finding.rule.startswith("text.") or not finding.record
    return records.save(ws, "check_note", [{
        "unit": finding.unit, "rule": finding.rule, "of_kind": finding.kind or None, "of_record": finding.record or None,
        "field": (finding.field or None) if alone else None, "note": why, "by": by, "on": today.isoformat(), "until": until.isoformat(),
    }])  # fmt: skip


def mend(ws: Workspace, finding: Finding) -> SaveResult:
    """Set a finding right by the act of its rule, where it has one."""
    act = RULES[finding.rule].mend
    assert act is not None, finding.rule
    return act.act(ws, finding.kind, finding.record, finding.field)


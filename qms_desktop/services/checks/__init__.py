"""What an auditor would find: rules over the records of a unit or of all, each with a sentence and a way to set it right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import Any

from msgspec import Struct, structs

from qms_desktop.core.errors import UserError
from qms_desktop.core.garbage import fewer_collections
from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Joined, Localised, _
from qms_desktop.services import records, units
from qms_desktop.services.checks import (
    answering,
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
from qms_desktop.services.checks.rule import FIELD, KIND, WEIGHTS, Rule, Spot
from qms_desktop.services.look import Look
from qms_desktop.services.remembered import Remembered, remembering
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace

__all__ = ["RULES", "WEIGHTS", "Finding", "Note", "Rule", "findings", "mend", "note"]

RULES: dict[str, Rule] = {
    rule.id: rule
    for chapter in (processes, risks, plans, documents, improvement, audits, people, management, answering, letters)
    for rule in chapter.RULES
}
"""Every rule by its id, in the order of the chapters."""

_ORDER = sorted(RULES.values(), key=lambda rule: list(WEIGHTS).index(rule.weight))

Place = tuple[str, ...]
"""What a note speaks of: the unit, the rule, the record, the field."""


class Note(Struct, frozen=True):
    """Why a finding stays, until when it rests, and what the QA office says of that."""

    record: str
    text: str
    by: str
    on: str
    until: str
    answer: str


class Finding(Struct, frozen=True):
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
    heading: Localised
    detail: Localised
    advice: Localised
    note: Note | None = None

    @property
    def sentence(self) -> Localised:
        """What was found, whole; where the rule says no more of the single record the detail is the heading again."""
        return Joined((self.heading, self.detail), ": ")

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
    wanted = unit or _home(ws)
    with ws.store.reading() as tx, fewer_collections():
        units.check_unit(tx, ws.profile, wanted)
        look = Look(tx, ws.profile, ws.language, today, wanted)
        known = remembering(ws.store, tx)
        found = [one for rule in _ORDER for one in _kept(known, look, rule)]
        notes = _notes(look)
    if noted:
        return [structs.replace(one, note=notes[place]) if place in notes else one for place, one in found]
    return [one for place, one in found if place not in notes]


def look_through(ws: Workspace, *, today: dt.date | None = None) -> Iterator[None]:
    """Look through everything for who asks for the findings afterwards; between two steps other work of the store may be done."""
    today = today or dt.date.today()
    picked: dict[Hashable, Any] = {}
    at = None
    for rule in _ORDER:
        with ws.store.reading() as tx, fewer_collections():
            remembered = remembering(ws.store, tx)
            if at != (at := remembered.at):
                picked.clear()
            _kept(remembered, Look(tx, ws.profile, ws.language, today, _home(ws), picked), rule)
        yield


def _home(ws: Workspace) -> str | None:
    return ws.unit if ws.role == "department" else None


def _kept(known: Remembered, look: Look, rule: Rule) -> list[tuple[Place, Finding]]:
    """What a rule finds, in order; remembered until a record is written of a kind that it looked at."""
    asked = "check", rule.id, look.unit, look.today, look.language
    return known.get(asked, lambda: look.noting(lambda: _sorted(_found(rule, look))))


def _sorted(found: Iterable[tuple[Place, Finding]]) -> list[tuple[Place, Finding]]:
    unit_key = cache(sort_key)
    return sorted(found, key=lambda each: (unit_key(each[1].unit), sort_key(each[1].number or each[1].title)))


def _found(rule: Rule, look: Look) -> Iterator[tuple[Place, Finding]]:
    seen: set[Place] = set()
    for row in rule.find(look):
        kind, place = row.get(KIND, rule.kind), row.get(FIELD, rule.field)
        key = (row["unit"], rule.id, row["id"], place if KIND in row or not row["id"] else "")
        if key in seen:
            continue
        seen.add(key)
        title, number = look.called(kind, row)
        yield key, Finding(
            rule.id, rule.weight, rule.clause, row["unit"], kind, row["id"], place, number, title,
            rule.heading, rule.said_of(row), rule.advice,
        )  # fmt: skip


# --- notes -------------------------------------------------------------------------------------------------------


def _notes(look: Look) -> dict[Place, Note]:
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
        by = units.person(tx, ws.person).get("name")
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
    return act.act(ws, Spot(finding.unit, finding.kind, finding.record, finding.field))


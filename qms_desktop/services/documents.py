"""A document's life: its changes, the yearly review, and when a new edition is due."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.calendar import months_after
from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import questions, records, units
from qms_desktop.services.copies import doubled
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.picking import Where, pick
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

HOW_OFTEN = "manual_check"
"""The question about the founding document that asks how often it is checked."""

NEW_EDITION_AFTER = 5
"""So many changes, and a new edition is proposed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its change sheet; `changes` counts those since its edition came into force.

    `caution` is said beside the sheet: that the manual was checked more or less often than it says.
    """

    record: dict[str, Any]
    base: Base
    entries: list[dict[str, Any]]
    changes: int
    caution: Localised | None = None


def listed(ws: Workspace) -> list[dict[str, Any]]:
    """What the list shows of each document, by their codes; those without a code at the end, no copy beside its original."""
    with ws.store.reading() as tx:
        found = pick(tx, "document", ("code", "title", "edition", "state", "review_due"), order="code")
    copies = doubled(ws.profile, "document", ((document["unit"], document["id"]) for document in found))
    found = [document for document in found if document["id"] not in copies]
    return sorted(found, key=lambda document: not document["code"])


RULES = "2"
"""The level of the documents that say how something is done: regulations, procedures."""


def ruling(ws: Workspace, form: str) -> str:
    """The document by whose rules a form is filled in: the regulation of the register that names a clause of the form.

    UserError where the register has none.
    """
    described = ws.profile.forms[form]
    with ws.store.reading() as tx:
        found = pick(tx, "document", ("code", "clauses", "state"), Where(equal={"level": RULES}, filled=("clauses",)), order="code")
    for document in found:
        if set(document["clauses"]) & set(described.clauses) and document["state"] not in ("superseded", "archived"):
            return document["id"]
    raise UserError(_("No regulation on “{form}” stands in the register of documents.", form=described.title),
                    _("The QA office enters it there with level {level} and a clause of the form: {clauses}.",
                      level=RULES, clauses=", ".join(described.clauses)))  # fmt: skip


def read(ws: Workspace, document_id: str) -> Sheet | None:
    """A document as it stands now; None when it is gone."""
    with ws.store.reading() as tx:
        keys = [key for key in reading.keys_of(tx, document_id) if key.kind == "document"]
        record = reading.record(tx, keys[0]) if keys else None
        if record is None:
            return None
        entries = _entries(tx, document_id)
        caution = _caution(ws, tx, record, entries, dt.date.today())
        return Sheet(record, Base(tx.position()), entries, len(changes_of_edition(record, entries)), caution)


def _caution(
    ws: Workspace, tx: Transaction, document: dict[str, Any], entries: list[dict[str, Any]], today: dt.date
) -> Localised | None:
    """How often the founding document is checked is one of its doubtful places: the office's reading decides."""
    kind = ws.profile.document_kind(document["document_kind"])
    if HOW_OFTEN not in ws.profile.office_questions or kind is None or not kind.by_council:
        return None
    checked = sorted(entry["date"] for entry in entries if entry["change_kind"] == "review" and entry["date"])
    if questions.reading_of(ws, tx, HOW_OFTEN) != "at_least_once":
        year, times = Counter(day[:4] for day in checked).most_common(1)[0] if checked else ("", 0)
        return _("In {year} the document was checked {n} times; by its own words it is at most once a year.",
                 year=year, n=times) if times > 1 else None  # fmt: skip
    last = max([*checked[-1:], document["valid_from"] or ""])
    if last and months_after(dt.date.fromisoformat(last), 12) < today:
        return _("The document is to be checked at least once a year; the last check was on {day}.", day=format_date(last))
    return None


def _entries(tx: Transaction, document_id: str) -> list[dict[str, Any]]:
    return reading.records(tx, Query("change_entry", where=(("document", document_id),), order="number"))


def changes_of_edition(document: dict[str, Any], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes of the edition in force: reviews without change do not count, nor what came before it."""
    since = document.get("valid_from") or ""
    return [e for e in entries if e["change_kind"] != "review" and not (e["date"] and e["date"] < since)]


def add_change(ws: Workspace, document_id: str, values: dict[str, Any]) -> SaveResult:
    """Enter a change: what is not given is today, a change, by this person."""
    return records.save(ws, "change_entry", [{**_made_today(ws, document_id), "change_kind": "change", **values}])


def review_without_change(ws: Workspace, document_id: str, texts: dict[str, str], today: dt.date | None = None) -> SaveResult:
    """Enter that the document was reviewed and stays as it is; the next review is due after the profile's term.

    `texts` are the words of the entry: its clause, text and reason.
    """
    day = today or dt.date.today()
    entry = {**_made_today(ws, document_id, day), "change_kind": "review", **texts}
    document = records.show(ws, document_id)
    results = [records.save(ws, "change_entry", [entry])]
    due = ws.profile.due_after("document_review", day).isoformat()
    if (document.get("review_due") or "") < due:
        results.append(records.save(ws, "document", [{"id": document_id, "unit": document["unit"], "review_due": due}]))
    return records.joined(results)


def begin_edition(ws: Workspace, document_id: str) -> SaveResult:
    """Put the document under revision: the work on its next edition begins."""
    document = records.show(ws, document_id)
    if document.get("state") == "under_revision":
        raise UserError(_("The document is under revision already."))
    return records.save(ws, "document", [{"id": document_id, "unit": document["unit"], "state": "under_revision"}])


def _made_today(ws: Workspace, document_id: str, day: dt.date | None = None) -> dict[str, Any]:
    with ws.store.reading() as tx:
        unit = reading.key_of(tx, document_id, "document").unit
        person = units.person(tx, ws.person)
    return {
        "document": document_id, "unit": unit, "made_by_name": person.get("name") or None,
        "made_by_position": person.get("position") or None, "date": (day or dt.date.today()).isoformat(),
    }  # fmt: skip

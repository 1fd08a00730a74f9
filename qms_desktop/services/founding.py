"""What the founding document says already, laid out as records: who answers for what, its documents, policy and goals.

The QA office begins with it instead of typing it in. Two of its computers lay out the same records, and what is there,
changed or deleted, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from qms_desktop.core import founding
from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.workspace import ALL, Workspace, period_now
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-)")


def is_named(ws: Workspace, kind: str) -> bool:
    """Whether the founding document names records of a kind that this person may lay out."""
    return ws.is_office and any(True for _seed in _seeds(ws, kind))


def waiting(ws: Workspace, kind: str) -> int:
    """How many records of a kind the founding document names that are not here yet; 0 for whom it is not to lay out."""
    with ws.store.reading() as tx:
        return len(_edits(ws, tx, kind)) if ws.is_office else 0


def lay_out(ws: Workspace, *kinds: str) -> SaveResult:
    """Make the records of these kinds (of all, if none is named) that the founding document names and that are not here."""
    if not ws.is_office:
        raise UserError(_("The QA office lays out what the founding document names."))
    with ws.store.writing() as tx:
        edits = [edit for kind in kinds or LAID_OUT for edit in _edits(ws, tx, kind)]
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(edit.key, change.id) for edit, change in zip(edits, changes, strict=True)], appended)


def _edits(ws: Workspace, tx: Transaction, kind: str) -> list[Edit]:
    keys = [(Key(ALL, kind, ruled_id(ws.profile.key, kind, name)), values) for name, values in _seeds(ws, kind)]
    return [Edit(key, changed_cells(KINDS[kind], {}, values, _items_of(ws, key)), seen={}) for key, values in keys if tx.row_of(key) is None]


def _items_of(ws: Workspace, key: Key) -> Iterator[str]:
    """The ids of the items in a record that is laid out, in their order."""
    return (ruled_id(ws.profile.key, "item", key.id, str(number)) for number in count(1))


Seeds = Iterator[tuple[str, dict[str, Any]]]
"""What each record is known by, and its values in the language of the store."""


def _responsibilities(ws: Workspace) -> Seeds:
    language = ws.language
    for seed in founding.responsibilities(ws.profile):
        carries_out = [who.text(language) for who in seed.carries_out]
        yield seed.key, {
            "what": seed.what.text(language), "answered_for": seed.matter, "clause": seed.clause,
            "leads": seed.leads.text(language), **({"carries_out": carries_out} if carries_out else {}),
        }  # fmt: skip


def _external_documents(ws: Workspace) -> Seeds:
    for name in founding.external_documents(ws.profile):
        year = _YEAR.findall(name.ky)
        yield name.ky, {"title": name.text(ws.language), **({"year": year[-1]} if year else {})}


def _documents(ws: Workspace) -> Seeds:
    language = ws.language
    for document in founding.own_documents(ws.profile):
        yield document.name.ky, {
            "title": document.name.text(language), "document_kind": document.kind.text(language), "level": document.level,
            "clauses": list(document.clauses), **({"category": document.category} if document.category else {}),
            **_approved(document.approval, language),
        }  # fmt: skip


def _policy(ws: Workspace) -> Seeds:
    if (policy := founding.policy(ws.profile)) is not None:
        yield policy.title.ky, {
            "title": policy.title.text(ws.language), "edition": 1, "state": "draft", "text": policy.text.ky, "text_ru": policy.text.ru,
            "text_en": policy.text.en,
            "points": [{"number": str(number), "text": point.text(ws.language)} for number, point in enumerate(policy.points, 1)],
        }  # fmt: skip


def _goals(ws: Workspace) -> Seeds:
    for goal in founding.strategic_goals(ws.profile):
        yield goal.ky, {"title": goal.text(ws.language), "level": "university", "period": period_now(ws.profile)}


def _parties(ws: Workspace) -> Seeds:
    for party in founding.interested_parties(ws.profile):
        yield party.name.ky, {
            "name": party.name.text(ws.language), "group": party.group, "need": party.need.text(ws.language), "period": period_now(ws.profile),
        }  # fmt: skip


def _approved(by_order: founding.Approval | None, language: str) -> dict[str, str]:
    """How far a document has come: approved, where its order is named; it is registered and put into force by the office."""
    if by_order is None:
        return {"state": "draft"}
    who = {"approved_by": by_order.by.text(language)} if by_order.by else {}
    return {"state": "approved", "approval": f"{by_order.number}, {format_date(by_order.date)}", "approved_on": by_order.date, **who}


LAID_OUT = {
    "responsibility": _responsibilities, "external_document": _external_documents, "document": _documents, "policy": _policy,
    "objective": _goals, "interested_party": _parties,
}  # fmt: skip
"""The kinds whose first records the founding document gives, with what gives them."""


def _seeds(ws: Workspace, kind: str) -> Seeds:
    return LAID_OUT[kind](ws) if kind in LAID_OUT else iter(())

"""Publishing: what the QA office lets everybody see of a unit's records, or of its own: copies in the unit `all`.

What the office makes of a published kind is born there. A copy is a record of its own whose name follows from the one
that it was made of: published again it becomes what that one is by now. The documents of units are published of
themselves once they are approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import DELETED, OFFICE
from qms_desktop.models.catalogue import KINDS, kind_named
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import Submitted
from qms_desktop.services.copies import READABLE, copy_of
from qms_desktop.services.records import Saved, SaveResult, refuse_doubles
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.picking import pick
from qms_desktop.store.transaction import Key, Transaction

_BETWEEN_UNIT_AND_OFFICE = frozenset(name for name in vars(Submitted) if name != "period") | {DELETED}
"""What of a record that is handed over stays where it was handed over: submission, verdict, remarks and answers."""


def publish(ws: Workspace, ids: Sequence[str], *, why: str = "") -> SaveResult:
    """Copy records to what everybody sees, with what belongs to them (a document's changes, a process's indicators).

    All or none; records that were published before are brought up to date.
    """
    if not ws.is_office:
        raise UserError(_("Only the QA office publishes."), _("Hand the record over; the QA office publishes it."))
    with ws.store.writing() as tx:
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        refuse_doubles(keys)
        edits: dict[Key, Edit] = {}
        for key in keys:
            for edit in _copies(ws, tx, key, why):
                edits.setdefault(edit.key, edit)
        changes, appended = ws.write(tx, list(edits.values()))
    made = {Key(change.unit, change.kind, change.record): change.id for change in changes}
    return SaveResult([Saved(copy, made.get(copy)) for copy in edits], appended)


def publish_approved(ws: Workspace) -> None:
    """Let everybody read the units' approved documents as they stand now.

    What was approved once and is revised stays as it was approved, and says so; so does what is not used any more.
    """
    with ws.store.writing() as tx:
        edits: list[Edit] = []
        for document in pick(tx, "document", ("state",)):
            key = Key(document["unit"], "document", document["id"])
            if key.unit in (ALL, OFFICE):
                continue
            if document["state"] in READABLE:
                edits += _copies(ws, tx, key, "")
            elif (there := tx.fold(copy_of(ws.profile, key))) is not None and there.shown.get("state") != document["state"]:
                edits.append(Edit(copy_of(ws.profile, key), {"state": document["state"]}))
        edits = [edit for edit in edits if edit.cells]
        if edits:
            ws.write(tx, edits)


def _copies(ws: Workspace, tx: Transaction, key: Key, why: str) -> Iterator[Edit]:
    kind = kind_named(key.kind)
    if key.unit == ALL:
        raise UserError(_("It is published already: everybody sees it."))
    if not kind.published:
        raise UserError(_("“{kind}” is not published.", kind=kind.label),
                        _("Documents, processes, indicators, the policy and objectives are."))  # fmt: skip
    folded = tx.fold(key)
    if folded is None or folded.deleted:
        raise UserError(_("There is no record {id}.", id=key.id))
    yield _copy(ws, tx, key, {}, why)
    for part, name in _parts(tx, kind, key):
        yield _copy(ws, tx, part, {name: copy_of(ws.profile, key).id}, why)


def _copy(ws: Workspace, tx: Transaction, key: Key, instead: dict[str, Any], why: str) -> Edit:
    """The edit that makes the copy what the record is now; `instead` names the copies that it belongs to."""
    copy = copy_of(ws.profile, key)
    folded, there = tx.fold(key), tx.fold(copy)
    kept_back = _BETWEEN_UNIT_AND_OFFICE if kind_named(key.kind).is_handed_over else frozenset({DELETED})
    wanted = {c: v for c, v in (folded.shown if folded else {}).items() if c.partition("/")[0] not in kept_back}
    wanted |= instead
    shown = there.shown if there else {}
    cells: dict[str, Any] = {cell: value for cell, value in wanted.items() if cell not in shown or shown[cell] != value}
    cells |= {cell: None for cell in shown if cell not in wanted and cell != DELETED and shown[cell] is not None}
    if there is not None and there.deleted:
        cells[DELETED] = False
    return Edit(copy, cells, why=why)


def _parts(tx: Transaction, kind: Kind, key: Key) -> Iterator[tuple[Key, str]]:
    """The records of the same unit that belong to a record by a required reference, and the field that says so."""
    for part in KINDS.values():
        for name, field in part.stored_fields.items():
            if part.published and field.names_record and field.required and field.refers_to == kind.name:
                query = reading.Query(part.name, ((name, key.id),), unit=key.unit)
                for record in reading.column(tx, query, "id"):
                    yield Key(key.unit, part.name, record), name

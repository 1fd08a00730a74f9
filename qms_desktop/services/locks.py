"""Locks: what a unit handed over it does not change until it is returned; progress and results are reported on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.messages import Localised, Message, _
from qms_desktop.journal.fold import DELETED
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.models.workflow import record_state
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Transaction
from qms_desktop.store.versions import full_values

SUBMISSION = "submission"
_SAID = {
    "submitted": _("It was submitted: it can be changed once the QA office has returned it."),
    "accepted": _("The QA office accepted it: it can be changed once the office has returned it."),
}


def lock_of(ws: Workspace, kind: Kind, record: Mapping[str, Any]) -> Message | None:
    """Why a record is locked for this person; None where it is open. The QA office is never locked out."""
    if ws.role != "department" or not kind.is_handed_over or kind.stays_open:
        return None
    return _SAID.get(record_state(dict(record), ws.profile))


def is_open(kind: Kind, field: Field) -> bool:
    """Whether a field, or a part of the items in it, can be written in a record that is locked."""
    if isinstance(field, ItemsField):
        return any(not kind.is_handed_cell(f"{field.name}/-/{part}") for part in field.item_fields)
    return not kind.is_handed_cell(field.cell)


def check_locks(ws: Workspace, tx: Transaction, edits: Iterable[Edit]) -> None:
    """UserError where an edit of this person's changes what is locked. Merging and deciding never come here.

    A submission can be undone until the QA office has given its verdict.
    """
    for edit in edits:
        kind = KINDS.get(edit.key.kind)
        folded = tx.fold(edit.key) if kind is not None and kind.is_handed_over else None
        if kind is None or folded is None:
            continue
        values, _refused = full_values(kind, folded.shown)
        said = lock_of(ws, kind, values)
        bound = [DELETED, *([SUBMISSION] if values.get("verdict") else [])]
        locked = [cell for cell in edit.cells if cell in bound or kind.is_handed_cell(cell)] if said else []
        if said and locked:
            raise UserError(
                _("“{title}”: {field} is locked.", title=kind.title_of(values, ws.profile, "ky"), field=_named(kind, locked[0])),
                said,
            )


def _named(kind: Kind, cell: str) -> Localised:
    return _("the record") if cell in (DELETED, SUBMISSION) else kind.label_of_cell(cell.partition("/")[0]) or _("the record")

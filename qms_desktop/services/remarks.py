"""The QA office's remarks on single fields of a record, and the unit's answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import checked_text
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import Folded
from qms_desktop.models.cells import items_of
from qms_desktop.models.kind import Kind
from qms_desktop.services.saved import Saved, SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit, new_record_id

REMARKS, ANSWERS = "field_remarks", "answers"


def answer(ws: Workspace, record_id: str, remark_id: str, text: str) -> SaveResult:
    """Answer a remark, or say the answer anew; UserError where there is no such remark."""
    words = checked_text(text)
    with ws.store.writing() as tx:
        key = reading.key_of(tx, record_id)
        folded = tx.fold(key)
        if folded is None or not folded.shown.get(f"{REMARKS}/{remark_id}/text"):
            raise UserError(_("The record has no such remark."), _("“qms-desktop show ID” lists its remarks."))
        if not words:
            raise UserError(_("An answer needs words."))
        changes, appended = ws.write(tx, [Edit(key, {f"{ANSWERS}/{remark_id}/text": words})])
    return SaveResult([Saved(key, changes[0].id)], appended)


def remark_cells(kind: Kind, remarks: Mapping[str, str], version: str) -> dict[str, Any]:
    """The cells that hold new remarks on a submitted version, by the names of their fields."""
    cells: dict[str, Any] = {}
    for place, (name, text) in enumerate(remarks.items(), start=1):
        if not kind.knows(name):
            raise UserError(_("A record of the kind “{kind}” has no field “{name}”.", kind=kind.name, name=name))
        words = checked_text(text)
        if words:
            item = f"{REMARKS}/{new_record_id()}"
            cells |= {f"{item}/text": words, f"{item}/field": name, f"{item}/version": version, f"{item}/order": place}
    return cells


def settling_cells(kind: Kind, folded: Folded) -> dict[str, Any]:
    """The cells that settle every open remark: what is accepted has no open question."""
    items = items_of(kind.item_lists[REMARKS], folded.shown)[0]
    return {f"{REMARKS}/{item['id']}/settled": True for item in items if item["text"] and not item["settled"]}

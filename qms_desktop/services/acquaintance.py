"""Ф-18: who knows the document as it stands. A change makes everybody read it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.cells import changed_cells
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction


def new_round(ws: Workspace, tx: Transaction, change: Mapping[str, Any], since: dt.date) -> list[Edit]:
    """A new sheet for every unit that has one of the document: the same people, none of them acquainted yet.

    Two computers that open the round of one change make the same sheets. A unit opens its own round alone.
    """
    kind, document = KINDS["acquaintance"], change["document"]
    latest: dict[str, dict[str, Any]] = {}
    sheets = reading.records(tx, Query("acquaintance", where=(("document", document),)))
    for sheet in sorted(sheets, key=lambda sheet: sheet["valid_from"] or ""):
        if ws.role != "department" or sheet["unit"] == ws.unit:
            latest[sheet["unit"]] = sheet
    edits = []
    for unit, sheet in latest.items():
        key = Key(unit, "acquaintance", ruled_id(ws.profile.key, "acquaintance", unit, document, change["id"]))
        if tx.row_of(key) is not None:
            continue
        people = [{"name": person["name"], "position": person["position"], "date": None, "note": None} for person in sheet["people"]]
        values = {
            "document": document, "subject": sheet["subject"], "edition": change.get("new_edition") or sheet["edition"],
            "change_entry": change["id"], "valid_from": since.isoformat(),
            "due": ws.profile.due_after("acquaintance", since).isoformat(), "people": people,
        }  # fmt: skip
        items = (ruled_id(ws.profile.key, "acquainted", key.id, str(place)) for place in range(len(people)))
        edits.append(Edit(key, changed_cells(kind, {}, values, items), seen={}))
    return edits

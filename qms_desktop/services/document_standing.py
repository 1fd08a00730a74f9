"""How the documents of a unit stand: in force, overdue for their review, superseded, still being made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import p_
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query

STANDINGS = {
    "current": p_("document", "current"),
    "overdue": p_("document", "overdue for review"),
    "in_preparation": p_("document", "in preparation"),
    "superseded": p_("document", "superseded"),
}
"""From what is used to what is not used any more."""

_GONE = ("superseded", "archived", "withdrawn")


def standing(document: Mapping[str, Any], today: dt.date) -> str:
    """One of `STANDINGS`."""
    if document.get("state") in _GONE:
        return "superseded"
    if document.get("state") != "in_force":
        return "in_preparation"
    due = document.get("review_due")
    return "overdue" if is_iso_date(due) and due < today.isoformat() else "current"


def of_unit(ws: Workspace, unit: str, today: dt.date | None = None) -> dict[str, list[dict[str, Any]]]:
    """The documents of a unit, its own and those that it answers for, by how they stand, each standing by code."""
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in STANDINGS}
    with ws.store.reading() as tx:
        documents = reading.records(tx, Query("document", order="code"))
    for document in documents:
        if unit in (document["unit"], document["of_unit"]):
            found[standing(document, today or dt.date.today())].append(document)
    return found

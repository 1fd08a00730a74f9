"""Copies of a document: who holds which edition, and who must get the new one after a change."""

from __future__ import annotations

from typing import Any

from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

Record = dict[str, Any]


def held(tx: Transaction, document: str) -> list[Record]:
    """The copy that each recipient holds now, by number: the last one issued, unless it was returned."""
    latest: dict[tuple[str | None, str | None], Record] = {}
    for copy in sorted(reading.records(tx, Query("document_copy", where=(("document", document),))), key=_issued):
        latest[copy["of_unit"], copy["recipient"]] = copy
    return sorted((copy for copy in latest.values() if not copy["returned_on"]), key=lambda copy: copy["number"] or 0)


def outdated(tx: Transaction, document: Record) -> list[Record]:
    """The copies in people's hands of an earlier version: of an earlier edition, or from before the last approved change."""
    edition, changed = document["edition"] or 0, _last_change(tx, document["id"])
    return [copy for copy in held(tx, document["id"])
            if (copy["edition"] or edition) < edition or (copy["issued_on"] or changed) < changed]  # fmt: skip


def _last_change(tx: Transaction, document: str) -> str:
    entries = reading.records(tx, Query("change_entry", where=(("document", document),)))
    made = [entry["valid_from"] or entry["date"] or "" for entry in entries
            if entry["change_kind"] != "review" and entry["state"] in ("approved", "communicated")]  # fmt: skip
    return max(made, default="")


def _issued(copy: Record) -> tuple[str, int]:
    return copy["issued_on"] or "", copy["number"] or 0

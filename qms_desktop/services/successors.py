"""A record of this year that follows from one of an earlier year, and which records are this year's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qms_desktop.journal.identity import ruled_id
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store.transaction import Key, Transaction

Record = dict[str, Any]


def new_key(ws: Workspace, old: Key, target: str) -> Key:
    """The record of a year that follows from an earlier one: the same on every computer of the institution."""
    return Key(old.unit, old.kind, ruled_id(ws.profile.key, "carried", old.unit, old.kind, old.id, target))


def standing(ws: Workspace, tx: Transaction, kind: str, records: Sequence[Record]) -> list[Record]:
    """The records without those of earlier years that were carried over, also where what they became was deleted."""
    followed = {record["previous"] for record in records} - {None}
    now = period_now(ws.profile)
    return [
        record for record in records
        if record["id"] not in followed and not (_is_older(record, now) and _was_ended(ws, tx, kind, record, now))
    ]  # fmt: skip


def _is_older(record: Record, now: str) -> bool:
    return bool(record["period"]) and len(record["period"]) == len(now) and record["period"] < now


def _was_ended(ws: Workspace, tx: Transaction, kind: str, record: Record, now: str) -> bool:
    """Whether a unit deleted what its record had become: the office has too many to ask each, and sees all the years."""
    return ws.role == "department" and tx.row_of(new_key(ws, Key(record["unit"], kind, record["id"]), now)) is not None

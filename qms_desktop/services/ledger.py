"""What came and went: the bundles of this store, for the window to tell."""

from __future__ import annotations

import json
from pathlib import PurePath

from msgspec import Struct
from sqlalchemy import select

from qms_desktop.services.workspace import Workspace
from qms_desktop.store import tables
from qms_desktop.store.transaction import Transaction


class Passed(Struct, frozen=True):
    """One bundle that came or went; `at` is its moment (ISO 8601), `unit` whose it is or for whom it was made."""

    outward: bool
    unit: str
    at: str
    status: str
    file: str
    records: int
    via: tuple[str, ...] = ()
    """The units that passed it on, the last hand first."""


def passed(tx: Transaction, *, outward: bool | None = None, limit: int = 20) -> list[Passed]:
    """The latest bundles first, of both directions or of one."""
    bundle = tables.bundle
    columns = (bundle.c.direction, bundle.c.unit, bundle.c.at, bundle.c.status, bundle.c.file, bundle.c.counts)
    query = select(*columns).order_by(bundle.c.at.desc()).limit(limit)
    if outward is not None:
        query = query.where(bundle.c.direction == ("out" if outward else "in"))
    return [
        Passed(direction == "out", unit, at, status, PurePath(file or "").name, _records(counts), _via(counts))
        for direction, unit, at, status, file, counts in tx.connection.execute(query)
    ]


def _via(counts: str | None) -> tuple[str, ...]:
    return tuple(json.loads(counts).get("via", ())) if counts else ()


def _records(counts: str | None) -> int:
    said = json.loads(counts) if counts else {}
    return int(said.get("records", 0)) or int(said.get("records_new", 0)) + int(said.get("records_changed", 0))


def latest(ws: Workspace) -> tuple[Passed | None, Passed | None]:
    """The last bundle that was sent, and the last one that was taken in."""
    with ws.store.reading() as tx:
        sent = passed(tx, outward=True, limit=1)
        came = [entry for entry in passed(tx, outward=False, limit=50) if entry.status in ("merged", "already")]
    return (sent[0] if sent else None), (came[0] if came else None)

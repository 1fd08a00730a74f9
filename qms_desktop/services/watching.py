"""What others changed in a store that several programs have open: looked for every few seconds."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from sqlalchemy import func, select

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.changes import Changes
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import tables
from qms_desktop.store.transaction import Key, Transaction

MOST = 1_000
"""So many records are named one by one; of more only the kinds."""


class Moment(Struct, frozen=True):
    """How a store stands, as cheaply as it can be told: equal moments, nothing to show."""

    position: int
    redactions: int
    ledger: tuple[Any, ...]
    """Bundles and devices, counted by their states."""


class News(Struct, frozen=True):
    """The moment that was found, and what others changed since the one before; None for nothing."""

    moment: Moment
    changes: Changes | None


def look(ws: Workspace, last: Moment | None) -> News:
    """Look once; without a `last` moment there is nothing to compare with, and no news."""
    with ws.store.reading() as tx:
        now = _moment(tx)
        if last is None or now == last:
            return News(now, None)
        if now.redactions != last.redactions:  # values went out of records anywhere
            return News(now, Changes(frozenset(KINDS), frozenset(), many=True))
        keys = _changed(tx, last.position, ws.key.device)
    kinds = {key.kind for key in keys} | ({"unit"} if now.ledger != last.ledger else set())  # pages show who sent beside units
    if not kinds:
        return News(now, None)
    many = len(keys) > MOST
    return News(now, Changes(frozenset(kinds), frozenset() if many else frozenset(key.id for key in keys), many=many))


def _moment(tx: Transaction) -> Moment:
    bundle, device = tables.bundle, tables.device
    ledger = [
        *tx.connection.execute(select(bundle.c.status, func.count()).group_by(bundle.c.status).order_by(bundle.c.status)),
        *tx.connection.execute(select(device.c.state, func.count()).group_by(device.c.state).order_by(device.c.state)),
    ]
    redactions = tx.connection.execute(select(func.count()).select_from(tables.redaction)).scalar_one()
    return Moment(tx.position(), redactions, tuple(map(tuple, ledger)))


def _changed(tx: Transaction, since: int, own: str) -> list[Key]:
    """The records in which devices other than our own have written."""
    record, change, chain = tables.record, tables.change, tables.chain
    query = (
        select(record.c.unit, record.c.kind, record.c.id)
        .join(change, change.c.record == record.c.row)
        .join(chain, chain.c.row == change.c.chain)
        .where(change.c.row > since, chain.c.device != own)
        .distinct()
    )
    return [Key(*found) for found in tx.connection.execute(query)]

"""Which devices are believed, for whom they speak, and who says so.

A device is let in by the proof of an invitation's secret, by the office's signed list, or by a person who compared the
digits by phone; where there are neither invitations nor lists a unit's first device is taken on trust, and shown so.
What a device signs counts only for its own unit, or for the office where it is the office's.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Column, func, select

from qms_desktop.exchange.signatures import device_name
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.transaction import Transaction

if TYPE_CHECKING:
    # The start reads who is trusted, and needs nothing of bundles for that.
    from qms_desktop.exchange.manifest import Introduced

OWN, FIRST, CONFIRMED, WAITING, REVOKED = "own", "first", "confirmed", "waiting", "revoked"
TRUSTED = frozenset({OWN, FIRST, CONFIRMED})
OFFICE_ROLES = frozenset({"office", "auditor"})
_COLUMNS = ("device", "public_key", "unit", "role", "state", "since", "receiving_key", "scope", "upto")


@dataclass(frozen=True, slots=True)
class Device:
    """A device that this store has heard of; `state` is one of those above."""

    device: str
    public_key: bytes
    unit: str
    role: str
    state: str
    since: str
    receiving_key: bytes | None = None
    scope: str | None = None
    """For an auditor's laptop: the codes of the units that it may audit, as a JSON list."""
    upto: str | None = None
    """For a revoked device: what of its work still counts, as a JSON list of [unit, seq, change]."""

    @property
    def trusted(self) -> bool:
        return self.state in TRUSTED

    @property
    def speaks_as(self) -> str:
        """The `as` that its changes must carry."""
        return "office" if self.role in OFFICE_ROLES else self.unit


def now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def devices(tx: Transaction) -> dict[str, Device]:
    """Every device that this store has heard of, by name."""
    return {found[0]: Device(*found) for found in tx.connection.execute(select(*_columns()))}


def _columns() -> list[Column]:
    return [tables.device.c[name] for name in _COLUMNS]


def put(tx: Transaction, device: Device) -> None:
    """Write a device down, in the place of what was known of it."""
    tx.connection.execute(tables.device.delete().where(tables.device.c.device == device.device))
    bulk_insert(tx.connection, "device", _COLUMNS, [tuple(getattr(device, column) for column in _COLUMNS)])


def register_own(
    tx: Transaction, public_key: bytes, unit: str, role: str, receiving_key: bytes = b"", scope: str | None = None
) -> None:
    """Write down the device that this store writes as; earlier ones of its own stay believed.

    Of one that is known already nothing is changed but its receiving key: in a database that several computers open,
    another one may have confirmed it, or revoked it.
    """
    name = device_name(public_key)
    row = tx.connection.execute(select(*_columns()).where(tables.device.c.device == name)).first()
    known = Device(*row) if row is not None else None
    if known is None:
        put(tx, Device(name, public_key, unit, role, OWN, now(), receiving_key, scope))
    elif receiving_key and known.receiving_key != receiving_key:
        put(tx, replace(known, receiving_key=receiving_key))


def confirm(tx: Transaction, device: str) -> None:
    """A person compared the digits: believe the device."""
    tx.connection.execute(
        tables.device.update().where(tables.device.c.device == device).values(state=CONFIRMED, since=now(), upto=None)
    )


def revoke(tx: Transaction, device: str) -> None:
    """Believe the device no more; what this store holds of its work goes on counting."""
    upto = json.dumps(sorted(tips(tx, device)), ensure_ascii=False)
    tx.connection.execute(
        tables.device.update().where(tables.device.c.device == device).values(state=REVOKED, since=now(), upto=upto)
    )


def tips(tx: Transaction, device: str) -> list[tuple[str, int, str]]:
    """The ends (unit, seq, change) of a device's chains, as this store holds them; of a forked chain its signed heads."""
    change, chain, head = tables.change, tables.chain, tables.head
    found = []
    for row, unit in tx.connection.execute(select(chain.c.row, chain.c.unit).where(chain.c.device == device)).all():
        query = select(change.c.seq, change.c.id).where(change.c.chain == row).order_by(change.c.seq.desc())
        seq, name = tx.connection.execute(query.limit(1)).one()
        ends = {(seq, name)}
        if tx.connection.execute(select(func.count()).where(change.c.chain == row)).scalar_one() > seq:
            signed = select(head.c.seq, head.c.change).where(head.c.chain == row)
            ends |= {(each, signed_name) for each, signed_name in tx.connection.execute(signed)}
        found += [(unit, each, end.hex()) for each, end in ends]
    return found


def upto_of(device: Device) -> tuple[tuple[str, int, str], ...]:
    """The heads up to which a revoked device's work counts."""
    return tuple((unit, seq, change) for unit, seq, change in json.loads(device.upto or "[]"))


def scope_of(device: Device) -> tuple[str, ...]:
    """The units that an auditor's laptop may audit."""
    return tuple(json.loads(device.scope or "[]"))


def add_to_scope(tx: Transaction, device: str, more: Iterable[str]) -> None:
    """Let an auditor's laptop audit further units; nothing changes for none."""
    if not (more := set(more)):
        return
    known = devices(tx)[device]
    scope = json.dumps(sorted(more | {*scope_of(known)}), ensure_ascii=False)
    put(tx, replace(known, scope=scope))


def extended(device: Device, heads: Sequence[tuple[str, int, str]]) -> Device:
    """A revoked device whose work counts up to these heads too."""
    together = sorted({*upto_of(device), *heads})
    return replace(device, upto=json.dumps(together, ensure_ascii=False))


def first_on_trust(known: dict[str, Device], introduced: Introduced) -> bool:
    """Whether a device that was never heard of is the first of its unit.

    An auditor's laptop is an office device, and never the first: it speaks with the office's authority.
    """
    speaks_as = "office" if introduced.role in OFFICE_ROLES else introduced.unit
    others = any(each.speaks_as == speaks_as and each.state != WAITING for each in known.values())
    return not others and introduced.role != "auditor"


def introduce(known: dict[str, Device], name: str, introduced: Introduced, state: str, at: str) -> Device:
    """The device as it is known from now on; not written down yet."""
    known[name] = Device(
        name, introduced.public_key, introduced.unit, introduced.role, state, at, introduced.receiving_key
    )
    return known[name]

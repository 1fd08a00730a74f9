"""Which devices are believed, for whom they speak, and who says so.

A unit's first device is taken on trust, and shown so; every further one waits until a person has compared the
digits by phone. What a device signs counts only for its own unit, or for the office where it is the office's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.signatures import device_name
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.transaction import Transaction

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
    return {found[0]: Device(*found) for found in tx.connection.execute(select(*(tables.device.c[c] for c in _COLUMNS)))}


def put(tx: Transaction, device: Device) -> None:
    """Write a device down, in the place of what was known of it."""
    tx.connection.execute(tables.device.delete().where(tables.device.c.device == device.device))
    bulk_insert(tx.connection, "device", _COLUMNS, [tuple(getattr(device, column) for column in _COLUMNS)])


def register_own(
    tx: Transaction, public_key: bytes, unit: str, role: str, receiving_key: bytes = b"", scope: str | None = None
) -> None:
    """Write down the device that this store writes as; earlier ones of its own stay believed."""
    name = device_name(public_key)
    query = select(tables.device.c.state).where(tables.device.c.device == name)
    if tx.connection.execute(query).scalar_one_or_none() != OWN:
        put(tx, Device(name, public_key, unit, role, OWN, now(), receiving_key, scope))


def set_state(tx: Transaction, device: str, state: str) -> None:
    tx.connection.execute(
        tables.device.update().where(tables.device.c.device == device).values(state=state, since=now())
    )


def state_for(known: dict[str, Device], introduced: Introduced) -> str:
    """What a device that was never heard of may be: the first of its unit is taken on trust, the others wait.

    An auditor's laptop is an office device, and never the first: it speaks with the office's authority.
    """
    speaks_as = "office" if introduced.role in OFFICE_ROLES else introduced.unit
    others = any(each.speaks_as == speaks_as and each.state != WAITING for each in known.values())
    return WAITING if others or introduced.role == "auditor" else FIRST


def introduce(
    known: dict[str, Device], name: str, introduced: Introduced, at: str, *, by_office: bool = False
) -> Device:
    """The device as it is known from now on; not written down yet. Whom the office introduces, the office vouches for."""
    state = CONFIRMED if by_office else state_for(known, introduced)
    known[name] = Device(
        name, introduced.public_key, introduced.unit, introduced.role, state, at, introduced.receiving_key
    )
    return known[name]

"""The board of units: who sent what and when, and what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, Text
from qms_desktop.exchange import trust
from qms_desktop.services import units
from qms_desktop.services.acts import act, submittable
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import check, reading, tables
from qms_desktop.store.transaction import Appended, Transaction


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit on the board; `state` is not_due, late, received, returned or accepted."""

    unit: str
    name: Localised
    last_received: str | None
    state: str
    conflicts: int
    proposals: int
    forks: int
    devices: int
    waiting_devices: int
    handed: int = 0
    """How many of its records wait for the office's word."""

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit, "last_received": self.last_received, "state": self.state, "conflicts": self.conflicts,
            "proposals": self.proposals, "forks": self.forks, "devices": self.devices,
        }  # fmt: skip


def board(ws: Workspace) -> list[BoardRow]:
    """A row for every unit, in Kyrgyz order of their names."""
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        received = _last_received(tx)
        open_ones = _open(tx)
        states = _states(tx)
        forks = Counter(fork.unit for fork in check.forks(tx))
        devices = trust.devices(tx).values()
        trusted = Counter(d.unit for d in devices if d.state != trust.WAITING)
        waiting = Counter(d.unit for d in devices if d.state == trust.WAITING)
        handed = Counter(_handed(tx, "unit"))
    codes = [code for code, unit in known.items() if unit.type != "university" and code != ws.profile.qa_office.code]
    codes += [code for code in received if code not in known and code != "office"]
    rows = []
    for code in codes:
        conflicts, proposals = open_ones.get(code, (0, 0))
        name = known[code].name if code in known else Text.of(code)
        state = (states.get(code) or "received") if code in received else "not_due"
        rows.append(BoardRow(code, name, received.get(code), state, conflicts, proposals, forks[code], trusted[code],
                             waiting[code], handed[code]))  # fmt: skip
    return sorted(rows, key=lambda row: sort_key(row.name.text(ws.language)))


def _handed(tx: Transaction, field: str, unit: str | None = None) -> list[str]:
    """A field of the records that were handed over and wait for the office's word."""
    where = (("state", "submitted"),)
    return [
        value for kind in submittable() for value in reading.column(tx, reading.Query(kind, where, unit=unit), field)
    ]


def accept(ws: Workspace, codes: Sequence[str]) -> SaveResult:
    """Accept all that units have handed over, all or none."""
    with ws.store.reading() as tx:
        ids = [record for code in codes for record in _handed(tx, "id", code)]
    acted = act(ws, "accept", ids)
    return SaveResult([Saved(done.key, done.change) for done in acted], Appended(keys={done.key for done in acted}))


def _last_received(tx: Transaction) -> dict[str, str]:
    bundle = tables.bundle
    query = (
        select(bundle.c.unit, func.max(bundle.c.at))
        .where(bundle.c.direction == "in", bundle.c.status.in_(("merged", "already")))
        .group_by(bundle.c.unit)
    )
    return dict(tx.connection.execute(query).all())


def _open(tx: Transaction) -> dict[str, tuple[int, int]]:
    record = tables.record
    query = (
        select(record.c.unit, func.sum(record.c.conflicts), func.sum(record.c.proposals))
        .where(record.c.gone == 0, (record.c.conflicts > 0) | (record.c.proposals > 0))
        .group_by(record.c.unit)
    )
    return {unit: (int(conflicts), int(proposals)) for unit, conflicts, proposals in tx.connection.execute(query)}


def _states(tx: Transaction) -> dict[str, str]:
    """What the office has said of the records that a unit handed over; nothing while one waits for its word."""
    found: dict[str, set[str]] = {}
    for kind in submittable():
        for unit, state in reading.pairs(tx, kind, "unit", "state"):
            found.setdefault(unit, set()).add(state)
    said = {}
    for unit, states in found.items():
        handed = states - {"draft"}
        if "returned" in handed:
            said[unit] = "returned"
        elif handed == {"accepted"}:
            said[unit] = "accepted"
    return said

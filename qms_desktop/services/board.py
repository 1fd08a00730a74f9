"""The board of units: who sent what and when, and what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal_column, select

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


def board(ws: Workspace, *, with_forks: bool = True) -> list[BoardRow]:
    """A row for every unit, in Kyrgyz order of their names; forks are looked for in the whole journal."""
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        received = _last_received(tx)
        open_ones = _open(tx)
        tally = _tally(tx)
        forks = Counter(fork.unit for fork in check.forks(tx)) if with_forks else Counter()
        devices = trust.devices(tx).values()
        trusted = Counter(d.unit for d in devices if d.state != trust.WAITING)
        waiting = Counter(d.unit for d in devices if d.state == trust.WAITING)
    codes = [code for code, unit in known.items() if unit.type != "university" and code != ws.profile.qa_office.code]
    codes += [code for code in received if code not in known and code != "office"]
    rows = []
    for code in codes:
        conflicts, proposals = open_ones.get(code, (0, 0))
        name = known[code].name if code in known else Text.of(code)
        states = tally.get(code, {})
        state = _verdict(states) if code in received else "not_due"
        rows.append(BoardRow(code, name, received.get(code), state, conflicts, proposals, forks[code], trusted[code],
                             waiting[code], states.get("submitted", 0)))  # fmt: skip
    return sorted(rows, key=lambda row: sort_key(row.name.text(ws.language)))


def _handed(tx: Transaction, unit: str) -> list[str]:
    """The records of a unit that were handed over and wait for the office's word."""
    where = (("state", "submitted"),)
    return [
        found for kind in submittable() for found in reading.column(tx, reading.Query(kind, where, unit=unit), "id")
    ]


def accept(ws: Workspace, codes: Sequence[str]) -> SaveResult:
    """Accept all that units have handed over, all or none."""
    with ws.store.reading() as tx:
        ids = [record for code in codes for record in _handed(tx, code)]
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
    found: dict[str, tuple[int, int]] = {}
    # One after the other, so that each is read off its own short index.
    for place, column in enumerate((record.c.conflicts, record.c.proposals)):
        query = select(record.c.unit, func.sum(column)).where(column > literal_column("0"), record.c.gone == 0).group_by(record.c.unit)
        for unit, number in tx.connection.execute(query):
            both = list(found.get(unit, (0, 0)))
            both[place] = int(number)
            found[unit] = (both[0], both[1])
    return found


def _tally(tx: Transaction) -> dict[str, dict[str, int]]:
    """How many records that every unit has handed over are in each state."""
    found: dict[str, dict[str, int]] = {}
    for kind in submittable():
        for unit, state, count in reading.handed_over(tx, kind):
            states = found.setdefault(unit, {})
            states[state] = states.get(state, 0) + count
    return found


def _verdict(states: dict[str, int]) -> str:
    """What the office has said of what a unit handed over; `received` while something waits for its word."""
    if "returned" in states:
        return "returned"
    return "accepted" if states.keys() == {"accepted"} else "received"

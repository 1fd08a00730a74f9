"""The board of units: what was expected of each, what came and when, how much of it is whole, what waits for a person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from sqlalchemy import func, literal_column, select

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, Text
from qms_desktop.exchange import trust
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.services import passports, units
from qms_desktop.services.acts import act, submittable
from qms_desktop.services.expectations import Expectations, Expected, expectations
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import check, reading, tables
from qms_desktop.store.transaction import Appended, Transaction

_STAGES = {"plan_submitted": "submitted", "plan_returned": "returned", "plan_accepted": "accepted"}
"""A nonconformity's plan is handed over as a form is, under names of its own."""

_PASSED = ("submitted", "returned", "accepted", *_STAGES)
"""The states of what a unit has handed over at some time."""


class FormCell(Struct, frozen=True):
    """One form of a unit: `whole` of its `records` are handed over and not returned (of a self-check: are answered).

    `state` is missing, draft, received, returned or accepted; `there` for what is not handed over one by one.
    """

    state: str
    records: int = 0
    whole: int = 0

    @property
    def share(self) -> float:
        return self.whole / self.records if self.records else 0.0


MISSING = FormCell("missing")


class BoardRow(Struct, frozen=True):
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
    type: str = ""
    parent: str | None = None
    due: dt.date | None = None
    """The first day by which something is to be there that is not."""
    last_returned: str | None = None
    forms: Mapping[str, FormCell] = field(default_factory=dict)
    """The expected forms, by their codes."""

    @property
    def percent(self) -> int | None:
        """How complete the unit's package is: every form weighs the same. None where nothing is expected."""
        cells = self.forms.values()
        return int(100 * sum(cell.share for cell in cells) / len(cells)) if cells else None

    @property
    def complete(self) -> bool:
        return self.percent == 100

    def days_late(self, today: dt.date) -> int:
        """How many days ago the first missing form was due."""
        return max(0, (today - self.due).days) if self.due is not None else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit, "last_received": self.last_received, "state": self.state, "conflicts": self.conflicts,
            "proposals": self.proposals, "forks": self.forks, "devices": self.devices,
            "due": self.due.isoformat() if self.due else None, "percent": self.percent,
            "forms": {form: cell.state for form, cell in self.forms.items()},
        }  # fmt: skip


class _Came(Struct, frozen=True):
    """What the store holds of all units, gathered in a few statements."""

    expected: Expectations
    received: Mapping[str, str]
    returned: Mapping[str, str]
    tally: Mapping[str, Mapping[str, int]]
    cells: Mapping[str, Mapping[str, FormCell]]
    """By kind, then by unit."""


def board(ws: Workspace, *, detail: bool = True, today: dt.date | None = None) -> list[BoardRow]:
    """A row for every unit, in Kyrgyz order of their names; without `detail` nothing is said of forms and forks."""
    with ws.store.reading() as tx:
        return board_of(ws, tx, expectations(tx), detail=detail, today=today or dt.date.today())


def period(ws: Workspace) -> str:
    """The period that the board tells of: the open one, else the present one."""
    with ws.store.reading() as tx:
        return expectations(tx).period or period_now(ws.profile)


def board_of(ws: Workspace, tx: Transaction, expected: Expectations, *, detail: bool, today: dt.date) -> list[BoardRow]:
    """The same at one moment of the store, by what was expected in any period."""
    known = units.units(tx, ws.profile)
    came = _Came(
        expected, passed(tx, "in", ("merged", "already")), passed(tx, "out", ("sent",)),
        _tally(tx, expected.period), cells(tx, expected) if detail else {},
    )  # fmt: skip
    open_ones = _open(tx)
    forks = Counter(fork.unit for fork in check.forks(tx)) if detail else Counter()
    devices = trust.devices(tx).values()
    trusted = Counter(d.unit for d in devices if d.trusted)
    waiting = Counter(d.unit for d in devices if d.state == trust.WAITING)
    lacking = passports.missing(passports.of_period(tx, expected.period and [expected.period]), known) if detail else {}
    rows = []
    for code in _codes(ws, known, came.received):
        unit = known.get(code) or UnitInfo(code, Text.of(code), "other", None, None)
        conflicts, proposals = open_ones.get(code, (0, 0))
        forms = _forms(came, unit, len(lacking.get(code, ()))) if detail else {}
        due = _due(came, unit, forms)
        rows.append(BoardRow(
            code, unit.name, came.received.get(code), _state(came, code, due, today), conflicts, proposals, forks[code],
            trusted[code], waiting[code], came.tally.get(code, {}).get("submitted", 0), unit.type, unit.parent, due,
            came.returned.get(code), {each.form: cell for each, cell in forms.items()},
        ))  # fmt: skip
    return sorted(rows, key=lambda row: sort_key(row.name.text(ws.language)))


def _codes(ws: Workspace, known: Mapping[str, UnitInfo], received: Mapping[str, str]) -> list[str]:
    """The units that belong to the system, and whoever else sent something; only a reason on record leaves one out."""
    codes = [code for code, unit in known.items()
             if unit.type != "university" and code != ws.profile.qa_office.code and not unit.outside]  # fmt: skip
    return codes + [code for code in received if code not in known and code != "office"]


def _forms(came: _Came, unit: UnitInfo, passports_lacking: int) -> dict[Expected, FormCell]:
    forms = {each: came.cells.get(each.kind, {}).get(unit.code, MISSING) for each in came.expected.of(unit)}
    return {each: _lacking(cell, passports_lacking if each.kind == "risk" else 0) for each, cell in forms.items()}


def _lacking(cell: FormCell, passports: int) -> FormCell:
    """Risks are not whole while a direction of the unit's activity has no passport: each counts as a record to come."""
    if not passports or cell is MISSING:
        return cell
    return FormCell("draft" if cell.state in ("received", "accepted") else cell.state, cell.records + passports, cell.whole)


def _due(came: _Came, unit: UnitInfo, forms: Mapping[Expected, FormCell]) -> dt.date | None:
    """The first day by which a form is expected that is not whole; without the forms, of those that are expected."""
    if forms:
        return min((each.due for each, cell in forms.items() if each.due and cell.share < 1), default=None)
    return min((each.due for each in came.expected.of(unit) if each.due), default=None)


def _state(came: _Came, code: str, due: dt.date | None, today: dt.date) -> str:
    """What the office has said of what the unit handed over in the period; before that, whether it is late."""
    states = came.tally.get(code, {})
    since = came.expected.since
    there = code in came.received and (since is None or came.received[code][:10] >= since or bool(states))
    if not there:
        return "late" if due is not None and due < today else "not_due"
    if "returned" in states:
        return "returned"
    if due is not None and due < today and not states:
        return "late"  # only drafts came
    return "accepted" if states.keys() == {"accepted"} else "received"


def handed_over(ws: Workspace, unit: str) -> list[tuple[str, str]]:
    """The records of a unit that wait for the office's word, by kind and id: the state that the unit is in may be another."""
    with ws.store.reading() as tx:
        return _handed(tx, unit)


def _handed(tx: Transaction, unit: str) -> list[tuple[str, str]]:
    waiting = ("submitted", *(state for state, stage in _STAGES.items() if stage == "submitted"))
    return [
        (kind, found) for kind in submittable(tx) for state in waiting
        for found in reading.column(tx, reading.Query(kind, (("state", state),), unit=unit), "id")
    ]  # fmt: skip


def accept(ws: Workspace, codes: Sequence[str]) -> SaveResult:
    """Accept all that units have handed over, all or none."""
    return _judge(ws, "accept", codes)


def send_back(ws: Workspace, codes: Sequence[str], why: str) -> SaveResult:
    """Return all that units have handed over with one remark, all or none."""
    return _judge(ws, "return", codes, why)


def _judge(ws: Workspace, action: str, codes: Sequence[str], why: str = "") -> SaveResult:
    with ws.store.reading() as tx:
        ids = [record for code in codes for _kind, record in _handed(tx, code)]
    acted = act(ws, action, ids, why=why)
    return SaveResult([Saved(done.key, done.change) for done in acted], Appended(keys={done.key for done in acted}))


def passed(tx: Transaction, direction: str, statuses: Sequence[str]) -> dict[str, str]:
    """The last moment at which a bundle of every unit came, or went to it."""
    bundle = tables.bundle
    query = (
        select(bundle.c.unit, func.max(bundle.c.at))
        .where(bundle.c.direction == direction, bundle.c.status.in_(statuses))
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


def _tally(tx: Transaction, period: str | None) -> dict[str, dict[str, int]]:
    """How many records that every unit has handed over, for the open period if there is one, are in each state."""
    found: dict[str, dict[str, int]] = {}
    for kind in submittable(tx):
        for unit, state, count in reading.stages(tx, kind, period, _PASSED):
            stage = _STAGES.get(state, state)
            states = found.setdefault(unit, {})
            states[stage] = states.get(stage, 0) + count
    return found


def cells(tx: Transaction, expected: Expectations) -> dict[str, dict[str, FormCell]]:
    """How the expected forms stand, by kind, then by unit."""
    found: dict[str, dict[str, FormCell]] = {}
    for kind in expected.kinds:
        if kind in HANDED_OVER:
            found[kind] = _stages(tx, kind, expected.period)
        elif kind == "checklist_item":
            judged = reading.judged(tx, expected.period)
            found[kind] = {u: FormCell("there" if whole == n else "draft", n, whole) for u, n, whole in judged}
        else:
            count: Counter[str] = Counter()
            for unit, _state, number in reading.stages(tx, kind, expected.period):
                count[unit] += number
            found[kind] = {unit: FormCell("there", n, n) for unit, n in count.items()}
    return found


def _stages(tx: Transaction, kind: str, period: str | None) -> dict[str, FormCell]:
    by_unit: dict[str, Counter[str]] = {}
    for unit, state, count in reading.stages(tx, kind, period):
        by_unit.setdefault(unit, Counter())[_STAGES.get(state, state)] += count
    found = {}
    for unit, stages in by_unit.items():
        total = stages.total()
        state = next((s for s in ("returned", "draft") if stages[s]), "received" if stages["submitted"] else "accepted")
        found[unit] = FormCell(state, total, total - stages["draft"] - stages["returned"])
    return found

"""What a department has to do and by when: measures, reviews, what the QA office sent back, what is not filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Localised
from qms_desktop.exchange import keys, trust
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import awaited, findings, ledger, units
from qms_desktop.services.answers import Answer, answers
from qms_desktop.services.awaited import Awaited
from qms_desktop.services.disputes import waiting
from qms_desktop.services.expectations import expectations
from qms_desktop.services.ledger import Passed
from qms_desktop.services.successors import standing
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading

Record = dict[str, Any]
AHEAD = 60  # days that Home looks ahead
FORMS = ("process", "risk", "checklist_item", "document")
"""The kinds whose forms the QA office awaits of every unit, in the order of Home."""


class Duty(Struct, frozen=True):
    """Something with a date: a measure, a residual risk to be judged (`deadline`), or the review of a document."""

    what: str  # measure, deadline, review
    due: dt.date
    days: int
    title: str
    number: str
    kind: str
    record: str


class Gap(Struct, frozen=True):
    """A required field that is empty, of a record."""

    kind: str
    record: str
    title: str
    number: str
    field: Localised


class FormState(Struct, frozen=True):
    """How complete a form is: `filled` of `of` fields (of questions, in a checklist) in `records` records."""

    kind: str
    records: int
    filled: int
    of: int
    returned: int
    accepted: int

    @property
    def is_full(self) -> bool:
        return self.records > 0 and self.filled >= self.of

    @property
    def share(self) -> float:
        return self.filled / self.of if self.of else 0.0


class Duties(Struct, frozen=True):
    """All that Home of a department shows."""

    today: dt.date
    period: str
    due: list[Duty]
    answers: list[Answer]
    forms: list[FormState]
    gaps: list[Gap]
    sent: Passed | None
    records: int
    person: str = ""
    position: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    awaited: list[Awaited] = field(default_factory=list)
    """What the open period awaits of the unit."""

    @property
    def late(self) -> int:
        return sum(1 for duty in self.due if duty.days < 0)

    @property
    def percent(self) -> int:
        """How complete the package is: every form weighs the same, one not begun counts as empty."""
        return int(100 * sum(min(form.share, 1.0) for form in self.forms) / len(self.forms)) if self.forms else 0

    @property
    def begun(self) -> bool:
        """Whether the first quarter of an hour is over: a risk and a process card are there."""
        return bool(self.counts.get("risk")) and bool(self.counts.get("process"))


def duties(ws: Workspace, today: dt.date | None = None) -> Duties:
    """What waits for the people of this store's unit."""
    today = today or dt.date.today()
    with ws.store.reading() as tx:
        found = {kind: reading.records(tx, reading.Query(kind, unit=ws.unit)) for kind in (*FORMS, "opportunity", "indicator")}
        for kind in ("process", "risk", "opportunity"):
            found[kind] = standing(ws, tx, kind, found[kind])
        total = reading.record_count(tx)
        sent = ledger.passed(tx, outward=True, limit=1)
        person = next(iter(reading.records(tx, reading.Query("person", ids=(ws.person,)))), {})
        open_fields = waiting(tx, ws)
        said = answers(ws, tx)
        unit = units.units(tx, ws.profile).get(ws.unit)
        awaiting = awaited.of_unit(tx, unit, today) if unit is not None else []
    found["checklist_item"] = [item for item in found["checklist_item"] if not item["audit"]]
    due = sorted(_due(found, today), key=lambda duty: duty.due)
    return Duties(
        today, period_now(ws.profile, today), [duty for duty in due if duty.days <= AHEAD],
        said, [_form(kind, found[kind]) for kind in FORMS], list(_gaps(ws, found)),
        sent[0] if sent else None, total, person.get("name") or "", person.get("position") or "",
        {kind: len(rows) for kind, rows in found.items()}, open_fields, awaiting,
    )  # fmt: skip


def _due(found: dict[str, list[Record]], today: dt.date) -> Iterator[Duty]:
    for kind in ("risk", "opportunity"):
        for record in found[kind]:
            number = record.get("code") or ""
            dated = False
            for measure in record["measures"]:
                if is_iso_date(measure["due"]) and measure["state"] not in ("done", "stopped"):
                    day = dt.date.fromisoformat(measure["due"])
                    dated = True
                    yield Duty("measure", day, (day - today).days, measure["text"] or record["title"] or "", number,
                               kind, record["id"])  # fmt: skip
            if not dated and is_iso_date(record["deadline"]) and not record.get("residual_score") and not record.get("result"):
                day = dt.date.fromisoformat(record["deadline"])
                yield Duty("deadline", day, (day - today).days, record["title"] or "", number, kind, record["id"])
    for document in found["document"]:
        if document["review_due"] and document["state"] in (None, "in_force"):
            day = dt.date.fromisoformat(document["review_due"])
            yield Duty("review", day, (day - today).days, document["title"] or "", document["code"] or "", "document",
                       document["id"])  # fmt: skip


def _form(kind: str, records: list[Record]) -> FormState:
    states = [record.get("state") for record in records]
    if kind == "checklist_item":
        filled, of = sum(1 for item in records if item["verdict"]), len(records)
    else:
        filled, of = findings.completeness(KINDS[kind], records)
    return FormState(kind, len(records), filled, of, states.count("returned"), states.count("accepted"))


def _gaps(ws: Workspace, found: dict[str, list[Record]]) -> Iterator[Gap]:
    for kind in ("process", "risk", "document"):
        for record in found[kind]:
            for missing in KINDS[kind].missing(record):
                yield Gap(kind, record["id"], KINDS[kind].title_of(record, ws.profile, ws.language),
                          record.get("code") or record.get("number") or "", missing.label)  # fmt: skip


class OfficeDuties(Struct, frozen=True):
    """All that Home of the QA office shows."""

    today: dt.date
    units: int
    states: dict[str, int]
    conflicts: int
    waiting_devices: int
    submitted: int
    came: list[Passed]
    records: int
    names: dict[str, Localised]
    key_backup_due: bool = False
    period: str = ""
    """The period that is open; empty while none is."""


def office_duties(ws: Workspace, today: dt.date | None = None) -> OfficeDuties:
    """What waits for the people of the QA office."""
    from qms_desktop.services.board import board

    rows = board(ws, detail=False, today=today)
    with ws.store.reading() as tx:
        period = expectations(tx).period or ""
        total = reading.record_count(tx)
        came = ledger.passed(tx, outward=False, limit=6)
        open_fields = waiting(tx, ws)
        devices = sum(device.state == trust.WAITING for device in trust.devices(tx).values())
    states: dict[str, int] = {}
    for row in rows:
        states[row.state] = states.get(row.state, 0) + 1
    return OfficeDuties(today or dt.date.today(), len(rows), states, open_fields, devices, sum(row.handed for row in rows), came,
                        total, {row.unit: row.name for row in rows}, keys.recovery_of(ws.store) is not None, period)  # fmt: skip

"""What the QA office answered a unit: what it returned and accepted, with its remarks, and what it opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from qms_desktop.core.messages import Localised, Text
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.acts import submittable
from qms_desktop.services.remarks import ANSWERS, REMARKS
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

RETURNED, OPENED, ACCEPTED = "returned", "opened", "accepted"
_STATES = {
    RETURNED: ("returned", "plan_returned"),
    OPENED: ("registered",),
    ACCEPTED: ("accepted", "plan_accepted"),
}
"""What each answer is in the words of the records' states; a nonconformity's plan is handed over like a form."""


class OpenRemark(Struct, frozen=True):
    """A remark on a field that is not settled, with the unit's answer."""

    id: str
    label: Localised
    text: str
    answer: str


class Answer(Struct, frozen=True):
    """What the QA office said of a record: `state` is returned, accepted, or (of a nonconformity) opened."""

    state: str
    kind: str
    record: str
    title: str
    number: str
    remarks: str
    on_fields: tuple[OpenRemark, ...] = ()


def answers(ws: Workspace, tx: Transaction, unit: str | None = None) -> list[Answer]:
    """What was returned to a unit (this store's, unless another is named), then what was opened on it, then accepted."""
    unit = unit or ws.unit
    return [
        answer
        for said, states in _STATES.items()
        for name in submittable(tx)
        for state in states
        if state in (KINDS[name].fields["state"].choices(ws.profile) or {})
        for answer in _said(ws, tx, KINDS[name], said, state, unit)
    ]


def _said(ws: Workspace, tx: Transaction, kind: Kind, said: str, state: str, unit: str) -> Iterator[Answer]:
    for record in reading.records(tx, reading.Query(kind.name, (("state", state),), unit=unit)):
        yield Answer(
            said, kind.name, record["id"], kind.title_of(record, ws.profile, ws.language),
            record.get("code") or record.get("number") or "", record["remarks"] or "", tuple(_open(kind, record)),
        )  # fmt: skip


def _open(kind: Kind, record: dict[str, Any]) -> Iterator[OpenRemark]:
    answered = {answer["id"]: answer["text"] or "" for answer in record[ANSWERS]}
    for remark in record[REMARKS]:
        if remark["text"] and not remark["settled"]:
            name = remark["field"] or ""
            label = kind.label_of_cell(kind.cell_of(name)) or Text.of(name)
            yield OpenRemark(remark["id"], label, remark["text"], answered.get(remark["id"], ""))

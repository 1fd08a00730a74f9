"""The structure of the quality management system: who leads it, then every unit under the one it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers
from qms_desktop.paper.blocks import TABLE, TABLE_STRONG, Set
from qms_desktop.paper.data import PrintJob, Record
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, Row, table

_STEP = "\u00a0\u00a0\u00a0\u00a0"
_UNKNOWN = "_" * 18


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    columns = [Column(p_("paper", "Body, position, unit"), 92), Column(p_("paper", "Duty"), 40), Column(p_("paper", "Full name"), 42)]
    rows = [_row(one, leads=True) for one in job.body.list("top")]
    rows += [_row(one) for one in job.body.list("units")]
    yield from table(columns, rows, width, style=TABLE, blank=15)


def _row(one: Record, leads: bool = False) -> Row:
    style = TABLE_STRONG if leads or one["depth"] == 0 else TABLE
    people = one.get("people") or ()
    return Row([
        Set(f"{_STEP * one['depth']}{one['unit']}", style),
        [person["duty"] for person in people],
        [person["name"] or _UNKNOWN for person in people] or ([_UNKNOWN] if leads else []),
    ])  # fmt: skip


FORM = Form(
    code="structure",
    title=p_("paper", "Structure of the quality management system"),
    kinds=("unit", "person"),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.office,
)

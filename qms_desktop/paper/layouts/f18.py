"""Ф-18, the acquaintance sheet: the staff of a unit sign that they know the document as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers
from qms_desktop.paper.data import PrintJob, Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import f17
from qms_desktop.paper.records import Part, record_table, to_sign

_COLUMNS = (
    Part("name", 48),
    Part("position", 42),
    to_sign(p_("paper", "Acquainted (signature)"), 28),
    Part("date", 22, p_("paper", "Date")),
    Part("note", 28),
)
_NEWCOMERS = 5


def sheet(record: Record, width: float, title: Words | None = None) -> Iterator[Slice]:
    """The staff with a place to sign in, and rows for newcomers."""
    yield from record_table("acquaintance.people", _COLUMNS, record.get("people") or (), width, title=title, blank=15,
                            spare=_NEWCOMERS, signed=True)  # fmt: skip


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from sheet(job.body.record, width)


FORM = Form(
    code="Ф-18",
    title=p_("paper", "Acquaintance sheet"),
    kinds=("acquaintance",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.head,
    remarks=f17.remarks,
)

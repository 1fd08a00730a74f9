"""The annex to the order that appoints the internal auditors."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table, to_sign

_COLUMNS = (Part("name", 46), Part("position", 40), Part("of_unit", 40), Part("grade", 35),
            to_sign(p_("paper", "Acquainted (signature)")))  # fmt: skip


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from record_table("auditor", _COLUMNS, job.body.list("auditors"), width, blank=12, signed=True)


def _remarks(job: PrintJob) -> list[Words]:
    order = values.words(job.body.record.get("order"))
    return [_("Annex to the order No. {order}", order=order or "______ “___” ______________ 20___")]


FORM = Form(
    code="auditors-order",
    title=p_("paper", "Internal auditors appointed by order"),
    kinds=("auditor",),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.office,
    remarks=_remarks,
)

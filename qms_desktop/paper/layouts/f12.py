"""Ф-12, the plan of preventive actions of a unit: each comes of a risk."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table

_COLUMNS = (
    Part("potential", 27),
    Part("cause risk", 38),
    Part("action resources", 30),
    Part("responsible due", 24),
    Part("criterion method", 26),
    Part("done_on proof", 25),
    Part("effective", 20),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from record_table("preventive_action", _COLUMNS, job.body.records, width, blank=8)


FORM = Form(
    code="Ф-12",
    title=p_("paper", "Preventive action plan"),
    kinds=("preventive_action",),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=signers.head_and_office,
)

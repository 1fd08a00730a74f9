"""A summary of results and plans for the public and the interested parties."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import TEXT, heading, paragraph
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts.f06 import target
from qms_desktop.paper.records import Part, record_table

_OBJECTIVES = (
    Part("title", 60),
    Part("indicator measured_in", 44),
    Part("target", 20, p_("paper", "Target"), target, "center"),
    Part("actual", 24),
    Part("achieved", 22),
)
_PLANS = (Part("title", 80), Part("plan_kind term", 50), Part("period", 24), Part("progress", 20))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    if text := values.words(body.record.get("text")):
        yield from heading(p_("paper", "Quality policy"), width)
        yield paragraph(text, width, TEXT, glued=True)
    yield from record_table("objective", _OBJECTIVES, body.list("objectives"), width, title=p_("paper", "Objectives and results"))
    yield from record_table("plan", _PLANS, body.list("plans"), width, title=p_("paper", "Plans of development"), blank=4)


FORM = Form(
    code="summary",
    title=p_("paper", "Results and plans"),
    kinds=("objective", "plan"),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.office,
)

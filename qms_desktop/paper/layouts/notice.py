"""A notice for the staff of a unit: which nonconformities of theirs are open, and by when they are to be put right."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import TEXT, paragraph, space
from qms_desktop.paper.data import PrintJob, Record
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table


def _due(record: Record) -> list[str]:
    late = record.get("days_late")
    return [values.day(record.get("due")), f"{p_('paper', 'Days late')}: {late}" if late else ""]


_COLUMNS = (
    Part("number found_on", 34, p_("paper", "Protocol No., date")),
    Part("clause class", 26),
    Part("statement", 56),
    Part("correction", 34),
    Part("due", 24, p_("paper", "Due"), _due, "center"),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    count = len(job.body.records)
    said = _("The following requirements of the quality management system are not met in the unit. Nonconformities that are open: {n}.", n=count)
    yield paragraph(said, width, TEXT)
    yield space(8)
    yield from record_table("nonconformity", _COLUMNS, job.body.records, width, blank=6)


FORM = Form(
    code="notice",
    title=p_("paper", "Notice of nonconformities"),
    kinds=("nonconformity",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.head_and_office,
)

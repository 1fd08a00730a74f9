"""Ф-11, the register of nonconformities: put together from the protocols, never typed."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form, Grid
from qms_desktop.paper.records import Part, grid, record_table


def _due(record: Record) -> list[str]:
    """The term as it was planned; what it was extended to stands below."""
    planned = values.day(record.get("due"))
    later = [values.day(one.get("due")) for one in values.items(record.get("extensions"))]
    return [planned, *(str(_("extended: {date}", date=day)) for day in later if day)]


def _finish(record: Record) -> list[str]:
    return [values.day(record.get("done_on")), values.words(record.get("effective")), values.day(record.get("closed_on"))]


def _late(record: Record) -> list[str]:
    return [values.words(record.get("days_late")), values.words(record.get("repeats"))]


_COLUMNS = (
    Part("number register_number", 26),
    Part("found_on source", 26),
    Part("unit process", 42, p_("paper", "Unit, process"), lambda r: [values.words(r.get("unit")), values.words(r.get("process"))]),
    Part("clause requirement class", 38, p_("paper", "Requirement, class")),
    Part("statement", 40),
    Part("root_cause cause_category", 40),
    Part("correction actions", 54, p_("paper", "Correction; corrective action")),
    Part("due", 26, p_("paper", "Due (extended)"), _due),
    Part("done_on", 26, p_("paper", "Done, effectiveness, closed"), _finish),
    Part("", 20, p_("paper", "Days late, repeat"), _late),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from record_table("nonconformity", _COLUMNS, job.body.records, width, blank=8)


def _sheet(job: PrintJob) -> Grid:
    return grid("nonconformity", _COLUMNS, job.body.records)


def _remarks(job: PrintJob) -> list[Words]:
    return [_("Nonconformities in the register: {n}", n=len(job.body.records))]


FORM = Form(
    code="Ф-11",
    title=p_("paper", "NC register"),
    kinds=("nonconformity",),
    landscape=True,
    needs_approval=False,
    build=_build,
    signatories=signers.office,
    remarks=_remarks,
    sheet=_sheet,
)

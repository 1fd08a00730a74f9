"""Ф-22, the log of complaints and suggestions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, table

_COLUMNS = (
    (Column(p_("paper", "Received on"), 22, "center"), "received_on"),
    (Column(p_("paper", "Channel"), 22), "channel"),
    (Column(p_("paper", "Who says it"), 24), "group"),
    (Column(p_("paper", "Kind"), 22), "voice"),
    (Column(p_("paper", "What it says"), 60), "text"),
    (Column(p_("paper", "Responsible"), 32), "responsible"),
    (Column(p_("paper", "Answer due"), 22, "center"), "due"),
    (Column(p_("paper", "Answer"), 50), "answer"),
    (Column(p_("paper", "Answered on"), 22, "center"), "answered_on"),
    (Column(p_("paper", "Justified"), 24), "justified"),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    columns = [Column(p_("paper", "No."), 10, "center"), *(column for column, _key in _COLUMNS)]
    rows = (
        [number, *(values.day(record.get(key)) for _column, key in _COLUMNS)]
        for number, record in enumerate(job.body.records, 1)
    )
    yield from table(columns, rows, width, style=SMALL, blank=8)


def _signatories(_job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), _("Head of the department (unit)"), duty="head"),)


FORM = Form(
    code="Ф-22",
    title=p_("paper", "Complaints and suggestions log"),
    kinds=("complaint",),
    landscape=True,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
)

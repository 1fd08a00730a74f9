"""The table of responsibility: who answers for which process, document, audit and task."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, columns, said
from qms_desktop.paper.table import Row, table

KIND = "responsibility"
_COLUMNS = (
    Part("what process document", 52, p_("paper", "What is answered for")),
    Part("clause", 17),
    Part("leads", 34),
    Part("carries_out", 36),
    Part("takes_part", 34),
    Part("is_informed", 34),
    Part("basis", 30),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from table(columns(KIND, _COLUMNS), _rows(job), width, style=SMALL, blank=12)


def _rows(job: PrintJob) -> Iterator[Row]:
    """Matters of one kind stand under its name."""
    for matter, lines in groupby(job.body.records, key=lambda line: line.get("answered_for") or ""):
        yield Row([matter or p_("paper", "not named")], band=True)
        for place, line in enumerate(lines):
            yield Row([said(KIND, line, part) for part in _COLUMNS], joined=place == 0)


FORM = Form(
    code="responsibility",
    title=p_("paper", "Table of responsibility"),
    kinds=(KIND,),
    landscape=True,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.office,
)

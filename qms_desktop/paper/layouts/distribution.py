"""The distribution list of a document: who has which copy of it, and which came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table, to_sign

_COLUMNS = (
    Part("number", 18, align="center"),
    Part("of_unit", 40),
    Part("recipient", 36),
    Part("edition", 18, align="center"),
    Part("issued_on", 24),
    to_sign(),
    Part("returned_on", 24),
)


def sheet(copies: Sequence[Record], width: float, title: Words | None = None) -> Iterator[Slice]:
    """The copies in their order, each with a place to sign for it."""
    yield from record_table("document_copy", _COLUMNS, copies, width, title=title, blank=12, spare=3, numbered=False, signed=True)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from sheet(job.body.list("copies"), width)


def _remarks(job: PrintJob) -> list[Words]:
    document = job.body.record
    out = sum(not copy.get("returned_on") for copy in job.body.list("copies"))
    return [
        _("Document: {title}", title=values.words(document.get("title")) or "_" * 50),
        _("Control copy kept at: {place}", place=values.words(document.get("control_copy")) or "_" * 30),
        _("Copies issued: {n}; not returned: {out}", n=len(job.body.list("copies")), out=out),
    ]


FORM = Form(
    code="distribution",
    title=p_("paper", "Distribution list"),
    kinds=("document", "document_copy"),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.office,
    remarks=_remarks,
)

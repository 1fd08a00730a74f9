"""The sheets that belong behind a document: its card, agreement, acquaintance, copies; the change sheet is its last page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import p_
from qms_desktop.paper.data import ChangeSheet, PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import distribution, f16, f17, f18
from qms_desktop.paper.records import Part, particulars

_CARD = (
    Part("title"), Part("code"), Part("edition"), Part("level document_kind"), Part("developer"),
    Part("considered_by considered_on"), Part("approved_by approval approved_on"), Part("valid_from"), Part("replaces"),
    Part("review_due"), Part("owner"), Part("control_copy"), Part("pages"),
)  # fmt: skip


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    if isinstance(body, ChangeSheet):
        yield from f16.FORM.build(job, width)
        return
    yield from particulars("document", _CARD, body.record, width)
    for agreement in body.list("agreement") or (({},) if job.sheet.is_draft or not body.record else ()):
        yield from f17.sheet(agreement, width, f17.FORM.title)
    for acquaintance in body.list("acquaintance"):
        yield from f18.sheet(acquaintance, width, _of_unit(acquaintance))
    if body.list("document_copy"):
        yield from distribution.sheet(body.list("document_copy"), width, distribution.FORM.title)


def _of_unit(acquaintance: Record) -> str:
    return ", ".join(filter(None, (str(f18.FORM.title), acquaintance.get("unit"))))


def _remarks(job: PrintJob) -> Sequence[Words]:
    return f16.FORM.remarks(job) if isinstance(job.body, ChangeSheet) else ()


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return f16.FORM.signatories(job) if isinstance(job.body, ChangeSheet) else ()


FORM = Form(
    code="document",
    title=p_("paper", "Sheets of a document"),
    kinds=("document",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
    turned=lambda job: isinstance(job.body, ChangeSheet) and f16.FORM.lies_on_its_side(job),
)

"""Ф-15, the register of documents: the institution's own, or those that come from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, table

_CODE = Column(p_("paper", "Code"), 27), "code"
_TITLE = Column(p_("paper", "Title"), 50), "title"
_LEVEL = Column(p_("paper", "Level"), 19), "level"
_OWNER = Column(p_("paper", "Owner"), 32), "owner"
_COPY = Column(p_("paper", "Control copy"), 36), "control_copy"
_STATE = Column(p_("paper", "State"), 23), "state"
_REVIEW = Column(p_("paper", "Review due"), 23, "center"), "review_due"

_INTERNAL = (
    _CODE,
    _TITLE,
    _LEVEL,
    (Column(p_("paper", "Edition"), 18, "center"), "edition"),
    (Column(p_("paper", "Approved on"), 23, "center"), "approved_on"),
    (Column(p_("paper", "Approved by, basis"), 38), "approved_by"),
    (Column(p_("paper", "Valid from"), 23, "center"), "valid_from"),
    _REVIEW,
    _OWNER,
    _COPY,
    _STATE,
)
_EXTERNAL = (
    _CODE,
    _TITLE,
    (Column(p_("paper", "Issued by"), 36), "issuer"),
    (Column(p_("paper", "Incoming No."), 22, "center"), "in_number"),
    (Column(p_("paper", "Received on"), 23, "center"), "in_date"),
    (Column(p_("paper", "Checked on"), 23, "center"), "checked_on"),
    _REVIEW,
    _OWNER,
    _COPY,
    _STATE,
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    register = job.body
    shown = _EXTERNAL if register.external else _INTERNAL
    columns = [Column(p_("paper", "No."), 10, "center"), *(column for column, _key in shown)]
    rows = (
        [number, *(values.day(document.get(key)) for _column, key in shown)]
        for number, document in enumerate(register.documents, 1)
    )
    yield from table(columns, rows, width, style=SMALL, blank=6)


def _remarks(job: PrintJob) -> list[Words]:
    return [_("Register of external documents") if job.body.external else _("Register of internal documents")]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (
        Signatory(p_("paper", "Prepared by"), _("Head of the department (unit)"), duty="head"),
        Signatory(p_("paper", "Checked by"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-15",
    title=p_("paper", "Document register"),
    kinds=("document", "external_document"),
    landscape=True,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

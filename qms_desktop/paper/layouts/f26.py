"""Ф-26, the transmittal sheet of a unit's bundle: what was handed over, by sheet and check code, and received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, heading, paragraph
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, table

_COLUMNS = (
    (Column(p_("paper", "Form"), 42), "form"),
    (Column(p_("paper", "Record No."), 33), "number"),
    (Column(p_("paper", "Version"), 17, "center"), "version"),
    (Column(p_("paper", "State"), 24), "state"),
    (Column(p_("paper", "Records"), 18, "center"), "records"),
    (Column(p_("paper", "Pages"), 16, "center"), "pages"),
    (Column(p_("paper", "Check code"), 36, "center"), "code"),
)
_RETURNED = (
    (Column(p_("paper", "Record No."), 30), "number"),
    (Column(p_("paper", "Title"), 60), "title"),
    (Column(p_("paper", "Reason of the return"), 80), "reason"),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    columns = [Column(p_("paper", "No."), 9, "center"), *(column for column, _key in _COLUMNS)]
    rows = (
        [place, [row["form"], values.words(row.get("title"))], *(values.words(row.get(key)) for _c, key in _COLUMNS[1:])]
        for place, row in enumerate(body.rows, 1)
    )
    yield from table(columns, rows, width, style=SMALL, blank=8)
    if body.missing:
        yield from heading(p_("paper", "Forms that are not handed over"), width)
        yield paragraph("; ".join(map(str, body.missing)), width, SMALL, glued=True)
    if body.returned:
        yield from heading(p_("paper", "Returned records"), width)
        yield from table([c for c, _key in _RETURNED], ([row.get(k) or "" for _c, k in _RETURNED] for row in body.returned),
                         width, style=SMALL, glued=True)  # fmt: skip


def _remarks(job: PrintJob) -> list[object]:
    return [_("Total check code: {code}", code=job.sheet.fingerprint)] if job.sheet.fingerprint else []


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (
        Signatory(p_("paper", "Handed over"), _("Head of the department (unit)"), duty="head"),
        Signatory(p_("paper", "Received"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-26",
    title=p_("paper", "Bundle transmittal sheet"),
    kinds=("process", "risk", "checklist_item", "document"),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

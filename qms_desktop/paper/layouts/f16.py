"""Ф-16, the change-registration sheet, the last page of a document: what was changed, by whom, on what basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import ChangeSheet as Variant
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, Row, table

_SHARES = {
    "number": 11,
    "clause": 30,
    "change_kind": 24,
    "text": 44,
    "reason": 44,
    "made_by": 50,
    "approved_by": 25,
    "date": 22,
    "valid_from": 22,
    "signature": 20,
    "basis": 32,
    "incoming": 28,
}
_WIDE_SHARES = {"number": 14, "made_by": 66, "clause": 50, "date": 40}
_FEW_COLUMNS = 5
_ROW = 7.5 * mm
"""High enough to write in, and low enough for all rows of a sheet on its side to stand on one page."""


def _variant(job: PrintJob) -> Variant:
    sheets = job.profile.change_sheets
    return sheets[job.body.variant] if job.body.variant else job.profile.change_sheet


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    given = _variant(job).columns
    shares = _WIDE_SHARES if len(given) <= _FEW_COLUMNS else _SHARES
    columns = [Column(column.label, shares.get(column.key, 19), _align(column.key)) for column in given]
    keys = [column.key for column in given]
    rows = [Row(_cells(place, entry, keys)) for place, entry in enumerate(job.body.entries, 1)]
    rows += [Row([""] * len(keys), least=_ROW)] * job.body.blank_rows
    yield from table(columns, rows, width, style=SMALL)


def _align(key: str) -> str:
    return "center" if key in ("number", "date", "valid_from") or key.startswith("sheets_") else "left"


def _cells(place: int, entry: Record, keys: Sequence[str]) -> list[Any]:
    made_by = [values.words(entry.get("made_by_name")), values.words(entry.get("made_by_position"))]
    cells: dict[str, Any] = {
        "number": values.words(entry.get("number")) or place,
        "made_by": ", ".join(part for part in made_by if part),
        "reason": [values.words(entry.get("reason")), values.words(entry.get("basis"))],
        "approved_by": [values.words(entry.get("approved_by")), values.day(entry.get("approved_on"))],
        "signature": "",
    }
    return [cells[key] if key in cells else values.day(entry.get(key)) for key in keys]


def _remarks(job: PrintJob) -> list[Words]:
    document = job.body.document
    known = [
        _("Document: {title}", title=values.words(document.get("title")) or "_" * 50),
        _("Document code: {code}", code=values.words(document.get("code")) or "_" * 16),
    ]
    if document.get("edition"):
        known.append(_("Edition of the document: {edition}", edition=values.words(document["edition"])))
    return [". ".join(map(str, known))]


def _signatories(_job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Responsible"), duty="head"),)


def _turned(job: PrintJob) -> bool:
    """The extended sheet has a column of text to read, and lies on its side."""
    return any(column.key == "text" for column in _variant(job).columns)


FORM = Form(
    code="Ф-16",
    title=p_("paper", "Change-registration sheet"),
    kinds=("document", "change_entry"),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
    turned=_turned,
)

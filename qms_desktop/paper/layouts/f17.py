"""Ф-17, the agreement sheet of a document: who agreed the draft, with what comments; signed in the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table, to_sign

_COLUMNS = (
    Part("position name of_unit", 42, p_("paper", "Position, name")),
    Part("received_on", 22),
    Part("opinion", 24),
    Part("comment answer", 46, p_("paper", "Comment, answer of the developer")),
    Part("agreed_on", 22, p_("paper", "Date")),
    to_sign(),
)


def sheet(record: Record, width: float, title: Words | None = None) -> Iterator[Slice]:
    """The table of those who agree, with room for some more."""
    yield from record_table("agreement.rows", _COLUMNS, record.get("rows") or (), width, title=title, blank=8, spare=2, signed=True)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from sheet(job.body.record, width)


def remarks(job: PrintJob) -> list[Words]:
    """Which document and edition the sheet is of."""
    record = job.body.record
    said: list[Words] = [_("Document: {title}", title=values.words(record.get("subject")) or "_" * 50)]
    if record.get("edition"):
        said.append(_("Edition of the document: {edition}", edition=values.words(record["edition"])))
    if record.get("valid_from"):
        said.append(_("Valid from: {date}", date=values.day(record["valid_from"])))
    return said


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Developer"), "", values.words(job.body.record.get("developer")), another=True),)


FORM = Form(
    code="Ф-17",
    title=p_("paper", "Approval (agreement) sheet"),
    kinds=("agreement",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=remarks,
)

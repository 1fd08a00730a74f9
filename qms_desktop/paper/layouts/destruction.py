"""The list of records that are destroyed because their time is over, signed by a commission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import TABLE, paragraph
from qms_desktop.paper.data import PrintJob, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, particulars, record_table

KIND = "destruction_list"
_COLUMNS = (Part("text", 62), Part("years", 24), Part("retention", 36), Part("kept_until", 24), Part("amount", 22, align="center"))
_END = (Part("archive"), Part("destroyed_on"), Part("way"))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    record = job.body.record
    yield paragraph(_("The time for which the following records and documents are kept is over; the commission has chosen them to be "
                      "destroyed."), width, TABLE)  # fmt: skip
    yield from record_table(f"{KIND}.items", _COLUMNS, record.get("items") or (), width, title=p_("paper", "What is destroyed"), blank=12)
    yield from particulars(KIND, _END, record, width, title=p_("paper", "Destruction"))


def _remarks(job: PrintJob) -> list[Words]:
    record = job.body.record
    day = values.day(record.get("drawn_up_on")) or _("“___” ______________ 20___")
    return [values.words(record.get("title")), _("Drawn up on {date}", date=day)]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    commission = values.items(job.body.record.get("commission")) or [{}] * 3
    return tuple(
        Signatory(p_("paper", "Chair of the commission") if place == 0 else p_("paper", "Member of the commission"),
                  values.words(one.get("position")), values.words(one.get("name")), another=True)
        for place, one in enumerate(commission)
    )  # fmt: skip


FORM = Form(
    code="destruction",
    title=p_("paper", "List of records to be destroyed"),
    kinds=(KIND,),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

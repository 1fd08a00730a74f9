"""The act of opening the trust box: what was found in it, signed by those who opened it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper.blocks import TABLE, paragraph, space
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table

_COLUMNS = (Part("number", 28), Part("received_on", 24), Part("voice theme", 34), Part("text", 74))
_OPENED_BY = 3


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    found = job.body.records
    count = len(found) if found else "____"
    yield paragraph(_("The trust box was opened on {date}. Messages found in it: {n}.", date=_("“___” ______________ 20___"), n=count), width, TABLE)
    yield space(6)
    yield from record_table("complaint", _COLUMNS, found, width, blank=10, numbered=False)


def _signatories(_job: PrintJob) -> Sequence[Signatory]:
    return tuple(
        Signatory(p_("paper", "Chair of the commission") if place == 0 else p_("paper", "Member of the commission"), another=True)
        for place in range(_OPENED_BY)
    )


FORM = Form(
    code="box-act",
    title=p_("paper", "Act of opening the trust box"),
    kinds=("complaint",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
)

"""Ф-23, the context of the organisation and its interested parties: two tables."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers
from qms_desktop.paper.data import PrintJob
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table

_FACTORS = (
    Part("factor", 46),
    Part("side area", 28),
    Part("influence", 22),
    Part("conclusion", 38),
    Part("risk objective", 30, p_("paper", "Risk, objective")),
    Part("reviewed_on", 22),
)
_PARTIES = (
    Part("name group", 34),
    Part("need obligation", 44, p_("paper", "Needs and expectations")),
    Part("in_qms", 36),
    Part("monitoring", 34),
    Part("reviewed_on", 22),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    yield from record_table("context", _FACTORS, body.list("factors"), width, title=p_("paper", "1. Context of the organisation"))
    yield from record_table("interested_party", _PARTIES, body.list("parties"), width, title=p_("paper", "2. Interested parties"))


FORM = Form(
    code="Ф-23",
    title=p_("paper", "Context and interested parties"),
    kinds=("context", "interested_party"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=signers.office,
)

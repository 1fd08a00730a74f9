"""Ф-24, the evaluation of an external provider: the criteria with their scores, and what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import p_
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, particulars, record_table

KIND = "provider"
_HEAD = (Part("name"), Part("provider_kind"), Part("contract"), Part("subject", room=2))
_CRITERIA = (Part("criterion", 60), Part("score", 25, align="center"), Part("weight", 20, align="center"), Part("note", 55))
_OUTCOME = (Part("score"), Part("issues nonconformity", room=2), Part("decision"), Part("evaluated_on"), Part("next_due"))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    provider = job.body.record
    yield from particulars(KIND, _HEAD, provider, width)
    yield from record_table(f"{KIND}.criteria", _CRITERIA, provider.get("criteria") or (), width, title=p_("paper", "Criteria"), blank=5)
    yield from particulars(KIND, _OUTCOME, provider, width, title=p_("paper", "Result"))


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (
        Signatory(p_("paper", "Uses the provider"), job.profile.positions.get("unit_head", ""), duty="head"),
        Signatory(p_("paper", "Agreed"), job.profile.positions.get("finance_head", "")),
        Signatory(p_("paper", "Checked by"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-24",
    title=p_("paper", "External provider evaluation"),
    kinds=("provider",),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
)

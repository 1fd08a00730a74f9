"""The personal card of a member of the staff: what he or she was trained in and whether it helped, what is asked and there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts.f19 import JOURNAL_OF_ONE
from qms_desktop.paper.records import Part, particulars, record_table

_PERSON = (Part("name"), Part("position"))
_NEEDS = (Part("required", 60), Part("requirement_kind", 30), Part("actual", 55), Part("met", 18))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    yield from particulars("person", _PERSON, body.record, width)
    yield from record_table("training", JOURNAL_OF_ONE, body.list("trainings"), width, title=p_("paper", "Training"), blank=6)
    yield from record_table("competence.requirements", _NEEDS, body.list("requirements"), width, title=p_("paper", "Competence"), blank=3)


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    person = job.body.record
    return (
        Signatory(p_("paper", "Employee"), values.words(person.get("position")), values.words(person.get("name")), another=True),
        *signers.head(job),
        Signatory(p_("paper", "Confirmed"), job.profile.positions.get("hr_head", "")),
    )


FORM = Form(
    code="training-card",
    title=p_("paper", "Personal training card"),
    kinds=("person",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
)

"""A plan of any kind and term, and the yearly work plan of a process: objectives, measures, degree of completion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, particulars, prose, record_table

KIND = "plan"
_HEAD = (Part("process"), Part("goals", room=3), Part("objective"), Part("policy_point"), Part("strategic_direction"), Part("contract"))
_MEASURES = (
    Part("text", 52),
    Part("responsible", 30),
    Part("due", 22),
    Part("resources", 24),
    Part("state done_on", 24, p_("paper", "State, done on")),
    Part("result evidence", 30, p_("paper", "Result, evidence")),
)
_RESOURCES = (Part("text", 60), Part("resource_kind", 40), Part("amount", 30), Part("shortage", 30))
_PROPOSALS = (Part("text", 90), Part("by", 40), Part("on", 24), Part("agreed", 16))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    plan = job.body.record
    yield from particulars(KIND, _HEAD, plan, width, sparse=bool(plan))
    yield from record_table(f"{KIND}.measures", _MEASURES, plan.get("measures") or (), width, title=p_("paper", "Measures"), blank=10)
    for name, title, parts in (("resources", p_("paper", "Resources"), _RESOURCES), ("proposals", p_("paper", "Proposals"), _PROPOSALS)):
        if plan.get(name):
            yield from record_table(f"{KIND}.{name}", parts, plan[name], width, title=title)
    if plan.get("analysis") or not plan:
        yield from prose(p_("paper", "Analysis of completion"), values.words(plan.get("analysis")), width)


def _remarks(job: PrintJob) -> list[Words]:
    plan = job.body.record
    done = values.number(plan.get("progress"))
    said: list[Words] = [
        values.words(plan.get("title")),
        _("Kind of plan: {kind}; term: {term}", kind=values.words(plan.get("plan_kind")) or "_" * 16,
          term=values.words(plan.get("term")) or "_" * 12),
    ]  # fmt: skip
    return [*said, _("Degree of completion: {percent} %", percent=done)] if done else said


FORM = Form(
    code="plan",
    title=p_("paper", "Work plan"),
    kinds=(KIND,),
    landscape=False,
    needs_approval=True,
    approved_by="rector",
    build=_build,
    signatories=signers.head_and_office,
    remarks=_remarks,
)
OF_PROCESS = replace(FORM, code="process-plan", title=p_("paper", "Yearly work plan of a process"))

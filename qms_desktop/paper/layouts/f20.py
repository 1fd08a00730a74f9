"""Ф-20, the register of internal auditors: who may audit, where not, and how they are trained and judged."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.core.messages import p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.data import PrintJob, Record
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table


def _trainings(record: Record) -> list[str]:
    return [
        ", ".join(filter(None, (values.words(one.get("topic")), values.words(one.get("provider")),
                                values.words(one.get("certificate")), values.day(one.get("date")))))
        for one in values.items(record.get("trainings"))
    ]  # fmt: skip


_COLUMNS = (
    Part("number", 14),
    Part("name of_unit position", 38, p_("paper", "Full name, unit, position")),
    Part("grade state", 24),
    Part("trainings", 32, p_("paper", "Training, certificate"), _trainings),
    Part("trained_until", 25, p_("paper", "Training valid until")),
    Part("order", 22, p_("paper", "Order")),
    Part("audits", 16, p_("paper", "Audits done, score"), lambda r: [values.words(r.get("audits")), values.number(r.get("score"))], "center"),
    Part("excluded processes", 24, p_("paper", "May not audit")),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from record_table("auditor", _COLUMNS, job.body.records, width, blank=10, numbered=False)


FORM = Form(
    code="Ф-20",
    title=p_("paper", "Register of internal auditors"),
    kinds=("auditor",),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=signers.office,
)

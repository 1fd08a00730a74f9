"""Ф-06, quality objectives: the plan, the monitoring by parts of the period, the analysis of what was not achieved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import p_
from qms_desktop.paper import values
from qms_desktop.paper.data import PrintJob, Record, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, record_table

KIND = "objective"


def target(record: Record) -> str:
    """The target, a range as `from–to`."""
    return "–".join(filter(None, (values.number(record.get("target")), values.number(record.get("target_to")))))


_PLAN = (
    Part("title policy_point", 38),
    Part("indicator measured_in formula", 34),
    Part("baseline", 16, p_("paper", "Baseline")),
    Part("target", 17, p_("paper", "Target"), target, "center"),
    Part("measures resources", 60),
    Part("responsible due", 27),
)
_ANALYSIS = (Part("title", 46), Part("deviation", 20, align="center"), Part("deviation_cause", 56), Part("decision", 40))


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    objectives = job.body.list("objectives")
    yield from record_table(KIND, _PLAN, objectives, width, title=p_("paper", "1. Plan"), blank=5)
    yield from _monitoring(objectives, width)
    missed = [one for one in objectives if one.get("deviation_cause") or one.get("decision")]
    yield from record_table(KIND, _ANALYSIS, missed, width, title=p_("paper", "3. Analysis"), blank=3)


def _monitoring(objectives: Sequence[Record], width: float) -> Iterator[Slice]:
    """The actual value of every part of the period that was measured, then that of the whole period."""
    parts = list(dict.fromkeys(m.get("part") or "" for one in objectives for m in one.get("measured") or ()))
    parts = sorted(part for part in parts if part)
    columns = [
        Part("indicator measured_in", 40),
        Part("target", 20, p_("paper", "Plan"), target, "center"),
        *(Part("", 17, part, lambda one, part=part: _measured(one, part), "center") for part in parts),
        Part("actual", 28, p_("paper", "Actual (counted / of how many)"), _actual, "center"),
        Part("achieved", 22),
        Part("measured_on", 22),
    ]
    yield from record_table(KIND, columns, objectives, width, title=p_("paper", "2. Monitoring"), blank=5)


def _measured(objective: Record, part: str) -> list[str]:
    return [_actual(one) for one in objective.get("measured") or () if one.get("part") == part]


def _actual(record: Record) -> str:
    """A percentage never stands without what was counted."""
    counted = [values.number(record.get(name)) for name in ("numerator", "denominator")]
    shown = values.number(record.get("actual"))
    return f"{shown} ({' / '.join(counted)})" if shown and all(counted) else shown


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    named = {values.words(one.get("responsible")) for one in job.body.list("objectives")}
    return (
        Signatory(p_("paper", "Responsible"), p_("paper", "Process owner"), named.pop() if len(named) == 1 else "", duty="head"),
        Signatory(p_("paper", "Checked by"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-06",
    title=p_("paper", "Quality objectives and KPI monitoring"),
    kinds=("objective", "measurement"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
)

"""Ф-05, the integrated table: the nine columns of the annex, a row for each risk and opportunity of a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_ITALIC, SMALL_STRONG, Set
from qms_desktop.paper.data import IntegratedProcess, PrintJob, Record, Signatory
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import risks
from qms_desktop.paper.table import Row, table

_SHAPES = {
    "subject": (38.0, "left"),
    "goal_cause_essence": (36.0, "left"),
    "inputs_outputs": (40.0, "left"),
    "indicators": (44.0, "left"),
    "likelihood": (17.0, "center"),
    "consequence_effect": (27.0, "center"),
    "responsible_owner": (33.0, "left"),
    "measures": (44.0, "left"),
    "completion_residual": (29.0, "left"),
}
_NOTHING = "–"
_AS_ABOVE = Set(_("as above"), SMALL_ITALIC)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    profile = job.profile
    rows = (row for block in job.body.processes for row in rows_of(block, profile))
    yield from table(risks.columns_of(profile, "integrated", _SHAPES), rows, width, style=SMALL, blank=4)
    yield from risks.legend(profile, width)


def rows_of(block: IntegratedProcess, profile: Profile) -> Iterator[Row]:
    """The rows of one process, which stay on one page; what is said of the process itself stands in the first."""
    entries: list[tuple[Record, bool]] = [(risk, True) for risk in block.risks]
    entries += [(opportunity, False) for opportunity in block.opportunities]
    for place, (entry, is_risk) in enumerate(entries or [({}, True)]):
        of_process = block.process if place == 0 else {}
        cells = {
            **_process_cells(block.process, of_process, entry),
            **(_risk_cells(entry, profile) if is_risk else _opportunity_cells(entry)),
        }
        if place > 0:
            cells |= {key: cells[key] or [_AS_ABOVE] for key in ("inputs_outputs", "indicators")}
        cells["subject"] = [Set(values.words(block.process.get("name")), SMALL_STRONG), cells["subject"]]
        cells["measures"] = [*cells["measures"], *values.measures({"measures": of_process.get("plan_measures")})]
        cells["goal_cause_essence"] = [values.words(of_process.get("purpose")), cells["goal_cause_essence"]]
        yield Row(risks.cells_of(profile, "integrated", cells), joined=place > 0)


def _process_cells(process: Record, of_process: Record, entry: Record) -> dict[str, Any]:
    inputs = entry.get("inputs") or of_process.get("inputs")
    outputs = entry.get("outputs") or of_process.get("outputs")
    indicators = values.items(entry.get("indicators") or of_process.get("indicators"))
    said = [_("Inputs: {list}", list=values.words(inputs, "; "))] if inputs else []
    if outputs:
        said.append(_("Outputs: {list}", list=values.words(outputs, "; ")))
    return {
        "inputs_outputs": said,
        "indicators": [_indicator(one) for one in indicators],
        "responsible_owner": values.words(entry.get("responsible")) or values.words(process.get("owners")),
    }


def _indicator(one: Any) -> Any:
    """The indicator with its target, and what it came to."""
    said = values.indicator(one)
    actual = one.get("actual") if isinstance(one, Mapping) else None
    if not actual:
        return said
    reached = " ".join(filter(None, (values.number(actual), values.words(one.get("measured_in")))))
    return _("{indicator}; actual: {value}", indicator=said, value=reached)


def _risk_cells(risk: Record, profile: Profile) -> dict[str, Any]:
    return {
        "subject": _("Risk: {title}", title=values.words(risk.get("title"))) if risk else None,
        "goal_cause_essence": _("Cause: {cause}", cause=values.words(risk["cause"]))
        if risk.get("cause")
        else None,
        "likelihood": risks.rating(risk, "likelihood") or _NOTHING,
        "consequence_effect": _consequence(risk, profile),
        "measures": [*values.measures(risk), _until(risk)],
        "completion_residual": [values.words(risk.get("completion")), _residual(risk, profile)],
    }


def _opportunity_cells(opportunity: Record) -> dict[str, Any]:
    return {
        "subject": _("Opportunity: {title}", title=values.words(opportunity.get("title"))),
        "goal_cause_essence": values.words(opportunity.get("essence")),
        "likelihood": _NOTHING,
        "consequence_effect": values.points(opportunity.get("effect")),
        "measures": [*values.measures(opportunity), _until(opportunity)],
        "completion_residual": [
            values.words(opportunity.get("state")),
            values.words(opportunity.get("result")),
        ],
    }


def _consequence(risk: Record, profile: Profile) -> list[Any]:
    """The consequence, and below it the level that it makes with the likelihood."""
    rated = risks.rating(risk, "consequence")
    if not rated:
        return [_NOTHING]
    return (
        [rated, _("level: {level}", level=values.level(risk, profile))]
        if values.level(risk, profile)
        else [rated]
    )


def _residual(risk: Record, profile: Profile) -> Any:
    residual = risks.residual_cell(risk, profile)
    return _("Residual: {level}", level=residual) if residual else None


def _until(entry: Record) -> Any:
    deadline = values.day(entry.get("deadline"))
    return _("Due: {date}", date=deadline) if deadline else None


def _signatories(_job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), _("Head of the department (unit)"), duty="head"),)


FORM = Form(
    code="Ф-05",
    title=p_("paper", "Integrated table"),
    kinds=("process", "risk", "opportunity"),
    landscape=True,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
)

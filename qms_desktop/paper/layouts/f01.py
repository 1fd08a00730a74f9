"""Ф-01, the process card: the seven elements of the annex in two columns, then whatever more is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL_STRONG, TABLE, TABLE_STRONG, Set, heading
from qms_desktop.paper.data import PrintJob, ProcessCard, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, Row, table

_LOWEST = 7 * mm
_EMPTY = 16 * mm


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    card = job.body
    yield from _elements(card.process, job.profile, width)
    if card.indicators:
        yield from _indicators(card.indicators, width)
    if card.process.get("steps"):
        yield from _steps(card.process["steps"], width)
    yield from _more(card.process, width)
    yield from _links(card, job.profile, width)


def _elements(process: Record, profile: Profile, width: float) -> Iterator[Slice]:
    columns = [Column(p_("paper", "Elements"), 45, style=TABLE_STRONG), Column(p_("paper", "Content"), 125)]
    rows = (_element(element.label, _content(process, element.key)) for element in profile.process_card_rows)
    yield from table(columns, rows, width)


def _element(label: Words, content: list[Any]) -> Row:
    return Row([label, content], least=_LOWEST if content else _EMPTY)


def _content(process: Record, element: str) -> list[Any]:
    if element == "name":
        return [Set(name, TABLE_STRONG) for name in values.points(process.get("name"))]
    if element == "indicators":
        return [values.indicator(one) for one in values.items(process.get("indicators"))]
    return list(values.points(process.get(element)))


def _indicators(indicators: Sequence[Record], width: float) -> Iterator[Slice]:
    columns = [
        Column(p_("paper", "Indicator"), 80),
        Column(p_("paper", "Measured in"), 30),
        Column(p_("paper", "Target"), 25, "center"),
        Column(p_("paper", "Frequency"), 35),
    ]
    rows = [
        (
            values.words(one.get("title") or one.get("name")),
            values.words(one.get("measured_in") or one.get("unit")),
            values.number(one.get("target")),
            values.words(one.get("frequency")),
        )
        for one in indicators
    ]
    yield from heading(p_("paper", "Indicators"), width)
    yield from table(columns, rows, width, glued=True)


def _steps(steps: Sequence[Record], width: float) -> Iterator[Slice]:
    columns = [
        Column(p_("paper", "No."), 11, "center"),
        Column(p_("paper", "Action"), 79),
        Column(p_("paper", "Responsible"), 45),
        Column(p_("paper", "Record"), 35),
    ]
    rows = [
        (
            number,
            values.words(step.get("text")),
            values.words(step.get("responsible")),
            values.words(step.get("record")),
        )
        for number, step in enumerate(steps, 1)
    ]
    yield from heading(p_("paper", "Main steps"), width)
    yield from table(columns, rows, width, glued=True)


def _more(process: Record, width: float) -> Iterator[Slice]:
    """The elements that the annex does not ask for, those that are filled in."""
    elements = (
        (p_("paper", "Participants"), "participants"),
        (p_("paper", "Suppliers of the inputs"), "suppliers"),
        (p_("paper", "Recipients of the outputs"), "customers"),
        (p_("paper", "Governing documents"), "norms"),
        (p_("paper", "Records produced"), "records"),
        (p_("paper", "Clauses of the standard"), "clauses"),
    )
    rows = [(label, values.points(process.get(key))) for label, key in elements if process.get(key)]
    if rows:
        columns = [Column("", 45, style=TABLE_STRONG), Column("", 125)]
        yield from heading(p_("paper", "Further particulars"), width)
        yield from table(columns, rows, width, glued=True, headed=False)


def _links(card: ProcessCard, profile: Profile, width: float) -> Iterator[Slice]:
    """The risks and opportunities of the process, in short."""
    if not (card.risks or card.opportunities):
        return
    columns = [
        Column(p_("paper", "Risks and opportunities"), 85),
        Column(p_("paper", "Level"), 27, "center", SMALL_STRONG),
        Column(p_("paper", "Responsible"), 36),
        Column(p_("paper", "Due"), 24, "center"),
    ]
    rows = [
        (
            [Set(values.words(one.get("code")), SMALL_STRONG), values.words(one.get("title"))],
            values.level(one, profile) or "–",
            values.words(one.get("responsible")),
            values.day(one.get("deadline")),
        )
        for one in (*card.risks, *card.opportunities)
    ]
    yield from heading(p_("paper", "Risks and opportunities"), width)
    yield from table(columns, rows, width, style=TABLE, glued=True)


def _remarks(job: PrintJob) -> list[Words]:
    process = job.body.process
    said: list[Words] = []
    if values.words(process.get("number")):
        said.append(_("Process No. {number}", number=values.words(process.get("number"))))
    if process.get("group"):
        groups = job.profile.process_groups
        said.append(_("Group: {group}", group=groups.get(process["group"], process["group"])))
    return said


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (
        Signatory(p_("paper", "Prepared by"), p_("paper", "Process owner"), duty="head"),
        Signatory(p_("paper", "Checked by"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-01",
    title=p_("paper", "Process card"),
    kinds=("process", "indicator"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

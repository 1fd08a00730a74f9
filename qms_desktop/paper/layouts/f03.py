"""Ф-03, the risk passport of a unit: the seven columns of the annex, then the date and what risk remains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, TABLE, Set
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import risks
from qms_desktop.paper.table import Column, table

_SHAPES = {
    "number": (9.5, "center"),
    "title": (55.0, "left"),
    "likelihood": (19.0, "center"),
    "consequence": (19.0, "center"),
    "level": (25.0, "center"),
    "responsible": (47.0, "left"),
    "measures": (57.0, "left"),
}


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    passport, profile = job.body, job.profile
    columns = [
        *risks.columns_of(profile, "passport", _SHAPES),
        Column(p_("paper", "Due"), 22, "center"),
        Column(p_("paper", "Residual risk"), 22, "center"),
    ]
    rows = [_row(number, risk, profile) for number, risk in enumerate(passport.risks, 1)]
    yield from table(columns, rows, width, style=TABLE, blank=6)
    yield from risks.legend(profile, width)
    if passport.opportunities:
        yield from risks.opportunities(passport.opportunities, width)
    yield from risks.scales(profile, width)


def _row(number: int, risk: Record, profile: Profile) -> list[Any]:
    cells = {
        "number": number,
        "title": [values.words(risk.get("title")), *_particulars(risk)],
        "likelihood": risks.rating(risk, "likelihood"),
        "consequence": risks.rating(risk, "consequence"),
        "level": risks.level_cell(risk, profile, TABLE),
        "responsible": values.words(risk.get("responsible")),
        "measures": values.measures(risk),
    }
    return [
        *risks.cells_of(profile, "passport", cells),
        values.day(risk.get("deadline")),
        risks.residual_cell(risk, profile),
    ]


def _particulars(risk: Record) -> list[Set]:
    """What the annex has no column for stands in small type under the risk."""
    named = ", ".join(
        part for part in (values.words(risk.get("code")), values.words(risk.get("category"))) if part
    )
    said: list[Words] = [named] if named else []
    if values.words(risk.get("cause")):
        said.append(_("Cause: {cause}", cause=values.words(risk.get("cause"))))
    if values.words(risk.get("process")):
        said.append(_("Process: {process}", process=values.words(risk.get("process"))))
    return [Set(text, SMALL) for text in said]


def _remarks(job: PrintJob) -> list[Words]:
    passport = job.body
    subject = [_("Direction: {subject}", subject=passport.subject)] if passport.subject else []
    considered = _(
        "Considered at a meeting of the department (unit), minutes No. {number}, {date}",
        number=passport.protocol or "____",
        date=format_date(passport.protocol_date) or _("“___” ______________ 20___"),
    )
    return [*subject, considered]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (
        Signatory(p_("paper", "Prepared by"), _("Head of the department (unit)"), duty="head"),
        Signatory(p_("paper", "Checked by"), job.profile.qa_office.name),
    )


FORM = Form(
    code="Ф-03",
    title=p_("paper", "Risk passport"),
    kinds=("passport", "risk", "opportunity"),
    landscape=True,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

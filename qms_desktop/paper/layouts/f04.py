"""Ф-04, the risk register of the university: the ten columns of the annex, then whose risk it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_ITALIC, Set, heading, paragraph
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import risks
from qms_desktop.paper.table import Column, table

_SHAPES = {
    "number": (10.0, "center"),
    "category": (29.0, "left"),
    "title": (42.0, "left"),
    "likelihood": (17.0, "center"),
    "consequence": (17.0, "center"),
    "level": (26.0, "center"),
    "responsible": (35.0, "left"),
    "measures": (44.0, "left"),
    "deadline": (22.0, "center"),
    "residual": (22.0, "center"),
}


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    register, profile = job.body, job.profile
    columns = [*risks.columns_of(profile, "register", _SHAPES), Column(p_("paper", "Unit"), 31.5)]
    rows = (_row(place, risk, profile) for place, risk in enumerate(register.risks, 1))
    yield from table(columns, rows, width, style=SMALL, blank=6)
    yield from risks.legend(profile, width)
    yield from _units(p_("paper", "Units included"), register.included, width)
    yield from _units(p_("paper", "Units that have not submitted"), register.missing, width)


def _row(place: int, risk: Record, profile: Profile) -> list[Any]:
    cells = {
        "number": place,
        "category": values.words(risk.get("category")),
        "title": [values.words(risk.get("title")), values.words(risk.get("number")) or values.words(risk.get("code"))],
        "likelihood": risks.rating(risk, "likelihood"),
        "consequence": risks.rating(risk, "consequence"),
        "level": risks.level_cell(risk, profile, SMALL),
        "responsible": values.words(risk.get("responsible")),
        "measures": values.measures(risk),
        "deadline": values.day(risk.get("deadline")),
        "residual": risks.residual_cell(risk, profile),
    }
    return [*risks.cells_of(profile, "register", cells), _unit_cell(risk)]


def _unit_cell(risk: Record) -> list[Any]:
    accepted = risk.get("accepted", True)
    return [values.words(risk.get("unit")), None if accepted else Set(_("not yet accepted"), SMALL_ITALIC)]


def _units(caption: Words, units: Sequence[Words], width: float) -> Iterator[Slice]:
    if units:
        listed = "; ".join(str(unit) for unit in units)
        yield from heading(_("{caption} ({n})", caption=caption, n=len(units)), width)
        yield paragraph(listed, width, SMALL, glued=True)


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    return (Signatory(p_("paper", "Prepared by"), job.profile.qa_office.name, duty="qa_head"),)


FORM = Form(
    code="Ф-04",
    title=p_("paper", "University risk register"),
    kinds=("register_entry", "risk"),
    landscape=True,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
)

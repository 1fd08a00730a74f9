"""What the risk forms share: the cells of a risk, the legend of levels, the scales in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile, Scale
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, Set, heading, paragraph, space
from qms_desktop.paper.data import Record
from qms_desktop.paper.flow import Kept, SideBySide, Slice
from qms_desktop.paper.fonts import Style
from qms_desktop.paper.table import Column, table

_LIKELIHOOD_SHARE = 0.42
_BETWEEN = 4 * mm


def rating(record: Record, name: str) -> str:
    """Likelihood or consequence, empty when it is still to be judged."""
    return values.words(record.get(name))


def level_cell(record: Record, profile: Profile, style: Style) -> list[Set]:
    """`16 – жогору`, and the note that a critical consequence must not be overlooked."""
    strong = style._replace(font=SMALL_STRONG.font, align="center")
    said = [Set(values.level(record, profile), strong)]
    if values.is_critical(record, profile):
        said.append(Set(_("critical consequence"), SMALL._replace(align="center")))
    return said


def residual_cell(record: Record, profile: Profile) -> str:
    """The residual risk as number and word."""
    return values.level(record, profile, residual=True)


def columns_of(profile: Profile, name: str, shapes: Mapping[str, tuple[float, str]]) -> list[Column]:
    """The columns of an annex in its own order and words, each with the share and alignment given by key."""
    return [Column(column.label, *shapes.get(column.key, (20.0, "left"))) for column in profile.columns(name)]


def cells_of(profile: Profile, name: str, cells: Mapping[str, Any]) -> list[Any]:
    """A row in the order of the annex."""
    return [cells.get(column.key) for column in profile.columns(name)]


def legend(profile: Profile, width: float) -> Iterator[Slice]:
    """Level = likelihood × consequence: the bounds of every level in words."""
    bounds = ", ".join(f"{level.low}–{level.high} {level.word}" for level in profile.levels)
    yield space(1.5 * mm, glued=True)
    text = _("Level = likelihood × consequence: {bounds}.", bounds=bounds)
    yield paragraph(text, width, SMALL, glued=True)
    critical = profile.critical_consequence
    note = _("“Critical consequence” marks a risk with consequence {n}, whatever its level.", n=critical)
    yield paragraph(note, width, SMALL, glued=True)


def scales(profile: Profile, width: float) -> Iterator[Slice]:
    """Both scales in full, side by side on one page."""
    left, right = width * _LIKELIHOOD_SHARE, width * (1 - _LIKELIHOOD_SHARE) - _BETWEEN
    likelihood, consequence = profile.scale("likelihood"), profile.scale("consequence")
    explained = paragraph(likelihood.explanation, left), paragraph(consequence.explanation, right)
    steps = _steps(likelihood, left), _steps(consequence, right)
    yield space(1.5 * mm)
    yield Kept([SideBySide(*explained, width - right), space(1 * mm), SideBySide(*steps, width - right)])


def _steps(scale: Scale, width: float) -> Kept:
    columns = [
        Column(p_("paper", "Score"), 13, "center"),
        Column(p_("paper", "Estimate"), 32),
        Column(scale.title, 62),
    ]
    rows = [(step.score, Set(step.label, SMALL_STRONG), step.meaning) for step in scale]
    return Kept(list(table(columns, rows, width, style=SMALL)))


def opportunities(records: Sequence[Record], width: float) -> Iterator[Slice]:
    """Opportunities have an expected effect instead of a likelihood."""
    columns = [
        Column(p_("paper", "No."), 9.5, "center"),
        Column(p_("paper", "Opportunity"), 36),
        Column(p_("paper", "Essence"), 38),
        Column(p_("paper", "Expected effect"), 37),
        Column(p_("paper", "Actions"), 48),
        Column(p_("paper", "Responsible"), 60),
        Column(p_("paper", "Due"), 20, "center"),
        Column(p_("paper", "Result"), 20),
    ]
    rows = [
        (
            number,
            values.words(one.get("title")),
            values.words(one.get("essence")),
            values.points(one.get("effect")),
            values.measures(one),
            values.words(one.get("responsible")),
            values.day(one.get("deadline")),
            values.words(one.get("result")),
        )
        for number, one in enumerate(records, 1)
    ]
    yield from heading(p_("paper", "Opportunities"), width)
    yield from table(columns, rows, width, style=SMALL, glued=True)

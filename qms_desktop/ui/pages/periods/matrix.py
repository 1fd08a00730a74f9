"""The completeness board: a row a unit, a column a form of the period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.services import board_words
from qms_desktop.services.awaited import Awaited, UnitLine
from qms_desktop.ui.table.columns import MARKS, Column, Mark

ICONS: dict[str, tuple[str, str]] = {
    "late": ("octagon-alert", "high"), "missing": ("minus", "text3"), "draft": ("circle-dashed", "text2"),
    "received": ("circle-dot", "accent"), "returned": ("undo-2", "medium"), "accepted": ("circle-check", "low"),
    "there": ("check", "text2"),
}  # fmt: skip
"""By state the sign and its colour; a form that is late has its own, whatever its state."""

WORDS: dict[str, Localised] = {"late": _("late"), **board_words.FORM_STATES}


def sign_of(one: Awaited) -> str:
    """The state that is shown of a form."""
    return "late" if one.is_late else one.state


def _in_words(icon: str) -> str:
    return next(str(WORDS[state]) for state, (name, _tone) in ICONS.items() if name == icon)


def columns(forms: Sequence[str]) -> list[Column]:
    return [
        Column("unit", _("Unit"), 240, wrap=True, stretch=True, room="narrow"),
        *(Column(form, form, 56, kind="icon", room="narrow", show=_in_words) for form in forms),
        Column("late", _("Late"), 84, kind="number", room="narrow"),
        Column("complete", _("Complete"), 106, kind="progress", show=lambda share: f"{share[0]}\u00a0%"),
    ]  # fmt: skip


def cells(line: UnitLine, forms: Sequence[str]) -> dict[str, Any]:
    """What the table shows of a unit; a form that is not expected of it stays empty."""
    signs: Mapping[str, str] = {form: sign_of(one) for form, one in line.forms.items()}
    marks = {form: Mark(icon=ICONS[sign][0], tone=ICONS[sign][1]) for form, sign in signs.items()}
    return {
        "id": line.row.unit, "unit": str(line.row.name), "late": line.late or None,
        "complete": None if line.row.percent is None else (line.row.percent, 100),
        **{form: ICONS[signs[form]][0] if form in signs else None for form in forms},
        MARKS: marks | {"unit": Mark(second=line.row.unit)} | ({"late": Mark(tone="high")} if line.late else {}),
    }  # fmt: skip

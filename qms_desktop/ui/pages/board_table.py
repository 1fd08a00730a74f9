"""The table of the board: a row a unit, a column for each expected form, in the order that the person chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from qms_desktop.core.languages import format_date, sort_key
from qms_desktop.core.messages import Localised, _, current_language, n_
from qms_desktop.services import board_words
from qms_desktop.services.board import BoardRow
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.speech import Said
from qms_desktop.ui.table.columns import MARKS, Column, Mark

_TONES = {"late": "high", "received": "info", "returned": "medium", "accepted": "low"}
STATES = {key: State(words, _TONES.get(key, "neutral")) for key, words in board_words.STATES.items()}

_ICONS: dict[str, tuple[str, str]] = {
    "received": ("circle-dot", "accent"), "accepted": ("circle-check", "low"), "returned": ("undo-2", "medium"),
    "draft": ("circle-dashed", "text2"), "there": ("check", "text2"), "missing": ("minus", "text3"),
}  # fmt: skip
SELDOM = {"due", "conflicts", "proposals", "forks", "handed", "devices", "returned"}
"""The columns that are hidden until somebody wants them."""

_STATE_ORDER = ("late", "received", "returned", "not_due", "accepted")
_ORDERS: dict[str, Callable[[BoardRow], Any]] = {
    "unit": lambda r: sort_key(r.name.text(current_language())), "state": lambda r: _STATE_ORDER.index(r.state),
    "came": lambda r: r.last_received or "", "complete": lambda r: -1 if r.percent is None else r.percent,
    "due": lambda r: r.due or dt.date.max, "handed": lambda r: r.handed, "conflicts": lambda r: r.conflicts,
    "proposals": lambda r: r.proposals, "forks": lambda r: r.forks, "devices": lambda r: r.devices + r.waiting_devices,
    "returned": lambda r: r.last_returned or "",
}  # fmt: skip


def _in_words(icon: str) -> str:
    """A sign of a form for those who hear the table."""
    return next(str(board_words.FORM_STATES[state]) for state, (name, _tone) in _ICONS.items() if name == icon)


def columns(forms: Sequence[str]) -> list[Column]:
    """The columns, with one for each form that is expected of anybody."""
    return [
        Column("tick", "", 36, kind="check", editable=True, room="narrow"),
        Column("unit", _("Unit"), 220, wrap=True, stretch=True, room="narrow", sortable=True),
        Column("state", _("State"), 118, kind="state", room="narrow", sortable=True),
        Column("came", _("Came"), 96, room="wide", sortable=True),
        Column("due", _("Due"), 112, room="wide", sortable=True),
        Column("complete", _("Complete"), 106, kind="progress", room="wide", sortable=True, show=lambda share: f"{share[0]}\u00a0%"),
        *(Column(form, form, 48, kind="icon", room="wide", show=_in_words) for form in forms),
        Column("handed", _("Handed over"), 96, kind="number", room="wide", sortable=True),
        Column("conflicts", _("Conflicts"), 86, kind="number", room="wide", sortable=True),
        Column("proposals", _("Proposals"), 86, kind="number", room="wide", sortable=True),
        Column("forks", _("Copied disks"), 86, kind="number", room="wide", sortable=True),
        Column("devices", _("Computers"), 90, kind="number", room="wide", sortable=True),
        Column("returned", _("Returned last"), 110, room="wide", sortable=True),
        Column("step", _("Next step"), 140, kind="link", wrap=True, room="narrow"),
    ]  # fmt: skip


def in_order(units: Sequence[BoardRow], key: str, descending: bool) -> list[BoardRow]:
    """The units in the order of a column."""
    return sorted(units, key=_ORDERS[key], reverse=descending)


def cells(entry: BoardRow, ticked: bool, step: Said, today: dt.date) -> dict[str, Any]:
    """What the table shows of a unit."""
    late = entry.days_late(today)
    state = STATES[entry.state]
    if late and entry.state == "late":
        state = State(n_("{n} day late", "{n} days late", late), "high")
    marks = {"unit": Mark(second=entry.unit)}
    if late:
        marks["due"] = Mark(second=n_("{n} day late", "{n} days late", late), tone="high")
    for form, cell in entry.forms.items():
        icon, tone = _ICONS[cell.state]
        marks[form] = Mark(icon=icon, tone=tone)
    return {
        "id": entry.unit, "tick": ticked, "unit": str(entry.name), "state": state,
        "came": str(day_of(entry.last_received)) if entry.last_received else "–",
        "due": format_date(entry.due) if entry.due else "", "handed": entry.handed or None,
        "complete": None if entry.percent is None else (entry.percent, 100),
        "conflicts": entry.conflicts or None, "proposals": entry.proposals or None, "forks": entry.forks or None,
        "devices": (entry.devices + entry.waiting_devices) or None,
        "returned": str(day_of(entry.last_returned)) if entry.last_returned else "–", "step": str(step),
        **{form: _ICONS[cell.state][0] for form, cell in entry.forms.items()}, MARKS: marks,
    }  # fmt: skip


def legend() -> QWidget:
    """What the signs of the forms mean."""
    holder = QWidget()
    parts: list[QWidget | int] = []
    for state, (icon, tone) in _ICONS.items():
        said: Localised = board_words.FORM_STATES[state]
        parts += [IconLabel(icon, tone, 15), Label(said, "small", "text2"), 6]
    holder.setLayout(row(*parts, None, gap=5))
    return holder

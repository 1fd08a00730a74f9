"""The calendar of a year: what a unit and the QA office owe, and by when; due soon, late, done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.periods import Period, period_at
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services import awaited, periods, units
from qms_desktop.services.look import Look
from qms_desktop.services.remembered import Remembered, remembering
from qms_desktop.services.workspace import Workspace
from qms_desktop.services.year.dated import owed_by_records
from qms_desktop.services.year.duties import owed_in
from qms_desktop.services.year.measures import owed_measures
from qms_desktop.services.year.owed import Owed
from qms_desktop.store.transaction import Transaction

__all__ = ["Calendar", "Owed", "calendar", "owed_now"]

LOOKED_BACK = dt.timedelta(days=365)
"""What is open from so long before the year is still shown as late."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that one unit (or the office) owes in a year, by day; what is late from before it stands first."""

    unit: str
    name: Localised
    year: Period
    today: dt.date
    owed: tuple[Owed, ...]

    def of_state(self, *states: str) -> list[Owed]:
        return [one for one in self.owed if one.state(self.today) in states]


def year_of(ws: Workspace, code: str | None, today: dt.date) -> Period:
    """The reporting year that is written so (`2026/27`, `2026`); that of today without one."""
    if code is None:
        return period_at(ws.profile, ws.profile.period_kind, today)
    if code.isdigit() and ws.profile.period_kind == "academic_year":
        code = f"{code}/{(int(code) + 1) % 100:02d}"
    return periods.named(ws.profile, code)


def calendar(ws: Workspace, year: str | None = None, unit: str | None = None, *, today: dt.date | None = None) -> Calendar:
    """What is owed in a year (None: this one) by a unit; the own one, or the office itself, if none is named."""
    today = today or dt.date.today()
    wanted = unit or (ws.unit if ws.role == "department" else OFFICE)
    span = year_of(ws, year, today)
    with ws.store.reading() as tx:
        units.check_unit(tx, ws.profile, wanted)
        look = _look(ws, tx, wanted, today)
        known = remembering(ws.store, tx)
        return known.get(("calendar", wanted, span, today, ws.language), lambda: (_calendar(known, look, wanted, span), None))


def look_through(ws: Workspace, ahead: int, *, today: dt.date | None = None) -> Iterator[None]:
    """Read what `owed_now` asks for; between two steps other work of the store may be done."""
    today = today or dt.date.today()
    unit = ws.unit if ws.role == "department" else OFFICE
    for span in _spans(ws, ahead, today):
        for part in _PARTS:
            with ws.store.reading() as tx:
                _kept(remembering(ws.store, tx), _look(ws, tx, unit, today), part, unit, span)
            yield


def _look(ws: Workspace, tx: Transaction, unit: str, today: dt.date) -> Look:
    return Look(tx, ws.profile, ws.language, today, None if unit == OFFICE else unit)


def _calendar(known: Remembered, look: Look, unit: str, span: Period) -> Calendar:
    found = [*(one for part in _PARTS for one in _kept(known, look, part, unit, span)), *_handed_over(look, unit)]
    shown = (one for one in found if one.due >= span.first or not one.done)
    name = units.unit_name(look.tx, look.profile, unit)
    return Calendar(unit, name, span, look.today, tuple(sorted(shown, key=Owed.order)))


def _kept(known: Remembered, look: Look, part: str, unit: str, span: Period) -> list[Owed]:
    """A part of what is owed; remembered until a record is written of a kind that it looked at."""
    asked = "owed", part, unit, span, look.today, look.language
    return known.get(asked, lambda: look.noting(lambda: list(_PARTS[part](look, unit, span))))


def _since(look: Look, span: Period) -> dt.date:
    return span.first - (LOOKED_BACK if look.today in span else dt.timedelta())


_PARTS: dict[str, Callable[[Look, str, Period], Iterator[Owed]]] = {
    "duties": lambda look, unit, span: owed_in(look, span.first, span.last, _owing(look, unit)),
    "records": lambda look, unit, span: owed_by_records(look, unit, _since(look, span), span.last),
    "measures": lambda look, unit, span: owed_measures(look, unit, span, _since(look, span)),
}


def _spans(ws: Workspace, ahead: int, today: dt.date) -> list[Period]:
    """The reporting year of today, and that of a day ahead where it is another one."""
    this, following = (year_of(ws, None, day) for day in (today, today + dt.timedelta(days=ahead)))
    return [this] if today in following else [this, following]


def owed_now(ws: Workspace, ahead: int, *, today: dt.date | None = None) -> list[Owed]:
    """What this person's unit has to do within so many days, what is late first."""
    today = today or dt.date.today()
    last = today + dt.timedelta(days=ahead)
    owed = (one for span in _spans(ws, ahead, today) for one in calendar(ws, span.code, today=today).owed)
    return [one for one in owed if not one.done and one.due <= last]


def _owing(look: Look, unit: str) -> list[str]:
    return [OFFICE] if unit == OFFICE else list(look.units)


def _handed_over(look: Look, unit: str) -> list[Owed]:
    """The forms that the open period awaits of a unit."""
    if unit not in look.units:
        return []
    return [
        Owed("handing_over", one.due, unit, _("Handing over {form}", form=one.form), one.kind, key=f"{one.period} {one.form}",
             period=one.period, done=one.is_done)
        for one in awaited.of_unit(look.tx, look.units[unit], look.today) if one.due is not None
    ]  # fmt: skip

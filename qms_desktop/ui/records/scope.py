"""Which unit and which period the page shows: chosen once for all its tabs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.exchange import hierarchy
from qms_desktop.services import risks, units
from qms_desktop.services.workspace import ALL, Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.picking import pick
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.theme.fonts import sized


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit (None: all of them) and a period (None: all)."""

    unit: str | None
    period: str | None

    def query(self, kind: str, **rest: object) -> Query:
        """A query of a kind within the scope."""
        where = (*((("period", self.period),) if self.period else ()), *rest.pop("where", ()))
        return Query(kind, where, unit=self.unit, **rest)


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen from, and what process cards are called."""

    units: dict[str, Localised]
    periods: list[str]
    cards: dict[str, str]


def known(ws: Workspace, *kinds: str) -> Known:
    """Reads what the choices offer to the records of some kinds; runs on the worker."""
    periods = sorted({period for kind in kinds for period in risks.periods(ws, kind)}, reverse=True)
    with ws.store.reading() as tx:
        named: dict[str, Localised] = {}
        if ws.role == "department":
            named = units.unit_names(tx, ws.profile, hierarchy.below(tx, ws.unit))
        if ws.is_office:
            present = {unit for kind in kinds for unit in reading.units_of(tx, kind)}
            named = units.unit_names(tx, ws.profile, dict.fromkeys([*units.units(tx, ws.profile), *sorted(present)]))
        cards = {card["id"]: card["name"] or "" for card in pick(tx, "process", ("name",))}
    return Known(named, periods, cards)


def known_at_once(ws: Workspace) -> Known:
    """The same without a look at the records: every unit, and the years around this one; runs on the worker."""
    today = dt.date.today()
    years = [period_now(ws.profile, today.replace(year=today.year + by, day=min(today.day, 28))) for by in (1, 0, -1, -2, -3, -4)]
    with ws.store.reading() as tx:
        opened = sorted((p["code"] for p in reading.records(tx, Query("period")) if p["code"] and p["code"] not in years), reverse=True)
        below = hierarchy.below(tx, ws.unit) if ws.role == "department" else None
        every = units.units(tx, ws.profile)
    named: dict[str, Localised] = {code: unit.name for code, unit in every.items() if below is None or code in below}
    if below and named:
        named = {ALL: _("made known to all"), **named}
    return Known(named, [*opened, *years], {})


class ScopeBar(QWidget):
    """The choice of a unit (for the office, and a dean's office, which reads those below) and of a period."""

    changed = Signal()

    def __init__(self, ws: Workspace, *, now: bool = True, with_period: bool = True) -> None:
        """With `now` the period of today is chosen at first, else all."""
        super().__init__()
        self._ws, self._now, self._with_period = ws, now, with_period
        self.unit = ChoiceBox({}, _("all"), prefix=_("Unit"))
        self.period = ChoiceBox({}, _("all"), prefix=_("Period"))
        for box in (self.unit, self.period):
            sized(box, "setMaximumWidth", 260 if now else 150)
            box.chosen.connect(lambda _key: self.changed.emit())
        self.setLayout(row(self.unit, self.period))
        self.unit.setVisible(ws.role != "department")
        self.period.hide()
        self._asked = False

    def offer(self, found: Known) -> None:
        """Show what can be chosen; the period of today is chosen the first time."""
        own = _("{unit}, our own", unit=self._ws.unit) if self._ws.role == "department" else _("all")
        self.unit.offer({code: _("{code}, {name}", code=code, name=name) for code, name in found.units.items()}, own)
        self.unit.setVisible(self._ws.role != "department" or bool(found.units))
        self.period.offer({period: period for period in found.periods}, _("all"))
        self.period.setVisible(self._with_period and len(found.periods) > 1)
        now = period_now(self._ws.profile)
        if self._now and not self._asked and len(found.periods) > 1 and now in found.periods:
            self.period.set_key(now)
        self._asked = True

    def has_units(self) -> bool:
        """Whether there are units to choose from, beside one's own."""
        return self.unit.count() > 1

    def scope(self) -> Scope:
        own = self._ws.unit if self._ws.role == "department" else None
        return Scope(self.unit.key() or own, self.period.key())

    def clear(self) -> None:
        """Choose all, without the signal."""
        self.unit.set_key(None)
        self.period.set_key(None)

    def choose(self, unit: str | None, period: str | None) -> None:
        """Choose from outside: a record that lies outside the scope is to be shown."""
        if not self.unit.isHidden():
            self.unit.set_key(None if unit == self._ws.unit else unit)
        self.period.set_key(period)
        self.changed.emit()

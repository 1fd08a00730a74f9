"""Risk passports: one for each direction of activity, of every unit and of the institution, and which are missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qms_desktop.services.units import UnitInfo
from qms_desktop.store.picking import Row, Where, pick
from qms_desktop.store.transaction import Transaction


def of_period(tx: Transaction, periods: Collection[str] | None) -> list[Row]:
    """The passports of some periods (None: of any) with unit and direction."""
    return pick(tx, "passport", ("direction",), Where(periods=periods, filled=("direction",)))


def missing(passports: Collection[Row], units: Mapping[str, UnitInfo]) -> dict[str, list[str]]:
    """The directions for which a unit is to keep a passport and has none, of the units that lack any."""
    kept = {(row["unit"], row["direction"]) for row in passports}
    found = {code: [one for one in unit.directions if (code, one) not in kept] for code, unit in units.items()}
    return {code: lacking for code, lacking in found.items() if lacking}

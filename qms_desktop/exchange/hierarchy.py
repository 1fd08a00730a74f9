"""Who stands above whom among the units, and whose records may therefore pass through whose hands.

A unit's place is said by the profile, over that by the unit itself, and over both by the office. What one unit says of
another counts for nothing: nobody puts another's records into his own hands.
"""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.journal.fold import OFFICE
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

ALL = "all"
"""The unit of what the office publishes to everybody."""


def parents(tx: Transaction) -> dict[str, str]:
    """The unit above each unit that has one, by the codes of the two."""
    found = {seed.code: seed.parent for seed in tx.profile.units}
    records = reading.records(tx, reading.Query("unit"))
    for record in sorted(records, key=lambda each: each["unit"] in (ALL, OFFICE)):
        if record["code"] and record["unit"] in (record["code"], ALL, OFFICE):
            found[record["code"]] = record["parent"]
    return {code: parent for code, parent in found.items() if parent}


def below(tx: Transaction, unit: str) -> tuple[str, ...]:
    """Every unit under a unit, at any depth, sorted."""
    return under(parents(tx), unit)


def above(tx: Transaction, unit: str) -> tuple[str, ...]:
    """Every unit over a unit, the nearest first."""
    over = parents(tx)
    found: list[str] = []
    while (unit := over.get(unit, "")) and unit not in found:
        found.append(unit)
    return tuple(found)


def under(above: Mapping[str, str], unit: str) -> tuple[str, ...]:
    """The same, where the unit above each unit is known already."""
    children: dict[str, list[str]] = {}
    for code, parent in above.items():
        children.setdefault(parent, []).append(code)
    found: set[str] = set()
    ahead = [unit]
    while ahead:
        new = [code for code in children.get(ahead.pop(), ()) if code not in found and code != unit]
        found.update(new)
        ahead += new
    return tuple(sorted(found))


def hands_of(tx: Transaction, carrier: str) -> frozenset[str]:
    """The units whose records and work may come in a bundle of the carrier: itself, and those below it."""
    return frozenset({carrier, *below(tx, carrier)})

"""The risks of the units' passports that stand behind an entry of the university's register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

Record = dict[str, Any]


def highest(risks: Iterable[Record]) -> Record | None:
    """The risk with the highest rating, by which the register rates; None where none is rated."""
    return max((risk for risk in risks if risk["score"]), key=lambda risk: risk["score"], default=None)


def sources_of(tx: Transaction, entry: Mapping[str, Any]) -> list[Record]:
    """The risks behind an entry, as far as they are here."""
    named = tuple(source["risk"] for source in entry["sources"] or () if source["risk"])
    return reading.records(tx, reading.Query("risk", ids=named)) if named else []

"""Whom the QA office writes to about a unit's forms: the chair of its teaching-methodical council, where one is appointed."""

from __future__ import annotations

import datetime as dt

from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

ASKED = ("council_chair", "qms_responsible", "head")
"""The duties by which somebody is a unit's contact, the first that is held."""


def contacts(tx: Transaction, today: dt.date) -> dict[str, str]:
    """The name of the contact of every unit that has one, by the unit's code."""
    day = today.isoformat()
    found: dict[tuple[str, str], str] = {}
    for person in reading.records(tx, Query("person")):
        for duty in person["duties"] if not person["left_on"] else ():
            if duty["duty"] in ASKED and (duty["since"] or "") <= day <= (duty["until"] or "9999"):
                found.setdefault((duty["of_unit"] or person["unit"], duty["duty"]), person["name"] or "")
    return {unit: found[unit, name] for name in reversed(ASKED) for unit, held in found if held == name}

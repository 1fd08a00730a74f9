"""Whose names stand in the signature lines: who holds a duty today, and what position somebody known has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.journal.fold import OFFICE
from qms_desktop.paper.data import Signatory
from qms_desktop.services.auditors import same_person
from qms_desktop.services.views import Record
from qms_desktop.services.workspace import ALL
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction


def is_held(duty: Record) -> bool:
    """Whether somebody holds a duty today, by the days since and until when."""
    today = dt.date.today().isoformat()
    return not (is_iso_date(duty["until"]) and duty["until"] < today) and not (is_iso_date(duty["since"]) and duty["since"] > today)


@dataclass(frozen=True, slots=True)
class Staff:
    """The people known here who have not left."""

    people: Sequence[Record] = field(default_factory=tuple)

    @classmethod
    def of(cls, tx: Transaction) -> Staff:
        return cls([one for one in reading.records(tx, reading.Query("person", order="name")) if not one["left_on"]])

    def named(self, signatory: Signatory, unit: str | None) -> Signatory:
        """A signature line with the name of who holds its duty in the unit, or the position of who is named in it.

        For what is of the whole institution the head of the QA office signs as its head does for a unit.
        """
        if signatory.name:
            return signatory if signatory.position else replace(signatory, position=self._position(str(signatory.name)))
        wanted = "qa_head" if signatory.duty == "head" and unit in (ALL, OFFICE) else signatory.duty
        for person in self.people if wanted else ():
            for duty in person["duties"] or ():
                if duty["duty"] == wanted and is_held(duty) and (wanted != "head" or (duty["of_unit"] or person["unit"]) == unit):
                    position = duty["position"] or person["position"] or signatory.position
                    return replace(signatory, name=person["name"] or "", position=position)
        return signatory

    def _position(self, name: str) -> str:
        return next((one["position"] or "" for one in self.people if same_person(one["name"], name)), "")

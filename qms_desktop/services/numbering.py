"""The record that is being made, as the defaults of its fields are told of it: its period, its next number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qms_desktop.core.calendar import months_after
from qms_desktop.core.fields import Field
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.services.paper_numbers import unit_in_numbers
from qms_desktop.services.workspace import period_now
from qms_desktop.store import reading
from qms_desktop.store.transaction import Transaction

Taken = dict[tuple[str, ...], int]
"""The last number given out, by what it was given for: several records of one save are numbered on."""

_SERIAL = re.compile(r"\{(n+)\}")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass
class NewRecord:
    """A record that is not written yet; `values` is filled field by field."""

    kind: Kind
    values: Mapping[str, Any]
    unit: str
    profile: Profile
    tx: Transaction
    taken: Taken
    today: dt.date

    @cached_property
    def period(self) -> str:
        return period_now(self.profile, self.today)

    def next_number(self, field: Field, pattern: str) -> str | None:
        """`Т-{unit}-{nn}` with the next serial among all numbers that begin and end alike, those of deleted records too.

        `{year}` is the first year of the record's period, `{period}` the period; another name in braces is that
        field of the record, in words.
        """
        said = self.profile.number_pattern(pattern)
        if said is None:
            return None
        filled = _PLACE.sub(self._part, said)
        serial = _SERIAL.search(filled)
        if serial is None:
            return filled
        before, after = filled[: serial.start()], filled[serial.end() :]
        key = (self.kind.name, field.name, before, after)
        if key not in self.taken:
            alike = re.compile(re.escape(before) + r"(\d+)" + re.escape(after))
            query = reading.Query(self.kind.name, unit=self.unit if "{unit}" in said else None)
            given = [*reading.column(self.tx, query, field.name), *(cells.get(field.cell) for cells in self._deleted)]
            numbers = (int(found[1]) for number in given if isinstance(number, str) and (found := alike.fullmatch(number)))
            self.taken[key] = max(numbers, default=0)
        self.taken[key] += 1
        return f"{before}{self.taken[key]:0{len(serial[1])}d}{after}"

    def _part(self, place: re.Match[str]) -> str:
        name = place[1]
        if not name.strip("n"):
            return place[0]
        period = str(self.values.get("period") or self.period)
        known = {"unit": unit_in_numbers(self.profile, self.unit), "year": period.partition("/")[0], "period": period}
        if name in known:
            return known[name]
        field = self.kind.fields.get(name)
        return field.show(self.values.get(name), self.profile, "ky") if field else ""

    def due_after(self, term: str, day: str) -> str | None:
        """The day on which a term of the profile ends that begins on a day."""
        if term not in self.profile.deadlines or not is_iso_date(day):
            return None
        return self.profile.due_after(term, dt.date.fromisoformat(day)).isoformat()

    def earlier(self, same: str, day: str, months: int) -> str | None:
        """The latest record of the unit with the same value of `same` whose `day` lies at most so many months before."""
        value, on = self.values.get(same), self.values.get(day)
        if not value or not is_iso_date(on):
            return None
        found = reading.records(self.tx, reading.Query(self.kind.name, ((same, value),), unit=self.unit))
        days = [(record[day], record["id"]) for record in found if is_iso_date(record[day]) and record[day] <= on
                and record.get("state") != "void"]  # fmt: skip
        last, record_id = max(days, default=("", None))
        return record_id if last and months_after(dt.date.fromisoformat(last), months).isoformat() >= on else None

    @cached_property
    def _deleted(self) -> list[Mapping[str, Any]]:
        """What deleted records of the kind say: their numbers are not given out again."""
        folded = (self.tx.fold(key) for key in reading.gone(self.tx, self.kind.name))
        return [record.shown for record in folded if record is not None]

    def next_within(self, field: Field, within: str) -> int | None:
        """One more than the highest number among the records with the same value of `within`; None without one."""
        value = self.values.get(within)
        if not value:
            return None
        key = (self.kind.name, field.name, str(value))
        if key not in self.taken:
            given = reading.column(self.tx, reading.Query(self.kind.name, where=((within, value),)), field.name)
            cell = self.kind.fields[within].cell
            given += [cells.get(field.cell) for cells in self._deleted if cells.get(cell) == value]
            self.taken[key] = max((number for number in given if isinstance(number, int)), default=0)
        self.taken[key] += 1
        return self.taken[key]

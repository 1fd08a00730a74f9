"""What checks and the calendar look through: the records of a unit, or of all units, as they stand on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from qms_desktop.core import periods
from qms_desktop.core.calendar import ONE_DAY, months_after
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import search_fold
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import units
from qms_desktop.services.copies import doubled
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import ALL, period_now
from qms_desktop.store import picking
from qms_desktop.store.picking import Row, Where
from qms_desktop.store.transaction import Transaction

T = TypeVar("T")

NUMBERED = ("code", "number")
"""The fields by which people know a record, the first that a kind has."""


@dataclass(frozen=True)
class Look:
    """`unit` None looks at the whole institution. Only records of the periods that hold today count, unless asked.

    `known` is what was read already, which several looks at one moment may share: many rules ask the same, and none
    writes into a row.
    """

    tx: Transaction
    profile: Profile
    language: str
    today: dt.date
    unit: str | None = None
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)
    kinds: set[str] = field(default_factory=set, repr=False, compare=False)
    """Of which kinds records were looked at."""

    @property
    def day(self) -> str:
        return self.today.isoformat()

    @cached_property
    def period(self) -> str:
        """The reporting year of today, as records carry it."""
        return period_now(self.profile, self.today)

    @cached_property
    def periods(self) -> frozenset[str]:
        """Every period that holds today: the academic and the calendar year, the semester, the quarter, the month."""
        return frozenset(periods.period_at(self.profile, kind, self.today).code for kind in periods.KINDS)

    @cached_property
    def year(self) -> tuple[str, str]:
        """The first and the last day of the reporting year."""
        first, last = self.profile.period_of(self.today)
        return first.isoformat(), last.isoformat()

    # --- records -------------------------------------------------------------------------------------------------

    def records(self, kind: str, *fields: str, all_years: bool = False, **where: Any) -> list[Row]:
        """Records with the fields named, and those by which they are called."""
        self.kinds.add(kind)
        return list(self._once((kind, fields, all_years, repr(where)), lambda: self._each_once(
            kind, picking.pick(self.tx, kind, [*_names(kind), *fields], self._where(all_years, where)))))  # fmt: skip

    def _each_once(self, kind: str, rows: list[Row]) -> list[Row]:
        """Without the published copies whose originals are looked at too."""
        copies = doubled(self.profile, kind, ((row["unit"], row["id"]) for row in rows)) if KINDS[kind].published else frozenset()
        return [row for row in rows if row["id"] not in copies] if copies else rows

    def _once(self, asked: Hashable, read: Callable[[], T]) -> T:
        if asked not in self.known:
            self.known[asked] = read()
        return self.known[asked]

    def noting(self, find: Callable[[], T]) -> tuple[T, frozenset[str]]:
        """What `find` gives, and of which kinds of records it was made."""
        self.kinds.clear()
        return find(), frozenset(self.kinds)

    def items(
        self, kind: str, list_name: str, fields: Iterable[str], parts: Iterable[str], *,
        items: Mapping[str, Any] | None = None, all_years: bool = False, **where: Any,
    ) -> list[Row]:  # fmt: skip
        """The items of a list, each with its record."""
        self.kinds.add(kind)
        asked = f"{kind}.{list_name}", (*fields, *parts), all_years, repr((where, items))
        return list(self._once(asked, lambda: self._each_once(kind, picking.pick_items(
            self.tx, kind, list_name, [*_names(kind), *fields], parts, self._where(all_years, where), Where(**(items or {})))),
        ))  # fmt: skip

    def _where(self, all_years: bool, where: Mapping[str, Any]) -> Where:
        return Where(**({"unit": self.unit, "periods": None if all_years else self.periods} | dict(where)))

    def followed(self, kind: str) -> set[str]:
        """The records of a kind that have a successor of a later year: what is open of them is open there."""
        if "previous" not in KINDS[kind].fields:
            return set()
        return {row["previous"] for row in self.records(kind, "previous", all_years=True, filled=("previous",))}

    def called(self, kind: str, row: Row) -> tuple[str, str]:
        """What a record is called, and its number."""
        title = row["title"] if "title" in row else KINDS[kind].title_of(row, self.profile, self.language)
        return title or "", str(row.get("code") or row.get("number") or "")

    def days_late(self, due: str | None) -> int:
        """How many days ago a day was; 0 for one that is not past, and for words."""
        return max(0, (self.today - dt.date.fromisoformat(due)).days) if is_iso_date(due) else 0

    def outlived(self, deadline: str) -> str:
        """The first day that a term of the profile still reaches from: what is dated before it has outlived its term."""
        day = self.today
        while self.profile.due_after(deadline, day) >= self.today:
            day -= ONE_DAY
        return (day + ONE_DAY).isoformat()

    def years_ago(self, years: int) -> str:
        """The day so many years ago: what is older is past mending."""
        return months_after(self.today, -12 * years).isoformat()

    # --- units ---------------------------------------------------------------------------------------------------

    @property
    def units(self) -> dict[str, UnitInfo]:
        """The units that take part in the quality system: this one, or all of them."""
        self.kinds.add("unit")
        return self._once("units", self._units)

    def _units(self) -> dict[str, UnitInfo]:
        known = units.units(self.tx, self.profile)
        closed = {row["code"] for row in picking.pick(self.tx, "unit", ["code", "closed_on"], Where(filled=("closed_on",)))
                  if row["closed_on"] <= self.day}  # fmt: skip
        wanted = known if self.unit is None else {self.unit} & known.keys()
        return {
            code: info for code, info in known.items()
            if code in wanted and code not in closed and not info.outside and info.type != "university"
        }  # fmt: skip

    def units_without(self, kind: str, **where: Any) -> list[Row]:
        """The units that have no such record of this year, each as a row that names it."""
        having = {row["unit"] for row in self.records(kind, **where)}
        return [self.of_unit(code) for code in self.units if code not in having]

    def of_unit(self, code: str) -> Row:
        """A row for what a unit as a whole lacks."""
        known = self.units if code in self.units else self._once("all units", lambda: units.units(self.tx, self.profile))
        name = known[code].name if code in known else self.profile.qa_office.name
        return {"id": "", "unit": code, "title": name.text(self.language)}

    def of_office(self, title: str = "") -> list[Row]:
        """A row for what the QA office owes; none where only a department is looked at."""
        return [self.of_unit(OFFICE) | ({"title": title} if title else {})] if self.unit in (None, OFFICE, ALL) else []

    @property
    def people(self) -> set[str]:
        """The names of the people known here, folded."""
        self.kinds.add("person")
        return self._once("people", lambda: {search_fold(row["name"]) for row in picking.pick(self.tx, "person", ["name"]) if row["name"]})


def _names(kind: str) -> list[str]:
    declared = KINDS[kind]
    return [declared.title_field, *[name for name in NUMBERED if name in declared.fields][:1]]

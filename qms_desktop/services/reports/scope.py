"""What a report counts over: which units, which period, the data of which moment; and who is missing in it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.core.periods import Period, parts_of, period_called
from qms_desktop.core.reports import Chart, Named, Part, Report
from qms_desktop.exchange.hierarchy import ALL, below
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.services import board, periods, units
from qms_desktop.services.expectations import USUAL, Expectations, expectations
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import picking, reading
from qms_desktop.store.picking import Row, Where
from qms_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class Scope:
    """The records of a store that a report counts: of `codes` (None: of every unit here) and of one period, or of all.

    One report holds one kind of period: of a year also its semesters (of a calendar year its quarters and months),
    never both kinds of years.
    """

    ws: Workspace
    tx: Transaction
    period: str
    unit: str | None
    codes: frozenset[str] | None
    today: dt.date
    picked: dict[tuple[Any, ...], list[Row]] = field(default_factory=dict, compare=False, repr=False)
    """What was picked already, of other periods too: the parts of a report ask the same, and none writes into a row."""

    @cached_property
    def units(self) -> dict[str, UnitInfo]:
        """Every unit that is known here, by its code."""
        return units.units(self.tx, self.ws.profile)

    def name(self, code: str | None) -> Localised:
        """What a unit is called; what belongs to all is the institution's."""
        if code == ALL:
            return self.ws.profile.institution
        return units.unit_name(self.tx, self.ws.profile, code or "") if code not in self.units else self.units[code].name

    def named(self, codes: Collection[str]) -> tuple[Named, ...]:
        """Units with their names, in the order of these."""
        found = [Named(code, self.name(code)) for code in codes]
        return tuple(sorted(found, key=lambda unit: unit.name.text(self.ws.language).casefold()))

    @cached_property
    def periods(self) -> tuple[str, ...] | None:
        """The period with its parts; None where all are counted."""
        return covered(self.ws, self.period) if self.period else None

    @cached_property
    def dates(self) -> tuple[str, str]:
        """The first and the last day of the period as records write days; for all periods every day."""
        if not self.period:
            return "0000-00-00", "9999-99-99"
        found = periods.named(self.ws.profile, self.period)
        return found.first.isoformat(), found.last.isoformat()

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in the period."""
        return bool(day) and self.dates[0] <= day <= self.dates[1]

    def rows(self, kind: str, names: Iterable[str], *, every_period: bool = False, every_unit: bool = False) -> list[Row]:
        """Fields of the records that are counted, as `picking.pick` gives them."""
        where = self._where(every_period, every_unit)
        asked = kind, *names, where.units, where.periods
        if asked not in self.picked:
            self.picked[asked] = picking.pick(self.tx, kind, names, where)
        return list(self.picked[asked])

    def items(self, kind: str, list_name: str, names: Iterable[str], parts: Iterable[str], *,
              every_period: bool = False, every_unit: bool = False) -> list[Row]:  # fmt: skip
        """The items in a list of the records that are counted, as `picking.pick_items` gives them."""
        return picking.pick_items(self.tx, kind, list_name, names, parts, self._where(every_period, every_unit))

    def number_of(self, kind: str) -> int:
        """How many records of a kind are counted."""
        return picking.number(self.tx, kind, self._where())

    def some(self, kinds: Iterable[str], most: int = 300) -> dict[str, list[str]]:
        """The ids of so many of the records that are counted, by kind."""
        found = {kind: picking.ids(self.tx, kind, self._where(), most) for kind in kinds}
        left = most
        for kind, ids in found.items():
            found[kind] = ids[:left]
            left -= len(found[kind])
        return found

    def _where(self, every_period: bool = False, every_unit: bool = False) -> Where:
        return Where(units=None if every_unit else self.codes, periods=None if every_period else self.periods)

    def of(self, period: str) -> Scope:
        """The same units in another period."""
        return replace(self, period=period)

    def before(self, years: int = 1) -> Scope | None:
        """The same units so many years before; None where the report is over all periods."""
        if not self.period:
            return None
        own = periods.named(self.ws.profile, self.period)
        earlier = str(own.first.year - years)
        code = self.period.replace(f"/{(own.first.year + 1) % 100:02d}", f"/{(own.first.year - years + 1) % 100:02d}")
        return self.of(earlier + code[4:])

    def after(self) -> Scope | None:
        """The same units in the year that follows; None where the report is over all periods."""
        return self.before(-1)

    def expected(self, forms: Collection[str]) -> list[str]:
        """The units from which one of the forms is expected, by the period as the office opened it.

        For a period that the office never opened every unit is expected.
        """
        if not forms or self.opened.period is None:
            return list(self.all_units) if forms else []
        return [
            code for code in self.all_units
            if any(each.form in forms for each in self.opened.of(self.units[code]))
        ]  # fmt: skip

    @cached_property
    def all_units(self) -> tuple[str, ...]:
        """The codes of the units that the report is over, those included that nothing came of."""
        office = self.ws.profile.qa_office.code
        found = [code for code, unit in self.units.items() if unit.type != "university" and code != office and not unit.outside]
        return tuple(code for code in found if self.codes is None or code in self.codes)

    @cached_property
    def opened(self) -> Expectations:
        """What is expected in the period, as the office opened it; the usual forms where it never did."""
        records = reading.records(self.tx, reading.Query("period", (("code", self.period),))) if self.period else []
        for record in records:
            return Expectations(record["code"], record["starts_on"], tuple(record["expected"]))
        return Expectations() if self.period else expectations(self.tx)

    def report(self, number: str, title: Localised, parts: Sequence[Part], *, kinds: Sequence[str] = (),
               forms: Sequence[str] | None = None, notes: Sequence[Localised | None] = ()) -> Report:  # fmt: skip
        """The report of these parts, with the units whose records of `kinds` are in it, and those that are missing.

        Missing are those from which one of `forms` is expected: of the forms of what is handed over, if none are said.
        """
        if forms is None:
            forms = [form for name in {*HANDED_OVER, *USUAL}.intersection(kinds) for form in KINDS[name].forms]
        there, whole = self._present(kinds)
        received = board.passed(self.tx, "in", ("merged", "already"))
        real = there - {OFFICE, ALL}
        return Report(
            number, title, self.today, self.period, Named(self.unit, self.name(self.unit)) if self.unit else None,
            self.named(real), self.named([code for code in self.expected(forms) if code not in there]), tuple(filter(_says_something, parts)),
            self.named([code for code in real if code not in whole]), self.tx.position(),
            {code: received[code][:10] for code in real if code in received},
            tuple(filter(None, (*notes, *map(self._left_out, kinds)))),
        )  # fmt: skip

    def _present(self, kinds: Sequence[str]) -> tuple[set[str], set[str]]:
        """The units that records of the kinds are here of, and those that have handed some over (or need not)."""
        there: set[str] = set()
        whole: set[str] = set()
        for kind in kinds:
            names = ("state",) if kind in HANDED_OVER else ()
            for row in self._stages(kind, names):
                there.add(row[0])
                if row[1] != "draft":
                    whole.add(row[0])
        return there, whole

    def _stages(self, kind: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for period in self.periods or (None,):
            found += [(unit, state if names else "") for unit, state, _count in reading.stages(self.tx, kind, period)]
        return [each for each in found if self.codes is None or each[0] in self.codes]

    def _left_out(self, kind: str) -> Localised | None:
        """A sentence on records that name another kind of period, and so are in no report of this one."""
        if not self.period:
            return None
        first, last = self.dates
        other = {}
        for code, number in picking.periods(self.tx, kind, self.codes).items():
            period = _period(self.ws, code)
            if code not in (self.periods or ()) and period is not None and period.first.isoformat() <= last and period.last.isoformat() >= first:
                other[code] = number
        if not other:
            return None
        return _("{n} records of this time name another kind of period and are not counted: {periods}.",
                 n=sum(other.values()), periods=", ".join(sorted(other)))  # fmt: skip


@contextlib.contextmanager
def reporting(ws: Workspace, period: str | None = None, unit: str | None = None, today: dt.date | None = None) -> Iterator[Scope]:
    """The scope of a report at one moment of the store: of a unit with those below it, and of a period.

    A department's reports are of its own unit unless it names one; `period` "" is all of them, None the one that is
    open, or that of today.
    """
    today = today or dt.date.today()
    if unit is None and ws.role == "department":
        unit = ws.unit
    with ws.store.reading() as tx:
        units.check_unit(tx, ws.profile, unit)
        if period is None:
            period = expectations(tx).period or period_now(ws.profile, today)
        if period:
            periods.named(ws.profile, period)
        codes = frozenset({unit, *below(tx, unit)}) if unit and unit != _top(ws) else None
        yield Scope(ws, tx, period, unit, codes, today)


def _says_something(part: Part) -> bool:
    """A chart without a single value says nothing; an empty table says that there is nothing."""
    return not isinstance(part, Chart) or any(value is not None for series in part.series for value in series.values)


def _top(ws: Workspace) -> str | None:
    """The unit that is the whole university, where the profile has one."""
    return next((seed.code for seed in ws.profile.units if seed.type == "university"), None)


def covered(ws: Workspace, code: str) -> tuple[str, ...]:
    """A period with the smaller ones of its kind: a year with its semesters, or with its quarters and months."""
    period = periods.named(ws.profile, code)
    smaller = {"academic_year": ("semester",), "calendar_year": ("quarter", "month"), "quarter": ("month",)}
    parts = [part.code for kind in smaller.get(period.kind, ()) for part in parts_of(ws.profile, period, kind)]
    return code, *parts


def _period(ws: Workspace, code: str) -> Period | None:
    try:
        return period_called(ws.profile, code)
    except ValueError:
        return None

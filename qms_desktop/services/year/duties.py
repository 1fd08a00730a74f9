"""What units and the QA office owe each year, from data: `resources/calendar/duties.json` and the profile's own entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Text
from qms_desktop.core.periods import Period, parts_of, period_at
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_edits import shipped_duties
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services.look import Look
from qms_desktop.services.workspace import ALL
from qms_desktop.services.year.owed import Owed
from qms_desktop.store import picking

_WORKED_IN = ("process", "risk", "objective", "audit", "plan")


@dataclass(frozen=True, slots=True)
class YearlyDuty:
    """What is owed once a period; `kind` and the conditions say by which records it is seen to be done."""

    id: str
    who: str
    label: Text
    clause: str
    period: str
    start: bool
    days: int
    working: bool
    kind: str
    filled: tuple[str, ...] = ()
    equal: Mapping[str, Any] = field(default_factory=dict)
    since: str = ""
    list: str = ""
    period_field: str = "period"
    each: str = ""
    """A kind of records of the unit that name what is owed one by one, where it has any."""

    def due(self, profile: Profile, period: Period) -> dt.date:
        """The last working day on which it is still in time."""
        day = period.first if self.start else period.last
        day = profile.calendar.add_working_days(day, self.days) if self.working else day + dt.timedelta(days=self.days)
        return profile.calendar.add_working_days(day + dt.timedelta(days=1), -1)


def duties_of(profile: Profile) -> tuple[YearlyDuty, ...]:
    """The duties of an institution: the shipped ones with what its profile says; null withdraws one."""
    own = profile.data["calendar"].get("duties", {})
    return tuple(_duty(key, given) for key, given in (shipped_duties() | own).items() if given is not None)


def _duty(key: str, given: Mapping[str, Any]) -> YearlyDuty:
    return YearlyDuty(
        key, given["who"], Text.of(given["label"]), given.get("clause", ""), given["period"], given["from"] == "start", given["days"],
        given.get("count") == "working", given["kind"], tuple(given.get("filled", ())), given.get("equal", {}),
        given.get("since", ""), given.get("list", ""), given.get("equal_period", "period"), given.get("each", ""),
    )  # fmt: skip


def owed_in(look: Look, first: dt.date, last: dt.date, units: Iterable[str]) -> Iterator[Owed]:
    """What is owed between two days by the units named (the office as `office`).

    Of a period that is over only where somebody here worked in it.
    """
    named = set(units)
    known = _known_periods(look)
    for duty in duties_of(look.profile):
        for period in _periods(look.profile, duty, first, last):
            due = duty.due(look.profile, period)
            if not first <= due <= last or (period.last < look.today and period.code not in known):
                continue
            owing = sorted({OFFICE} & named if duty.who == OFFICE else named - {OFFICE})
            single = _one_by_one(look, duty, period, due) if duty.each and duty.who != OFFICE else []
            yield from (one for one in single if one.unit in owing)
            owing = [unit for unit in owing if all(one.unit != unit for one in single)]
            if owing:
                done = _done_by(look, duty, period)
                yield from (
                    Owed(f"year.{duty.id}", due, unit, duty.label, duty.kind, key=period.code, clause=duty.clause,
                         done=bool({OFFICE, ALL} & done) if unit == OFFICE else unit in done, period=period.code)
                    for unit in owing
                )  # fmt: skip


def _one_by_one(look: Look, duty: YearlyDuty, period: Period, due: dt.date) -> list[Owed]:
    """The results of each process card: done where a value of the period names the process, or an indicator of its card."""
    first, last = period.first.isoformat(), period.last.isoformat()
    indicators = look.records("indicator", "process", "measured_on", all_years=True)
    card_of = {row["id"]: row["process"] for row in indicators}
    measured = {row["process"] for row in indicators if first <= (row["measured_on"] or "") <= last}
    for row in look.records(duty.kind, "process", "indicator", duty.since, all_years=True, unit=None, since={duty.since: first}):
        if row[duty.since] <= last:
            measured |= {row["process"], card_of.get(row["indicator"])}
    named = {search_fold(word) for seed in look.profile.processes if seed.id in measured for word in seed.name.texts().values()}
    return [
        Owed(f"year.{duty.id}", due, card["unit"], duty.label, duty.each, card["id"], card["name"] or "", card["number"] or "", period.code,
             duty.clause, period.code, card["id"] in measured or search_fold(card["name"] or "") in named)
        for card in look.records(duty.each, "name", "number", all_years=True, among={"period": (period.code,)})
    ]  # fmt: skip


def _periods(profile: Profile, duty: YearlyDuty, first: dt.date, last: dt.date) -> list[Period]:
    """The periods whose duty may fall between two days: it may lie before or after its period."""
    kind = profile.period_kind if duty.period == "own" else duty.period
    around = dt.timedelta(days=abs(duty.days) * 2 + 10)
    period = period_at(profile, kind, first - around)
    found = []
    while period.first <= last + around:
        found.append(period)
        period = period_at(profile, kind, period.last + dt.timedelta(days=1))
    return found


def _known_periods(look: Look) -> set[str]:
    """The periods that anybody here worked in: nobody owes what was due before the work with the program began."""
    look.kinds.update(_WORKED_IN)
    return {code for kind in _WORKED_IN for code in picking.periods(look.tx, kind)}


def _done_by(look: Look, duty: YearlyDuty, period: Period) -> set[str]:
    """The units whose records show that the duty of a period was done."""
    unit = None if look.unit in (None, OFFICE) else look.unit
    span = {duty.since: period.first.isoformat()} if duty.since else {}
    if duty.list:
        rows = look.items(duty.kind, duty.list, (), (duty.since,), items={"since": span}, all_years=True, unit=unit)
    elif duty.since:
        rows = look.records(duty.kind, duty.since, all_years=True, unit=unit, since=span, filled=duty.filled, equal=duty.equal)
    else:
        codes = [period.code, *(part.code for part in parts_of(look.profile, period, "semester"))]
        rows = look.records(duty.kind, all_years=True, unit=unit, filled=duty.filled, equal=duty.equal, among={duty.period_field: codes})
    name = f"item_{duty.since}" if duty.list else duty.since
    last = period.last.isoformat()
    return {row["unit"] for row in rows if not name or row[name] <= last}

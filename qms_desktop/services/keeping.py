"""How long records are kept, and the destruction list of those whose time is over.

A term counts from the day that the class of keeping names, or where a kind has no such day from the end of the record's
period. Nothing is destroyed by the program: it proposes a list, which a commission signs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from qms_desktop.core import periods
from qms_desktop.core.calendar import months_after
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_parts import Retention
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.look import Look
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import ALL, Workspace

OLDEST = 2010
"""No records are looked for of years before this one."""


class Outlived(Struct, frozen=True):
    """Records of a unit, a kind and a year whose time of keeping is over, with the last day of it."""

    unit: str
    kind: str
    year: str
    count: int
    retention: Retention
    kept_until: str


def term_of(profile: Profile, record: Mapping[str, Any]) -> Localised | None:
    """How long a record is kept, with the day where it is known; None for a kind that no class names."""
    own = profile.retention.get(record.get("retention") or "")
    retention = own or profile.retention_of(record["kind"])
    if retention is None:
        return None
    until = record.get("keep_until") or _last_day(profile, retention, record)
    if until:
        return _("Kept: {term}, until {date}. {note}", term=retention.label, date=format_date(until), note=profile.retention_note)
    return _("Kept: {term}. {note}", term=retention.label, note=profile.retention_note)


def outlived(look: Look) -> Iterator[Outlived]:
    """What has outlived its time since the last destruction list of its unit."""
    listed: dict[str, str] = {}
    for row in look.records("destruction_list", "drawn_up_on", all_years=True):
        listed[row["unit"]] = max(listed.get(row["unit"], ""), row["drawn_up_on"] or "")
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for kind, year, retention, row, until in _past(look):
        home = OFFICE if row["unit"] == ALL else row["unit"]
        if listed.get(home, "") <= until < look.day:
            found.setdefault((home, kind, year, retention.key), []).append(until)
    for (unit, kind, year, key), ends in sorted(found.items()):
        yield Outlived(unit, kind, year, len(ends), look.profile.retention[key], max(ends))


def draw_up(ws: Workspace, unit: str, today: dt.date | None = None) -> SaveResult:
    """Make the destruction list of a unit with a line for each kind and year of what has outlived its time."""
    today, language = today or dt.date.today(), ws.profile.original_language
    with ws.store.reading() as tx:
        lines = [_line(one, language) for one in outlived(Look(tx, ws.profile, language, today)) if one.unit == unit]
    title = _("Records whose time of keeping is over").text(language)
    return records.save(ws, "destruction_list", [{"unit": unit, "title": title, "drawn_up_on": today.isoformat(), "items": lines}])


def _line(one: Outlived, language: str) -> dict[str, Any]:
    return {
        "text": KINDS[one.kind].plural.text(language), "years": one.year, "retention": one.retention.label.text(language),
        "kept_until": one.kept_until, "amount": str(one.count),
    }  # fmt: skip


Past = tuple[str, str, Retention, Mapping[str, Any], str]
"""A kind, a year, a class, a record, and the last day until which it is kept."""


def _past(look: Look) -> Iterator[Past]:
    """The records whose term is over, whatever was drawn up of them."""
    profile = look.profile
    for row in look.records("document", "keep_until", "superseded_on", "retention", all_years=True, empty=("destroyed_on",),
                            before={"keep_until": look.day}):  # fmt: skip
        yield "document", row["superseded_on"][:4], profile.retention[row["retention"]], row, row["keep_until"]
    over = [(period.code, period.last.isoformat()) for period in _ended(profile, look.day)]
    for retention in profile.retention.values():
        if retention.years is None:
            continue
        limit = months_after(look.today, -12 * retention.years).isoformat()
        ended = {code: _after(retention, last) for code, last in over if last < limit}
        for name in retention.kinds:
            counted = _counted_from(retention, name)
            if name == "document" or counted is None:
                continue
            where: dict[str, Any] = {"among": {"period": list(ended)}} if counted == "period" else {"before": {counted: limit}}
            for row in look.records(name, counted, all_years=True, **where):
                until = ended[row["period"]] if counted == "period" else _after(retention, row[counted])
                yield name, row["period"] if counted == "period" else row[counted][:4], retention, row, until


def _counted_from(retention: Retention, kind: str) -> str | None:
    """The field from which a kind's term counts; None where it has none, such as what stays as long as it is in use."""
    fields = KINDS[kind].fields
    return next((name for name in (retention.counted_from, "period") if name in fields), None)


def _last_day(profile: Profile, retention: Retention, record: Mapping[str, Any]) -> str | None:
    counted = _counted_from(retention, record["kind"]) if retention.years is not None else None
    value = record.get(counted) if counted else None
    if not value:
        return None
    if counted != "period":
        return _after(retention, value) if is_iso_date(value) else None
    try:
        return _after(retention, periods.period_called(profile, value).last.isoformat())
    except ValueError:  # not every period is of the calendar: “2021–2025”
        return None


def _after(retention: Retention, day: str) -> str:
    return months_after(dt.date.fromisoformat(day), 12 * (retention.years or 0)).isoformat()


def _ended(profile: Profile, before: str) -> Iterable[periods.Period]:
    """The periods of all kinds that ended before a day."""
    for kind in periods.KINDS:
        day = dt.date(OLDEST, 1, 1)
        while (period := periods.period_at(profile, kind, day)).last.isoformat() < before:
            yield period
            day = period.last + dt.timedelta(days=1)

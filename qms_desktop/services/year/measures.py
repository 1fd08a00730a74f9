"""The measures of all kinds of records by their days; a deadline in words is expanded into dated checks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Message, _
from qms_desktop.core.periods import Period
from qms_desktop.core.recurring import days
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.look import Look
from qms_desktop.services.tasks import EXTENSIONS, granted
from qms_desktop.services.workspace import ALL
from qms_desktop.services.year.dated import ITEMS, owed
from qms_desktop.services.year.owed import Owed
from qms_desktop.store.picking import Row

MEASURE = _("Measure")
CHECK = _("Dated check of a measure")
DEADLINES = {
    "risk": ("residual_score", _("Judging what is left of a risk")),
    "opportunity": ("result", _("Result of an opportunity")),
    "register_entry": ("residual_score", _("Judging what is left of a risk")),
}
"""The kinds with a deadline of their own, and the field that shows that it was met."""
OVER = ("done", "stopped")


def lists() -> Iterator[tuple[str, str, str]]:
    """(kind, list, first field of an item) of every list whose items are due by a day."""
    for kind in KINDS.values():
        for name, items in kind.item_lists.items():
            if {"due", "done_on"} <= items.item_fields.keys():
                yield kind.name, name, items.main


def owed_measures(look: Look, unit: str, year: Period, first: dt.date) -> Iterator[Owed]:
    """The measures of a unit (of the office: those in its own records) that are due from a day to the end of a year."""
    for kind, name, main in lists():
        has_state = "state" in KINDS[kind].item_lists[name].item_fields
        parts = (main, "due", "done_on", *(("state",) if has_state else ()))
        followed, later = look.followed(kind), _extended(look, kind, unit)
        for row in _rows(look, kind, name, parts, unit):
            if row["id"] in followed:
                continue
            yield from _of_item(look, unit, kind, name, row | {"item_text": row[f"item_{main}"]}, year, first,
                                later.get(row["id"]))
    yield from _deadlines(look, unit, year, first)


def _rows(look: Look, kind: str, name: str, parts: tuple[str, ...], unit: str) -> list[Row]:
    if unit != OFFICE:
        return look.items(kind, name, (), parts, items={"filled": ("due",)}, all_years=True, unit=unit)
    return [row for own in (OFFICE, ALL)
            for row in look.items(kind, name, (), parts, items={"filled": ("due",)}, all_years=True, unit=own)]  # fmt: skip


def _extended(look: Look, kind: str, unit: str) -> dict[str, str | None]:
    """Until when the terms of a kind's records were extended, by their ids."""
    if EXTENSIONS not in KINDS[kind].item_lists:
        return {}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(look, kind, EXTENSIONS, ("due", "granted_on"), unit):
        rows[row["id"]].append({"due": row["item_due"], "granted_on": row["item_granted_on"]})
    return {record: granted(own) for record, own in rows.items()}


def _of_item(
    look: Look, unit: str, kind: str, name: str, row: Row, year: Period, first: dt.date, later: str | None
) -> Iterator[Owed]:
    state, done_on = row.get("item_state"), row["item_done_on"]
    what, rule = ITEMS.get(name, MEASURE), f"{kind}.{name}"
    text = row["item_text"] or ""
    if is_iso_date(row["item_due"]):
        due = dt.date.fromisoformat(max(row["item_due"], later or ""))
        if first <= due <= year.last:
            yield _titled(owed(look, rule, due, unit, what, kind, row, key=row["item"], done=state in OVER or bool(done_on)), text)
        return
    if state == "stopped" or (state == "done" and not done_on):
        return
    yield from _checks(look, unit, kind, row, rule, f"{row['item']} ", row["item_due"], done_on, year, text)


def _checks(
    look: Look, unit: str, kind: str, row: Row, rule: str, key: str, words: str, done_on: str | None, year: Period, text: str
) -> Iterator[Owed]:
    """The dated checks of a deadline in words; one is done where the measure was done since the check before it."""
    for due in days(words, look.profile, year):
        done = bool(done_on) and done_on >= _stretch(look, words, due, year).isoformat()
        yield _titled(owed(look, rule, due, unit, CHECK, kind, row, key=f"{key}{due.isoformat()}", done=done, period=year.code), text)


def _stretch(look: Look, words: str, due: dt.date, year: Period) -> dt.date:
    """The first day of the stretch of time that a dated check stands for."""
    earlier = [day for day in days(words, look.profile, year) if day < due]
    return max(earlier) + dt.timedelta(days=1) if earlier else year.first


def _deadlines(look: Look, unit: str, year: Period, first: dt.date) -> Iterator[Owed]:
    """The deadlines of risks, opportunities and entries of the register whose measures have no day of their own."""
    for kind, (result, what) in DEADLINES.items():
        for home in (OFFICE, ALL) if unit == OFFICE else (unit,):
            dated = {row["id"] for row in look.items(kind, "measures", (), (), items={"filled": ("due",)}, all_years=True, unit=home)}
            for row in look.records(kind, "deadline", result, all_years=True, unit=home, filled=("deadline",), periods=[year.code]):
                if row["id"] not in dated:
                    yield from _deadline(look, unit, kind, row, what, row[result] is not None, year, first)


def _deadline(
    look: Look, unit: str, kind: str, row: Row, what: Message, done: bool, year: Period, first: dt.date
) -> Iterator[Owed]:
    rule = f"{kind}.deadline"
    if not is_iso_date(row["deadline"]):
        for due in days(row["deadline"], look.profile, year):
            judged = done and due <= look.today  # what comes back is judged anew each time
            yield owed(look, rule, due, unit, what, kind, row, key=due.isoformat(), done=judged, period=year.code)
    elif first <= (due := dt.date.fromisoformat(row["deadline"])) <= year.last:
        yield owed(look, rule, due, unit, what, kind, row, done=done)


def _titled(one: Owed, text: str) -> Owed:
    """The measure's own words before what its record is called."""
    return replace(one, title=text or one.title) if text else one

"""The calendar of a year as a plan that is printed and hung up, or written as a spreadsheet: a table a month."""

from __future__ import annotations

import itertools
from pathlib import Path

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Column, Figure, Link, Named, Report, Table
from qms_desktop.services.reports.writing import write_report
from qms_desktop.services.workspace import Workspace
from qms_desktop.services.year import Calendar
from qms_desktop.services.year.owed import Owed
from qms_desktop.services.year.words import STATES, MonthOf

_COLUMNS = (Column(_("Due"), 1), Column(_("What is to be done"), 3), Column(_("Record"), 3.4), Column(_("Clause"), 0.7), Column(_("State"), 1.3))


def write(ws: Workspace, calendar: Calendar, out: Path) -> None:
    """Write the plan as .pdf or .xlsx, by the file's ending."""
    with ws.store.reading() as tx:
        version = tx.position()
    write_report(ws, as_report(calendar, version), out)


def name_of(calendar: Calendar) -> Localised:
    return _("Plan of the year {year}: {unit}", year=calendar.year.code, unit=calendar.name)


def as_report(calendar: Calendar, version: int) -> Report:
    """From the data of a moment: the totals, what is late from before the year, then month by month."""
    counts = tuple(
        (words, Figure(n, Text.of(str(n)))) for state, words in STATES.items() for n in (len(calendar.of_state(state)),)
    )  # fmt: skip
    parts = [Table(_("Totals"), (Column(_("State"), 4), Column(_("How many"), 1, number=True)), counts)]
    earlier = [one for one in calendar.owed if one.due < calendar.year.first]
    if earlier:
        parts.append(_table(_("Late from before"), earlier, calendar))
    during = [one for one in calendar.owed if one.due >= calendar.year.first]
    for month, owed in itertools.groupby(during, key=lambda one: one.due.replace(day=1)):
        parts.append(_table(MonthOf(month), list(owed), calendar))
    named = Named(calendar.unit, calendar.name)
    return Report("", _("Plan of the year"), calendar.today, calendar.year.code, named, (named,), (), tuple(parts), version=version)


def _table(title: Localised, owed: list[Owed], calendar: Calendar) -> Table:
    return Table(title, _COLUMNS, tuple(
        (format_date(one.due), one.what, _record(one), one.clause, STATES[one.state(calendar.today)]) for one in owed
    ))  # fmt: skip


def _record(one: Owed) -> Link | str:
    words = " ".join(filter(None, (one.number, one.title)))
    return Link(words, one.kind, one.record) if one.record else words

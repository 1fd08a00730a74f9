"""What an auditor would find as a list to be printed or written as a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Column, Figure, Link, Named, Report, Table
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import checks, units
from qms_desktop.services.checks import Finding
from qms_desktop.services.reports.writing import write_report
from qms_desktop.services.workspace import Workspace, period_now

TITLE = _("What an auditor would find")


def write(ws: Workspace, found: Sequence[Finding], out: Path, *, unit: str | None = None, today: dt.date | None = None) -> None:
    """Write the list as .pdf or .xlsx, by the file's ending."""
    write_report(ws, as_report(ws, found, unit=unit, today=today), out)


def as_report(ws: Workspace, found: Sequence[Finding], *, unit: str | None = None, today: dt.date | None = None) -> Report:
    """A table for each weight, the heaviest first, after the counts."""
    today = today or dt.date.today()
    code = unit or (ws.unit if ws.role == "department" else None)
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        named = Named(code, units.unit_name(tx, ws.profile, code)) if code else None
        version = tx.position()
    counts = tuple((words, _count(sum(one.weight == weight for one in found))) for weight, words in checks.WEIGHTS.items())
    totals = Table(_("Totals"), (Column(_("Weight"), 4), Column(_("How many"), 1, number=True)), counts)
    parts = [_table(words, [one for one in found if one.weight == weight], known if code is None else None)
             for weight, words in checks.WEIGHTS.items()]  # fmt: skip
    shown = (totals, *(part for part in parts if part.rows))
    return Report("", TITLE, today, period_now(ws.profile, today), named, (named,) if named else (), (), shown, version=version)


def _table(title: Localised, found: Sequence[Finding], known: dict[str, units.UnitInfo] | None) -> Table:
    columns = [Column(_("Record"), 3), Column(_("What is found"), 3.4), Column(_("How to set it right"), 3.4), Column(_("Clause"), 0.8)]
    if known is not None:
        columns.insert(0, Column(_("Unit"), 1))
    rows = []
    for one in found:
        cells = (_record(one), one.sentence, one.advice if one.note is None else _("Noted: {note}", note=one.note.text), one.clause)
        rows.append(cells if known is None else (one.unit if one.unit in known else "–", *cells))
    return Table(title, tuple(columns), tuple(rows))


def _record(one: Finding) -> Link | Text:
    words = " ".join(filter(None, (one.number, one.title)))
    return Link(words, one.kind, one.record) if one.record and one.kind in KINDS else Text.of(words)


def _count(n: int) -> Figure:
    return Figure(n, Text.of(str(n)))

"""What stands on Ф-02: the processes with their cards, how well each works, its highest risk and its last audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.languages import format_date, format_number
from qms_desktop.core.periods import period_at
from qms_desktop.paper import data
from qms_desktop.services import views
from qms_desktop.services.expectations import expectations
from qms_desktop.services.print_base import Job, Print, keys
from qms_desktop.services.reports.indicators import grouped, weighted
from qms_desktop.services.reports.measured import indicators
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.words import Processes
from qms_desktop.services.views import Record, Selection
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store.transaction import Transaction

CODE = "Ф-02"


def prints(tx: Transaction, ws: Workspace, selection: Selection, language: str) -> list[Print]:
    """The register of the selection, one print."""
    job = Job(tx, ws.profile, selection, language)
    rows = register(tx, ws, selection, language)
    for row in rows:
        row["units"] = [job.unit_word(code) for code in row["units"]]
    cards = selection.records(tx, "process")
    return [Print(body=data.ProcessRegister(processes=rows), records=keys(cards), unit=selection.unit, accepted=True)]


def register(tx: Transaction, ws: Workspace, selection: Selection, language: str) -> list[Record]:
    """The rows of the register with what is computed: `card`, `effectiveness`, `last_audit` beside the highest risk."""
    rows = views.process_register(tx, ws.profile, selection, language)
    scope = Scope(ws, tx, _period(ws, tx, selection.year), None, None, dt.date.today())
    processes = Processes(scope)
    keys_of = [_key(processes, row) for row in rows]
    measured = grouped(indicators(scope), lambda each: processes.key(each.process))
    audited = _last_audits(scope, processes)
    cards = {card["id"]: card for card in scope.rows("process", ("edition", "approved_on"), every_period=True)}
    for row, key in zip(rows, keys_of, strict=True):
        index = weighted(measured.get(key, ()), ws.profile.report_rules).value
        row["card"] = _edition([cards[one] for one in row["cards"] if one in cards])
        row["effectiveness"] = None if index is None else format_number(index, language)
        row["last_audit"] = format_date(audited[key]) if key in audited else None
    return rows


def _period(ws: Workspace, tx: Transaction, year: str | None) -> str:
    """The period whose results count: the one asked for, else the one that is open."""
    if year and year.isdecimal() and ws.profile.period_kind == "academic_year":
        return period_at(ws.profile, "academic_year", dt.date(int(year), 12, 31)).code
    return year or expectations(tx).period or period_now(ws.profile)


def _key(processes: Processes, row: Mapping[str, Any]) -> str:
    return processes.key(row["seed"] or next(iter(row["cards"]), None) or row["name"])


def _edition(cards: Iterable[Any]) -> str | None:
    """The edition and the day of the card that was approved last."""
    last = max(cards, key=lambda card: (card["approved_on"] or "", card["edition"] or 0), default=None)
    if last is None:
        return None
    day = format_date(last["approved_on"]) if last["approved_on"] else ""
    return ", ".join(filter(None, (str(last["edition"] or ""), day))) or None


def _last_audits(scope: Scope, processes: Processes) -> dict[str, str]:
    """The last day on which each process was audited, whatever way the audit names it."""
    by_number = {seed.number: seed.id for seed in reversed(scope.ws.profile.processes)}  # of two with one number the first
    last: dict[str, str] = {}
    for audit in scope.rows("audit", ("processes", "held_from", "held_to", "state"), every_period=True):
        day = audit["held_to"] or audit["held_from"]
        if audit["state"] == "completed" and day:
            for named in audit["processes"] or ():
                key = processes.key(by_number.get(named.strip(), named.strip()))
                last[key] = max(day, last.get(key, ""))
    return last

"""The year's summary of the audits, Ф-13: the figures of R20 kept in a record, with its conclusions to be edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.core.reports import Part, Table, Words
from qms_desktop.services import records, units
from qms_desktop.services.reports import annual, frozen
from qms_desktop.services.reports.behind import Behind
from qms_desktop.services.reports.registry import made
from qms_desktop.services.reports.scope import Scope, reporting
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

REPORT = "R20"
WIDEST = 12
"""Columns that a page has room for."""


def begin(ws: Workspace, period: str | None = None, today: dt.date | None = None) -> SaveResult:
    """Make the summary of a period with its figures and the sentences that they give; UserError where there is one."""
    if not ws.is_office:
        raise UserError(_("The QA office makes the summary of the year."))
    with reporting(ws, period, today=today) as scope:
        if any(one["annual"] for one in reading.records(scope.tx, Query("audit_report", where=(("period", scope.period),)))):
            raise UserError(_("There is a summary of {period} already.", period=scope.period))
        values = _values(ws, scope)
        figures = counted(scope)
    begun = records.save(ws, "audit_report", [values])
    with ws.store.writing() as tx:
        ws.write(tx, [Edit(begun.saved[0].key, {"figures": figures})])
    return begun


def _values(ws: Workspace, scope: Scope) -> dict[str, Any]:
    audits = scope.rows("audit", ("lead", "state"))
    person = units.person(scope.tx, ws.person).get("name", "")
    pattern = ws.profile.number_pattern("Ф-13") or ""
    return {
        "annual": True, "period": scope.period, "number": pattern.replace("{year}", scope.dates[0][:4]).replace("{nn}", "Ж"),
        "team": sorted({row["lead"] for row in audits if row["lead"]}) or None, "summary": "\n".join(said.text("ky") for said in annual.conclusions(scope)),
        "examined": _("{n} audits of the period {period}", n=sum(row["state"] == "completed" for row in audits), period=scope.period).text("ky"),
        "prepared_by": person, "prepared_on": scope.today.isoformat(),
    }  # fmt: skip


def counted(scope: Scope) -> dict[str, Any]:
    """The figures of the year as a record keeps them."""
    report = made(scope, REPORT)
    behind = Behind()
    parts = [frozen.frozen(part, behind) for part in report.parts if _stands_upright(part)]
    return {"v": 1, "position": report.version, "parts": parts, "records": behind.ids}


def _stands_upright(part: Part) -> bool:
    """What belongs in the summary: its conclusions stand in a field of their own, and the matrix of the clauses, too wide
    for its page, stands with the programme."""
    if isinstance(part, Words):
        return part.title is not None
    return not isinstance(part, Table) or len(part.columns) <= WIDEST


def parts_of(ws: Workspace, tx: Transaction, report: Mapping[str, Any]) -> tuple[Part, ...]:
    """The figures that a summary keeps; those of today where it keeps none."""
    kept = report.get("figures")
    if kept:
        return frozen.parts(kept["parts"], Behind(kept.get("records")))
    report_now = made(Scope(ws, tx, report["period"] or "", None, None, dt.date.today()), REPORT)
    return tuple(part for part in report_now.parts if _stands_upright(part))

"""In R7: which units to audit first, by their risks, what is open from earlier audits, and how long ago the last one was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.calendar import months_after
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.core.reports import Column, Table
from qms_desktop.services.reports.found import Found, open_ones
from qms_desktop.services.reports.numbers import count, exact, number
from qms_desktop.services.reports.scope import Scope

MANY = 3
"""So many open nonconformities, or one that is major, speak for an audit."""
MONTHS = 12
"""After so many months without an audit one is due."""


def priorities(scope: Scope) -> Table:
    """A row for every unit, those with most reasons first: priority 1 has two or three, 2 has one, 3 has none."""
    highest = _highest_risks(scope)
    found: dict[str, list[Found]] = {}
    for one in open_ones(scope.tx, scope.codes):
        found.setdefault(one.unit, []).append(one)
    last = _last_audits(scope)
    since = months_after(scope.today, -MONTHS).isoformat()
    lines = []
    for unit in scope.named(scope.all_units):
        risk, own, day = highest.get(unit.code), found.get(unit.code, []), last.get(unit.code, "")
        reasons = [
            risk is not None and risk["level"] == "high", len(own) >= MANY or any(one.class_ == "major" for one in own), day < since,
        ]  # fmt: skip
        lines.append((max(1, 3 - sum(reasons)), (
            unit.name, exact(risk["score"], {"risk": (risk["id"],)}) if risk else None, count({"nonconformity": [one.id for one in own]}),
            format_date(day) if day else _("never"), number(max(1, 3 - sum(reasons))),
        )))  # fmt: skip
    columns = (
        Column(_("Unit"), 4), Column(_("Highest risk"), number=True), Column(_("Open nonconformities"), 1.2, number=True),
        Column(_("Last audit"), 1.2, number=True), Column(_("Priority"), number=True),
    )  # fmt: skip
    note = _("For an audit speak a high risk, a major or {many} open nonconformities, and {months} months without one: "
             "two reasons make priority 1, one makes 2.", many=MANY, months=MONTHS)  # fmt: skip
    return Table(_("Units to be audited first"), columns, tuple(row for _order, row in sorted(lines, key=lambda each: each[0])), note)


def _highest_risks(scope: Scope) -> Mapping[str, Any]:
    highest: dict[str, Any] = {}
    for risk in scope.rows("risk", ("score", "level")):
        if risk["score"] and risk["score"] > (highest[risk["unit"]]["score"] if risk["unit"] in highest else 0):
            highest[risk["unit"]] = risk
    return highest


def _last_audits(scope: Scope) -> Mapping[str, str]:
    days: dict[str, str] = {}
    for audit in scope.rows("audit", ("held_from", "held_to", "state"), every_period=True):
        day = audit["held_to"] or audit["held_from"] or ""
        if audit["state"] == "completed":
            days[audit["unit"]] = max(day, days.get(audit["unit"], ""))
    return days

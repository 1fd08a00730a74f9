"""In R7: how many audits each auditor leads or takes part in, and how many fall into one month."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from qms_desktop.core.messages import Text, _
from qms_desktop.core.reports import Column, Table
from qms_desktop.services.reports.numbers import count, number
from qms_desktop.services.reports.scope import Scope

_FIELDS = ("lead", "team", "month", "dates", "held_from", "state")


def load(scope: Scope) -> Table:
    """A row for every auditor of the period, those with most audits first; what was cancelled loads nobody."""
    audits = [row for row in scope.rows("audit", _FIELDS) if row["state"] != "cancelled"]
    led: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    months: dict[str, Counter[str]] = defaultdict(Counter)
    for row in audits:
        for name in dict.fromkeys((row["lead"], *(row["team"] or ()))):
            if name:
                (led if name == row["lead"] else taken)[name].append(row["id"])
                months[name][_month(row)] += 1
    most = scope.ws.profile.report_rules.audits_a_month
    rows = []
    for name in sorted(months, key=lambda name: (-months[name].total(), name)):
        full = max((n for month, n in months[name].items() if month), default=0)
        rows.append((name, count({"audit": led[name]}), count({"audit": taken[name]}), count({"audit": [*led[name], *taken[name]]}),
                     number(full), _("too many") if full > most else Text.of("")))  # fmt: skip
    columns = (
        Column(_("Auditor"), 3), Column(_("Leads"), number=True), Column(_("Takes part"), number=True), Column(_("Audits"), number=True),
        Column(_("Most in one month"), number=True), Column(_("Judgement")),
    )  # fmt: skip
    return Table(_("Load of the auditors"), columns, tuple(rows), _("Held good are {n} audits of one auditor in a month.", n=most))


def _month(row: dict[str, Any]) -> str:
    """The month in which an audit is held, or was to be."""
    return (row["held_from"] or max(row["dates"] or (), default=None) or row["month"] or "")[:7]

"""The figures of one audit as its report Ф-13 holds them: counted while it is written, kept when it is approved."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from qms_desktop.core.calendar import months_after
from qms_desktop.core.clauses import order
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.models.figures import share
from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

CONFORMING = ("conforms", "observation", "ofi", "good_practice")
EXAMINED = (*CONFORMING, "minor_nc", "major_nc")
LOOKED_BACK = 24
"""So many months back a closed nonconformity still tells how earlier findings were mended."""

TOLD = ("observation", "ofi", "good_practice")
"""The verdicts that are told one by one besides the nonconformities."""


def of_report(tx: Transaction, report: Mapping[str, Any]) -> dict[str, Any] | None:
    """The figures of the audit that a report names, as JSON; None where it names none that is here."""
    found = reading.records(tx, Query("audit", ids=(report["audit"],))) if report.get("audit") else []
    return _of_audit(tx, found[0]) if found else None


def _of_audit(tx: Transaction, audit: Mapping[str, Any]) -> dict[str, Any]:
    items = reading.records(tx, Query("checklist_item", where=(("audit", audit["id"]),)))
    own = reading.records(tx, Query("nonconformity", where=(("audit", audit["id"]),), order="number"))
    return {
        "v": 1, "by_clause": _by_clause(items), "nonconformities": [_told(one) | {"due": one["due"] or _answer_due(tx, one)} for one in own if one["state"] != "void"],
        "previous": [_told(one) for one in _previous(tx, audit)],
        "findings": [
            {"verdict": item["verdict"], "clause": item["clause"], "text": item["finding"] or item["evidence"]}
            for verdict in TOLD for item in items if item["verdict"] == verdict
        ],
    }  # fmt: skip


def _by_clause(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each clause how many questions had which verdict, and what share of those examined conforms; the total last."""
    groups: dict[str, Counter[str]] = {}
    for item in items:
        groups.setdefault(item["clause"] or "", Counter())[item["verdict"] or "not_examined"] += 1
    rows = [_row(clause, groups[clause]) for clause in sorted(groups, key=lambda clause: (order(clause), clause))]
    total: Counter[str] = Counter()
    for group in groups.values():
        total.update(group)
    return [*rows, _row(None, total)] if rows else []


def _row(clause: str | None, group: Counter[str]) -> dict[str, Any]:
    examined, conforming = (sum(group[verdict] for verdict in verdicts) for verdicts in (EXAMINED, CONFORMING))
    return {"clause": clause, "counts": dict(sorted(group.items())), "examined": examined, "conforming": conforming,
            "share": share(conforming, examined)}  # fmt: skip


def _previous(tx: Transaction, audit: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The nonconformities that were found in the unit before this audit and were not closed two years before it."""
    begins = audit["held_from"] if is_iso_date(audit["held_from"]) else dt.date.today().isoformat()
    since = months_after(dt.date.fromisoformat(begins), -LOOKED_BACK).isoformat()
    found = reading.records(tx, Query("nonconformity", unit=audit["unit_audited"], order="number"))
    return [one for one in found if one["audit"] != audit["id"] and one["state"] != "void" and (one["found_on"] or "") < begins
            and (one["closed_on"] or begins) >= since]  # fmt: skip


def _answer_due(tx: Transaction, one: Mapping[str, Any]) -> str | None:
    """By when the unit has to answer: the term that stands before it has planned anything."""
    found = one["found_on"]
    return tx.profile.due_after("nc_answer", dt.date.fromisoformat(found)).isoformat() if is_iso_date(found) else None


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "clause", "class", "statement", "found_on", "due", "state", "closed_on")
    return {name: one[name] for name in names}

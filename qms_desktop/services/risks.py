"""What is said of risks together: how many at each level, what the measures moved, where they stand on the matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.exchange.hierarchy import below
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import figures, reading
from qms_desktop.store.reading import Query

DONE = "done"


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of a list of risks or opportunities; `levels` counts those that are judged, by level.

    The averages, before and after, are over the risks that have both.
    """

    count: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0
    before: float | None = None
    after: float | None = None
    measures: int = 0
    measures_done: int = 0


def totals(ws: Workspace, query: Query, today: dt.date) -> Totals:
    """The figures of all that a query finds."""
    is_risk = query.kind == "risk"
    with ws.store.reading() as tx:
        states = figures.tally_items(tx, query, "measures", "state")
        levels = figures.tally(tx, query, "level") if is_risk else {}
        before, after = figures.averages(tx, query, "score", "residual_score") if is_risk else (None, None)
        return Totals(
            count=sum(levels.values()) if is_risk else reading.count(tx, query),
            levels={level: n for level, n in levels.items() if level}, before=before, after=after,
            overdue=reading.count(tx, replace(query, overdue=today.isoformat())),
            measures=sum(states.values()), measures_done=states.get(DONE, 0),
        )  # fmt: skip


def is_overdue(record: Mapping[str, Any], today: dt.date) -> bool:
    """Whether what had to be done by now is not: the deadline is past and a measure is open, or there is none."""
    deadline, measures = record.get("deadline"), record.get("measures") or ()
    if not is_iso_date(deadline) or deadline >= today.isoformat():
        return False
    return not measures or any(measure.get("state") != DONE for measure in measures)


def periods(ws: Workspace, kind: str) -> list[str]:
    """The periods that there are records of a kind for, the latest first."""
    with ws.store.reading() as tx:
        return sorted({period for period, _unit, _count in reading.tally(tx, kind, "period", "unit") if period}, reverse=True)


def ids_on_form(ws: Workspace, code: str, unit: str | None, period: str | None) -> list[str]:
    """The records of a unit and a period that belong on a form about risks.

    In the office's integrated table an institute has what its departments say, as on the screen.
    """
    kinds = {"Ф-03": ("risk", "opportunity"), "Ф-04": ("risk",)}.get(code, ("process", "risk", "opportunity"))
    with ws.store.reading() as tx:
        units = [unit, *below(tx, unit)] if unit is not None and code == "Ф-05" and ws.is_office else [unit]
        return [
            record["id"] for kind in kinds for each in units for record in reading.records(tx, Query(kind, unit=each))
            if period is None or record.get("period") in (None, "", period)
        ]  # fmt: skip


def printed(ws: Workspace, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The prints that a record stands on, the latest first; `current` says whether it has not changed since."""
    from qms_desktop.models.catalogue import KINDS
    from qms_desktop.store.transaction import Key
    from qms_desktop.store.versions import version_of

    key = Key(record["unit"], record["kind"], record["id"])
    name = "/".join(key)
    with ws.store.reading() as tx:
        folded = tx.fold(key)
        version = version_of(KINDS[key.kind], folded) if folded else ""
        found = []
        for printout in reading.records(tx, Query("printout")):
            if name not in (printout["records"] or ()):
                continue
            versions = printout["versions"] or []
            place = printout["records"].index(name)
            current = place < len(versions) and versions[place] == version
            row = tx.row_of(Key(printout["unit"], "printout", printout["id"]))
            first = tx.changes_of(row)[0] if row is not None else None
            found.append({**printout, "current": current, "at": first.at if first else "", "version": version})
        return sorted(found, key=lambda printout: printout["at"], reverse=True)

"""What a person chooses a report by: periods that there is something of, units; and the records behind a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qms_desktop.core.messages import Localised, _
from qms_desktop.exchange.hierarchy import below
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import units
from qms_desktop.services.reports.behind import MOST
from qms_desktop.services.reports.scope import reporting
from qms_desktop.services.searching import Found
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import picking, reading
from qms_desktop.store.picking import Where, pick

_TELLING = ("objective", "measurement", "indicator", "risk", "survey", "training")
"""The kinds whose periods are offered."""


def periods(ws: Workspace) -> tuple[str, list[str]]:
    """The period that is now, and those to choose from with records, the latest first."""
    with reporting(ws) as scope:
        found = {scope.period}
        for kind in _TELLING:
            found.update(picking.periods(scope.tx, kind))
        found.update(row["code"] for row in pick(scope.tx, "period", ("code",), Where(filled=("code",))))
    return scope.period, sorted(found, reverse=True)


def moment(ws: Workspace) -> tuple[int, int]:
    """What a report would be counted of now: it says the same while this stays."""
    with ws.store.reading() as tx:
        return tx.moment()


def places(ws: Workspace) -> dict[str, Localised]:
    """The units to choose from, by name: for a unit itself and those below it."""
    with ws.store.reading() as tx:
        if ws.role == "department":
            names = units.unit_names(tx, ws.profile, {ws.unit, *below(tx, ws.unit)})
        else:
            names = {code: unit.name for code, unit in units.units(tx, ws.profile).items()}
    named = sorted(names.items(), key=lambda each: each[1].text(ws.language).casefold())
    return {code: _("{unit} ({code})", unit=name, code=code) for code, name in named}


def behind(ws: Workspace, records: Mapping[str, Sequence[str]]) -> list[Found]:
    """The records behind a figure, by what they are called; the first of them where there are very many."""
    found: list[Found] = []
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        for kind, ids in records.items():
            room = MOST - len(found)
            for record in reading.records(tx, reading.Query(kind, ids=tuple(ids[:room]))) if room > 0 else ():
                unit = known[record["unit"]].name if record["unit"] in known else ws.profile.qa_office.name
                number = str(record.get("code") or record.get("number") or "")
                title = KINDS[kind].title_of(record, ws.profile, ws.language)
                found.append(Found(kind, record["id"], title, number, unit))
    return found

"""Audits and the checklists that belong to them, and a unit's check of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import checklists, records, units
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.picking import pick
from qms_desktop.store.reading import Query
from qms_desktop.store.typed import typed_tables

NEGATIVE = ("minor_nc", "major_nc", "observation", "ofi")
"""The verdicts that ask for a statement of what was found."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions of an audit or of a self-check (`audit` None), in their order."""

    audit: dict[str, Any] | None
    unit: Localised
    items: list[dict[str, Any]]
    base: Base


def audits(ws: Workspace) -> list[dict[str, Any]]:
    """What lists show of the audits, the latest first, each with `unit_name` and `progress` (judged, of how many)."""
    with ws.store.reading() as tx:
        found = pick(tx, "audit", ("number", "unit_audited", "lead", "dates", "state"))[::-1]
        known = units.units(tx, ws.profile)
        column = typed_tables()["checklist_item"].table.c
        counted = select(column.audit, func.count(column.verdict), func.count()).where(column.audit.is_not(None)).group_by(column.audit)
        judged = {audit: (those, of) for audit, those, of in tx.connection.execute(counted)}
    for audit in found:
        code = audit["unit_audited"] or ""
        audit["unit_name"] = known[code].name if code in known else code
        audit["progress"] = judged.get(audit["id"], (0, 0))
    return found


def begin(ws: Workspace, values: dict[str, Any]) -> SaveResult:
    """Make an audit of a unit and lay out its questions; it gets the year's next number."""
    if not ws.is_office and ws.role != "auditor":
        raise UserError(_("The QA office makes audits."), _("A unit checks itself: open “Self-check”."))
    if not values.get("unit_audited"):
        raise UserError(_("Choose the unit that is audited."))
    made = records.save(ws, "audit", [{"state": "planned", **values}])
    return records.joined([made, checklists.begin(ws, audit=made.saved[0].key.id)])


def read(ws: Workspace, audit_id: str | None) -> Checklist:
    """The checklist of an audit, or the unit's self-check of this period."""
    with ws.store.reading() as tx:
        unit, audit = ws.unit, None
        if audit_id is not None:
            key = reading.key_of(tx, audit_id, "audit")
            unit, audit = key.unit, reading.record(tx, key)
        found = reading.records(tx, Query("checklist_item", where=(("audit", audit_id),), unit=unit))
        if audit_id is None:
            found = [item for item in found if item["period"] == period_now(ws.profile, ws.today)]
        return Checklist(audit, units.unit_name(tx, ws.profile, unit), found, Base(tx.position()))


def today_by(ws: Workspace) -> dict[str, str]:
    """Who judges a question, and when."""
    with ws.store.reading() as tx:
        person = units.person(tx, ws.person)
    return {"checked_on": ws.today.isoformat(), "checked_by": person.get("name", "")}


def known_units(ws: Workspace) -> dict[str, Localised]:
    """The units that can be audited, by their codes."""
    with ws.store.reading() as tx:
        return {code: unit.name for code, unit in units.units(tx, ws.profile).items()}

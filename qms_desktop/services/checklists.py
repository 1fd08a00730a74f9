"""Checklists from the question bank: a unit's self-check, or an audit of a unit."""

from __future__ import annotations

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.journal.identity import ruled_id
from qms_desktop.services import units
from qms_desktop.services.asked import asked
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key


def begin(ws: Workspace, *, audit: str | None = None, period: str | None = None) -> SaveResult:
    """Lay out the questions that the bank asks of the unit, frozen as they stand; those there already stay.

    Without `audit` it is the unit's self-check of a period. Two computers that begin the same checklist make
    the same records.
    """
    with ws.store.writing() as tx:
        unit = ws.unit
        if audit is not None:
            unit = reading.key_of(tx, audit, "audit").unit
        elif ws.is_office:
            raise UserError(_("The QA office checks units through an audit."), _("Open an audit, or make one."))
        period = period or period_now(ws.profile, ws.today)
        edits = []
        for line in asked(tx, ws.profile, units.bank_type(tx, ws.profile, unit), ws.language):
            parents = (unit, audit or period, line.id)
            key = Key(unit, "checklist_item", ruled_id(ws.profile.key, "checklist_item", *parents))
            if tx.row_of(key) is not None:
                continue
            cells = {"question_id": line.id, **line.cells, "period": period}
            if audit is not None:
                cells["audit"] = audit
            edits.append(Edit(key, cells, seen={}))
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(Key(c.unit, c.kind, c.record), c.id) for c in changes], appended)


def progress(items: list[dict]) -> tuple[int, int]:
    """(judged, of how many) questions of a checklist."""
    return sum(1 for item in items if item["verdict"]), len(items)

"""Reporting periods: the QA office opens one with the forms that it expects; what is handed over is handed over for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import _
from qms_desktop.core.periods import Period, period_called
from qms_desktop.core.profile import Profile
from qms_desktop.services import acts, records
from qms_desktop.services.expectations import Expected, expectations, kind_of
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Transaction

Line = Mapping[str, Any]


def open_period(ws: Workspace, code: str, lines: Sequence[Line]) -> SaveResult:
    """Open a period (`2026/27`, `2026-Q3`) with the forms expected in it: `{"form", "due", "unit_type"?, "of_unit"?}`.

    One that was planned under the same code is opened with these lines. UserError for a code that is no period, a form
    that nobody hands over, a day before the period begins.
    """
    if not ws.is_office:
        raise UserError(_("Only the QA office opens a period."))
    period = named(ws.profile, code)
    for line in lines:
        _check(line, period)
    with ws.store.reading() as tx:
        known = reading.records(tx, Query("period", where=(("code", code),)))
    values = {
        "code": period.code, "period_kind": period.kind, "starts_on": period.first.isoformat(),
        "ends_on": period.last.isoformat(), "expected": [dict(line) for line in lines],
    }  # fmt: skip
    made = records.save(ws, "period", [values | ({"id": known[0]["id"], "unit": known[0]["unit"]} if known else {})])
    if not known or known[0]["state"] == "planned":
        acts.act(ws, "approve", [made.saved[0].key.id])
    return made


def _check(line: Line, period: Period) -> None:
    form, due = str(line.get("form") or ""), line.get("due")
    if kind_of(form) is None:
        raise UserError(_("There is no form {form} that a unit hands over.", form=form or "–"), _("“qms-desktop forms” lists them."))
    if is_iso_date(due) and due < period.first.isoformat():
        raise UserError(_("{form} cannot be due before the period begins.", form=form))


def named(profile: Profile, code: str) -> Period:
    """The period that is written so; UserError for what is none."""
    try:
        return period_called(profile, code)
    except ValueError:
        raise UserError(
            _("“{code}” is no period.", code=code), _("Write it as 2026/27, 2026/27-1, 2026, 2026-Q3 or 2026-09."),
        ) from None


def current(tx: Transaction, profile: Profile) -> Period | None:
    """The period that is open; None while there is none."""
    code = expectations(tx).period
    return named(profile, code) if code else None


def expected_of(tx: Transaction, unit: UnitInfo) -> tuple[Expected, ...]:
    """What a unit hands over in the open period, and until when."""
    return expectations(tx).of(unit)


def overdue(tx: Transaction, unit: UnitInfo, today: dt.date) -> list[Expected]:
    """The forms of the open period whose day is past and of which the unit has handed nothing over."""
    open_ = expectations(tx)
    if open_.period is None:
        return []
    late = [line for line in open_.of(unit) if line.due is not None and line.due < today]
    return [line for line in late if not _is_handed(tx, line.kind, unit.code, open_.period)]


def _is_handed(tx: Transaction, kind: str, unit: str, period: str) -> bool:
    found = reading.records(tx, Query(kind, unit=unit))
    own = [record for record in found if record.get("period") in (None, "", period)]
    return any(record.get("submission") or "submission" not in record for record in own)

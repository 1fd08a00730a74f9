"""Reporting periods: the QA office opens one with the forms that it expects; what is handed over is handed over for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import _
from qms_desktop.core.periods import Period, period_called
from qms_desktop.core.profile import Profile
from qms_desktop.services import acts, records
from qms_desktop.services.expectations import kind_of
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query

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

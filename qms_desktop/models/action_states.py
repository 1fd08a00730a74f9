"""Where a nonconformity or an action stands: it follows from what the unit and the auditor wrote, and is never stored.

So nobody's step can overwrite another's, and two computers that hold the same changes show the same state.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.models.workflow import record_state

_BEGUN = ("in_progress", "done")
_PLAN = {"submitted": "plan_submitted", "returned": "plan_returned", "accepted": "plan_accepted"}


def nonconformity_state(values: dict[str, Any], profile: object) -> str:
    """The last step that was taken; an action that was not effective leads back to the cause, in a new cycle."""
    if values.get("void_reason"):
        return "void"
    if values.get("closed_on"):
        return "closed"
    if values.get("effective"):
        return "ineffective" if values["effective"] == "not_effective" else "effectiveness_verified"
    if values.get("implemented"):
        return "implementation_verified"
    if values.get("done_on"):
        return "done"
    plan = record_state(values, profile)
    if plan == "accepted" and _is_begun(values.get("actions")):
        return "in_progress"
    if plan in _PLAN:
        return _PLAN[plan]
    return "acknowledged" if values.get("acknowledged_on") else "registered"


def action_state(values: dict[str, Any], profile: object) -> str:
    """The same of a corrective or preventive action: adequacy, completion and effectiveness are judged one by one."""
    if values.get("void_reason"):
        return "void"
    if values.get("closed_on"):
        return "closed"
    if values.get("effective"):
        return "ineffective" if values["effective"] == "not_effective" else "effective"
    if values.get("completed") == "yes":
        return "completion_checked"
    if values.get("done_on"):
        return "done"
    state = record_state(values, profile)
    return "in_progress" if state == "accepted" and _is_begun(values.get("measures")) else state


def _is_begun(measures: list[dict[str, Any]] | None) -> bool:
    return any(measure.get("state") in _BEGUN for measure in measures or ())


def last_due(values: dict[str, Any], _profile: object) -> str | None:
    """The day by which all must be done: the last extension that was granted, else the latest term of an action."""
    granted = [e["due"] for e in values.get("extensions") or () if e.get("granted_on") and is_iso_date(e.get("due"))]
    planned = [action["due"] for action in values.get("actions") or () if is_iso_date(action.get("due"))]
    return max(granted or planned, default=None)


def days_between(first: str, last: str) -> Callable[[dict[str, Any], object], int | None]:
    """How many days lie between two of the record's dates; None while one of them is missing."""

    def compute(values: dict[str, Any], _profile: object) -> int | None:
        if not values.get(first) or not values.get(last):
            return None
        return (dt.date.fromisoformat(values[last]) - dt.date.fromisoformat(values[first])).days

    return compute

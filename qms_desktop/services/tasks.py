"""Which records and lists hold what is to be done by a day, and by which day each is: for the plan and its control alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.periods import Period, period_called
from qms_desktop.core.profile import Profile
from qms_desktop.core.recurring import last_day


class Whole(Struct, frozen=True):
    """A kind whose records are to be done as a whole: the fields that say what is to be done, and on which day it was."""

    text: str
    done_on: str = "done_on"
    source: str = ""
    """The field that says where it comes from; without one its form does."""
    undated: bool = False
    """Whether the plan lists it without a day too."""
    planned_by_day: bool = False
    """Whether it is only proposed as long as it has no day."""


LISTS = {
    "risk": "measures", "opportunity": "measures", "register_entry": "measures", "objective": "measures", "plan": "measures",
    "nonconformity": "actions", "corrective_action": "measures", "survey": "measures", "inspection": "measures",
    "analysis": "measures", "evaluation": "measures", "improvement": "measures", "minutes": "decisions",
    "external_evaluation": "findings", "student_meeting": "questions",
}  # fmt: skip
"""The lists of what is to be done, by the kinds that they stand in."""

WHOLE = {
    "action": Whole("title", source="source", undated=True), "decision": Whole("text"), "preventive_action": Whole("action"), "corrective_action": Whole("title"),
    "improvement": Whole("title", planned_by_day=True), "complaint": Whole("text", "answered_on"), "planned_change": Whole("title", "carried_out_on"),
}  # fmt: skip
"""What is done as a whole; of these, what has a list of measures is done measure by measure."""

EXTENSIONS = "extensions"
"""The list of a record by which its terms are extended, where its kind has one."""

FINISHED = frozenset({"done", "completion_checked", "effective", "ineffective", "closed", "evaluated", "answered", "carried_out"})
DROPPED = frozenset({"stopped", "void", "rejected", "postponed"})
"""The states of what is not to be done any more."""


class Terms:
    """By which day things are to be done, each deadline read once."""

    def __init__(self, profile: Profile):
        self._profile = profile
        self._days: dict[tuple[str, str | None], dt.date | None] = {}

    def due(self, own: str | None, deadline: str | None, period: str | None) -> dt.date | None:
        """Its own day, else that of the record in which it stands.

        A deadline in words (every quarter) counts by its last day in the period of the record.
        """
        asked = own or deadline or "", period
        if asked not in self._days:
            self._days[asked] = last_day(asked[0], self._profile, self._period(period))
        return self._days[asked]

    def _period(self, code: str | None) -> Period | None:
        try:
            return period_called(self._profile, code) if code else None
        except ValueError:
            return None


def recurs(own: str | None, deadline: str | None) -> bool:
    """Whether it is to be done by a deadline in words, which comes back, and not by a day."""
    return not is_iso_date(own or deadline)


def granted(extensions: Iterable[Mapping[str, Any]]) -> str | None:
    """The latest day to which a term was extended; an extension that nobody granted does not count."""
    return max((each["due"] for each in extensions if each["granted_on"] and is_iso_date(each["due"])), default=None)


def extended(due: dt.date | None, until: str | None) -> dt.date | None:
    """The later of a day and of the one to which it was extended."""
    later = dt.date.fromisoformat(until) if is_iso_date(until) else None
    return max((day for day in (due, later) if day is not None), default=None)

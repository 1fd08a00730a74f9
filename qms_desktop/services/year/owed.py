"""One thing that is owed by a day: what, by whom, whether it is done, and what shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.journal.identity import ruled_id

SOON = dt.timedelta(days=14)
"""What is due within so many days is due soon."""


@dataclass(frozen=True, slots=True)
class Owed:
    """`rule` and `key` (a period, or an item of a record with its day) make it the same on every computer.

    `record` is empty where a record of the kind is still to be made; `title` is what the record is called.
    """

    rule: str
    due: dt.date
    unit: str
    what: Localised
    kind: str
    record: str = ""
    title: str = ""
    number: str = ""
    key: str = ""
    clause: str = ""
    period: str = ""
    done: bool = False

    def uid(self, profile: Profile) -> str:
        """A name that stays when the day moves."""
        return ruled_id(profile.key, "owed", self.rule, self.unit, self.record, self.key)

    def state(self, today: dt.date) -> str:
        """`done`, `late`, `soon` or `open`."""
        if self.done:
            return "done"
        if self.due < today:
            return "late"
        return "soon" if self.due <= today + SOON else "open"

    def as_json(self, profile: Profile, language: str, today: dt.date) -> dict[str, Any]:
        return {
            "id": self.uid(profile), "rule": self.rule, "due": self.due.isoformat(), "unit": self.unit,
            "what": self.what.text(language), "title": self.title, "number": self.number, "kind": self.kind, "record": self.record,
            "period": self.period, "clause": self.clause, "state": self.state(today),
        }  # fmt: skip

    def order(self) -> tuple[dt.date, str, str]:
        return self.due, self.unit, search_fold(self.title)

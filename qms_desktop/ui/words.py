"""Words that several pages say in the same way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qms_desktop.core.messages import Localised, Message, Text, _, n_
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.workflow import RECORD_STATES
from qms_desktop.services.told import Said as Told
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.history import Event
from qms_desktop.ui.moments import moment

STATE_TONES = {"draft": "neutral", "submitted": "info", "returned": "medium", "accepted": "low"}


def record_state(state: str | None, changed: bool | None = None) -> State:
    """The chip of a record that is handed over; one that was changed since says so instead."""
    if changed:
        return State(_("changed after submission"), "medium")
    key = state or "draft"
    return State(RECORD_STATES[key], STATE_TONES[key])


def home_of(ws: Workspace, unit: str) -> Localised:
    """Whose a record is: the unit's code, or the QA office for its own and what it publishes."""
    return ws.profile.qa_office.name if unit in (OFFICE, ALL) else Text.of(unit)


def days_late(deadline: str, today: dt.date) -> Message:
    """How many days ago a day was."""
    days = (today - dt.date.fromisoformat(deadline)).days
    return n_("{n} day late", "{n} days late", days)


@dataclass(frozen=True, slots=True)
class Lines(Localised):
    """Several sentences, each on its line."""

    parts: tuple[Localised, ...]
    between: str = "\n"

    def text(self, language: str) -> str:
        return self.between.join(text for part in self.parts if (text := part.text(language)))

    __str__ = Localised.__str__


def events(told: list[Told]) -> list[Event]:
    """A record's history as the list shows it: one entry a change, its sentences one below the other."""
    return [
        Event(Lines(tuple(change.sentences)), change.who, moment(change.at), change.why or None)
        for change in told
        if change.sentences
    ]

"""Where a record of any kind stands, as a chip: the word of its state with the colour of what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.services import lives
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.words import record_state

_TONES = {
    "low": "accepted approved closed completed done in_force agreed effective evaluated active fit complete distributed "
           "executed confirmed effectiveness_verified completion_checked implementation_verified carried_out communicated analysed",
    "medium": "returned plan_returned ineffective differences suspended due moved postponed under_revision partly changed unfit",
    "info": "submitted plan_submitted plan_accepted in_progress in_work in_audit in_execution discussed considered proposed prepared "
            "acknowledged collecting answered held checked in_agreement registered open",
}  # fmt: skip
_TONE_OF = {state: tone for tone, states in _TONES.items() for state in states.split()}
ENDED = frozenset({
    "closed", "completed", "done", "void", "superseded", "archived", "withdrawn", "cancelled", "removed", "replaced", "evaluated",
    "struck_out", "rejected", "executed", "distributed", "carried_out", "stopped", "answered", "effective", "confirmed", "completion_checked",
    "implementation_verified", "effectiveness_verified", "analysed", "agreed", "complete",
})  # fmt: skip
"""The states after which nothing is owed any more."""


def axis_of(kind: Kind) -> str:
    """The field that says where a record stands; empty for a kind without states."""
    own = [life.axis for life in lives.LIVES.get(kind.name, ())]
    # What a unit hands over has a second life: where the thing itself stands says more than where its form does.
    named = [name for name in (*reversed(own), "state", "stage") if name in kind.fields]
    return named[0] if named else ""


def state_of(kind: Kind, record: Mapping[str, Any]) -> str:
    """The key of the state in which a record stands."""
    axis = axis_of(kind)
    life = next((life for life in lives.LIVES.get(kind.name, ()) if life.axis == axis), None)
    return lives.state_of(kind, life, record) if life is not None else record.get(axis) or ""


def chip_of(kind: Kind, record: Mapping[str, Any], profile: Profile) -> State | None:
    """The chip of a record; None where it has no state."""
    axis = axis_of(kind)
    if axis == "state" and kind.is_handed_over and record.get("changed"):
        return record_state(record.get("state"), changed=True)
    at = state_of(kind, record)
    words: Localised | None = (kind.fields[axis].choices(profile) or {}).get(at) if axis else None
    return State(words, _TONE_OF.get(at, "neutral")) if words is not None else None


def has_ended(kind: Kind, record: Mapping[str, Any]) -> bool:
    """Whether nothing is owed of a record any more."""
    return state_of(kind, record) in ENDED

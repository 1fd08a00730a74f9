"""What the life of a kind of record is made of: steps from state to state, and what must hold in a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Joined, Message, _
from qms_desktop.journal import fold
from qms_desktop.journal.fold import Folded
from qms_desktop.models.kind import Kind
from qms_desktop.services import units
from qms_desktop.services.register import Register
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction

UNIT, OFFICE, AUDITOR = "unit", "office", "auditor"
"""Who takes a step: the head of the record's unit, the QA office (which also enters what the rector or a council
approved on paper), an auditor's laptop in its audits."""


class Case(Struct, frozen=True):
    """A record that is being moved, or has come into a state; `values` as they stand, computed fields
    too, and where a save is looked at as they `was`."""

    ws: Workspace
    tx: Transaction
    kind: Kind
    key: Key
    values: Mapping[str, Any]
    today: dt.date
    folded: Folded
    register: Register
    was: Mapping[str, Any] | None = None
    why: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.kind.title_of(dict(self.values), self.ws.profile, "ky")

    @property
    def person(self) -> str | None:
        """The name of the person who works here."""
        return units.person(self.tx, self.ws.person).get("name") or None

    def filled(self, name: str, value: Any) -> dict[str, Any]:
        """A cell to be set where nothing stands yet."""
        return {} if self.values.get(name) else {name: value}


Rule = Callable[[Case], None]
"""Raises UserError where a record may not be in the state that it comes into."""


class Step(Struct, frozen=True):
    """An action that moves a record from one of the `sources` to the state `to`, by the cells that it `sets`.

    `by` may take it; one that needs a `reason` is refused without. `before` are rules about the record as it was;
    `label` stands on the button instead of the action's word.
    """

    action: str
    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    sets: Callable[[Case], Mapping[str, Any]]
    reason: bool = False
    before: tuple[Rule, ...] = ()
    label: Message | None = None


class Life(Struct, frozen=True):
    """The steps of a kind along one of its states (`axis`), and the rules of the states, however they are reached.

    A record that is made in a state at once (a register typed in from paper) is held to the rules of `always` alone.
    Rules in `watching` are asked when one of the fields beside them changes; `following` gives what is written into
    other records when a state is reached.
    """

    axis: str
    steps: tuple[Step, ...]
    entering: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    always: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    watching: tuple[tuple[tuple[str, ...], Rule], ...] = ()
    following: Mapping[str, Callable[[Case], list[Edit]]] = field(default_factory=dict)

    def rules(self, state: str | None, *, is_new: bool) -> tuple[Rule, ...]:
        entering = () if is_new else self.entering.get(state or "", ())
        return (*self.always.get(state or "", ()), *entering)


def steps(*made: Step) -> tuple[Step, ...]:
    return made


def filled(*names: str) -> Rule:
    """The named fields must be filled in."""

    def rule(case: Case) -> None:
        empty = [case.kind.fields[name].label for name in names if not case.values.get(name)]
        if empty:
            raise UserError(
                _("“{title}” is not complete: {fields}.", title=case.title, fields=Joined(tuple(empty))),
                _("Fill in what is missing first."),
            )

    return rule


def complete(case: Case) -> None:
    """All required fields must be filled in."""
    missing = case.kind.missing(dict(case.values))
    if missing:
        filled(*(found.name for found in missing))(case)


def refuse(case: Case, sentence: Message, hint: Message | None = None) -> UserError:
    """The refusal of a record, named by its title."""
    return UserError(_("“{title}”: {problem}", title=case.title, problem=sentence), hint)


def dated(day: str, by: str | None = None) -> Callable[[Case], Mapping[str, Any]]:
    """Sets a date to today, and who did it to this person, where nothing was written yet."""

    def sets(case: Case) -> Mapping[str, Any]:
        cells = case.filled(day, case.today.isoformat())
        return cells | case.filled(by, case.person) if by else cells

    return sets


_APPROVE_FOR_UNITS = ("director", "vice_rector")


def approved(case: Case) -> Mapping[str, Any]:
    """Sets the approval: today, by the position that the institution names for the form, unless it is written already.

    What has no form is approved as most of what a unit hands over; what is of the whole institution by its head.
    """
    form = next((case.ws.profile.forms.get(code) for code in case.kind.forms), None)
    named = form.approved_by if form else "vice_rector"
    if case.key.unit in (ALL, fold.OFFICE) and named in _APPROVE_FOR_UNITS:
        named = "rector"
    position = case.ws.profile.positions.get(named) if named else None
    who = position.text("ky") if position else case.person
    return case.filled("approved_on", case.today.isoformat()) | case.filled("approved_by", who)


def state(value: str, **more: Any) -> Callable[[Case], Mapping[str, Any]]:
    """Sets a state that is stored."""
    return lambda _case: {"state": value, **more}

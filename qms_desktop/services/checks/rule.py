"""A check: one sentence about what an auditor would find, how it is found, and where it is set right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Message, _
from qms_desktop.services.look import Look
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.picking import Row

WEIGHTS = {
    "nonconformity": _("An auditor would write a nonconformity"),
    "observation": _("An auditor would remark on it"),
    "hint": _("It could be better"),
}
"""How heavy a finding weighs, the heaviest first."""

Find = Callable[[Look], Iterable[Row]]

SAID, KIND, FIELD = "said", "of kind", "in field"
"""In a row that was found: what fills the places of the rule's sentence; its kind and field where the rule names none."""


class Spot(NamedTuple):
    """Where something was found; `record` is empty where a unit as a whole lacks it."""

    unit: str
    kind: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Mend:
    """An act that sets a finding right at once: its words, and what it does where; `opens` where a person goes on with what it made."""

    words: Message
    act: Callable[[Workspace, Spot], SaveResult]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` gives the rows of what it found, a row without id for what a unit lacks; `SAID` fills the sentence.

    `kind` is what the record is, or what is missing; `field` is where it is set right, `clause` what an auditor would
    name. `heading` says it of all that were found together.
    """

    id: str
    weight: str
    kind: str
    clause: str
    heading: Message
    advice: Message
    find: Find
    field: str = ""
    sentence: Message | None = None
    mend: Mend | None = None

    def said_of(self, row: Row) -> Localised:
        """What is said of one row beside the heading; the heading itself where nothing is."""
        words = self.sentence or self.heading
        return replace(words, params=tuple(row[SAID].items())) if SAID in row else words


def said(row: Row, **values: Any) -> Row:
    """The row with what its sentence says of it."""
    return row | {SAID: values}


def lacking(kind: str, *fields: str, **where: Any) -> Find:
    """Finds the records of the year in which all of these fields are empty."""
    return lambda look: look.records(kind, empty=fields, **where)


def past(kind: str, field: str, **where: Any) -> Find:
    """Finds the records of any year whose day in a field is over; says `due` and `days`."""

    def find(look: Look) -> Iterable[Row]:
        for row in look.records(kind, field, all_years=True, before={field: look.day}, **where):
            yield late(look, row, row[field])

    return find


def late(look: Look, row: Row, due: str) -> Row:
    """The row with the day that was missed and how long ago it was."""
    return said(row, due=format_date(due), days=look.days_late(due))

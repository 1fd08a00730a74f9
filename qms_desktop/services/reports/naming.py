"""What stands at the head of a line of a report: the words of a choice, a clause with what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.core.clauses import ClauseList, load_clauses
from qms_desktop.core.fields import Field
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports.scope import Scope

NOT_SAID = _("not stated")


@dataclass(frozen=True, slots=True)
class Spoken(Localised):
    """The value of a field in the words of its type."""

    field: Field
    value: Any
    profile: Profile

    def text(self, language: str) -> str:
        return self.field.show(self.value, self.profile, language)

    __str__ = Localised.__str__


def chosen(scope: Scope, kind: str, field: str, value: str | None) -> Localised:
    """The words of a choice; a sentence where none was made."""
    return Spoken(KINDS[kind].fields[field], value, scope.ws.profile) if value else NOT_SAID


def clause(scope: Scope, number: str) -> Localised:
    """A clause with what it is about: “7.5 Documented information”; a number of no clause stays as it is."""
    return clause_of(load_clauses(scope.ws.profile.clauses), number)


def clause_of(clauses: ClauseList, number: str) -> Localised:
    """The same of an edition of the standard."""
    if not number:
        return NOT_SAID
    return Joined((Text.of(number), clauses[number].title), " ") if number in clauses else Text.of(number)

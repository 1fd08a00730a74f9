"""T3: for every clause of the standard what shows it, so that an auditor who asks for a clause is answered at once."""

from __future__ import annotations

from collections import defaultdict

from qms_desktop.core.clauses import ClauseList, load_clauses
from qms_desktop.core.fields import StringsField
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.reports.naming import clause_of
from qms_desktop.services.reports.numbers import count, many
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Column, Report, Table
from qms_desktop.services.reports.scope import Scope

NAMING = ("clauses", "clause")
"""The fields in which a record names clauses itself."""


def index(scope: Scope, kind: ReportKind) -> Report:
    """A line a clause: the kinds of records that are evidence of it, how many of them, and the records that name it."""
    clauses = load_clauses(scope.ws.profile.clauses)
    naming = _naming(scope)
    rows, bare = [], []
    for clause in clauses:
        kinds = clauses.records.get(clause.number, ())
        named = naming.get(clause.number, {})
        held = sum(map(scope.number_of, kinds))
        if not kinds and not named:
            continue
        line = (_titled(clauses, clause.number), Joined(tuple(KINDS[name].plural for name in kinds)) if kinds else None,
                many(held, scope.some(kinds)) if kinds else None, count(named) if named else None)  # fmt: skip
        rows.append(line)
        if kinds and not held:
            bare.append(line[:2])
    note = Joined((_("Clauses of {standard}.", standard=scope.ws.profile.standard), *(
        _("{clauses} – {amendment}", clauses=", ".join(each.clauses), amendment=each.sentence) for each in clauses.amendments
    )), " ")  # fmt: skip
    columns = (Column(_("Clause"), 3), Column(_("Kinds of records"), 4), Column(_("Records"), 0.8, number=True),
               Column(_("Records that name the clause"), 1, number=True))  # fmt: skip
    parts = [Table(_("Records by clause of the standard"), columns, tuple(rows), note=note)]
    if bare:
        parts.append(Table(_("Clauses that no record shows"), columns[:2], tuple(bare)))
    return scope.report(kind.id, kind.title, parts)


def _titled(clauses: ClauseList, number: str) -> Localised:
    """A clause with what it is about, and by which amendment it was changed."""
    amended = tuple(Text.of(f"({each.name})") for each in clauses.amended(number))
    return Joined((clause_of(clauses, number), *amended), " ")


def _naming(scope: Scope) -> dict[str, dict[str, list[str]]]:
    """By clause the records that name it, by their kinds."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind in KINDS.values():
        for name in NAMING:
            field = kind.stored_fields.get(name)
            if field is None or kind.name in ("bank_question", "change_entry"):
                continue  # a question asks about a clause, and the clause of a change is one of the document
            for row in scope.rows(kind.name, (name,)):
                value = row[name]
                for clause in value or () if isinstance(field, StringsField) else filter(None, (value,)):
                    found[clause][kind.name].append(row["id"])
    return found

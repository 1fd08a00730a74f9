"""R18: for every criterion of accreditation the records that show it, with numbers, dates, and where they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select

from qms_desktop.core.accreditation import Criterion
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.reports import Cell, Column, Link, Part, Report, Table
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.reports.naming import Spoken
from qms_desktop.services.reports.numbers import count, many
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.typed import typed_tables

LISTED = 20
"""So many records of a kind are listed under a criterion, those that people chose before the newest others."""

NUMBERS = ("register_number", "number", "code")
DATES = ("approved_on", "date", "found_on", "on", "measured_on", "reviewed_on", "received_on", "valid_from", "proposed_on",
         "held_from", "begins_on", "taken_on", "checked_on", "evaluated_on", "due")  # fmt: skip
PLACES = ("original_at", "control_copy", "kept_at", "place")


def index(scope: Scope, kind: ReportKind) -> Report:
    """R18: a table of the criteria with how much evidence each has, and a table a criterion."""
    criteria = scope.ws.profile.accreditation
    chosen = scope.rows("evidence", ("criterion", "of_kind", "of_record", "note", "kept_at"), every_period=True)
    known = {name for criterion in criteria.criteria for name in criterion.kinds} | {row["of_kind"] for row in chosen if row["of_kind"] in KINDS}
    counts = {name: scope.tx.connection.execute(_narrowed(scope, name, select(func.count()))).scalar_one() for name in known}
    rows, parts = [], []
    for criterion in criteria.criteria:
        own = [row for row in chosen if row["criterion"] == criterion.key]
        found = sum(counts[name] for name in criterion.kinds)
        rows.append((_title(criterion), count({"evidence": [row["id"] for row in own]}), many(found, scope.some(criterion.kinds)),
                     _kinds(criterion, counts)))  # fmt: skip
        parts.append(_table(scope, criterion, own, counts))
    columns = (Column(_("Criterion"), 4), Column(_("Chosen"), 0.7, number=True), Column(_("Records of its kinds"), 0.8, number=True),
               Column(_("Kinds without a record"), 2.5))  # fmt: skip
    overview: Part = Table(criteria.name, columns, tuple(rows), note=criteria.note)
    return scope.report(kind.id, kind.title, [overview, *parts])


def _title(criterion: Criterion) -> Localised:
    return Joined((Text.of(criterion.key), criterion.title), " ")


def _kinds(criterion: Criterion, counts: dict[str, int]) -> Cell:
    bare = tuple(KINDS[name].plural for name in criterion.kinds if not counts[name])
    return Joined(bare) if bare else None


def _table(scope: Scope, criterion: Criterion, own: Sequence[Any], counts: dict[str, int]) -> Table:
    columns = (Column(_("Evidence"), 3.5), Column(_("Kind of record"), 1.6), Column(_("No."), 1.2), Column(_("Unit"), 1.8), Column(_("Date"), 1),
               Column(_("Kept at"), 1.5))  # fmt: skip
    labels = [KINDS[name].label for name in criterion.kinds]
    rows: list[tuple[Cell, ...]] = []
    for row in own:
        rows += _lines(scope, row["of_kind"], (row["of_record"],), row["kept_at"], row["note"]) if row["of_kind"] in KINDS else ()
    for name in criterion.kinds:
        rows += _lines(scope, name, None, without=frozenset(row["of_record"] for row in own))
    left = sum(counts[name] for name in criterion.kinds) - sum(row[1] in labels for row in rows)
    note = _("{n} more records are of these kinds.", n=left) if left > 0 else None
    return Table(_title(criterion), columns, tuple(rows), note=note)


def _lines(
    scope: Scope, name: str, ids: Sequence[str] | None, kept_at: str | None = None, note: str | None = None,
    without: frozenset[str] = frozenset(),
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    """The records of a kind as lines, the newest first."""
    kind, table = KINDS[name], typed_tables()[name].table
    shown = [each for each in (*NUMBERS, *DATES, *PLACES, kind.title_field) if each in table.c]
    query = select(table.c.id, table.c.unit, *(table.c[each] for each in dict.fromkeys(shown))).order_by(table.c.row.desc())
    query = query.where(table.c.id.in_(ids)) if ids is not None else _narrowed(scope, name, query).limit(LISTED + len(without))
    lines = [row for row in scope.tx.connection.execute(query).mappings() if row["id"] not in without][:LISTED]
    for row in lines:
        title = _called(scope, kind, row)
        yield (
            Link(Joined((title, Text.of(note)), ". ") if note else title, name, row["id"]), kind.label, _first(row, NUMBERS),
            scope.name(row["unit"]), _day(row), kept_at or _first(row, PLACES),
        )  # fmt: skip


def _called(scope: Scope, kind: Kind, row: Any) -> Localised:
    field = kind.fields[kind.title_field]
    value = row.get(kind.title_field)
    return scope.name(value) if field.type_name == "unit" and value else Spoken(field, value, scope.ws.profile)


def _first(row: Any, names: Sequence[str]) -> str:
    return next((str(row[name]) for name in names if row.get(name)), "")


def _day(row: Any) -> Localised | None:
    day = _first(row, DATES)
    return Text.of(format_date(day)) if is_iso_date(day) else None


def _narrowed(scope: Scope, name: str, query: Select) -> Select:
    table = typed_tables()[name].table
    if not query.get_final_froms():
        query = query.select_from(table)
    if scope.codes is not None:
        query = query.where(table.c.unit.in_(scope.codes))
    if scope.periods is not None and "period" in table.c:
        query = query.where(or_(table.c.period.in_(scope.periods), table.c.period.is_(None)))
    return query

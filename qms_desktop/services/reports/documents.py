"""R15: the documents in force, their reviews, who is acquainted, what changed; and which of the named ones do not exist."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.services.copies import doubled
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.agreements import unchecked, waiting
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Column, Figure, Link, Report, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.typed import typed_tables

IN_FORCE = frozenset({"in_force", "under_revision"})
APPROVED = IN_FORCE | {"approved", "registered"}
SOON = 90
"""So many days ahead a review counts as due."""

LISTED = 200
"""So many documents are told one by one."""

_FIELDS = ("code", "title", "level", "state", "edition", "approved_on", "valid_from", "review_due", "document_kind", "of_unit")


def standing(scope: Scope, kind: ReportKind) -> Report:
    """R15: what is in force and looked through, by level; lists of what is late; acquaintance; changes of the period."""
    found = _documents(scope)
    acquainted = _acquaintance(scope)
    parts = [
        _by_level(scope, found, acquainted), _reviews(scope, found), _not_acquainted(scope, found, acquainted),
        _changes(scope, {row["id"]: row for row in found}), _not_signed(scope, found), *waiting(scope),
        unchecked(scope),
    ]  # fmt: skip
    return scope.report(kind.id, kind.title, parts, kinds=("document",))


def named(scope: Scope, kind: ReportKind) -> Report:
    """Which of the documents, and kinds of documents, that the founding document names exist and are current."""
    found = _every(scope)
    parts = [table for table in (_positions(scope, found), _kinds(scope, found)) if table.rows]
    return scope.report(kind.id, kind.title, parts, kinds=("document",), forms=())


def _documents(scope: Scope) -> list[Any]:
    """The documents of the scope; of a unit also those of the office that are its own to keep."""
    return [row for row in _every(scope) if scope.codes is None or row["unit"] in scope.codes or row["of_unit"] in scope.codes]


def _every(scope: Scope) -> list[Any]:
    """All documents that are here, each once: no published copy beside its original."""
    rows = scope.rows("document", _FIELDS, every_period=True, every_unit=True)
    copies = doubled(scope.ws.profile, "document", ((row["unit"], row["id"]) for row in rows))
    return [row for row in rows if row["id"] not in copies]


def _grouped(rows: Iterable[Any], by) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def _ids(rows: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    return {"document": tuple(row["id"] for row in rows)}


def _overdue(scope: Scope, row: Any) -> bool:
    return row["state"] in IN_FORCE and is_iso_date(row["review_due"]) and row["review_due"] < scope.today.isoformat()


def _due(scope: Scope, row: Any) -> bool:
    last = (scope.today + dt.timedelta(days=SOON)).isoformat()
    return row["state"] in IN_FORCE and is_iso_date(row["review_due"]) and scope.today.isoformat() <= row["review_due"] <= last


# --- R15 ---------------------------------------------------------------------------------------------------------


def _acquaintance(scope: Scope) -> dict[str, tuple[int, int]]:
    """(signed, named) on the acquaintance sheets of each document, of every unit the one of its last round."""
    table, people = _sheets()
    query = _last_rounds(scope, select(table.c.document, func.count(people.c.date), func.count()))
    return {document: (signed, every) for document, signed, every in scope.tx.connection.execute(query.group_by(table.c.document))}


def _sheets() -> tuple[Any, Any]:
    """The tables of the acquaintance sheets and of the people on them."""
    typed = typed_tables()["acquaintance"]
    return typed.table, typed.children["people"]


def _last_rounds(scope: Scope, query: Select) -> Select:
    """The query over sheets and their people, of every unit and document the latest sheet alone."""
    table, people = _sheets()
    by_day = func.coalesce(table.c.valid_from, "").desc(), table.c.row.desc()  # sheets come in any order
    place = func.row_number().over(partition_by=(table.c.unit, table.c.document), order_by=by_day).label("place")
    ranked = select(table.c.row, place).subquery()
    latest = select(ranked.c.row).where(ranked.c.place == 1)
    query = query.join_from(table, people, people.c.row == table.c.row).where(table.c.row.in_(latest))
    return query if scope.codes is None else query.where(table.c.unit.in_(scope.codes))


def _by_level(scope: Scope, found: list[Any], acquainted: dict[str, tuple[int, int]]) -> Table:
    def line(own: list[Any]) -> tuple[Cell, ...]:
        live = [row for row in own if row["state"] in IN_FORCE]
        signed = [acquainted.get(row["id"], (0, 0)) for row in live]
        return (
            numbers.count(_ids(own)), numbers.percent(len(live), len(own), _ids(live)),
            numbers.count(_ids(row for row in own if _due(scope, row))), numbers.count(_ids(row for row in own if _overdue(scope, row))),
            numbers.count(_ids(row for row in live if not row["review_due"])),
            numbers.percent(sum(each[0] for each in signed), sum(each[1] for each in signed)),
        )  # fmt: skip

    groups = _grouped(found, lambda row: row["level"])
    order = [key for key in (*scope.ws.profile.choices("document_levels"), None) if key in groups]
    rows = tuple((chosen(scope, "document", "level", level), *line(groups[level])) for level in order)
    columns = (
        Column(_("Document level"), 3), Column(_("Documents"), number=True), Column(_("In force"), 1.3, number=True),
        Column(_("Review due within {n} days", n=SOON), 1.2, number=True), Column(_("Review overdue"), number=True),
        Column(_("Without a day of review"), 1.2, number=True), Column(_("Acquainted"), 1.3, number=True),
    )  # fmt: skip
    return Table(_("Documents by level"), columns, rows, total=(_("Together"), *line(found)))


def _reviews(scope: Scope, found: list[Any]) -> Table:
    late = sorted((row for row in found if _overdue(scope, row) or _due(scope, row)), key=lambda row: row["review_due"])
    rows = tuple(
        (row["code"] or "", Link(row["title"] or "–", "document", row["id"]), format_date(row["review_due"]),
         _("overdue") if _overdue(scope, row) else _("due soon"))
        for row in late[:LISTED]
    )  # fmt: skip
    columns = (Column(_("Document code")), Column(_("Document title"), 4), Column(_("Next review"), number=True), Column(_("State"), 1.2))
    return Table(_("Reviews that are due"), columns, rows, _first(len(late)))


def _not_acquainted(scope: Scope, found: list[Any], acquainted: dict[str, tuple[int, int]]) -> Table:
    rows = []
    for row in found:
        signed, every = acquainted.get(row["id"], (0, 0))
        if row["state"] in IN_FORCE and signed < every:
            rows.append((row["code"] or "", Link(row["title"] or "–", "document", row["id"]), numbers.percent(signed, every, _ids([row]))))
    columns = (Column(_("Document code")), Column(_("Document title"), 4), Column(_("Acquainted"), 1.3, number=True))
    return Table(_("Documents that not everybody is acquainted with"), columns, tuple(rows[:LISTED]), _first(len(rows)))


def _not_signed(scope: Scope, found: list[Any]) -> Table:
    """Who has not signed yet, by document and unit."""
    table, people = _sheets()
    live = {row["id"]: row for row in found if row["state"] in IN_FORCE}
    query = _last_rounds(scope, select(table.c.document, table.c.unit, people.c.name)).where(people.c.date.is_(None))
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document, unit, name in scope.tx.connection.execute(query.order_by(people.c.row, people.c.place)):
        if document in live:
            names[document, unit].append(name or "…")
    order = sorted(names, key=lambda key: (live[key[0]]["code"] or "", scope.name(key[1]).text(scope.ws.language).casefold()))
    rows = tuple(
        (live[document]["code"] or "", Link(live[document]["title"] or "–", "document", document), scope.name(unit), ", ".join(names[document, unit]))
        for document, unit in order[:LISTED]
    )  # fmt: skip
    columns = (Column(_("Document code")), Column(_("Document title"), 2.5), Column(_("Unit"), 1.5), Column(_("Have not signed yet"), 3))
    return Table(_("Who is not acquainted yet"), columns, rows, _first(len(order)))


def _first(number: int) -> Localised | None:
    return _("The first {n} of {total}; choose a unit to see its own.", n=LISTED, total=number) if number > LISTED else None


def _changes(scope: Scope, found: dict[str, Any]) -> Table:
    """The changes of the period, by document."""
    entries = scope.rows("change_entry", ("document", "date", "struck_out", "change_kind", "new_edition"), every_unit=True)
    changed = _grouped((e for e in entries if scope.holds(e["date"]) and not e["struck_out"] and e["document"] in found), lambda e: e["document"])
    rows = tuple(
        (found[document]["code"] or "", Link(found[document]["title"] or "–", "document", document),
         numbers.count({"change_entry": [entry["id"] for entry in own]}), format_date(max(entry["date"] for entry in own)),
         str(found[document]["edition"] or ""))
        for document, own in changed.items()
    )  # fmt: skip
    columns = (Column(_("Document code")), Column(_("Document title"), 4), Column(_("Changes"), number=True),
               Column(_("Last change"), 1.2, number=True), Column(_("Edition"), number=True))  # fmt: skip
    return Table(_("Changes in the period"), columns, rows)


# --- what the founding document names ------------------------------------------------------------------------------


def _positions(scope: Scope, found: list[Any]) -> Table:
    """The printed list of documents: of each position the approved document, or that there is none."""
    by_code, by_title = _grouped(found, lambda row: (row["code"] or "").strip()), _grouped(found, lambda row: search_fold(row["title"] or ""))
    rows = []
    for position in scope.ws.profile.data.get("document_list", ()):
        name = Text.of(position["name"])
        own = {row["id"]: row for row in by_code.get(position["number"], ())}
        own |= {row["id"]: row for words in name.texts().values() for row in by_title.get(search_fold(words), ())}
        rows.append((position["number"], name, *_existing(scope, list(own.values()))))
    columns = (Column(_("No."), 0.6), Column(_("Document"), 4), *_EXISTING)
    return Table(_("Positions of the list of documents"), columns, tuple(rows))


def _kinds(scope: Scope, found: list[Any]) -> Table:
    """The kinds of documents of the institution's table: whether there is one in force, and looked through in time."""
    by_kind = _grouped(found, lambda row: search_fold(row["document_kind"] or ""))
    by_title = _grouped(found, lambda row: search_fold(row["title"] or ""))
    rows = []
    for kind in scope.ws.profile.document_kinds:
        words = [search_fold(name) for name in kind.name.texts().values()]
        own = {row["id"]: row for word in words for row in (*by_kind.get(word, ()), *by_title.get(word, ()))}
        level = chosen(scope, "document", "level", kind.level)
        rows.append((kind.number, kind.name, level, kind.users, *_existing(scope, list(own.values()))))
    columns = (Column(_("No."), 0.6), Column(_("Kind of document"), 3), Column(_("Document level")), Column(_("Document users"), 2), *_EXISTING)
    return Table(_("Kinds of documents"), columns, tuple(rows))


_EXISTING = (
    Column(_("Documents"), number=True), Column(_("Approved or in force"), 1.2, number=True),
    Column(_("Review overdue"), number=True), Column(_("Judgement"), 1.5),
)  # fmt: skip


def _existing(scope: Scope, own: list[Any]) -> tuple[Figure, Figure, Figure, Localised]:
    live = [row for row in own if row["state"] in APPROVED]
    late = [row for row in live if _overdue(scope, row)]
    judgement = _("no approved document") if not live else _("not current") if len(late) == len(live) else _("exists")
    return numbers.count(_ids(own)), numbers.count(_ids(live)), numbers.count(_ids(late)), judgement

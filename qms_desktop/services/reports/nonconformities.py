"""R9 and R11: how many nonconformities there are of what, and which of them came again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import accumulate

from qms_desktop.core.clauses import order
from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.core.reports import Chart, Column, Figure, Link, Part, Report, Series, Table
from qms_desktop.models.nonconformities import REPEATS_WITHIN
from qms_desktop.services.reports import naming
from qms_desktop.services.reports.found import KIND, Found, found_between, repeats
from qms_desktop.services.reports.numbers import count, number, percent, rounded
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.reports.words import Processes

MOST_BARS = 10
YEARS = 4
SYSTEMIC = 3
"""A clause with nonconformities in so many units is a matter of the system, not of a unit."""

N, SHARE = Column(_("Number"), 0.7, number=True), Column(_("Share"), 1.0, number=True)


def statistics(scope: Scope, kind: ReportKind) -> Report:
    """R9: nonconformities by unit, clause, process, class, source and cause, with Pareto charts."""
    found = found_between(scope.tx, *scope.dates, scope.codes)
    processes = Processes(scope)
    by = (
        (_("By unit"), lambda one: one.unit, scope.name),
        (_("By clause"), lambda one: one.clause, lambda number: naming.clause(scope, number)),
        (_("By process"), lambda one: processes.key(one.process), processes.name),
        (_("By class"), lambda one: one.class_, lambda value: naming.chosen(scope, KIND, "class", value)),
        (_("By source"), lambda one: one.source, lambda value: naming.chosen(scope, KIND, "source", value)),
        (_("By category of the cause"), lambda one: one.cause, lambda value: naming.chosen(scope, KIND, "cause_category", value)),
    )  # fmt: skip
    parts: list[Part] = [summary(scope, found), years(scope)]
    parts += [_table(title, found, key, word) for title, key, word in by]
    parts += [pareto(title, found, key, word) for title, key, word in (by[1], by[5])]
    return scope.report(kind.id, kind.title, parts, kinds=(KIND,), forms=())


def ids(those: Sequence[Found]) -> dict[str, list[str]]:
    return {KIND: [one.id for one in those]}


def summary(scope: Scope, found: Sequence[Found]) -> Table:
    """How many were found, of which class, how many are closed and came again; and the units without any."""
    before = scope.before()
    earlier = found_between(scope.tx, *before.dates, scope.codes) if before else []
    again = repeats(scope.tx, found)
    clear = units_without(scope, found)
    rows = [
        (_("Found"), count(ids(found)), count(ids(earlier)) if before else None),
        *((label, _share(found, is_such), _share(earlier, is_such) if before else None) for label, is_such in (
            (_("of them major"), lambda one: one.class_ == "major"),
            (_("of them minor"), lambda one: one.class_ == "minor"),
            (_("of them closed"), lambda one: not one.is_open),
        )),
        (_("of them repeated: unit and clause are the same"), _share(found, lambda one: one.id in again), None),
        (_("Units without a nonconformity"), clear, None),
    ]  # fmt: skip
    columns = (Column(_("Figure"), 3), Column(_("Value"), 1.3, number=True), Column(_("A year before"), 1.3, number=True))
    return Table(_("Totals"), columns, tuple(rows))


def units_without(scope: Scope, found: Sequence[Found]) -> Figure:
    """The share of the units in which nothing was found."""
    touched = {one.unit for one in found}
    return percent(sum(code not in touched for code in scope.all_units), len(scope.all_units))


def years(scope: Scope) -> Chart:
    """How many were found in this and in the years before."""
    scopes = [earlier for back in range(YEARS - 1, 0, -1) if (earlier := scope.before(back))] + [scope]
    numbers = tuple(len(found_between(each.tx, *each.dates, each.codes)) for each in scopes)
    labels = tuple(each.period or _("all") for each in scopes)
    return Chart(_("Nonconformities by years"), "columns", labels,
                 (Series(_("Found"), numbers, frozenset({len(numbers) - 1})),))  # fmt: skip


Key = Callable[[Found], str | None]
Word = Callable[[str], Localised]


def tally(found: Sequence[Found], key: Key) -> list[tuple[str, list[Found]]]:
    """Those with the same key together, the most first; what names none comes last."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(key(one) or "", []).append(one)
    return sorted(groups.items(), key=lambda item: (item[0] == "", -len(item[1]), order(item[0]), item[0]))


def _table(title: Localised, found: Sequence[Found], key: Key, word: Word) -> Table:
    columns = (Column(title, 3), N, SHARE, Column(_("Major"), 0.7, number=True), Column(_("Minor"), 0.7, number=True),
               Column(_("Closed"), 1.0, number=True))  # fmt: skip
    return Table(title, columns, tuple(_line(word(value), those, len(found)) for value, those in tally(found, key)),
                 total=_line(_("Total"), found, len(found)))  # fmt: skip


def _line(label: Localised, those: Sequence[Found], of: int) -> tuple[Localised | Figure, ...]:
    return (label, count(ids(those)), percent(len(those), of, ids(those)), _number(those, "major"), _number(those, "minor"),
            _share(those, lambda one: not one.is_open))  # fmt: skip


def _number(those: Sequence[Found], class_: str) -> Figure:
    return count(ids([one for one in those if one.class_ == class_]))


def _share(those: Sequence[Found], is_such: Callable[[Found], bool]) -> Figure:
    such = [one for one in those if is_such(one)]
    return percent(len(such), len(those), ids(such))


def pareto(title: Localised, found: Sequence[Found], key: Key, word: Word) -> Chart:
    """The most frequent ones with the share that they and those before them make together."""
    groups = [(word(value), len(those)) for value, those in tally(found, key)]
    if len(groups) > MOST_BARS:
        groups = [*groups[: MOST_BARS - 1], (_("others"), sum(size for _word, size in groups[MOST_BARS - 1 :]))]
    sizes = tuple(size for _word, size in groups)
    together = tuple(rounded(Decimal(reached) * 100 / len(found)) for reached in accumulate(sizes))
    return Chart(_("{title}: Pareto chart", title=title), "pareto", tuple(label for label, _size in groups),
                 (Series(_("Number"), sizes), Series(_("Together, %"), together)))  # fmt: skip


def repeated(scope: Scope, kind: ReportKind) -> Report:
    """R11: what came again in a unit, and what came in several units at once."""
    found = found_between(scope.tx, *scope.dates, scope.codes)
    again = repeats(scope.tx, found)
    those = [one for one in found if one.id in again]
    columns = (Column(_("Protocol No.")), Column(_("Unit"), 2), Column(_("Clause"), 2), Column(_("Found on")),
               Column(_("Repeats")), Column(_("Found on")))  # fmt: skip
    rows = [
        (_link(one), scope.name(one.unit), naming.clause(scope, one.clause), _day(one),
         _link(earlier) if (earlier := again[one.id]) else None, _day(earlier))
        for one in those
    ]  # fmt: skip
    totals = Table(_("Totals"), (Column(_("Figure"), 3), Column(_("Value"), 1, number=True)), (
        (_("Found"), count(ids(found))), (_("of them repeated"), percent(len(those), len(found), ids(those))),
        (_("Systemic: one clause in {n} units or more", n=SYSTEMIC), number(len(systemic_clauses(found)))),
    ), note=_("Repeated: the same unit and the same clause within {n} months.", n=REPEATS_WITHIN))  # fmt: skip
    parts = (totals, Table(_("Repeated nonconformities"), columns, tuple(rows)), systemic(scope, found))
    return scope.report(kind.id, kind.title, parts, kinds=(KIND,), forms=())


def systemic_clauses(found: Sequence[Found]) -> list[tuple[str, list[Found]]]:
    """The clauses that are not met in several units, with the nonconformities of each."""
    groups = tally([one for one in found if one.clause], lambda one: one.clause)
    return [(clause, those) for clause, those in groups if len({one.unit for one in those}) >= SYSTEMIC]


def systemic(scope: Scope, found: Sequence[Found]) -> Table:
    """The clauses that are not met in several units: a matter of the system."""
    columns = (Column(_("Clause"), 3), Column(_("Units"), 0.7, number=True), N, Column(_("In which units"), 4))
    rows = []
    for clause, those in systemic_clauses(found):
        units = Counter(one.unit for one in those)
        named = Joined(tuple(unit.name for unit in scope.named(units)))
        rows.append((naming.clause(scope, clause), number(len(units)), count(ids(those)), named))
    return Table(_("Systemic nonconformities: one clause in {n} units or more", n=SYSTEMIC), columns, tuple(rows))


def _link(one: Found) -> Link:
    return Link(one.number or "–", KIND, one.id)


def _day(one: Found | None) -> Localised | None:
    return Text.of(one.found_on.strftime("%d.%m.%Y")) if one and one.found_on else None

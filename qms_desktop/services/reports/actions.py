"""R16: what was to be done and is: in time, late, how long late; by unit and person, and what was planned after audits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Message, Text, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import units
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.gathered import ToDo, ids, to_do
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Link, Report, Series, Table
from qms_desktop.services.reports.scope import Scope

AGES = ((30, _("to 30 days late")), (90, _("31 to 90 days late")), (None, _("more than 90 days late")))
"""The ages of what is overdue, by the most days of each."""

Groups = Sequence[tuple[Localised, list[ToDo]]]
"""What belongs together, with the name of what it shares; two units may have the same name."""

COUNTED = ("risk", "objective", "plan", "nonconformity", "corrective_action", "action", "decision")
"""The kinds by which a unit counts as included."""

SHOWN = 100
"""So many overdue ones are told one by one, the oldest first."""


def control(scope: Scope, kind: ReportKind) -> Report:
    """R16: done, in time and overdue by unit, source and person, with the ages of what is overdue."""
    found = to_do(scope)
    by_unit = _by_unit(scope, found)
    by_kind = [(KINDS[name].plural, own) for name, own in _grouped(found, lambda each: each.kind).items()]
    people = units.people(scope.tx)
    by_person = _grouped(found, lambda each: people.get(each.responsible, {}).get("name") or each.responsible)
    after = [each for each in found if each.after_audit]
    parts = [
        _table(scope, _("Actions by unit"), _("Unit"), by_unit, found),
        _ages(scope, by_unit),
        _table(scope, _("Actions by where they stand"), _("Source"), by_kind, found),
        _table(scope, _("Actions by responsible person"), _("Responsible"), _people(by_person), found),
        _table(scope, _("Measures after audits by unit"), _("Unit"), _by_unit(scope, after), after),
        _overdue(scope, found, people),
    ]
    note = _("Counted is what falls due in the period, and what is still open from before it.")
    return scope.report(kind.id, kind.title, parts, kinds=COUNTED, forms=(), notes=(note,))


def _grouped(found: Iterable[ToDo], by) -> dict[str, list[ToDo]]:
    groups: dict[str, list[ToDo]] = defaultdict(list)
    for each in found:
        groups[by(each)].append(each)
    return groups


def _by_unit(scope: Scope, found: Iterable[ToDo]) -> Groups:
    groups = [(scope.name(code), own) for code, own in _grouped(found, lambda each: each.unit).items()]
    return sorted(groups, key=lambda each: each[0].text(scope.ws.language).casefold())


def _people(groups: dict[str, list[ToDo]]) -> Groups:
    """Those with the most open actions first; what names nobody last."""
    order = sorted(groups.items(), key=lambda each: (not each[0], -sum(not one.is_done for one in each[1]), each[0]))
    return [(Text.of(name) if name else _("nobody is named"), own) for name, own in order[:SHOWN]]


def _table(scope: Scope, title: Localised, label: Localised, groups: Groups, every: list[ToDo]) -> Table:
    columns = (
        Column(label, 3), Column(_("Actions"), number=True), Column(_("Done"), 1.2, number=True), Column(_("Done in time"), 1.2, number=True),
        Column(_("Overdue"), number=True), *(Column(words, number=True) for _most, words in AGES), Column(_("Without a day"), number=True),
    )  # fmt: skip
    rows = tuple((name, *_line(scope, own)) for name, own in groups)
    note = _("In time: of what is done and had a day, what was done by it.")
    return Table(title, columns, rows, note, (_("Together"), *_line(scope, every)))


def _line(scope: Scope, own: list[ToDo]) -> tuple[Cell, ...]:
    done = [each for each in own if each.is_done]
    dated = [each for each in done if each.due is not None]
    in_time = [each for each in dated if each.in_time]
    late = _late(scope, own)
    return (
        _count(own), numbers.percent(len(done), len(own), ids(done)), numbers.percent(len(in_time), len(dated), ids(in_time)),
        _count(late), *map(_count, _by_age(scope, late)),
        _count([each for each in own if each.due is None]),
    )  # fmt: skip


def _count(own: list[ToDo]) -> Figure:
    """How many actions; a record with several stands behind it once."""
    return Figure(len(own), numbers.Shown(len(own)), len(own), None, ids(own))


def _late(scope: Scope, own: Iterable[ToDo]) -> list[ToDo]:
    return [each for each in own if each.is_late(scope.today)]


def _by_age(scope: Scope, late: Iterable[ToDo]) -> list[list[ToDo]]:
    found: list[list[ToDo]] = [[] for _age in AGES]
    for each in late:
        days = (scope.today - each.due).days
        place = next(at for at, (most, _words) in enumerate(AGES) if most is None or days <= most)
        found[place].append(each)
    return found


def _ages(scope: Scope, by_unit: Groups) -> Chart:
    late = [(name, own) for name, everything in by_unit if (own := _late(scope, everything))]
    counts = [[len(age) for age in _by_age(scope, own)] for _name, own in late]
    series = tuple(
        Series(words, tuple(count[at] for count in counts), level=level)
        for at, ((_most, words), level) in enumerate(zip(AGES, ("low", "medium", "high"), strict=True))
    )
    return Chart(_("Overdue by unit and age"), "stacked", tuple(name for name, _own in late), series)


def _overdue(scope: Scope, found: list[ToDo], people: dict[str, dict[str, str]]) -> Table:
    late = sorted(_late(scope, found), key=lambda each: (each.due, each.unit))
    rows = tuple(
        (scope.name(each.unit), KINDS[each.kind].label, Link(each.text or "–", each.kind, each.record),
         people.get(each.responsible, {}).get("name") or each.responsible, format_date(each.due), _days(scope, each))
        for each in late[:SHOWN]
    )  # fmt: skip
    columns = (
        Column(_("Unit"), 2), Column(_("Source"), 1.4), Column(_("What is to be done"), 4), Column(_("Responsible"), 1.6),
        Column(_("Due"), 1, number=True), Column(_("Days late"), 0.8, number=True),
    )  # fmt: skip
    return Table(_("Overdue actions"), columns, rows, _first(len(late)))


def _days(scope: Scope, each: ToDo) -> Figure:
    return numbers.exact((scope.today - each.due).days, {each.kind: (each.record,)}) if each.due is not None else Figure(None)


def _first(number: int) -> Message | None:
    return _("The oldest {n} of {total}.", n=SHOWN, total=number) if number > SHOWN else None

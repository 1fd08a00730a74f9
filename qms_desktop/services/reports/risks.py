"""R5: where the risks stand on the matrix before and after the measures, by category and unit, and over the years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.profile import LEVELS
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import (
    Cell,
    Chart,
    Column,
    Figure,
    HeatMap,
    Link,
    Report,
    Series,
    Table,
)
from qms_desktop.services.reports.scope import Scope
from qms_desktop.services.tasks import DROPPED, Terms

TOP = 10
"""So many of the highest risks are told one by one."""

_FIELDS = ("title", "category", "likelihood", "consequence", "score", "level", "residual_likelihood", "residual_consequence",
           "residual_score", "residual_level", "period")  # fmt: skip
Spot = tuple[int, int]
Groups = Sequence[tuple[Localised, list[Any]]]
"""Risks that belong together, with the name of what they share; two units may have the same name."""


def heat(scope: Scope, kind: ReportKind) -> Report:
    """R5: the matrix with what moved, the levels by category and unit, mean scores, measures in time, the last years."""
    risks = scope.rows("risk", _FIELDS)
    by_unit = _grouped(risks, lambda risk: risk["unit"])
    units = {code: by_unit[code] for code in sorted(by_unit, key=lambda code: scope.name(code).text(scope.ws.language).casefold())}
    parts = [
        _map(scope, risks),
        _levels(scope, _("Levels by category"), _("Risk category"), _by_category(scope, risks), risks),
        _levels(scope, _("Levels by unit"), _("Unit"), [(scope.name(code), own) for code, own in units.items()], risks),
        _in_time(scope, units),
        *_years(scope),
        _highest(scope, risks),
    ]
    return scope.report(kind.id, kind.title, parts, kinds=("risk",))


def _grouped(risks: Iterable[Any], by: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for risk in risks:
        found[by(risk)].append(risk)
    return found


def _by_category(scope: Scope, risks: list[Any]) -> Groups:
    found = _grouped(risks, lambda risk: risk["category"])
    order = [*scope.ws.profile.risk_categories, *found]
    return [(chosen(scope, "risk", "category", key), found[key]) for key in dict.fromkeys(order) if key in found]


def _ids(risks: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    return {"risk": tuple(risk["id"] for risk in risks)}


# --- the matrix --------------------------------------------------------------------------------------------------


def _map(scope: Scope, risks: list[Any]) -> HeatMap:
    profile = scope.ws.profile
    before = _grouped((r for r in risks if _before(r)), _before)
    after = _grouped((r for r in risks if _after(r)), _after)
    moved = Counter((_before(r), _after(r)) for r in risks if _before(r) and _after(r) and _before(r) != _after(r))
    sizes = range(1, len(profile.scale("likelihood")) + 1), range(1, len(profile.scale("consequence")) + 1)
    judged, again = sum(map(len, before.values())), sum(map(len, after.values()))
    return HeatMap(
        _("Risk map before and after the measures"),
        {spot: numbers.count(_ids(own)) for spot, own in before.items()},
        {spot: numbers.count(_ids(own)) for spot, own in after.items()},
        tuple((*move, number) for move, number in sorted(moved.items())),
        {(left, right): profile.level(left * right) for left in sizes[0] for right in sizes[1]},
        {level: profile.level_word(level) for level in LEVELS},
        _("Likelihood"), _("Consequence"),
        _("{judged} of {n} risks are assessed, {again} also after the measures.", judged=judged, n=len(risks), again=again),
    )  # fmt: skip


def _before(risk: Any) -> Spot | None:
    return (risk["likelihood"], risk["consequence"]) if risk["likelihood"] and risk["consequence"] else None


def _after(risk: Any) -> Spot | None:
    return (risk["residual_likelihood"], risk["residual_consequence"]) if risk["residual_likelihood"] and risk["residual_consequence"] else None


# --- levels and scores -------------------------------------------------------------------------------------------


def _levels(scope: Scope, title: Localised, label: Localised, groups: Groups, every: list[Any]) -> Table:
    words = [scope.ws.profile.level_word(level) for level in LEVELS]
    columns = (
        Column(label, 3), Column(_("Risks"), number=True), *(Column(word, number=True) for word in words),
        Column(_("Mean score before"), number=True), Column(_("Mean score after"), number=True),
        *(Column(_("{level} after", level=word), number=True) for word in words),
    )  # fmt: skip
    note = _("The mean scores are over the risks that are assessed both before and after the measures.")
    rows = tuple((name, *_line(own)) for name, own in groups)
    return Table(title, columns, rows, note, (_("Together"), *_line(every)))


def _line(own: list[Any]) -> tuple[Cell, ...]:
    both = [risk for risk in own if risk["score"] and risk["residual_score"]]
    return (
        numbers.count(_ids(own)), *_at_levels(own, "level"), numbers.mean([r["score"] for r in both], _ids(both)),
        numbers.mean([r["residual_score"] for r in both], _ids(both)), *_at_levels(own, "residual_level"),
    )  # fmt: skip


def _at_levels(own: list[Any], field: str) -> list[Figure]:
    found = _grouped(own, lambda risk: risk[field])
    return [numbers.count(_ids(found.get(level, ()))) for level in LEVELS]


def _highest(scope: Scope, risks: list[Any]) -> Table:
    """The highest risks, and after them those whose consequence is critical: a low product does not hide them."""
    critical = scope.ws.profile.critical_consequence
    scored = sorted((risk for risk in risks if risk["score"]), key=lambda risk: (-risk["score"], risk["unit"], risk["title"] or ""))
    shown = [risk for place, risk in enumerate(scored) if place < TOP or risk["consequence"] == critical]
    rows = tuple(
        (scope.name(risk["unit"]), Link(risk["title"] or "–", "risk", risk["id"]), chosen(scope, "risk", "category", risk["category"]),
         numbers.exact(risk["score"]), scope.ws.profile.level_word(risk["level"]),
         Text.of(scope.ws.profile.data["critical_consequence_label"]) if risk["consequence"] == critical else None, numbers.exact(risk["residual_score"]))
        for risk in shown
    )  # fmt: skip
    columns = (
        Column(_("Unit"), 2), Column(_("Risk"), 4), Column(_("Risk category"), 1.3), Column(_("Score"), 0.7, number=True),
        Column(_("Risk level")), Column(_("Consequence"), 1.2), Column(_("Residual score"), 0.8, number=True),
    )  # fmt: skip
    return Table(_("The highest risks"), columns, rows, _("The {n} highest, and besides them all with a critical consequence.", n=TOP))


# --- measures ----------------------------------------------------------------------------------------------------


class Measure(NamedTuple):
    """A measure against the risk `id`, with the day by which it is to be done."""

    id: str
    state: str
    due: str | None
    done_on: str | None


def _in_time(scope: Scope, units: Mapping[str, list[Any]]) -> Table:
    """The measures whose day has come: done by it, done later, not done."""
    terms = Terms(scope.ws.profile)
    measures: dict[str, list[Measure]] = defaultdict(list)
    for item in scope.items("risk", "measures", ("deadline", "period"), ("due", "state", "done_on")):
        due = terms.due(item["item_due"], item["deadline"], item["period"] or scope.period)
        measures[item["unit"]].append(Measure(item["id"], item["item_state"] or "", due and due.isoformat(), item["item_done_on"]))
    today = scope.today.isoformat()
    rows = tuple((scope.name(code), *_measures(measures.get(code, []), today)) for code in units)
    every = [item for own in measures.values() for item in own]
    columns = (
        Column(_("Unit"), 3), Column(_("Measures"), number=True), Column(_("Done"), number=True),
        Column(_("Day has come"), number=True), Column(_("Done in time"), number=True), Column(_("Overdue today"), number=True),
    )  # fmt: skip
    note = _("In time: done by its day, else by that of the risk, of the measures whose day has come; a deadline in words has "
             "the last day of its year. What was done on a day that nobody wrote down is not counted as done in time.")  # fmt: skip
    return Table(_("Measures in time"), columns, rows, note, (_("Together"), *_measures(every, today)))


def _measures(own: list[Measure], today: str) -> tuple[Cell, ...]:
    done = [m for m in own if m.state == "done" or m.done_on]
    due = [m for m in own if m.due and m.due < today and m.state not in DROPPED]
    in_time = [m for m in due if m.done_on and m.done_on <= m.due]
    late = [m for m in due if m.state != "done" and not m.done_on]
    return (
        Figure(len(own), Text.of(str(len(own))), records=_of_items(own)), numbers.percent(len(done), len(own), _of_items(done)),
        Figure(len(due), Text.of(str(len(due))), records=_of_items(due)), numbers.percent(len(in_time), len(due), _of_items(in_time)),
        Figure(len(late), Text.of(str(len(late))), records=_of_items(late)),
    )  # fmt: skip


def _of_items(items: Iterable[Any]) -> dict[str, tuple[str, ...]]:
    return {"risk": tuple(dict.fromkeys(item.id for item in items))}


# --- the years ---------------------------------------------------------------------------------------------------


def _years(scope: Scope) -> list[Table | Chart]:
    """How many risks of each level there were in the last years; nothing where there is one year alone."""
    scopes = [scope, *filter(None, (scope.before(back) for back in range(1, scope.ws.profile.report_rules.years)))]
    found = {each.period: [risk for risk in each.rows("risk", _FIELDS) if risk["period"]] for each in reversed(scopes)}
    found = {period: own for period, own in found.items() if own}
    if len(found) < 2:
        return []
    words = [scope.ws.profile.level_word(level) for level in LEVELS]
    rows = []
    before = Figure(None)
    for period, own in found.items():
        high = [risk for risk in own if risk["level"] == "high"]
        share = numbers.percent(len(high), len(own), _ids(high))
        scored = [risk for risk in own if risk["score"]]
        rows.append((period, numbers.count(_ids(own)), *_at_levels(own, "level"), share, numbers.points(share, before),
                     numbers.mean([risk["score"] for risk in scored], _ids(scored))))  # fmt: skip
        before = share
    columns = (
        Column(_("Period")), Column(_("Risks"), number=True), *(Column(word, number=True) for word in words),
        Column(_("Share of high risks"), 1.4, number=True), Column(_("Change, percentage points"), number=True),
        Column(_("Mean score"), number=True),
    )  # fmt: skip
    series = tuple(
        Series(word, tuple(sum(risk["level"] == level for risk in own) for own in found.values()), level=level)
        for level, word in zip(LEVELS, words, strict=True)
    )
    return [Table(_("Levels by year"), columns, tuple(rows)), Chart(_("Levels by year"), "stacked", tuple(found), series)]

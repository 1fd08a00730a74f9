"""R13: what surveys say: means, shares of the satisfied, response, sections, the index CSI and its change.

Groups smaller than the survey's smallest are never shown, nor is one that could be worked out from the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, _
from qms_desktop.models.satisfaction import SCALE
from qms_desktop.services.reports import numbers
from qms_desktop.services.reports.naming import chosen
from qms_desktop.services.reports.registry import ReportKind
from qms_desktop.services.reports.report import Cell, Chart, Column, Figure, Part, Report, Series, Table
from qms_desktop.services.reports.scope import Scope
from qms_desktop.store.picking import Row

TOLD = 12
"""So many surveys are told with their questions."""

LISTED = 200
"""So many are listed."""

_SCORES = dict(zip(SCALE, (5, 4, 3, 2, 1), strict=True))
_FIELDS = ("title", "group", "number", "period", "population", "answered", "least_group", "previous", "begins_on", "state")
_RESULT = ("survey", "question", "section", "weight", "of_unit", "programme", "year", *SCALE, "hard_to_say", "least_group")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a question, or to several, as counts; `records` are the results that they were summed from."""

    n: int
    total: int
    satisfied: int
    least: int
    weight: Decimal
    records: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.n >= self.least

    @property
    def mean(self) -> Decimal | None:
        return Decimal(self.total) / self.n if self.n and self.is_shown else None


def summary(scope: Scope, kind: ReportKind) -> Report:
    """R13: the surveys of the period by group and one by one; each of a few with its questions, sections and units."""
    every = {row["id"]: row for row in scope.rows("survey", _FIELDS, every_unit=True, every_period=True)}
    results: dict[str, list[Any]] = defaultdict(list)
    for row in scope.rows("survey_result", _RESULT, every_unit=True, every_period=True):
        if scope.codes is None or {row["unit"], row["of_unit"]} & scope.codes:
            results[row["survey"]].append(row)
    surveys = [
        row for row in scope.rows("survey", _FIELDS, every_unit=True)
        if scope.codes is None or row["unit"] in scope.codes or results[row["id"]]
    ]  # fmt: skip
    surveys.sort(key=lambda each: (each["group"] or "", each["begins_on"] or "", each["title"] or ""))
    few = len(surveys) <= TOLD
    before = _before(surveys, every)
    parts: list[Part] = [_by_group(scope, surveys, results), _overview(scope, surveys[:LISTED], before, results)]
    for survey in surveys if few else ():
        if results[survey["id"]]:
            last = before[survey["id"]]
            parts += _one(scope, survey, results[survey["id"]], results[last["id"]] if last else [])
    notes = [_("Groups smaller than the smallest that a survey shows are left out, so that nobody can be told from the figures.")]
    if not few:
        notes.append(_("There are {n} surveys: choose a unit to see their questions.", n=len(surveys)))
    return scope.report(kind.id, kind.title, parts, kinds=("survey",), forms=(), notes=notes)


def _before(surveys: list[Row], every: dict[str, Row]) -> dict[str, Row | None]:
    """For each survey the last one of its group: that which it names, else the unit's latest of an earlier period."""
    alike: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in every.values():
        if row["period"]:
            alike[row["group"], row["unit"]].append(row)

    def last(survey: Row) -> Row | None:
        earlier = (each for each in alike[survey["group"], survey["unit"]] if each["period"] < (survey["period"] or ""))
        return max(earlier, key=lambda each: (each["period"], each["begins_on"] or ""), default=None)

    return {survey["id"]: every.get(survey["previous"]) or last(survey) for survey in surveys}


# --- counting ----------------------------------------------------------------------------------------------------


def counted(rows: Iterable[Any], least: int | None = None) -> Answers:
    """The answers of several results together; “hard to say” is no answer."""
    own = list(rows)
    counts = {step: sum(row[step] or 0 for row in own) for step in SCALE}
    weight = next((numbers.decimal(row["weight"]) for row in own if row["weight"] is not None), None)
    return Answers(
        sum(counts.values()), sum(counts[step] * score for step, score in _SCORES.items()), counts["five"] + counts["four"],
        max([least or 1, *(row["least_group"] or 1 for row in own)]), Decimal(1) if weight is None else weight, tuple(row["id"] for row in own),
    )  # fmt: skip


def questions(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """The results of each question, by its folded words; a result over all is not summed with those of its parts."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[search_fold(row["question"] or "")].append(row)
    return {key: [row for row in own if not _is_part(row)] or own for key, own in found.items()}


def _is_part(row: Any) -> bool:
    return bool(row["of_unit"] or row["programme"] or row["year"])


def csi(answers: Iterable[Answers]) -> Figure:
    """Σ(w·mean)/Σw ÷ 5 · 100 over the questions that are shown."""
    own = [each for each in answers if each.mean is not None]
    weights = sum((each.weight for each in own), Decimal(0))
    if not weights:
        return Figure(None)
    total = sum((each.weight * each.mean for each in own if each.mean is not None), Decimal(0))
    records = {"survey_result": tuple(dict.fromkeys(record for each in own for record in each.records))}
    return numbers.number(total / weights / 5 * 100, records, suffix=" %")


# --- tables ------------------------------------------------------------------------------------------------------


def _by_group(scope: Scope, surveys: list[Any], results: dict[str, list[Any]]) -> Table:
    """The groups surveyed, each over all its surveys: questions of the same wording are one."""
    by_group: dict[str | None, list[Any]] = defaultdict(list)
    for survey in surveys:
        by_group[survey["group"]].append(survey)
    rows = []
    for group, own in by_group.items():
        counted_ones = [each for each in own if each["answered"] is not None and each["population"]]
        asked = questions(row for each in own for row in results[each["id"]])
        least = max((each["least_group"] or 1 for each in own), default=1)
        rows.append((
            chosen(scope, "survey", "group", group), numbers.count({"survey": [each["id"] for each in own]}),
            numbers.percent(sum(each["answered"] for each in counted_ones), sum(each["population"] for each in counted_ones),
                            {"survey": [each["id"] for each in counted_ones]}),
            csi(counted(found, least) for found in asked.values()),
        ))  # fmt: skip
    columns = (
        Column(_("Group surveyed"), 3), Column(_("Surveys"), number=True), Column(_("Response rate"), 1.5, number=True),
        Column(_("CSI"), number=True),
    )  # fmt: skip
    return Table(_("Surveys by group"), columns, tuple(rows))


def _overview(scope: Scope, surveys: list[Row], before: dict[str, Row | None], results: dict[str, list[Any]]) -> Table:
    rows = []
    for survey in surveys:
        last = before[survey["id"]]
        now = csi(map(counted, questions(results[survey["id"]]).values()))
        was = csi(map(counted, questions(results[last["id"]]).values())) if last else Figure(None)
        rate = numbers.percent(survey["answered"], survey["population"]) if survey["answered"] is not None and survey["population"] else Figure(None)
        rows.append((
            chosen(scope, "survey", "group", survey["group"]), survey["title"] or "", numbers.exact(survey["answered"], {"survey": (survey["id"],)}),
            numbers.exact(survey["population"]), rate, now, was, numbers.points(now, was),
        ))  # fmt: skip
    columns = (
        Column(_("Group surveyed"), 1.4), Column(_("Survey"), 3), Column(_("Answered, n"), number=True), Column(_("Whole group, N"), number=True),
        Column(_("Response rate"), 1.4, number=True), Column(_("CSI"), number=True), Column(_("CSI of the last survey"), number=True),
        Column(_("Change, percentage points"), number=True),
    )  # fmt: skip
    note = _("CSI = Σ(weight × mean) ÷ Σ weight ÷ 5 × 100, over the questions of the scale.")
    return Table(_("Surveys of the period"), columns, tuple(rows), note)


def _one(scope: Scope, survey: Any, rows: list[Any], before: list[Any]) -> list[Part]:
    """The questions of a survey, its sections and units."""
    asked = questions(rows)
    found = {key: counted(own, survey["least_group"]) for key, own in asked.items()}
    was = {key: counted(own, survey["least_group"]).mean for key, own in questions(before).items()}
    parted = any(own[0]["section"] for own in asked.values())
    lines = tuple(
        (*([asked[key][0]["section"] or ""] if parted else ()), asked[key][0]["question"] or "", *_cells(each), _change(each.mean, was.get(key)))
        for key, each in found.items()
    )
    columns = (
        *([Column(_("Section"), 1.4)] if parted else ()), Column(_("Question"), 4), Column(_("n"), number=True), Column(_("Mean"), number=True),
        Column(_("Share of 4 and 5"), 1.4, number=True), Column(_("Change of the mean"), number=True),
    )  # fmt: skip
    means = tuple(None if each.mean is None else numbers.rounded(each.mean) for each in found.values())
    parts: list[Part] = [
        Table(_("{survey}: questions", survey=survey["title"] or ""), columns, lines),
        Chart(_("{survey}: mean answers", survey=survey["title"] or ""), "bars", tuple(own[0]["question"] or "" for own in asked.values()),
              (Series(_("Mean"), means),), most=5),
    ]  # fmt: skip
    sections = _sections(survey, asked, found)
    parts += [sections] if len(sections.rows) > 1 else []
    units = _units(scope, survey, rows)
    return [*parts, units] if len(units.rows) > 1 else parts


def _cells(each: Answers) -> tuple[Cell, ...]:
    records = {"survey_result": each.records}
    if not each.is_shown:
        hidden = Figure(None, _("fewer than {n}", n=each.least)) if each.n else Figure(None)
        return hidden, Figure(None), Figure(None)
    return (
        numbers.exact(each.n, records), numbers.number(each.mean, records), numbers.percent(each.satisfied, each.n, records),
    )  # fmt: skip


def _change(now: Decimal | None, was: Decimal | None) -> Figure:
    if now is None or was is None:
        return Figure(None)
    return numbers.number(numbers.rounded(now) - numbers.rounded(was), signed=True)


def _sections(survey: Any, asked: dict[str, list[Any]], found: dict[str, Answers]) -> Table:
    """The means of the questions of each section."""
    by_section: dict[str, list[Answers]] = defaultdict(list)
    for key, own in asked.items():
        by_section[own[0]["section"] or ""].append(found[key])
    rows = tuple(
        (section or _("not stated"), str(len(own)),
         numbers.mean([each.mean for each in own if each.mean is not None],
                      {"survey_result": [record for each in own for record in each.records]}), csi(own))
        for section, own in by_section.items()
    )  # fmt: skip
    columns = (Column(_("Section"), 4), Column(_("Questions"), number=True), Column(_("Mean of the questions"), 1.4, number=True),
               Column(_("CSI"), number=True))  # fmt: skip
    return Table(_("{survey}: sections", survey=survey["title"] or ""), columns, rows)


def _units(scope: Scope, survey: Any, rows: list[Any]) -> Table:
    """The index of every unit; where one alone is too small, the next smallest is left out with it."""
    by_unit: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row["of_unit"]:
            by_unit[row["of_unit"]].append(row)
    asked = {code: [counted(own, survey["least_group"]) for own in questions(found).values()] for code, found in by_unit.items()}
    size = {code: max((each.n for each in own), default=0) for code, own in asked.items()}
    hidden = {code for code, own in asked.items() if not all(each.is_shown for each in own)}
    if len(hidden) == 1 and len(size) > 1:
        hidden.add(min(size.keys() - hidden, key=lambda code: (size[code], code)))
    lines = []
    for unit in scope.named(asked):
        own = asked[unit.code]
        together = [each.mean for each in own if each.mean is not None]
        records = {"survey_result": [record for each in own for record in each.records]}
        figures: tuple[Cell, ...] = (Figure(None, _("left out")), Figure(None), Figure(None))
        if unit.code not in hidden:
            figures = numbers.exact(size[unit.code], records), numbers.mean(together, records), csi(own)
        lines.append((unit.name, *figures))
    columns = (Column(_("Unit surveyed"), 4), Column(_("n"), number=True), Column(_("Mean of the questions"), 1.4, number=True),
               Column(_("CSI"), number=True))  # fmt: skip
    title: Localised = _("{survey}: units", survey=survey["title"] or "")
    return Table(title, columns, tuple(lines))

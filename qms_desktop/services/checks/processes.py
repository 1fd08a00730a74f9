"""Processes and their indicators: clauses 4.4 and 9.1."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from qms_desktop.core import periods
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _
from qms_desktop.services.checks.rule import FIELD, Find, Rule, lacking, late, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

_PERIOD_OF = {"month": "month", "quarter": "quarter", "semester": "semester"}
"""How often an indicator is measured, and the periods that follow from it; a year is the profile's own."""
_ALL = re.compile(r"\b(?:бардык|баары|бүт)\b|\bвсе\b|\beverybody\b|\beveryone\b|\ball (?:staff|employees)\b", re.IGNORECASE)
"""Words by which everybody is named, and so nobody."""
_BEFORE_THE_END = dt.timedelta(days=30)
"""So long before the end of the year its results are awaited."""


def _without_card(look: Look) -> Iterator[Row]:
    """The processes of the institution's register that nobody described."""
    cards = look.records("process", all_years=True)
    named = {search_fold(card["name"]) for card in cards} | {card["number"] for card in cards}
    for seed in look.profile.processes:
        if seed.number not in named and not named & {search_fold(name) for name in seed.name.texts().values()}:
            yield from (row | {FIELD: seed.id} for row in look.of_office(f"{seed.number} {seed.name.text(look.language)}"))


def _without_indicator(look: Look) -> Iterator[Row]:
    measured = {row["process"] for row in look.records("indicator", "process", all_years=True)}
    return (row for row in look.records("process", empty=("indicators",)) if row["id"] not in measured)


def _vacant(look: Look) -> Iterator[Row]:
    for row in look.records("process", "owners", filled=("owners",)):
        vacant = [owner["position"] for owner in row["owners"] if owner.get("position") and not owner.get("name")]
        if vacant:
            yield said(row, position=", ".join(vacant))


def _gone_owner(look: Look) -> Iterator[Row]:
    """Cards whose manager has left the unit."""
    left = {(row["unit"], search_fold(row["name"])) for row in look.records("person", "left_on", all_years=True, filled=("left_on", "name"))
            if row["left_on"] <= look.day}  # fmt: skip
    stay = {(row["unit"], search_fold(row["name"])) for row in look.records("person", "left_on", all_years=True, empty=("left_on",), filled=("name",))}
    for row in look.records("process", "owners", filled=("owners",)):
        gone = [owner["name"] for owner in row["owners"] if (row["unit"], search_fold(owner.get("name") or "")) in left - stay]
        if gone:
            yield said(row, person=", ".join(gone))


def _everybody(look: Look) -> Iterator[Row]:
    for row in look.records("process", "owners", filled=("owners",)):
        found = next((owner["position"] for owner in row["owners"] if _ALL.search(owner.get("position") or "")), None)
        if found:
            yield said(row, words=found)


def _same_number(look: Look) -> Iterator[Row]:
    """Two cards of one unit, or two processes of the printed register, under one number: a label, not a key."""
    by_number: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in look.records("process", filled=("number",)):
        by_number[row["unit"], row["number"]].append(row)
    for (_unit, number), rows in by_number.items():
        if len(rows) > 1:
            yield from (said(row, number=number, n=len(rows)) for row in rows)
    printed = Counter(seed.number for seed in look.profile.processes)
    for seed in look.profile.processes:
        if printed[seed.number] > 1:
            for row in look.of_office(f"{seed.number} {seed.name.text(look.language)}"):
                yield said(row | {FIELD: seed.id}, number=seed.number, n=printed[seed.number])


def _review_late(look: Look) -> Iterator[Row]:
    return (late(look, row, row["review_due"]) for row in look.records("process", "review_due", before={"review_due": look.day}))


def _clause_missing(look: Look) -> Iterable[Row]:
    return look.records("process", empty=("clauses",))


def _risks_named(look: Look) -> set[str | None]:
    return {row["process"] for row in look.records("risk", "process")}


def _without_risk(look: Look) -> Iterator[Row]:
    named = _risks_named(look)
    by_name = set(map(search_fold, filter(None, named)))
    for seed in look.profile.processes:
        if seed.id in named:
            by_name |= {search_fold(name) for name in seed.name.texts().values()}
    for row in look.records("process"):
        if row["id"] not in named and search_fold(row["name"]) not in by_name:
            yield row


def _without_work_plan(look: Look) -> Iterator[Row]:
    planned = {row["process"] for row in look.records("plan", "process", equal={"plan_kind": "process"})}
    return (row for row in look.records("process") if row["id"] not in planned and row["name"] not in planned)


def _not_measured(kind: str) -> Find:
    """Finds what has no value for the last part of the year in which it was to be measured."""

    def find(look: Look) -> Iterator[Row]:
        first_day = look.year[0]
        values: dict[str, list[Row]] = defaultdict(list)
        for row in look.records("measurement", kind, "measured_on", "part", all_years=True, filled=(kind,),
                                since={"measured_on": first_day}):  # fmt: skip
            values[row[kind]].append(row)
        for row in look.records(kind, "frequency", "measured_on", filled=("frequency",)):
            part = _awaited(look, row["frequency"])
            if part is None:
                continue
            days = [value["measured_on"] for value in values[row["id"]]] + [row["measured_on"] or ""]
            told = any(value["part"] == part.code for value in values[row["id"]])
            if not told and not any(part.first.isoformat() <= day for day in days):
                yield said(row, period=part.code)

    return find


def _awaited(look: Look, frequency: str) -> periods.Period | None:
    """The last part of this year whose value is awaited: one that is over, or the year shortly before its end."""
    profile, first = look.profile, look.profile.period_of(look.today)[0]
    kind = _PERIOD_OF.get(frequency)
    if kind is None:
        year = periods.period_at(profile, profile.period_kind, look.today)
        return year if look.today > year.last - _BEFORE_THE_END else None
    part = periods.period_at(profile, kind, look.today)
    part = periods.period_at(profile, kind, part.first - dt.timedelta(days=1))
    return part if part.first >= first else None


RULES = (
    Rule("process.no_card", "observation", "process", "4.4", _("A process of the register has no card"),
         _("Ask the unit that manages it to fill in a card."), _without_card),
    Rule("process.no_owner", "nonconformity", "process", "4.4.1", _("A process without an owner"),
         _("Name the position that answers for the process."), lacking("process", "owners"), "owners"),
    Rule("process.no_indicator", "nonconformity", "process", "4.4.1", _("A process that nobody measures"),
         _("Name at least one indicator with its target."), _without_indicator, "indicators"),
    Rule("process.no_inputs", "nonconformity", "process", "4.4.1", _("A process without inputs"),
         _("Write what the process begins with, and from whom it comes."), lacking("process", "inputs"), "inputs"),
    Rule("process.no_outputs", "nonconformity", "process", "4.4.1", _("A process without outputs"),
         _("Write what comes of the process, and for whom."), lacking("process", "outputs"), "outputs"),
    Rule("process.no_resources", "observation", "process", "7.1", _("A process without resources"),
         _("Name people, rooms, equipment, information, money."), lacking("process", "resources"), "resources"),
    Rule("process.no_purpose", "observation", "process", "4.4.1", _("A process without an objective"),
         _("Say in one sentence what the process is there for."), lacking("process", "purpose"), "purpose"),
    Rule("process.vacant", "hint", "process", "5.3", _("A manager of a process is named by the position alone"),
         _("Add the name, or say that the position is vacant."), _vacant, "owners", _("Without a name: {position}.")),
    Rule("process.owner_left", "observation", "process", "5.3", _("The manager of a process has left"),
         _("Name who manages it now."), _gone_owner, "owners", _("Left: {person}.")),
    Rule("process.everybody", "observation", "process", "5.3", _("Everybody answers for a process, and so nobody"),
         _("Name one position, or a few."), _everybody, "owners", _("It says “{words}”.")),
    Rule("process.same_number", "hint", "process", "7.5", _("One number on several processes"),
         _("Both stay as they are; ask the QA office whether it is a slip of print."), _same_number, "number",
         _("The number {number}; cards that bear it: {n}.")),
    Rule("process.no_clause", "hint", "process", "4.4", _("A process that names no clause of the standard"),
         _("Name the clauses: auditors look for them."), _clause_missing, "clauses"),
    Rule("process.no_risk", "observation", "process", "6.1", _("A process whose risks nobody considered"),
         _("Add a risk of this process to the passport, or say why there is none."), _without_risk),
    Rule("process.no_work_plan", "hint", "process", "6.2.2", _("A process without a work plan for the year"),
         _("Make a plan of the kind “process” with its measures and their completion."), _without_work_plan),
    Rule("process.review_late", "observation", "process", "7.5.2", _("The review of a process card is late"),
         _("Review the card and set the next date."), _review_late, "review_due",
         _("Due on {due}; days late: {days}.")),
    Rule("indicator.no_method", "observation", "indicator", "9.1.1", _("An indicator that does not say how it is measured"),
         _("Write the formula or the method, so that everybody reads the result alike."), lacking("indicator", "method", "formula"),
         "method"),
    Rule("indicator.no_target", "observation", "indicator", "9.1.1", _("An indicator without a target"),
         _("Write which value is good enough."), lacking("indicator", "target"), "target"),
    Rule("indicator.not_measured", "nonconformity", "indicator", "9.1.1", _("An indicator that was not measured in time"),
         _("Enter the value with its date."), _not_measured("indicator"), "actual", _("There is no value for {period}.")),
    Rule("objective.not_measured", "nonconformity", "objective", "9.1.1", _("An objective that was not measured in time"),
         _("Enter the value with its date."), _not_measured("objective"), "entered", _("There is no value for {period}.")),
)  # fmt: skip

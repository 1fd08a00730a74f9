"""Policy, objectives, plans and context: clauses 4.1, 5.2, 6.2 and 6.3."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from qms_desktop.core import periods
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.figures import reached
from qms_desktop.services import institution
from qms_desktop.services.checks.rule import FIELD, Find, Mend, Rule, lacking, late, said
from qms_desktop.services.look import Look
from qms_desktop.services.workspace import ALL
from qms_desktop.store.picking import Row

_SHARES = ("%", "пайыз", "процент", "per cent", "percent")
_YEARS = {"academic_year": "calendar_year", "calendar_year": "academic_year"}
_COUNCIL_PLANS = ("qms", "quality")
"""The plans that the council discusses before they are approved."""

FEASTS_AHEAD = dt.timedelta(days=120)
"""So long before a feast that follows the moon its date is asked for: terms in working days and the plans of the term reach it."""


def _without_objectives(look: Look) -> Iterator[Row]:
    return iter(look.units_without("objective"))


def _hanging_on_nothing(look: Look) -> Iterator[Row]:
    """What a unit sets itself follows from above; the university's own objectives follow from the policy."""
    for row in look.records("objective", "level", empty=("parent", "strategic_direction")):
        if row["level"] != "university" and row["unit"] not in (OFFICE, ALL):
            yield row


def _unexplained(look: Look) -> Iterator[Row]:
    figures = ("achieved", "actual", "target", "target_to", "direction")
    for row in look.records("objective", *figures, filled=("achieved",), empty=("deviation_cause",), before={"due": look.day}):
        if reached(row) is False:
            yield said(row, achieved=row["achieved"])


def _undecided(look: Look) -> Iterator[Row]:
    figures = ("achieved", "actual", "target", "target_to", "direction")
    for row in look.records("objective", *figures, filled=("achieved",), empty=("decision",), before={"due": look.day}):
        if reached(row) is False:
            yield said(row, achieved=row["achieved"])


def _moved_targets(look: Look) -> Iterator[Row]:
    """Objectives that were measured against another target than they have now: the earlier one must stay visible."""
    earlier: dict[str, Row] = {}
    for row in sorted(look.records("measurement", "objective", "target", "measured_on", all_years=True, filled=("objective", "target")),
                      key=lambda row: row["measured_on"] or ""):  # fmt: skip
        earlier.setdefault(row["objective"], row)
    for row in look.records("objective", "target", filled=("target",)):
        first = earlier.get(row["id"])
        if first is not None and Decimal(first["target"]) != Decimal(row["target"]):
            yield said(row, old=first["target"], now=row["target"])


def _without_result(look: Look) -> Iterator[Row]:
    for row in look.records("objective", "due", empty=("actual",), before={"due": look.day}):
        yield late(look, row, row["due"])


def _of_nobody(look: Look) -> Iterator[Row]:
    count = Counter(row["id"] for row in look.items("objective", "measures", (), (), items={"empty": ("responsible",)}))
    return (said(row, n=count[row["id"]]) for row in look.records("objective") if row["id"] in count)


def _overdue(kind: str) -> Find:
    def find(look: Look) -> Iterator[Row]:
        for row in look.items(kind, "measures", (), ("due", "state"), items={"before": {"due": look.day}, "empty": ("evidence",)}):
            if row["item_state"] in (None, "planned", "in_progress"):
                yield late(look, row, row["item_due"])

    return find


def _without_counts(kind: str) -> Find:
    """Finds shares that were entered as a bare percentage."""

    def find(look: Look) -> Iterator[Row]:
        for row in look.records(kind, "measured_in", "entered", "numerator", "denominator", filled=("entered", "measured_in")):
            unit = row["measured_in"].casefold()
            if any(word in unit for word in _SHARES) and not (row["numerator"] and row["denominator"]):
                yield said(row, value=row["entered"])

    return find


def _other_year(kind: str) -> Find:
    """Finds records of a calendar year where the institution counts academic ones, or the other way round."""

    def find(look: Look) -> Iterator[Row]:
        other = periods.period_at(look.profile, _YEARS.get(look.profile.period_kind, "calendar_year"), look.today)
        if look.profile.period_kind in _YEARS:
            for row in look.records(kind, equal={"period": other.code}):
                yield said(row, period=other.code, ours=look.period)

    return find


def _not_discussed(look: Look) -> Iterator[Row]:
    return iter(look.records("plan", empty=("discussed_on",), among={"plan_kind": _COUNCIL_PLANS}))


def _policy_unknown(look: Look) -> Iterator[Row]:
    told = {row["id"] for row in look.items("policy", "communications", (), ("audience",), all_years=True)}
    return (row for row in look.records("policy", among={"state": ("approved", "in_force")}) if row["id"] not in told)


def _no_policy(look: Look) -> Iterator[Row]:
    if not look.records("policy", among={"state": ("approved", "in_force")}):
        yield from look.of_office()


def _no_climate(look: Look) -> Iterator[Row]:
    if not look.records("context", equal={"area": "climate"}, all_years=True):
        yield from look.of_office()


def _feasts_expected(look: Look) -> Iterator[Row]:
    """The feasts of the coming months whose date nobody has confirmed."""
    look.kinds.add(institution.KIND)
    ahead = look.today + FEASTS_AHEAD
    for year in range(look.today.year, ahead.year + 1):
        for feast in look.profile.calendar.unconfirmed(year):
            if look.today <= feast.day <= ahead:
                name = feast.name.text(look.language)
                yield from (said(row | {FIELD: feast.day.isoformat()}, date=format_date(feast.day), name=name) for row in look.of_office(name))


RULES = (
    Rule("policy.none", "nonconformity", "policy", "5.2", _("There is no quality policy in force"),
         _("Enter the policy with its edition and the council’s decision."), _no_policy),
    Rule("policy.unknown", "observation", "policy", "5.2.2", _("Nobody was told of the quality policy"),
         _("Enter when and how it was made known to staff and students."), _policy_unknown, "communications"),
    Rule("context.no_climate", "observation", "context", "4.1", _("Nothing is concluded about climate change"),
         _("Since amendment 1:2024 a conclusion is asked for, even if it is “not relevant”."), _no_climate, "area"),
    Rule("context.no_conclusion", "hint", "context", "4.1", _("A factor of the context without a conclusion"),
         _("Write what follows from it: a risk, an objective, or nothing."), lacking("context", "conclusion", "risk", "objective"),
         "conclusion"),
    Rule("unit.no_objectives", "nonconformity", "objective", "6.2.1", _("A unit without quality objectives for the year"),
         _("Enter at least one objective with its indicator and target."), _without_objectives),
    Rule("objective.no_target", "nonconformity", "objective", "6.2.1", _("An objective without a target"),
         _("Write the value that shall be reached."), lacking("objective", "target"), "target"),
    Rule("objective.no_baseline", "hint", "objective", "6.2.1", _("An objective without a baseline"),
         _("Write the value at the beginning, so that the way is seen."), lacking("objective", "baseline"), "baseline"),
    Rule("objective.no_indicator", "nonconformity", "objective", "6.2.1", _("An objective without an indicator"),
         _("Write how one sees that it is reached."), lacking("objective", "indicator"), "indicator"),
    Rule("objective.no_policy", "observation", "objective", "6.2.1", _("An objective that names no point of the policy"),
         _("Name the point of the quality policy that it serves."), lacking("objective", "policy_point"), "policy_point"),
    Rule("objective.no_cascade", "hint", "objective", "6.2.1", _("An objective of a unit that hangs on nothing above it"),
         _("Choose the objective of the university, or the strategic direction, that it serves."), _hanging_on_nothing, "parent"),
    Rule("objective.no_responsible", "observation", "objective", "6.2.2", _("An objective that nobody answers for"),
         _("Name a person or a position."), lacking("objective", "responsible"), "responsible"),
    Rule("objective.measure_of_nobody", "observation", "objective", "6.2.2", _("A measure of an objective that nobody answers for"),
         _("Name who carries the measure out."), _of_nobody, "measures", _("Measures without a name: {n}.")),
    Rule("objective.overdue", "observation", "objective", "6.2.2", _("A measure of an objective is late, without a remark"),
         _("Mark it as done, or write why it is late."), _overdue("objective"), "measures", _("Due on {due}; days late: {days}.")),
    Rule("objective.no_result", "nonconformity", "objective", "9.1.1", _("The day of an objective is past and there is no result"),
         _("Enter what was reached."), _without_result, "entered", _("Due on {due}; days late: {days}.")),
    Rule("objective.unexplained", "observation", "objective", "9.1.3", _("An objective that was not reached, without a cause"),
         _("Write why, and what follows from it."), _unexplained, "deviation_cause", _("{achieved} % of the target was reached.")),
    Rule("objective.undecided", "hint", "objective", "9.1.3", _("An objective that was not reached, and nobody decided what becomes of it"),
         _("Choose: go on, change the objective, take a corrective action, or enter a risk."), _undecided, "decision",
         _("{achieved} % of the target was reached.")),
    Rule("objective.target_moved", "observation", "objective", "6.2.1", _("The target of an objective was changed during its period"),
         _("Say why in the cause of the deviation, or set the target back: what was approved is not changed afterwards."), _moved_targets,
         "target", _("It was measured against {old}, the target is {now} now.")),
    Rule("objective.no_counts", "hint", "objective", "9.1.1", _("A percentage without the numbers behind it"),
         _("Enter how many of how many; the program counts the share itself."), _without_counts("objective"), "numerator",
         _("{value} % stands there alone.")),
    Rule("measurement.no_counts", "hint", "measurement", "9.1.1", _("A measured percentage without the numbers behind it"),
         _("Enter how many of how many; the program counts the share itself."), _without_counts("measurement"), "numerator",
         _("{value} % stands there alone.")),
    Rule("objective.other_year", "observation", "objective", "7.5.3", _("An objective for another kind of year"),
         _("Give it the period that the institution counts by: totals do not agree otherwise."), _other_year("objective"), "period",
         _("It is for {period}, the institution counts {ours}.")),
    Rule("measurement.other_year", "observation", "measurement", "7.5.3", _("A measurement for another kind of year"),
         _("Give it the period that the institution counts by: totals do not agree otherwise."), _other_year("measurement"), "period",
         _("It is for {period}, the institution counts {ours}.")),
    Rule("plan.not_discussed", "observation", "plan", "6.2", _("A plan of the quality system that no council discussed"),
         _("Enter the council and the date of its minutes."), _not_discussed, "discussed_on"),
    Rule("plan.not_approved", "nonconformity", "plan", "6.2", _("A plan that was not approved"),
         _("Enter who approved it, and when."), lacking("plan", "approved_on"), "approved_on"),
    Rule("plan.overdue", "observation", "plan", "6.2.2", _("A measure of a plan is late, without a remark"),
         _("Mark it as done, or write why it is late."), _overdue("plan"), "measures", _("Due on {due}; days late: {days}.")),
    Rule("calendar.not_confirmed", "hint", "profile_entry", "8.1", _("A day off whose date nobody has confirmed"),
         _("Once the date is announced, confirm it; where it is another day, change the days off in the profile. Terms are counted by them."),
         _feasts_expected, "", _("{name} is expected on {date}."), Mend(_("Confirm the date"), lambda ws, spot: institution.confirm(ws, spot.field))),
)  # fmt: skip

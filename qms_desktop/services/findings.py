"""What is missing or doubtful in a record, said beside the field: never a refusal, until it is submitted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from qms_desktop.core.fields import ItemsField
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.core.periods import period_called
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind


class Finding(Struct, frozen=True):
    """A sentence about a field of a record. `severity` is `missing`, `doubt`, `late` or `good`."""

    field: str
    severity: str
    sentence: Localised


def findings(kind: Kind, values: dict[str, Any], profile: Profile, today: dt.date | None = None) -> list[Finding]:
    """What a friendly colleague would say of a record, what is missing first."""
    found = [Finding(f.name, "missing", _("Missing: {field}.", field=f.label)) for f in kind.missing(values)]
    for rule in _RULES.get(kind.name, ()):
        found += rule(values, profile, today or dt.date.today())
    return found


def completeness(kind: Kind, records: Iterable[dict[str, Any]]) -> tuple[int, int]:
    """(filled, of how many) required fields over records."""
    filled = total = 0
    required = kind.required_fields
    for values in records:
        missing = len(kind.missing(values))
        total += len(required)
        filled += len(required) - missing
    return filled, total


Rule = Callable[[dict[str, Any], Profile, dt.date], Iterator[Finding]]


def _risk_levels(values: dict[str, Any], profile: Profile, _today: dt.date) -> Iterator[Finding]:
    before, after = values.get("score"), values.get("residual_score")
    if before and after:
        if after > before and not values.get("residual_comment"):
            yield Finding("residual_comment", "doubt",
                          _("The residual risk is higher than the initial one: {before} → {after}. Say why.",
                            before=before, after=after))  # fmt: skip
        elif after == before:
            yield Finding("residual_score", "doubt",
                          _("The residual risk is not lower than the initial one: {before}. The measures changed nothing.",
                            before=before))  # fmt: skip
        elif after < before:
            yield Finding("residual_score", "good",
                          _("The residual risk is lower: {before} before, {after} now.", before=before, after=after))  # fmt: skip
    critical = profile.critical_consequence
    if values.get("consequence") == critical and values.get("level") != "high":
        yield Finding("consequence", "doubt",
                      _("A critical consequence: the risk is shown although its score is only {score}.",
                        score=before or critical))  # fmt: skip


def _measures(values: dict[str, Any], _profile: Profile, today: dt.date) -> Iterator[Finding]:
    for place, measure in enumerate(values.get("measures") or (), start=1):
        if not measure.get("responsible"):
            yield Finding("measures", "doubt", _("Measure {place} has nobody responsible.", place=place))
        if measure.get("state") == "done" and not measure.get("effect"):
            yield Finding("measures", "doubt", _("Measure {place} is done: judge what it brought.", place=place))
        due = measure.get("due")
        if is_iso_date(due) and measure.get("state") != "done":
            days = (today - dt.date.fromisoformat(due)).days
            if days > 0:
                yield Finding("measures", "late",
                              n_("Measure {place} is {n} day late.", "Measure {place} is {n} days late.", days,
                                 place=place))  # fmt: skip


def _completed(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    """A risk whose measures are all done is judged anew."""
    measures = values.get("measures") or ()
    if measures and all(measure.get("state") == "done" for measure in measures) and not values.get("residual_score"):
        yield Finding("residual_likelihood", "doubt", _("All measures are done: judge the residual risk."))


def _process_card(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    inputs, outputs = set(values.get("inputs") or ()), set(values.get("outputs") or ())
    if inputs and inputs & outputs:
        yield Finding("outputs", "doubt", _("The same thing stands among the inputs and the outputs."))


def _checklist(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    verdict = values.get("verdict")
    if verdict and verdict not in ("not_applicable", "not_examined") and not values.get("evidence"):
        yield Finding("evidence", "missing", _("A verdict needs the evidence that was seen."))
    if verdict in ("minor_nc", "major_nc", "observation", "ofi") and not values.get("finding"):
        yield Finding("finding", "missing", _("Write what was found."))
    if verdict == "not_applicable" and not values.get("evidence"):
        yield Finding("evidence", "doubt", _("Say why the question does not apply."))


def _document(values: dict[str, Any], _profile: Profile, today: dt.date) -> Iterator[Finding]:
    due = values.get("review_due")
    if due and values.get("state") == "in_force":
        days = (today - dt.date.fromisoformat(due)).days
        if days > 0:
            yield Finding("review_due", "late",
                          n_("The review is {n} day late.", "The review is {n} days late.", days))  # fmt: skip


def _programme_requirements(values: dict[str, Any], profile: Profile, _today: dt.date) -> Iterator[Finding]:
    day, period = values.get("date"), values.get("period")
    if values.get("analysis_kind") != "programme_requirements" or not day or not period:
        return
    try:
        begins = period_called(profile, period).first
    except ValueError:
        return
    if day >= begins.isoformat():
        yield Finding("date", "doubt", _("The requirements of a programme are analysed before teaching begins: {day}.",
                                         day=format_date(begins)))  # fmt: skip


def _policy(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    """The four things that a policy must contain."""
    for name in ("names_goals", "names_priorities", "commits_to_requirements", "commits_to_improvement"):
        if not values.get(name):
            yield Finding(name, "doubt", _("Check whether the policy contains it: {field}.", field=KINDS["policy"].fields[name].label))


def _indicator(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    if values.get("actual") and not values.get("measured_on"):
        yield Finding("measured_on", "doubt", _("Say when it was measured."))


def _nonconformity(values: dict[str, Any], _profile: Profile, _today: dt.date) -> Iterator[Finding]:
    if values.get("repeat_of"):
        yield Finding("repeat_of", "doubt", _("It repeats an earlier nonconformity of the unit: the cause was not removed then."))


_RULES: dict[str, tuple[Rule, ...]] = {
    "risk": (_risk_levels, _measures, _completed),
    "opportunity": (_measures,),
    "process": (_process_card,),
    "checklist_item": (_checklist,),
    "document": (_document,),
    "indicator": (_indicator,),
    "nonconformity": (_nonconformity,),
    "objective": (_measures,),
    "plan": (_measures,),
    "inspection": (_measures,),
    "analysis": (_measures, _programme_requirements),
    "policy": (_policy,),
}


def is_filled(kind: Kind, values: dict[str, Any], name: str) -> bool:
    """Whether a field holds anything."""
    value = values.get(name)
    return bool(value) if isinstance(kind.fields[name], ItemsField) else value not in (None, "", [])

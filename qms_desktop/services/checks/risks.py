"""Risks and opportunities: clause 6.1."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Joined, Text, _
from qms_desktop.services import passports, university_risks
from qms_desktop.services.checks.rule import Find, Mend, Rule, lacking, late, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

OPEN = ("planned", "in_progress")
MANY = 5
"""So many risks, all in one person's hands, are worth a question."""


def _measures(look: Look) -> list[Row]:
    """The measures of the year's risks."""
    return look.items("risk", "measures", (), ("state",))


def _without_measures(look: Look) -> Iterator[Row]:
    having = {row["id"] for row in _measures(look)}
    return (row for row in look.records("risk") if row["id"] not in having)


def _measure_of_nobody(kind: str) -> Find:
    def find(look: Look) -> Iterator[Row]:
        count = Counter(row["id"] for row in look.items(kind, "measures", (), (), items={"empty": ("responsible",)}))
        return (said(row, n=count[row["id"]]) for row in look.records(kind) if row["id"] in count)

    return find


def _overdue(kind: str, remark: str | None = None) -> Find:
    """Finds records with a measure whose day is past, open, and not a word about it; not those of years long ago.

    What was carried over is asked about in this year's record.
    """

    def find(look: Look) -> Iterator[Row]:
        seen: dict[str, Row] = {old: {} for old in look.followed(kind)}
        fields = (remark,) if remark else ()
        for row in look.items(kind, "measures", fields, ("due", "state"), all_years=True, items={
                "before": {"due": look.day}, "since": {"due": look.years_ago(2)}, "empty": ("evidence",)}):  # fmt: skip
            open_ = row["item_state"] is None or row["item_state"] in OPEN
            if open_ and not (remark and row[remark]) and row["id"] not in seen:
                seen[row["id"]] = late(look, row, row["item_due"])
        yield from filter(None, seen.values())

    return find


def _old_residual(look: Look) -> Iterator[Row]:
    return (late(look, row, row["assessed_on"]) for row in look.records("risk", "assessed_on", before={"assessed_on": look.outlived("risk_review")}))


def _not_lower(look: Look) -> Iterator[Row]:
    for row in look.records("risk", "score", "residual_score", filled=("score", "residual_score"), empty=("residual_comment",)):
        if row["residual_score"] >= row["score"]:
            yield said(row, before=row["score"], after=row["residual_score"])


def _hidden_critical(look: Look) -> Iterator[Row]:
    for row in look.records("risk", "score", "level", equal={"consequence": look.profile.critical_consequence}):
        if row["level"] != "high":
            yield said(row, consequence=look.profile.critical_consequence, score=row["score"] or "–")


def _no_residual(look: Look) -> Iterator[Row]:
    states: dict[str, list[str | None]] = defaultdict(list)
    for row in _measures(look):
        states[row["id"]].append(row["item_state"])
    for row in look.records("risk", "residual_score", empty=("residual_score",)):
        if states[row["id"]] and all(state == "done" for state in states[row["id"]]):
            yield row


def _one_person(look: Look) -> Iterator[Row]:
    named: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    words: dict[str, str] = {}
    for row in look.records("risk", "responsible", filled=("responsible",)):
        count[row["unit"]] += 1
        for name in set(map(search_fold, row["responsible"])):
            named[row["unit"]][name] += 1
        words |= {search_fold(name): name for name in row["responsible"]}
    for unit, names in named.items():
        name, risks = names.most_common(1)[0]
        if risks >= MANY and risks == count[unit]:
            yield said(look.of_unit(unit), person=words[name], n=risks)


def _without_passport(look: Look) -> Iterator[Row]:
    return iter(look.units_without("passport"))


def _without_direction(look: Look) -> Iterator[Row]:
    """The units that keep passports, but not one for each direction that they answer for."""
    kept = look.records("passport", "direction")
    for code, lacking_ in passports.missing(kept, look.units).items():
        if any(row["unit"] == code for row in kept):
            yield said(look.of_unit(code), directions=_directions(look, lacking_))


def _uncovered(look: Look) -> Iterator[Row]:
    """The directions of the institution's activity for which no unit keeps a passport."""
    kept = {row["direction"] for row in look.records("passport", "direction", unit=None)}
    gone = look.profile.withdrawn("activity_directions")
    left = [key for key in look.profile.choices("activity_directions") if key not in kept and key not in gone]
    return iter([said(row, directions=_directions(look, left)) for row in look.of_office()] if left else [])


def _directions(look: Look, keys: Iterable[str]) -> Joined:
    words = look.profile.choices("activity_directions")
    return Joined(tuple(words.get(key) or Text.of(key) for key in keys))


def _double_passports(look: Look) -> Iterator[Row]:
    """Passports of one unit, direction and period, which two computers made without seeing each other."""
    rows = look.records("passport", "direction", "period", filled=("direction",))
    count = Counter((row["unit"], row["direction"], row["period"]) for row in rows)
    for row in rows:
        if count[row["unit"], row["direction"], row["period"]] > 1:
            yield row


def _outside_passports(look: Look) -> Iterator[Row]:
    """Risks and opportunities that belong to no direction's passport, where the unit keeps passports."""
    keeping = {row["unit"] for row in look.records("passport")}
    return (row for row in look.records("risk", empty=("passport",)) if row["unit"] in keeping)


def _empty_passports(look: Look) -> Iterator[Row]:
    used = {row["passport"] for row in look.records("risk", "passport", filled=("passport",))}
    return (row for row in look.records("passport") if row["id"] not in used)


def _rated_otherwise(look: Look) -> Iterator[Row]:
    """Entries of the register whose rating is not the highest of their passports', without a reason."""
    scores = {row["id"]: row["score"] for row in look.records("risk", "score", filled=("score",), unit=None)}
    top: dict[str, int] = {}
    for row in look.items("register_entry", "sources", (), ("risk",)):
        top[row["id"]] = max(scores.get(row["item_risk"], 0), top.get(row["id"], 0))
    for row in look.records("register_entry", "score", filled=("score",), empty=("rating_reason", "replaced_on")):
        if top.get(row["id"]) and row["score"] != top[row["id"]]:
            yield said(row, theirs=top[row["id"]], own=row["score"])


def _not_in_register(look: Look) -> Iterator[Row]:
    """High risks that were accepted but that the university's register does not hold."""
    held = {row["item_risk"] for row in look.items("register_entry", "sources", (), ("risk",), unit=None)}
    return (row for row in look.records("risk", equal={"level": "high", "state": "accepted"}) if row["id"] not in held)


RULES = (
    Rule("risk.no_measure", "nonconformity", "risk", "6.1.2", _("A risk without a measure"),
         _("Write what is done about it, by whom and until when."), _without_measures, "measures"),
    Rule("risk.no_responsible", "nonconformity", "risk", "6.1.2", _("A risk that nobody answers for"),
         _("Name a person or a position, not the unit alone."), lacking("risk", "responsible"), "responsible"),
    Rule("risk.measure_of_nobody", "observation", "risk", "6.1.2", _("A measure of a risk that nobody answers for"),
         _("Name who carries the measure out."), _measure_of_nobody("risk"), "measures", _("Measures without a name: {n}.")),
    Rule("risk.overdue", "nonconformity", "risk", "6.1.2", _("A measure of a risk is late, without a remark"),
         _("Mark it as done, or write why it is late and until when it will be."), _overdue("risk", "residual_comment"), "measures",
         _("Due on {due}; days late: {days}.")),
    Rule("opportunity.overdue", "observation", "opportunity", "6.1.2", _("A measure of an opportunity is late, without a remark"),
         _("Mark it as done, or write why it is late and until when it will be."), _overdue("opportunity", "result"), "measures",
         _("Due on {due}; days late: {days}.")),
    Rule("risk.not_rated", "nonconformity", "risk", "6.1.1", _("A risk that was not rated"),
         _("Choose its likelihood and its consequence."), lacking("risk", "score"), "likelihood"),
    Rule("risk.old_rating", "observation", "risk", "6.1.1", _("A risk that was rated more than a year ago"),
         _("Rate it again and change the date of the assessment."), _old_residual, "assessed_on", _("It was rated on {due}.")),
    Rule("risk.no_residual", "observation", "risk", "6.1.2", _("All measures of a risk are done, but nobody judged what is left"),
         _("Enter the residual likelihood and consequence."), _no_residual, "residual_likelihood"),
    Rule("risk.not_lower", "observation", "risk", "6.1.2", _("A risk that the measures did not lower, without a comment"),
         _("Write why, or choose other measures."), _not_lower, "residual_comment", _("It was {before} before and is {after} now.")),
    Rule("risk.critical", "observation", "risk", "6.1.1", _("A critical consequence that a low score hides"),
         _("Look at it as at a high risk: such a thing must not happen even once."), _hidden_critical, "consequence",
         _("The consequence is {consequence}, the score {score} alone.")),
    Rule("risk.one_person", "hint", "risk", "5.3", _("One person answers for all risks of a unit"),
         _("Share the risks out among those who can do something about them."), _one_person, "responsible",
         _("{person}; risks: {n}.")),
    Rule("risk.outside_passport", "observation", "risk", "6.1", _("A risk that stands in no passport of a direction"),
         _("Choose the passport of its direction of activity."), _outside_passports, "passport"),
    Rule("passport.missing", "nonconformity", "passport", "6.1", _("A unit without a risk passport for the year"),
         _("Make a passport for each direction of the unit’s activity."), _without_passport),
    Rule("passport.direction_missing", "nonconformity", "passport", "6.1", _("A direction of the unit’s activity without a risk passport"),
         _("Make a passport for it, or let the QA office take the direction out of the unit’s record."), _without_direction,
         sentence=_("Without a passport: {directions}.")),
    Rule("passport.uncovered", "observation", "passport", "6.1", _("A direction of the institution’s activity without a risk passport"),
         _("Say in the records of the units which of them answers for the direction, and ask for its passport."), _uncovered,
         sentence=_("No unit keeps a passport for: {directions}.")),
    Rule("passport.double", "nonconformity", "passport", "6.1", _("Two risk passports for one direction of a unit"),
         _("Move the risks into one of them and delete the other."), _double_passports, "direction"),
    Rule("passport.empty", "observation", "passport", "6.1", _("A risk passport of a direction without risks"),
         _("Choose the passport in the risks of this direction, or add some."), _empty_passports),
    Rule("register.not_entered", "observation", "risk", "6.1", _("An accepted high risk that the university’s register does not hold"),
         _("Take it into the university’s risk register."), _not_in_register,
         mend=Mend(_("Take into the register"), lambda ws, spot: university_risks.take_up(ws, [spot.record]))),
    Rule("register.rated_otherwise", "observation", "register_entry", "6.1", _("A rating of the register that differs from the passports"),
         _("Write why, or take the rating of the passports."), _rated_otherwise, "rating_reason",
         _("The passports say {theirs}, the register {own}.")),
)  # fmt: skip

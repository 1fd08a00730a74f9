"""Nonconformities, corrective and preventive actions: clauses 8.7 and 10.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Joined, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.checks.rule import Find, Rule, lacking, late, past, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

PLANNED = ("plan_submitted", "plan_accepted", "in_progress", "done", "implementation_verified", "effectiveness_verified", "closed")
"""The states of a nonconformity in which its correction, cause and actions are known."""
OPEN = ("registered", "acknowledged", "plan_submitted", "plan_returned", "plan_accepted", "in_progress", "ineffective")
DONE = ("done", "implementation_verified")
ACTION_OPEN = ("draft", "submitted", "returned", "accepted", "in_progress")
_ADVICE = re.compile(r"\b(?:сунушта\w+|кеңеш бер\w+|рекоменду\w+|следует|необходимо|should|recommend\w*|ought to)\b", re.IGNORECASE)
"""Words by which advice is known in the place of a finding."""
_CARELESS = re.compile(r"кунт койбо\w*|көңүл бурба\w*|шалаак\w*|унут\w+|невнимательн\w+|по недосмотру|халатн\w+|забыл\w*|"
                       r"careless\w*|inattent\w+|forgot\w*|oversight", re.IGNORECASE)  # fmt: skip
"""Words of a cause that blames a person."""
_FEW_WORDS = 6
"""A cause that says more goes on to why it could happen."""
_ALIKE = 0.8
"""Of two texts that share so many of their words one repeats the other."""


def _unproven(look: Look) -> Iterator[Row]:
    labels = KINDS["nonconformity"].fields
    for row in look.records("nonconformity", "requirement", "evidence", "state"):
        absent = [labels[name].label for name in ("requirement", "evidence") if not row[name]]
        if absent and row["state"] != "void":
            yield said(row, what=Joined(tuple(absent)))


def _advising(look: Look) -> Iterator[Row]:
    for row in look.records("nonconformity", "statement", filled=("statement",), among={"state": (*OPEN, *DONE)}):
        if found := _ADVICE.search(row["statement"]):
            yield said(row, words=found[0])


def _unanswered(look: Look) -> Iterator[Row]:
    """The term to answer runs from the day on which the unit was made acquainted."""
    last = look.outlived("nc_answer")
    for row in look.records("nonconformity", "found_on", "acknowledged_on", all_years=True,
                            among={"state": ("registered", "acknowledged")}, before={"found_on": last}):  # fmt: skip
        begins = row["acknowledged_on"] or row["found_on"]
        if begins < last:
            yield late(look, row, begins)


def _planned_without(field: str) -> Find:
    return lambda look: look.records("nonconformity", all_years=True, empty=(field,), among={"state": PLANNED})


def _without_action(look: Look) -> Iterator[Row]:
    having = {row["id"] for row in look.items("nonconformity", "actions", (), ("text",), all_years=True)}
    linked = {row["nonconformity"] for row in look.records("corrective_action", "nonconformity", all_years=True)}
    for row in look.records("nonconformity", all_years=True, empty=("no_action_reason",), among={"state": PLANNED}):
        if row["id"] not in having and row["id"] not in linked:
            yield row


def _correction_late(look: Look) -> Iterator[Row]:
    for row in look.records("nonconformity", "correction_due", all_years=True, empty=("correction_done_on",),
                            among={"state": OPEN}, before={"correction_due": look.day}):  # fmt: skip
        yield late(look, row, row["correction_due"])


def _cause_repeats(look: Look) -> Iterator[Row]:
    for row in look.records("nonconformity", "root_cause", "correction", all_years=True, filled=("root_cause", "correction"),
                            among={"state": (*OPEN, *DONE, "effectiveness_verified")}):  # fmt: skip
        if repeats(row["root_cause"], row["correction"]):
            yield row


def _cause_restates(look: Look) -> Iterator[Row]:
    for row in look.records("nonconformity", "root_cause", "statement", all_years=True, filled=("root_cause", "statement"),
                            among={"state": (*OPEN, *DONE, "effectiveness_verified")}):  # fmt: skip
        if repeats(row["root_cause"], row["statement"]):
            yield row


def _action_repeats(look: Look) -> Iterator[Row]:
    """Nonconformities of which an action says the correction again: the fact is mended, the cause stays."""
    told: set[str] = set()
    for row in look.items("nonconformity", "actions", ("correction", "state"), ("text",), items={"filled": ("text",)}, all_years=True,
                          filled=("correction",)):  # fmt: skip
        if row["id"] not in told and row["state"] in (*OPEN, *DONE) and repeats(row["item_text"], row["correction"]):
            told.add(row["id"])
            yield row


def _blaming(look: Look) -> Iterator[Row]:
    """Causes that name nothing but that somebody was careless."""
    for row in look.records("nonconformity", "root_cause", all_years=True, filled=("root_cause",), among={"state": (*OPEN, *DONE)}):
        words = row["root_cause"].split()
        if len(words) <= _FEW_WORDS and (found := _CARELESS.search(row["root_cause"])):
            yield said(row, words=found[0])


def repeats(one: str, other: str) -> bool:
    """Whether two texts say the same, by the words that they share."""
    left, right = (set(re.findall(r"\w+", search_fold(text))) for text in (one, other))
    return bool(left and right) and len(left & right) / len(left | right) >= _ALIKE


def _repeated(look: Look) -> Iterator[Row]:
    first = look.year[0]
    return iter(look.records("nonconformity", all_years=True, filled=("repeat_of",), among={"state": (*OPEN, *DONE)},
                             since={"found_on": first}))  # fmt: skip


def _effect_due(kind: str, states: tuple[str, ...]) -> Find:
    def find(look: Look) -> Iterator[Row]:
        for row in look.records(kind, "done_on", all_years=True, empty=("effective",), among={"state": states},
                                before={"done_on": look.outlived("effectiveness_check")}):  # fmt: skip
            yield late(look, row, row["done_on"])

    return find


def _closed_without(field: str) -> Find:
    return lambda look: look.records("nonconformity", all_years=True, empty=(field,), among={"state": ("closed",)})


def _without_preventive(look: Look) -> Iterator[Row]:
    return iter(look.units_without("preventive_action"))


RULES = (
    Rule("nc.unanswered", "nonconformity", "nonconformity", "10.2.1", _("A nonconformity that the unit has not answered in time"),
         _("Write the correction, the cause and the actions, and hand the answer over."), _unanswered, "correction",
         _("Found on {due}; days since: {days}.")),
    Rule("nc.no_evidence", "nonconformity", "nonconformity", "9.2.2", _("A nonconformity without the requirement or the evidence"),
         _("Write which requirement is not met, and what was seen: without them it is an opinion."), _unproven, "evidence",
         _("Missing: {what}.")),
    Rule("nc.advice", "hint", "nonconformity", "9.2.2", _("The statement of a nonconformity gives advice"),
         _("Say what is, not what ought to be: the unit finds the correction itself."), _advising, "statement",
         _("It says “{words}”.")),
    Rule("nc.no_correction", "nonconformity", "nonconformity", "10.2.1", _("A nonconformity without a correction"),
         _("Write what was done at once."), _planned_without("correction"), "correction"),
    Rule("nc.no_cause", "nonconformity", "nonconformity", "10.2.1", _("A nonconformity without a root cause"),
         _("Ask “why” five times and write the last answer."), _planned_without("root_cause"), "root_cause"),
    Rule("nc.no_action", "nonconformity", "nonconformity", "10.2.1", _("A nonconformity without a corrective action"),
         _("Write what removes the cause, or why nothing is needed."), _without_action, "actions"),
    Rule("nc.no_criterion", "observation", "nonconformity", "10.2.1", _("Nobody said how the effect of the action will be seen"),
         _("Write the criterion before the action is carried out."), _planned_without("criterion"), "criterion"),
    Rule("nc.cause_repeats", "observation", "nonconformity", "10.2.1", _("The cause repeats the correction"),
         _("A correction says what was mended; the cause says why it came to it."), _cause_repeats, "root_cause"),
    Rule("nc.cause_restates", "observation", "nonconformity", "10.2.1", _("The root cause says the nonconformity again"),
         _("Ask why it came to this, and why that was so."), _cause_restates, "root_cause"),
    Rule("nc.action_repeats", "nonconformity", "nonconformity", "10.2.1", _("The corrective action repeats the correction"),
         _("The correction mends the fact; the action removes its cause, so that it does not come again."), _action_repeats, "actions"),
    Rule("nc.blames", "hint", "nonconformity", "10.2.1", _("The root cause is nothing but somebody’s carelessness"),
         _("Ask what in the work let it happen: that can be changed."), _blaming, "root_cause", _("It says “{words}”.")),
    Rule("nc.correction_late", "nonconformity", "nonconformity", "10.2.1", _("A correction is late"),
         _("Enter when it was done, or ask for another term."), _correction_late, "correction_done_on",
         _("Due on {due}; days late: {days}.")),
    Rule("nc.action_late", "nonconformity", "nonconformity", "10.2.1", _("A corrective action of a nonconformity is late"),
         _("Enter when it was done, or ask for another term with a reason."), past("nonconformity", "due", among={"state": OPEN}),
         "actions", _("Due on {due}; days late: {days}.")),
    Rule("nc.effect_due", "nonconformity", "nonconformity", "10.2.1", _("The effect of a corrective action was not verified in time"),
         _("Let somebody look who did not carry it out himself."), _effect_due("nonconformity", DONE), "effective",
         _("Completed on {due}; days since: {days}.")),
    Rule("nc.closed_no_evidence", "nonconformity", "nonconformity", "10.2.2", _("A nonconformity was closed without evidence"),
         _("Enter what shows that it was done: document, number, date."), _closed_without("proof"), "proof"),
    Rule("nc.closed_no_effect", "nonconformity", "nonconformity", "10.2.1", _("A nonconformity was closed before anybody judged the effect"),
         _("Open it again and have the effect verified."), _closed_without("effective"), "effective"),
    Rule("nc.risk_forgotten", "hint", "nonconformity", "10.2.1", _("Nobody asked whether the risk passport follows from a nonconformity"),
         _("Say whether the passport was updated, or need not be."), _closed_without("risk_update"), "risk_update"),
    Rule("nc.repeated", "nonconformity", "nonconformity", "10.2.1", _("The same nonconformity again"),
         _("The cause was not removed the first time: look for it anew."), _repeated, "root_cause"),
    Rule("action.no_criterion", "observation", "corrective_action", "10.2.1", _("A corrective action without a criterion of its effect"),
         _("Write how one will see that it helped."), lacking("corrective_action", "criterion"), "criterion"),
    Rule("action.no_cause", "nonconformity", "corrective_action", "10.2.1", _("A corrective action without a cause"),
         _("Write what it removes."), lacking("corrective_action", "cause"), "cause"),
    Rule("action.late", "nonconformity", "corrective_action", "10.2.1", _("A corrective action is late"),
         _("Enter when it was done, or write why not."), past("corrective_action", "due", among={"state": ACTION_OPEN}, empty=("done_on",)),
         "done_on", _("Due on {due}; days late: {days}.")),
    Rule("action.effect_due", "nonconformity", "corrective_action", "10.2.1", _("The effect of a corrective action was not judged in time"),
         _("Judge whether it helped."), _effect_due("corrective_action", ("done", "completion_checked")), "effective",
         _("Completed on {due}; days since: {days}.")),
    Rule("preventive.missing", "observation", "preventive_action", "6.1", _("A unit without a plan of preventive actions"),
         _("Write at least one action against something that has not happened yet."), _without_preventive),
    Rule("preventive.late", "observation", "preventive_action", "6.1", _("A preventive action is late"),
         _("Enter when it was done, or write why not."),
         past("preventive_action", "due", among={"state": ACTION_OPEN}, empty=("done_on",)), "done_on",
         _("Due on {due}; days late: {days}.")),
)  # fmt: skip

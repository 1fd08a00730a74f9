"""Management review and what was decided: clause 9.3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qms_desktop.core.clauses import load_clauses
from qms_desktop.core.messages import _
from qms_desktop.services.checks.rule import Rule, late, past, said
from qms_desktop.services.fingerprints import is_whole
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

UNDONE = ("not_begun", "in_progress")


def _review_old(look: Look) -> Iterator[Row]:
    held = [max(filter(None, (row["approved_on"], row["discussed_on"], row["prepared_on"])), default="")
            for row in look.records("review", "approved_on", "discussed_on", "prepared_on", all_years=True)]  # fmt: skip
    last = max(held, default="")
    if last < look.outlived("management_review"):
        yield from (late(look, row, last) for row in look.of_office())


def _missing_inputs(look: Look) -> Iterator[Row]:
    wanted = {one.key for one in load_clauses(look.profile.clauses).review_inputs}
    filled: dict[str, set[str]] = defaultdict(set)
    for row in look.items("review", "inputs", (), ("input", "comment")):
        if row["item_comment"]:
            filled[row["id"]].add(row["item_input"])
    for row in look.records("review"):
        missing = wanted - filled[row["id"]]
        if missing:
            yield said(row, n=len(missing), of=len(wanted))


def _figures_changed(look: Look) -> Iterator[Row]:
    """Reviews of any year whose kept figures are not those that their fingerprint names."""
    kept = {row["id"]: row["figures"] for row in look.records("report_package", "figures", all_years=True)}
    for row in look.records("review", "package", all_years=True, filled=("package",)):
        if row["package"] in kept and not is_whole(kept[row["package"]]):
            yield row


def _task_late(look: Look) -> Iterator[Row]:
    for row in look.records("action", "due", "due_extended", "state", all_years=True, empty=("done_on",)):
        due = row["due_extended"] or row["due"]
        if due and due < look.day and row["state"] in (None, *UNDONE):
            yield late(look, row, due)


def _decision_late(look: Look) -> Iterator[Row]:
    for row in look.records("decision", "due", "state", all_years=True, empty=("done_on",), before={"due": look.day}):
        if row["state"] in (None, *UNDONE):
            yield late(look, row, row["due"])


RULES = (
    Rule("review.old", "nonconformity", "review", "9.3.1", _("More than twelve months have passed since the last management review"),
         _("Begin the review: the figures are gathered by the program."), _review_old),
    Rule("review.inputs", "nonconformity", "review", "9.3.2", _("A management review without all of its inputs"),
         _("Write a word about each input, also where there is nothing new."), _missing_inputs, "inputs",
         _("Inputs that nothing is said about: {n} of {of}.")),
    Rule("review.figures_changed", "nonconformity", "review", "7.5.3", _("The kept figures of a management review were changed afterwards"),
         _("Look in their history who changed them, return the report, and count the figures anew."), _figures_changed, "package"),
    Rule("decision.late", "nonconformity", "decision", "9.3.3", _("A decision that was not carried out in time"),
         _("Enter what was done, or why not."), _decision_late, "progress", _("Due on {due}; days late: {days}.")),
    Rule("task.late", "observation", "action", "9.3.3", _("A task of the action plan is late"),
         _("Enter what was done, or ask for another term."), _task_late, "done_on", _("Due on {due}; days late: {days}.")),
    Rule("change.not_evaluated", "hint", "planned_change", "6.3", _("A planned change whose day is past"),
         _("Enter when it was carried out and what it brought."), past("planned_change", "due", empty=("carried_out_on",)), "carried_out_on",
         _("Due on {due}; days late: {days}.")),
)  # fmt: skip

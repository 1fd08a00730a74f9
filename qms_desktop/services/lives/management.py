"""The management review: prepared with all that it looks at, agreed, approved, made known; what is approved stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.clauses import load_clauses
from qms_desktop.core.messages import Joined, Text, _
from qms_desktop.services.fingerprints import is_whole
from qms_desktop.services.lives.steps import (
    OFFICE,
    Case,
    Life,
    Step,
    approved,
    complete,
    dated,
    filled,
    refuse,
)
from qms_desktop.store import reading

SETTLED = ("prepared", "agreed", "discussed", "approved", "closed")
"""The states in which the figures stand."""

FOR_EVER = ("approved", "closed")

_CONTENT = ("title", "period", "package", "inputs", "effectiveness", "objectives", "resources", "suitability", "adequacy",
            "proposals_qms", "proposals_improvement", "prepared_by", "prepared_on", "agreed_by", "agreed_on")  # fmt: skip


def nothing_is_skipped(case: Case) -> None:
    """Every item of the institution's list and every input of the standard is there, with a word about it."""
    profile, lines = case.ws.profile, case.values.get("inputs") or ()
    there = {line["input"] for line in lines} | {line["letter"] for line in lines}
    wanted = [each.key for each in load_clauses(profile.clauses).review_inputs]
    if profile.review_by == "items":
        wanted = [*(item.key for item in profile.review_items), *wanted]
    missing = [key for key in wanted if key not in there]
    silent = list(dict.fromkeys(line["letter"] or line["input"] or "" for line in lines if not line["comment"]))
    if missing or silent:
        raise refuse(case, _("nothing is said about: {items}.", items=Joined(tuple(map(Text.of, [*missing, *silent])))),
                     _("Write a word about each item, also where there is nothing new."))  # fmt: skip


def figures_are_whole(case: Case) -> None:
    """No report is handed in whose kept figures were changed after they were counted."""
    package = reading.records(case.tx, reading.Query("report_package", ids=(case.values["package"],)))
    if package and not is_whole(package[0]["figures"]):
        raise refuse(case, _("the kept figures are no longer those that were counted."), _("Count the figures anew."))


def outputs_are_actions(case: Case) -> None:
    """A review ends in decisions, each with who carries it out and until when."""
    decisions = reading.records(case.tx, reading.Query("decision", where=(("review", case.key.id),)))
    if not decisions:
        raise refuse(case, _("nothing was decided."), _("Write what is to be improved, by whom and until when."))
    for decision in decisions:
        if not decision["responsible"] or not decision["due"]:
            raise refuse(case, _("the decision “{text}” does not say who carries it out and until when.", text=decision["text"] or "–"),
                         _("Write the responsible person and the day."))  # fmt: skip


def decisions_are_typed(case: Case) -> None:
    """Where the institution's document asks for it, a decision says what is to be done with which objective or resource."""
    if not case.ws.profile.typed_decisions:
        return
    for decision in reading.records(case.tx, reading.Query("decision", where=(("review", case.key.id),))):
        if not decision["verb"] or not (decision["objective"] or decision["planned_resource"]):
            raise refuse(case, _("the decision “{text}” does not say what is to be done with which objective or resource.",
                                 text=decision["text"] or "–"),
                         _("Choose in it: clarify, revise, update or renew, and the objective or the planned resource."))  # fmt: skip


def approved_stays(case: Case) -> None:
    """What was approved is not changed any more."""
    if case.was is not None and case.was.get("state") in FOR_EVER and case.values.get("state") in FOR_EVER:
        raise refuse(case, _("the review was approved: its report stays as it is."), _("What is new goes into the next review."))


def figures_stand(case: Case) -> None:
    """The figures of a review that was prepared are not counted anew."""
    if case.was is None:
        return
    for review in reading.records(case.tx, reading.Query("review", where=(("package", case.key.id),))):
        if review["state"] in SETTLED:
            raise refuse(case, _("the report is prepared: its figures stay as they are."), _("Return the report first."))


def _approved(case: Case) -> Mapping[str, Any]:
    """Approved today; the next review is due in the profile's term."""
    return {**approved(case), **case.filled("next_due", case.ws.profile.due_after("management_review", case.today).isoformat())}


REVIEW = (
    Life("state", (
        Step("submit", ("collecting",), "prepared", (OFFICE,), dated("prepared_on", "prepared_by"),
             label=_("Hand over for agreement")),
        Step("return", ("prepared", "agreed", "discussed"), "collecting", (OFFICE,),
             lambda _case: dict.fromkeys(("prepared_on", "agreed_on", "agreed_by", "discussed_on")), reason=True),
        Step("verify", ("prepared",), "agreed", (OFFICE,), dated("agreed_on"), label=_("Agreed by the representative")),
        Step("approve", ("agreed", "discussed"), "approved", (OFFICE,), _approved),
        Step("close", ("approved",), "closed", (OFFICE,), dated("closed_on")),
        Step("reopen", ("closed",), "approved", (OFFICE,), lambda _case: {"closed_on": None}, reason=True),
    ), entering={
        "prepared": (complete, filled("package"), figures_are_whole, nothing_is_skipped), "approved": (outputs_are_actions, decisions_are_typed),
        "closed": (filled("distribution", "informed"),),
    }, always={
        "agreed": (filled("prepared_on", "agreed_by"),),
        "approved": (filled("prepared_on", "agreed_on", "approved_by"), complete),
        "closed": (filled("approved_on"),),
    }, watching=((_CONTENT, approved_stays),)),
)  # fmt: skip

PACKAGE = (Life("report", (), watching=((("figures", "units_included", "units_missing", "taken_on"), figures_stand),)),)
"""Frozen figures have no steps; they stand with the review that they belong to."""

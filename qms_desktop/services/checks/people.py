"""People and those whom the institution works for: clauses 7.1.5, 7.2, 8.2, 8.4 and 9.1.2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _
from qms_desktop.services.checks.rule import Rule, late, past, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

OVER = ("closed", "analysed", "completed")
"""The states of a survey that gathers no answers any more."""


def _no_counts(look: Look) -> Iterator[Row]:
    for row in look.records("survey", "population", "answered", among={"state": OVER}):
        if not row["population"] or row["answered"] is None:
            yield row


def _no_survey_action(look: Look) -> Iterator[Row]:
    having = {row["id"] for row in look.items("survey", "measures", (), ("text",))}
    return (row for row in look.records("survey", among={"state": OVER}) if row["id"] not in having)


def _training_effect(look: Look) -> Iterator[Row]:
    open_ = Counter(row["id"] for row in look.items("training", "participants", (), (), items={"empty": ("effect",)}, all_years=True))
    for row in look.records("training", "held_to", all_years=True, since={"held_to": look.years_ago(2)},
                            before={"held_to": look.outlived("training_effect")}):  # fmt: skip
        if open_[row["id"]]:
            yield said(late(look, row, row["held_to"]), n=open_[row["id"]])


def _gap(look: Look) -> Iterator[Row]:
    return iter(look.records("competence", filled=("gap",), empty=("action", "training")))


def _no_meeting(look: Look) -> Iterator[Row]:
    if not look.records("student_meeting", since={"date": look.year[0]}, all_years=True):
        yield from look.of_office()


def _provider_late(look: Look) -> Iterator[Row]:
    """Each evaluation is a record of its own: only the last one of a provider tells when the next is due."""
    last: dict[tuple[str, str], Row] = {}
    for row in sorted(look.records("provider", "next_due", all_years=True, filled=("next_due",)), key=lambda row: row["next_due"]):
        last[row["unit"], search_fold(row["name"])] = row
    return (late(look, row, row["next_due"]) for row in last.values() if row["next_due"] < look.day)


RULES = (
    Rule("survey.no_counts", "observation", "survey", "9.1.2", _("A survey without the size of the group and the number of answers"),
         _("Enter how many were asked and how many answered."), _no_counts, "population"),
    Rule("survey.no_action", "observation", "survey", "9.1.2", _("A survey that nothing followed from"),
         _("Write the measures, or the conclusion that none is needed."), _no_survey_action, "measures"),
    Rule("complaint.late", "nonconformity", "complaint", "8.2.1", _("A complaint that was not answered in time"),
         _("Answer it and enter the date."), past("complaint", "due", empty=("answered_on",)), "answered_on",
         _("Due on {due}; days late: {days}.")),
    Rule("students.no_meeting", "hint", "student_meeting", "9.1.2", _("No meeting of the heads with students this year"),
         _("Hold one and enter what the students said."), _no_meeting),
    Rule("training.no_effect", "observation", "training", "7.2", _("A training whose effect nobody judged"),
         _("Judge for each participant whether it helped."), _training_effect, "participants", _("Participants not judged: {n}.")),
    Rule("competence.gap", "observation", "competence", "7.2", _("A gap in competence that nothing is done about"),
         _("Choose a training, or another measure."), _gap, "action"),
    Rule("provider.late", "observation", "provider", "8.4.1", _("The evaluation of an external provider is late"),
         _("Evaluate the provider again."), _provider_late, "next_due", _("Due on {due}; days late: {days}.")),
    Rule("measuring.late", "observation", "measuring_resource", "7.1.5", _("The check of a measuring resource is late"),
         _("Have it checked, or take it out of use."), past("measuring_resource", "next_check", among={"state": ("fit", "due")}),
         "next_check", _("Due on {due}; days late: {days}.")),
)  # fmt: skip

"""What is owed because of a record: its own day, or a term of the profile after (or before) one of its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Message, _
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.look import Look
from qms_desktop.services.workspace import ALL
from qms_desktop.services.year.owed import Owed
from qms_desktop.store.picking import Row

BEFORE = "plan_before_audit"
"""The one term that counts back from its day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Records of a kind that make somebody owe something by a day: `day`, or the `term` of the profile from it.

    It is open while the record meets `while_`, and done where the field `done` is filled. `who` owes it: the record's
    unit, or the office. Of what is recorded anew each time (`latest`) only the last record of a name counts. `later` is
    the field of a day that counts instead where it is later: of an extension, or on which the term began.
    """

    rule: str
    kind: str
    day: str
    what: Message
    clause: str
    done: str = ""
    term: str = ""
    who: str = "unit"
    while_: Mapping[str, Any] = field(default_factory=dict)
    latest: bool = False
    later: str = ""


_OPEN_NC = ("registered", "acknowledged", "plan_returned")
_OPEN_TASK = (None, "not_begun", "in_progress")
_LIVING = (None, "in_force", "approved", "registered", "under_revision")

DATED = (
    Dated("document.review", "document", "review_due", _("Review of a document"), "7.5.2", while_={"state": _LIVING}),
    Dated("process.review", "process", "review_due", _("Review of a process card"), "4.4", latest=True),
    Dated("external.check", "external_document", "review_due", _("Check whether an external document is current"), "7.5.3"),
    Dated("policy.review", "policy", "review_due", _("Review of the quality policy"), "5.2", who=OFFICE, while_={"state": ("in_force", "approved")}),
    Dated("agreement", "agreement", "sent_on", _("Agreement of a document"), "7.5.2", done="closed_on", term="agreement"),
    Dated("acquaintance", "acquaintance", "due", _("Acquaintance of the staff with a document"), "7.5.3",
          while_={"state": ("generated", "partly")}),
    Dated("objective", "objective", "due", _("Result of a quality objective"), "6.2", done="entered"),
    Dated("nc.answer", "nonconformity", "found_on", _("Answer to a nonconformity"), "10.2", term="nc_answer", while_={"state": _OPEN_NC},
          later="acknowledged_on"),
    Dated("nc.correction", "nonconformity", "correction_due", _("Correction of a nonconformity"), "10.2", done="correction_done_on"),
    Dated("nc.effect", "nonconformity", "done_on", _("Verification of the effect of an action"), "10.2", done="effective",
          term="effectiveness_check", who=OFFICE),
    Dated("action", "corrective_action", "due", _("Corrective action"), "10.2", done="done_on"),
    Dated("action.effect", "corrective_action", "done_on", _("Verification of the effect of an action"), "10.2", done="effective",
          term="effectiveness_check", who=OFFICE),
    Dated("preventive", "preventive_action", "due", _("Preventive action"), "6.1", done="done_on"),
    Dated("preventive.effect", "preventive_action", "done_on", _("Verification of the effect of an action"), "6.1", done="effective",
          term="effectiveness_check", who=OFFICE),
    Dated("decision", "decision", "due", _("Decision of the management"), "9.3.3", done="done_on", while_={"state": _OPEN_TASK}),
    Dated("task", "action", "due", _("Task of the action plan"), "9.3.3", done="done_on", while_={"state": _OPEN_TASK},
          later="due_extended"),
    Dated("complaint", "complaint", "due", _("Answer to a complaint"), "8.2.1", done="answered_on"),
    Dated("improvement", "improvement", "due", _("Improvement"), "10.3", done="done_on"),
    Dated("change", "planned_change", "due", _("Planned change"), "6.3", done="carried_out_on"),
    Dated("training.effect", "training", "held_to", _("Judging the effect of a training"), "7.2", term="training_effect",
          while_={"stage": ("held", "confirmed")}),
    Dated("competence", "competence", "evaluation_due", _("Evaluation of competence"), "7.2", latest=True),
    Dated("provider", "provider", "next_due", _("Evaluation of an external provider"), "8.4", latest=True),
    Dated("measuring", "measuring_resource", "next_check", _("Check of a measuring resource"), "7.1.5", while_={"state": ("fit", "due")}),
    Dated("external_evaluation", "external_evaluation", "next_due", _("External evaluation"), "9.1"),
    Dated("review", "review", "next_due", _("Management review"), "9.3", who=OFFICE),
    Dated("audit.plan", "audit_plan", "starts_on", _("Sending the plan of an audit"), "9.2", done="sent_on", term=BEFORE, who=OFFICE),
)  # fmt: skip

ITEMS = {"actions": _("Corrective action"), "decisions": _("Decision of a meeting"), "findings": _("Finding of an external evaluation"),
         "questions": _("Question of students")}  # fmt: skip
"""What a line of these lists is called; of other lists it is a measure."""


def term_from(look: Look, term: str, day: str) -> dt.date:
    """The last day of a term: after a day, or before it for what must be there in advance."""
    first = dt.date.fromisoformat(day)
    if term != BEFORE:
        return look.profile.due_after(term, first)
    given = look.profile.deadlines[term]
    return look.profile.calendar.add_working_days(first, -given.days) if given.count == "working" else first - dt.timedelta(days=given.days)


def owed_by_records(look: Look, unit: str, first: dt.date, last: dt.date) -> Iterator[Owed]:
    """What the records make a unit (or the office) owe between two days."""
    for rule in DATED:
        if owner := _records_of(rule.who, unit):
            yield from _of(rule, look, owner, unit, first, last)
    yield from _reports(look, unit, first, last)


def _records_of(who: str, unit: str) -> Callable[[Row], bool] | None:
    """Which records make this unit owe something; None where none do."""
    if unit == OFFICE:
        return (lambda _row: True) if who == OFFICE else (lambda row: row["unit"] in (OFFICE, ALL))
    return None if who == OFFICE else (lambda row: row["unit"] == unit)


def _of(rule: Dated, look: Look, belongs: Callable[[Row], bool], unit: str, first: dt.date, last: dt.date) -> Iterator[Owed]:
    names = [name for name in (rule.day, rule.done, rule.later, *rule.while_) if name]
    home = None if unit == OFFICE else unit
    back = 400 if rule.term or rule.later else 0
    since = (first - dt.timedelta(days=back)).isoformat()
    rows = look.records(rule.kind, *names, all_years=True, unit=home, since={rule.day: since})
    for row in _last_of_name(rule, rows) if rule.latest else rows:
        if not belongs(row) or any(row[name] not in values for name, values in rule.while_.items()):
            continue
        day = max(row[rule.day], (row[rule.later] if rule.later else None) or "")
        due = term_from(look, rule.term, day) if rule.term else dt.date.fromisoformat(day)
        if first <= due <= last:
            yield owed(look, rule.rule, due, unit, rule.what, rule.kind, row, done=bool(rule.done and row[rule.done]), clause=rule.clause)


def _last_of_name(rule: Dated, rows: list[Row]) -> list[Row]:
    title = KINDS[rule.kind].title_field
    return list({(row["unit"], search_fold(row[title])): row for row in sorted(rows, key=lambda row: row[rule.day])}.values())


def owed(look: Look, rule: str, due: dt.date, unit: str, what: Message, kind: str, row: Row, **more: Any) -> Owed:
    """Something owed because of a record."""
    title, number = look.called(kind, row)
    return Owed(rule, due, unit, what, kind, row["id"], title, number, **more)


def _reports(look: Look, unit: str, first: dt.date, last: dt.date) -> Iterator[Owed]:
    """The report of an audit that was held: it is owed by the office, and done by a record of its own."""
    if unit != OFFICE:
        return
    written = {row["audit"] for row in look.records("audit_report", "audit", all_years=True, unit=None, filled=("prepared_on", "audit"))}
    for row in look.records("audit", "held_to", all_years=True, unit=None, filled=("held_to",)):
        due = term_from(look, "report_after_audit", row["held_to"])
        if is_iso_date(row["held_to"]) and first <= due <= last:
            yield owed(look, "audit.report", due, unit, _("Report of an audit"), "audit", row, done=row["id"] in written, clause="9.2")

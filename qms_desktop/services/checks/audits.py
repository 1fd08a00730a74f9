"""Internal audits and auditors: clause 9.2."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from qms_desktop.core.clauses import load_clauses, order
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import _
from qms_desktop.services import auditors
from qms_desktop.services.checks.rule import FIELD, Rule, late, said
from qms_desktop.services.look import Look
from qms_desktop.store.picking import Row

IN_FORCE = ("approved", "in_execution", "completed")
_MONTH = re.compile(r"\d{4}-\d{2}")
_NEEDS_NC = ("minor_nc", "major_nc")


def _planned_end(audit: Row) -> str | None:
    """The last day on which an audit was to be, as far as it was planned."""
    days = [day for day in audit["dates"] or () if is_iso_date(day)]
    if days:
        return max(days)
    if _MONTH.fullmatch(audit["month"] or ""):
        year, month = map(int, audit["month"].split("-"))
        if 1 <= month <= 12:
            return f"{audit['month']}-{calendar.monthrange(year, month)[1]}"
    return None


def _late(look: Look) -> Iterator[Row]:
    for row in look.records("audit", "dates", "month", "state", empty=("held_from",)):
        end = _planned_end(row)
        if row["state"] in (None, "planned") and end and end < look.day:
            yield late(look, row, end)


def _report_late(look: Look) -> Iterator[Row]:
    reported = {row["audit"] for row in look.records("audit_report", "audit", filled=("audit", "prepared_on"), all_years=True)}
    for row in look.records("audit", "held_to", before={"held_to": look.outlived("report_after_audit")}):
        if row["id"] not in reported:
            yield late(look, row, row["held_to"])


def _no_programme(look: Look) -> Iterator[Row]:
    if not look.records("audit_programme"):
        yield from look.of_office()


def _programme_not_approved(look: Look) -> Iterator[Row]:
    return iter(look.records("audit_programme", among={"state": ("draft", "proposed")}))


def _outside_programme(look: Look) -> Iterator[Row]:
    approved = {row["id"] for row in look.records("audit_programme", all_years=True, unit=None, among={"state": IN_FORCE})}
    for row in look.records("audit", "programme", "audit_kind"):
        if row["programme"] not in approved and row["audit_kind"] not in ("unplanned", "follow_up"):
            yield row


def _without_plan(look: Look) -> Iterator[Row]:
    planned = {row["audit"] for row in look.records("audit_plan", "audit", all_years=True, among={"state": ("approved", "acknowledged", "executed")})}
    return (row for row in look.records("audit", filled=("held_from",)) if row["id"] not in planned)


def _plan_late(look: Look) -> Iterator[Row]:
    notice = look.profile.deadlines["plan_before_audit"]
    for row in look.records("audit_plan", "starts_on", "sent_on", all_years=True, since={"starts_on": look.year[0]}):
        starts = dt.date.fromisoformat(row["starts_on"])
        last = (look.profile.calendar.add_working_days(starts, -notice.days) if notice.count == "working"
                else starts - dt.timedelta(days=notice.days)).isoformat()  # fmt: skip
        if (row["sent_on"] or look.day) > last:
            yield said(row, days=notice.days)


class _Register:
    """Who may audit: read once for all audits."""

    def __init__(self, look: Look) -> None:
        fields = ("of_unit", "grade", "excluded", "state", "trained", "trained_until")
        self._entries = look.records("auditor", *fields, all_years=True, unit=None)
        self._staff: dict[str, list[str]] = defaultdict(list)
        for row in look.records("person", all_years=True, unit=None):
            self._staff[row["unit"]].append(row["name"])

    def entry(self, name: str) -> Row | None:
        return next((entry for entry in self._entries if auditors.same_person(entry["name"], name)), None)

    def works_in(self, name: str, unit: str | None) -> bool:
        """Whether somebody belongs to a unit, or may not audit it, by the register or the unit's own people."""
        entry = self.entry(name)
        if entry is not None and unit and (entry["of_unit"] == unit or unit in (entry["excluded"] or ())):
            return True
        return any(auditors.same_person(person, name) for person in self._staff.get(unit or "", ()))


def _untrained(look: Look) -> Iterator[Row]:
    register = _Register(look)
    for row in look.records("audit", "lead", "team", "held_from", "dates"):
        for name in auditors.team_of(row):
            entry = register.entry(name)
            reason = auditors.untrained(entry) or auditors.unfit(entry, auditors.day_of(row))
            if reason is not None:
                yield said(row, person=name, reason=reason)
                break


def _led_by_another(look: Look) -> Iterator[Row]:
    register = _Register(look)
    for row in look.records("audit", "lead", "state", filled=("lead",)):
        entry = register.entry(row["lead"])
        if entry is not None and entry["grade"] not in (None, "lead") and row["state"] != "cancelled":
            yield said(row, person=row["lead"])


def _unpractised(look: Look) -> Iterator[Row]:
    held = look.records("audit", "lead", "team", "state", all_years=True, unit=None, equal={"state": "completed"})
    least = look.profile.report_rules.lead_after_audits
    for row in look.records("auditor", "audits_before", all_years=True, equal={"grade": "lead", "state": "active"}):
        n = auditors.audits_of(row, held)
        if n < least:
            yield said(row, n=n, least=least)


def _dependent(look: Look) -> Iterator[Row]:
    register = _Register(look)
    for row in look.records("audit", "lead", "team"):
        own = [name for name in auditors.team_of(row) if register.works_in(name, row["unit_audited"])]
        if own:
            yield said(row, person=", ".join(own))


def _unit_not_audited(look: Look) -> Iterator[Row]:
    """The units that no audit has visited within the cycle, and that no audit of this year is planned for."""
    since = look.outlived("audit_cycle")
    seen = {row["unit_audited"] for row in look.records("audit", "unit_audited", "held_from", "state", all_years=True, unit=None)
            if row["state"] != "cancelled" and (row["held_from"] or "") >= since}  # fmt: skip
    planned = {row["unit_audited"] for row in look.records("audit", "unit_audited", "state", unit=None) if row["state"] != "cancelled"}
    if look.records("audit_programme", among={"state": IN_FORCE}, unit=None):
        yield from (look.of_unit(code) for code in look.units if code not in seen | planned)


def _clauses_not_audited(look: Look) -> Iterator[Row]:
    """The clauses of the standard that no audit of the year has in its scope."""
    named = {clause.strip() for row in look.records("audit", "clauses", "state", filled=("clauses",), unit=None) if row["state"] != "cancelled"
             for clause in row["clauses"]}  # fmt: skip
    asked = sorted((one.number for one in load_clauses(look.profile.clauses) if len(order(one.number)) == 2), key=order)
    missing = [number for number in asked if not any(_covers(clause, number) for clause in named)]
    if named and missing:
        yield from (said(row, clauses=", ".join(missing)) for row in look.of_office())


def _covers(given: str, asked: str) -> bool:
    """7.5.3 looks at 7.5, and chapter 7 at all of 7.1 to 7.5."""
    return asked == given or given.startswith(asked + ".") or asked.startswith(given + ".")


def _overloaded(look: Look) -> Iterator[Row]:
    """Auditors with more audits in one month than the institution holds good."""
    most = look.profile.report_rules.audits_a_month
    months: dict[tuple[str, str], int] = defaultdict(int)
    for row in look.records("audit", "lead", "team", "month", "dates", "held_from", "state", unit=None):
        month = (row["held_from"] or _planned_end(row) or "")[:7]
        if month and row["state"] != "cancelled":
            for name in auditors.team_of(row):
                months[name, month] += 1
    for (name, month), number in sorted(months.items()):
        if number > most:
            yield from (said(row | {FIELD: f"{name} {month}"}, person=name, month=f"{month[5:]}.{month[:4]}", n=number) for row in look.of_office())


def _plan_unknown(look: Look) -> Iterator[Row]:
    return iter(look.records("audit_plan", all_years=True, equal={"state": "approved"}, since={"starts_on": look.year[0]},
                             before={"starts_on": look.day}))  # fmt: skip


def _without_evidence(look: Look) -> Iterator[Row]:
    return iter(look.records("checklist_item", empty=("evidence",), among={"verdict": ("conforms", "good_practice", *_NEEDS_NC)}))


def _without_nc(look: Look) -> Iterator[Row]:
    known = {row["checklist_item"] for row in look.records("nonconformity", "checklist_item", all_years=True)}
    for row in look.records("checklist_item", empty=("nonconformity",), filled=("audit",), among={"verdict": _NEEDS_NC}):
        if row["id"] not in known:
            yield row


RULES = (
    Rule("audit.no_programme", "nonconformity", "audit_programme", "9.2.2", _("There is no audit programme for the year"),
         _("Prepare the programme and have it approved."), _no_programme),
    Rule("audit.programme_draft", "nonconformity", "audit_programme", "9.2.2", _("The audit programme of the year was not approved"),
         _("Have it approved, with the order or minutes."), _programme_not_approved, "approved_on"),
    Rule("audit.late", "nonconformity", "audit", "9.2.2", _("An audit that was planned and not carried out"),
         _("Enter when it took place, or why it was moved."), _late, "held_from", _("Planned until {due}; days since: {days}.")),
    Rule("audit.report_late", "nonconformity", "audit_report", "9.2.2", _("The report of an audit is late"),
         _("Write the report and give it to the unit."), _report_late, "", _("The audit ended on {due}; days since: {days}.")),
    Rule("audit.outside_programme", "observation", "audit", "9.2.2", _("An audit outside an approved programme"),
         _("Choose the programme, or call the audit unplanned and say why it was made."), _outside_programme, "programme"),
    Rule("audit.no_plan", "observation", "audit_plan", "9.2.2", _("An audit that was carried out without an approved plan"),
         _("Enter the plan with its approval."), _without_plan),
    Rule("audit.plan_late", "observation", "audit_plan", "9.2.2", _("The plan of an audit did not reach the unit in time"),
         _("Send the plan at least so many working days before the audit as the rules say."), _plan_late, "sent_on",
         _("Days before the audit by which it belongs there: {days}.")),
    Rule("audit.plan_unknown", "observation", "audit_plan", "9.2.2", _("A unit that was not made acquainted with the plan of its audit"),
         _("Have its head acknowledge the plan, with the date."), _plan_unknown, "acknowledged_on"),
    Rule("audit.unit_left_out", "observation", "audit", "9.2.2", _("A unit that no audit has visited within the cycle"),
         _("Put it into the programme of this year or of the next."), _unit_not_audited),
    Rule("audit.clauses_left_out", "observation", "audit_programme", "9.2.2", _("Clauses that no audit of the year looks at"),
         _("Add them to the scope of an audit: every clause is looked at once a year."), _clauses_not_audited,
         sentence=_("Not in the programme: {clauses}.")),
    Rule("audit.load", "hint", "audit", "9.2.2", _("An auditor with too many audits in one month"),
         _("Share the audits out, or move one to another month."), _overloaded, sentence=_("{person}, {month}; audits: {n}.")),
    Rule("audit.untrained", "nonconformity", "audit", "7.2", _("An auditor without training on record"),
         _("Enter the training in the register of auditors, or choose another auditor."), _untrained, "team", _("{person}: {reason}")),
    Rule("audit.led_by_another", "observation", "audit", "7.2", _("An audit is led by somebody who is no lead auditor"),
         _("Choose a lead auditor of the register, or change the grade of the auditor there."), _led_by_another, "lead",
         _("Not a lead auditor: {person}.")),
    Rule("auditor.unpractised", "observation", "auditor", "7.2", _("A lead auditor with less practice than the institution asks"),
         _("Enter the audits that were held before this register, or choose another grade."), _unpractised, "audits_before",
         _("Audits held: {n}; asked for: {least}.")),
    Rule("audit.dependent", "nonconformity", "audit", "9.2.2", _("An auditor of the audited unit itself"),
         _("Choose somebody from another unit."), _dependent, "team", _("Not independent: {person}.")),
    Rule("checklist.no_evidence", "nonconformity", "checklist_item", "9.2.2", _("A verdict without the evidence that was seen"),
         _("Write what was seen: document, number, date, place."), _without_evidence, "evidence"),
    Rule("checklist.no_protocol", "nonconformity", "checklist_item", "10.2.1", _("A nonconformity of the checklist without a protocol"),
         _("Make the protocol (Ф-10) of this question."), _without_nc, "nonconformity"),
)  # fmt: skip

"""What stands on the papers of the internal audit: programme, plan, protocols, registers, order, notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qms_desktop.core.clauses import load_clauses
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import _
from qms_desktop.core.periods import period_called
from qms_desktop.paper import data
from qms_desktop.services.auditors import audits_of
from qms_desktop.services.print_base import Job, Print, by_unit, keys, need, of_record
from qms_desktop.services.views import Record
from qms_desktop.services.workspace import period_now

_CLOSED = ("closed", "void")
_LEFT = ("suspended", "removed")


def _programmes(job: Job) -> list[Print]:
    programmes = job.found_with("audit_programme", "audit", "programme")
    need(programmes, _("There is no audit programme to print yet."))
    return [_programme(job, programme) for programme in programmes]


def _programme(job: Job, programme: Record) -> Print:
    audits = [audit for audit in job.of("audit", order="number") if _belongs(audit, programme)]
    reports = {report["audit"]: report["number"] for report in job.of("audit_report") if report["audit"]}
    shown = [
        {**job.said("audit", audit), "grid": _grid(audit), "report_number": reports.get(audit["id"])} for audit in audits
    ]
    clauses = [clause.number for clause in load_clauses(job.profile.clauses) if clause.parent and "." not in clause.parent]
    body = data.Gathered(record=job.said("audit_programme", programme), lists={
        "audits": shown, "months": _months(job, programme["period"]),
        "auditors": [job.said("auditor", one) for one in _working(job)],
        "coverage": _coverage(job, audits, clauses), "clauses": [{"number": number} for number in clauses],
    })  # fmt: skip
    return of_record(job, programme, body, audits)


def _belongs(audit: Record, programme: Record) -> bool:
    """An audit that names no programme belongs to that of its period."""
    return audit["programme"] == programme["id"] or (not audit["programme"] and audit["period"] == programme["period"])


def _months(job: Job, code: str | None) -> list[dict[str, str]]:
    """The twelve months of the programme's year, as keys `2026-11` and the numbers that stand above the grid."""
    try:
        first = period_called(job.profile, code or period_now(job.profile)).first
    except ValueError:
        first = period_called(job.profile, period_now(job.profile)).first
    months = [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(12)]
    return [{"key": f"{year}-{month:02d}", "label": f"{month:02d}"} for year, month in months]


def _grid(audit: Record) -> dict[str, str]:
    """In which months an audit stands, and as what: where it was carried out, else where it is planned."""
    held = [day[:7] for day in (audit["held_from"], audit["held_to"]) if is_iso_date(day)]
    if audit["state"] == "completed" and held:
        return dict.fromkeys(held, "completed")
    planned = [day[:7] for day in audit["dates"] or () if is_iso_date(day)] or [audit["month"] or ""]
    return dict.fromkeys(planned, audit["state"] or "planned")


def _coverage(job: Job, audits: Iterable[Record], clauses: Iterable[str]) -> list[dict[str, Any]]:
    """A row a unit: which clauses are planned to be audited there, and which were looked at."""
    rows: dict[str, dict[str, str]] = {}
    for audit in audits:
        if audit["state"] == "cancelled" or not audit["unit_audited"]:
            continue
        marks = rows.setdefault(audit["unit_audited"], {})
        looked_at = {item["clause"] or "" for item in job.of("checklist_item", audit=audit["id"]) if item["verdict"]}
        done = audit["state"] == "completed"
        for number in clauses:
            if _covers(looked_at, number) or (done and _covers(audit["clauses"] or (), number)):
                marks[number] = "completed"
            elif _covers(audit["clauses"] or (), number):
                marks.setdefault(number, "planned")
    return [{"unit": job.unit_word(code), "marks": marks} for code, marks in rows.items()]


def _covers(named: Iterable[str], number: str) -> bool:
    """Whether one of the clauses named is this one, one below it, or the chapter that it belongs to."""
    return any(one == number or one.startswith(f"{number}.") or one == number.partition(".")[0] for one in named)


def _working(job: Job) -> list[Record]:
    return [auditor for auditor in job.found("auditor", order="number") if auditor["state"] not in _LEFT]


def _plans(job: Job) -> list[Print]:
    plans = job.found("audit_plan") or [plan for audit in job.selection.ids or () for plan in job.of("audit_plan", audit=audit)]
    need(plans, _("There is no audit plan to print yet."))
    return [_plan(job, plan) for plan in plans]


def _plan(job: Job, plan: Record) -> Print:
    audit = job.one("audit", plan["audit"])
    earlier = [one for one in _open(job, plan["unit"]) if one["audit"] != plan["audit"]]
    body = data.Gathered(record=job.said("audit_plan", plan), lists={"earlier": [_protocol_said(job, one) for one in earlier]})
    number = audit.get("number") or ""
    return of_record(job, plan, body, earlier, period=audit.get("period") or "", number=number, number_is_whole=bool(number))


def _open(job: Job, unit: str) -> list[Record]:
    """The nonconformities of a unit that are not closed, in the order of their numbers."""
    found = [one for one in job.of("nonconformity", order="number") if one["unit"] == unit]
    return [one for one in found if one["state"] not in _CLOSED]


def _protocol_said(job: Job, protocol: Record) -> Record:
    shown = job.said("nonconformity", protocol)
    if protocol["audit"]:
        shown["audit"] = job.one("audit", protocol["audit"]).get("number") or shown["audit"]
    shown["unit"] = job.unit_word(protocol["unit"])
    shown["days_late"] = _days_late(protocol)
    shown["repeats"] = job.one("nonconformity", protocol["repeat_of"]).get("number")
    return shown


def _days_late(protocol: Record) -> int | None:
    """How many days an open protocol is past the term of its actions; none once they were carried out."""
    due = protocol["due"]
    if protocol["state"] in _CLOSED or protocol["done_on"] or not is_iso_date(due):
        return None
    late = (dt.date.today() - dt.date.fromisoformat(due)).days
    return late if late > 0 else None


def _protocols(job: Job) -> list[Print]:
    protocols = job.found("nonconformity", order="number")
    need(protocols, _("There is no nonconformity to print yet."))
    return [of_record(job, one, data.Gathered(record=_protocol_said(job, one))) for one in protocols]


def _protocol_register(job: Job) -> list[Print]:
    protocols = job.found("nonconformity", order="found_on")
    body = data.Register(records=[_protocol_said(job, one) for one in protocols])
    return [Print(body=body, records=keys(protocols), unit=job.selection.unit, accepted=True)]


def _auditors(job: Job) -> list[Print]:
    auditors = job.found("auditor", order="number")
    held = job.of("audit")
    shown = [
        {**job.said("auditor", one), "audits": audits_of(one, held),
         "excluded": [job.unit_word(code) for code in one["excluded"] or ()]}
        for one in auditors
    ]  # fmt: skip
    return [Print(body=data.Register(records=shown), records=keys(auditors), accepted=True, unnumbered=True)]


def _auditors_order(job: Job) -> list[Print]:
    """One annex an order: the auditors whom it appoints; one without auditors to be filled in."""
    orders: dict[str, list[Record]] = {}
    for auditor in _working(job):
        orders.setdefault(auditor["order"] or "", []).append(auditor)
    return [
        Print(body=data.Gathered(record={"order": order.lstrip("№ ")}, lists={"auditors": [job.said("auditor", one) for one in appointed]}),
              records=keys(appointed), unnumbered=True)
        for order, appointed in (orders or {"": []}).items()
    ]  # fmt: skip


def _notices(job: Job) -> list[Print]:
    """One notice a unit: its nonconformities that are open."""
    protocols = [one for one in job.found("nonconformity", order="number") if one["state"] not in _CLOSED]
    return [
        Print(body=data.Register(records=[_protocol_said(job, one) for one in own]), records=keys(own), unit=unit, unnumbered=True)
        for unit, own in by_unit(protocols, job.selection.unit).items()
    ]


BODIES: Mapping[str, Callable[[Job], list[Print]]] = {
    "Ф-07": _programmes,
    "Ф-08": _plans,
    "Ф-10": _protocols,
    "Ф-11": _protocol_register,
    "Ф-20": _auditors,
    "auditors-order": _auditors_order,
    "notice": _notices,
}

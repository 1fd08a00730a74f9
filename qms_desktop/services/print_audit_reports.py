"""What stands on Ф-13: the report of one audit, with the earlier findings first, and the summary of a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.messages import _
from qms_desktop.models.audits import VERDICTS
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.services import annual_reports, audit_figures
from qms_desktop.services.print_base import Job, Print, approver, need, of_record
from qms_desktop.services.views import Record, Selection
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Transaction

CODE = "Ф-13"
SUMMARY = "annual"


def prints(tx: Transaction, ws: Workspace, selection: Selection, language: str) -> list[Print]:
    """A print a report: with the figures that it keeps, before it is approved with those of today."""
    job = Job(tx, ws.profile, selection, language)
    reports = job.found("audit_report") or [one for audit in selection.ids or () for one in job.of("audit_report", audit=audit)]
    need(reports, _("There is no audit report to print yet."))
    return [_summary(ws, job, report) if report["annual"] else _report(job, report) for report in reports]


def _summary(ws: Workspace, job: Job, report: Record) -> Print:
    parts = [{"part": part} for part in annual_reports.parts_of(ws, job.tx, report)]
    body = data.Gathered(record=job.said("audit_report", report), lists={"parts": parts}, part=SUMMARY)
    return of_record(job, report, body, title=_("Summary of the internal audits of the year"))


def _report(job: Job, report: Record) -> Print:
    audit = job.one("audit", report["audit"])
    plan = next(iter(job.of("audit_plan", audit=report["audit"])), {}) if report["audit"] else {}
    figures = report["figures"] or audit_figures.of_report(job.tx, report) or {}
    shown = {
        **job.said("audit_report", report), "audit": job.said("audit", audit) if audit else {},
        "goal": report["goal"] or plan.get("goal"), "scope": report["scope"] or audit.get("scope") or plan.get("scope"),
        "criteria": report["criteria"] or audit.get("criteria") or plan.get("criteria"),
    }  # fmt: skip
    body = data.Gathered(record=shown, lists={
        "by_clause": figures.get("by_clause", ()), "nonconformities": [_worded(job, one) for one in figures.get("nonconformities", ())],
        "previous": [_worded(job, one) for one in figures.get("previous", ())],
        "findings": [{**one, "verdict": VERDICTS[one["verdict"]].text(job.language)} for one in figures.get("findings", ())],
    })  # fmt: skip
    signs = approver(job, report, job.profile.positions["qa_head"])
    return of_record(job, report, body, [audit] if audit else (), approver=signs)


def _worded(job: Job, one: Mapping[str, Any]) -> dict[str, Any]:
    """A nonconformity as it was kept, its choices in words."""
    fields = KINDS["nonconformity"].fields
    return {**one, **{name: fields[name].show(one[name], job.profile, job.language) for name in ("class", "state")}}

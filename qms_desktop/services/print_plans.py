"""What stands on the papers of objectives, plans, minutes and tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qms_desktop.core.messages import _
from qms_desktop.paper import data
from qms_desktop.services import print_tasks
from qms_desktop.services.print_base import (
    Job,
    Print,
    approver,
    by_unit,
    considered,
    is_of_all,
    need,
    of_record,
    of_unit,
)
from qms_desktop.services.views import Record


def _objectives(job: Job) -> list[Print]:
    """One sheet a unit; those of the university are discussed by the council and approved by its head."""
    found = []
    measured: dict[str, list[Record]] = {}
    for one in job.of("measurement", order="measured_on"):
        measured.setdefault(one["objective"] or "", []).append(one)
    for unit, own in by_unit(job.found_with("objective", "measurement", "objective", "number"), job.selection.unit).items():
        shown = [{**job.said("objective", one), "measured": measured.get(one["id"], [])} for one in own]
        print_ = of_unit(own, unit, data.Gathered(lists={"objectives": shown}), (m for one in own for m in measured.get(one["id"], ())))
        found.append(_approved_together(job, print_, own))
    return found


def _approved_together(job: Job, print_: Print, own: list[Record]) -> Print:
    """A print of several records with the approval that they share."""
    if not is_of_all(print_.unit) or not own:
        return replace(print_, approver=approver(job, own[0])) if own else print_
    council = data.Approver(job.profile.approvers.get("considered_by", ""), "", str(_("minutes No. {number}, {date}",
                            number="_____", date=_("“___” ______________ 20___"))))  # fmt: skip
    return replace(print_, approver=approver(job, own[0], job.profile.approvers.get("objectives", "")), considered=council)


def _preventive(job: Job) -> list[Print]:
    """One plan a unit."""
    return [
        of_unit(own, unit, data.Register(records=[job.said("preventive_action", one) for one in own]))
        for unit, own in by_unit(job.found("preventive_action", order="number"), job.selection.unit).items()
    ]


def _plans(job: Job) -> list[Print]:
    plans = job.found("plan", order="number")
    need(plans, _("There is no plan to print yet."))
    return [_plan(job, plan) for plan in plans]


def _process_plans(job: Job) -> list[Print]:
    """The yearly work plans of processes."""
    plans = [plan for plan in job.found("plan", order="number") if plan["plan_kind"] == "process"]
    need(plans, _("There is no plan of a process to print yet."))
    return [_plan(job, plan) for plan in plans]


def _plan(job: Job, plan: Record) -> Print:
    shown = job.said("plan", plan)
    agreed = data.Approver(plan["agreed_by"] or "", "", "", plan["agreed_on"]) if plan["agreed_by"] or plan["agreed_on"] else None
    rector = job.profile.positions.get("rector", "") if is_of_all(plan["unit"]) else ""
    approved = approver(job, plan, rector or job.profile.approvers.get("unit", ""))
    draft = plan["stage"] in ("draft", "discussed")
    return of_record(job, plan, data.Gathered(record=shown), approver=approved, considered=considered(job, plan), agreed=agreed,
                     is_draft=draft, state=shown["stage"])  # fmt: skip


def _minutes(job: Job) -> list[Print]:
    minutes = job.found("minutes", order="number")
    need(minutes, _("There are no minutes to print yet."))
    return [of_record(job, one, data.Gathered(record=job.said("minutes", one))) for one in minutes]


BODIES: Mapping[str, Callable[[Job], list[Print]]] = {
    "Ф-06": _objectives,
    "Ф-12": _preventive,
    "Ф-25": print_tasks.prints,
    "plan": _plans,
    "process-plan": _process_plans,
    "minutes": _minutes,
}

"""Ф-25: every task with a date, wherever it stands, in one list; never typed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date, sort_key
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.services.print_base import Job, Print, keys
from qms_desktop.services.views import Record

VARIANTS = ("unit", "person", "month")

_LISTS = (
    ("risk", "measures"),
    ("objective", "measures"),
    ("nonconformity", "actions"),
    ("survey", "measures"),
    ("plan", "measures"),
    ("inspection", "measures"),
    ("analysis", "measures"),
)
"""The lists of measures that are tasks, by the kind that they belong to."""

def prints(job: Job) -> list[Print]:
    """One list, by unit, by person or by month."""
    variant = job.variant or VARIANTS[0]
    found = [(record, {**task, "group": _group(variant, task)}) for record, task in _all(job)]
    found.sort(key=lambda pair: (not pair[1]["group"], _place(variant, pair[1]), pair[1]["due"] or "9999"))
    records = [record for record, _task in found]
    body = data.Gathered(lists={"tasks": [task for _record, task in found]}, part=variant)
    return [Print(body=body, records=keys(records), unit=job.selection.unit, accepted=True, unnumbered=True)]


def _group(variant: str, task: dict[str, Any]) -> str:
    if variant == "person":
        return task["responsible"] or ""
    if variant == "month":
        return format_date(f"{task['due'][:7]}-01")[3:] if is_iso_date(task["due"]) else ""
    return task["unit"]


def _place(variant: str, task: dict[str, Any]) -> str:
    return (task["due"] or "")[:7] if variant == "month" else sort_key(task["group"])


def _all(job: Job) -> Iterator[tuple[Record, dict[str, Any]]]:
    for record in job.found("action"):
        shown = job.said("action", record)
        yield record, _task(job, record, shown, shown["title"], form=shown["source"], number=record["source_record"] or record["number"],
                            unit=record["of_unit"] or record["unit"])  # fmt: skip
    for record in job.found("decision"):
        shown = job.said("decision", record)
        yield record, _task(job, record, shown, shown["text"], number=record["minutes_number"], unit=record["of_unit"] or record["unit"])
    for record in job.found("preventive_action"):
        shown = job.said("preventive_action", record)
        yield record, _task(job, record, {**shown, "evidence": record["proof"]}, shown["action"], number=record["number"])
    for kind, name in _LISTS:
        for record in job.found(kind):
            for raw, item in zip(record[name] or (), job.said(kind, record)[name] or (), strict=True):
                if item["text"]:
                    yield record, _task(job, record, {**item, "done_on": raw["done_on"]}, item["text"],
                                        number=record.get("number") or record.get("code"))  # fmt: skip


def _task(
    job: Job, record: Record, shown: Record, text: str, *, form: str = "", number: Any = None, unit: str = ""
) -> dict[str, Any]:
    due = shown.get("due_extended") or shown.get("due")
    return {
        "form": form or next(iter(KINDS[record["kind"]].forms), str(KINDS[record["kind"]].label)), "number": number, "text": text,
        "unit": job.unit_word(unit or record["unit"]), "responsible": shown.get("responsible"), "due": shown.get("due"),
        "due_extended": shown.get("due_extended"), "state": shown.get("state"), "progress": _progress(shown),
        "evidence": shown.get("evidence"), "days_late": _days_late(due, shown),
    }  # fmt: skip


def _progress(shown: Record) -> int | None:
    return shown["progress"] if isinstance(shown.get("progress"), int) else None


def _days_late(due: Any, shown: Record) -> int | None:
    if not is_iso_date(due) or shown.get("done_on"):
        return None
    late = (dt.date.today() - dt.date.fromisoformat(due)).days
    return late if late > 0 else None

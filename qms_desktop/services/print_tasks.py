"""Ф-25: every task with a date, wherever it stands, in one list; never typed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.languages import format_date, sort_key
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper import data
from qms_desktop.services import tasks
from qms_desktop.services.print_base import Job, Print, keys
from qms_desktop.services.views import Record

VARIANTS = ("unit", "person", "month")


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
    """What is to be done as a whole, then the lists of measures; what a record of a later year holds stands there alone."""
    terms = tasks.Terms(job.profile)
    for kind, whole in tasks.WHOLE.items():
        for record in job.found(kind):
            listed = record.get(tasks.LISTS.get(kind, ""))
            if not listed and not _is_dropped(record) and (record["due"] or whole.undated):
                yield record, _of_record(job, kind, whole, record, terms)
    for kind, name in tasks.LISTS.items():
        found = job.found(kind)
        followed = {record.get("previous") for record in found}
        for record in found:
            if record.get("void_reason") or record.get("replaced_on"):
                continue
            for raw, item in zip(record[name] or (), job.said(kind, record)[name] or (), strict=True):
                if item["text"] and not _is_dropped(raw) and (_is_done(raw) or record["id"] not in followed):
                    yield record, _of_item(job, kind, record, raw, item, terms)


def _is_dropped(record: Record) -> bool:
    return record.get("state") in tasks.DROPPED or bool(record.get("void_reason"))


def _is_done(record: Record, done_on: str = "done_on") -> bool:
    return bool(record.get(done_on)) or record.get("state") in tasks.FINISHED


def _of_record(job: Job, kind: str, whole: tasks.Whole, record: Record, terms: tasks.Terms) -> dict[str, Any]:
    shown = job.said(kind, record)
    due = tasks.extended(terms.due(record["due"], None, None), record.get("due_extended"))
    return {
        **_task(job, record, shown),
        "form": shown[whole.source] if whole.source else _form(kind), "text": shown[whole.text],
        "number": (record.get("source_record") or record.get("number") or record.get("minutes_number")),
        "due": record["due"], "due_extended": record.get("due_extended"),
        "progress": shown["progress"] if isinstance(shown.get("progress"), int) else None,
        "evidence": shown.get("evidence") or record.get("proof") or shown.get("answer"),
        "days_late": None if _is_done(record, whole.done_on) else _days_late(due),
    }  # fmt: skip


def _of_item(job: Job, kind: str, record: Record, raw: Record, item: Record, terms: tasks.Terms) -> dict[str, Any]:
    later = tasks.granted(record.get(tasks.EXTENSIONS) or ())
    due = tasks.extended(terms.due(raw["due"], record.get("deadline"), record.get("period")), later)
    return {
        **_task(job, record, item),
        "form": _form(kind), "text": item["text"], "number": record.get("number") or record.get("code"),
        "due": raw["due"] or record.get("deadline"), "due_extended": later, "progress": None, "evidence": item.get("evidence"),
        "days_late": None if _is_done(raw) else _days_late(due),
    }  # fmt: skip


def _task(job: Job, record: Record, shown: Record) -> dict[str, Any]:
    return {
        "unit": job.unit_word(record.get("of_unit") or record["unit"]), "responsible": shown.get("responsible"),
        "state": shown.get("state"),
    }  # fmt: skip


def _form(kind: str) -> str:
    return next(iter(KINDS[kind].forms), str(KINDS[kind].label))


def _days_late(due: dt.date | None) -> int | None:
    late = (dt.date.today() - due).days if due is not None else 0
    return late if late > 0 else None

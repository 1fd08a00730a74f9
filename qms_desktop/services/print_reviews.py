"""What stands on Ф-14: the review's items with their figures and comments, the conclusions, the minutes, the decisions."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.messages import Localised, _
from qms_desktop.paper import data
from qms_desktop.services import reviews
from qms_desktop.services.print_base import Job, Print, need, of_record
from qms_desktop.services.reviews import Item, Taken
from qms_desktop.services.views import Record, Selection
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Transaction

CODE = "Ф-14"


def prints(tx: Transaction, ws: Workspace, selection: Selection, language: str) -> list[Print]:
    """A print a review: with the figures that were kept, before that with those of today."""
    job = Job(tx, ws.profile, selection, language)
    found = job.found("review")
    need(found, _("There is no management review to print yet."))
    return [_print(ws, job, record) for record in found]


def _print(ws: Workspace, job: Job, record: Record) -> Print:
    sheet = reviews.read_in(ws, job.tx, record["id"])
    package = reviews.package_of(job.tx, record)
    minutes = job.one("minutes", record["minutes"])
    body = data.Gathered(record=job.said("review", record), lists={
        "items": [_item(item) for item in sheet.items], "taken": [_taken(sheet.taken)] if sheet.taken else [],
        "decisions": [job.said("decision", one) for one in sheet.decisions],
        "minutes": [job.said("minutes", minutes)] if minutes else [],
    })  # fmt: skip
    agreed = data.Approver(_representative(ws), record["agreed_by"] or "", "", record["agreed_on"])
    more = [*sheet.decisions, *([package] if package else []), *([minutes] if minutes else [])]
    return of_record(job, record, body, more, agreed=agreed)


def _representative(ws: Workspace) -> Localised:
    return ws.profile.positions.get("qms_representative") or _("Management representative")


def _item(item: Item) -> dict[str, Any]:
    return {"key": item.key, "title": item.title, "source": item.source, "added": item.added, "figures": item.figures,
            "parts": item.parts, "lack": item.lack, "comment": item.comment}  # fmt: skip


def _taken(taken: Taken) -> dict[str, Any]:
    return {"on": taken.on, "position": taken.position, "included": len(taken.included), "missing": len(taken.missing),
            "fingerprint": taken.fingerprint, "is_frozen": taken.is_frozen, "is_whole": taken.is_whole}  # fmt: skip

"""Ф-25, the consolidated action plan: every task with a date, by unit, by person or by month, to be signed off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import SMALL
from qms_desktop.paper.data import PrintJob, Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form, Grid
from qms_desktop.paper.records import plain
from qms_desktop.paper.table import HAND_ROW, Column, Row, table

UNIT, PERSON, MONTH = "unit", "person", "month"
ORDER = {
    UNIT: p_("paper", "by unit"),
    PERSON: p_("paper", "by person"),
    MONTH: p_("paper", "by month"),
}


_COLUMNS = (
    Column(p_("paper", "No."), 10, "center"),
    Column(p_("paper", "Source"), 27),
    Column(p_("paper", "Task"), 44),
    Column(p_("paper", "Unit, responsible"), 32),
    Column(p_("paper", "Due (extended)"), 26, "center"),
    Column(p_("paper", "State, %"), 24),
    Column(p_("paper", "Evidence"), 21),
    Column(p_("paper", "Days late"), 18, "center"),
    Column(p_("signature table", "signature"), 15),
)


_DUE = 4
"""The place of the term among the columns."""


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    yield from table(_COLUMNS, _rows(job), width, style=SMALL, blank=12)


def _rows(job: PrintJob) -> Iterator[Row]:
    place = 0
    for group, tasks in groupby(job.body.list("tasks"), key=lambda task: task.get("group") or ""):
        yield Row([group or p_("paper", "not named")], band=True)
        for first, task in enumerate(tasks):
            place += 1
            unit = None if task.get("unit") == group else task.get("unit")  # it stands in the heading already
            yield Row(_cells(place, {**task, "unit": unit}), joined=first == 0, least=HAND_ROW)


def _cells(place: int, task: Record) -> list[object]:
    return [
        place, [task.get("form"), task.get("number")], task.get("text"), [task.get("unit"), values.words(task.get("responsible"))],
        [values.day(task.get("due")), values.day(task.get("due_extended"))],
        [task.get("state"), f"{task['progress']} %" if task.get("progress") is not None else ""],
        task.get("evidence"), task.get("days_late"), "",
    ]  # fmt: skip


def _sheet(job: PrintJob) -> Grid:
    """Without the column to sign in; a term that was not moved is a date."""
    rows = [[plain(cell) for cell in _cells(place, task)[:-1]] for place, task in enumerate(job.body.list("tasks"), 1)]
    for row, task in zip(rows, job.body.list("tasks"), strict=True):
        if is_iso_date(task.get("due")) and not task.get("due_extended"):
            row[_DUE] = dt.date.fromisoformat(task["due"])
    return Grid([column.heading for column in _COLUMNS[:-1]], rows)


def _remarks(job: PrintJob) -> list[Words]:
    return [_("Tasks {order}: {n}", order=ORDER[job.body.part or UNIT], n=len(job.body.list("tasks")))]


FORM = Form(
    code="Ф-25",
    title=p_("paper", "Consolidated action plan"),
    kinds=("action", "decision"),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.office,
    remarks=_remarks,
    sheet=_sheet,
)

"""Ф-07, the annual audit programme: what is audited in which month and by whom, and the coverage of units and clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, heading
from qms_desktop.paper.data import PrintJob, Record
from qms_desktop.paper.flow import NewPage, Slice
from qms_desktop.paper.form import Form, Grid
from qms_desktop.paper.records import Part, grid, note, particulars, record_table
from qms_desktop.paper.table import Column, Row, table

PLANNED, DONE, MOVED, CANCELLED = "•", "√", "–", "×"
"""The marks of the grid: the type has a sign for each."""

_HEAD = (Part("goal", room=2), Part("scope", room=2), Part("criteria", room=2), Part("rationale", room=2))
_LINE = (
    Part("unit_audited", 36),
    Part("processes", 34),
    Part("clauses", 25, say=lambda audit: values.words(audit.get("clauses"))),
    Part("audit_kind method", 26),
    Part("lead team", 36, p_("paper", "Lead auditor, auditors")),
)
_AUDITORS = (Part("name", 50), Part("grade", 32), Part("of_unit position", 80), Part("order", 50), Part("trained_until", 30))
_CHANGES = (Part("text", 80), Part("reason", 50), Part("version", 20), Part("approved_by", 50), Part("approved_on", 28))
_CLAUSES_A_TABLE, _UNITS_OF_TWO_TABLES = 15, 7
"""So many clauses stand beside each other, and of so many units two tables on a page."""
_MARKS = {"planned": PLANNED, "in_audit": PLANNED, "completed": DONE, "moved": MOVED, "cancelled": CANCELLED}


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    yield from particulars("audit_programme", _HEAD, body.record, width)
    yield from record_table("audit", _lines(job), body.list("audits"), width,
                            title=p_("paper", "Audits of the year by months"), blank=10)  # fmt: skip
    yield from note(_("{planned} planned, {done} carried out, {moved} moved, {cancelled} cancelled.",
                      planned=PLANNED, done=DONE, moved=MOVED, cancelled=CANCELLED), width)  # fmt: skip
    if body.list("auditors"):
        yield from record_table("auditor", _AUDITORS, body.list("auditors"), width, title=p_("paper", "Auditors"))
    if body.record.get("changes"):
        yield from record_table("audit_programme.changes", _CHANGES, body.record["changes"], width,
                                title=p_("paper", "Changes of the programme"))  # fmt: skip
    if body.list("coverage"):
        yield NewPage()
        yield from _coverage(body.list("coverage"), body.list("clauses"), width)


def _lines(job: PrintJob) -> list[Part]:
    """The columns of the audits, a narrow one for each month among them."""
    months = [
        Part("", 8, month["label"], lambda audit, key=month["key"]: _MARKS.get(audit.get("grid", {}).get(key, ""), ""), "center")
        for month in job.body.list("months") or [{"key": "", "label": ""}] * 12
    ]
    return [*_LINE, *months, Part("", 22, p_("paper", "Report No."), lambda audit: audit.get("report_number"))]


def _sheet(job: PrintJob) -> Grid:
    return grid("audit", _lines(job), job.body.list("audits"))


def _coverage(units: Sequence[Record], clauses: Sequence[Record], width: float) -> Iterator[Slice]:
    """The annex: a row a unit, a column a clause, in as many tables as the page is wide."""
    for first in range(0, len(clauses), _CLAUSES_A_TABLE):
        if first and len(units) > _UNITS_OF_TWO_TABLES:
            yield NewPage()
        shown = [clause["number"] for clause in clauses[first : first + _CLAUSES_A_TABLE]]
        columns = [Column(p_("paper", "Unit"), 72), *(Column(number, 13, "center", SMALL_STRONG) for number in shown)]
        rows = (
            Row([one["unit"], *(_MARKS.get(one["marks"].get(number, ""), "") for number in shown)], joined=place > 0)
            for place, one in enumerate(units)
        )
        yield from heading(p_("paper", "Annex. Coverage of units and clauses"), width)
        yield from table(columns, rows, width, style=SMALL, glued=True)


FORM = Form(
    code="Ф-07",
    title=p_("paper", "Annual internal audit programme"),
    kinds=("audit_programme", "audit"),
    landscape=True,
    needs_approval=True,
    build=_build,
    signatories=signers.office,
    sheet=_sheet,
)

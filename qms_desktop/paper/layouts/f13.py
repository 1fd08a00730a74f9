"""Ф-13, the audit report: earlier findings first, what was examined, results by clause, findings, conclusion; also of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qms_desktop.core.messages import _, p_
from qms_desktop.models.audits import VERDICTS
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG, Set, heading
from qms_desktop.paper.data import PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.layouts import report
from qms_desktop.paper.records import Part, particulars, prose, record_table
from qms_desktop.paper.table import Column, table

KIND, PROTOCOL = "audit_report", "nonconformity"
_SUMMARY = "annual"


def _dates(record: Record) -> str:
    audit = record.get("audit") or {}
    days = [values.day(audit.get(name)) for name in ("held_from", "held_to")]
    return " – ".join(dict.fromkeys(filter(None, days)))


def _line(record: Record) -> str:
    audit = record.get("audit") or {}
    return "; ".join(str(part) for part in (audit.get("number"), audit.get("programme")) if part)


_HEAD = (
    Part("audit", heading=p_("paper", "Programme line, audit No."), say=_line), Part("audit", heading=p_("paper", "Dates of the audit"), say=_dates),
    Part("goal", room=2), Part("scope", room=2), Part("criteria", room=2), Part("team"), Part("persons_met", room=2),
)  # fmt: skip
_YEAR = (Part("team"), Part("examined"))
_PREVIOUS = (Part("number", 28), Part("clause", 18), Part("statement", 72), Part("class", 20), Part("state", 32))
_FOUND = (Part("number", 28), Part("clause", 18), Part("statement", 74), Part("class", 22), Part("due", 28, p_("paper", "Term")))
_DISTRIBUTION = (Part("recipient", 110), Part("on", 30))
_COUNTED = ("conforms", "minor_nc", "major_nc", "observation", "ofi", "good_practice", "not_applicable", "not_examined")


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    record = job.body.record
    if job.body.part == _SUMMARY:
        yield from particulars(KIND, _YEAR, record, width)
        yield from _conclusion(record, width)
        for one in job.body.list("parts"):
            yield from report.part(one["part"], width)
    else:
        yield from _of_audit(job, width)
        yield from _conclusion(record, width)
    yield from record_table(f"{KIND}.distribution", _DISTRIBUTION, record.get("distribution") or (), width,
                            title=p_("paper", "Distribution list"), blank=4)  # fmt: skip


def _of_audit(job: PrintJob, width: float) -> Iterator[Slice]:
    body = job.body
    record = body.record
    yield from particulars(KIND, _HEAD, record, width)
    none: Words = p_("paper", "none") if record and not job.sheet.is_draft else ""  # a draft and a blank have room to write
    yield from _table_or(none, PROTOCOL, _PREVIOUS, body.list("previous"), width, p_("paper", "1. Status of previous findings"), 2)
    if record.get("previous"):
        yield from prose(p_("paper", "On the previous findings"), record["previous"], width)
    yield from prose(p_("paper", "2. What was examined"), record.get("examined"), width)
    yield from prose(p_("paper", "What was not examined, and why"), record.get("not_examined") or none, width, room=2)
    yield from heading(p_("paper", "3. Results by clause"), width)
    yield from _by_clause(body.list("by_clause"), width)
    yield from _table_or(none, PROTOCOL, _FOUND, body.list("nonconformities"), width, p_("paper", "4. Nonconformities"), 3)
    yield from heading(p_("paper", "5. Observations, opportunities for improvement, good practice"), width)
    columns = [Column(p_("paper", "Finding of the check"), 40), Column(p_("paper", "Clause"), 20), Column(p_("paper", "What was found"), 110)]
    rows = [[one["verdict"], one["clause"], one["text"]] for one in body.list("findings")]
    yield from table(columns, rows, width, style=SMALL, glued=True, blank=3)
    if record.get("good_practice"):
        yield from prose(p_("paper", "Good practice"), record["good_practice"], width)
    yield from prose(p_("paper", "6. Disagreements"), record.get("disagreement") or none, width, room=2)
    if record.get("unit_comment"):
        yield from prose(p_("paper", "Comment of the unit"), record["unit_comment"], width)


def _table_or(none: Words, named: str, parts: Sequence[Part], rows: Sequence[Record], width: float, title: Words, blank: int) -> Iterator[Slice]:
    """A table of records, or the word for none of them."""
    if rows or not none:
        yield from record_table(named, parts, rows, width, title=title, blank=blank)
    else:
        yield from prose(title, none, width)


def _by_clause(rows: Sequence[Record], width: float) -> Iterator[Slice]:
    """The verdicts of each clause with how many questions were examined; the total in the last line."""
    columns = [Column(p_("paper", "Clause"), 22), Column(p_("paper", "Examined"), 17, "center"), Column(p_("paper", "Conforming, %"), 25, "center"),
               *(Column(VERDICTS[verdict], 17, "center") for verdict in _COUNTED)]  # fmt: skip
    yield from table(columns, [_clause(row) for row in rows], width, style=SMALL, glued=True, blank=4)


def _clause(row: Record) -> list[Any]:
    share = f"{values.number(row['share'])} ({row['conforming']}/{row['examined']})" if row["share"] is not None else "–"
    cells = [row["clause"] or p_("paper", "Total"), row["examined"], share, *(row["counts"].get(verdict, 0) for verdict in _COUNTED)]
    if row["clause"] is not None:
        return cells
    return [Set(cell, SMALL_STRONG._replace(align="center" if place else "left")) for place, cell in enumerate(cells)]


def _conclusion(record: Record, width: float) -> Iterator[Slice]:
    said = [part for part in (values.words(record.get("conclusion")), values.words(record.get("summary"))) if part]
    yield from prose(p_("paper", "Conclusion"), said, width, room=4)
    if record.get("proposals"):
        yield from prose(p_("paper", "Proposals"), record["proposals"], width)


def _remarks(job: PrintJob) -> list[Words]:
    if job.body.part == _SUMMARY:
        return []
    return [_("Audited unit: {unit}", unit=job.sheet.unit if job.body.record else "_" * 40)]


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    record, positions = job.body.record, job.profile.positions
    prepared = values.words(record.get("prepared_by"))
    if job.body.part == _SUMMARY:
        return (Signatory(p_("paper", "Prepared by"), positions.get("qa_head", job.profile.qa_office.name), prepared, duty="qa_head"),)
    team = (record.get("audit") or {}).get("team") or ()
    return (
        Signatory(p_("paper", "Prepared by"), p_("paper", "Lead auditor"), prepared),
        *(Signatory(p_("paper", "Auditor"), "", name) for name in team),
        Signatory(p_("paper", "Acquainted"), positions.get("unit_head", p_("paper", "Head of the unit")), values.words(record.get("agreed_by"))),
    )


FORM = Form(
    code="Ф-13",
    title=p_("paper", "Audit report"),
    kinds=("audit_report", "audit"),
    landscape=False,
    needs_approval=True,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

"""Ф-09, the audit checklist: blank, to be filled in by hand where the audit is, or filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _, p_
from qms_desktop.paper import values
from qms_desktop.paper.blocks import SMALL, SMALL_ITALIC, SMALL_STRONG, Set, Ticks, paragraph, space
from qms_desktop.paper.data import Checklist, PrintJob, Record, Signatory, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.table import Column, table

_BLANK_ROW = 30 * mm
_VERDICTS = (
    (p_("tick box", "C"), p_("paper", "conforms")),
    (p_("tick box", "Mi"), p_("paper", "minor nonconformity")),
    (p_("tick box", "Ma"), p_("paper", "major nonconformity")),
    (p_("tick box", "O"), p_("paper", "observation")),
    (p_("tick box", "I"), p_("paper", "opportunity for improvement")),
)


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    checklist = job.body
    yield from _blank(checklist, width) if checklist.blank else _filled(checklist, width)


def _blank(checklist: Checklist, width: float) -> Iterator[Slice]:
    letters = Ticks(tuple(str(letter) for letter, _word in _VERDICTS))
    columns = [
        Column(p_("paper", "No."), 9, "center"),
        Column(p_("paper", "Clause"), 16, "center"),
        Column(p_("paper", "Question"), 53),
        Column(_("Evidence: what was seen (document No., date, position, place)"), 62),
        Column(p_("paper", "Verdict"), 30),
    ]
    rows = [
        (number, values.words(item.get("clause")), _question(item), "", letters)
        for number, item in enumerate(checklist.items, 1)
    ]
    meaning = "; ".join(f"{letter} – {word}" for letter, word in _VERDICTS)
    yield paragraph(f"{meaning}.", width, SMALL)
    yield space(1.5 * mm, glued=True)
    yield from table(columns, rows, width, style=SMALL, least=_BLANK_ROW, top=True, blank=5, glued=True)


def _filled(checklist: Checklist, width: float) -> Iterator[Slice]:
    columns = [
        Column(p_("paper", "No."), 8, "center"),
        Column(p_("paper", "Clause"), 16, "center"),
        Column(p_("paper", "Question"), 63),
        Column(p_("paper", "Evidence"), 42),
        Column(p_("paper", "Verdict"), 25, style=SMALL_STRONG),
        Column(p_("paper", "Statement of the finding"), 30),
    ]
    rows = [
        (
            number,
            values.words(item.get("clause")),
            _question(item),
            values.words(item.get("evidence")),
            values.words(item.get("verdict")),
            _finding(item),
        )
        for number, item in enumerate(checklist.items, 1)
    ]
    yield from table(columns, rows, width, style=SMALL, top=True, blank=5)
    yield from _totals(checklist, width)


def _question(item: Record) -> list[Any]:
    expected = values.words(item.get("expected_evidence"))
    said: list[Any] = [values.words(item.get("question"))]
    if expected:
        said.append(Set(_("Expected: {evidence}", evidence=expected), SMALL_ITALIC))
    return said


def _finding(item: Record) -> list[Any]:
    protocol = values.words(item.get("nonconformity"))
    said: list[Any] = [values.words(item.get("finding"))]
    if protocol:
        said.append(_("Protocol No. {number}", number=protocol))
    return said


def _totals(checklist: Checklist, width: float) -> Iterator[Slice]:
    """How many questions there were, and how many of each verdict."""
    counts = Counter(
        values.words(item.get("verdict")) or str(p_("paper", "without a verdict")) for item in checklist.items
    )
    listed = "; ".join(f"{verdict} – {count}" for verdict, count in counts.items())
    if listed:
        yield space(1.5 * mm, glued=True)
        text = _("Questions: {n}. {verdicts}.", n=len(checklist.items), verdicts=listed)
        yield paragraph(text, width, SMALL, glued=True)


def _remarks(job: PrintJob) -> list[Words]:
    checklist = job.body
    audit = checklist.audit
    if audit is None:
        said: list[Words] = [_("Kind of check: self-check by the unit")]
    else:
        number = values.words(audit.get("number")) or "________"
        said = [_("Kind of check: internal audit, audit No. {number}", number=number)]
        for label, key in (
            (p_("paper", "Lead auditor"), "lead"),
            (p_("paper", "Audit team"), "team"),
            (p_("paper", "Dates of the audit"), "dates"),
            (p_("paper", "Scope of the audit"), "scope"),
        ):
            shown = ", ".join(values.day(one) for one in values.points(audit.get(key)))
            if shown:
                said.append(f"{label}: {shown}")
    if checklist.date:
        said.append(_("Date: {date}", date=format_date(checklist.date)))
    return said


def _signatories(job: PrintJob) -> Sequence[Signatory]:
    checklist = job.body
    role = p_("paper", "Carried out by") if checklist.audit is None else p_("paper", "Auditor")
    auditors = [Signatory(role, "", name) for name in checklist.auditors or ("",)]
    return (*auditors, Signatory(p_("paper", "Representative of the unit"), "", checklist.representative))


FORM = Form(
    code="Ф-09",
    title=p_("paper", "Audit checklist"),
    kinds=("checklist_item",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=_signatories,
    remarks=_remarks,
)

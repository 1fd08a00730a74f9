"""Ф-10, the protocol of a nonconformity: seven framed parts, each signed by the one who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from reportlab.lib.units import mm

from qms_desktop.core.messages import _, p_
from qms_desktop.paper import signers, values
from qms_desktop.paper.blocks import SMALL, SMALL_STRONG
from qms_desktop.paper.data import PrintJob, Record, Words
from qms_desktop.paper.flow import Slice
from qms_desktop.paper.form import Form
from qms_desktop.paper.records import Part, beside, particular_rows
from qms_desktop.paper.table import Column, Row, table

KIND = "nonconformity"
_SIGNED = 7 * mm


def _requirement(record: Record) -> list[str]:
    return [values.words([record.get("clause"), record.get("document")]), values.words(record.get("requirement"))]


def _extensions(record: Record) -> list[str]:
    """The old term stays in sight beside each new one."""
    return [
        "; ".join(filter(None, (values.day(one.get("due")), values.words(one.get("reason")), values.words(one.get("granted_by")),
                                values.day(one.get("granted_on")))))
        for one in values.items(record.get("extensions"))
    ]  # fmt: skip


def _actions(record: Record) -> list[Any]:
    said: list[Any] = []
    for place, one in enumerate(values.items(record.get("actions")), 1):
        more = (values.words(one.get("responsible")), values.day(one.get("due")), values.words(one.get("resources")),
                values.words(one.get("expected")))  # fmt: skip
        said.append(f"{place}) {values.words(one.get('text'))} ({'; '.join(filter(None, more))})")
    return said or [values.words(record.get("no_action_reason"))]


class Framed(NamedTuple):
    """A part of the protocol: its title, its lines, who signs it, and the fields of that name and date."""

    title: Words
    parts: tuple[Part, ...]
    signer: Words
    name: str = ""
    date: str = ""


def _line(names: str, room: int = 1) -> Part:
    return Part(names, say=beside(KIND, names), room=room)


_PARTS = (
    Framed(p_("paper", "1. Identification"), (
        _line("found_on place"), _line("source situation"), _line("type"), _line("process audit"),
    ), p_("paper", "Auditor"), "auditor", "found_on"),
    Framed(p_("paper", "2. Statement of the nonconformity"), (
        Part("requirement", say=_requirement), Part("statement", room=2), Part("evidence", room=2), _line("class repeat_of"),
        _line("opinion disagreement"),
    ), p_("paper", "Representative of the unit"), "acknowledged_by", "acknowledged_on"),
    Framed(p_("paper", "3. Correction"), (
        Part("correction", room=2), _line("correction_due correction_done_on"),
    ), p_("paper", "Head of the unit")),
    Framed(p_("paper", "4. Cause"), (
        Part("whys", room=3), Part("cause_category"), Part("root_cause"), _line("extent extent_note"),
    ), p_("paper", "Head of the unit")),
    Framed(p_("paper", "5. Corrective action"), (
        Part("actions", say=_actions, room=3), Part("criterion"),
    ), p_("paper", "Plan accepted (auditor, QA office)")),
    Framed(p_("paper", "6. Completion"), (
        _line("done_on proof"), Part("extensions", say=_extensions),
    ), p_("paper", "Head of the unit")),
    Framed(p_("paper", "7. Verification"), (
        _line("implemented effective"), Part("verification"), _line("risk_update change_entry"),
    ), p_("paper", "Auditor"), "verified_by", "verified_on"),
)  # fmt: skip


def _build(job: PrintJob, width: float) -> Iterator[Slice]:
    record = job.body.record
    columns = [Column("", 0.3, style=SMALL_STRONG), Column("", 0.7)]
    rows: list[Row] = []
    for framed in _PARTS:
        rows.append(Row([framed.title], band=True))
        rows += [row._replace(joined=True) for row in particular_rows(KIND, framed.parts, record)]
        rows.append(_signed(framed.signer, record.get(framed.name), record.get(framed.date)))
    rows.append(_signed(p_("paper", "Closed: QA office"), record.get("closed_by"), record.get("closed_on")))
    yield from table(columns, rows, width, style=SMALL, headed=False)


def _signed(who: Words, name: Any, date: Any) -> Row:
    """A line to sign on, with the name and the day where they are known."""
    day = values.day(date) or _("“___” ______________ 20___")
    line = f"{who}: {'_' * 20} {values.words(name) or '_' * 20}   {day}"
    return Row([line], band=True, plain=True, joined=True, least=_SIGNED)


FORM = Form(
    code="Ф-10",
    title=p_("paper", "NC and corrective action protocol"),
    kinds=("nonconformity",),
    landscape=False,
    needs_approval=False,
    build=_build,
    signatories=signers.nobody,
)

"""Ф-26, the transmittal sheet: what a unit hands over with a bundle, sheet by sheet, and what it does not."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Text, _
from qms_desktop.paper import data
from qms_desktop.paper.forms import FORMS
from qms_desktop.paper.render import render
from qms_desktop.services import answers, expectations, print_bodies, print_jobs, units
from qms_desktop.services.print_base import Print, times_handed
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading, tables
from qms_desktop.store.transaction import Key, Transaction

CODE = "Ф-26"
ALSO = ("Ф-10", "Ф-12", "Ф-19", "Ф-21", "Ф-22")
"""Forms that are handed over where a unit has records for them, though nobody expects them of every unit."""


def prints(tx: Transaction, ws: Workspace, selection: Selection, language: str) -> list[Print]:
    """One sheet a unit; at the office without a unit named, one for each unit that sent anything."""
    known = units.units(tx, ws.profile)
    codes = [selection.unit] if selection.unit else [code for code in known if _bundle(tx, ws, code)]
    if not codes:
        raise UserError(_("No unit has handed anything over yet."), _("Name the unit, or receive its bundle first."))
    return [_print(tx, ws, known.get(code) or _unknown(code), selection, language) for code in codes]


def _unknown(code: str) -> UnitInfo:
    return UnitInfo(code, Text.of(code), "other", None, None)


def _print(tx: Transaction, ws: Workspace, unit: UnitInfo, selection: Selection, language: str) -> Print:
    expected = [each.form for each in expectations.expectations(tx).of(unit)]
    rows: list[dict[str, Any]] = []
    records: list[Key] = []
    missing = []
    for code in dict.fromkeys([*expected, *ALSO]):
        kind = expectations.kind_of(code)
        if kind is None or not reading.count(tx, reading.Query(kind, unit=unit.code)):
            missing += [f"{code} {_title(ws, code, language)}"] if code in expected else []
        elif code in FORMS:
            sheets = _sheets(tx, ws, code, Selection(unit.code, selection.year), language)
            rows += [row for row, _keys in sheets]
            records += [key for _row, keys in sheets for key in keys]
        else:
            keys = [Key(unit.code, kind, record) for record in reading.column(tx, reading.Query(kind, unit=unit.code), "id")]
            rows.append({"form": code, "title": _title(ws, code, language), "records": len(keys)})
            records += keys
    bundle = _bundle(tx, ws, unit.code)
    body = data.Transmittal(rows=rows, missing=missing, returned=list(_returned(tx, ws, unit.code)))
    return Print(body=body, records=list(dict.fromkeys(records)), unit=unit.code, numbered_by=bundle, accepted=bool(bundle))


def _title(ws: Workspace, code: str, language: str) -> str:
    return ws.profile.forms[code].title.text(language) if code in ws.profile.forms else ""


def _sheets(
    tx: Transaction, ws: Workspace, code: str, selection: Selection, language: str
) -> list[tuple[dict[str, Any], list[Key]]]:
    """Each sheet of a form as it is printed now: its number, state, pages and check code, and the records on it."""
    form = FORMS[code]
    found = print_bodies.prints(tx, ws.profile, form, selection, language)
    stamps, jobs = print_jobs.prepared(tx, ws, form, found, selection, language)
    return [
        ({
            "form": code, "title": _title(ws, code, language), "number": job.sheet.record_number,
            "version": times_handed(tx, p.records), "state": job.sheet.state, "records": len(p.records),
            "pages": render(code, job, io.BytesIO(), language).pages, "code": stamp.shown,
        }, p.records)
        for p, stamp, job in zip(found, stamps, jobs, strict=True)
    ]  # fmt: skip


def _returned(tx: Transaction, ws: Workspace, unit: str) -> Iterable[dict[str, str]]:
    for answer in answers.answers(ws, tx, unit):
        if answer.state == answers.RETURNED:
            said = [answer.remarks, *(f"{remark.label.text(ws.language)}: {remark.text}" for remark in answer.on_fields)]
            yield {"number": answer.number, "title": answer.title, "reason": "; ".join(filter(None, said))}


def _bundle(tx: Transaction, ws: Workspace, unit: str) -> dict[str, str]:
    """The day of the unit's last bundle, and which of that day it was; nothing before the first."""
    bundle = tables.bundle
    sent = ws.role == "department" and unit == ws.unit
    of_unit = [bundle.c.direction == "out"] if sent else [
        bundle.c.direction == "in", bundle.c.unit == unit, bundle.c.status.in_(("merged", "already"))]  # fmt: skip
    last = tx.connection.execute(select(func.max(bundle.c.at)).where(*of_unit)).scalar_one()
    if last is None:
        return {}
    that_day = select(func.count()).where(*of_unit, bundle.c.at.like(f"{last[:10]}%"))
    return {"date": format_date(last[:10]), "n": str(tx.connection.execute(that_day).scalar_one())}

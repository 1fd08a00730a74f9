"""Spreadsheets out and in: registers and the records of any kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qms_desktop.core.messages import Localised, speaking
from qms_desktop.models.catalogue import kind_named
from qms_desktop.paper.data import PrintJob, Sheet
from qms_desktop.paper.form import Form
from qms_desktop.paper.forms import FORMS
from qms_desktop.services import papers, print_bodies, print_processes, records, transmittal, units, views
from qms_desktop.services.copies import originals
from qms_desktop.services.records import SaveResult
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.sheets import (
    SheetColumn,
    SheetData,
    SheetTable,
    base_of,
    integrated_sheet,
    kind_sheet,
    passport_sheet,
    process_register_sheet,
    read_table,
    register_sheet,
    rows_to_records,
    write_sheet,
)
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.faults import told
from qms_desktop.store.transaction import Appended, Transaction

FORM_SHEETS = ("Ф-02", "Ф-03", "Ф-04", "Ф-05")


def has_sheet(code: str) -> bool:
    """Whether a form is a table, and not the card of one record or a sheet to be handed over."""
    return code in FORMS and code != transmittal.CODE and (FORMS[code].sheet is not None or code not in papers.EACH)


def export(ws: Workspace, what: str, out: Path, *, unit: str | None = None, year: str | None = None) -> dict[str, Any]:
    """A form or the records of a kind as xlsx: `{"file", "rows"}`. Of a form with several kinds the first is counted."""
    code = what.strip().upper().replace("F", "Ф")
    selection = Selection(unit or (None if ws.is_office else ws.unit), year)
    with ws.store.reading() as tx:
        units.check_unit(tx, ws.profile, unit)
        base = {"position": tx.position(), "store": ws.key.device}
        if code in FORM_SHEETS:
            sheet = _form(ws, tx, code, selection, base)
        elif code in FORMS and FORMS[code].sheet is not None:
            sheet = _gathered(ws, tx, FORMS[code], selection)
        elif code in FORMS:
            first, *others = FORMS[code].kinds
            sheet = _with_others(_kind(ws, tx, first, selection, base), [_kind(ws, tx, kind, selection, base) for kind in others])
        else:
            sheet = _kind(ws, tx, kind_named(what).name, selection, base)
    with told():
        write_sheet(out, sheet, ws.language)
    return {"file": str(out), "rows": len(sheet.rows)}


def _form(ws: Workspace, tx: Transaction, code: str, selection: Selection, base: Any) -> SheetData:
    profile, language = ws.profile, ws.language
    info = _info(ws, tx, code, selection)
    if code == "Ф-02":
        rows = print_processes.register(tx, ws, selection, language)
        return process_register_sheet(rows, profile, language, info=info)
    if code == "Ф-05":
        blocks = views.integrated_table(tx, profile, selection, language)
        plain = [{"process": b.process, "risks": b.risks, "opportunities": b.opportunities} for b in blocks]
        return integrated_sheet(plain, profile, language, info=info)
    if code == "Ф-03":
        return passport_sheet(selection.records(tx, "risk", order="code"), profile, language, info=info, base=base)
    return register_sheet(views.risk_register(tx, selection), profile, language, info=info, base=base)


def _gathered(ws: Workspace, tx: Transaction, form: Form, selection: Selection) -> SheetData:
    """A form that is put together from many records: a view, which is not read back."""
    with speaking(ws.language):
        prints = print_bodies.prints(tx, ws.profile, form, selection, ws.language)
        grids = [form.sheet(PrintJob(ws.profile, Sheet(), p.body)) for p in prints if form.sheet is not None]
        columns = [SheetColumn(f"~{place}", str(heading)) for place, heading in enumerate(grids[0].headings)]
    return SheetData(code=form.code, title=form.title, columns=columns, rows=[row for grid in grids for row in grid.rows],
                     info=_info(ws, tx, form.code, selection))  # fmt: skip


def _with_others(sheet: SheetData, others: Sequence[SheetData]) -> SheetData:
    """A sheet with those of the other kinds that stand on the form behind it; each kind's own sheet is what is read back."""
    return replace(sheet, lists=[*sheet.lists, *(SheetTable(f"~{other.kind}", other.title, other.columns, other.rows) for other in others)])


def _kind(ws: Workspace, tx: Transaction, name: str, selection: Selection, base: Any) -> SheetData:
    kind = kind_named(name)
    found = originals(ws.profile, name, selection.records(tx, name))
    names: dict[str, str] = {}
    for field in kind.fields.values():
        if field.names_record:
            wanted = tuple({record[field.name] for record in found if record[field.name]})
            for named in reading.records(tx, reading.Query(field.refers_to, ids=wanted)):
                names[named["id"]] = kind_named(field.refers_to).title_of(named, ws.profile, ws.language)
    return kind_sheet(kind, found, ws.profile, ws.language, info=_info(ws, tx, "", selection), base=base, names=names)


def _info(ws: Workspace, tx: Transaction, code: str, selection: Selection) -> dict[str, Any]:
    described = ws.profile.forms.get(code)
    unit: Localised = units.unit_name(tx, ws.profile, selection.unit or ws.unit)
    return {
        "institution": ws.profile.institution, "unit": unit, "form": code,
        "edition": described.edition if described else "", "period": selection.year or period_now(ws.profile),
        "printed_at": dt.datetime.now().replace(microsecond=0),
        "printed_by": units.person(tx, ws.person).get("name", ""),
    }  # fmt: skip


def take_in(ws: Workspace, file: Path, kind_name: str, *, dry_run: bool = False) -> dict[str, Any]:
    """Records from a spreadsheet or a Word table: `{"rows", "created", "updated", "problems"}`; all or none.

    A sheet that this program exported updates the records it came from, with what its author was shown as base.
    Where a row has a problem nothing is saved, and every problem is named.
    """
    result, _saved = take_in_saved(ws, file, kind_name, dry_run=dry_run)
    return result


def take_in_saved(
    ws: Workspace, file: Path, kind_name: str, *, dry_run: bool = False
) -> tuple[dict[str, Any], SaveResult]:
    """As `take_in`, and what was saved: what pages must refresh, and what can be undone as a whole."""
    kind = kind_named(kind_name)
    raw = read_table(file)
    with ws.store.reading() as tx:
        imported = rows_to_records(kind, raw, ws.profile, find=lambda k, words: _find(ws, tx, k, words))
        present = set(reading.ids(tx, kind.name))
    given = [dict(found.values) for found in imported.records]
    for record in given:
        if record.get("id") not in present:
            # What another store's sheet brings is made here anew; a unit makes only records of its own.
            record.pop("id", None)
            if not ws.is_office:
                record.pop("unit", None)
    problems = [problem.as_json(ws.language) for problem in imported.problems]
    stopped = any(problem.stops for problem in imported.problems)
    updated = [record for record in given if "id" in record]
    result = {"rows": len(given), "created": len(given) - len(updated), "updated": len(updated), "problems": problems}
    if stopped and not dry_run:
        result.update(created=0, updated=0)
        return result, SaveResult([], Appended())
    if dry_run or not given:
        return result, SaveResult([], Appended())
    saved = records.save(ws, kind.name, given, base=_base(ws, base_of(raw)) if updated else None)
    changed = sum(1 for one, record in zip(saved.saved, given, strict=True) if "id" in record and one.change)
    return result | {"updated": changed}, saved


def _base(ws: Workspace, given: Any) -> Base | None:
    """What the author of a sheet was shown. A sheet of another store says nothing of what stands in this one, so its
    author had seen nothing: where values differ, a conflict is listed, and nothing is overwritten in silence."""
    if not isinstance(given, dict) or not isinstance(given.get("position"), int):
        return None
    return Base(max(0, given["position"])) if given.get("store") == ws.key.device else Base(0)


def _find(ws: Workspace, tx: Transaction, kind_name: str, words: str) -> str | None:
    """The one record of a kind that is called so."""
    kind = kind_named(kind_name)
    names = (kind.title_field, "code", "number")
    found = {
        record["id"] for record in reading.records(tx, reading.Query(kind_name))
        if any(str(record.get(name) or "").casefold() == words.strip().casefold() for name in names)
    }  # fmt: skip
    return found.pop() if len(found) == 1 else None


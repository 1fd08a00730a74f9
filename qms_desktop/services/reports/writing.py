"""A report as a file: printed as PDF, its tables as a spreadsheet, a chart as SVG; and as JSON for other programs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import write_whole
from qms_desktop.core.messages import Localised, _, p_, speaking
from qms_desktop.core.report_words import facts
from qms_desktop.core.reports import Cell, Chart, Figure, HeatMap, Link, Part, Report, Table
from qms_desktop.paper import data, svg
from qms_desktop.paper.layouts.report import FORM
from qms_desktop.paper.render import render_form
from qms_desktop.services import units
from qms_desktop.services.workspace import Workspace
from qms_desktop.sheets import SheetColumn, SheetData, SheetTable, write_sheet
from qms_desktop.sheets.data import Cell as SheetCell
from qms_desktop.store.faults import told

SVG_WIDTH = 720.0


def write_report(ws: Workspace, report: Report, out: Path) -> None:
    """Write a report as .pdf, .xlsx or .svg, by the file's ending; charts that are many are numbered files."""
    writers = {".xlsx": _write_xlsx, ".pdf": _write_pdf, ".svg": _write_svg}
    write = writers.get(out.suffix.lower())
    if write is None:
        raise UserError(_("A report is written as .pdf, .xlsx or .svg."), _("Give the file one of these endings."))
    with told(), speaking(ws.language):
        write(ws, report, out)


def _write_pdf(ws: Workspace, report: Report, out: Path) -> None:
    sheet = data.Sheet(
        title=report.title, unit=report.unit.name if report.unit else ws.profile.institution, period=report.period,
        printed_at=dt.datetime.now().replace(microsecond=0), printed_by=_printer(ws).get("name", ""), unnumbered=True,
        record_number=report.id, signatories=(_made_by(ws),),
    )  # fmt: skip
    render_form(FORM, data.PrintJob(ws.profile, sheet, report), out, ws.language)


def _made_by(ws: Workspace) -> data.Signatory:
    """Who makes a report signs it."""
    person = _printer(ws)
    return data.Signatory(p_("paper", "Prepared by"), person.get("position") or ws.profile.qa_office.name, person.get("name", ""))


def _printer(ws: Workspace) -> dict[str, str]:
    with ws.store.reading() as tx:
        return units.person(tx, ws.person)


# --- spreadsheets ------------------------------------------------------------------------------------------------


def _write_xlsx(ws: Workspace, report: Report, out: Path) -> None:
    if not report.tables:
        raise UserError(_("This report has no table."), _("Write it as .pdf."))
    first, *others = report.tables
    info = {
        "institution": ws.profile.institution, "unit": report.unit.name if report.unit else "", "period": report.period,
        "printed_at": dt.datetime.now().replace(microsecond=0), "printed_by": _printer(ws).get("name", ""),
        **{str(label): value for label, value in facts(report) if value is not None},
        **{f"{_('Note')} {place}": note for place, note in enumerate(report.notes, 1)},
    }  # fmt: skip
    sheet = SheetData(
        title=first.title, columns=_columns(first), rows=_rows(first), info=info,
        lists=[SheetTable(f"table{n}", each.title, _columns(each), _rows(each)) for n, each in enumerate(others, 2)],
    )  # fmt: skip
    write_sheet(out, sheet, ws.language)


def _columns(table: Table) -> list[SheetColumn]:
    shown = [SheetColumn(f"c{n}", column.label, centred=column.number) for n, column in enumerate(table.columns, 1)]
    return [SheetColumn("id", "id", hidden=True), *shown]


def _rows(table: Table) -> list[list[SheetCell]]:
    rows = [*table.rows, *([table.total] if table.total is not None and table.rows else [])]
    return [[_id(row), *map(_sheet_cell, row)] for row in rows]


def _id(row: tuple[Cell, ...]) -> str | None:
    return next((cell.record for cell in row if isinstance(cell, Link)), None)


def _sheet_cell(cell: Cell) -> SheetCell:
    """A plain count as a number that can be summed; what carries its counts or a mark as it is printed."""
    if isinstance(cell, Figure):
        shown = str(cell.shown)
        return cell.value if isinstance(cell.value, int) and shown == str(cell.value) else shown
    if isinstance(cell, Link):
        return str(cell.words)
    return None if cell is None else str(cell)


# --- charts ------------------------------------------------------------------------------------------------------


def _write_svg(_ws: Workspace, report: Report, out: Path) -> None:
    files = [text for part in report.charts for text in svg.svg(part, SVG_WIDTH)]
    if not files:
        raise UserError(_("This report has no chart."), _("Write it as .pdf or .xlsx."))
    for number, text in enumerate(files, 1):
        path = out if number == 1 else out.with_stem(f"{out.stem} {number}")
        written = text.encode()
        write_whole(path, lambda file, written=written: file.write(written))


# --- JSON --------------------------------------------------------------------------------------------------------


def as_json(report: Report, language: str) -> dict[str, Any]:
    """A report as plain values, in a language."""
    with speaking(language):
        return {
            "id": report.id, "title": str(report.title), "made_on": report.made_on.isoformat(), "period": report.period,
            "unit": report.unit.code if report.unit else None, "version": report.version,
            "included": [unit.code for unit in report.included], "drafts": [unit.code for unit in report.drafts],
            "missing": [unit.code for unit in report.missing], "notes": [str(note) for note in report.notes],
            "parts": [_part(part) for part in report.parts],
        }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Table):
        return {
            "table": str(part.title), "columns": [str(column.label) for column in part.columns],
            "rows": [[_value(cell) for cell in row] for row in part.rows],
            "total": [_value(cell) for cell in part.total] if part.total is not None else None,
            "note": _said(part.note),
        }  # fmt: skip
    if isinstance(part, Chart):
        series = [{"name": str(each.name), "values": [_plain(value) for value in each.values]} for each in part.series]
        return {"chart": str(part.title), "kind": part.kind, "labels": [str(label) for label in part.labels], "series": series}
    if isinstance(part, HeatMap):
        return {
            "map": str(part.title), "note": _said(part.note),
            **{name: [[*spot, figure.value] for spot, figure in sorted(counts.items())]
               for name, counts in (("before", part.before), ("after", part.after))},
            "moves": [[*start, *end, number] for start, end, number in part.moves],
        }  # fmt: skip
    return {"words": str(part.text), "title": _said(part.title)}


def _value(cell: Cell) -> Any:
    if isinstance(cell, Figure):
        counts = {"of": [_plain(cell.numerator), _plain(cell.denominator)]} if cell.denominator is not None else {}
        return {"value": _plain(cell.value), "shown": str(cell.shown), **counts, "records": cell.behind}
    if isinstance(cell, Link):
        return {"words": str(cell.words), "id": cell.record}
    return _said(cell)


def _said(words: Localised | str | None) -> str | None:
    return None if words is None else str(words)


def _plain(value: Decimal | float | None) -> Any:
    return float(value) if isinstance(value, Decimal) else value

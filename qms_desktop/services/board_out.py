"""The board of units on paper and as a spreadsheet: what is seen of it, in the order in which it is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _, speaking
from qms_desktop.paper import data
from qms_desktop.paper.layouts.board import FORM
from qms_desktop.paper.render import render_form
from qms_desktop.services import units
from qms_desktop.services.board import BoardRow
from qms_desktop.services.board_words import FORM_STATES, STATES
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.sheets import SheetColumn, SheetData, write_sheet
from qms_desktop.store.faults import told


def write_board(ws: Workspace, rows: Sequence[BoardRow], out: Path, *, today: dt.date | None = None) -> int:
    """Write the board as .pdf or .xlsx, by the file's ending; how many units are on it."""
    today = today or dt.date.today()
    writers = {".xlsx": _write_xlsx, ".pdf": _write_pdf}
    write = writers.get(out.suffix.lower())
    if write is None:
        raise UserError(_("The board is written as .pdf or .xlsx."), _("Give the file one of these endings."))
    with told():
        write(ws, rows, out, today)
    return len(rows)


def _forms(rows: Sequence[BoardRow]) -> list[str]:
    return sorted({form for row in rows for form in row.forms})


def _info(ws: Workspace) -> dict[str, Any]:
    with ws.store.reading() as tx:
        person = units.person(tx, ws.person)
    return {
        "institution": ws.profile.institution, "unit": ws.profile.qa_office.name, "period": period_now(ws.profile),
        "printed_at": dt.datetime.now().replace(microsecond=0), "printed_by": person.get("name", ""),
    }  # fmt: skip


def _write_xlsx(ws: Workspace, rows: Sequence[BoardRow], out: Path, today: dt.date) -> None:
    forms = _forms(rows)
    language = ws.language
    columns = [
        SheetColumn("id", "id", hidden=True), SheetColumn("unit", _("Code")), SheetColumn("name", _("Unit"), 40),
        SheetColumn("state", _("State")), SheetColumn("received", _("Came"), centred=True),
        SheetColumn("due", _("Due"), centred=True), SheetColumn("late", _("Days late"), centred=True),
        SheetColumn("percent", _("Complete, %"), centred=True), *(SheetColumn(form, form, 14) for form in forms),
        SheetColumn("handed", _("Handed over"), centred=True), SheetColumn("conflicts", _("Conflicts"), centred=True),
        SheetColumn("proposals", _("Proposals"), centred=True), SheetColumn("forks", _("Forks"), centred=True),
        SheetColumn("devices", _("Computers"), centred=True),
    ]  # fmt: skip
    cells = [
        [
            row.unit, row.unit, row.name.text(language), STATES[row.state].text(language), _date(row.last_received), row.due,
            row.days_late(today) or None, row.percent, *(_form(row, form, language) for form in forms), row.handed,
            row.conflicts, row.proposals, row.forks, row.devices,
        ]
        for row in rows
    ]  # fmt: skip
    write_sheet(out, SheetData(title=_("Board of units"), columns=columns, rows=cells, info=_info(ws)), language)


def _form(row: BoardRow, form: str, language: str) -> str | None:
    cell = row.forms.get(form)
    return FORM_STATES[cell.state].text(language) if cell is not None else None


def _date(moment: str | None) -> dt.date | None:
    return dt.date.fromisoformat(moment[:10]) if moment else None


def _write_pdf(ws: Workspace, rows: Sequence[BoardRow], out: Path, today: dt.date) -> None:
    forms = _forms(rows)
    language = ws.language
    shown = [
        {
            "unit": row.name.text(language), "code": row.unit, "state": STATES[row.state].text(language),
            "received": format_date(_date(row.last_received)), "due": format_date(row.due),
            "late": row.days_late(today) or "", "percent": "" if row.percent is None else row.percent,
            "forms": [_form(row, form, language) or "" for form in forms],
            "waits": row.conflicts + row.proposals or "",
        }
        for row in rows
    ]  # fmt: skip
    info = _info(ws)
    sheet = data.Sheet(
        unit=ws.profile.qa_office.name, period=info["period"], printed_at=info["printed_at"],
        printed_by=info["printed_by"], unnumbered=True,
    )  # fmt: skip
    with speaking(language):
        render_form(FORM, data.PrintJob(ws.profile, sheet, data.Board(rows=shown, forms=forms)), out, language)

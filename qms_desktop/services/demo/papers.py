"""Everything on paper: all forms as PDF, every report, registers as spreadsheets."""

from __future__ import annotations

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import n_
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.services import printing, sheeting
from qms_desktop.services.demo.stage import PAPERS as FOLDER
from qms_desktop.services.demo.stage import SHEETS, Stage
from qms_desktop.services.reports import registry, writing

BY_UNITS = {"Ф-01": 3, "Ф-03": 3, "Ф-09": 1, "Ф-15": 3, "Ф-16": 3, "document": 2, "training-card": 2}
"""The forms that units print, and how many of them, each its own; all others the QA office prints for all."""


def forms(stage: Stage) -> None:
    """Every form as PDF, and the registers as xlsx."""
    papers, sheets = stage.folder / FOLDER, stage.folder / SHEETS
    pages = 0
    for code in (*FORMS, *PAPERS):
        of_units = [each.ws for each in stage.departments[: BY_UNITS.get(code, 0)]]
        for ws in of_units or [stage.office]:
            out = papers / f"{code}-{ws.unit}.pdf"
            try:
                pages += printing.print_form(ws, code, out, year=stage.period, language=stage.language).pages
            except UserError:  # where there is no such record there is no such form
                continue
            stage.made(out)
    for code in FORMS:
        if sheeting.has_sheet(code):
            out = sheets / f"{code}.xlsx"
            sheeting.export(stage.office, code, out)
            stage.made(out)
    stage.tell(n_("Printed: {n} page of PDF in {folder}; registers as xlsx in {sheets}.",
                  "Printed: {n} pages of PDF in {folder}; registers as xlsx in {sheets}.",
                  pages, folder=str(papers), sheets=str(sheets)))  # fmt: skip


def reports(stage: Stage) -> None:
    """Every report of the year as PDF."""
    papers = stage.folder / FOLDER
    for kind in registry.offered(stage.office):
        out = papers / f"{kind.id}.pdf"
        writing.write_report(stage.office, registry.make(stage.office, kind.id, stage.period), out)
        stage.made(out)
    stage.tell(n_("{n} report was made as PDF.", "{n} reports were made as PDF.", len(registry.offered(stage.office))))

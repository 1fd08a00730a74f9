"""The command that makes the reports: their list, one as JSON, one as a file."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from qms_desktop.cli_commands import Declare
from qms_desktop.cli_options import a_file
from qms_desktop.cli_store import workspace


def declare(command: Declare) -> None:
    """Add the command to the parser."""
    sub = command("report", _report, "a report of the records (no ID: the list of all); of the period that is open")
    sub.add_argument("id", nargs="?", metavar="ID", help="such as R5")
    sub.add_argument("--out", type=a_file, metavar="FILE", help="a .pdf, .xlsx or .svg; without it the report is told")
    sub.add_argument("--year", metavar="PERIOD", help="2026/27, 2026, 2026/27-1, 2026-Q3; “all” for all of them")
    sub.add_argument("--unit", metavar="CODE", help="of a unit, with those below it")


def _report(options: Namespace) -> Any:
    from qms_desktop.services.reports import registry, writing

    with workspace(options) as ws:
        if options.id is None:
            return [
                {"id": kind.id, "title": kind.title.text(ws.language), "about": kind.about.text(ws.language)}
                for kind in registry.offered(ws)
            ]
        period = "" if options.year == "all" else options.year
        report = registry.make(ws, options.id, period, options.unit)
        told = writing.as_json(report, ws.language)
        if options.out is None:
            return told
        writing.write_report(ws, report, options.out)
        return {name: told[name] for name in ("id", "title", "period", "unit", "version")} | {"file": str(options.out)}

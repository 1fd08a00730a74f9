"""The commands of the year: what an auditor would find, and the calendar of what is owed."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from qms_desktop.cli_options import a_file
from qms_desktop.cli_store import workspace

Declare = Callable[[str, Callable[[Namespace], Any], str], argparse.ArgumentParser]


def declare(command: Declare) -> None:
    """Add these commands to the parser."""
    sub = command("findings", _findings, "what an auditor would find")
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--noted", action="store_true", help="also what the unit has said of why it stays")
    sub.add_argument("--out", type=a_file, metavar="FILE.pdf|FILE.xlsx", help="write the list besides")
    sub = command("calendar", _calendar, "what is owed in a year, and by when")
    sub.add_argument("--year", metavar="YYYY")
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--ics", type=a_file, metavar="FILE.ics", help="write what is not done for a calendar program")
    sub.add_argument("--out", type=a_file, metavar="FILE.pdf|FILE.xlsx", help="write the plan of the year besides")


def _findings(options: Namespace) -> Any:
    from qms_desktop.services import checks

    with workspace(options) as ws:
        found = checks.findings(ws, options.unit, noted=options.noted)
        if options.out is not None:
            from qms_desktop.services.checks import listed

            listed.write(ws, found, options.out, unit=options.unit)
        return [finding.as_json(ws.language) for finding in found]


def _calendar(options: Namespace) -> Any:
    from qms_desktop.services import year
    from qms_desktop.services.year import icalendar, plan

    with workspace(options) as ws:
        found = year.calendar(ws, options.year, options.unit)
        if options.ics is not None:
            icalendar.write(options.ics, found.owed, ws.profile, plan.name_of(found).text(ws.language), ws.language)
        if options.out is not None:
            plan.write(ws, found, options.out)
        return [one.as_json(ws.profile, ws.language, found.today) for one in found.owed]

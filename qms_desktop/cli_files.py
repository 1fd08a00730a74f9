"""Commands beyond the common ones: files of records, doubts, removing a person's data."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from qms_desktop.cli_commands import Declare
from qms_desktop.cli_options import a_file, a_year
from qms_desktop.cli_store import workspace


def declare(command: Declare) -> None:
    """Add these commands to the parser."""
    sub = command("attach", _attach, "attach files to a record")
    sub.add_argument("id")
    sub.add_argument("files", nargs="+", type=a_file, metavar="FILE")

    sub = command("files", _files, "the files of a record; without one, those that have not arrived yet")
    sub.add_argument("id", nargs="?")

    sub = command("redact", _redact, "office: remove a person's data, or all that a record or a change says")
    sub.add_argument("targets", nargs="+", metavar="RECORD-or-CHANGE")
    sub.add_argument("--why", default="", metavar="TEXT")
    sub.add_argument("--dry-run", action="store_true", help="show what would be removed, and remove nothing")

    sub = command("scan", _scan, "file scans of signed sheets by their QR codes")
    sub.add_argument("files", nargs="+", type=a_file, metavar="FILE")

    sub = command("check-sheet", _check_sheet, "whether a printed sheet is genuine, by the check code at its foot")
    sub.add_argument("code", nargs="+", metavar="CODE", help="the characters of the code, with spaces or without")

    sub = command("survey", _survey, "take in the answers to a survey from a workbook: one row a respondent, or counts")
    sub.add_argument("id")
    sub.add_argument("file", type=a_file, metavar="FILE.xlsx")
    sub.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")

    sub = command("website", _website, "the quality policy and the objectives as a page for the website")
    sub.add_argument("--out", required=True, type=a_file, metavar="FILE.html")
    sub.add_argument("--year", type=a_year, metavar="YYYY")

    command("doubts", _doubts, "what is doubtful across records: numbers given twice, what is awaited")


def _attach(options: Namespace) -> Any:
    from qms_desktop.services import files

    with workspace(options) as ws:
        files.attach(ws, options.id, options.files)
        return [file.as_json() for file in files.of_record(ws, options.id)]


def _files(options: Namespace) -> Any:
    from qms_desktop.services import files

    with workspace(options) as ws:
        if options.id is not None:
            return [file.as_json() for file in files.of_record(ws, options.id)]
        return [{"sha256": each.sha256, "name": each.name, "size": each.size} for each in files.awaited(ws)]


def _scan(options: Namespace) -> Any:
    from qms_desktop.services import scans

    with workspace(options) as ws:
        found, _done = scans.scan(ws, options.files)
        return [one.as_json(ws.language) for one in found]


def _check_sheet(options: Namespace) -> Any:
    from qms_desktop.services import sheet_check

    with workspace(options) as ws:
        return sheet_check.check(ws, " ".join(options.code)).as_json(ws.language)


def _survey(options: Namespace) -> Any:
    from qms_desktop.services import survey_answers

    with workspace(options) as ws:
        found = survey_answers.read(ws, options.id, options.file)
        if not options.dry_run:
            survey_answers.take_in(ws, found)
        return found.as_json(ws.language)


def _website(options: Namespace) -> Any:
    from qms_desktop.services import website

    with workspace(options) as ws:
        return website.export(ws, options.out, year=options.year)


def _doubts(options: Namespace) -> Any:
    from qms_desktop.services import doubts

    with workspace(options) as ws:
        return [doubt.as_json(ws.language) for doubt in doubts.doubts(ws)]


def _redact(options: Namespace) -> Any:
    from qms_desktop.services import redaction

    with workspace(options) as ws:
        if options.dry_run:
            return redaction.find(ws, options.targets).as_json()
        found, _changes = redaction.redact(ws, options.targets, why=options.why)
        return found.as_json()

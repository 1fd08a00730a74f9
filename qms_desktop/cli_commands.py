"""The commands: each turns options into one call of a service, and its result into plain JSON values."""

from __future__ import annotations

import argparse
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from qms_desktop import cli_window
from qms_desktop.cli_json import read_json, read_json_file
from qms_desktop.cli_options import (
    LOCK_SECONDS,
    a_count,
    a_file,
    a_place,
    a_year,
    add_common_options,
    store_place,
)
from qms_desktop.cli_store import bar, workspace
from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _, current_language

Declare = Callable[[str, Callable[[Namespace], Any], str], argparse.ArgumentParser]


def declare(command: Declare) -> None:
    """Add every command to the parser."""
    sub = command("init", _init, "make a store")
    sub.add_argument("--institution", required=True, metavar="oshsu|jasu|generic|FILE")
    sub.add_argument("--role", required=True, choices=("department", "office", "auditor", "reader"))
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--person", required=True, metavar="NAME")
    sub.add_argument("--position", required=True, metavar="TEXT")

    command("units", _units, "the units")
    command("kinds", _kinds, "every record kind and its fields")
    sub = command("forms", _forms, "the printed forms")
    sub.add_argument("--plain", action="store_true", help="the papers that carry no form number besides")

    sub = command("list", _list, "records with their current values")
    sub.add_argument("kind")
    sub.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    sub.add_argument("--search", default="", metavar="TEXT")
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--limit", type=a_count, metavar="N")

    sub = command("show", _show, "one record")
    sub.add_argument("id")
    sub.add_argument("--history", action="store_true", help="with its changes, oldest first")

    sub = command("save", _save, "save records from a JSON object or array")
    sub.add_argument("kind")
    sub.add_argument("file", type=a_file, metavar="FILE|-")

    sub = command("delete", _delete, "delete records")
    sub.add_argument("ids", nargs="+", metavar="ID")
    sub.add_argument("--why", default="", metavar="TEXT")

    sub = command("act", _act, "move records through their states")
    sub.add_argument("action", choices=("submit", "accept", "return", "approve", "verify", "close", "void", "reopen"))
    sub.add_argument("ids", nargs="+", metavar="ID")
    sub.add_argument("--why", default="", metavar="TEXT")
    sub.add_argument("--remark", action="append", default=[], metavar="FIELD=TEXT", help="what to mend in a field")

    sub = command("publish", _publish, "let everybody see records of the QA office or of a unit")
    sub.add_argument("ids", nargs="+", metavar="ID")
    sub.add_argument("--why", default="", metavar="TEXT")

    sub = command("answer", _answer, "answer a remark of the QA office")
    sub.add_argument("record")
    sub.add_argument("remark")
    sub.add_argument("text")

    sub = command("send", _send, "write the unit's bundle")
    sub.add_argument("out", type=a_file, metavar="OUT.qmsb")

    sub = command("receive", _receive, "take in bundles, or folders of them")
    sub.add_argument("paths", nargs="+", type=a_file, metavar="PATH")
    sub.add_argument("--unopened", action="store_true", help="keep what comes from units below, to pass it on as it is")

    sub = command("return", _return, "write the return bundles of units")
    sub.add_argument("codes", nargs="*", metavar="CODE")
    sub.add_argument("--out", required=True, type=a_file, metavar="DIR")
    sub.add_argument("--all", action="store_true", help="for every unit that can read one")
    sub.set_defaults(wrong_usage=sub.error)

    command("conflicts", _conflicts, "the open conflicts")
    command("proposals", _proposals, "what somebody would have in a field of another")
    sub = command("decide", _decide, "settle a conflict, or answer a proposal")
    sub.add_argument("record")
    sub.add_argument("field")
    chosen = sub.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--take", metavar="CHANGE")
    chosen.add_argument("--value", metavar="JSON")
    chosen.add_argument("--keep", action="store_true", help="leave the field as it is: refuse what is proposed")
    sub.add_argument("--why", default="", metavar="TEXT")

    sub = command("board", _board, "who sent what and when")
    sub.add_argument("--out", type=a_file, metavar="FILE.pdf|FILE.xlsx", help="write the board besides")
    sub = command("remind", _remind, "reminders to paste into a mail: for the units named, or all that are late")
    sub.add_argument("codes", nargs="*", metavar="CODE")
    command("digest", _digest, "the hash that stores with the same records share")

    sub = command("print", _print, "print a form to PDF")
    sub.add_argument("form", metavar="FORM")
    sub.add_argument("ids", nargs="*", metavar="ID")
    sub.add_argument("--out", required=True, type=a_file, metavar="FILE.pdf")
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--year", type=a_year, metavar="YYYY")
    sub.add_argument("--blank", action="store_true", help="to be filled in by hand")
    sub.add_argument("--copy", action="store_true", help="marked as an uncontrolled copy, for people from outside")
    sub.add_argument("--variant", default="", metavar="NAME", help="one of the ways to print Ф-16 or Ф-25")

    sheet = command("sheet", _sheet_usage, "spreadsheets out and in")
    actions = sheet.add_subparsers(metavar="export|import", required=True)
    sub = actions.add_parser("export", help="a form or the records of a kind as xlsx")
    add_common_options(sub)
    sub.set_defaults(run=_sheet_export)
    sub.add_argument("what", metavar="FORM|KIND")
    sub.add_argument("--out", required=True, type=a_file, metavar="FILE.xlsx")
    sub.add_argument("--unit", metavar="CODE")
    sub.add_argument("--year", type=a_year, metavar="YYYY")
    sub = actions.add_parser("import", help="records from an xlsx or a docx table")
    add_common_options(sub)
    sub.set_defaults(run=_sheet_import)
    sub.add_argument("file", type=a_file, metavar="FILE.xlsx|FILE.docx")
    sub.add_argument("--kind", required=True)
    sub.add_argument("--dry-run", action="store_true")

    command("check", _check, "verify the store")
    sub = command("backup", _backup, "copy the store, checked")
    sub.add_argument("out", nargs="?", type=a_file, metavar="OUT")
    sub = command("restore", _restore, "put a backup in the store's place")
    sub.add_argument("file", type=a_file)

    sub = command("fold", _fold, "fold a file of changes without any store")
    sub.add_argument("file", type=a_file)
    sub = command("move", _move, "carry the whole store to another folder or database")
    sub.add_argument("place", type=a_place, metavar="NEW-STORE")
    command("rebuild", _rebuild, "fold the journal again")
    command("start-report", cli_window.start_report, "open the window and close it once the first screen stands")
    sub = command("demo", _demo, "play the year of a small university in a folder")
    sub.add_argument("dir", type=a_file, metavar="DIR")
    sub.add_argument("--institution", default="jasu", choices=("oshsu", "jasu", "generic"))


# --- beginning ---------------------------------------------------------------------------------------------------


def _init(options: Namespace) -> Any:
    from qms_desktop.services.setup import init

    place = store_place(options)
    with init(
        place, institution=options.institution, role=options.role, unit=options.unit, person=options.person,
        position=options.position, language=current_language(),
    ) as ws:  # fmt: skip
        return {
            "store": str(place), "institution": ws.profile.key, "role": ws.role, "unit": ws.unit,
            "device": ws.key.device,
        }  # fmt: skip


def _units(options: Namespace) -> Any:
    from qms_desktop.services import units

    with workspace(options) as ws, ws.store.reading() as tx:
        return [unit.as_json(ws.language) for unit in units.units(tx, ws.profile).values()]


def _kinds(options: Namespace) -> Any:
    from qms_desktop.services import described

    return described.kinds(_profile(options))


def _profile(options: Namespace) -> Any:
    """The store's profile, or the general one where there is no store yet."""
    from qms_desktop.core.profile import load_profile
    from qms_desktop.store.addresses import exists

    if not exists(store_place(options)):
        return load_profile("generic")
    with workspace(options) as ws:
        return ws.profile


def _forms(options: Namespace) -> Any:
    from qms_desktop.services import described

    return described.forms(plain=options.plain)


# --- records -----------------------------------------------------------------------------------------------------


def _list(options: Namespace) -> Any:
    from qms_desktop.services import listing

    with workspace(options) as ws:
        return listing.records(
            ws, options.kind, where=options.where, search=options.search, unit=options.unit, limit=options.limit
        )


def _show(options: Namespace) -> Any:
    from qms_desktop.services import records

    with workspace(options) as ws:
        shown = {"record": records.show(ws, options.id)}
        if options.history:
            shown["history"] = records.history(ws, options.id)
        return shown


def _save(options: Namespace) -> Any:
    from qms_desktop.services import records

    given = read_json_file(options.file)
    with workspace(options) as ws:
        result = records.save(ws, options.kind, given if isinstance(given, list) else [given])
        return _saved(result)


def _saved(result: Any) -> list[dict[str, Any]]:
    return [{"id": saved.key.id, "change": saved.change} for saved in result.saved]


def _delete(options: Namespace) -> Any:
    from qms_desktop.services import records

    with workspace(options) as ws:
        return _saved(records.delete(ws, options.ids, why=options.why))


def _act(options: Namespace) -> Any:
    from qms_desktop.services import acts

    with workspace(options) as ws:
        remarks = dict(remark.partition("=")[::2] for remark in options.remark)
        done = acts.act(ws, options.action, options.ids, why=options.why, remarks=remarks)
        return [{"id": acted.key.id, "state": acted.state, "change": acted.change} for acted in done]


def _publish(options: Namespace) -> Any:
    from qms_desktop.services import publishing

    with workspace(options) as ws:
        return _saved(publishing.publish(ws, options.ids, why=options.why))


def _answer(options: Namespace) -> Any:
    from qms_desktop.services import remarks

    with workspace(options) as ws:
        return _saved(remarks.answer(ws, options.record, options.remark, options.text))


# --- the exchange ------------------------------------------------------------------------------------------------


def _send(options: Namespace) -> Any:
    from qms_desktop.services import exchanging

    with workspace(options) as ws:
        return exchanging.send(ws, options.out)


def _receive(options: Namespace) -> Any:
    from qms_desktop.services import exchanging

    with workspace(options) as ws:
        exchanging.take_parked(ws)
        received = exchanging.receive(ws, options.paths, progress=bar, unopened=options.unopened)
        return [outcome.as_json(ws.language) for outcome in received.outcomes]


def _return(options: Namespace) -> Any:
    from qms_desktop.services import returning

    if not options.codes and not options.all:
        options.wrong_usage("name the units, or say --all")
    with workspace(options) as ws:
        written = returning.return_bundles(ws, options.codes, options.out, everyone=options.all, progress=bar)
        return [one.as_json() for one in written]


def _conflicts(options: Namespace) -> Any:
    from qms_desktop.services import conflicts

    with workspace(options) as ws:
        return [conflict.as_json() for conflict in conflicts.conflicts(ws)]


def _proposals(options: Namespace) -> Any:
    from qms_desktop.services import proposals

    with workspace(options) as ws:
        return [proposal.as_json() for proposal in proposals.proposals(ws)]


def _decide(options: Namespace) -> Any:
    from qms_desktop.services import conflicts

    value = None
    if options.value is not None:
        value = read_json(options.value, _("A text stands in quotes."))
    with workspace(options) as ws:
        choice = conflicts.Choice(options.field, options.take, value, options.keep)
        result = conflicts.decide_all(ws, options.record, [choice], why=options.why)
        return {"change": result.saved[0].change}


def _board(options: Namespace) -> Any:
    from qms_desktop.services import board, board_out

    with workspace(options) as ws:
        rows = board.board(ws)
        if options.out is not None:
            board_out.write_board(ws, rows, options.out)
        return [row.as_json() for row in rows]


def _remind(options: Namespace) -> Any:
    from qms_desktop.services import reminders

    with workspace(options) as ws:
        return [reminder.as_json() for reminder in reminders.reminders(ws, options.codes or None)]


def _digest(options: Namespace) -> Any:
    from qms_desktop.services import upkeep

    with workspace(options) as ws:
        return upkeep.digest(ws)


# --- paper and sheets --------------------------------------------------------------------------------------------


def _print(options: Namespace) -> Any:
    from qms_desktop.services.printing import print_form

    with workspace(options) as ws:
        printed = print_form(
            ws, options.form, options.out, ids=options.ids, unit=options.unit, year=options.year, blank=options.blank,
            copy=options.copy, variant=options.variant,
        )
        return {
            "file": printed.file, "pages": printed.pages, "records": printed.records,
            "fingerprints": printed.fingerprints,
        }  # fmt: skip


def _sheet_usage(_options: Namespace) -> Any:
    raise AssertionError("argparse asks for export or import")


def _sheet_export(options: Namespace) -> Any:
    from qms_desktop.services import sheeting

    with workspace(options) as ws:
        return sheeting.export(ws, options.what, options.out, unit=options.unit, year=options.year)


def _sheet_import(options: Namespace) -> Any:
    from qms_desktop.services import sheeting

    with workspace(options) as ws:
        return sheeting.take_in(ws, options.file, options.kind, dry_run=options.dry_run)


# --- upkeep ------------------------------------------------------------------------------------------------------


def _check(options: Namespace) -> Any:
    from qms_desktop.services import upkeep

    with workspace(options) as ws:
        return upkeep.check_store(ws, bar)


def _backup(options: Namespace) -> Any:
    from qms_desktop.store.backup import back_up

    with workspace(options) as ws:
        return {"file": str(back_up(ws.store, "daily", options.out))}


def _restore(options: Namespace) -> Any:
    from qms_desktop.services import upkeep

    return {"file": str(upkeep.restore(store_place(options), options.file, LOCK_SECONDS))}


def _move(options: Namespace) -> Any:
    from qms_desktop.services import moving

    with workspace(options) as ws:
        return moving.move(ws, options.place, bar)


def _fold(options: Namespace) -> Any:
    from qms_desktop.journal.lines import fold_lines
    from qms_desktop.models.catalogue import office_fields

    texts = read_json_file(options.file, any_letters=True)
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise UserError(_("The file must be a JSON array of the texts of changes."))
    return fold_lines(texts, office_fields)


def _rebuild(options: Namespace) -> Any:
    from qms_desktop.store.store import rebuild

    with workspace(options) as ws:
        begun = time.perf_counter()
        count = rebuild(ws.store, bar)
        return {"records": count, "seconds": round(time.perf_counter() - begun, 3)}


def _demo(options: Namespace) -> Any:
    from qms_desktop.services.demo import play

    def say(sentence: str) -> None:
        print(sentence, file=sys.stderr if options.json else sys.stdout)

    made = play(options.dir, options.institution, current_language(), say)
    return made if options.json else None

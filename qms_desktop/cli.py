"""The command line: the same services as the window, for scripts, batch work and checks from outside."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qms_desktop import cli_window
from qms_desktop.cli_options import add_common_options, check_texts, language_from_environment
from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Message, _, choose_language

Command = Callable[[argparse.Namespace], Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 the data or the file is at fault, 2 wrong usage."""
    _speak_utf8()
    options = parse(sys.argv[1:] if arguments is None else arguments)
    choose_language(options.lang or language_from_environment() or "ky")
    try:
        check_texts(options)
        result = options.run(options)
        _say(result, as_json=options.json)
    except UserError as problem:
        print(" ".join(str(problem).split()), file=sys.stderr)
        return 1
    except OSError as problem:
        print(_of_the_machine(problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped; what was done before is kept."), file=sys.stderr)
        return 1
    except Exception as bug:  # noqa: BLE001 - the outermost place: what nobody foresaw is written down, then told
        print(_written_down(bug), file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options, and in `run` the command. The window does not wait for the other commands to be declared."""
    quick = argparse.ArgumentParser(prog="qms-desktop", add_help=False, allow_abbrev=False)
    add_common_options(quick)
    quick.set_defaults(json=False, store=None, lang=None)
    options, rest = quick.parse_known_args(arguments)
    if not rest:
        options.run = cli_window.window
    elif rest == ["start-report"]:
        options.run = cli_window.start_report
    elif cli_window.are_opened(rest):
        options.run, options.files = cli_window.window, [Path(each) for each in rest]
    else:
        options = build_parser().parse_args(arguments)
    return options


def _of_the_machine(problem: OSError) -> UserError:
    """What a disk, a folder or a file that refuses looks like to people."""
    from qms_desktop.store.faults import sentence_for

    if (said := sentence_for(problem)) is not None:
        return said
    if not problem.filename:
        return UserError(_("The disk failed while reading or writing; nothing was changed."),
                         _("Check the disk or the stick, then do it again."))  # fmt: skip
    return UserError(_("{file} cannot be read or written.", file=problem.filename),
                     _("Look whether it is in its place, and whether you may write there."))  # fmt: skip


def _written_down(bug: Exception) -> Message:
    """A mistake of the program itself, in its log; what people are told of it."""
    import logging

    from qms_desktop.core.logbook import close_logbook, log_file, open_logbook

    logbook = open_logbook()
    logging.getLogger("qms_desktop").error("a command failed", exc_info=bug)
    close_logbook(logbook)
    return _("The program itself made a mistake; what happened is written down in {file}.", file=str(log_file()))


def _speak_utf8() -> None:
    """JSON and its words are UTF-8 on every system; a broken letter in a file's name becomes its JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(result: Any, *, as_json: bool) -> None:
    try:
        if as_json:
            json.dump(result, sys.stdout, ensure_ascii=False, default=str)
            sys.stdout.write("\n")
        else:
            _tell(result)
        sys.stdout.flush()
    except OSError as problem:
        sys.stdout = None  # what is left unsaid must not be tried again at exit
        if not isinstance(problem, BrokenPipeError):  # whoever reads `… | head` has had enough
            raise UserError(_("The answer could not be written."), _("Make room on the disk, then do it again.")) from problem


def _tell(result: Any) -> None:
    """A result for people: a line an entry."""
    if isinstance(result, list):
        for entry in result:
            _tell(entry)
    elif isinstance(result, dict):
        print("  ".join(f"{key}: {_word(value)}" for key, value in result.items() if value not in (None, [], {}, "")))
    elif result is not None:
        print(result)


def _word(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(prog="qms-desktop")
    add_common_options(parser)
    parser.set_defaults(json=False, store=None, lang=None, run=cli_window.window)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Command, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text, description=help_text)
        add_common_options(sub)
        sub.set_defaults(run=run)
        return sub

    from qms_desktop import cli_commands, cli_exchange, cli_files, cli_reports, cli_year

    cli_commands.declare(command)
    cli_files.declare(command)
    cli_exchange.declare(command)
    cli_reports.declare(command)
    cli_year.declare(command)
    return parser


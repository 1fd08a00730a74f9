"""The command line: the same services as the window, for scripts, batch work and checks from outside."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import LANGUAGES, _, choose_language
from qms_desktop.core.paths import default_store

LOCK_SECONDS = 60

Command = Callable[[argparse.Namespace], Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 the data or the file is at fault, 2 wrong usage."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    choose_language(options.lang or _language_from_environment() or "ky")
    try:
        result = options.run(options)
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(_("Stopped; what was done before is kept."), file=sys.stderr)
        return 1
    if options.json:
        json.dump(result, sys.stdout, ensure_ascii=False, default=str)
        sys.stdout.write("\n")
    else:
        _tell(result)
    return 0


def _language_from_environment() -> str | None:
    named = os.environ.get("QMS_LANG", "")
    return named if named in LANGUAGES else None


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
    parser.set_defaults(json=False, store=None, lang=None, run=_window)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Command, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_text, description=help_text)
        add_common_options(sub)
        sub.set_defaults(run=run)
        return sub

    from qms_desktop.cli_commands import declare

    declare(command)
    return parser


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """The options that stand before a command or after it; what is not given leaves no trace."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON value")
    parser.add_argument("--store", default=argparse.SUPPRESS, metavar="PATH-OR-URL", help="the store's folder")
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="the language of words and prints")


def store_folder(options: argparse.Namespace) -> Path:
    """Where the store lies: `--store`, else `QMS_STORE`, else the user's data folder."""
    named = options.store or os.environ.get("QMS_STORE")
    if named and "://" in named:
        raise UserError(
            _("This version keeps its store in a folder, not in a database server."),
            _("Name a folder with --store."),
        )
    return Path(named) if named else default_store()


def _window(options: argparse.Namespace) -> None:
    from qms_desktop.app import run_window

    sys.exit(run_window(store_folder(options), options.lang or _language_from_environment()))

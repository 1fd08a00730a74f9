"""What every command understands, and where the store lies that it works on."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import has_broken_letters
from qms_desktop.core.messages import LANGUAGES, _
from qms_desktop.core.paths import default_store
from qms_desktop.store.places import Place, place_named

LOCK_SECONDS = 60
"""How long a command waits for another program to let go of the store."""


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """The options that stand before a command or after it; what is not given leaves no trace."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON value")
    parser.add_argument("--store", default=argparse.SUPPRESS, metavar="PATH-OR-URL", help="the store's folder, or postgresql://user:password@server/database")
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="the language of words and prints")


def check_texts(options: argparse.Namespace) -> None:
    """Refuse words that hold bytes which are no letters; names of files may."""
    for name, value in vars(options).items():
        for text in value if isinstance(value, list) else [value]:
            if name != "store" and isinstance(text, str) and has_broken_letters(text):
                raise UserError(_("“{text}” holds a letter that is broken.", text=text), _("Write it in UTF-8."))


def a_file(text: str) -> Path:
    """The name of a file, for argparse."""
    if not text:
        raise argparse.ArgumentTypeError("the name of a file is empty")
    return Path(text)


def a_place(text: str) -> Place:
    """A folder or the address of a database, for argparse."""
    try:
        return place_named(text)
    except UserError as problem:
        raise argparse.ArgumentTypeError(problem.message.text("en")) from None


def a_year(text: str) -> str:
    """2026, or an academic year 2026/27, for argparse."""
    if not re.fullmatch(r"\d{4}(/\d{2})?", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year")
    return text


def a_count(text: str) -> int:
    """A number from 0, for argparse."""
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a count")
    return int(text)


def store_place(options: argparse.Namespace) -> Place:
    """Where the store lies: `--store`, else `QMS_STORE`, else the user's data folder."""
    named = options.store or os.environ.get("QMS_STORE")
    return place_named(named) if named else default_store()


def language_from_environment() -> str | None:
    """What `QMS_LANG` names, if it is one of our languages."""
    named = os.environ.get("QMS_LANG", "")
    return named if named in LANGUAGES else None

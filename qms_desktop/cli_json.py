"""The JSON that commands are given: from a file, from the standard input, from an option."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import has_broken_letters
from qms_desktop.core.messages import Message, _

_RECORD = _("A record looks like {example}.", example='{"title": "…"}')


def read_json_file(name: Path, *, any_letters: bool = False) -> Any:
    """The JSON of a file, of the standard input for `-`; UserError says what is wrong with it and where.

    UTF-16, as PowerShell writes it, is read too. With `any_letters` broken ones are left to who judges them.
    """
    try:
        data = sys.stdin.buffer.read() if str(name) == "-" else name.read_bytes()
        text = data.decode(json.detect_encoding(data))
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(
            _("The file cannot be read: {file}", file=str(name)), _("Check its name; it must be JSON in UTF-8.")
        ) from problem
    return read_json(text, _RECORD, any_letters=any_letters)


def read_json(text: str, hint: Message, *, any_letters: bool = False) -> Any:
    """The one JSON value in a text: a key once in an object, no NaN, no broken letter."""
    try:
        value = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
        broken = not any_letters and has_broken_letters(json.dumps(value, ensure_ascii=False))
    except json.JSONDecodeError as problem:
        raise UserError(
            _("This is not JSON: line {line}, column {column}.", line=problem.lineno, column=problem.colno), hint
        ) from problem
    except RecursionError as problem:
        raise UserError(_("This JSON is nested too deep.")) from problem
    except ValueError as problem:
        raise UserError(_("This JSON holds a number that is too long.")) from problem
    if broken:
        raise UserError(_("This JSON holds a letter that is broken."), _("Half of a \\u pair stands alone."))
    return value


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for name, _value in pairs:
            if name not in found:
                raise UserError(_("The key “{name}” stands twice in one object.", name=name))
            found.pop(name)
    return found


def _no_constant(name: str) -> Any:
    raise UserError(_("{name} is not a number that JSON knows.", name=name))

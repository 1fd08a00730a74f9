"""Strict JSON: what enters from outside is read to the letter or refused with a kind of reason.

Written to be exact, not fast; `reader` has the fast path and comes here whenever it is in doubt.
"""

import re
import unicodedata
from json import JSONDecoder
from typing import Any

MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1

_TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)', re.DOTALL)
_BRACKET = re.compile(r"[][{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(ValueError):
    """A line, or a value, that may not enter; `reason_kind` is a stable word for programs, never translated."""

    def __init__(self, reason_kind: str) -> None:
        super().__init__(reason_kind)
        self.reason_kind = reason_kind


def read_json(data: bytes, max_depth: int = MAX_DEPTH) -> Any:
    """The one JSON value in `data` (UTF-8, white space allowed around and within).

    Raises Refused: `syntax`, `depth`, `duplicate_key`, `number`, `nul`, `surrogate` or `not_nfc`.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("syntax") from None
    return read_text(text, max_depth)


def read_text(text: str, max_depth: int = MAX_DEPTH) -> Any:
    """As `read_json`, of a text."""
    # Before parsing: the parser itself recurses.
    _check_depth(text, max_depth)
    try:
        value = _decode(text)
    except Refused:
        raise
    except ValueError:
        raise Refused("syntax") from None
    _check_within(value)
    return value


def check_text(text: str) -> None:
    """Raises Refused (`nul`, `surrogate`, `not_nfc`) for a text that the journal does not hold."""
    if "\0" in text:
        raise Refused("nul")
    if _SURROGATE.search(text):
        raise Refused("surrogate")
    if not unicodedata.is_normalized("NFC", text):
        raise Refused("not_nfc")


def check_integer(number: int) -> None:
    """Raises Refused (`number`) for an integer that some program would round."""
    if not -MAX_INTEGER <= number <= MAX_INTEGER:
        raise Refused("number")


def _check_depth(text: str, max_depth: int) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(_TEXT.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > max_depth:
            raise Refused("depth")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise Refused("duplicate_key")
    for key, value in pairs:
        check_text(key)
        _check_within(value)
    return result


def _check_within(value: Any) -> None:
    # Objects were checked when they were closed; texts and arrays have no hook of their own.
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, list):
        for item in value:
            _check_within(item)


def _integer(digits: str) -> int:
    if len(digits) > 17:  # int() of very long texts is slow, or refused by Python itself
        raise Refused("number")
    number = int(digits)
    check_integer(number)
    return number


def _not_an_integer(_: str) -> Any:
    raise Refused("number")


def _not_json(_: str) -> Any:
    raise Refused("syntax")


_decode = JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_not_an_integer, parse_constant=_not_json
).decode

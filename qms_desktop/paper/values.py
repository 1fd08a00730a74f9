"""Values of records as the paper shows them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from qms_desktop.core.languages import format_date, format_number
from qms_desktop.core.messages import p_
from qms_desktop.core.profile import LEVELS, Profile
from qms_desktop.paper.data import Record

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(value: Any) -> str:
    """A date as 25.12.2026; words (every quarter) as they are."""
    if isinstance(value, dt.date):
        return format_date(value)
    text = words(value)
    return format_date(text) if _ISO_DATE.fullmatch(text) else text


def words(value: Any, between: str = ", ") -> str:
    """Any value as text: lists joined, people as position and name, numbers as the language writes them."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(p_("paper", "yes") if value else p_("paper", "no"))
    if isinstance(value, float):
        return format_number(repr(value))
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return between.join(text for text in (words(one, between) for one in value) if text)
    return str(value)


def _mapping(value: Mapping[str, Any]) -> str:
    """A person or any other item: its position, then its name or text."""
    position = words(value.get("position"))
    name = words(value.get("name") or value.get("text") or value.get("title"))
    return f"{position} – {name}" if position and name else position or name


def items(value: Any) -> list[Any]:
    """The items of a list; a plain text or a single item is a list of one, nothing an empty list."""
    if value is None or value == "":
        return []
    if isinstance(value, Mapping | str) or not isinstance(value, Iterable):
        return [value]
    return list(value)


def points(value: Any) -> list[str]:
    """The items of a list, each a text of its own."""
    return [text for text in map(words, items(value)) if text]


def number(value: Any) -> str:
    """A number with the decimal mark of the language and a minus that is no hyphen; what is none, as it is."""
    text = words(value)
    return format_number(text).replace("-", "–") if _NUMBER.fullmatch(text) else text


def measures(record: Record) -> list[str]:
    """The measures of a record, each with its date, its answerable person, its mark and result; joined by semicolons."""
    texts = [text for text in map(_measure, items(record.get("measures"))) if text]
    return [f"{text};" for text in texts[:-1]] + texts[-1:]


def _measure(measure: Any) -> str:
    if not isinstance(measure, Mapping):
        return words(measure).rstrip("; ")
    text = words(measure.get("text")).rstrip("; ")
    details = [day(measure.get("due")), *(words(measure.get(name)) for name in ("responsible", "state", "effect"))]
    shown = ", ".join(detail for detail in details if detail)
    said = f"{text} ({shown})" if shown and text else text
    result = words(measure.get("result"))
    return f"{said}: {result}" if result else said


def level(record: Record, profile: Profile, residual: bool = False) -> str:
    """Number and word, `16 – жогору`; whatever of the two is known."""
    prefix = "residual_" if residual else ""
    score = record.get(f"{prefix}score")
    likelihood, consequence = record.get(f"{prefix}likelihood"), record.get(f"{prefix}consequence")
    if score is None and likelihood and consequence:
        score = likelihood * consequence
    key = record.get(f"{prefix}level")
    if not key and score:
        key = profile.level(score)
    word = str(profile.level_word(key)) if key in LEVELS else words(key)
    return " – ".join(part for part in (words(score), word) if part)


def is_critical(record: Record, profile: Profile) -> bool:
    """Whether the consequence is one that a small product must not hide."""
    return record.get("consequence") == profile.critical_consequence


def indicator(value: Any) -> str:
    """An indicator in one line: name, target with its unit, frequency."""
    if not isinstance(value, Mapping):
        return words(value)
    target = " ".join(part for part in (number(value.get("target")), words(value.get("measured_in"))) if part)
    parts = [words(value.get("name") or value.get("title")), target, words(value.get("frequency"))]
    return ", ".join(part for part in parts if part)

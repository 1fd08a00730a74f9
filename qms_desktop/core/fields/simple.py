"""Texts, numbers, dates, yes and no."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields.base import Field, refuse
from qms_desktop.core.languages import (
    clean_text,
    format_date,
    format_number,
    parse_date,
    parse_decimal,
)
from qms_desktop.core.messages import Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile

LONGEST_TEXT = 20_000


def checked_text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise refuse(_("Write a text here."))
    text = clean_text(str(value))
    if len(text) > LONGEST_TEXT:
        raise refuse(_("The text is too long: {length} letters of {most}.", length=len(text), most=LONGEST_TEXT))
    return text


class TextField(Field):
    """A text; `lines` is how many lines a form shows before it grows."""

    def __init__(self, label: Message, *, lines: int = 1, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.lines = lines

    def convert(self, value: Any, profile: Profile) -> str | None:
        return checked_text(value) or None

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)


class IntegerField(Field):
    type_name = "integer"
    storage = "integer"
    numeric = True
    sorts_itself = True

    def __init__(self, label: Message, *, least: int = 0, most: int = 2**31, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most = least, most

    def convert(self, value: Any, profile: Profile) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,12}\s*", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse(_("Write a whole number."))
        if not self.least <= value <= self.most:
            raise refuse(_("Write a number from {least} to {most}.", least=self.least, most=self.most))
        return value

    def accepts(self, value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most

    def to_cell(self, value: Any, profile: Profile, language: str) -> Any:
        return value


class NumberField(Field):
    """A decimal number, kept as its normalised text (no floats in the journal): 11.6."""

    type_name = "number"
    numeric = True

    def convert(self, value: Any, profile: Profile) -> str:
        try:
            number = parse_decimal(str(value)) if not isinstance(value, bool) else None
        except ValueError:
            number = None
        if number is None or abs(number) >= Decimal(10) ** 15:
            raise refuse(_("Write a number, for example 85 or 11,6."))
        return normal_decimal(number)

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value) is not None

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "" if value is None else format_number(value, language)

    def to_cell(self, value: Any, profile: Profile, language: str) -> Any:
        return None if value is None else float(value)


def normal_decimal(number: Decimal) -> str:
    """11.60 as 11.6, 1E+2 as 100, -0 as 0."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class DateField(Field):
    type_name = "date"
    sorts_itself = True

    def convert(self, value: Any, profile: Profile) -> str:
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return value.isoformat()
        try:
            return parse_date(str(value)).isoformat()
        except ValueError:
            raise refuse(_("There is no such date; write it like 25.12.2026.")) from None

    def accepts(self, value: Any) -> bool:
        return is_iso_date(value)

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return format_date(value, language)

    def to_cell(self, value: Any, profile: Profile, language: str) -> Any:
        return dt.date.fromisoformat(value) if value else None


def is_iso_date(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


# An academic year (2026/27) is a deadline in words.
_LOOKS_LIKE_DATE = re.compile(r"(?!\d{4}/\d\d\Z)\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?\.?")


class DeadlineField(TextField):
    """A date, or the words of a recurring deadline as the documents write it (Жыл сайын, IV-квартал)."""

    type_name = "deadline"
    sorts_itself = True

    def convert(self, value: Any, profile: Profile) -> str | None:
        if isinstance(value, dt.date):
            return value.isoformat()[:10]
        text = checked_text(value)
        try:
            return parse_date(text).isoformat()
        except ValueError:
            if _LOOKS_LIKE_DATE.fullmatch(text):
                raise refuse(_("There is no such date; write it like 25.12.2026.")) from None
            return text or None

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return format_date(value, language) if is_iso_date(value) else value or ""

    def to_cell(self, value: Any, profile: Profile, language: str) -> Any:
        return dt.date.fromisoformat(value) if is_iso_date(value) else value


YES, NO = _("yes"), _("no")


class BooleanField(Field):
    type_name = "boolean"
    storage = "integer"

    def convert(self, value: Any, profile: Profile) -> bool:
        if isinstance(value, bool):
            return value
        word = str(value).strip().casefold()
        if word in {"1", "+", "true", *(text.casefold() for text in YES.texts().values())}:
            return True
        if word in {"0", "-", "false", *(text.casefold() for text in NO.texts().values())}:
            return False
        raise refuse(_("Write yes or no."))

    def accepts(self, value: Any) -> bool:
        return isinstance(value, bool)

    def show(self, value: Any, profile: Profile, language: str) -> str:
        return "" if value is None else (YES if value else NO).text(language)

    def to_column(self, value: Any) -> Any:
        return None if value is None else int(value)

    def from_column(self, value: Any) -> Any:
        return None if value is None else bool(value)

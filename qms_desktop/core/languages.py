"""Dates, numbers, sorting and searching as each language does it. Babel is imported only when it is needed."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from decimal import Decimal

from qms_desktop.core.messages import current_language


@functools.cache
def locale(language: str):
    """Babel's locale of one of our languages."""
    from babel import Locale

    return Locale.parse({"ky": "ky_KG", "ru": "ru_RU", "en": "en_GB"}[language])


def as_date(value: dt.date | str) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


@functools.lru_cache(maxsize=4096)
def format_date(value: dt.date | str | None, language: str | None = None) -> str:
    """25.12.2026 in all three languages: one column of dates looks alike on paper and on screen."""
    return as_date(value).strftime("%d.%m.%Y") if value else ""


def long_date(value: dt.date | str, language: str | None = None) -> str:
    """The date in words: 20-ноябрь 2026-ж., 20 ноября 2026 г., 20 November 2026."""
    day = as_date(value)
    language = language or current_language()
    return day_and_month(day, language) + {"ky": f" {day.year}-ж.", "ru": f" {day.year} г.", "en": f" {day.year}"}[language]


def day_and_month(value: dt.date | str, language: str | None = None) -> str:
    """20-ноябрь, 20 ноября, 20 November."""
    language = language or current_language()
    day = as_date(value)
    # Read off Babel's locale itself: its date formatting costs the start 10 ms more.
    if language == "ky":
        return f"{day.day}-{locale('ky').months['stand-alone']['wide'][day.month].lower()}"
    return f"{day.day} {locale(language).months['format']['wide'][day.month]}"


def weekday(value: dt.date | str, language: str | None = None) -> str:
    """жума, пятница, friday."""
    return locale(language or current_language()).days["stand-alone"]["wide"][as_date(value).weekday()].lower()


def format_number(value: int | str | Decimal, language: str | None = None) -> str:
    """With the language's decimal mark and grouping: 11,6."""
    from babel.numbers import format_decimal

    return format_decimal(Decimal(str(value)), locale=locale(language or current_language()))


_YEAR_FIRST = re.compile(r"\s*(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s*")
_TYPED_DATE = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\s*(?:[гж]\.?|-ж\.?)?\s*")


def parse_date(text: str) -> dt.date:
    """A date as people type it (5.3.2026, 05/03/26), the year first as in ISO 8601 too; ValueError if it is none."""
    if found := _YEAR_FIRST.fullmatch(text):
        return dt.date(*map(int, found.groups()))
    found = _TYPED_DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    day, month, year = found.groups()
    return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def parse_decimal(text: str) -> Decimal:
    """A number with a comma or a point, spaces between thousands; ValueError if it is none."""
    cleaned = re.sub(r"[\s  ]", "", text).replace(",", ".").replace("−", "-")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", cleaned):
        raise ValueError(text)
    return Decimal(cleaned)


# --- sorting and searching -------------------------------------------------------------------------------------

# The letters stand in the order of the Kyrgyz alphabet, which holds the Russian one; after all others of two bytes.
_ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_RANK = {letter: chr(0x700 + place) for place, letter in enumerate(_ALPHABET)}
_SORT_TABLE = str.maketrans(_RANK)
_DIGITS = re.compile(r"\d+")


def sort_key(text: str | None) -> str:
    """A string that sorts, code point by code point, in Kyrgyz order; numbers inside sort by their value."""
    folded = (text or "").casefold().translate(_SORT_TABLE)
    return _DIGITS.sub(lambda digits: digits.group().lstrip("0").rjust(9, "0")[-9:], folded)


# A Russian keyboard has no ң ө ү, so н о у must find them; and look-alikes of other alphabets are taken for
# the letter that was meant.
_SEARCH_PAIRS = tuple(zip("ңөүёѳɵϴθӊ", "ноуеоооон", strict=True))


def search_fold(text: str | None) -> str:
    """Folded for finding: case, ң ө ү ё and white space play no part."""
    folded = (text or "").casefold()
    for letter, plain in _SEARCH_PAIRS:  # several times faster than translate(), and merging folds every text
        folded = folded.replace(letter, plain)
    return " ".join(folded.split())


_LOOK_ALIKES = str.maketrans("ѲѳƟɵϴθӉӊ", "ӨөӨөӨөҢң")
_LATIN_IN_CYRILLIC = str.maketrans("AaBCcEeHKMOoPpTXxYy", "АаВСсЕеНКМОоРрТХхҮү")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")


def has_broken_letters(text: str) -> bool:
    """Whether a text holds half of a letter (a lone surrogate), which no file can be written with."""
    return re.search("[\ud800-\udfff]", text) is not None


def clean_text(text: str) -> str:
    """What a person typed or pasted, as it is stored: NFC, no control characters, no look-alike letters.

    Latin letters inside a word that has Cyrillic ones become the Cyrillic letters they look like; words that
    are wholly Latin (LMS, AVN) stay. Line breaks and tabs stay.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = text.translate(_LOOK_ALIKES)
    if _LATIN.search(text) and _CYRILLIC.search(text):
        text = _WORD.sub(_mend_word, text)
    return text.strip()


def _mend_word(found: re.Match[str]) -> str:
    word = found.group()
    if not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    mended = word.translate(_LATIN_IN_CYRILLIC)
    return word if _LATIN.search(mended) else mended

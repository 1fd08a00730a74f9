"""Text broken into lines of a width, measured once.

A word stays whole as long as it fits a line of its own. One that does not is broken at a syllable, and its lines
remember the whole word, so that the painter can tell a reader of the PDF (a search, a copy) what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qms_desktop.paper.fonts import Style, printable, width_of
from qms_desktop.paper.hyphens import break_points

SOFT_HYPHEN = "\u00ad"
_SPACES = re.compile(r"[ \t\r\f\v]+")
_INITIAL = re.compile(r"\b[А-ЯЁӨҮҢA-Z]\.$")


class Line(NamedTuple):
    """One line: its first `head` letters end a broken word, its last `tail` letters begin or go on with one.

    `whole` is the broken word that the tail belongs to.
    """

    text: str
    width: float
    head: int = 0
    tail: int = 0
    whole: str = ""


def wrap(text: str, style: Style, width: float) -> tuple[Line, ...]:
    """The lines of a text; line breaks in it stay, an empty text has no lines."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        words = _words(paragraph)
        lines.extend(_fill(words, style, width) if words else [Line("", 0.0)])
    return tuple(lines) if text else ()


def _words(paragraph: str) -> list[str]:
    """The words of a paragraph; a number stays with its sign (№ 3, 80 %га), initials stay together (А. М.)."""
    words: list[str] = []
    for word in map(printable, filter(None, _SPACES.split(paragraph))):
        if words and _belongs(words[-1], word):
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
    return words


def _belongs(before: str, word: str) -> bool:
    if before[-1:] not in (".", "№"):
        return word.startswith("%") and before[-1:].isdigit()
    numbered = before[-1] == "№" or before.endswith("No.")
    return numbered or bool(_INITIAL.search(before) and _INITIAL.match(word))


def _fill(words: list[str], style: Style, width: float) -> list[Line]:
    space = width_of(" ", style)
    lines: list[Line] = []
    text, used, head = "", 0.0, 0
    for word in _parted(words, style, width):
        wide = width_of(word, style)
        if text and used + space + wide <= width:
            text, used = f"{text} {word}", used + space + wide
        elif wide <= width:
            if text:
                lines.append(Line(text, used, head))
            text, used, head = word, wide, 0
        else:
            start = f"{text} " if text else ""
            *full, last = _break(word, style, width, start, used + space if text else 0.0, head)
            lines.extend(full)
            text, used, head = last.text, last.width, last.head
    lines.append(Line(text, used, head))
    return lines


def _parted(words: list[str], style: Style, width: float) -> Iterator[str]:
    """The words, those that belong together parted again where no line can hold them."""
    for word in words:
        if " " in word and width_of(word, style) > width:
            yield from word.split(" ")
        else:
            yield word


def _break(word: str, style: Style, width: float, start: str, used: float, head: int) -> list[Line]:
    """The lines of a word that no line can hold, the first of them after `start`; the last one is still open."""
    lines: list[Line] = []
    rest = word
    while rest:
        if not start and width_of(rest, style) <= width:
            lines.append(Line(rest, width_of(rest, style), len(rest) if rest is not word else 0))
            break
        part, hyphen = _longest_part(rest, style, width - used, at_least_one=not start)
        if part == 0:  # nothing fits after what stands on the line: the word begins on the next
            lines.append(Line(start.rstrip(), used - width_of(" ", style), head))
        else:
            shown = rest[:part] + (SOFT_HYPHEN if hyphen else "")
            goes_on = rest is not word
            line = start + shown
            lines.append(
                Line(line, used + width_of(shown, style), len(shown) if goes_on else head, len(shown), word)
            )
            rest = rest[part:]
        start, used, head = "", 0.0, 0
    return lines


def _longest_part(word: str, style: Style, room: float, at_least_one: bool) -> tuple[int, bool]:
    """How many letters of the word fit, and whether a hyphen follows them."""
    hyphen_width = width_of(SOFT_HYPHEN, style)
    best = (0, False)
    for place, hyphen in break_points(word):
        if width_of(word[:place], style) + (hyphen_width if hyphen else 0) > room:
            break
        best = (place, hyphen)
    if best[0] or not at_least_one:
        return best
    letters = 1
    while letters < len(word) and width_of(word[: letters + 1], style) <= room:
        letters += 1
    return letters, False

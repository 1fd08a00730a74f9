"""The one type family of the paper: PT Serif, embedded, with every Kyrgyz letter; and what its words measure."""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from qms_desktop.core.paths import resources_dir

REGULAR = "PTSerif"
BOLD = "PTSerif-Bold"
ITALIC = "PTSerif-Italic"
FILES = {REGULAR: "PTF55F.ttf", BOLD: "PTF75F.ttf", ITALIC: "PTF56F.ttf"}

# Signs that people paste and the face lacks, by the nearest that it has.
_STAND_INS = {
    "→": "->",
    "←": "<-",
    "⇒": "=>",
    "☐": "[ ]",
    "□": "[ ]",
    "☑": "[+]",
    "✓": "+",
    "✔": "+",
    "✗": "–",
    "●": "•",
    "○": "◊",
    "■": "•",
    "▪": "•",
    "◦": "•",
    "‐": "-",
    "−": "–",
    "Σ": "∑",
    "\u2009": "\u00a0",
    "\u202f": "\u00a0",
    "\t": " ",
    "\u200b": "",
    "\ufeff": "",
    "\u00ad": "",
}


class Style(NamedTuple):
    """How a run of text is set: sizes in points, `align` is left, center or right."""

    font: str
    size: float
    align: str = "left"

    @property
    def leading(self) -> float:
        return self.size * 1.2

    @property
    def ascent(self) -> float:
        """From the top of a line to its baseline."""
        return self.size * 0.96


@functools.cache
def register() -> None:
    """Make the family known to reportlab; once a process."""
    rl_config.useA85 = 0  # pages as bytes: smaller and faster than letters that stand for them
    folder = resources_dir() / "fonts"
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))


@functools.cache
def _widths(font: str) -> dict[int, float]:
    register()
    return pdfmetrics.getFont(font).face.charWidths


@functools.lru_cache(maxsize=50_000)
def unit_width(word: str, font: str) -> float:
    """The width of a word at one point of size."""
    widths = _widths(font)
    return sum(widths[ord(letter)] for letter in word) / 1000


def width_of(word: str, style: Style) -> float:
    """The width of a word in points."""
    return unit_width(word, style.font) * style.size


@functools.lru_cache(maxsize=50_000)
def printable(word: str) -> str:
    """The word in letters that the face has: composed, look-alike signs replaced, nothing dropped in silence."""
    known = _widths(REGULAR)
    letters = (_STAND_INS.get(letter, letter) for letter in unicodedata.normalize("NFC", word))
    return "".join(c if ord(c) in known else "?" for c in "".join(letters))


def printable_line(said: str) -> str:
    """The same of a line of several words."""
    return " ".join(map(printable, said.split()))

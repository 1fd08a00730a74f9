"""A person's name as people write it in a text: found whatever the order, the dots and the spaces, and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SUFFIX = 8
"""So many letters a suffix may add to a surname that stands last: Жакыповадан."""
TAKEN_OUT = "[…]"
"""What stands in the place of a name inside a longer text."""


class Names:
    """Finds any of some names in values, and gives the values without them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted({" ".join(name.split()) for name in names if name and name.strip()})
        self._pattern = re.compile("|".join(map(_pattern, self.names)), re.IGNORECASE) if self.names else None
        longest = {max(re.findall(r"\w+", name), key=len, default=name) for name in self.names}
        self._hints = {form.encode() for word in longest for form in (word, word.lower(), word.upper(), word.title())}

    def __bool__(self) -> bool:
        return self._pattern is not None

    def may_be_in(self, line: bytes) -> bool:
        """Whether it is worth while to look into a line of the journal: quick, and never wrongly false in its case."""
        return any(hint in line for hint in self._hints)

    def are_in(self, value: Any) -> bool:
        """Whether a value, or whatever it is made of, holds one of the names."""
        if isinstance(value, str):
            return self._pattern is not None and self._pattern.search(value) is not None
        if isinstance(value, dict):
            return any(map(self.are_in, value.values()))
        return isinstance(value, list) and any(map(self.are_in, value))

    def taken_out(self, value: Any) -> Any:
        """The value without the names; None where nothing else was there."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            rest = self._pattern.sub(TAKEN_OUT, value)
            return None if rest != value and not re.search(r"\w", rest) else rest
        if isinstance(value, dict):
            return {key: "" if (rest := self.taken_out(each)) is None and isinstance(each, str) else rest
                    for key, each in value.items()}  # fmt: skip
        if isinstance(value, list):
            kept = [rest for each in value if (rest := self.taken_out(each)) is not None or each is None]
            return kept or None
        return value


def _pattern(name: str) -> str:
    """The surname with the other names, in either order, each of these whole or as an initial."""
    surname, *others = name.split(" ")
    if not others:
        return rf"(?<!\w){re.escape(surname)}(?!\w)"
    parts = r"[\s.]*".join(_other(word) for other in others for word in re.findall(r"\w+", other))
    family = re.escape(surname.rstrip(".,"))
    return rf"(?<!\w){family},?\s*{parts}(?!\w)\.?|(?<!\w){parts}[\s.]*{family}\w{{0,{SUFFIX}}}"


def _other(word: str) -> str:
    return re.escape(word) if len(word) == 1 else rf"(?:{re.escape(word)}|{re.escape(word[0])}(?!\w))"

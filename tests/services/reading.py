"""Where words stand on a sheet that was printed."""

from __future__ import annotations

import itertools

from tests.paper.conftest import Paper


def in_order(text: str, *said: str) -> bool:
    """Whether a text says these one after another."""
    places = [text.find(one) for one in said]
    return -1 not in places and places == sorted(places)


def downwards(sheet: Paper, *words: str) -> bool:
    """Whether the first of each word stands below the first of the word before it."""
    first: dict[str, tuple[int, float]] = {}
    for page in range(1, sheet.pages + 1):
        for word in sheet.words(page):
            first.setdefault(word.text, (page, word.top))
    places = [first.get(word, (0, 0.0)) for word in words]
    return (0, 0.0) not in places and all(above < below for above, below in itertools.pairwise(places))


def under(sheet: Paper, page: int, mark: str, heading: str) -> bool:
    """Whether a mark stands in the column of a heading."""
    words = sheet.words(page)
    above = [word for word in words if word.text == heading]
    return any(abs((one.left + one.right) - (word.left + word.right)) < 6 and one.top < word.top
               for word in words if word.text == mark for one in above)  # fmt: skip

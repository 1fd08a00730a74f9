"""Where a word that is wider than its column may be broken.

Kyrgyz syllables are regular: each has one vowel (a doubled vowel is one long vowel), and the last consonant before
a vowel opens the syllable of that vowel. Russian and English words are broken by the same rule, which is right
for most of them and never leaves a single letter alone.
"""

from __future__ import annotations

import functools
import itertools

_VOWELS = frozenset("аеёиоуыэюяөүaeiouy")
_STAYS_BEFORE = frozenset("ьъ")  # letters that close a syllable and never open one
_SEAMS = frozenset("-–—/\\_.,;:@+=)")  # a break after these needs no hyphen
_SHORTEST = 2


@functools.lru_cache(maxsize=20_000)
def break_points(word: str) -> tuple[tuple[int, bool], ...]:
    """The places where the word may be broken, from left to right, each with whether a hyphen is drawn there."""
    points: dict[int, bool] = {}
    for start, end in _letter_runs(word):
        for place in _syllable_starts(word[start:end].casefold()):
            points[start + place] = True
    for place in range(1, len(word)):
        if word[place - 1] in _SEAMS and word[place] not in _SEAMS:
            points[place] = False
    return tuple(sorted(points.items()))


def _letter_runs(word: str) -> list[tuple[int, int]]:
    runs, start = [], None
    for place, letter in enumerate(word + " "):
        if letter.isalpha():
            start = place if start is None else start
        elif start is not None:
            runs.append((start, place))
            start = None
    return runs


def _syllable_starts(letters: str) -> list[int]:
    """`ыктымалдуулук` gives ык-ты-мал-дуу-лук."""
    nuclei = [
        place
        for place, letter in enumerate(letters)
        if letter in _VOWELS and not (place and letters[place - 1] == letter)
    ]
    starts = []
    for before, nucleus in itertools.pairwise(nuclei):
        end_of_vowel = before + (2 if letters[before : before + 2] == letters[before] * 2 else 1)
        opened = nucleus > end_of_vowel and letters[nucleus - 1] not in _STAYS_BEFORE
        start = nucleus - 1 if opened else nucleus
        if _SHORTEST <= start <= len(letters) - _SHORTEST:
            starts.append(start)
    return starts

"""One concept, many words: what a text that people look for is called elsewhere.

The founding documents call one thing by several words (туура келбөөчүлүк, шайкеш келбестик, дал келбестик). Records are
never rewritten; what is looked for is looked for in every word of its concept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qms_desktop.core.languages import search_fold
from qms_desktop.core.profile import Profile
from qms_desktop.core.profile_parts import Term, without_brackets

MOST = 12
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def other_words(profile: Profile, text: str) -> tuple[str, ...]:
    """The text with the institution's other words for the concepts named in it; none where it names no concept.

    A word is known by its beginning, since Kyrgyz adds its endings behind; the other word stands without them.
    """
    folded = search_fold(text)
    concepts = _concepts(profile)
    found: dict[str, None] = {}
    for match in concepts.pattern.finditer(folded) if concepts.pattern else ():
        for word in concepts.words[match[1]]:
            other = folded[: match.start()] + word + folded[match.end() :]
            if folded not in other:
                found[other] = None
    return tuple(found)[:MOST]


class _Concepts:
    """The words of a profile, folded for search: each with all the words of its concept."""

    def __init__(self, profile: Profile) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        for term in profile.terms.values():
            forms = tuple(dict.fromkeys(map(search_fold, _forms(term))))
            for form in forms:
                self.words.setdefault(form, forms)
        longest_first = sorted(self.words, key=len, reverse=True)
        self.pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\w*") if longest_first else None


def _forms(term: Term) -> list[str]:
    """The word, its abbreviation and its variants: what names the concept and nothing else."""
    abbreviations = [inside for inside in _IN_BRACKETS.findall(term.label.ky) if inside.isupper()]
    return [without_brackets(term.label.ky), *abbreviations, *term.variants]


@lru_cache(maxsize=16)
def _concepts(profile: Profile) -> _Concepts:
    return _Concepts(profile)

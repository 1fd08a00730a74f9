"""The words that an institution's own document explains (`resources/glossary`), for help and search."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.paths import resources_dir
from qms_desktop.core.profile import Profile


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the document and what it means there; `cut_in_print` where the document breaks off."""

    number: int
    term: Text
    definition: Text
    cut_in_print: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A term or an abbreviation, and what it means."""

    term: Localised
    meaning: Localised
    source: Localised

    def holds(self, folded: str) -> bool:
        """Whether a folded text stands in the term, in any language."""
        return any(folded in search_fold(text) for text in self.term.texts().values())


@functools.cache
def load_glossary(institution: str) -> tuple[GlossaryEntry, ...]:
    """The entries in the order of the document; none for an institution whose document explains no words."""
    return tuple(
        GlossaryEntry(g["number"], Text.of(g["term"]), Text.of(g["definition"]), g.get("cut_in_print", False))
        for g in _read(institution)["terms"]
    )


def words_of(profile: Profile) -> tuple[Word, ...]:
    """All that the institution's document explains: its terms (or principles), then its abbreviations."""
    given = _read(profile.key)
    terms = [Word(entry.term, entry.definition, Text.of(given["source"])) for entry in load_glossary(profile.key)]
    source = _("Abbreviations of the document")
    return (*terms, *(Word(Text.of(abbr), meaning, source) for abbr, meaning in profile.abbreviations.items()))


def explained(profile: Profile, text: str) -> list[Word]:
    """The words whose term holds a text: for search."""
    folded = search_fold(text)
    return [word for word in words_of(profile) if word.holds(folded)] if folded else []


def page(profile: Profile, language: str) -> str:
    """The words as a page of the help, in Markdown."""
    lines = [f"# {_('Words of the document').text(language)}"]
    source = ""
    for word in words_of(profile):
        if word.source.text(language) != source:
            source = word.source.text(language)
            lines.append(f"## {source}")
        lines.append(f"**{word.term.text(language)}** – {word.meaning.text(language)}")
    return "\n\n".join(lines) + "\n"


@functools.cache
def _read(institution: str) -> dict[str, Any]:
    path = resources_dir() / "glossary" / f"{institution}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"source": "", "terms": []}

"""The words that an institution's own document explains (`resources/glossary`), for help and search."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass

from qms_desktop.core.messages import Text
from qms_desktop.core.paths import resources_dir


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the document and what it means there; `cut_in_print` where the document breaks off."""

    number: int
    term: Text
    definition: Text
    cut_in_print: bool = False


@functools.cache
def load_glossary(institution: str) -> tuple[GlossaryEntry, ...]:
    """The entries in the order of the document; none for an institution whose document explains no words."""
    path = resources_dir() / "glossary" / f"{institution}.json"
    if not path.is_file():
        return ()
    given = json.loads(path.read_text(encoding="utf-8"))["terms"]
    return tuple(
        GlossaryEntry(g["number"], Text.of(g["term"]), Text.of(g["definition"]), g.get("cut_in_print", False))
        for g in given
    )

"""Search over everything: records of all kinds, units, people."""

from __future__ import annotations

from dataclasses import dataclass

from qms_desktop.core import glossary
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import units
from qms_desktop.services.tables import understood
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading

MOST_OF_A_KIND = 12
WORD = "word"
"""What stands for the kind where a word of the document was found."""
_NOT_SEARCHED = frozenset({"printout", "unit"})


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: its kind, its id, what it is called, its number, and the unit that it belongs to."""

    kind: str
    id: str
    title: str
    number: str
    unit: Localised


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found of one kind; `more` where there is more than is shown."""

    kind: str
    label: Localised
    found: list[Found]
    more: bool


def search(ws: Workspace, words: str) -> list[Findings]:
    """What a text finds, kind by kind in the order of the catalogue; nothing for an empty one."""
    if not words.strip():
        return []
    groups: list[Findings] = []
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        office = ws.profile.qa_office.name
        for name, kind in KINDS.items():
            if name in _NOT_SEARCHED or not kind.searched_fields:
                continue
            records = reading.records(tx, understood(ws, reading.Query(name, search=words)), limit=MOST_OF_A_KIND + 1)
            found = [
                Found(
                    name, record["id"], kind.title_of(record, ws.profile, ws.language),
                    str(record.get("code") or record.get("number") or ""),
                    known[record["unit"]].name if record["unit"] in known else office,
                )
                for record in records[:MOST_OF_A_KIND]
            ]  # fmt: skip
            if found:
                groups.append(Findings(name, kind.plural, found, len(records) > MOST_OF_A_KIND))
    wanted = search_fold(words)
    places = [
        Found("unit", unit.code, unit.name.text(ws.language), unit.code, unit.name)
        for unit in known.values()
        if wanted in search_fold(unit.code) or any(wanted in search_fold(name) for name in unit.name.texts().values())
    ]
    if places:
        groups.append(Findings("unit", KINDS["unit"].plural, places[:MOST_OF_A_KIND], len(places) > MOST_OF_A_KIND))
    explained = glossary.explained(ws.profile, words)
    if explained:
        found = [Found(WORD, word.term.text("ky"), _meaning(word, ws.language), "", word.source) for word in explained]
        groups.append(Findings(WORD, _("Words of the document"), found[:MOST_OF_A_KIND], len(found) > MOST_OF_A_KIND))
    return groups


def _meaning(word: glossary.Word, language: str) -> str:
    return f"{word.term.text(language)} – {word.meaning.text(language)}"

"""How names and texts are typed: clause 7.5.3. What is typed in two ways is counted as two things."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from qms_desktop.core.languages import clean_text, search_fold
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records
from qms_desktop.services.checks.rule import FIELD, KIND, Mend, Rule, Spot, said
from qms_desktop.services.look import Look
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.picking import Row

TITLED = ("process", "indicator", "risk", "opportunity", "objective", "document", "nonconformity", "corrective_action", "person")
"""The kinds whose titles are looked through letter by letter."""

_SUSPICIOUS = re.compile(r"[ѲѳƟɵϴθӉӊ]|[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_NAME = re.compile(r"([^\W\d_][\w'’-]+)[\s.]+(.+)")
_GIVEN = re.compile(r"[^\W\d_]+")

Person = tuple[str, tuple[str, ...]]


def _look_alikes(look: Look) -> Iterator[Row]:
    for kind in TITLED:
        field = KINDS[kind].title_field
        for row in look.records(kind):
            text = row[field]
            if text and _SUSPICIOUS.search(text) and clean_text(text) != text:
                yield said(row | {KIND: kind, FIELD: field}, right=clean_text(text))


def _clean(ws: Workspace, spot: Spot) -> SaveResult:
    """What is saved is cleaned of such letters: so it is saved again as it stands."""
    text = records.show(ws, spot.record)[spot.field]
    return records.save(ws, spot.kind, [{"id": spot.record, "unit": spot.unit, spot.field: clean_text(text)}])


@lru_cache(maxsize=4096)  # the same few people stand everywhere
def person(text: str) -> Person | None:
    """The surname and the initials of a name as people write it (Назарова А. К.); None for a position."""
    found = _NAME.fullmatch(text.strip())
    if not found:
        return None
    given = _GIVEN.findall(found[2])
    if not 1 <= len(given) <= 3 or not all(part[0].isupper() for part in (found[1], *given)):
        return None
    return search_fold(found[1]), tuple(search_fold(part[0]) for part in given)


def _named(look: Look) -> Iterator[tuple[str, Row]]:
    """Every name of a person with the record where it stands."""
    for row in look.records("person", all_years=True):
        yield row["name"] or "", row | {KIND: "person", FIELD: "name"}
    for row in look.records("process", "owners", filled=("owners",)):
        for owner in row["owners"]:
            yield owner.get("name") or "", row | {KIND: "process", FIELD: "owners"}
    for row in look.records("risk", "responsible", filled=("responsible",)):
        for name in row["responsible"]:
            yield name, row | {KIND: "risk", FIELD: "responsible"}
    for row in look.records("objective", "responsible", filled=("responsible",)):
        yield row["responsible"], row | {KIND: "objective", FIELD: "responsible"}
    for kind in ("risk", "objective"):
        for row in look.items(kind, "measures", (), ("responsible",), items={"filled": ("responsible",)}):
            yield row["item_responsible"], row | {KIND: kind, FIELD: "measures"}


def _spelt_differently(look: Look) -> Iterator[Row]:
    """The rarer of two ways in which one person's name is written in a unit."""
    by_surname: dict[tuple[str, str], list[tuple[tuple[str, ...], str, Row]]] = defaultdict(list)
    for text, row in _named(look):
        parsed = person(text) if text else None
        if parsed is not None:
            by_surname[row["unit"], parsed[0]].append((parsed[1], text.strip(), row))
    for rows in by_surname.values():
        count = Counter(text for _initials, text, _row in rows)
        if len(count) == 1:
            continue
        initials = {text: found for found, text, _row in rows}
        told: set[str] = set()
        for _found, text, row in rows:
            usual = max((other for other in count if _same(initials[other], initials[text])), key=lambda other: (count[other], len(other), other))
            if usual != text and text not in told:
                told.add(text)
                yield said(row, name=text, usual=usual)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short


RULES = (
    Rule("text.look_alike", "hint", "", "7.5.3", _("Letters of another alphabet inside a word"),
         _("Type the word again: search and totals take it for another one."), _look_alikes, "",
         _("It is written “{right}”."), Mend(_("Set the letters right"), _clean)),
    Rule("text.names", "hint", "", "7.5.3", _("One person’s name is written in two ways"),
         _("Write it in one way everywhere."), _spelt_differently, "", _("“{name}” stands here, “{usual}” elsewhere.")),
)  # fmt: skip

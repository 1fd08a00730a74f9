"""A process card as a person fills it: begun from the register, with its indicators as one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date, search_fold
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import ProcessSeed, Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records, units
from qms_desktop.services.records import SaveResult
from qms_desktop.services.references import audits_of, state_words
from qms_desktop.services.successors import standing
from qms_desktop.services.views import words_not_in
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Base
from qms_desktop.store.picking import pick
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.versions import stands_as_handed

WORDS = "words:"
"""Begins the row id of an indicator that the card only names."""

_KIND = KINDS["process"]
_LISTED = tuple(dict.fromkeys((
    "number", "name", "group", "owners", "state", "changed", *_KIND.searched_fields,
    *(field.name for field in _KIND.stored_fields.values() if field.required),
)))  # fmt: skip
"""What a list shows of a card, finds it by, and sees whether it is filled in."""


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit of the process, or a nonconformity that was found in it, as the card names it."""

    kind: str
    id: str
    number: str
    title: str
    state: Localised | None


@dataclass(frozen=True, slots=True)
class Card:
    """A card with all that its page shows. `indicators` are records, and rows that have a title alone.

    `changed` says whether it was changed since it was handed over; `order` are the ids of all cards of the list;
    `audited` are the audits of the process and what they found.
    """

    record: dict[str, Any]
    base: Base
    indicators: list[dict[str, Any]]
    risks: list[dict[str, Any]]
    unit: Localised
    changed: bool
    order: tuple[str, ...]
    audited: tuple[Audited, ...] = ()


def begin(ws: Workspace, seed: ProcessSeed | None) -> SaveResult:
    """A new card of a process of the register (its number, name and group are filled in), or one of the unit's own."""
    values: dict[str, Any] = {"name": _("New process").text(ws.language)}
    if seed is not None:
        values = {"number": seed.number, "name": seed.name.text(ws.language), "group": seed.group}
    return records.save(ws, "process", [values])


def units_shown(ws: Workspace) -> tuple[str, ...] | None:
    """Whose cards this person works with: the unit's own and what the office published; all for the office."""
    return None if ws.is_office or ws.role == "reader" else (ws.unit, ALL)


def cards(ws: Workspace) -> list[dict[str, Any]]:
    """What lists show of the cards of this year that this person works with, each with `unit_name`."""
    with ws.store.reading() as tx:
        found = _standing(ws, tx, _LISTED)
        known = units.units(tx, ws.profile)
    for card in found:
        code = card["unit"]
        card["unit_name"] = ws.profile.qa_office.name if code in (ALL, OFFICE) else known[code].name if code in known else code
    return found


def _standing(ws: Workspace, tx: Transaction, fields: Iterable[str]) -> list[dict[str, Any]]:
    """A few fields of the cards of this year that this person works with, by their numbers."""
    shown = units_shown(ws)
    found = standing(ws, tx, "process", pick(tx, "process", ("period", "previous", *fields), order="number"))
    return [card for card in found if shown is None or card["unit"] in shown]


def read(ws: Workspace, card_id: str) -> Card | None:
    """A card as it stands now; None when it is gone."""
    with ws.store.reading() as tx:
        keys = [key for key in reading.keys_of(tx, card_id) if key.kind == "process"]
        record = reading.record(tx, keys[0]) if keys else None
        if record is None:
            return None
        order = tuple(card["id"] for card in _standing(ws, tx, ()))
        indicators = reading.records(tx, Query("indicator", where=(("process", card_id),)))
        return Card(
            record, Base(tx.position()), indicator_rows(record, indicators), _risks(tx, ws.profile, record),
            units.unit_name(tx, ws.profile, record["unit"]), _changed(tx, keys[0], record), order,
            tuple(_audited(tx, ws, record)),
        )  # fmt: skip


def _changed(tx: Transaction, key: Key, record: Mapping[str, Any]) -> bool:
    folded = tx.fold(key) if record["submission"] else None
    return folded is not None and not stands_as_handed(KINDS["process"], folded)


def _risks(tx: Transaction, profile: Profile, card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The unit's risks that name this process."""
    named = _named(profile, card)
    found = reading.records(tx, Query("risk", unit=card["unit"], order="code"))
    return [risk for risk in found if risk["process"] in named]


def _named(profile: Profile, card: Mapping[str, Any]) -> set[str]:
    """By what records name the process of a card: by the card, by its name or by the register's entry of that name."""
    name = search_fold(card["name"])
    return {card["id"], card["name"]} | {
        s.id for s in profile.processes
        if name in map(search_fold, s.name.texts().values()) or (card["number"] and s.number == card["number"])
    }  # fmt: skip


def _audited(tx: Transaction, ws: Workspace, card: Mapping[str, Any]) -> Iterator[Audited]:
    """The audits of the unit that looked at the process, then the nonconformities that were found in it."""
    unit = None if card["unit"] in (ALL, OFFICE) else card["unit"]
    named = _named(ws.profile, card) - {None}
    looked = audits_of(tx, ws.profile, card)
    found = reading.records(tx, Query("audit", ids=tuple(looked))) if looked else []
    for name in sorted(named):
        found += reading.records(tx, Query("nonconformity", where=(("process", name),), unit=unit))
    for record in found:
        kind = KINDS[record["kind"]]
        days = record.get("held_from") or record.get("found_on") or next(iter(record.get("dates") or ()), None)
        title = ", ".join(filter(None, (format_date(days), record.get("statement"))))
        yield Audited(kind.name, record["id"], record["number"] or "", title, state_words(kind, record, ws.profile))


# --- indicators --------------------------------------------------------------------------------------------------


def indicator_rows(card: Mapping[str, Any], indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records, then a row for each indicator that the card names in words alone."""
    words = words_not_in(card["indicators"], [i for i in indicators if i["title"]])
    return [*indicators, *({"id": WORDS + word, "title": word} for word in words)]


def save_indicators(
    ws: Workspace, card_id: str, rows: list[tuple[str | None, dict[str, Any]]], base: Base | None = None
) -> SaveResult:
    """Save rows of the card's table of indicators: `(id, values)`, the id None for a new one.

    The card's own list of indicators follows, so that the card always names what it measures.
    """
    with ws.store.reading() as tx:
        key = reading.key_of(tx, card_id, "process")
        card = reading.record(tx, key)
        known = {i["id"]: i for i in reading.records(tx, Query("indicator", where=(("process", card_id),)))}
    if card is None:
        raise UserError(_("The process card was deleted meanwhile."))
    words = list(card["indicators"] or ())
    objects = []
    for row_id, values in rows:
        old = row_id[len(WORDS):] if row_id and row_id.startswith(WORDS) else (known.get(row_id or "") or {}).get("title")
        title = values.get("title", old)
        words = _renamed(words, old, title)
        if row_id is None or row_id.startswith(WORDS):
            objects.append({"process": card_id, "unit": card["unit"], "title": title, **values})
        else:
            objects.append({"id": row_id, "unit": card["unit"], **values})
    results = [records.save(ws, "indicator", objects, base=base)]
    if words != list(card["indicators"] or ()):
        results.append(records.save(ws, "process", [{"id": card_id, "unit": card["unit"], "indicators": words}]))
    return records.joined(results)


def delete_indicator(ws: Workspace, card_id: str, row_id: str) -> SaveResult:
    """Take an indicator away, and its name out of the card."""
    card = records.show(ws, card_id)
    words = list(card["indicators"] or ())
    results = []
    title = row_id[len(WORDS):]
    if not row_id.startswith(WORDS):
        title = records.show(ws, row_id)["title"]
        results.append(records.delete(ws, [row_id]))
    left = _renamed(words, title, None)
    if left != words:
        results.append(records.save(ws, "process", [{"id": card_id, "unit": card["unit"], "indicators": left}]))
    return records.joined(results)


def _renamed(words: list[str], old: str | None, new: str | None) -> list[str]:
    """The words with one put in the place of another, added, or taken out."""
    place = next((at for at, word in enumerate(words) if search_fold(word) == search_fold(old)), None) if old else None
    if place is not None:
        return [*words[:place], *([new] if new else []), *words[place + 1 :]]
    if new and search_fold(new) not in map(search_fold, words):
        return [*words, new]
    return words

"""How records name each other: what they are called, what names them and what they name, which can be chosen."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from qms_desktop.core.fields import Field
from qms_desktop.core.fields.references import is_record_id
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import lives
from qms_desktop.services.tables import understood
from qms_desktop.services.titles import PRINTOUT, is_titled_by_key, titles
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.picking import Where, pick, pick_found, pick_items
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction

AUDITED = "processes"
"""The list in which an audit names processes, by their numbers or names."""

MOST = 40
"""Records that are shown of one kind: among those that name a record, and among those that can be chosen."""


class Link(Struct, frozen=True):
    """A record that another names, or that names it: by which field, what it is called, how it stands."""

    kind: str
    id: str
    unit: str
    through: Localised
    number: str
    title: str
    state: Localised | None
    named: bool
    """Whether the record in question names this one; else this one names it."""


def reference_fields(kind: Kind) -> list[Field]:
    """The fields of a kind that name a record of another by its id alone."""
    return [field for field in kind.stored_fields.values() if field.names_record]


@functools.cache
def naming(kind_name: str) -> tuple[tuple[str, str], ...]:
    """The kinds whose fields name records of a kind, with those fields."""
    return tuple((kind.name, field.name) for kind in KINDS.values() for field in reference_fields(kind) if field.refers_to == kind_name)


@functools.cache
def naming_in_items(kind_name: str) -> tuple[tuple[str, str, str], ...]:
    """The kinds in whose lists items name records of a kind, with the lists and the fields of their items."""
    return tuple(
        (kind.name, list_name, field.name) for kind in KINDS.values() for list_name, items in kind.item_lists.items()
        for field in items.item_fields.values() if field.names_record and field.refers_to == kind_name
    )  # fmt: skip


def names(ws: Workspace, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the records are called that the rows name, by their ids; one that has not arrived has no name.

    Rows whose own title is a key are among them, by the words of that title.
    """
    wanted: dict[str, set[str]] = {}
    keyed: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        kind = KINDS[row["kind"]]
        if is_titled_by_key(kind):
            keyed.setdefault(kind.name, []).append(row)
        for field in kind.stored_fields.values():
            value = row.get(field.name)
            if field.refers_to and is_record_id(value):
                wanted.setdefault(field.refers_to, set()).add(value)
    found: dict[str, str] = {}
    with ws.store.reading() as tx:
        for name, ids in wanted.items():
            found |= _called(tx, ws, KINDS[name], reading.records(tx, Query(name, ids=tuple(sorted(ids)))))
        for name, records in keyed.items():
            found |= titles(tx, ws, KINDS[name], records)
    return found


def choices(ws: Workspace, kind_name: str, unit: str, search: str = "") -> list[tuple[str, str]]:
    """Records of a kind that one of a unit may name: `(id, what it is called)`, the unit's own first, then what is for all.

    The latest of each; with `search` those that it finds.
    """
    kind, found = KINDS[kind_name], {}
    homes: list[str | None] = [unit, *([ALL] if unit != ALL else []), *([None] if ws.role != "department" else [])]
    with ws.store.reading() as tx:
        for home in homes:
            if len(found) >= MOST:
                break
            query = understood(ws, Query(kind_name, search=search, unit=home, order="-row"))
            found |= _called(tx, ws, kind, pick_found(tx, query, _naming_fields(kind), MOST - len(found)))
    return list(found.items())


def links(ws: Workspace, record: Mapping[str, Any]) -> list[Link]:
    """What a record names, then what names it, kind by kind in the order of the catalogue."""
    kind = KINDS[record["kind"]]
    with ws.store.reading() as tx:
        found = [_link(tx, ws, other, field.label, named=True) for field, other in _named(tx, ws.profile, kind, record)]
        for name, field, query in _naming_queries(tx, ws.profile, kind, record):
            others = reading.records(tx, query, limit=MOST)
            found += [_link(tx, ws, other, KINDS[name].fields[field].label, named=False) for other in others]
    return found


def _named(tx: Transaction, profile: Profile, kind: Kind, record: Mapping[str, Any]) -> Iterator[tuple[Field, dict[str, Any]]]:
    for field in kind.stored_fields.values():
        value = record.get(field.name)
        if field.refers_to and is_record_id(value):
            found = reading.records(tx, Query(field.refers_to, ids=(value,)))
        elif _names_process(field) and value:
            found = [card for card in (card_of(tx, profile, value, record["unit"]),) if card is not None]
        elif kind.name == PRINTOUT and field.name == "records":
            keys = [Key(*named.split("/")) for named in (value or ())[:MOST]]
            found = [other for key in keys if key.kind in KINDS and (other := reading.record(tx, key)) is not None]
        elif field.name == AUDITED and kind.name == "audit":
            cards = [card_of(tx, profile, word, record["unit"]) for word in value or ()]
            found = list({card["id"]: card for card in cards if card is not None}.values())
        else:
            continue
        yield from ((field, other) for other in found)
    for list_name, items in kind.item_lists.items():
        for field in items.item_fields.values():
            if field.names_record and field.refers_to:
                ids = {item.get(field.name) for item in record.get(list_name) or ()}
                wanted = tuple(sorted(filter(is_record_id, ids)))
                found = reading.records(tx, Query(field.refers_to, ids=wanted), limit=MOST) if wanted else []
                yield from ((items, other) for other in found)


def card_of(tx: Transaction, profile: Profile, process: str, unit: str) -> dict[str, Any] | None:
    """The card of a process as a record of a unit names it: by its id, its key in the register or its name."""
    if is_record_id(process):
        return next(iter(reading.records(tx, Query("process", ids=(process,)))), None)
    words = _words_of(profile, process)
    for home in dict.fromkeys((unit, ALL)):
        for card in reading.records(tx, Query("process", unit=home)):
            if words & _words_of_card(profile, card):
                return card
    return None


def _names_process(field: Field) -> bool:
    """Whether a field names a process in one of the ways in which the register lets it be written."""
    return field.refers_to == "process" and not field.names_record


def _words_of(profile: Profile, process: str) -> set[str]:
    """Every way in which a process of the register can be written."""
    wanted = search_fold(process)
    for seed in profile.processes:
        words = {search_fold(word) for word in (seed.id, *seed.name.texts().values())}
        if wanted in words or wanted == search_fold(seed.number):  # two may share a number: the first has it
            return words
    return {wanted}


def _words_of_card(profile: Profile, card: Mapping[str, Any]) -> set[str]:
    return _words_of(profile, card["name"]) if card.get("name") else set()


def audits_of(tx: Transaction, profile: Profile, card: Mapping[str, Any]) -> list[str]:
    """The audits that looked at the process of a card, whatever way they name it: of its unit, or of all."""
    unit = None if card["unit"] in (ALL, OFFICE) else card["unit"]
    words = {search_fold(word) for word in (card["id"], card["name"], card["number"]) if word}
    wanted = words.union(*(_words_of(profile, word) for word in words))
    return [audit["id"] for audit in pick(tx, "audit", (AUDITED,), Where(unit=unit, filled=(AUDITED,)))
            if wanted & set(map(search_fold, audit[AUDITED]))]  # fmt: skip


def _naming_queries(tx: Transaction, profile: Profile, kind: Kind, record: Mapping[str, Any]) -> Iterator[tuple[str, str, Query]]:
    """What finds the records that name this one: by an index, in the items of lists, for a process among those of its unit."""
    for name, field in naming(kind.name):
        yield name, field, Query(name, ((field, record["id"]),))
    for name, list_name, field in naming_in_items(kind.name):
        holding = pick_items(tx, name, list_name, (), (), items=Where(equal={field: record["id"]}))
        if holding:
            yield name, list_name, Query(name, ids=tuple({row["id"] for row in holding}))
    if kind.name == "process":
        audits = audits_of(tx, profile, record)
        if audits:
            yield "audit", AUDITED, Query("audit", ids=tuple(audits))
        keys = [record["id"], *(seed.id for seed in profile.processes
                                if search_fold(seed.id) in _words_of_card(profile, record)), record.get("name")]  # fmt: skip
        home = record["unit"] if record["unit"] != ALL else None
        for other in KINDS.values():
            for field in other.stored_fields.values():
                if _names_process(field):
                    yield from ((other.name, field.name, Query(other.name, ((field.name, key),), unit=home)) for key in keys if key)


def _link(tx: Transaction, ws: Workspace, record: Mapping[str, Any], through: Localised, *, named: bool) -> Link:
    kind = KINDS[record["kind"]]
    number = str(record.get("code") or record.get("number") or "")
    title = titles(tx, ws, kind, [record])[record["id"]]
    return Link(kind.name, record["id"], record["unit"], through, number, title, state_words(kind, record, ws.profile), named)


def state_words(kind: Kind, record: Mapping[str, Any], profile: Profile) -> Localised | None:
    """The state of a record in words; None of a kind without one."""
    for life in lives.LIVES.get(kind.name, ()):
        at = lives.state_of(kind, life, record)
        if at:
            return (kind.fields[life.axis].choices(profile) or {}).get(at)
    field = kind.fields.get("state")
    return (field.choices(profile) or {}).get(record.get("state")) if field is not None else None


def _naming_fields(kind: Kind) -> list[str]:
    return [name for name in (kind.title_field, "code", "number") if name in kind.fields]


def _called(tx: Transaction, ws: Workspace, kind: Kind, records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Their numbers and their titles, as far as they have them, by their ids."""
    records = list(records)
    words = titles(tx, ws, kind, records)
    numbers = {record["id"]: str(record.get("code") or record.get("number") or "") for record in records}
    return {each: " ".join(filter(None, (number, words[each]))) for each, number in numbers.items()}

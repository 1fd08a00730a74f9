"""Which records name each other, told from either side: the risks of a process, the process of a risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import Table, select

from qms_desktop.core.fields import Field
from qms_desktop.core.fields.references import is_record_id
from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.typed import typed_tables

Record = dict[str, Any]


class Link(Struct, frozen=True):
    """Another record that a record names (`names`), or that names it; `field` is the field that says so."""

    kind: str
    record: str
    unit: str
    title: str
    field: Localised
    names: bool


def links(ws: Workspace, record_id: str, *kinds: str) -> list[Link]:
    """What a record is linked with: first what it names, then what names it; of these `kinds` alone, if any are given."""
    with ws.store.reading() as tx:
        record = reading.record(tx, reading.key_of(tx, record_id))
        if record is None:
            return []
        found = [*_named(tx, ws, record), *_naming(tx, ws, record)]
    once = {(link.kind, link.record, link.names): link for link in reversed(found)}
    return [link for link in reversed(once.values()) if not kinds or link.kind in kinds]


def _named(tx: Transaction, ws: Workspace, record: Record) -> Iterator[Link]:
    for field, value in _values(KINDS[record["kind"]], record):
        for key in _leads_to(tx, ws.profile, field, value):
            if (other := reading.record(tx, key)) is not None:
                yield _link(ws, other, field, names=True)


def _values(kind: Kind, record: Record) -> Iterator[tuple[Field, Any]]:
    """The references of a record, those in its lists too."""
    for name, field in kind.stored_fields.items():
        if name in kind.item_lists:
            parts = [part for part in kind.item_lists[name].item_fields.values() if _is_reference(part)]
            yield from ((part, item[part.name]) for item in record[name] for part in parts if item[part.name])
        elif _is_reference(field) and record[name]:
            yield field, record[name]


def _is_reference(field: Field) -> bool:
    return field.names_record or field.type_name == "process"


def _leads_to(tx: Transaction, profile: Profile, field: Field, value: str) -> list[Key]:
    if is_record_id(value):
        return reading.keys_of(tx, value)
    if field.type_name != "process":
        return []
    return [Key(card["unit"], "process", card["id"]) for card in reading.records(tx, reading.Query("process"))
            if search_fold(value) in called(profile, card)]  # fmt: skip


def called(profile: Profile, card: Record) -> set[str]:
    """All by which records name a process card: its id, its name, and the register's process of its name or number."""
    words = {search_fold(word) for word in (card["id"], card["name"], card["number"]) if word}
    for seed in profile.processes:
        names = {search_fold(name) for name in seed.name.texts().values()}
        if words & names or (card["number"] and card["number"] == seed.number and not card["name"]):
            words |= names | {search_fold(seed.id)}
    return words


def _naming(tx: Transaction, ws: Workspace, record: Record) -> Iterator[Link]:
    names = called(ws.profile, record) if record["kind"] == "process" else {record["id"]}
    for kind in KINDS.values():
        typed = typed_tables()[kind.name]
        of = [(typed.table, field) for field in typed.flat]
        of += [(typed.children[name], part) for name, items in kind.item_lists.items() for part in items.item_fields.values()]
        for table, field in of:
            if (field.type_name == "process" and record["kind"] == "process") or getattr(field, "kind", "") == record["kind"]:
                for row in _rows(tx, table, field, names, words=field.type_name == "process"):
                    for other in reading.by_rows(tx, kind.name, [row]):
                        yield _link(ws, other, field, names=False)


def _rows(tx: Transaction, table: Table, field: Field, names: set[str], *, words: bool) -> list[int]:
    column = table.c[field.name]
    query = select(table.c.row, column).where(column.is_not(None) if words else column.in_(names)).order_by(table.c.row)
    found = (row for row, value in tx.connection.execute(query) if not words or search_fold(value) in names)
    return list(dict.fromkeys(found))


def _link(ws: Workspace, other: Record, field: Field, *, names: bool) -> Link:
    title = KINDS[other["kind"]].title_of(other, ws.profile, ws.language)
    return Link(other["kind"], other["id"], other["unit"], title, field.label, names)

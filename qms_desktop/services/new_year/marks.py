"""This year against last year: what is new, changed, unchanged, and what was closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services.new_year.carrying import CARRIED, carried_fields, homes, years
from qms_desktop.services.successors import new_key
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction

Record = dict[str, Any]

MARKS = {"new": _("new"), "changed": _("changed"), "unchanged": _("unchanged"), "closed": _("closed")}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a record stands against last year's; `fields` are what differs, of a closed one `record` is last year's."""

    mark: str
    kind: str
    record: str
    previous: str
    number: str
    title: str
    fields: tuple[Localised, ...] = ()

    def as_json(self, language: str) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in ("mark", "kind", "record", "previous", "number", "title")}
        return told | {"fields": [field.text(language) for field in self.fields]}


def marks(ws: Workspace, year: str | None = None, *, unit: str | None = None, today: dt.date | None = None) -> list[Mark]:
    """Every card, risk and objective of a year against the year before, kind by kind; the closed ones last."""
    with ws.store.reading() as tx:
        source, wanted = years(ws, tx, year, today or dt.date.today())
        found: list[Mark] = []
        for kind in CARRIED:
            for home in (unit,) if unit else homes(ws):
                found += _of_kind(ws, tx, KINDS[kind], home, source, wanted)
        return found


def _of_kind(ws: Workspace, tx: Transaction, kind: Kind, home: str, source: str | None, wanted: str) -> Iterator[Mark]:
    now = reading.records(tx, reading.Query(kind.name, (("period", wanted),), unit=home))
    before = {} if source is None else {
        record["id"]: record for record in reading.records(tx, reading.Query(kind.name, (("period", source),), unit=home))
    }  # fmt: skip
    by_rule = {new_key(ws, Key(home, kind.name, old), wanted).id: old for old in before}
    followed = set()
    for record in now:
        old = before.get(record.get("previous") or by_rule.get(record["id"], ""))
        if old is None:
            yield _mark(ws, kind, "new", record, "")
            continue
        followed.add(old["id"])
        fields = tuple(_differing(ws, kind, old, record, by_rule))
        yield _mark(ws, kind, "changed" if fields else "unchanged", record, old["id"], fields)
    if now or followed:
        yield from (_mark(ws, kind, "closed", old, old["id"]) for old in before.values() if old["id"] not in followed)


def _differing(ws: Workspace, kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], by_rule: Mapping[str, str]) -> Iterator[Localised]:
    """The labels of the fields that say something else; what is merely carried progress does not count."""
    for field in carried_fields(ws, kind):
        left, right = old.get(field.name), new.get(field.name)
        if field.refers_to:
            if right not in (left, *(new_id for new_id, old_id in by_rule.items() if old_id == left)) and not _follows(ws, field, left, right, new):
                yield field.label
        elif isinstance(field, ItemsField):
            if _told(field, left, open_only=True) != _told(field, right):
                yield field.label
        elif left != right:
            yield field.label


def _follows(ws: Workspace, field: Field, left: Any, right: Any, new: Mapping[str, Any]) -> bool:
    """Whether a reference names this year's record of what it named last year."""
    return bool(left) and new_key(ws, Key(new["unit"], field.refers_to, left), new["period"]).id == right


def _told(field: ItemsField, items: Any, *, open_only: bool = False) -> list[tuple[Any, ...]]:
    names = [name for name, part in field.item_fields.items() if not part.open_when_locked]
    return [
        tuple(item.get(name) for name in names) for item in items or ()
        if not (open_only and item.get("state") in ("done", "stopped"))
    ]  # fmt: skip


def _mark(ws: Workspace, kind: Kind, mark: str, record: Mapping[str, Any], previous: str, fields: tuple[Localised, ...] = ()) -> Mark:
    number = str(record.get("code") or record.get("number") or "")
    return Mark(mark, kind.name, record["id"], previous, number, kind.title_of(dict(record), ws.profile, ws.language), fields)

"""What a dean's office holds of the units below it, to look at: their own records are theirs to write."""

from __future__ import annotations

from dataclasses import dataclass

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import Localised, Text
from qms_desktop.exchange import hierarchy
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key

_OWN_AFFAIRS = frozenset({"unit", "person", "printout"})


@dataclass(frozen=True, slots=True)
class LowerUnit:
    """A unit below, and how many records of it are here."""

    unit: str
    name: Localised
    records: int


@dataclass(frozen=True, slots=True)
class Held:
    """A record of a unit below: what it is, what it is called, where it stands."""

    key: Key
    kind: Localised
    number: str
    title: str
    state: Localised | None


def lower_units(ws: Workspace) -> list[LowerUnit]:
    """The units below, in Kyrgyz order of their names."""
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        found = [
            LowerUnit(code, known[code].name if code in known else Text.of(code),
                      sum(reading.count(tx, reading.Query(kind.name, unit=code)) for kind in _kinds()))
            for code in hierarchy.below(tx, ws.unit)
        ]  # fmt: skip
    return sorted(found, key=lambda each: sort_key(each.name.text(ws.language)))


def records_of(ws: Workspace, unit: str) -> list[Held]:
    """The records of a unit below, in the order of the catalogue."""
    with ws.store.reading() as tx:
        if unit not in hierarchy.below(tx, ws.unit):
            return []
        return [
            Held(Key(unit, kind.name, record["id"]), kind.label, str(record.get("code") or record.get("number") or ""),
                 kind.title_of(record, ws.profile, ws.language), _state(kind, record, ws))
            for kind in _kinds() for record in reading.records(tx, reading.Query(kind.name, unit=unit))
        ]  # fmt: skip


def fields_of(ws: Workspace, key: Key) -> list[tuple[Localised, str]]:
    """What a record holds, field by field in words."""
    kind = KINDS[key.kind]
    with ws.store.reading() as tx:
        record = reading.record(tx, key)
    if record is None:
        return []
    return [
        (field.label, words)
        for name, field in kind.fields.items()
        if not field.by_program and record[name] not in (None, "", []) and (words := field.show(record[name], ws.profile, ws.language))
    ]


def _kinds() -> list[Kind]:
    return [kind for name, kind in KINDS.items() if name not in _OWN_AFFAIRS]


def _state(kind: Kind, record: dict, ws: Workspace) -> Localised | None:
    field = kind.fields.get("state")
    words = field.choices(ws.profile) if field is not None else None
    return (words or {}).get(record.get("state"))

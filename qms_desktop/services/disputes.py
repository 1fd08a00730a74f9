"""What waits for a decision, record by record and field by field: what it was, what each side wrote, who and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.messages import Localised, Text
from qms_desktop.journal.change import REDACTED
from qms_desktop.journal.fold import OFFICE, Folded, Head, Proposal
from qms_desktop.models.catalogue import KINDS
from qms_desktop.models.kind import Kind
from qms_desktop.services import units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction


@dataclass(frozen=True, slots=True)
class Worded:
    """A value in words; `score` and `level` where it is a pair of a likelihood and a consequence."""

    words: str
    score: int | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand against each other: whose it is, and why it was written."""

    change: str
    value: Worded
    who: str
    at: str
    why: str
    office: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class DisputedField:
    """A field with two or more values, or with a proposal. `name` is what a decision calls it."""

    name: str
    label: Localised
    before: Worded | None
    sides: tuple[Side, ...]
    editors: tuple[Field, ...]
    """The fields of the record, or of its item, that a third value is made of."""
    current: dict[str, Any]

    @property
    def is_proposal(self) -> bool:
        return any(side.proposed for side in self.sides)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A record with what waits in it."""

    key: Key
    title: str
    number: str
    unit: Localised
    kind: Localised
    fields: tuple[DisputedField, ...]


def disputes(ws: Workspace) -> list[Dispute]:
    """Every record that waits for a decision; proposals only where this store may decide them."""
    with ws.store.reading() as tx:
        people = units.people(tx)
        known = units.units(tx, ws.profile)
        found = []
        for key, folded in reading.conflicting(tx, proposals=ws.is_office):
            cells = [*folded.conflicts, *(p.field for p in folded.proposals if ws.is_office)]
            fields = tuple(_field(ws, tx, key, folded, cell, people) for cell in dict.fromkeys(cells))
            if not fields:
                continue
            kind = KINDS.get(key.kind)
            record = reading.record(tx, key) or {}
            title = kind.title_of(record, ws.profile, ws.language) if kind and record else key.id
            found.append(Dispute(
                key, title, str(record.get("code") or record.get("number") or ""),
                known[key.unit].name if key.unit in known else Text.of(key.unit),
                kind.label if kind else Text.of(key.kind), fields,
            ))  # fmt: skip
    return found


def waiting(tx: Transaction, *, proposals: bool) -> int:
    """How many fields wait for a decision."""
    return sum(
        len(folded.conflicts) + (len({p.field for p in folded.proposals}) if proposals else 0)
        for _key, folded in reading.conflicting(tx, proposals=proposals)
    )


def _field(
    ws: Workspace, tx: Transaction, key: Key, folded: Folded, cell: str, people: dict[str, dict[str, str]]
) -> DisputedField:
    kind = KINDS.get(key.kind)
    heads: list[Head | Proposal] = [head for head in folded.heads.get(cell, ()) if not head.redacted]
    proposals = [proposal for proposal in folded.proposals if proposal.field == cell]
    if cell not in folded.conflicts:
        heads = heads[:1]
    sides = []
    for entry in [*heads, *proposals]:
        change = tx.change(entry.change)
        who = people.get(entry.by, {})
        sides.append(Side(
            entry.change, _worded(kind, cell, entry.value, ws), who.get("name", ""), entry.at,
            change.why if change else "", entry.as_ == OFFICE, isinstance(entry, Proposal),
        ))  # fmt: skip
    sides.sort(key=lambda side: (side.proposed, not side.office, side.at))
    label = (kind.label_of_cell(cell) if kind else None) or Text.of(cell)
    fields = tuple(_parts(kind, cell))
    shown = folded.shown.get(cell)
    current = dict(shown) if isinstance(shown, dict) and len(fields) > 1 else {f.name: shown for f in fields}
    return DisputedField(
        kind.name_of_cell(cell) if kind else cell, _pair_label(kind, cell) or label, _before(ws, tx, kind, cell, heads),
        tuple(sides), fields, current,
    )  # fmt: skip


def _parts(kind: Kind | None, cell: str) -> list[Field]:
    """The fields that a value of the cell is typed in."""
    first, _slash, rest = cell.partition("/")
    fields = kind.cells.get(first, []) if kind else []
    if fields and isinstance(fields[0], ItemsField):
        part = fields[0].item_fields.get(rest.rpartition("/")[2])
        return [part] if part else []
    return list(fields)


def _pair_label(kind: Kind | None, cell: str) -> Localised | None:
    """Two scores in one cell are spoken of as the level that they make."""
    fields = kind.cells.get(cell, []) if kind else []
    if len(fields) < 2 or kind is None:
        return None
    score = {"rating": "level", "residual": "residual_level"}.get(cell)
    return kind.fields[score].label if score in kind.fields else None


def _before(
    ws: Workspace, tx: Transaction, kind: Kind | None, cell: str, heads: list[Head | Proposal]
) -> Worded | None:
    """What the sides saw before they wrote."""
    for head in heads:
        change = tx.change(head.change)
        for earlier in change.seen.get(cell, ()) if change else ():
            replaced = tx.change(earlier)
            if replaced and cell in replaced.set and replaced.set[cell] is not REDACTED:
                return _worded(kind, cell, replaced.set[cell], ws)
    return None


def _worded(kind: Kind | None, cell: str, value: Any, ws: Workspace) -> Worded:
    fields = _parts(kind, cell)
    if len(fields) > 1 and isinstance(value, dict):
        numbers = [value.get(field.part) for field in fields]
        if all(isinstance(number, int) for number in numbers) and len(numbers) == 2:
            score = numbers[0] * numbers[1]
            return Worded(f"{numbers[0]} × {numbers[1]} =", score, ws.profile.level(score))
        return Worded(", ".join(str(number) for number in numbers if number is not None))
    if value is None or value == "":
        return Worded("")
    if fields and fields[0].accepts(value):
        return Worded(fields[0].show(value, ws.profile, ws.language))
    return Worded(str(value))

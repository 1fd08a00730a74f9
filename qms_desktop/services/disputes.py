"""What waits for a decision, record by record and field by field: what it was, what each side wrote, who and when."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.exchange import trust
from qms_desktop.exchange.ledger import Brought, Came
from qms_desktop.journal.change import REDACTED
from qms_desktop.journal.fold import DELETED, OFFICE, Folded, Head, Proposal, owner
from qms_desktop.models.catalogue import KINDS, office_fields
from qms_desktop.models.kind import Kind
from qms_desktop.services import deletions, units
from qms_desktop.services.deletions import flagged_cells
from qms_desktop.services.proposals import decidable
from qms_desktop.services.roles import leads
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction

COUNTED = 500
"""Of how many records the first screen counts the disputed fields one by one."""


class Worded(Struct, frozen=True):
    """A value in words; `score` and `level` where it is a pair of a likelihood and a consequence."""

    words: str
    score: int | None = None
    level: str | None = None


class Side(Struct, frozen=True):
    """One of the values that stand against each other: whose it is, and why it was written."""

    change: str
    value: Worded
    who: str
    at: str
    why: str
    office: bool
    proposed: bool
    mine: bool = False
    """Whether it was written here: by this store's unit or office, or, among its own, on this computer."""
    above: bool = False
    """Whether it was decided above the one who is asked: by the institution's leadership."""
    came: Came | None = None
    """The file that brought it; None for what was written in this store."""

    @property
    def stays(self) -> bool:
        """Whether it is no change at all: a field that is empty, and stays so if the proposal is refused."""
        return not self.change


class DisputedField(Struct, frozen=True):
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


class Dispute(Struct, frozen=True):
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
        reader = _Reader(ws, tx)
        found = []
        for key, folded in reading.conflicting(tx, others=True):
            fields = tuple(reader.field(key, folded, cell) for cell in _cells(ws, key, folded))
            if fields:
                found.append(reader.dispute(key, fields))
    return found


def waiting(tx: Transaction, ws: Workspace) -> int:
    """How many fields wait for a decision of this store's people.

    Beyond the first `COUNTED` records each counts as one field, so that the first screen never waits for thousands.
    """
    keys = reading.conflicting_keys(tx, others=True)
    folded = [(key, found) for key in keys[:COUNTED] if (found := tx.fold(key))]
    return sum(len(_cells(ws, key, found)) for key, found in folded) + len(keys[COUNTED:])


def undisputed(ws: Workspace, key: Key) -> list[tuple[Localised, str]]:
    """The other fields of a record that hold something, each with its value in words."""
    with ws.store.reading() as tx:
        folded, record, kind = tx.fold(key), reading.record(tx, key), KINDS.get(key.kind)
        if folded is None or record is None or kind is None:
            return []
        asked = {cell.partition("/")[0] for cell in _cells(ws, key, folded)}
    return [
        (field.label, field.show(record[name], ws.profile, ws.language))
        for name, field in kind.stored_fields.items()
        if field.cell not in asked and field.content and record[name] not in (None, "", [])
    ]


def _cells(ws: Workspace, key: Key, folded: Folded) -> list[str]:
    """The cells of a record about which somebody is to be asked here: a unit about what is its own."""
    cells = [*folded.conflicts, *flagged_cells(folded)]
    if not ws.is_office:
        cells = [cell for cell in cells if owner(key.unit, cell, office_fields(key.kind)) == ws.unit]
    return list(dict.fromkeys([*cells, *(p.field for p in decidable(ws, key, folded))]))


class _Reader:
    """Reads disputes inside one transaction: who is who is looked up once."""

    def __init__(self, ws: Workspace, tx: Transaction) -> None:
        self._ws, self._tx = ws, tx
        self._people = units.people(tx)
        self._units = units.units(tx, ws.profile)
        self._brought = Brought(tx)
        self._own = {d.device for d in trust.devices(tx).values() if d.state == trust.OWN} | {ws.key.device}

    def dispute(self, key: Key, fields: tuple[DisputedField, ...]) -> Dispute:
        kind, ws = KINDS.get(key.kind), self._ws
        record = reading.record(self._tx, key) or {}
        title = kind.title_of(record, ws.profile, ws.language) if kind and record else key.id
        return Dispute(
            key, title, str(record.get("code") or record.get("number") or ""), self._unit(key.unit),
            kind.label if kind else Text.of(key.kind), fields,
        )  # fmt: skip

    def field(self, key: Key, folded: Folded, cell: str) -> DisputedField:
        kind = KINDS.get(key.kind)
        if cell in flagged_cells(folded):
            return self._deletion(kind, folded, cell)
        heads: list[Head | Proposal] = [head for head in folded.heads.get(cell, ()) if not head.redacted]
        proposals = [p for p in decidable(self._ws, key, folded) if p.field == cell]
        if cell not in folded.conflicts:
            heads = heads[:1]
        sides = self._sides([(entry, _worded(kind, cell, entry.value, self._ws)) for entry in [*heads, *proposals]])
        if proposals and not heads:
            sides.insert(0, Side("", Worded(""), "", "", "", self._ws.is_office, False, True))
        fields = tuple(_parts(kind, cell))
        shown = folded.shown.get(cell)
        current = dict(shown) if isinstance(shown, dict) and len(fields) > 1 else {f.name: shown for f in fields}
        return DisputedField(
            kind.name_of_cell(cell) if kind else cell, _label(kind, cell, folded),
            _before(self._ws, self._tx, kind, cell, heads), tuple(sides), fields, current,
        )  # fmt: skip

    def _deletion(self, kind: Kind | None, folded: Folded, cell: str) -> DisputedField:
        """Deleted by one, changed by another: to delete it after all, or to keep it as it was changed."""
        entries: list[tuple[Head | Proposal, Worded]] = []
        for side in deletions.sides(self._tx, folded, cell):
            changed = "; ".join(
                f"{_cell_label(kind, name)}: {self._in_words(_worded(kind, name, value, self._ws))}"
                for name, value in side.cells
            )
            kept = _("It stays, as it was changed: {fields}", fields=changed) if changed else _("It stays")
            entries.append((side.head, Worded(str(_("It is deleted") if side.deletes else kept))))
        return DisputedField(cell, _label(kind, cell, folded), None, tuple(self._sides(entries)), (), {})

    def _in_words(self, value: Worded) -> str:
        if value.level is None:
            return value.words or "–"
        return f"{value.words} {value.score} – {self._ws.profile.level_word(value.level)}"

    def _sides(self, entries: list[tuple[Head | Proposal, Worded]]) -> list[Side]:
        ours = "office" if self._ws.is_office else self._ws.unit
        apart = len({entry.as_ == ours for entry, _words in entries}) > 1
        sides = []
        for entry, words in entries:
            change = self._tx.change(entry.change)
            mine = entry.as_ == ours if apart else entry.device in self._own
            sides.append(Side(
                entry.change, words, self._people.get(entry.by, {}).get("name", "") or str(self._unit(entry.as_)), entry.at,
                change.why if change else "", entry.as_ == OFFICE, isinstance(entry, Proposal), mine,
                leads(self._ws.profile, entry.as_), self._brought.by(entry.change),
            ))  # fmt: skip
        return sorted(sides, key=lambda side: (side.proposed, not side.mine, side.at))

    def _unit(self, code: str) -> Localised:
        if code in (OFFICE, ALL):
            return self._ws.profile.qa_office.name
        return self._units[code].name if code in self._units else Text.of(code)


def _label(kind: Kind | None, cell: str, folded: Folded) -> Localised:
    """What the field is called; one of an item says which item."""
    if cell == DELETED:
        return _("Deleted on one side, changed on the other")
    item, _slash, part = cell.rpartition("/")
    fields = kind.cells.get(cell.partition("/")[0], []) if kind else []
    if item and fields and isinstance(fields[0], ItemsField):
        main = str(folded.shown.get(f"{item}/{fields[0].main}") or "…")
        if part == DELETED:
            return _("{list}: “{item}” was deleted on one side, changed on the other", list=fields[0].label, item=main)
        return _("{list}, “{item}”: {field}", list=fields[0].label, item=main, field=_cell_label(kind, cell))
    return _pair_label(kind, cell) or _cell_label(kind, cell)


def _cell_label(kind: Kind | None, cell: str) -> Localised:
    return (kind.label_of_cell(cell) if kind else None) or Text.of(cell)


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

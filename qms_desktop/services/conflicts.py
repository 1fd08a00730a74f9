"""Conflicts and proposals: what two people wrote without seeing each other, and what a unit would have of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import ItemsField
from qms_desktop.core.messages import _
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.fold import DELETED, Folded, Head, owner
from qms_desktop.models.catalogue import KINDS, office_fields
from qms_desktop.models.kind import Kind
from qms_desktop.services.deletions import flagged_cells, is_deletion, sides
from qms_desktop.services.records import Saved, SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell of a record with two or more distinct values; `heads` are the changes that stand for it."""

    key: Key
    cell: str
    shown: Any
    heads: tuple[Head, ...]

    @property
    def field(self) -> str:
        """The cell as people and the command line name it."""
        kind = KINDS.get(self.key.kind)
        return kind.name_of_cell(self.cell) if kind else self.cell

    def as_json(self) -> dict[str, Any]:
        return {
            "record": self.key.id, "kind": self.key.kind, "unit": self.key.unit, "field": self.field,
            "shown": self.shown,
            "heads": [
                {"change": h.change, "value": h.value, "by": h.by, "at": h.at, "device": h.device}
                for h in self.heads if not h.redacted
            ],
        }  # fmt: skip


def conflicts(ws: Workspace) -> list[Conflict]:
    """The open conflicts of records that are not gone."""
    with ws.store.reading() as tx:
        return [
            Conflict(key, cell, folded.shown.get(cell), folded.heads[cell])
            for key, folded in reading.conflicting(tx)
            for cell in folded.conflicts
        ]


@dataclass(frozen=True, slots=True)
class Choice:
    """How one field is settled: by the value of a head or proposal (`take`, its change), or by a third value.

    With `keep` it stays as it is shown, empty too: so a proposal is refused.
    """

    field: str
    take: str | None = None
    value: Any = None
    keep: bool = False


def decide(
    ws: Workspace, record_id: str, field: str, *, take: str | None = None, value: Any = None, why: str = ""
) -> SaveResult:
    """Settle a conflict: take the value of one head, or write a third; the decision has seen all heads.

    A record's one proposal for a field is answered in the same way: its own value accepts it, another refuses.
    """
    return decide_all(ws, record_id, [Choice(field, take, value)], why=why)


def decide_all(ws: Workspace, record_id: str, choices: Sequence[Choice], *, why: str = "") -> SaveResult:
    """Settle several fields of one record, all or none."""
    return decide_many(ws, [(record_id, choices)], why=why)


def decide_many(ws: Workspace, decisions: Sequence[tuple[str, Sequence[Choice]]], *, why: str = "") -> SaveResult:
    """Settle fields of several records, all or none: one change a record, and one for each deletion."""
    with ws.store.writing() as tx:
        edits: list[Edit] = []
        for record_id, choices in decisions:
            edits += _edits(ws, tx, record_id, choices, why)
        changes, appended = ws.write(tx, edits)
    return SaveResult([Saved(edit.key, change.id) for edit, change in zip(edits, changes, strict=True)], appended)


def _edits(ws: Workspace, tx: Transaction, record_id: str, choices: Sequence[Choice], why: str) -> list[Edit]:
    by_key: dict[Key, Edit] = {}
    deletions: list[Edit] = []
    for choice in choices:
        key, cell, value, seen, closes = _decision(ws, tx, record_id, choice)
        if is_deletion(cell) and value is True:
            # Nothing is named as seen: a deletion witnesses all that it takes away.
            deletions.append(Edit(key, {cell: True}, closes={cell: closes}, why=why))
            continue
        edit = by_key.setdefault(key, Edit(key, {}, seen={}, why=why))
        edit.cells, edit.seen = {**edit.cells, cell: value}, {**(edit.seen or {}), cell: seen}
        edit.closes = {**edit.closes, cell: closes}
    for edit in by_key.values():
        folded = tx.fold(edit.key)
        if folded is not None and not folded.heads and not any(value is not None for value in edit.cells.values()):
            edit.cells = {**edit.cells, DELETED: True}  # nothing of what was proposed is taken: there is no record
    if any(DELETED in edit.cells for edit in deletions):
        return [edit for edit in deletions if DELETED in edit.cells]
    return [*by_key.values(), *deletions]


def _decision(
    ws: Workspace, tx: Transaction, record_id: str, choice: Choice
) -> tuple[Key, str, Any, list[str], list[str]]:
    """The record, the cell, its value, and the heads and proposals that the decision answers."""
    field, take = choice.field, choice.take
    key, cell, folded = _disputed(tx, record_id, field)
    heads = folded.heads.get(cell, ())
    proposals = [p for p in folded.proposals if p.field == cell]
    flagged = cell in flagged_cells(folded)
    if cell not in folded.conflicts and not proposals and not flagged:
        raise UserError(_("“{field}” has no conflict to decide.", field=field), _("“qms-desktop conflicts” lists them."))
    if ws.role == "department" and owner(key.unit, cell, office_fields(key.kind)) != ws.unit:
        raise UserError(_("This is not for {unit} to decide.", unit=ws.unit), _("The QA office decides it, or the unit that it belongs to."))
    if choice.keep:
        value = folded.shown.get(cell)
    elif take is None:
        value = _third_value(KINDS.get(key.kind), cell, field, choice.value, folded, ws)
    else:
        values = {head.change: head.value for head in heads if not head.redacted}
        values |= {proposal.change: proposal.value for proposal in proposals}
        if flagged:
            values |= {side.head.change: side.deletes for side in sides(tx, folded, cell)}
        chosen = [v for change, v in values.items() if change.startswith(take)] if len(take) >= 8 else []
        if len(chosen) != 1:
            raise UserError(_("“{change}” is not one of the changes in conflict.", change=take),
                            _("“qms-desktop conflicts” lists them."))  # fmt: skip
        value = chosen[0]
    return key, cell, value, [head.change for head in heads], [proposal.change for proposal in proposals]


def _disputed(tx: Transaction, record_id: str, field: str) -> tuple[Key, str, Folded]:
    keys = reading.keys_of(tx, record_id)
    if not keys:
        raise UserError(_("There is no record {id}.", id=record_id), _("“qms-desktop conflicts” lists those in conflict."))
    best: tuple[Key, str, Folded] | None = None
    for key in keys:
        folded = tx.fold(key)
        kind = KINDS.get(key.kind)
        cell = kind.cell_of(field) if kind else field
        if folded is None:
            continue
        if cell in folded.conflicts or cell in flagged_cells(folded):
            return key, cell, folded
        best = best or (key, cell, folded)
    if best is None:
        raise UserError(_("There is no record {id}.", id=record_id))
    return best


def _third_value(kind: Kind | None, cell: str, name: str, value: Any, folded: Folded, ws: Workspace) -> Any:
    """A value written by the person who decides, as the cell holds it; FieldProblem if it cannot be."""
    if is_deletion(cell):
        if not isinstance(value, bool):
            raise FieldProblem(_("Field “{name}”: {problem}", name=name, problem=_("This value cannot be used here.")))
        return value
    if kind is None:
        canonical(value)
        return value
    fields = kind.cells.get(cell.partition("/")[0], [])
    if not fields:
        return value
    if isinstance(fields[0], ItemsField):
        part = fields[0].item_fields.get(cell.rpartition("/")[2])
        return part.check(value, ws.profile) if part else value
    if fields[0].part is None:
        return fields[0].check(value, ws.profile)
    shown = folded.shown.get(cell)
    parts = dict(shown) if isinstance(shown, Mapping) else {}
    if not isinstance(value, Mapping):
        value = {kind.fields[name].part: value} if name in kind.fields else {}
    if not value:
        raise FieldProblem(_("Field “{name}”: {problem}", name=name, problem=_("This value cannot be used here.")))
    for field in fields:
        if field.part in value:
            parts[field.part] = field.check(value[field.part], ws.profile)
    if not value.keys() <= {field.part for field in fields}:
        raise FieldProblem(_("Field “{name}”: {problem}", name=name, problem=_("a record of this kind has no such field")))
    return {field.part: parts.get(field.part) for field in fields}

"""Proposals: what somebody would have in a field that is not his own. Its owner takes it in, or leaves the field as it is.

They are decided as conflicts are (`conflicts.decide`): the value of the proposal accepts it, another refuses.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qms_desktop.journal import fold
from qms_desktop.journal.fold import Folded, owner
from qms_desktop.models.catalogue import KINDS, office_fields
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key


class Proposal(Struct, frozen=True):
    """An open proposal, with what the field shows now, and whether this store may decide it."""

    key: Key
    shown: Any
    made: fold.Proposal
    decidable: bool

    @property
    def field(self) -> str:
        """The cell as people and the command line name it."""
        kind = KINDS.get(self.key.kind)
        return kind.name_of_cell(self.made.field) if kind else self.made.field

    def as_json(self) -> dict[str, Any]:
        return {
            "record": self.key.id, "kind": self.key.kind, "unit": self.key.unit, "field": self.field, "shown": self.shown,
            "change": self.made.change, "value": self.made.value, "as": self.made.as_, "by": self.made.by,
            "at": self.made.at, "device": self.made.device, "decidable": self.decidable,
        }  # fmt: skip


def proposals(ws: Workspace) -> list[Proposal]:
    """The open proposals of records that are not gone: those to be decided here, and one's own that wait elsewhere."""
    with ws.store.reading() as tx:
        found = []
        for key, folded in reading.conflicting(tx, others=True):
            ours = {(made.field, made.change) for made in decidable(ws, key, folded)}
            found += [
                Proposal(key, folded.shown.get(made.field), made, (made.field, made.change) in ours) for made in folded.proposals
            ]
    return found


def decidable(ws: Workspace, key: Key, folded: Folded) -> list[fold.Proposal]:
    """The proposals that this store may answer: the office all of them, a unit those about fields of its own."""
    if ws.is_office:
        return list(folded.proposals)
    fields = office_fields(key.kind)
    return [p for p in folded.proposals if p.as_ != ws.unit and owner(key.unit, p.field, fields) == ws.unit]

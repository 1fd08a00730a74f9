"""What one person deleted while another changed it: it lives, and is asked about as a conflict is."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qms_desktop.journal.fold import DELETED, Folded, Head
from qms_desktop.store.transaction import Transaction


class Side(Struct, frozen=True):
    """A change that deletes (`deletes`), or one that the deletions had not seen, with what it set."""

    head: Head
    deletes: bool
    cells: tuple[tuple[str, Any], ...] = ()


def is_deletion(cell: str) -> bool:
    """Whether a cell says that its record, or an item of a list, is deleted."""
    return cell.rpartition("/")[2] == DELETED


def flagged_cells(folded: Folded) -> list[str]:
    """The cells that say of the record, or of its items, that it was deleted, though it lives."""
    own = [DELETED] if folded.flagged else []
    return own + [f"{item}/{DELETED}" for item in sorted(folded.flagged_items)]


def sides(tx: Transaction, folded: Folded, cell: str) -> list[Side]:
    """The changes that stand for deleting, then those that stand against it, one a change."""
    said = [head for head in folded.heads.get(cell, ()) if not head.redacted]
    found = [Side(head, head.value is True) for head in said]
    seen: dict[str, set[str]] = {}
    for side in found:
        change = tx.change(side.head.change) if side.deletes else None
        for name, ids in (change.seen if change else {}).items():
            seen.setdefault(name, set()).update(ids)
    own = {head.change for head in said}
    within = cell.removesuffix(DELETED)
    unseen: dict[str, list[tuple[str, Head]]] = {}
    for name, heads in folded.heads.items():
        if name == cell or not name.startswith(within):
            continue
        for head in heads:
            if head.change not in own and head.change not in seen.get(name, ()) and not head.redacted:
                unseen.setdefault(head.change, []).append((name, head))
    for pairs in unseen.values():
        found.append(Side(pairs[0][1], False, tuple((name, head.value) for name, head in pairs)))
    return sorted(found, key=lambda side: not side.deletes)

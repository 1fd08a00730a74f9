"""Writing changes: what a device sets, having been shown what; chained, signed and appended in one transaction."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from qms_desktop.journal.change import Change, write_change
from qms_desktop.journal.fold import DELETED, Folded
from qms_desktop.journal.signing import SignedHead, Signer, head_message
from qms_desktop.store.transaction import Appended, Key, Transaction


class Base(Struct, frozen=True):
    """What an author was shown: the journal up to a row, and changes of their own that came after it."""

    position: int
    own: tuple[str, ...] = ()


class Author(Struct, frozen=True):
    """Who writes: the person's record, the unit or `office` they write as, and their device."""

    by: str
    as_: str
    signer: Signer


class Edit(Struct):
    """What one save sets in one record.

    `base` is what the author was shown, by default the record as it stands in this transaction; `seen` names
    heads outright, cell by cell, and wins over it; `closes` names proposals that the edit answers.
    """

    key: Key
    cells: Mapping[str, Any]
    base: Base | None = None
    seen: Mapping[str, Iterable[str]] | None = None
    closes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    why: str = ""


def write(
    transaction: Transaction, edits: Iterable[Edit], author: Author, at: str, *, op: str | None = None
) -> tuple[list[Change], Appended]:
    """Turn edits into changes, one a record, chain and sign them, and append them; a batch shares one `op`."""
    edits = [edit for edit in edits if edit.cells]
    op = op if op is not None else (secrets.token_hex(8) if len(edits) > 1 else "")
    device = author.signer.device
    tips: dict[str, tuple[int, str | None]] = {}
    changes: list[Change] = []
    for edit in edits:
        unit = edit.key.unit
        seq, prev = tips.get(unit) or transaction.tip(device, unit)
        change = write_change(
            unit=unit, kind=edit.key.kind, record=edit.key.id, device=device, seq=seq + 1, prev=prev,
            as_=author.as_, by=author.by, at=at, op=op, set=edit.cells, seen=_seen(transaction, edit), why=edit.why,
        )  # fmt: skip
        tips[unit] = (change.seq, change.id)
        changes.append(change)
    heads = [_signed(author.signer, unit, seq, change_id) for unit, (seq, change_id) in tips.items() if change_id]
    return changes, transaction.append(changes, heads)


def _signed(signer: Signer, unit: str, seq: int, change: str) -> SignedHead:
    message = head_message(signer.device, unit, seq, change)
    return SignedHead(signer.device, unit, seq, change, signer.sign(message))


def _seen(transaction: Transaction, edit: Edit) -> dict[str, list[str]]:
    """The heads that the author was shown of what the edit sets; a deletion witnesses all it takes away."""
    if edit.seen is not None:
        seen = {cell: list(ids) for cell, ids in edit.seen.items() if cell in edit.cells}
    else:
        base = edit.base
        folded = transaction.fold(edit.key, base.position, base.own) if base else transaction.fold(edit.key)
        seen = _heads(folded, edit.cells) if folded else {}
    for cell, proposals in edit.closes.items():
        seen[cell] = sorted({*seen.get(cell, ()), *proposals})
    return seen


def _heads(folded: Folded, cells: Mapping[str, Any]) -> dict[str, list[str]]:
    wanted = set(cells)
    if cells.get(DELETED) is True:
        wanted |= folded.heads.keys()
    for cell in cells:
        item, _, last = cell.rpartition("/")
        if item.count("/") == 1 and last == DELETED:
            wanted |= {other for other in folded.heads if other.startswith(item + "/")}
    return {cell: [head.change for head in folded.heads[cell]] for cell in sorted(wanted) if cell in folded.heads}


def new_record_id() -> str:
    """A UUIDv7: ids made later sort later."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))

"""Passing on: the bundles of the units below that a dean's office hands to the QA office as they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qms_desktop.exchange import ledger, limits
from qms_desktop.exchange.container import frame_of
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.receiving import kept_name
from qms_desktop.journal.fold import OFFICE
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction


def to_pass_on(store: Store, identity: Identity) -> list[str]:
    """The hashes of the files put aside here that the QA office is to have: of each device of the units below the newest.

    They go along with every bundle until a newer one of the same device comes, or this store has merged one: what was
    lost on the way comes with the next. What finds no room stays for the next bundle.
    """
    with store.reading() as tx:
        merged = ledger.latest_merged(tx)
        kept = sorted(ledger.kept_entries(tx), key=lambda entry: entry.created)
        return _chosen(tx, merged, kept, identity)


def _chosen(tx: Transaction, merged: Mapping[str, str], kept: Sequence[ledger.Entry], identity: Identity) -> list[str]:
    newest = {entry.device: entry for entry in kept if entry.unit in identity.below and entry.created > merged.get(entry.device, "")}
    found: list[str] = []
    carried = 0
    sizes = tx.waiting.sizes()
    for entry in newest.values():
        size = sizes.get(kept_name(entry.sha256), 0)
        if size and _is_for_office(tx, entry.sha256) and carried + size <= limits.FORWARDED and len(found) < limits.FORWARDED_FILES:
            found.append(entry.sha256)
            carried += size
    return found


def _is_for_office(tx: Transaction, sha256: str) -> bool:
    """Whether the file is still the one that came, and made for the QA office."""
    try:
        with frame_of(tx.waiting.pieces(kept_name(sha256))) as frame:
            return frame.sha256 == sha256 and frame.header()[0].recipient == OFFICE
    except Rejected:
        return False

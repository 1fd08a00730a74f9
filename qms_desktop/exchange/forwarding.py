"""Passing on: the bundles of the units below that a dean's office hands to the QA office as they came."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.exchange import ledger, limits
from qms_desktop.exchange.container import take_in
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.receiving import kept_file
from qms_desktop.journal.fold import OFFICE
from qms_desktop.store.store import Store


def to_pass_on(store: Store, identity: Identity) -> list[Path]:
    """The files put aside here that the QA office is to have: of each device of the units below the newest.

    They go along with every bundle until a newer one of the same device comes, or this store has merged one: what was
    lost on the way comes with the next. What finds no room stays for the next bundle.
    """
    with store.reading() as tx:
        merged = ledger.latest_merged(tx)
        kept = sorted(ledger.kept_entries(tx), key=lambda entry: entry.created)
    newest = {entry.device: entry for entry in kept if entry.unit in identity.below and entry.created > merged.get(entry.device, "")}
    found, carried = [], 0
    for entry in newest.values():
        path = kept_file(store, entry.sha256)
        size = path.stat().st_size if path.is_file() else 0
        if _is_for_office(path, entry.sha256) and carried + size <= limits.FORWARDED and len(found) < limits.FORWARDED_FILES:
            found.append(path)
            carried += size
    return found


def _is_for_office(path: Path, sha256: str) -> bool:
    """Whether the file is still the one that came, and made for the QA office."""
    try:
        with take_in(path) as frame:
            return frame.sha256 == sha256 and frame.header()[0].recipient == OFFICE
    except Rejected:
        return False

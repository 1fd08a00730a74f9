"""Looking after a store: checking it, its digest, putting a backup in its place."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from qms_desktop.services.workspace import Workspace
from qms_desktop.store import backup, check, reading
from qms_desktop.store.addresses import home_of
from qms_desktop.store.faults import told
from qms_desktop.store.lock import StoreLock
from qms_desktop.store.places import Place
from qms_desktop.store.store import Progress, check_place, no_progress


def check_store(ws: Workspace, progress: Progress = no_progress) -> dict[str, Any]:
    """Verify pages, hashes, chains, the folded state and the bytes of attached files.

    `{"ok", "problems", "records", "changes"}`; attachments that have not come yet are no problem.
    """
    from qms_desktop.exchange import attachments  # it reads bundles, which opening a store has no need of

    with ws.store.reading() as tx:
        found = check.problems(tx, progress) + attachments.altered(tx)
        records, changes = reading.totals(tx)
    return {"ok": not found, "problems": [str(problem) for problem in found], "records": records, "changes": changes}


def digest(ws: Workspace) -> dict[str, Any]:
    """`{"digest", "records", "changes"}`."""
    with ws.store.reading() as tx:
        records, changes = reading.totals(tx)
        return {"digest": check.store_digest(tx), "records": records, "changes": changes}


def restore(place: Place, file: Path, wait_seconds: float) -> Place:
    """Put a backup in the place of a store; no other program may have a folder's store open. What was written."""
    if isinstance(place, Path):
        return _restore_folder(place, file, wait_seconds)
    backup.check_backup(file)
    with closing(home_of(place, new=False)) as home:
        backup.restore_database(home, file)
    return place


def _restore_folder(folder: Path, file: Path, wait_seconds: float) -> Path:
    check_place(folder)
    backup.check_backup(file)
    lock = StoreLock(folder)
    with told():
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(wait_seconds)
    try:
        return backup.restore(folder, file)
    finally:
        lock.release()

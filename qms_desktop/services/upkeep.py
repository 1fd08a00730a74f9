"""Looking after a store: checking it, its digest, putting a backup in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qms_desktop.services.workspace import Workspace
from qms_desktop.store import backup, check, reading
from qms_desktop.store.faults import told
from qms_desktop.store.lock import StoreLock
from qms_desktop.store.store import Progress, check_place, no_progress


def check_store(ws: Workspace, progress: Progress = no_progress) -> dict[str, Any]:
    """Verify pages, hashes, chains and the folded state: `{"ok", "problems", "records", "changes"}`."""
    with ws.store.reading() as tx:
        found = check.problems(tx, progress)
        records, changes = reading.totals(tx)
    return {"ok": not found, "problems": [str(problem) for problem in found], "records": records, "changes": changes}


def digest(ws: Workspace) -> dict[str, Any]:
    """`{"digest", "records", "changes"}`."""
    with ws.store.reading() as tx:
        records, changes = reading.totals(tx)
        return {"digest": check.store_digest(tx), "records": records, "changes": changes}


def restore(folder: Path, file: Path, wait_seconds: float) -> Path:
    """Put a backup in the place of the store in a folder, which no other program may have open."""
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

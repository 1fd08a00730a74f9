"""Backups: a checked copy of the store's file, renamed into place; old ones make room."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
import sqlite3
import tempfile
from pathlib import Path

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import check_target, sync_folder, whole_file
from qms_desktop.core.messages import _
from qms_desktop.store import migrate
from qms_desktop.store.engine import APPLICATION_ID
from qms_desktop.store.faults import told
from qms_desktop.store.homes import Home
from qms_desktop.store.store import FILE_NAME, Store, put_settings

KEPT = {"daily": 14, "receive": 3, "migration": 3, "restore": 3, "redaction": 3}


RESTORED = "restored"
"""The setting of a database that names its last restoring: every computer takes a new device then."""


def back_up(store: Store, reason: str, out: Path | None = None) -> Path:
    """Copy the store into `backups/` (or to `out`), check the copy, then give it its name; the path.

    `reason` is one of `daily`, `receive`, `migration`, `restore`, `redaction`; the newest few of each stay.
    """
    with told():
        store.backups.mkdir(parents=True, exist_ok=True)
    stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    target = out or store.backups / f"{reason}-{stamp}.sqlite"
    if out:
        check_target(out)
    if out and out.exists():
        raise UserError(_("There is a file of that name already: {file}", file=str(out)), _("Choose another name."))
    temporary = target.with_name(target.name + ".part")
    temporary.unlink(missing_ok=True)
    with told():
        try:
            _copy(store, temporary)
            _verify(temporary)
            temporary.replace(target)
            sync_folder(target.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            target.with_name(temporary.name + "-journal").unlink(missing_ok=True)  # what a full disk leaves of VACUUM
            raise
    if not out:
        prune(store.backups)
    return target


def _copy(store: Store, target: Path) -> None:
    if store.home.shared:
        from qms_desktop.store import carrying  # a folder's start need not wait for it

        with store.connection(writing=False) as rows:
            carrying.write_file(rows, target)
        return
    connection = sqlite3.connect(store.path, timeout=60)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(path: Path) -> None:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("database disk image is malformed")
    finally:
        connection.close()


def prune(folder: Path) -> None:
    """Keep the newest few backups of each reason."""
    for reason, kept in KEPT.items():
        for old in sorted(folder.glob(f"{reason}-*.sqlite"), reverse=True)[kept:]:
            old.unlink()


def newest_backup(folder: Path) -> Path | None:
    found = sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def daily_backup_is_due(folder: Path, today: dt.date) -> bool:
    return not any(folder.glob(f"daily-{today:%Y%m%d}-*.sqlite"))


def check_backup(path: Path) -> None:
    """UserError unless the file is a whole store of this or an earlier version."""
    refusal = UserError(
        _("This file is not a backup of a store: {file}", file=path.name), _("Choose a file from the backups folder.")
    )
    if not path.is_file():
        raise UserError(_("There is no such file: {file}", file=str(path)))
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise refusal
        migrate.check_version(connection.execute("PRAGMA user_version").fetchone()[0])
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise refusal
    except sqlite3.DatabaseError as problem:
        raise refusal from problem
    finally:
        connection.close()


def restore(folder: Path, backup: Path) -> Path:
    """Put a backup in the store's place; what stood there is kept as a backup of its own. The store is closed.

    Its device key knows what this store had written since, so that opening it takes a new identity.
    """
    check_backup(backup)
    target = folder / FILE_NAME
    with told():
        (folder / "backups").mkdir(parents=True, exist_ok=True)
        if target.exists():
            _settle(target)
            stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
            _put_copy(target, folder / "backups" / f"restore-{stamp}.sqlite")
        _put_copy(backup, target)
        prune(folder / "backups")
    return target


def restore_database(home: Home, backup: Path) -> None:
    """Put a backup in the place of what a database holds, which is kept as a backup of its own; files stay.

    All in one transaction: other programs at work in it see the old state or the new one, and are told to open anew.
    """
    from qms_desktop.store import carrying

    with tempfile.TemporaryDirectory() as folder:
        rows = Path(shutil.copyfile(backup, Path(folder) / FILE_NAME))
        with Store(home).connection(writing=True) as connection, carrying.read_file(rows) as source:
            if migrate.version_of(connection):
                migrate.migrate(connection)
                stamp = dt.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
                home.backups.mkdir(parents=True, exist_ok=True)
                carrying.write_file(connection, home.backups / f"restore-{stamp}.sqlite")
                carrying.empty(connection)
            else:
                home.check_free(connection)
                migrate.migrate(connection)
            carrying.carry_rows(source, connection)
            put_settings(connection, {RESTORED: secrets.token_hex(8)})
    prune(home.backups)


def _settle(path: Path) -> None:
    """Let SQLite take back what a crash left half done: its journal must never meet the file that comes instead."""
    connection = sqlite3.connect(path, timeout=60)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        raise  # the disk fails, or somebody has it open
    except sqlite3.DatabaseError:
        pass  # it is damaged, and kept as it is
    finally:
        connection.close()
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    sync_folder(path.parent)


def _put_copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, whole_file(target) as copy:
        shutil.copyfileobj(file, copy)

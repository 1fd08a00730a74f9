"""Opening the store, on the worker: all that the first screen shows, or what stands in the way in words.

Nothing here is imported before the window's first paint: the store's libraries take longer than the window.
"""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.services import drafts, ledger, units, upkeep
from qms_desktop.services.duties import Duties, OfficeDuties
from qms_desktop.services.ledger import Passed
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace, open_workspace, period_now
from qms_desktop.store import backup
from qms_desktop.store.addresses import exists
from qms_desktop.store.faults import StoreDamaged
from qms_desktop.store.places import Place
from qms_desktop.ui import pulse


class Standing(Struct, frozen=True):
    """What the status bar says: the last backup, the last bundle sent, the last one received."""

    backed_up: dt.datetime | None
    sent: Passed | None
    came: Passed | None


class Opened(Struct, frozen=True):
    """An open store with what the first screen shows."""

    ws: Workspace
    unit: Localised
    period: Localised
    person: str
    standing: Standing
    waiting: Duties | OfficeDuties
    restored: SaveResult


class Trouble(Struct, frozen=True):
    """Why the store cannot be opened; `backup` is the last good one where its file is damaged."""

    error: UserError
    backup: Path | None = None
    made: dt.datetime | None = None


def open_or_say(place: Place) -> Opened | Trouble | None:
    """The store of a folder or a database; None where there is none yet."""
    try:
        if not exists(place):
            return None
        return read(open_workspace(place))
    except StoreDamaged as error:
        good = last_good_backup(place) if isinstance(place, Path) else None
        return Trouble(error, good, _made(good) if good else None)
    except UserError as error:
        return Trouble(error)


def read(ws: Workspace) -> Opened:
    """What the window shows first of an open store; it is closed again if that fails."""
    try:
        _bring_home(ws)
        restored = drafts.settle(ws)
        with ws.store.reading() as tx:
            unit = ws.profile.qa_office.name if ws.is_office else units.unit_name(tx, ws.profile, ws.unit)
            person = units.person(tx, ws.person).get("name", "")
        return Opened(ws, unit, _period(ws), person, standing(ws), pulse.read(ws), restored)
    except BaseException:
        ws.close()
        raise


def _bring_home(ws: Workspace) -> None:
    """Import the sections and the first page here, so that the window need not stand still for them."""
    import_module("qms_desktop.ui.sections")
    import_module(f"qms_desktop.ui.pages.{'office_home' if ws.is_office else 'home'}")


def _period(ws: Workspace) -> Localised:
    period = period_now(ws.profile)
    if "/" in period:
        return _("{institution} · academic year {period}", institution=ws.profile.abbr, period=period)
    return _("{institution} · {period}", institution=ws.profile.abbr, period=period)


def standing(ws: Workspace) -> Standing:
    """What the status bar says."""
    newest = backup.newest_backup(ws.store.backups)
    return Standing(_made(newest) if newest else None, *ledger.latest(ws))


def back_up_daily(ws: Workspace) -> bool:
    """Make today's backup unless it is there; whether one was made."""
    due = backup.daily_backup_is_due(ws.store.backups, dt.date.today())
    if due:
        backup.back_up(ws.store, "daily")
    return due


def last_good_backup(folder: Path) -> Path | None:
    """The newest backup that is whole."""
    found = sorted((folder / "backups").glob("*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found:
        try:
            backup.check_backup(path)
        except UserError:
            continue
        return path
    return None


def restore(place: Place, file: Path) -> Opened | Trouble | None:
    """Put a backup in the store's place and open it."""
    upkeep.restore(place, file, 0)
    return open_or_say(place)


def _made(file: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(file.stat().st_mtime).astimezone()

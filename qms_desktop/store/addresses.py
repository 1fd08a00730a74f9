"""From an address to the place itself: whether a store lies there, and going in."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.store.folder import FolderHome, folder_holds
from qms_desktop.store.homes import Home
from qms_desktop.store.places import Database, Place


def exists(place: Place) -> bool:
    """Whether a store lies there; UserError where that cannot be found out."""
    if isinstance(place, Database):
        from qms_desktop.store.database import DatabaseHome

        return DatabaseHome.exists(place)
    return FolderHome.exists(place)


def home_of(place: Place, *, new: bool, wait_seconds: float = 0) -> Home:
    """Go into a place: one that holds a store, or a `new` one; UserError where that cannot be."""
    if isinstance(place, Database):
        from qms_desktop.store.database import DatabaseHome

        return DatabaseHome(place)
    return FolderHome.new(place) if new else FolderHome.of(place, wait_seconds)


def holds(address: str, store_id: str) -> bool:
    """Whether a store of that id lies at an address that a key file kept; what cannot be looked into counts."""
    if " " in address and "://" in address:
        return True  # a database: its password is not kept
    return folder_holds(Path(address), store_id)


def shown(address: str) -> str:
    """A kept address as people know the place."""
    return address.rpartition(" ")[0] if "://" in address else address

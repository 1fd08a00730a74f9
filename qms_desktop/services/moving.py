"""Carrying a store to another folder or database, with the device that writes in it."""

from __future__ import annotations

from typing import Any

from qms_desktop.exchange.keys import STORE_ID, moved
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import carrying
from qms_desktop.store.places import Place
from qms_desktop.store.store import Progress, no_progress


def move(ws: Workspace, place: Place, progress: Progress = no_progress) -> dict[str, Any]:
    """Carry the whole store to a new folder or database and compare the digests: `{"store", "digest"}`.

    This computer goes on there as the device that it is. The store that stays behind says so when it is opened, and
    writes as another device.
    """
    store_id = ws.store.settings()[STORE_ID]
    mine = {"person": ws.person, "language": ws.language}  # a folder has one of each
    with ws.store.writing() as tx:  # nobody writes meanwhile
        digest, address = carrying.carry(tx, place, mine, progress)
        moved(store_id, address)
        carrying.leave_behind(tx.connection, place)
    return {"store": str(place), "digest": digest}

"""Handing over: which complete records may become submitted when the package is sent. Sending alone submits nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qms_desktop.core.files import check_target
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import acts, exchanging, roles
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.versions import stands_as_handed


@dataclass(frozen=True, slots=True)
class Form:
    """The records of a kind: those `ready` to be handed over, how many are incomplete, how many were handed over as they are."""

    kind: str
    ready: tuple[str, ...]
    incomplete: int
    handed: int


def forms(ws: Workspace) -> list[Form]:
    """The unit's own kinds that hold anything, in the order of the catalogue; for an employee nothing in them is `ready`."""
    found = []
    part = roles.part_of(ws)
    with ws.store.reading() as tx:
        for kind in acts.submittable(tx):
            records = reading.records(tx, reading.Query(kind, unit=ws.unit))
            submits = ws.role != "department" or roles.takes_unit_step(part, "submit", kind)
            ready, incomplete, handed = [], 0, 0
            for record in records:
                if _stands_as_handed(tx, record):
                    handed += 1
                elif KINDS[kind].missing(record):
                    incomplete += 1
                elif submits:
                    ready.append(record["id"])
            if records:
                found.append(Form(kind, tuple(ready), incomplete, handed))
    return found


def _stands_as_handed(tx: Transaction, record: dict[str, Any]) -> bool:
    """Whether a record was handed over in the very version in which it stands."""
    folded = tx.fold(Key(record["unit"], record["kind"], record["id"])) if record["submission"] else None
    return folded is not None and stands_as_handed(KINDS[record["kind"]], folded)


def send(ws: Workspace, out: Path, hand_over: Sequence[str] = ()) -> dict[str, Any]:
    """Submit those records, then write the unit's bundle with them; the others travel as drafts.

    A place where no file can be written is refused before anything is submitted.
    """
    check_target(out)
    if hand_over:
        acts.act(ws, "submit", hand_over)
    return exchanging.send(ws, out)

"""The ledger of bundles: what came and went. A file is known again by the hash of its bytes, never by its own word."""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, structs
from sqlalchemy import select

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange.outcome import FileResult, Status
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.transaction import Transaction

if TYPE_CHECKING:
    from qms_desktop.exchange.container import Header

_COLUMNS = ("bundle", "direction", "unit", "device", "at", "status", "reason", "file", "counts", "sha256")
IN, OUT = "in", "out"
_ASIDE = ("waiting", "parked")
_COUNTS = ("changes_new", "records_new", "records_changed", "conflicts_new", "proposals_new")


class Entry(Struct, frozen=True):
    """A line of the ledger about a file that came."""

    bundle: str
    unit: str
    status: Status
    reason: Message | None
    file: str
    sha256: str
    device: str
    created: str
    """By its sender's clock."""
    via: tuple[str, ...]
    unopened: bool


def entry_of(tx: Transaction, sha256: str) -> Entry | None:
    """What is known of a file with these bytes that came before."""
    found = _entries(tx, tables.bundle.c.sha256 == sha256)
    return found[0] if found else None


def kept_entries(tx: Transaction) -> list[Entry]:
    """The files that were put aside, in the order in which they came."""
    return _entries(tx, tables.bundle.c.status.in_(_ASIDE))


def latest_merged(tx: Transaction) -> dict[str, str]:
    """When the newest bundle of each device was made that was merged here, by the device's own clock."""
    bundle = tables.bundle
    query = select(bundle.c.device, bundle.c.counts).where(bundle.c.direction == IN, bundle.c.status.in_(("merged", "already")))
    found: dict[str, str] = {}
    for device, counts in tx.connection.execute(query):
        found[device] = max(found.get(device, ""), json.loads(counts)["created"])
    return found


class Came(NamedTuple):
    """The file that brought a change: its name in the ledger, whose it is, when it was taken in, and what it was called."""

    bundle: str
    unit: str
    at: str
    file: str


class Brought:
    """Tells which file brought a change. A merge writes its changes in one go, so that their rows in the journal tell it."""

    def __init__(self, tx: Transaction) -> None:
        bundle = tables.bundle
        query = select(bundle.c.bundle, bundle.c.unit, bundle.c.at, bundle.c.file, bundle.c.counts).where(
            bundle.c.direction == IN, bundle.c.status == "merged"
        )
        self._tx = tx
        self._spans = sorted(
            (*rows, Came(name, unit, at, PurePath(file or "").name))
            for name, unit, at, file, counts in tx.connection.execute(query)
            if (rows := json.loads(counts).get("rows"))
        )

    def by(self, change: str) -> Came | None:
        """None for what was written here, or came before the ledger kept this."""
        row = self._tx.place_of(change)
        place = bisect_right(self._spans, row, key=lambda span: span[0]) - 1
        return self._spans[place][2] if place >= 0 and row <= self._spans[place][1] else None


def dismiss(tx: Transaction, sha256: str) -> None:
    """Write down that a person will not have a file that was put aside."""
    bundle = tables.bundle
    reason = _("A person decided not to take this file in.")
    tx.connection.execute(
        bundle.update()
        .where(bundle.c.sha256 == sha256, bundle.c.direction == IN, bundle.c.status.in_(_ASIDE))
        .values(status="rejected", reason=json.dumps(_kept(reason), ensure_ascii=False))
    )


def _entries(tx: Transaction, condition: object) -> list[Entry]:
    bundle = tables.bundle
    query = (
        select(
            bundle.c.bundle, bundle.c.unit, bundle.c.status, bundle.c.reason, bundle.c.file, bundle.c.sha256,
            bundle.c.device, bundle.c.counts,
        )
        .where(bundle.c.direction == IN, condition)
        .order_by(bundle.c.at, bundle.c.bundle)
    )
    found = []
    for name, unit, status, reason, file, sha256, device, counts in tx.connection.execute(query):
        said = json.loads(counts)
        via, unopened = tuple(said.get("via", ())), bool(said.get("unopened"))
        found.append(Entry(name, unit, status, _reason(reason), file, sha256, device, said["created"], via, unopened))
    return found


def _reason(text: str | None) -> Message | None:
    return _message(json.loads(text)) if text is not None else None


def _message(value: Any) -> Any:
    """A message as it was kept: its words are found anew in the language of the day."""
    if isinstance(value, dict):
        return Message(value["msgid"], tuple((name, _message(each)) for name, each in value["params"]))
    return value


def _kept(value: Any) -> Any:
    if isinstance(value, Message):
        return {"msgid": value.msgid, "params": [[name, _kept(each)] for name, each in value.params]}
    return value


def enter_received(
    tx: Transaction, header: Header, sha256: str, result: FileResult, at: str, rows: tuple[int, int] | None = None
) -> None:
    """Write down what became of a verified file, in the place of what was said of the same bytes before.

    `rows` are the first and the last row of the journal that it brought; the last lies before the first where it brought none.
    """
    bundle = tables.bundle
    tx.connection.execute(bundle.delete().where(bundle.c.sha256 == sha256, bundle.c.direction == IN))
    taken = tx.connection.execute(select(bundle.c.bundle).where(bundle.c.bundle == header.bundle)).first()
    reason = json.dumps(_kept(result.reason), ensure_ascii=False) if result.reason else None
    counts = {name: value for name, value in structs.asdict(result).items() if name in _COUNTS}
    counts |= {"created": header.created, "via": list(result.via), "unopened": result.unopened}
    if rows is not None and rows[0] <= rows[1]:
        counts["rows"] = list(rows)
    # Ids are their senders' word: where one is used twice, the bytes tell the two apart.
    name = f"{header.bundle} {sha256}" if taken else header.bundle
    bulk_insert(tx.connection, "bundle", _COLUMNS, [(
        name, IN, header.unit, header.device, at, result.status, reason, str(result.file), json.dumps(counts), sha256,
    )])  # fmt: skip


def enter_sent(tx: Transaction, header: Header, sha256: str, file: Path, counts: dict[str, int]) -> None:
    """Write down a bundle that leaves."""
    bulk_insert(tx.connection, "bundle", _COLUMNS, [(
        header.bundle, OUT, header.recipient, header.device, header.created, "sent", None, str(file),
        json.dumps(counts), sha256,
    )])  # fmt: skip

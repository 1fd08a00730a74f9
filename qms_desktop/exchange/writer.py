"""Writing a bundle: everything of some units that this store holds, signed, whole or not there at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import func, or_, select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.exchange import attachments, ledger, limits, trust
from qms_desktop.exchange.archive import CHANGES, MANIFEST
from qms_desktop.exchange.container import FORMAT, Header, take_in, write_frame
from qms_desktop.exchange.durable import put_in_place, temporary_beside
from qms_desktop.exchange.keys import DeviceKey, publish_heads
from qms_desktop.exchange.manifest import Introduced, Manifest, Part
from qms_desktop.exchange.reader import Identity, check_frame, open_bundle
from qms_desktop.exchange.redacting import signatures_of
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.store import tables
from qms_desktop.store.faults import sentence_for
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction, journalled

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that was written."""

    file: Path
    bundle: str
    records: int
    changes: int
    attachments: int


def send(
    store: Store,
    key: DeviceKey,
    identity: Identity,
    out: Path,
    *,
    recipient: str = OFFICE,
    units: Sequence[str] | None = None,
    own_work: bool | None = None,
    left_out: frozenset[str] = frozenset(),
) -> Sent:
    """Write the bundle of `units` (by default the store's own unit) for a recipient.

    It holds every change of those units' records, of whatever device, and with `own_work` what the unit's own
    devices wrote in records of others (so it is, unless the office sends). `left_out` are attachments that the recipient has. An existing file of
    that name is replaced, at the very end.
    """
    units = tuple(units) if units is not None else (identity.unit,)
    own_work = identity.role not in trust.OFFICE_ROLES if own_work is None else own_work
    with store.writing() as tx:
        trust.register_own(tx, identity.public_key, identity.unit, identity.role)
    try:
        with tempfile.SpooledTemporaryFile(max_size=limits.IN_MEMORY) as payload:
            with store.reading() as tx:
                manifest = _fill(payload, store, tx, key, identity, recipient, units, own_work, left_out)
            header = _header(payload, manifest, key)
            temporary = temporary_beside(out)
            try:
                sha256 = _write(temporary, header, payload, key)
                publish_heads(store, key, {h.unit: (h.seq, h.change) for h in manifest.heads if h.device == key.device})
                put_in_place(temporary, out)
            except BaseException:
                _forget(temporary)
                raise
    except OSError as problem:
        raise sentence_for(problem) or UserError(
            _("The file could not be written: {file}", file=str(out)),
            _("Look whether the stick is still in its place, then do it again."),
        ) from problem
    with store.writing() as tx:
        ledger.enter_sent(tx, header, sha256, out, dict(manifest.counts))
    return Sent(out, manifest.bundle, **manifest.counts)


def _forget(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the unfinished file with it


def _fill(
    payload: IO[bytes], store: Store, tx: Transaction, key: DeviceKey, identity: Identity, recipient: str,
    units: tuple[str, ...], own_work: bool, left_out: frozenset[str],
) -> Manifest:  # fmt: skip
    """Write the zip, and give the manifest that is its last member."""
    known = trust.devices(tx)
    mine = {name for name, each in known.items() if each.speaks_as == identity.unit} if own_work else set()
    chains = _chains(tx, units, mine | ({key.device} if own_work else set()))
    lines, records = _lines(tx, list(chains))
    enclosed = attachments.mentioned(tx, lines, store.files, left_out)
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(payload, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        parts[CHANGES] = _add(archive, CHANGES, (line + b"\n" for line in lines))
        for each in enclosed:
            if each.enclosed:
                parts[f"blobs/{each.sha256}"] = _add(archive, f"blobs/{each.sha256}", _pieces(store.files / each.sha256))
        redacted = {journalled(line).id for line in lines if b'"redacts"' in line}
        redactions = signatures_of(tx, redacted)
        spoken = {device for device, _unit in chains.values()} | {r.device for r in redactions.values()}
        manifest = Manifest(
            bundle=secrets.token_hex(16), institution=identity.institution, device=key.device, unit=identity.unit,
            role=identity.role, recipient=recipient, units=units, parts=parts,
            counts={"changes": len(lines), "records": records, "attachments": sum(a.enclosed for a in enclosed)},
            heads=tuple(_heads(tx, key, chains)),
            devices={n: Introduced(d.public_key, d.unit, d.role) for n, d in known.items() if n in spoken},
            redactions=redactions, attachments=tuple(enclosed),
        )  # fmt: skip
        _add(archive, MANIFEST, [manifest.to_bytes()])
    return manifest


def _chains(tx: Transaction, units: Iterable[str], devices: Iterable[str]) -> dict[int, tuple[str, str]]:
    """The chains to carry, whole, so that the bundle is causally closed: (device, unit) by row."""
    chain = tables.chain
    query = (
        select(chain.c.row, chain.c.device, chain.c.unit)
        .where(or_(chain.c.unit.in_(list(units)), chain.c.device.in_(list(devices))))
        .order_by(chain.c.unit, chain.c.device)
    )
    return {row: (device, unit) for row, device, unit in tx.connection.execute(query)}


def _lines(tx: Transaction, chains: Sequence[int]) -> tuple[list[bytes], int]:
    """The lines of the chains, each chain from its beginning, and how many records they are of."""
    change = tables.change
    lines: list[bytes] = []
    records: set[int] = set()
    for row in chains:
        query = select(change.c.line, change.c.record).where(change.c.chain == row).order_by(change.c.seq, change.c.id)
        for line, record in tx.connection.execute(query):
            lines.append(line)
            records.add(record)
    return lines, len(records)


def _heads(tx: Transaction, key: DeviceKey, chains: dict[int, tuple[str, str]]) -> Iterable[SignedHead]:
    """The signed heads that reach every change: the last one of a chain, and of a forked chain all that are kept."""
    change, head = tables.change, tables.head
    for row, (device, unit) in chains.items():
        ends = tx.connection.execute(
            select(change.c.seq, change.c.id).where(change.c.chain == row).order_by(change.c.seq.desc()).limit(1)
        ).first()
        if ends is None:
            continue
        count = tx.connection.execute(select(func.count()).where(change.c.chain == row)).scalar_one()
        query = select(head.c.seq, head.c.change, head.c.signature).where(head.c.chain == row)
        if count == ends[0]:
            query = query.where(head.c.change == ends[1])
        kept = [SignedHead(device, unit, seq, name.hex(), sign) for seq, name, sign in tx.connection.execute(query)]
        if device == key.device and not any(each.change == ends[1].hex() for each in kept):
            sign = key.sign(head_message(device, unit, ends[0], ends[1].hex()))
            kept.append(SignedHead(device, unit, ends[0], ends[1].hex(), sign))
        yield from kept


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> Part:
    """Add a member; the same bytes at the same place whatever the clock and the system."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    hashed, size = hashlib.sha256(), 0
    with archive.open(entry, "w") as member:
        for piece in pieces:
            hashed.update(piece)
            size += len(piece)
            member.write(piece)
    return Part(size, hashed.hexdigest())


def _pieces(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while piece := file.read(limits.CHUNK):
            yield piece


def _header(payload: IO[bytes], manifest: Manifest, key: DeviceKey) -> Header:
    payload.seek(0)
    hashed, length = hashlib.sha256(), 0
    while piece := payload.read(limits.CHUNK):
        hashed.update(piece)
        length += len(piece)
    return Header(
        format=FORMAT, min_reader=FORMAT, bundle=manifest.bundle, institution=manifest.institution,
        unit=manifest.unit, role=manifest.role, device=key.device, public_key=key.public_key,
        recipient=manifest.recipient, created=trust.now(), payload_length=length,
        payload_sha256=hashed.hexdigest(), encryption="none",
    )  # fmt: skip


def _write(temporary: Path, header: Header, payload: IO[bytes], key: DeviceKey) -> str:
    """Write the file under its temporary name, sync it, and read it again as its recipient will; its SHA-256."""
    with temporary.open("wb") as file:
        write_frame(file, header, payload, key.sign)
        file.flush()
        os.fsync(file.fileno())
    with take_in(temporary) as frame:
        open_bundle(frame, *check_frame(frame, None))
        return frame.sha256

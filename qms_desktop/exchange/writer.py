"""Writing a bundle: whole and signed under its name, or not there at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, NamedTuple

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import put_in_place, temporary_beside
from qms_desktop.core.messages import _
from qms_desktop.exchange import attachments, invitations, issuing, ledger, limits, trust
from qms_desktop.exchange.age import encrypt, key_id
from qms_desktop.exchange.archive import CHANGES, MANIFEST
from qms_desktop.exchange.container import ENDING, FORMAT, LOCKED, OPEN, Header, take_in, write_frame
from qms_desktop.exchange.contents import Contents, collect, own_authors
from qms_desktop.exchange.keys import DeviceKey, publish_heads
from qms_desktop.exchange.manifest import Manifest, Part
from qms_desktop.exchange.reader import Identity, check_frame, open_bundle
from qms_desktop.exchange.recipients import receiving_keys
from qms_desktop.journal.lines import digest_of
from qms_desktop.models.catalogue import office_fields
from qms_desktop.store.faults import sentence_for
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Transaction

OFFICE = "office"


class Proof(NamedTuple):
    """What shows that the sender holds the secret of an invitation."""

    invitation: str
    proof: bytes


NO_PROOF = Proof("", b"")


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that was written."""

    file: Path
    bundle: str
    records: int
    changes: int
    attachments: int
    locked: bool = True
    """Whether only its recipients can open it; not so where none of their keys was known."""
    stayed: int = 0
    """Attachments that found no room in this bundle: they are enclosed in the next one."""


def send(
    store: Store,
    key: DeviceKey,
    identity: Identity,
    out: Path,
    *,
    recipient: str = OFFICE,
    units: Sequence[str] | None = None,
    own_work: bool | None = None,
    forwarded: Sequence[str] = (),
) -> Sent:
    """Write the bundle of `units` (by default the store's own unit) for a recipient.

    It holds every change of those units' records, of whatever device, and with `own_work` what the unit's own
    devices wrote in records of others (so it is, unless the office sends). Attachments are enclosed until the
    recipient has said that it holds them; `forwarded` are the hashes of bundles put aside here that go along unopened.
    An existing file of that name is replaced, at the very end.
    """
    units = tuple(units) if units is not None else (identity.unit,)
    own_work = identity.role not in trust.OFFICE_ROLES if own_work is None else own_work
    with store.writing() as tx:
        trust.register_own(tx, identity.public_key, identity.unit, identity.role, key.receiving_key)
        proof = proof_by(tx, key, identity)
        known = attachments.held_by(tx, recipient)
        authors = own_authors(tx, identity) if own_work else frozenset()
        contents = collect(tx, key, units, authors=authors, left_out=known)
        # Another unit learns nothing of what the office holds of others, not even its hashes.
        of = None if recipient == OFFICE else {each.sha256 for each in contents.attachments}
        contents = replace(contents, held=attachments.held_here(tx, key.device, of), trusted=issuing.held(tx),
                           locked_for=receiving_keys(tx, identity, recipient))  # fmt: skip
    try:
        with _spooled() as plain, _spooled() as locked:
            with store.reading() as tx:
                manifest = pack(plain, contents, tx, key, identity, recipient, units, forwarded)
            payload = lock(plain, locked, contents.locked_for)
            header = header_of(payload, manifest, key, proof)
            published = {head.unit: (head.seq, head.change) for head in manifest.heads if head.device == key.device}
            temporary = temporary_beside(out)
            try:
                sha256 = write_file(temporary, header, payload, key)
                publish_heads(store, key, published)
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
        left = {each.sha256 for each in contents.attachments if not each.enclosed} - known
        stayed = len(left & tx.files.sizes().keys()) if left else 0
    return Sent(out, manifest.bundle, **manifest.counts, locked=bool(contents.locked_for), stayed=stayed)


def _spooled() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=limits.IN_MEMORY)


def _forget(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the unfinished file with it


def pack(
    payload: IO[bytes], contents: Contents, tx: Transaction, key: DeviceKey, identity: Identity, recipient: str,
    units: tuple[str, ...], forwarded: Sequence[str] = (),
) -> Manifest:  # fmt: skip
    """Write the zip, and give the manifest that is its last member; files to be passed on are named by their SHA-256."""
    enclosed = [each.sha256 for each in contents.attachments if each.enclosed]
    parts: dict[str, Part] = {}
    with zipfile.ZipFile(payload, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        parts[CHANGES] = _add(archive, CHANGES, (line + b"\n" for line in contents.lines))
        for sha256 in enclosed:
            part = parts[f"blobs/{sha256}"] = _add(archive, f"blobs/{sha256}", tx.files.pieces(sha256))
            if part.sha256 != sha256:
                name = next(each.name for each in contents.attachments if each.sha256 == sha256)
                raise UserError(
                    _("The attached file “{name}” was altered on this computer; nothing was sent.", name=name),
                    _("Attach it anew, then send again."),
                )
        for sha256 in forwarded:
            name = f"forwarded/{sha256}"
            parts[name] = _add(archive, name, tx.waiting.pieces(f"{sha256}{ENDING}"), zipfile.ZIP_STORED)
        manifest = Manifest(
            bundle=secrets.token_hex(16), institution=identity.institution, device=key.device, unit=identity.unit,
            role=identity.role, recipient=recipient, units=units, parts=parts,
            counts={"changes": len(contents.lines), "records": contents.records, "attachments": len(enclosed)},
            heads=contents.heads, devices=contents.devices, redactions=contents.redactions,
            attachments=contents.attachments, trusted=contents.trusted, held=contents.held,
            forwarded=tuple(forwarded), recipients=tuple(sorted(map(key_id, contents.locked_for))),
            digest=digest_of(contents.lines, office_fields),
        )  # fmt: skip
        _add(archive, MANIFEST, [manifest.to_bytes()])
    return manifest


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], method: int = zipfile.ZIP_DEFLATED) -> Part:
    """Add a member; the same bytes at the same place whatever the clock and the system."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = method
    entry.create_system = 3
    hashed, size = hashlib.sha256(), 0
    with archive.open(entry, "w") as member:
        for piece in pieces:
            hashed.update(piece)
            size += len(piece)
            member.write(piece)
    return Part(size, hashed.hexdigest())


def lock(plain: IO[bytes], locked: IO[bytes], keys: Sequence[bytes]) -> IO[bytes]:
    """The payload of a packed zip: locked for the keys, or where there are none the zip itself."""
    if not keys:
        return plain
    plain.seek(0)
    encrypt(plain, locked, keys)
    return locked


def proof_by(tx: Transaction, key: DeviceKey, identity: Identity) -> Proof:
    """The proof that a header carries until the office's list names the device, for all that it was invited to."""
    enrolment, told = identity.enrolment, issuing.held_list(tx)
    if enrolment is None:
        return NO_PROOF
    listed = told.by_name.get(key.device) if told is not None else None
    if listed is not None and (listed.scope is None or enrolment.unit in listed.scope):
        return NO_PROOF
    return Proof(enrolment.invitation, invitations.proof_of(enrolment, key.public_key, key.receiving_key))


def header_of(payload: IO[bytes], manifest: Manifest, key: DeviceKey, proof: Proof = NO_PROOF) -> Header:
    """The header of a payload as it will lie in the file: locked for the manifest's recipients or, with none, open."""
    payload.seek(0)
    hashed, length = hashlib.sha256(), 0
    while piece := payload.read(limits.CHUNK):
        hashed.update(piece)
        length += len(piece)
    return Header(
        format=FORMAT if manifest.recipients else 1, min_reader=FORMAT if manifest.recipients else 1, bundle=manifest.bundle, institution=manifest.institution,
        unit=manifest.unit, role=manifest.role, device=key.device, public_key=key.public_key,
        recipient=manifest.recipient, created=trust.now(), payload_length=length,
        payload_sha256=hashed.hexdigest(), encryption=LOCKED if manifest.recipients else OPEN,
        receiving_key=key.receiving_key, recipients=manifest.recipients,
        invitation=proof.invitation, proof=proof.proof,
    )  # fmt: skip


def write_file(temporary: Path, header: Header, payload: IO[bytes], key: DeviceKey) -> str:
    """Write a whole file, sync it, and read it again as its recipient will; its SHA-256."""
    with temporary.open("wb") as file:
        write_frame(file, header, payload, key.sign)
        file.flush()
        os.fsync(file.fileno())
    with take_in(temporary) as frame:
        open_bundle(frame, *check_frame(frame, None), key.keyring)
        return frame.sha256

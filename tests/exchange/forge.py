"""Bundles that the program itself would never write: any line, head, header or zip, signed or not."""

import io
import struct
import tempfile
import zipfile
from dataclasses import replace
from hashlib import sha256

from qms_desktop.exchange.archive import CHANGES, MANIFEST
from qms_desktop.exchange.container import MAGIC, signed_message, write_frame
from qms_desktop.exchange.contents import Contents
from qms_desktop.exchange.manifest import Introduced, Part
from qms_desktop.exchange.recipients import receiving_keys
from qms_desktop.exchange.writer import header_of, lock, pack
from qms_desktop.journal.change import write_change
from qms_desktop.journal.reader import read_line
from qms_desktop.journal.signing import SignedHead, head_message


def change(pc, prev=None, **given):
    """A change by a computer's device, after `prev`, that enters no store."""
    told = {
        "unit": pc.unit, "kind": "risk", "record": "1", "device": pc.key.device, "seq": prev.seq + 1 if prev else 1,
        "prev": prev.id if prev else None, "as_": pc.unit, "by": "p", "at": "2026-11-20T10:00:00Z",
        "set": {"title": "А"}, "seen": {},
    }  # fmt: skip
    return write_change(**told | given)


def head(pc, last):
    """The signed head of a chain of the computer's device."""
    return SignedHead(last.device, last.unit, last.seq, last.id,
                      pc.key.sign(head_message(last.device, last.unit, last.seq, last.id)))  # fmt: skip


def forge(
    out, pc, lines, heads=None, devices=None, recipient="office", header=None, manifest=None, rewrite=None, locked=None
):
    """Write a bundle signed by a computer's device, locked for whom it knows.

    `heads` are by default one for the last line of each chain; `header` and `manifest` replace what they say;
    `rewrite` makes other bytes of the zip, `locked` other bytes of what is encrypted, before the header is made.
    """
    lines = [line if isinstance(line, bytes) else line.line for line in lines]
    if heads is None:
        last = {}
        for line in lines:
            read = read_line(line)
            last[read.device, read.unit] = read
        heads = [head(pc, each) for each in last.values()]
    known = {pc.key.device: Introduced(pc.key.public_key, pc.unit, pc.identity.role)} | (devices or {})
    with pc.store.reading() as tx:
        contents = Contents(lines, 1, tuple(heads), known, locked_for=receiving_keys(tx, pc.identity, recipient))
    with tempfile.TemporaryFile() as payload, tempfile.TemporaryFile() as cipher, out.open("wb") as file:
        with pc.store.reading() as tx:
            written = pack(payload, contents, tx, pc.key, pc.identity, recipient, (pc.unit,))
        if manifest:
            told = {MANIFEST: replace(written, **manifest).to_bytes()}
            replaced(payload, lambda data: zipped(members_of(data) | told))
        if rewrite:
            replaced(payload, rewrite)
        payload = lock(payload, cipher, contents.locked_for)
        if locked:
            replaced(payload, locked)
        write_frame(file, replace(header_of(payload, written, pc.key), **header or {}), payload, pc.key.sign)
    return out


def replaced(file, rewrite):
    """Put other bytes in the place of a file's."""
    file.seek(0)
    other = rewrite(file.read())
    file.seek(0)
    file.truncate()
    file.write(other)


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members):
    """A zip of (name, bytes), as this program writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def with_changes(pc, changes, **how):
    """`rewrite` for forge: other bytes of changes.jsonl, with a manifest that agrees."""
    from qms_desktop.exchange.manifest import Manifest

    def rewrite(data):
        members = members_of(data)
        told = Manifest.from_bytes(members[MANIFEST])
        members[CHANGES] = changes
        parts = {CHANGES: Part(len(changes), sha256(changes).hexdigest())}
        members[MANIFEST] = replace(told, parts=parts).to_bytes()
        return zipped(members)

    return rewrite


def resigned(data, key):
    """The bytes of a bundle, altered, under a fresh signature."""
    body = data[:-64]
    return body + key.sign(signed_message(sha256(body).digest()))


def header_bytes(data):
    """(before, header, after) of a bundle's bytes."""
    (length,) = struct.unpack(">I", data[len(MAGIC) : len(MAGIC) + 4])
    start = len(MAGIC) + 4
    return data[:start], data[start : start + length], data[start + length :]

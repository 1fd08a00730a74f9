"""Attached files: found in what records say, kept in `files/` by their hash, sent until the recipient says it has them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import limits, trust
from qms_desktop.exchange.manifest import Attachment, Held
from qms_desktop.exchange.reader import Bundle
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.faults import told
from qms_desktop.store.transaction import Transaction

_HASH = re.compile(rb'"([0-9a-f]{64})"')
_COLUMNS = ("sha256", "size", "name", "at")


def hashes_in(lines: Iterable[bytes]) -> set[str]:
    """Whatever in those changes looks like a hash; which of them name attachments the list says."""
    return {found.decode() for line in lines for found in _HASH.findall(line)}


# --- here ------------------------------------------------------------------------------------------------------------


def add(tx: Transaction, source: Path, at: str) -> Attachment:
    """Copy a file into the store under its hash, and list it; UserError for one that is too large."""
    size = source.stat().st_size
    if size > limits.ATTACHMENT:
        raise UserError(
            _("The file {name} is {size} MB; an attached file may have {most} MB.", name=source.name,
              size=megabytes(size), most=megabytes(limits.ATTACHMENT)),
            _("Scan it in grey at 150–200 dpi, or divide it into parts, then attach it again."),
        )  # fmt: skip
    data = source.read_bytes()
    sha256 = sha256_hex(data)
    if tx.files.size(sha256) != len(data):
        with told():
            tx.files.put(sha256, data)
    found = Attachment(sha256, len(data), source.name, True)
    _list(tx, [found], at)
    return found


def megabytes(size: int) -> str:
    """A size in MB for a sentence, rounded up to a tenth: 10,1 never reads as 10."""
    tenths = -(-size * 10 // limits.MIB)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"


def whole(tx: Transaction) -> frozenset[str]:
    """The listed files that are here with the size that they must have (their bytes are hashed where they are used)."""
    sizes = tx.files.sizes()
    return frozenset(sha256 for sha256, each in listed(tx).items() if sizes.get(sha256) == each.size)


def put_aside(tx: Transaction, sha256: str) -> None:
    """Take an altered file out of the way: it is awaited then, and asked for again."""
    tx.files.rename(sha256, f"{sha256}.altered")


def listed(tx: Transaction) -> dict[str, Attachment]:
    """Every attachment that this store has heard of, in the order in which it did."""
    attachment = tables.attachment
    query = select(attachment.c.sha256, attachment.c.size, attachment.c.name).order_by(attachment.c.at, attachment.c.sha256)
    return {found[0]: Attachment(*found, False) for found in tx.connection.execute(query)}


def awaited(tx: Transaction) -> list[str]:
    """The attachments that are listed and have not arrived."""
    return sorted(listed(tx).keys() - whole(tx))


def altered(tx: Transaction) -> list[Message]:
    """A sentence for every attached file whose bytes are not those that were attached."""
    known, sizes = listed(tx), tx.files.sizes()
    return [
        _("The attached file “{name}” is not the one that was attached any more.", name=each.name)
        for sha256, each in known.items() if sha256 in sizes and tx.files.sha256(sha256) != sha256
    ]  # fmt: skip


def _list(tx: Transaction, found: Iterable[Attachment], at: str) -> None:
    known = listed(tx)
    rows = [(each.sha256, each.size, each.name, at) for each in found if each.sha256 not in known]
    bulk_insert(tx.connection, "attachment", _COLUMNS, rows)


# --- sending ---------------------------------------------------------------------------------------------------------


def mentioned(tx: Transaction, lines: Iterable[bytes], left_out: frozenset[str]) -> list[Attachment]:
    """The attachments that those changes speak of; enclosed where the file is here and is not left out.

    As many as one bundle may carry, those attached first before the others: what stays is enclosed in the next one,
    once the recipient has said what it has.
    """
    known = listed(tx)
    if not known:
        return []
    spoken_of = hashes_in(lines)
    here = tx.files.sizes()
    found, carried = [], 0
    for sha256, each in known.items():
        if sha256 not in spoken_of:
            continue
        enclosed = sha256 not in left_out and sha256 in here and carried + each.size <= limits.ATTACHMENTS
        carried += each.size if enclosed else 0
        found.append(Attachment(sha256, each.size, each.name, enclosed))
    return sorted(found, key=lambda each: each.sha256)


def held_here(tx: Transaction, device: str, of: Collection[str] | None = None) -> Held:
    """What this store holds (`of` those only), under the next number of its device: for a bundle that leaves."""
    held = tables.held
    last = tx.connection.execute(select(held.c.number).where(held.c.device == device)).scalar_one_or_none() or 0
    here = tuple(sorted(sha256 for sha256 in whole(tx) if of is None or sha256 in of))
    _keep_held(tx, device, Held(last + 1, here))
    return Held(last + 1, here)


def take_held(tx: Transaction, device: str, said: Held | None) -> None:
    """Remember what a device says it holds; an older list than the one that is known is passed over."""
    held = tables.held
    last = tx.connection.execute(select(held.c.number).where(held.c.device == device)).scalar_one_or_none()
    if said is not None and (last is None or said.number > last):
        _keep_held(tx, device, said)


def _keep_held(tx: Transaction, device: str, said: Held) -> None:
    tx.connection.execute(tables.held.delete().where(tables.held.c.device == device))
    bulk_insert(tx.connection, "held", ("device", "number", "hashes"), [(device, said.number, json.dumps(said.hashes))])


def held_by(tx: Transaction, recipient: str) -> frozenset[str]:
    """The attachments that every device of a recipient has said it holds: these need not be sent again."""
    known = [each for each in trust.devices(tx).values() if each.trusted and recipient == _name_of(each)]
    query = select(tables.held.c.device, tables.held.c.hashes)
    said = {device: frozenset(json.loads(hashes)) for device, hashes in tx.connection.execute(query)}
    lists = [said.get(each.device, frozenset()) for each in known]
    return frozenset.intersection(*lists) if lists else frozenset()


def _name_of(device: trust.Device) -> str:
    """By which name of a recipient a device is meant."""
    return "office" if device.role == "office" else device.unit


# --- receiving -------------------------------------------------------------------------------------------------------


def keep(tx: Transaction, bundle: Bundle, at: str) -> int:
    """Put the bundle's attachments in place and list them; how many were new. Each has its name only once whole.

    What only redacted changes spoke of is left where it is: it does not come back with an old bundle.
    """
    new = _keep_files(tx, bundle, at) if bundle.manifest.attachments else 0
    take_held(tx, bundle.header.device, bundle.manifest.held)
    return new


def _keep_files(tx: Transaction, bundle: Bundle, at: str) -> int:
    redacted = {name.hex() for name in tx.connection.execute(select(tables.redaction.c.id)).scalars()}
    lines = bundle.lines if not redacted else [line for line in bundle.lines if sha256_hex(line) not in redacted]
    spoken_of = hashes_in(lines)
    here = tx.files.sizes()
    new = 0
    for each in bundle.manifest.attachments:
        if not each.enclosed or here.get(each.sha256) == each.size:
            continue
        if each.sha256 not in spoken_of:
            bundle.blob(each.sha256, _nowhere)
            continue
        with tx.files.writing(each.sha256) as write:
            bundle.blob(each.sha256, write)
        new += 1
    _list(tx, [each for each in bundle.manifest.attachments if each.sha256 in spoken_of], at)
    return new


def _nowhere(_piece: bytes) -> None:
    """Bytes that are checked and not kept."""


def forget(tx: Transaction, candidates: set[str]) -> list[str]:
    """Take those attachments off the list that no change speaks of any more; whose files are to be deleted afterwards."""
    gone = candidates & listed(tx).keys()
    gone -= spoken_of_elsewhere(tx, gone)
    for sha256 in gone:
        tx.connection.execute(tables.attachment.delete().where(tables.attachment.c.sha256 == sha256))
    return sorted(gone)


def spoken_of_elsewhere(tx: Transaction, hashes: Collection[str], but: Collection[str] = ()) -> set[str]:
    """Those of some attachments that any change in the journal speaks of, `but` these."""
    found: set[str] = set()
    if not hashes:
        return found
    query = select(tables.change.c.id, tables.change.c.line).execution_options(yield_per=1000)
    for name, line in tx.connection.execute(query):
        if name.hex() not in but:
            found |= hashes_in([line]) & set(hashes)
    return found

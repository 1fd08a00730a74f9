"""Redactions in the exchange: each carries the signature of who may take a value away.

The office may take any value, a unit those of its own changes. The signature is kept with the redaction, so that
whoever relays it relays the proof. Redactions are kept beside the store too: no backup brings back what was taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import attachments
from qms_desktop.exchange.manifest import SignedRedaction
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.reader import Bundle
from qms_desktop.exchange.signatures import verify
from qms_desktop.exchange.trust import REVOKED, Device
from qms_desktop.journal.canonical import canonical, sha256_hex
from qms_desktop.journal.change import Change, Redaction, write_redaction
from qms_desktop.journal.reader import read_line
from qms_desktop.journal.signing import Signer
from qms_desktop.store import tables
from qms_desktop.store.shelves import REDACTIONS
from qms_desktop.store.store import Store
from qms_desktop.store.transaction import Appended, Transaction


def redaction_message(line: bytes) -> bytes:
    """The bytes that are signed for a redaction."""
    return f"qms-redaction-1\n{sha256_hex(line)}".encode()


def redact(tx: Transaction, changes: Iterable[Change], signer: Signer) -> Appended:
    """Take the values of changes that are in the journal, signed by this store's device; `let_go` comes after it."""
    redactions = {change.id: write_redaction(change) for change in changes}
    done = tx.append((), (), redactions)
    keep_signatures(tx, [
        (SignedRedaction(name, signer.device, signer.sign(redaction_message(each.line))), each.line)
        for name, each in redactions.items()
    ])  # fmt: skip
    return done


def let_go(store: Store, taken: Iterable[bytes]) -> int:
    """Delete the files that only redacted changes spoke of, and make unreadable what the database still holds.

    `taken` are the lines as they were (`Appended.taken`); to be called once their transaction is committed. How many
    files went.
    """
    taken = list(taken)
    if not taken:
        return 0
    with store.writing() as tx:
        gone = attachments.forget(tx, attachments.hashes_in(taken))
    with store.writing() as tx:  # once nothing speaks of them
        for sha256 in gone:
            tx.files.remove(sha256)
    store.compact()
    return len(gone)


def checked_redactions(
    bundle: Bundle, known: Mapping[str, Device], redactions: Mapping[str, Redaction], beside: Mapping[str, Kept]
) -> list[tuple[SignedRedaction, bytes]]:
    """Who signed the redactions of a bundle, and their lines; Rejected if one is by nobody who may.

    What a device took away before it was revoked stays away: the office vouches for it by passing it on.
    """
    sender = known.get(bundle.header.device)
    passed_on_by_office = sender is not None and sender.trusted and sender.role == "office"
    signatures = []
    for redacted, redaction in redactions.items():
        kept = beside.get(redacted)
        if kept is not None and kept.redaction.line == redaction.line:
            if kept.device is not None and kept.signature is not None:
                signatures.append((SignedRedaction(redacted, kept.device, kept.signature), redaction.line))
            continue
        signed = bundle.manifest.redactions.get(redacted)
        device = known.get(signed.device) if signed else None
        if signed is None or device is None or not (device.trusted or (passed_on_by_office and device.state == REVOKED)):
            raise Rejected(_unsigned())
        if device.speaks_as not in ("office", redaction.skeleton["as"]):
            raise Rejected(_unsigned())
        if not verify(device.public_key, redaction_message(redaction.line), signed.signature):
            raise Rejected(_unsigned())
        signatures.append((signed, redaction.line))
    return signatures


def _unsigned() -> Message:
    return _("The file takes values away without the signature of who may do that, so nothing of it was merged. "
             "Tell the QA office.")  # fmt: skip


def keep_signatures(tx: Transaction, signatures: Iterable[tuple[SignedRedaction, bytes]]) -> None:
    """Keep who signed beside the redactions that were just appended, where that line is the one that stands."""
    redaction = tables.redaction
    for signed, line in signatures:
        tx.connection.execute(
            redaction.update()
            .where(redaction.c.id == bytes.fromhex(signed.redacts), redaction.c.line == line)
            .values(device=signed.device, signature=signed.signature)
        )


def signatures_of(tx: Transaction, redacted: Iterable[str]) -> dict[str, SignedRedaction]:
    """The kept signatures of those redacted changes."""
    wanted = set(redacted)
    redaction = tables.redaction
    query = select(redaction.c.id, redaction.c.device, redaction.c.signature).where(redaction.c.device.is_not(None))
    return {
        name.hex(): SignedRedaction(name.hex(), device, signature)
        for name, device, signature in tx.connection.execute(query)
        if name.hex() in wanted
    }


# --- beside the store ------------------------------------------------------------------------------------------------



@dataclass(frozen=True, slots=True)
class Kept:
    """A redaction as it is kept: its line, and who signed it."""

    redaction: Redaction
    device: str | None
    signature: bytes | None

    def as_json(self) -> dict[str, str | None]:
        signature = self.signature.hex() if self.signature is not None else None
        return {"line": self.redaction.line.decode(), "device": self.device, "signature": signature}


def kept_beside(store: Store) -> dict[str, Kept]:
    """The redactions that are kept beside the store, by the change redacted."""
    with store.reading() as tx:
        return _beside(tx)


def _beside(tx: Transaction) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    for text in tx.beside.read(REDACTIONS).split(b"\n") if REDACTIONS in tx.beside else ():
        if text:
            value = json.loads(text)
            redaction = read_line(value["line"])
            if isinstance(redaction, Redaction):
                signature = bytes.fromhex(value["signature"]) if value["signature"] is not None else None
                found[redaction.redacts] = Kept(redaction, value["device"], signature)
    return found


def keep_beside(tx: Transaction) -> None:
    """Write the store's redactions beside it, before they are committed.

    After a crash between the two they stand beside alone, and opening the store carries them out.
    """
    beside = _beside(tx)
    together = beside | _inside(tx)
    if together != beside:
        lines = [canonical(kept.as_json()) + b"\n" for _name, kept in sorted(together.items())]
        tx.beside.put(REDACTIONS, b"".join(lines))


def reconcile(store: Store) -> int:
    """Bring the store and the file beside it together; how many redactions a restored store had to be told of.

    To be called when a store is opened. What the store does not hold yet is left to the moment when it enters.
    """
    taken: list[bytes] = []
    with store.writing() as tx:
        beside, inside = _beside(tx), _inside(tx)
        late = {name: kept for name, kept in beside.items() if name not in inside}
        present = tx.known(list(late))
        late = {name: kept for name, kept in late.items() if name in present}
        if late:
            taken = tx.append((), (), {name: kept.redaction for name, kept in late.items()}).taken
            keep_signatures(tx, [
                (SignedRedaction(name, kept.device, kept.signature), kept.redaction.line)
                for name, kept in late.items() if kept.device is not None and kept.signature is not None
            ])  # fmt: skip
        keep_beside(tx)
    let_go(store, taken)
    return len(late)


def _inside(tx: Transaction) -> dict[str, Kept]:
    redaction = tables.redaction
    found = {}
    for line, device, signature in tx.connection.execute(
        select(redaction.c.line, redaction.c.device, redaction.c.signature)
    ):
        read = read_line(line)
        if isinstance(read, Redaction):
            found[read.redacts] = Kept(read, device, signature)
    return found

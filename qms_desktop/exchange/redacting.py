"""Redactions in the exchange: each carries the signature of who may take a value away.

The office may take any value, a unit those of its own changes. The signature is kept with the redaction, so that
whoever relays it relays the proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange.manifest import SignedRedaction
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.reader import Bundle
from qms_desktop.exchange.signatures import verify
from qms_desktop.exchange.trust import Device
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.change import Change, Redaction, write_redaction
from qms_desktop.journal.signing import Signer
from qms_desktop.store import tables
from qms_desktop.store.transaction import Appended, Transaction


def redaction_message(line: bytes) -> bytes:
    """The bytes that are signed for a redaction."""
    return f"qms-redaction-1\n{sha256_hex(line)}".encode()


def redact(tx: Transaction, change: Change, signer: Signer) -> Appended:
    """Take the values of a change that is in the journal, signed by this store's device."""
    redaction = write_redaction(change)
    done = tx.append((), (), {change.id: redaction})
    signed = SignedRedaction(change.id, signer.device, signer.sign(redaction_message(redaction.line)))
    keep_signatures(tx, [(signed, redaction.line)])
    return done


def checked_redactions(
    bundle: Bundle, known: Mapping[str, Device], redactions: Mapping[str, Redaction]
) -> list[tuple[SignedRedaction, bytes]]:
    """Who signed the redactions of a bundle, and their lines; Rejected if one is by nobody who may."""
    signatures = []
    for redacted, redaction in redactions.items():
        signed = bundle.manifest.redactions.get(redacted)
        device = known.get(signed.device) if signed else None
        if signed is None or device is None or not device.trusted:
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

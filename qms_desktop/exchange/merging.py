"""Merging one bundle inside one transaction: who vouches for every change, and then the union of the two sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import trust
from qms_desktop.exchange.hierarchy import hands_of
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.outcome import Rejected, Waits, named
from qms_desktop.exchange.reader import Bundle, Identity
from qms_desktop.exchange.redacting import Kept, checked_redactions, keep_signatures
from qms_desktop.exchange.signatures import verify
from qms_desktop.exchange.trust import Device
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.chains import Place, admit
from qms_desktop.journal.change import Change
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.store import tables
from qms_desktop.store.transaction import Appended, Transaction, chunks


class Merged(NamedTuple):
    """What a merge did; `foreign`: a change of this store's own device came in that the store had not written."""

    appended: Appended
    foreign: bool
    redactions: int


def merge(tx: Transaction, bundle: Bundle, identity: Identity, at: str, beside: Mapping[str, Kept]) -> Merged:
    """Put what is new in the bundle into the journal, all of it or, by an exception, nothing.

    `beside` are the redactions kept beside the store, which stand in for what would enter.
    Raises Rejected or Waits.
    """
    known = trust.devices(tx)
    before = set(known)
    sender = _sender(known, bundle, at)
    lines = bundle.lines
    if beside:
        lines = [*lines, *(beside[name].redaction.line for name in {sha256_hex(line) for line in lines} & beside.keys())]
    admitted = admit(lines, tx.known)
    if admitted.refused:
        raise Rejected(_refusal(admitted.refused[0].reason_kind))
    _check_authority(tx, known, bundle, sender, admitted.changes, at)
    heads = _vouched(tx, known, bundle, admitted.changes)
    signatures = checked_redactions(bundle, known, admitted.redactions, beside)
    for name in known.keys() - before:
        trust.put(tx, known[name])
    done = tx.append(admitted.changes, heads, admitted.redactions)
    keep_signatures(tx, signatures)
    own = identity.device
    return Merged(done, any(change.device == own for change in admitted.changes), len(admitted.redactions))


def _sender(known: dict[str, Device], bundle: Bundle, at: str) -> Device:
    """The device that signed the file; Waits while it is not believed, Rejected when it says it is somebody else."""
    header = bundle.header
    sender = known.get(header.device)
    if sender is None:
        introduced = Introduced(header.public_key, header.unit, header.role, header.receiving_key)
        sender = trust.introduce(known, header.device, introduced, at)
    if (sender.unit, sender.role) != (header.unit, header.role):
        raise Rejected(
            _("The file says that it comes from {said}, but its device belongs to {unit}. Ask the unit itself to send it.",
              said=named(header.unit), unit=named(sender.unit))
        )  # fmt: skip
    _check_trust([sender])
    return sender


def _check_trust(devices: Iterable[Device]) -> None:
    unknown = [device for device in devices if not device.trusted]
    if not unknown:
        return
    names = frozenset(device.device for device in unknown)
    first = min(unknown, key=lambda device: device.device)
    if first.state == trust.REVOKED:
        raise Waits(
            _("A device of {unit} was withdrawn, and this file carries its work. Decide about the device first.",
              unit=named(first.unit)), names)  # fmt: skip
    raise Waits(
        _("A new device of {unit} wrote this. Compare its digits by phone and confirm it; the file is kept until then.",
          unit=named(first.unit)), names)  # fmt: skip


def _check_authority(
    tx: Transaction, known: dict[str, Device], bundle: Bundle, sender: Device, changes: Sequence[Change], at: str
) -> None:
    """Every new change speaks for whom its device may speak, and is of those that this sender may carry."""
    claims = {(change.device, change.as_, change.unit) for change in changes}
    for name in sorted({device for device, _as, _unit in claims}):
        if name not in known:
            introduced = bundle.manifest.devices.get(name)
            if introduced is None:
                raise Rejected(_unvouched())
            device = trust.introduce(known, name, introduced, at, by_office=sender.role == "office")
            if sender.role != "office" and device.speaks_as != sender.speaks_as:
                # Nobody but the office vouches for the devices of others: a unit could make one up.
                known[name] = replace(device, state=trust.WAITING)
    for device, as_, unit in claims:
        if known[device].speaks_as != as_:
            raise Rejected(
                _("The file holds a change that claims to be by {claimed} but was written by {unit}. It was not merged; "
                  "tell the QA office.", claimed=named(as_), unit=named(known[device].unit))
            )  # fmt: skip
        own = sender.speaks_as
        if own != "office" and own not in (unit, as_) and as_ != "office" and not {unit, as_} & hands_of(tx, own):
            raise Rejected(
                _("The file holds records of {unit} that {sender} may not pass on. Ask {unit} itself to send them.",
                  unit=named(unit), sender=named(sender.unit))
            )  # fmt: skip
    _check_trust(known[device] for device, _as, _unit in claims)


def _vouched(
    tx: Transaction, known: Mapping[str, Device], bundle: Bundle, changes: Sequence[Change]
) -> list[SignedHead]:
    """The signed heads that are new here; Rejected if one is false, or if one of the changes is reached by none."""
    places = {change.id: Place(change.device, change.unit, change.seq) for change in changes}
    kept = _kept_heads(tx, bundle.manifest.heads)
    heads = [head for head in bundle.manifest.heads if (head.change, head.signature) not in kept]
    elsewhere = tx.known([head.change for head in heads if head.change not in places])
    for head in heads:
        place = places.get(head.change) or elsewhere.get(head.change)
        device = known.get(head.device)
        if device is None or place != (head.device, head.unit, head.seq):
            raise Rejected(_unvouched())
        if not verify(device.public_key, head_message(*head[:4]), head.signature):
            raise Rejected(_unvouched())
    reached = {head.change for head in heads}
    for change in reversed(changes):  # children come before their parents
        if change.id not in reached:
            raise Rejected(_unvouched())
        if change.prev:
            reached.add(change.prev)
    return heads


def _kept_heads(tx: Transaction, heads: Sequence[SignedHead]) -> set[tuple[str, bytes]]:
    head = tables.head
    found: set[tuple[str, bytes]] = set()
    for part in chunks([bytes.fromhex(each.change) for each in heads]):
        query = select(head.c.change, head.c.signature).where(head.c.change.in_(part))
        found |= {(change.hex(), signature) for change, signature in tx.connection.execute(query)}
    return found


def _refusal(reason_kind: str) -> Message:
    if reason_kind == "version":
        return _("The file holds changes of a newer version of the program. Update the program, then receive it again.")
    if reason_kind == "missing_parent":
        return _("The file is not complete: changes that others in it follow are missing. Ask for it to be sent again.")
    return _("The file holds changes that break the rules of the journal ({reason}), so nothing of it was merged. "
             "Ask for it to be sent again.", reason=reason_kind)  # fmt: skip


def _unvouched() -> Message:
    return _("The file holds changes that no device has signed for, so nothing of it was merged. Tell the QA office.")

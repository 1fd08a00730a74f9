"""Merging one bundle inside one transaction: who vouches for every change, and then the union of the two sets."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import issuing
from qms_desktop.exchange.admission import Here, Known, check_authors, check_sender
from qms_desktop.exchange.auditors import check_auditors
from qms_desktop.exchange.clocks import odd_moment
from qms_desktop.exchange.hierarchy import hands_of
from qms_desktop.exchange.outcome import Rejected, named
from qms_desktop.exchange.reader import Bundle
from qms_desktop.exchange.redacting import Kept, checked_redactions, keep_signatures
from qms_desktop.exchange.signatures import verify
from qms_desktop.exchange.trust import Device
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.chains import admit
from qms_desktop.journal.change import Change
from qms_desktop.journal.signing import SignedHead, head_message
from qms_desktop.store import tables
from qms_desktop.store.transaction import Appended, Transaction, chunks


class Merged(NamedTuple):
    """What a merge did; `foreign`: a change of this store's own device came in that the store had not written.

    `believed`: somebody is believed now who was not before, so that what waited may be tried again. `listed`:
    the office's list that came is newer than the one held until now. `odd`: a moment
    that one of the changes carries and that no right clock would have told.
    """

    appended: Appended
    foreign: bool
    redactions: int
    believed: bool
    listed: bool
    odd: str


def merge(tx: Transaction, bundle: Bundle, here: Here, beside: Mapping[str, Kept]) -> Merged:
    """Put what is new in the bundle into the journal, all of it or, by an exception, nothing.

    `beside` are the redactions kept beside the store, which stand in for what would enter.
    Raises Rejected or Waits.
    """
    taken = _take_list(tx, bundle, here)  # before the sender is looked at: it may be the list that names him
    known = Known(tx, here)
    sender = known.sender(bundle.header)
    check_sender(sender, bundle, here)
    lines = bundle.lines
    if beside:
        lines = [*lines, *(beside[name].redaction.line for name in {sha256_hex(line) for line in lines} & beside.keys())]
    admitted = admit(lines, tx.known, all_or_none=True)
    if admitted.refused:
        raise Rejected(_refusal(admitted.refused[0].reason_kind))
    signed = bundle.manifest.redactions
    redactors = {signed[name].device for name in admitted.redactions if name in signed}
    _check_authority(tx, known, bundle, sender, admitted.changes, redactors)
    check_authors(known, admitted.changes, redactors, bundle, here)
    heads = _vouched(tx, known.devices, bundle, admitted.changes)
    signatures = checked_redactions(bundle, known.devices, admitted.redactions, beside)
    believed = known.keep()
    if believed and not taken:
        taken = _take_list(tx, bundle, here)  # the first list comes with the first device of the office
    done = tx.append(admitted.changes, heads, admitted.redactions)
    keep_signatures(tx, signatures)
    own = here.identity.device
    foreign = any(change.device == own for change in admitted.changes)
    odd = odd_moment((change.at for change in admitted.changes), here.at)
    return Merged(done, foreign, len(admitted.redactions), believed or taken, taken, odd)


def note_what_stands(tx: Transaction, bundle: Bundle, here: Here, waiting: Container[str]) -> bool:
    """Of a bundle that waits: the list that it carries, and its sender where it is others that it waits for.

    Whether somebody is believed now who was not before.
    """
    taken = _take_list(tx, bundle, here)
    if bundle.header.device in waiting:
        return taken
    known = Known(tx, here)
    known.sender(bundle.header)
    return known.keep() or taken


def _take_list(tx: Transaction, bundle: Bundle, here: Here) -> bool:
    carried = bundle.manifest.trusted
    return carried is not None and issuing.take(tx, carried, here.identity, here.at)


def _check_authority(
    tx: Transaction, known: Known, bundle: Bundle, sender: Device, changes: Sequence[Change], redactors: set[str]
) -> None:
    """Every new change speaks for whom its device may speak, and is of those that this sender may carry."""
    claims = {(change.device, change.as_, change.unit) for change in changes}
    for name in sorted(redactors | {device for device, _as, _unit in claims}):
        introduced = bundle.manifest.devices.get(name)
        if introduced is not None:
            known.introduced_by(sender, name, introduced)
        elif name not in known.devices:
            raise Rejected(_unvouched())
    own = sender.speaks_as
    others = {claim for claim in claims if own not in claim[1:] and claim[1] != "office"} if own != "office" else set()
    hands = hands_of(tx, own) if others else frozenset()
    for device, as_, unit in claims:
        if known.devices[device].speaks_as != as_:
            raise Rejected(
                _("The file holds a change that claims to be by {claimed} but was written by {unit}. It was not merged; "
                  "tell the QA office.", claimed=named(as_), unit=named(known.devices[device].unit))
            )  # fmt: skip
        if (device, as_, unit) in others and hands.isdisjoint((unit, as_)):
            raise Rejected(
                _("The file holds records of {unit} that {sender} may not pass on. Ask {unit} itself to send them.",
                  unit=named(unit), sender=named(sender.unit))
            )  # fmt: skip
    check_auditors(tx, known.devices, sender, changes, redactors)


def _vouched(
    tx: Transaction, known: Mapping[str, Device], bundle: Bundle, changes: Sequence[Change]
) -> list[SignedHead]:
    """The signed heads that are new here; Rejected if one is false, or if one of the changes is reached by none."""
    places = {change.id: (change.device, change.unit, change.seq) for change in changes}
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

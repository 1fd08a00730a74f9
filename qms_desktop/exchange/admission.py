"""Whether the devices behind a bundle are believed: by proof, by the office's list, by a person's word, or on trust."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from qms_desktop.core.messages import _
from qms_desktop.exchange import issuing, proofs, trust
from qms_desktop.exchange.container import Header
from qms_desktop.exchange.manifest import Introduced, SignedHead
from qms_desktop.exchange.outcome import Rejected, Waits, named
from qms_desktop.exchange.reader import Bundle, Identity
from qms_desktop.exchange.trust import CONFIRMED, FIRST, REVOKED, WAITING, Device
from qms_desktop.journal.change import Change
from qms_desktop.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Here:
    """What decides at this store, at this moment."""

    identity: Identity
    at: str
    accepted: frozenset[str] = frozenset()
    """The files (SHA-256) that a person takes in although a device behind them was revoked."""


class Known:
    """The devices that a transaction knows of, with those that the bundle at hand makes known; `keep` writes them down."""

    def __init__(self, tx: Transaction, here: Here) -> None:
        self._tx, self._here = tx, here
        self.devices = trust.devices(tx)
        self._before = dict(self.devices)

    def keep(self) -> bool:
        """Write down what is new; whether anybody is believed now who was not before."""
        fresh = [each for name, each in self.devices.items() if self._before.get(name) != each]
        for each in fresh:
            trust.put(self._tx, each)
        return any(each.trusted for each in fresh)

    def sender(self, header: Header) -> Device:
        """The device that signed the file, believed or not; Rejected when it says that it is somebody else."""
        introduced = Introduced(header.public_key, header.unit, header.role, header.receiving_key)
        sender = self.devices.get(header.device)
        if sender is None or sender.state == WAITING:
            state = CONFIRMED if self._proven(header) else self._unproven(introduced)
            sender = trust.introduce(self.devices, header.device, introduced, state, self._here.at)
        if (sender.unit, sender.role) != (header.unit, header.role):
            raise Rejected(
                _("The file says that it comes from {said}, but its device belongs to {unit}. Ask the unit itself to send it.",
                  said=named(header.unit), unit=named(sender.unit))
            )  # fmt: skip
        if header.receiving_key and sender.receiving_key != header.receiving_key:
            # Under its own signature: whoever introduced the device may have said another key, to read what is its.
            self.devices[sender.device] = sender = replace(sender, receiving_key=header.receiving_key)
        if header.role == "auditor" and sender.trusted and self._here.identity.role == "office":
            sender = self._audits_more(sender, header)
        return sender

    def introduced_by(self, sender: Device, name: str, introduced: Introduced) -> None:
        """Make known a device whose work the sender passes on.

        Whom the office introduces, the office vouches for, and the computers of one unit vouch for each other there.
        Whom anybody else introduces waits: he could have made the device up.
        """
        mine = self._here.identity
        fellow = mine.role == "department" and sender.role == introduced.role == "department"
        vouched = sender.role == "office" or (fellow and sender.unit == introduced.unit == mine.unit)
        found = self.devices.get(name)
        if found is None or (vouched and found.state == WAITING):
            told = introduced if vouched else replace(introduced, receiving_key=b"")
            trust.introduce(self.devices, name, told, CONFIRMED if vouched else WAITING, self._here.at)

    def _proven(self, header: Header) -> bool:
        """Whether the sender holds the secret of an invitation that is good here."""
        if self._here.identity.role == "office":
            return proofs.accept(self._tx, header, self._here.at) is not None
        own = self._here.identity.enrolment
        return own is not None and own.invitation == header.invitation and proofs.is_proven(header, own)

    def _unproven(self, introduced: Introduced) -> str:
        """A unit's first device is taken on trust only where there are neither invitations nor lists."""
        if self._here.identity.role == "office":
            strict = proofs.has_invited(self._tx)
        else:
            strict = issuing.held(self._tx) is not None
        return FIRST if not strict and trust.first_on_trust(self.devices, introduced) else WAITING

    def _audits_more(self, sender: Device, header: Header) -> Device:
        """An auditor's laptop may audit the units of every invitation that it was let in by."""
        again = proofs.accept(self._tx, header, self._here.at)
        units = {each.unit for each in proofs.invited(self._tx) if each.device == sender.device and each.role == "auditor"}
        if again is None and sender.scope is not None:
            return sender
        scope = sorted({*trust.scope_of(sender), *units})
        self.devices[sender.device] = sender = replace(sender, scope=json.dumps(scope, ensure_ascii=False))
        return sender


def check_sender(sender: Device, bundle: Bundle, here: Here) -> None:
    """Waits while the sender is not believed; a revoked one's file may be accepted by a person."""
    if sender.state == REVOKED and bundle.sha256 in here.accepted:
        return
    if not sender.trusted:
        raise _waits([sender])


def check_authors(
    known: Known, changes: Sequence[Change], redactors: Iterable[str], bundle: Bundle, here: Here
) -> None:
    """Waits while whoever wrote or took away something new is not believed.

    Of a revoked device the work before counts everywhere.
    """
    if bundle.sha256 in here.accepted:
        _accept_revoked(known, bundle.manifest.heads)
    authors = {change.device for change in changes}
    waiting = [known.devices[name] for name in sorted(authors | {*redactors}) if known.devices[name].state == WAITING]
    revoked = [known.devices[name] for name in sorted(authors) if known.devices[name].state == REVOKED]
    beyond = [each for each in revoked if not _reached(each, changes)]
    if waiting or beyond:
        raise _waits([*waiting, *beyond])


def _accept_revoked(known: Known, heads: Collection[SignedHead]) -> None:
    for name, device in list(known.devices.items()):
        if device.state == REVOKED:
            more = [(head.unit, head.seq, head.change) for head in heads if head.device == name]
            if set(more) - set(trust.upto_of(device)):
                known.devices[name] = trust.extended(device, more)


def _reached(device: Device, changes: Sequence[Change]) -> bool:
    """Whether the heads up to which a revoked device's work counts reach all its new changes."""
    reached = {change for _unit, _seq, change in trust.upto_of(device)}
    for change in reversed(changes):  # children come before their parents
        if change.device == device.device:
            if change.id not in reached:
                return False
            if change.prev:
                reached.add(change.prev)
    return True


def _waits(devices: Iterable[Device]) -> Waits:
    devices = list(devices)
    names = frozenset(device.device for device in devices)
    first = min(devices, key=lambda device: device.device)
    if first.state == REVOKED:
        return Waits(
            _("A device of {unit} was withdrawn, and this file carries its work. Decide about the device first.",
              unit=named(first.unit)), names)  # fmt: skip
    return Waits(
        _("A new device of {unit} wrote this. Compare its digits by phone and confirm it; the file is kept until then.",
          unit=named(first.unit)), names)  # fmt: skip

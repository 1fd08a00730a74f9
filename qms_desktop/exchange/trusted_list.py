"""The office's list of trusted devices: what it says, its signed line, whose signature counts, which list is newer.

The list travels in invitations and bundles, and everybody passes on the newest that they hold. A list is newer by its
(epoch, number) alone: an old one never comes back. A new epoch is begun by the recovery key, after a loss.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta

from qms_desktop.exchange.container import damaged
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.signatures import KEY_BYTES, device_name, verify
from qms_desktop.exchange.typed_json import Hex, from_json, to_json
from qms_desktop.journal.strict import Refused

RECOVERY = "recovery"
"""The signer of a list that the recovery key signed."""

Upto = tuple[tuple[str, int, str], ...]
Number = Annotated[int, Meta(ge=1)]


@dataclass(frozen=True)
class Voucher:
    """Who let a device of the office sign lists, in an epoch: another one, or the recovery key."""

    by: str
    epoch: Number
    signature: Hex


@dataclass(frozen=True)
class Listed:
    """A device as the office lists it."""

    device: str
    public_key: Hex
    receiving_key: Hex
    """Empty for a device that never told one."""
    unit: str
    role: Literal["department", "office", "auditor", "reader"]
    state: Literal["trusted", "revoked"]
    scope: tuple[str, ...] | None
    """The units that an auditor's laptop may audit."""
    upto: Upto | None
    """The heads (unit, seq, change) of a revoked device up to which its work still counts."""
    vouched: Voucher | None = None
    """For a device of the office: by this whoever missed the list that first named it believes it all the same."""

    @property
    def is_office(self) -> bool:
        """Whether it may sign lists."""
        return self.role == "office" and self.state == "trusted"


@dataclass(frozen=True)
class RecoveryKey:
    """The public halves of the key that lies in the office's key backup."""

    public_key: Hex
    receiving_key: Hex


@dataclass(frozen=True)
class TrustedList:
    """Every device that the office has let in, in the order of their names."""

    institution: str
    epoch: Number
    number: Number
    recovery: RecoveryKey | None
    devices: tuple[Listed, ...]
    v: Literal[1] = 1

    @property
    def place(self) -> tuple[int, int]:
        """What makes a list newer than another."""
        return self.epoch, self.number

    @cached_property
    def by_name(self) -> Mapping[str, Listed]:
        return {each.device: each for each in self.devices}

    def is_trusted(self, device: str) -> bool:
        """Whether the list lets a device in."""
        listed = self.by_name.get(device)
        return listed is not None and listed.state == "trusted"

    def says_the_same(self, other: TrustedList) -> bool:
        """Whether nothing but its number would be new."""
        return replace(self, epoch=other.epoch, number=other.number) == other


def signed(told: TrustedList, signer: str, sign: Callable[[bytes], bytes]) -> SignedList:
    """The list as it travels, signed by a device of the office or by the recovery key (`RECOVERY`)."""
    line = to_json(told)
    return SignedList(line, signer, sign(_message(line)))


def read(given: SignedList) -> TrustedList:
    """What a signed list says; Rejected if it is no list. Its signature is not looked at."""
    try:
        told = from_json(given.line, TrustedList, max_depth=8)
    except (Refused, ValueError):
        raise Rejected(damaged()) from None
    names = [each.device for each in told.devices]
    if names != sorted(set(names)) or not all(map(_is_sound, told.devices)):
        raise Rejected(damaged())
    return told


def _is_sound(listed: Listed) -> bool:
    return (
        len(listed.public_key) == KEY_BYTES
        and len(listed.receiving_key) in (0, KEY_BYTES)
        and listed.device == device_name(listed.public_key)
    )


def is_signed_by(given: SignedList, public_key: bytes) -> bool:
    """Whether the holder of the key signed the list."""
    return verify(public_key, _message(given.line), given.signature)


def with_vouchers(told: TrustedList, signer: str, sign: Callable[[bytes], bytes]) -> TrustedList:
    """The list, where the signer vouches for every device of the office for which nobody did in its epoch yet."""

    def vouched(each: Listed) -> Listed:
        is_done = each.vouched is not None and each.vouched.epoch == told.epoch
        if not each.is_office or each.device == signer or is_done:
            return each
        return replace(each, vouched=Voucher(signer, told.epoch, Hex(sign(_voucher_message(told, each.device)))))

    return replace(told, devices=tuple(map(vouched, told.devices)))


def counts(given: SignedList, told: TrustedList, held: TrustedList | None, office: Mapping[str, bytes]) -> bool:
    """Whether a list is to be taken in the place of the held one.

    `office` are the public keys of the office's devices that are believed. A new epoch is begun by the recovery key
    alone, and a recovery key once known is changed by itself alone.
    """
    if held is not None and (told.institution != held.institution or told.place <= held.place):
        return False
    recovery = held.recovery if held is not None else None
    if given.signer != RECOVERY and recovery is not None and told.recovery != recovery:
        return False
    return is_signed_rightly(given, told, held, office)


def is_signed_rightly(
    given: SignedList, told: TrustedList, held: TrustedList | None, office: Mapping[str, bytes]
) -> bool:
    """Whether the office stands behind a list, whatever its number: by a device that is believed, or vouched for."""
    recovery = held.recovery.public_key if held is not None and held.recovery is not None else None
    if given.signer == RECOVERY:
        return recovery is not None and is_signed_by(given, recovery)
    believed = office if held is None or told.epoch <= held.epoch else {}
    key = believed.get(given.signer) or _vouched_key(told, given.signer, believed, recovery)
    return key is not None and is_signed_by(given, key)


def _vouched_key(told: TrustedList, name: str, believed: Mapping[str, bytes], recovery: bytes | None) -> bytes | None:
    """The key of a device of the office, where a chain of vouchers leads from it to whom the reader believes."""
    chain: list[tuple[str, Voucher]] = []
    key = None
    while key is None and len(chain) <= len(told.devices):
        listed = told.by_name.get(name)
        if listed is None or listed.vouched is None or listed.vouched.epoch != told.epoch:
            return None
        chain.append((name, listed.vouched))
        name = listed.vouched.by
        key = recovery if name == RECOVERY else believed.get(name)
    for device, voucher in reversed(chain):
        if key is None or not verify(key, _voucher_message(told, device), voucher.signature):
            return None
        key = told.by_name[device].public_key
    return key


def _voucher_message(told: TrustedList, device: str) -> bytes:
    return b"qms-office-1\n" + "\n".join((told.institution, str(told.epoch), device)).encode()


def _message(line: bytes) -> bytes:
    return b"qms-trusted-1\n" + hashlib.sha256(line).digest()

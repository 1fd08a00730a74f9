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


def counts(given: SignedList, told: TrustedList, held: TrustedList | None, office: Mapping[str, bytes]) -> bool:
    """Whether a list is to be taken in the place of the held one.

    `office` are the public keys of the office's devices that are believed. A new epoch is the recovery key's alone,
    and a recovery key once known is changed by itself alone.
    """
    if held is not None and (told.institution != held.institution or told.place <= held.place):
        return False
    recovery = held.recovery if held is not None else None
    if given.signer == RECOVERY:
        return recovery is not None and is_signed_by(given, recovery.public_key)
    if held is not None and (told.epoch != held.epoch or (recovery is not None and told.recovery != recovery)):
        return False
    signer = office.get(given.signer)
    return signer is not None and is_signed_by(given, signer)


def _message(line: bytes) -> bytes:
    return b"qms-trusted-1\n" + hashlib.sha256(line).digest()

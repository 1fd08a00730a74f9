"""The invitation file `.qmsi`: what a unit needs to begin, and the secret by which the office knows it again.

Magic, length, canonical JSON, then an Ed25519 signature by the office's device over all of it. The secret itself never
travels in a bundle: its holder proves it (`proof_of`), and what is locked for an invitation opens by a key derived
from it (`age.derive_receiving_key`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import limits, trusted_list
from qms_desktop.exchange.keys import Enrolment
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.signatures import SIGNATURE_BYTES, device_name, verify
from qms_desktop.exchange.trusted_list import TrustedList
from qms_desktop.exchange.typed_json import Hex, from_json, to_json
from qms_desktop.journal.strict import Refused

MAGIC = b"QMSI\r\n\x1a\n"
ENDING = ".qmsi"
LIFE = dt.timedelta(days=180)
SECRET_BYTES = 32
MOST = 4 * limits.MIB
_LENGTH = struct.Struct(">I")
_PREFIX = len(MAGIC) + _LENGTH.size
_DEPTH = 32  # of the profile inside


@dataclass(frozen=True)
class InvitedUnit:
    """The unit that is invited, for a store whose profile lacks it."""

    code: str
    name: dict[str, str]
    type: str
    parent: str | None


@dataclass(frozen=True)
class CarriedList:
    """The office's newest signed list, as JSON."""

    line: str
    signer: str
    signature: Hex


@dataclass(frozen=True)
class Invitation:
    """What an invitation says; `office` is the public key of the device that signed it."""

    id: str
    institution: str
    profile: dict[str, Any]
    unit: InvitedUnit
    role: Literal["department", "auditor", "reader"]
    scope: tuple[str, ...]
    """The units that an auditor may audit, or a reader read."""
    language: Literal["ky", "ru", "en"]
    secret: Hex
    created: str
    expires: str
    office: Hex
    trusted: CarriedList
    v: Literal[1] = 1

    @property
    def signed_list(self) -> SignedList:
        """The office's devices, pinned from the beginning."""
        return SignedList(self.trusted.line.encode(), self.trusted.signer, self.trusted.signature)


def new_secret() -> tuple[str, Hex]:
    """The id and the secret of a new invitation."""
    return secrets.token_hex(16), Hex(secrets.token_bytes(SECRET_BYTES))


def to_bytes(invitation: Invitation, sign: Callable[[bytes], bytes]) -> bytes:
    """The whole file."""
    told = to_json(invitation)
    before = MAGIC + _LENGTH.pack(len(told)) + told
    if len(before) > MOST:
        raise ValueError("the invitation is too long")
    return before + sign(_message(before))


def from_bytes(data: bytes, now: str) -> Invitation:
    """The invitation in a file; Rejected, in a sentence, for one that is damaged, altered, expired or no invitation."""
    if not data.startswith(MAGIC):
        raise Rejected(_cut_short() if data and MAGIC.startswith(data) else _something_else(data))
    if len(data) < _PREFIX:
        raise Rejected(_cut_short())
    (length,) = _LENGTH.unpack(data[len(MAGIC) : _PREFIX])
    whole = _PREFIX + length + SIGNATURE_BYTES
    if length > MOST or len(data) > whole:
        raise Rejected(altered())
    if len(data) < whole:
        raise Rejected(_cut_short())
    try:
        invitation = from_json(data[_PREFIX:-SIGNATURE_BYTES], Invitation, _DEPTH)
    except (Refused, ValueError):
        raise Rejected(altered()) from None
    before, signature = data[:-SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    if not verify(invitation.office, _message(before), signature) or len(invitation.secret) != SECRET_BYTES:
        raise Rejected(altered())
    pinned_list(invitation)
    if invitation.expires < now:
        raise Rejected(
            _("The invitation was good until {day}. Ask the QA office for a new one; if that day has not come yet, set "
              "this computer’s clock.", day=invitation.expires[:10])
        )  # fmt: skip
    return invitation


def pinned_list(invitation: Invitation) -> TrustedList:
    """The list inside; Rejected unless it is the signing office's own and whoever signed it is in it."""
    told = trusted_list.read(invitation.signed_list)
    inviter = told.by_name.get(device_name(invitation.office))
    signer = told.by_name.get(invitation.trusted.signer)
    key = signer.public_key if signer is not None and signer.is_office else None
    if invitation.trusted.signer == trusted_list.RECOVERY and told.recovery is not None:
        key = told.recovery.public_key
    if (
        told.institution != invitation.institution
        or inviter is None
        or not inviter.is_office
        or key is None
        or not trusted_list.is_signed_by(invitation.signed_list, key)
    ):
        raise Rejected(altered())
    return told


def proof_of(enrolment: Enrolment, public_key: bytes, receiving_key: bytes) -> bytes:
    """What shows that a device holds an invitation's secret."""
    said = "\n".join((enrolment.invitation, enrolment.unit, enrolment.role)).encode()
    return hmac.digest(enrolment.secret, b"qms-enrolment-1\n" + said + b"\n" + public_key + receiving_key, "sha256")


def is_proof(proof: bytes, expected: bytes) -> bool:
    """Whether the two are equal, told in a time that gives nothing away."""
    return hmac.compare_digest(proof, expected)


def expires_after(created: str, life: dt.timedelta = LIFE) -> str:
    """The last moment of an invitation made at a moment."""
    return (dt.datetime.fromisoformat(created) + life).strftime("%Y-%m-%dT%H:%M:%SZ")


def _message(before: bytes) -> bytes:
    return b"qms-invitation-1\n" + hashlib.sha256(before).digest()


def _something_else(data: bytes) -> Message:
    if data.startswith(b"QMSB"):
        return _("This is a bundle, not an invitation. Open it with “Receive”.")
    if not data:
        return _cut_short()
    return _("This is not an invitation of this program. Choose the .qmsi file from the QA office.")


def _cut_short() -> Message:
    return _("The invitation is cut short: it was not copied to its end. Copy it again, or ask the QA office for it anew.")


def altered() -> Message:
    """What is said of an invitation that is not as it was made."""
    return _("The invitation is damaged, or it was altered. Ask the QA office for it anew.")

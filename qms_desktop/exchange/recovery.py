"""The QA office's key backup `.qmsk`: what a new computer of the office needs when the old one is lost.

An age file locked by a passphrase (so that `age -d` opens it too). Inside stands JSON: the device's key, the receiving
keys of earlier ones, the recovery key, and the newest list of trusted devices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.exchange import age, limits
from qms_desktop.exchange.key_file import DeviceKey
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.strict import Refused, read_json

ENDING = ".qmsk"
SHORTEST_PASSPHRASE = 12
MOST = 8 * limits.MIB


@dataclass(frozen=True, slots=True)
class KeyBackup:
    """What a key backup holds; `recovery` is missing from one that was made after another."""

    institution: str
    store_id: str
    created: str
    key: DeviceKey
    also: tuple[bytes, ...]
    """Private receiving keys of earlier devices of the office."""
    recovery: DeviceKey | None
    trusted: SignedList | None

    def as_json(self) -> dict[str, Any]:
        trusted = self.trusted
        return {
            "v": 1, "institution": self.institution, "store_id": self.store_id, "created": self.created,
            "key": self.key.as_json(), "also": [age.secret_text(secret) for secret in self.also],
            "recovery": None if self.recovery is None else self.recovery.as_json(),
            "trusted": None if trusted is None else {
                "line": trusted.line.decode(), "signer": trusted.signer, "signature": trusted.signature.hex(),
            },
        }  # fmt: skip


def check_passphrase(passphrase: str) -> None:
    """UserError for a passphrase that is too easily guessed."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE or len(set(passphrase)) < SHORTEST_PASSPHRASE // 2:
        raise UserError(
            _("The passphrase is too short: {n} letters are the least.", n=SHORTEST_PASSPHRASE),
            _("Take four or five words that do not belong together, and write them down on paper."),
        )


def locked(backup: KeyBackup, passphrase: str) -> bytes:
    """The bytes of a key backup."""
    import pyrage

    check_passphrase(passphrase)
    return pyrage.passphrase.encrypt(canonical(backup.as_json()), passphrase)


def opened(data: bytes, passphrase: str) -> KeyBackup:
    """The key backup in these bytes; UserError for a wrong passphrase, and for what is no key backup."""
    import pyrage

    if not data.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise UserError(_("This is not a key backup of this program."), _("Choose the .qmsk file of the QA office."))
    try:
        plain = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError:
        raise UserError(
            _("The passphrase does not open this key backup, or the file is damaged."),
            _("Look at the keyboard’s language and at Caps Lock, then write it once more."),
        ) from None
    try:
        return _read(read_json(plain))
    except (Refused, ValueError, KeyError, TypeError):
        raise UserError(_("The key backup is damaged."), _("Take another copy of it.")) from None


def _read(value: dict[str, Any]) -> KeyBackup:
    recovery, trusted = value["recovery"], value["trusted"]
    return KeyBackup(
        value["institution"], value["store_id"], value["created"], DeviceKey.from_json(value["key"]),
        tuple(map(age.secret_from, value["also"])),
        None if recovery is None else DeviceKey.from_json(recovery),
        None if trusted is None else SignedList(
            trusted["line"].encode(), trusted["signer"], bytes.fromhex(trusted["signature"])),
    )  # fmt: skip

"""What lies in a store's key file: its private keys, and what a copy of the store must not take along.

JSON that its owner alone may read, named by the store's id, in the user's own folder. Receiving keys stand in it in
age's own notation, so that a person can open a bundle with `age` alone (docs/bundle-format.md).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from qms_desktop.core import paths
from qms_desktop.core.files import write_private
from qms_desktop.exchange import age
from qms_desktop.exchange.age import Keyring
from qms_desktop.exchange.signatures import KEY_BYTES, device_name


class DeviceKey:
    """A key pair to sign and one to receive. A device's name is the SHA-256 of its public key.

    `keyring` are all keys that this PC opens bundles with, as they were when the key was read or last added to.
    """

    def __init__(self, signing: bytes, receiving: bytes) -> None:
        if len(signing) != KEY_BYTES or len(receiving) != KEY_BYTES:
            raise ValueError("a private key has 32 bytes")
        self.signing_secret, self.receiving_secret = signing, receiving
        self.keyring = Keyring((receiving,))

    @classmethod
    def new(cls) -> DeviceKey:
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))

    @cached_property
    def _private(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing_secret)

    @cached_property
    def public_key(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def receiving_key(self) -> bytes:
        """The public X25519 key that payloads for this device are locked for."""
        return age.public_of(self.receiving_secret)

    @cached_property
    def device(self) -> str:
        return device_name(self.public_key)

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def as_json(self) -> dict[str, str]:
        return {"signing": self.signing_secret.hex(), "receiving": age.secret_text(self.receiving_secret)}

    @classmethod
    def from_json(cls, value: dict[str, str]) -> DeviceKey:
        """The pair that `as_json` gave; ValueError, KeyError or TypeError for anything else."""
        return cls(bytes.fromhex(value["signing"]), age.secret_from(value["receiving"]))


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The invitation that a store was made from, with the secret by which its bundles are known."""

    invitation: str
    secret: bytes = field(repr=False)
    unit: str
    role: str

    @property
    def receiving_secret(self) -> bytes:
        """The private key of everybody who joined by this invitation."""
        return age.derive_receiving_key(self.secret, self.invitation)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All that is kept beside a store's key.

    `place` is where the store lies; `published` the chain heads that left with bundles; `also` further private
    receiving keys; `recovery` the office's recovery key until its backup is made; `issued` the (epoch, number) of the
    highest list of trusted devices that was issued here; `restored` the last restoring of a shared database that
    this computer knows of.
    """

    store_id: str
    place: str
    key: DeviceKey
    published: dict[str, tuple[int, str]] = field(default_factory=dict)
    also: tuple[bytes, ...] = ()
    enrolment: Enrolment | None = None
    recovery: DeviceKey | None = None
    issued: tuple[int, int] | None = None
    restored: str = ""

    @property
    def keyring(self) -> Keyring:
        derived = [self.enrolment.receiving_secret] if self.enrolment else []
        return Keyring([self.key.receiving_secret, *derived], self.also)

    def write(self) -> None:
        """Put it in the place of what was there; after a crash the one or the other is."""
        folder = paths.keys_dir()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        value = {
            "v": 2, "store_id": self.store_id, "store": self.place, "device": self.key.device, **self.key.as_json(),
            "published": {unit: list(head) for unit, head in self.published.items()},
            "also": [age.secret_text(secret) for secret in self.also],
            "enrolment": None if self.enrolment is None else {
                "invitation": self.enrolment.invitation, "secret": self.enrolment.secret.hex(),
                "unit": self.enrolment.unit, "role": self.enrolment.role,
            },
            "recovery": None if self.recovery is None else self.recovery.as_json(),
            "issued": self.issued, "restored": self.restored,
        }  # fmt: skip
        write_private(_path(self.store_id), json.dumps(value, ensure_ascii=False, indent=1).encode())

    def with_new_key(self) -> KeyFile:
        """For the same store under a new device: what was locked for the old one still opens."""
        also = (self.key.receiving_secret, *self.also)
        return replace(self, key=DeviceKey.new(), published={}, also=also)


def _path(store_id: str) -> Path:
    return paths.keys_dir() / f"{store_id}.json"


def read(store_id: str) -> KeyFile | None:
    """The key file of a store; None where there is none, or a spoilt one: the store takes a new device then."""
    path = _path(store_id)
    if not path.is_file():
        return None
    try:
        kept = _parsed(store_id, json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if kept is not None:
        kept.key.keyring = kept.keyring
    return kept


def _parsed(store_id: str, value: dict[str, Any]) -> KeyFile | None:
    if value["v"] == 1:  # before bundles were locked: keys in hex, and nothing else kept
        key = DeviceKey(bytes.fromhex(value["signing"]), bytes.fromhex(value["receiving"]))
        value = {"also": [], "enrolment": None, "recovery": None, "issued": None} | value
    else:
        key = DeviceKey.from_json(value)
    if key.device != value["device"]:
        return None
    enrolment, recovery, issued = value["enrolment"], value["recovery"], value["issued"]
    return KeyFile(
        store_id, value["store"], key,
        {unit: (seq, change) for unit, (seq, change) in value["published"].items()},
        tuple(map(age.secret_from, value["also"])),
        enrolment and Enrolment(**enrolment | {"secret": bytes.fromhex(enrolment["secret"])}),
        recovery and DeviceKey.from_json(recovery),
        issued and tuple(issued),
        value.get("restored", ""),
    )  # fmt: skip

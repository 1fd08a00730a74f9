"""The device key of a store: one per store and computer, kept outside the store, so that copies are noticed.

A key file, named by the store's id, lies in the user's own folder. It holds the private keys, where the store
lies, and the chain heads that were written before a bundle left. From these three a store that was copied or
restored is known when it is opened: it takes a new device then, and loses nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qms_desktop.core import paths
from qms_desktop.core.errors import UserError
from qms_desktop.core.files import write_private
from qms_desktop.core.messages import Message, _
from qms_desktop.exchange.signatures import device_name, digits, verify
from qms_desktop.store import tables
from qms_desktop.store.faults import told
from qms_desktop.store.store import FILE_NAME, Store

__all__ = ["DeviceKey", "OpenedKey", "device_name", "digits", "new_device", "open_key", "publish_heads", "verify"]

STORE_ID, DEVICE = "store_id", "device"
"""The settings of a store that name it, and the device that it last wrote as."""

Heads = Mapping[str, tuple[int, str]]
"""By unit: seq and id of a chain's last change."""


class DeviceKey:
    """A device that writes: its name is the SHA-256 of its public key."""

    def __init__(self, signing: bytes, receiving: bytes) -> None:
        self._signing, self._receiving = signing, receiving

    @classmethod
    def new(cls) -> DeviceKey:
        return cls(secrets.token_bytes(32), secrets.token_bytes(32))

    @cached_property
    def _private(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._signing)

    @cached_property
    def public_key(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def receiving_key(self) -> bytes:
        """The public X25519 key that payloads for this device are encrypted to."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return X25519PrivateKey.from_private_bytes(self._receiving).public_key().public_bytes_raw()

    @cached_property
    def device(self) -> str:
        return device_name(self.public_key)

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """The key of an opened store; `reason` says, once, why a store that had a device takes a new one."""

    key: DeviceKey
    is_new: bool
    reason: Message | None = None


@dataclass(slots=True)
class _KeyFile:
    """What is kept beside a key: where the store lies, and what left it."""

    store_id: str
    place: str
    key: DeviceKey
    published: dict[str, tuple[int, str]]

    def write(self) -> None:
        folder = paths.keys_dir()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        value = {
            "v": 1, "store_id": self.store_id, "store": self.place, "device": self.key.device,
            "signing": self.key._signing.hex(), "receiving": self.key._receiving.hex(),
            "published": {unit: list(head) for unit, head in self.published.items()},
        }  # fmt: skip
        write_private(_path(self.store_id), json.dumps(value, ensure_ascii=False, indent=1).encode())


def _path(store_id: str) -> Path:
    return paths.keys_dir() / f"{store_id}.json"


def _read(store_id: str) -> _KeyFile | None:
    path = _path(store_id)
    if not path.is_file():
        return None
    try:
        value = json.loads(path.read_bytes())
        key = DeviceKey(bytes.fromhex(value["signing"]), bytes.fromhex(value["receiving"]))
        published = {unit: (seq, change) for unit, (seq, change) in value["published"].items()}
        if key.device != value["device"]:
            return None
        return _KeyFile(store_id, value["store"], key, published)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # a spoilt key is no key: the store takes a new device


def open_key(store: Store) -> OpenedKey:
    """The key by which this store writes on this computer; a new one where there is none or it is not its own."""
    with told():
        return _open_key(store)


def _open_key(store: Store) -> OpenedKey:
    settings = store.settings()
    store_id = settings.get(STORE_ID)
    if store_id is None:
        return _new(store, secrets.token_hex(16), None)
    kept = _read(store_id)
    if kept is None:
        reason = _(
            "This store came from another computer or another user: from now on it writes as a new device. "
            "Nothing is lost; the QA office will be asked to confirm it."
        )
        return _new(store, store_id, reason if DEVICE in settings else None)
    if _is_elsewhere(kept.place, store):
        if _holds(Path(kept.place), store_id):
            reason = _(
                "This store is a copy of the one in {folder}: from now on it writes as a new device. "
                "Nothing is lost; the QA office will be asked to confirm it.",
                folder=kept.place,
            )
            return _new(store, secrets.token_hex(16), reason)
        kept.place = _place(store)
        kept.write()
    if _lacks(store, kept.published):
        reason = _(
            "This store was restored from a backup: from now on it writes as a new device. "
            "What it lacks will come back with the next bundle from the QA office."
        )
        return _new(store, store_id, reason)
    if settings.get(DEVICE) != kept.key.device:
        store.set_settings({DEVICE: kept.key.device})
    return OpenedKey(kept.key, False)


def new_device(store: Store) -> OpenedKey:
    """Take a new device: a change of this one has come in that this store did not write."""
    reason = _(
        "Another computer writes as the same device, as after the copying of a disk: from now on this one writes as "
        "a new device. Nothing is lost; the QA office will be asked to confirm it."
    )
    with told():
        return _new(store, store.settings()[STORE_ID], reason)


def _new(store: Store, store_id: str, reason: Message | None) -> OpenedKey:
    key = DeviceKey.new()
    # The key first: a crash between the two leaves a key that nobody uses, never a store without one.
    _KeyFile(store_id, _place(store), key, {}).write()
    store.set_settings({STORE_ID: store_id, DEVICE: key.device})
    return OpenedKey(key, True, reason)


def publish_heads(store: Store, key: DeviceKey, heads: Heads) -> None:
    """Write down, durably, which of the device's changes are about to leave: before the bundle has its name."""
    with told():
        store_id = store.settings()[STORE_ID]
        kept = _read(store_id)
        if kept is None or kept.key.device != key.device:
            raise UserError(
                _("The key of this store is not there any more; nothing was sent."), _("Open the store anew.")
            )
        changed = {unit: head for unit, head in heads.items() if kept.published.get(unit) != head}
        if changed:
            kept.published.update(changed)
            kept.write()


def _place(store: Store) -> str:
    return str(store.folder.resolve())


def _is_elsewhere(place: str, store: Store) -> bool:
    there = Path(place)
    try:
        return not there.samefile(store.folder)
    except OSError:
        return place != _place(store)


def _holds(folder: Path, store_id: str) -> bool:
    """Whether a store of that id lies in the folder; one that cannot be read counts, to be safe."""
    path = folder / FILE_NAME
    if not path.is_file():
        return False
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            found = connection.execute("SELECT value FROM setting WHERE name = ?", (STORE_ID,)).fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return True
    return found is not None and found[0] == store_id


def _lacks(store: Store, published: Heads) -> bool:
    with store.connection(writing=False) as connection:
        query = select(tables.change.c.id).where(tables.change.c.id.in_([bytes.fromhex(c) for _s, c in published.values()]))
        found = set(connection.execute(query).scalars())
    return len(found) < len({change for _seq, change in published.values()})

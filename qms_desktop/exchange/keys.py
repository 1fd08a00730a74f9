"""The device key of a store: one per store and computer, kept outside the store, so that copies are noticed.

From the store's place, the chain heads that were written before a bundle left, and the store's own word, a store
that was copied or restored is known when it is opened: it takes a new device then, and loses nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from msgspec import Struct
from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Message, _
from qms_desktop.exchange import key_file
from qms_desktop.exchange.key_file import DeviceKey, Enrolment, KeyFile
from qms_desktop.exchange.signatures import device_name, digits, verify
from qms_desktop.store import addresses, tables
from qms_desktop.store.backup import RESTORED
from qms_desktop.store.faults import told
from qms_desktop.store.store import Store

__all__ = [
    "DeviceKey", "Enrolment", "OpenedKey", "add_receiving_keys", "device_name", "digits", "drop_recovery",
    "enrolment_of", "further_receiving_keys", "issued_list", "keep_recovery", "moved", "new_device",
    "note_issued_list", "open_key", "publish_heads", "recovery_of", "remember_enrolment", "verify",
]  # fmt: skip

STORE_ID, DEVICE = "store_id", "device"
"""The settings of a store that name it, and the device that it last wrote as."""

Heads = Mapping[str, tuple[int, str]]
"""By unit: seq and id of a chain's last change."""


class OpenedKey(Struct, frozen=True):
    """The key of an opened store; `reason` says, once, why a store that had a device takes a new one."""

    key: DeviceKey
    is_new: bool
    reason: Message | None = None


def open_key(store: Store) -> OpenedKey:
    """The key by which this store writes on this computer; a new one where there is none or it is not its own."""
    with told():
        return _open_key(store)


def _open_key(store: Store) -> OpenedKey:
    settings = store.settings()
    store_id = settings.get(STORE_ID)
    if store_id is None:
        return _new(store, secrets.token_hex(16), None, settings)
    kept = key_file.read(store_id)
    if kept is None:
        if store.home.shared:  # whoever opens a database from another computer is another device of the same office
            return _new(store, store_id, None, settings)
        reason = _(
            "This store came from another computer or another user: from now on it writes as a new device. "
            "Nothing is lost; the QA office will be asked to confirm it."
        )
        return _new(store, store_id, reason if DEVICE in settings else None, settings)
    if not store.home.is_at(kept.place):
        if addresses.holds(kept.place, store_id):
            place = addresses.shown(kept.place)
            reason = _(
                "This database is a copy of another one ({place}): from now on this computer writes in it as a new device. "
                "Nothing is lost.", place=place,
            ) if store.home.shared else _(
                "This store is a copy of the one in {folder}: from now on it writes as a new device. "
                "Nothing is lost; the QA office will be asked to confirm it.", folder=place,
            )  # fmt: skip
            return _new(store, secrets.token_hex(16), reason, settings)
        kept = replace(kept, place=store.home.address())
        kept.write()
    # What this device wrote into a shared database may have left with somebody else's bundle.
    if _lacks(store, kept.published) or settings.get(RESTORED, "") != kept.restored:
        reason = _(
            "This store was restored from a backup: from now on it writes as a new device. "
            "What it lacks will come back with the next bundle from the QA office."
        )
        return _taken(store, replace(kept.with_new_key(), restored=settings.get(RESTORED, "")), reason)
    if settings.get(DEVICE) != kept.key.device and not store.home.shared:
        store.set_settings({DEVICE: kept.key.device})
    return OpenedKey(kept.key, False)


def new_device(store: Store) -> OpenedKey:
    """Take a new device: a change of this one has come in that this store did not write."""
    reason = _(
        "Another computer writes as the same device, as after the copying of a disk: from now on this one writes as "
        "a new device. Nothing is lost; the QA office will be asked to confirm it."
    )
    with told():
        settings = store.settings()
        store_id = settings[STORE_ID]
        kept = key_file.read(store_id)
        return _new(store, store_id, reason, settings) if kept is None else _taken(store, kept.with_new_key(), reason)


def _new(store: Store, store_id: str, reason: Message | None, settings: Mapping[str, str]) -> OpenedKey:
    kept = KeyFile(store_id, store.home.address(), DeviceKey.new(), restored=settings.get(RESTORED, ""))
    return _taken(store, kept, reason)


def _taken(store: Store, kept: KeyFile, reason: Message | None) -> OpenedKey:
    # The key first: a crash between the two leaves a key that nobody uses, never a store without one.
    kept.write()
    kept.key.keyring = kept.keyring
    store.set_settings({STORE_ID: kept.store_id, DEVICE: kept.key.device})
    return OpenedKey(kept.key, True, reason)


def moved(store_id: str, address: str) -> None:
    """Go on as the same device at another place, to which the whole store was carried; the old one is a copy now."""
    with told():
        kept = key_file.read(store_id)
        if kept is not None:
            replace(kept, place=address).write()


def publish_heads(store: Store, key: DeviceKey, heads: Heads) -> None:
    """Write down, durably, which of the device's changes are about to leave: before the bundle has its name."""
    with told():
        kept = key_file.read(store.settings()[STORE_ID])
        if kept is None or kept.key.device != key.device:
            raise _no_key(_("The key of this store is not there any more; nothing was sent."))
        if any(kept.published.get(unit) != head for unit, head in heads.items()):
            replace(kept, published=kept.published | dict(heads)).write()


def remember_enrolment(store: Store, key: DeviceKey, enrolment: Enrolment) -> None:
    """Keep the invitation that a store is made from; what was locked for an earlier one still opens."""

    def noted(kept: KeyFile) -> KeyFile:
        former = [kept.enrolment.receiving_secret] if kept.enrolment not in (None, enrolment) else []
        return replace(kept, enrolment=enrolment, also=(*kept.also, *former))

    _change(store, noted, key)


def enrolment_of(store: Store) -> Enrolment | None:
    """The invitation that the store was made from; None for a copy, or a store that was restored on another PC."""
    return _kept(store).enrolment


def add_receiving_keys(store: Store, key: DeviceKey, more: Iterable[bytes]) -> None:
    """Open from now on what is locked for these private keys too, as for those of an imported key backup."""
    more = tuple(more)
    _change(store, lambda kept: replace(kept, also=tuple(dict.fromkeys((*kept.also, *more)))), key)


def further_receiving_keys(store: Store) -> tuple[bytes, ...]:
    """The private keys of earlier devices, which open what was locked for them."""
    return _kept(store).also


def keep_recovery(store: Store, recovery: DeviceKey) -> None:
    """Keep the office's recovery key, until a backup of it is made."""
    _change(store, lambda kept: replace(kept, recovery=recovery))


def recovery_of(store: Store) -> DeviceKey | None:
    """The recovery key, where its backup was not made yet."""
    return _kept(store).recovery


def drop_recovery(store: Store) -> None:
    """The backup is made: the recovery key's private half lies there alone from now on."""
    _change(store, lambda kept: replace(kept, recovery=None))


def issued_list(store: Store) -> tuple[int, int] | None:
    """The (epoch, number) of the highest list of trusted devices that was issued with this key file."""
    return _kept(store).issued


def note_issued_list(store: Store, epoch: int, number: int) -> None:
    """Write down, durably, that a list of that number is about to leave; never a lower one than before."""
    _change(store, lambda kept: replace(kept, issued=max(kept.issued or (0, 0), (epoch, number))))


def _kept(store: Store) -> KeyFile:
    with told():
        kept = key_file.read(store.settings()[STORE_ID])
    if kept is None:
        raise _no_key(_("The key of this store is not there any more."))
    return kept


def _change(store: Store, change: Callable[[KeyFile], KeyFile], key: DeviceKey | None = None) -> None:
    changed = change(_kept(store))
    with told():
        changed.write()
    if key is not None:
        key.keyring = changed.keyring


def _no_key(sentence: Message) -> UserError:
    return UserError(sentence, _("Open the store anew."))


def _lacks(store: Store, published: Heads) -> bool:
    with store.connection(writing=False) as connection:
        query = select(tables.change.c.id).where(tables.change.c.id.in_([bytes.fromhex(c) for _s, c in published.values()]))
        found = set(connection.execute(query).scalars())
    return len(found) < len({change for _seq, change in published.values()})

"""The newest list of trusted devices that a store holds: taken from others, or issued where the office keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.exchange import trust, trusted_list
from qms_desktop.exchange.keys import DeviceKey
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.trust import CONFIRMED, OWN, REVOKED, WAITING, Device
from qms_desktop.exchange.trusted_list import RECOVERY, Listed, RecoveryKey, TrustedList
from qms_desktop.exchange.typed_json import Hex
from qms_desktop.store import tables
from qms_desktop.store.store import put_settings
from qms_desktop.store.transaction import Transaction

SETTING = "trusted"


def held(tx: Transaction) -> SignedList | None:
    """The newest list that this store holds, to be passed on with whatever it sends."""
    query = select(tables.setting.c.value).where(tables.setting.c.name == SETTING)
    kept = tx.connection.execute(query).scalar_one_or_none()
    if kept is None:
        return None
    value = json.loads(kept)
    return SignedList(value["line"].encode(), value["signer"], bytes.fromhex(value["signature"]))


def held_list(tx: Transaction) -> TrustedList | None:
    """What the newest list says."""
    kept = held(tx)
    return None if kept is None else trusted_list.read(kept)


def keep(tx: Transaction, signed: SignedList) -> None:
    """Hold a list from now on."""
    value = {"line": signed.line.decode(), "signer": signed.signer, "signature": signed.signature.hex()}
    put_settings(tx.connection, {SETTING: json.dumps(value, ensure_ascii=False)})


def take(tx: Transaction, given: SignedList, identity: Identity, at: str) -> bool:
    """Hold a list that came, if it is newer and rightly signed, and believe what it says; whether it is held now.

    The office also learns from other lists that its computers signed: of the same number, as another of them decided;
    of a lower one, whom it let in before it lost its store.
    """
    kept = held(tx)
    if kept is not None and kept.line == given.line:
        return False
    told = trusted_list.read(given)
    before = None if kept is None else trusted_list.read(kept)
    known = trust.devices(tx)
    office = {each.device: each.public_key for each in known.values() if each.trusted and each.role == "office"}
    if told.institution != identity.institution:
        return False
    if trusted_list.counts(given, told, before, office):
        keep(tx, given)
        believe(tx, told, known, identity, at)
        return True
    if identity.role == "office" and before is not None and trusted_list.is_signed_rightly(given, told, before, office):
        if told.place < before.place:
            new = (each for each in told.devices if each.device not in known or known[each.device].state == WAITING)
            told = replace(told, devices=tuple(new))
        if told.place <= before.place:
            believe(tx, told, known, identity, at)
    return False


def believe(tx: Transaction, told: TrustedList, known: Mapping[str, Device], identity: Identity, at: str) -> None:
    """Write down the devices as a list says; the store's own stays its own, and at the office a revoked one revoked."""
    for each in told.devices:
        before = known.get(each.device)
        scope = None if each.scope is None else json.dumps(each.scope, ensure_ascii=False)
        if each.device == identity.device:
            if before is not None and before.scope != scope:
                trust.put(tx, replace(before, scope=scope))
            continue
        state = CONFIRMED if each.state == "trusted" else REVOKED
        upto = each.upto
        if before is not None:
            if before.trusted and state == CONFIRMED:
                state = before.state
            if identity.role == "office" and before.state == REVOKED:
                state, upto = REVOKED, joined(trust.upto_of(before), upto or ())
        device = Device(
            each.device, each.public_key, each.unit, each.role, state, at, each.receiving_key or None,
            scope, None if upto is None else json.dumps(upto, ensure_ascii=False),
        )  # fmt: skip
        if before is None or replace(device, since=before.since) != before:
            trust.put(tx, device)


def joined(one: trusted_list.Upto, other: trusted_list.Upto) -> trusted_list.Upto:
    """All heads up to which either says that a device's work counts."""
    return tuple(sorted({*one, *other}))


def issue(
    tx: Transaction, identity: Identity, key: DeviceKey, floor: tuple[int, int], recovery: RecoveryKey | None
) -> SignedList:
    """The office's list as it must leave now: the held one if it still says all, else a new one under a higher number.

    `floor` is the highest (epoch, number) that this computer ever issued. UserError where the held list does not
    name this device: somebody else must let it in first.
    """
    kept = held(tx)
    before = None if kept is None else trusted_list.read(kept)
    check_may_issue(before, identity)
    trust.register_own(tx, key.public_key, identity.unit, identity.role, key.receiving_key)
    if not trust.devices(tx)[key.device].trusted:
        raise UserError(_("This computer was withdrawn: it signs nothing for the QA office any more."))
    told = _next(compiled(tx, identity, before, recovery), before, floor)
    told = trusted_list.with_vouchers(told, key.device, key.sign)
    if before is not None and kept is not None and told.says_the_same(before) and floor <= before.place:
        return kept
    signed = trusted_list.signed(told, key.device, key.sign)
    keep(tx, signed)
    return signed


def issue_anew(
    tx: Transaction, identity: Identity, key: DeviceKey, floor: tuple[int, int], *, recovery: DeviceKey | None,
    former: DeviceKey | None = None,
) -> SignedList:  # fmt: skip
    """A list by which this device is the office's whatever was before.

    The recovery key begins a new epoch; without one the office's `former` device signs the next number.
    """
    before = held_list(tx)
    trust.register_own(tx, key.public_key, identity.unit, identity.role, key.receiving_key)
    told = compiled(tx, identity, before, None)
    if recovery is not None:
        epoch = max(floor[0], before.epoch if before is not None else 0) + 1
        told = replace(told, epoch=epoch, number=1, recovery=public_halves(recovery))
        told = trusted_list.with_vouchers(told, RECOVERY, recovery.sign)
        signed = trusted_list.signed(told, RECOVERY, recovery.sign)
    elif former is not None:
        told = trusted_list.with_vouchers(_next(told, before, floor), former.device, former.sign)
        signed = trusted_list.signed(told, former.device, former.sign)
    else:
        raise ValueError("nobody signs the list")
    keep(tx, signed)
    return signed


def not_let_in(tx: Transaction, identity: Identity) -> set[str]:
    """The office's further devices that opened the same database, and that nobody has let in yet."""
    before = held_list(tx)
    return {name for name, each in trust.devices(tx).items() if _is_new_own(each, identity, before)}


def _is_new_own(device: Device, identity: Identity, before: TrustedList | None) -> bool:
    is_other = device.state == OWN and device.role == "office" and device.device != identity.device
    return is_other and before is not None and device.device not in before.by_name


def public_halves(recovery: DeviceKey) -> RecoveryKey:
    """What a list says of a recovery key."""
    return RecoveryKey(Hex(recovery.public_key), Hex(recovery.receiving_key))


def check_may_issue(before: TrustedList | None, identity: Identity) -> None:
    """UserError unless this device may sign the office's lists."""
    if identity.role != "office":
        raise UserError(_("Only the QA office does this."), _("This is the store of {unit}.", unit=identity.unit))
    if before is None:
        return
    listed = before.by_name.get(identity.device)
    if listed is None or not listed.is_office:
        raise UserError(
            _("This computer is not yet one of the QA office’s: the others do not know it."),
            _("Confirm it on the QA office’s first computer, or restore the key backup here."),
        )


def _next(told: TrustedList, before: TrustedList | None, floor: tuple[int, int]) -> TrustedList:
    epoch, number = max(floor, before.place if before is not None else (1, 0))
    return replace(told, epoch=max(epoch, 1), number=number + 1)


def compiled(
    tx: Transaction, identity: Identity, before: TrustedList | None, recovery: RecoveryKey | None
) -> TrustedList:
    """What the list would say now. Own devices that nobody let in yet are left out."""
    devices = []
    for each in sorted(trust.devices(tx).values(), key=lambda device: device.device):
        was = before.by_name.get(each.device) if before is not None else None
        if each.state != WAITING and not _is_new_own(each, identity, before):
            devices.append(_listed(each, was))
    if before is not None and before.recovery is not None:
        recovery = before.recovery  # nobody would take another one from us
    return TrustedList(identity.institution, 1, 1, recovery, tuple(devices))


def _listed(device: Device, was: Listed | None) -> Listed:
    key = Hex(device.receiving_key or (was.receiving_key if was is not None else b""))
    revoked = device.state == REVOKED
    return Listed(
        device.device, Hex(device.public_key), key, device.unit, device.role, "revoked" if revoked else "trusted",
        None if device.scope is None else trust.scope_of(device), trust.upto_of(device) if revoked else None,
        was.vouched if was is not None and not revoked else None,
    )  # fmt: skip

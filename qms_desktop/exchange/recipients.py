"""For whom a bundle is locked: the receiving keys of those that it is meant for, and of its sender."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.exchange import age, hierarchy, issuing, trust
from qms_desktop.exchange.reader import Identity
from qms_desktop.exchange.trust import REVOKED, Device
from qms_desktop.journal.fold import OFFICE
from qms_desktop.store import tables
from qms_desktop.store.transaction import Transaction

AUDITOR = "auditor"


def receiving_keys(tx: Transaction, identity: Identity, recipient: str) -> tuple[bytes, ...]:
    """The public receiving keys that a bundle for `recipient` is locked for; none if none of the recipient's is known.

    Never among them: those of devices that wait or were revoked, and those of invitations that were withdrawn. The
    sender's own are always there, so that it can read what it wrote.
    """
    check_not_shut_out(tx, recipient)
    known = list(trust.devices(tx).values())
    office = {*_keys(each for each in known if each.trusted and each.role == OFFICE), *_recovery(tx)}
    theirs = office if recipient == OFFICE else _of_unit(tx, known, recipient)
    if theirs <= set(identity.keyring.public_keys):
        return ()
    fellows = {identity.unit, *hierarchy.above(tx, identity.unit)} if identity.role not in trust.OFFICE_ROLES else set()
    mine = {*_keys(each for each in known if each.trusted and each.unit in fellows), *_own(known, identity)}
    return tuple(sorted(filter(age.is_usable, theirs | office | mine)))


def is_shut_out(tx: Transaction, unit: str) -> bool:
    """Whether every computer of a unit was withdrawn and none is invited: nothing may leave for it, open least of all."""
    known = trust.devices(tx).values()
    return any(each.unit == unit and each.state == REVOKED for each in known) and not _of_unit(tx, known, unit)


def check_not_shut_out(tx: Transaction, unit: str) -> None:
    """UserError where nobody of the unit may read what is sent to it."""
    if is_shut_out(tx, unit):
        raise UserError(
            _("Every computer of {unit} was withdrawn: nobody there may read this.", unit=unit),
            _("Invite the unit again first."),
        )


def _of_unit(tx: Transaction, known: Iterable[Device], unit: str) -> set[bytes]:
    """Of the unit's computers, of the auditors' that audit it, and of whoever joins or joined by its invitations."""
    devices = _keys(
        each for each in known if each.trusted and (unit in _scope(each) if each.role == AUDITOR else each.unit == unit)
    )
    invitation = tables.invitation
    query = select(invitation.c.secret, invitation.c.id).where(
        invitation.c.unit == unit, invitation.c.state.in_(("open", "used"))
    )
    return {*devices, *(age.public_of(age.derive_receiving_key(*row)) for row in tx.connection.execute(query))}


def _scope(device: Device) -> frozenset[str]:
    return frozenset(json.loads(device.scope or "[]"))


def _own(known: Iterable[Device], identity: Identity) -> tuple[bytes, ...]:
    """The sender's own keys; without the one of its invitation once a computer of its unit was revoked.

    The secret of the invitation may have gone with that computer.
    """
    own = identity.keyring.public_keys
    lost = any(each.state == REVOKED and each.unit == identity.unit for each in known)
    return own[:1] if lost else own


def _recovery(tx: Transaction) -> list[bytes]:
    told = issuing.held_list(tx)
    return [told.recovery.receiving_key] if told is not None and told.recovery is not None else []


def _keys(devices: Iterable[Device]) -> set[bytes]:
    return {each.receiving_key for each in devices if each.receiving_key}

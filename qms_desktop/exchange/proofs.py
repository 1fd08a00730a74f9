"""The invitations that the office has made, and whom their secrets let in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from qms_desktop.exchange import invitations
from qms_desktop.exchange.container import Header
from qms_desktop.exchange.invitations import Invitation
from qms_desktop.exchange.keys import Enrolment
from qms_desktop.journal.fold import OFFICE
from qms_desktop.store import tables
from qms_desktop.store.engine import bulk_insert
from qms_desktop.store.store import put_settings
from qms_desktop.store.transaction import Transaction

OPEN, USED, EXPIRED, WITHDRAWN = "open", "used", "expired", "withdrawn"
INVITED = "invited"
"""The setting of a store that took over from one that was lost."""
_COLUMNS = ("id", "unit", "role", "secret", "created", "expires", "state", "device")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation as the office remembers it; `device` is the one that it let in."""

    id: str
    unit: str
    role: str
    secret: bytes
    created: str
    expires: str
    state: str
    device: str | None

    def state_at(self, now: str) -> str:
        """`open`, `used`, `expired` or `withdrawn`."""
        return EXPIRED if self.state == OPEN and self.expires < now else self.state


def is_proven(header: Header, enrolment: Enrolment) -> bool:
    """Whether the sender holds the secret of an invitation; an auditor's laptop speaks for the office."""
    sender = OFFICE if enrolment.role == "auditor" else enrolment.unit
    expected = invitations.proof_of(enrolment, header.public_key, header.receiving_key)
    return (header.unit, header.role) == (sender, enrolment.role) and invitations.is_proof(header.proof, expected)


def invited(tx: Transaction) -> list[Invited]:
    """Every invitation, in the order in which they were made."""
    table = tables.invitation
    query = select(*(table.c[column] for column in _COLUMNS)).order_by(table.c.created, table.c.unit, table.c.id)
    return [Invited(*found) for found in tx.connection.execute(query)]


def has_invited(tx: Transaction) -> bool:
    """Whether this office ever made an invitation: from then on nobody enters without a proof or a person's word."""
    setting = tables.setting
    told = tx.connection.execute(select(setting.c.value).where(setting.c.name == INVITED)).first()
    return told is not None or tx.connection.execute(select(tables.invitation.c.id).limit(1)).first() is not None


def note_invited(tx: Transaction) -> None:
    """The office may have made invitations that this store does not know of any more."""
    put_settings(tx.connection, {INVITED: "1"})


def enter(tx: Transaction, made: list[Invitation]) -> None:
    """Write down new invitations."""
    rows = [(each.id, each.unit.code, each.role, bytes(each.secret), each.created, each.expires, OPEN, None) for each in made]
    bulk_insert(tx.connection, "invitation", _COLUMNS, rows)


def set_state(tx: Transaction, invitation: str, state: str) -> None:
    table = tables.invitation
    tx.connection.execute(table.update().where(table.c.id == invitation).values(state=state))


def withdraw_of(tx: Transaction, device: str) -> None:
    """Let nobody else in, and lock nothing more, by the invitation that let a device in."""
    table = tables.invitation
    tx.connection.execute(table.update().where(table.c.device == device).values(state=WITHDRAWN))


def accept(tx: Transaction, header: Header, now: str) -> Invited | None:
    """The invitation that lets the sender in, used up by it from now on; None if there is none."""
    if not header.invitation or not header.proof:
        return None
    table = tables.invitation
    query = select(*(table.c[column] for column in _COLUMNS)).where(table.c.id == header.invitation)
    row = tx.connection.execute(query).first()
    found = Invited(*row) if row is not None else None
    if found is None or found.state_at(now) != OPEN:
        return None
    if not is_proven(header, Enrolment(found.id, found.secret, found.unit, found.role)):
        return None
    tx.connection.execute(table.update().where(table.c.id == found.id).values(state=USED, device=header.device))
    return found

"""Beginning from an invitation: the unit's store is set up, believes the office's devices, and can prove its secret."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.profile import Profile, profile_from
from qms_desktop.exchange import invitations, issuing, keys, trust
from qms_desktop.exchange.invitations import Invitation
from qms_desktop.exchange.keys import Enrolment
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services.entry import unit_record_id
from qms_desktop.services.exchanging import identity
from qms_desktop.services.setup import named_person, person_edit, whole_or_gone
from qms_desktop.services.workspace import ALL, Workspace, make_store, now
from qms_desktop.store.authoring import Edit
from qms_desktop.store.places import Place
from qms_desktop.store.transaction import Key


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation that may be used, for a person to look at before anything is made."""

    invitation: Invitation
    profile: Profile

    @property
    def unit_name(self) -> Localised:
        return Text.of(self.invitation.unit.name)

    @property
    def is_auditors(self) -> bool:
        return self.invitation.role == "auditor"

    @property
    def is_readers(self) -> bool:
        """Whether it lets somebody read what is there, and write nothing."""
        return self.invitation.role == "reader"


def read_invitation(file: Path) -> Opened:
    """The invitation in a file; UserError, in a sentence, for one that is damaged, altered, expired or something else."""
    try:
        with file.open("rb") as source:
            data = source.read(invitations.MOST + 1)
    except OSError as problem:
        raise UserError(
            _("The invitation cannot be read: {file}", file=str(file)),
            _("Look whether the stick is still in its place, then do it again."),
        ) from problem
    invitation = invitations.from_bytes(data, now())
    profile = profile_from(dict(invitation.profile), file.name)
    if profile.key != invitation.institution or invitation.unit.code in ("", OFFICE, ALL):
        raise Rejected(invitations.altered())
    return Opened(invitation, profile)


def join(place: Place, file: Path, *, person: str, position: str, language: str | None = None) -> Workspace:
    """Make a store from an invitation: its profile, its unit, the office's devices, the person; all of it, or nothing.

    `language` wins over the invitation's.
    """
    opened = read_invitation(file)
    invitation, profile = opened.invitation, opened.profile
    name, position = named_person(person, position)
    code = OFFICE if opened.is_auditors or opened.is_readers else invitation.unit.code
    edits = [person_edit(profile, code, name, position)]
    if code != OFFICE and code not in {seed.code for seed in profile.units}:
        edits.append(Edit(Key(code, "unit", unit_record_id(profile, code)), _unit_cells(opened)))
    ws = make_store(
        place, profile, role=invitation.role, unit=code, person=edits[0].key.id,
        language=language or invitation.language,
    )  # fmt: skip
    with whole_or_gone(ws):
        keys.remember_enrolment(ws.store, ws.key, enrolment_of(invitation))
        me = identity(ws)
        with ws.store.writing() as tx:
            issuing.keep(tx, invitation.signed_list)
            issuing.believe(tx, invitations.pinned_list(invitation), trust.devices(tx), me, now())
            trust.register_own(tx, me.public_key, me.unit, me.role, ws.key.receiving_key)
            trust.add_to_scope(tx, ws.key.device, invitation.scope)
            if not opened.is_readers:
                ws.write(tx, edits, op="setup")
    return ws


def join_again(ws: Workspace, file: Path) -> Opened:
    """An auditor's or a reader's laptop takes a further invitation: its units are those of all its invitations."""
    opened = read_invitation(file)
    invitation = opened.invitation
    if ws.role not in ("auditor", "reader") or ws.role != invitation.role:
        raise UserError(
            _("This invitation makes a new store, and there is one here already: {place}", place=str(ws.store.place)),
            _("Choose another folder, or another user of this computer."),
        )
    if ws.profile.key != invitation.institution:
        raise UserError(_("The invitation is of another institution, {institution}.", institution=invitation.institution))
    me = identity(ws)
    with ws.store.writing() as tx:
        trust.register_own(tx, me.public_key, me.unit, me.role, ws.key.receiving_key)
        issuing.take(tx, invitation.signed_list, me, now())
        trust.add_to_scope(tx, ws.key.device, invitation.scope)
    keys.remember_enrolment(ws.store, ws.key, enrolment_of(invitation))
    return opened


def enrolment_of(invitation: Invitation) -> Enrolment:
    """What is kept beside the key of an invitation."""
    return Enrolment(invitation.id, bytes(invitation.secret), invitation.unit.code, invitation.role)


def _unit_cells(opened: Opened) -> dict[str, Any]:
    unit = opened.invitation.unit
    cells: dict[str, Any] = {"code": unit.code, "name": opened.unit_name.text(opened.invitation.language), "type": unit.type}
    return cells | ({"parent": unit.parent} if unit.parent else {})

"""Who may come in: the office's invitations, the devices that it knows, and its list of those that are trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import file_names, whole_files
from qms_desktop.core.messages import _
from qms_desktop.exchange import invitations as files
from qms_desktop.exchange import issuing, keys, proofs, receiving, trust, trusted_list
from qms_desktop.exchange.invitations import CarriedList, Invitation, InvitedUnit
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.exchange.proofs import OPEN, Invited
from qms_desktop.exchange.signatures import digits
from qms_desktop.exchange.typed_json import Hex
from qms_desktop.services import units
from qms_desktop.services.exchanging import identity
from qms_desktop.services.units import UnitInfo
from qms_desktop.services.workspace import Workspace, now
from qms_desktop.store.faults import told

SHORTEST = 6
"""Digits that name an invitation or a device, where no other begins with them."""


@dataclass(frozen=True, slots=True)
class Written:
    """An invitation file: for which unit, and where it lies."""

    unit: str
    file: Path

    def as_json(self) -> dict[str, str]:
        return {"unit": self.unit, "file": str(self.file)}


def invite(
    ws: Workspace, codes: Sequence[str], folder: Path, *, everyone: bool = False, role: str = "department",
    life: dt.timedelta = files.LIFE,
) -> list[Written]:  # fmt: skip
    """Write an invitation file for each unit named, or for `everyone`; all of them, or none.

    A file lets one computer in, once. An auditor's names the unit that may be audited.
    """
    check_office(ws)
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
    chosen = list(dict.fromkeys([*codes, *(_everybody(ws, known) if everyone else ())]))
    for code in chosen:
        if code not in known:
            raise UserError(_("There is no unit {unit}.", unit=code), _("“qms-desktop units” lists them."))
    if not chosen:
        raise UserError(_("Name the units to invite."), _("“qms-desktop units” lists them."))
    names = file_names(chosen, files.ENDING)
    with told():
        folder.mkdir(parents=True, exist_ok=True)
        carried = _carried(refresh_list(ws))
        with whole_files() as write, ws.store.writing() as tx:
            made = [_invitation(ws, known[code], role, carried, now(), life) for code in chosen]
            for each in made:
                write(folder / names[each.unit.code], files.to_bytes(each, ws.key.sign))
            proofs.enter(tx, made)
    return [Written(code, folder / names[code]) for code in chosen]


def _everybody(ws: Workspace, known: Mapping[str, UnitInfo]) -> Iterable[str]:
    """The units but the university itself and the QA office."""
    office = ws.profile.qa_office.code
    return (code for code, unit in known.items() if unit.type != "university" and code != office)


def _invitation(
    ws: Workspace, unit: UnitInfo, role: str, carried: CarriedList, created: str, life: dt.timedelta
) -> Invitation:
    name, secret = files.new_secret()
    return Invitation(
        name, ws.profile.key, ws.profile.travelling, InvitedUnit(unit.code, unit.name.texts(), unit.type, unit.parent),
        role, (unit.code,) if role in ("auditor", "reader") else (), ws.language, secret, created,
        files.expires_after(created, life), Hex(ws.key.public_key), carried,
    )  # fmt: skip


def _carried(signed: SignedList) -> CarriedList:
    return CarriedList(signed.line.decode(), signed.signer, Hex(signed.signature))


def refresh_list(ws: Workspace) -> SignedList:
    """The list of trusted devices as it must leave the office now, under a higher number where it says anything new.

    A computer that is not in it yet (the store was restored here) puts itself in by the recovery key, while it is here.
    """
    me, recovery = identity(ws), keys.recovery_of(ws.store)
    floor = keys.issued_list(ws.store) or (0, 0)
    halves = None if recovery is None else issuing.public_halves(recovery)
    with ws.store.writing() as tx:
        before = issuing.held_list(tx)
        is_known = before is None or before.is_trusted(me.device)
        if recovery is not None and not is_known and me.role == "office" and before.recovery == halves:
            signed = issuing.issue_anew(tx, me, ws.key, floor, recovery=recovery)
        else:
            signed = issuing.issue(tx, me, ws.key, floor, halves)
    keys.note_issued_list(ws.store, *trusted_list.read(signed).place)
    return signed


# --- invitations -----------------------------------------------------------------------------------------------------


def invitations(ws: Workspace) -> list[dict[str, Any]]:
    """Every invitation that this office made: `[{"id", "unit", "role", "state", "created", "expires", "device"}]`."""
    check_office(ws)
    moment = now()
    with ws.store.reading() as tx:
        return [_as_json(each, moment) for each in proofs.invited(tx)]


def _as_json(each: Invited, moment: str) -> dict[str, Any]:
    return {
        "id": each.id, "unit": each.unit, "role": each.role, "state": each.state_at(moment), "created": each.created,
        "expires": each.expires, "device": each.device,
    }  # fmt: skip


def withdraw(ws: Workspace, given: str) -> dict[str, Any]:
    """Let nobody in by an invitation that nobody used yet; it may be named by its first digits."""
    check_office(ws)
    moment = now()
    with ws.store.writing() as tx:
        known = {each.id: each for each in proofs.invited(tx)}
        found = known[_the_one(given, known, "invitation")]
        if found.state_at(moment) != OPEN:
            raise UserError(
                _("This invitation is not open any more: it was used, it expired, or it was withdrawn."),
                _("A computer that it let in is withdrawn with “qms-desktop revoke”."),
            )
        proofs.set_state(tx, found.id, proofs.WITHDRAWN)
    return {"id": found.id, "unit": found.unit, "state": proofs.WITHDRAWN}


# --- devices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that this store has heard of, with the digits that are compared by phone."""

    device: str
    unit: str
    role: str
    state: str
    since: str
    digits: str
    scope: tuple[str, ...]
    """The units that an auditor's laptop may audit."""

    def as_json(self) -> dict[str, Any]:
        return {
            "device": self.device, "unit": self.unit, "role": self.role, "state": self.state, "since": self.since,
            "digits": self.digits, "scope": list(self.scope),
        }  # fmt: skip


def devices(ws: Workspace) -> list[KnownDevice]:
    """Every device known here, those that wait first."""
    me = identity(ws)
    with ws.store.writing() as tx:
        trust.register_own(tx, me.public_key, me.unit, me.role, ws.key.receiving_key)
        outside = issuing.not_let_in(tx, me)
        known = trust.devices(tx).values()
    found = [
        KnownDevice(d.device, d.unit, d.role, trust.WAITING if d.device in outside else d.state, d.since,
                    digits(d.public_key), trust.scope_of(d))
        for d in known
    ]  # fmt: skip
    return sorted(found, key=lambda d: (d.state != trust.WAITING, d.unit, d.since, d.device))


def revoke(ws: Workspace, given: str) -> KnownDevice:
    """Believe a device no more: what it wrote until now counts, what it writes later waits for a person."""
    name = find_device(ws, given)
    if name == ws.key.device:
        raise UserError(_("This is the computer that you work on."), _("Withdraw it on another computer of the QA office."))
    receiving.revoke_device(ws.store, name)
    return next(each for each in devices(ws) if each.device == name)


def find_device(ws: Workspace, given: str) -> str:
    """The name of the device meant, by its name or the first digits of it; UserError where there is none, or several."""
    with ws.store.reading() as tx:
        return _the_one(given, trust.devices(tx), "device")


def _the_one(given: str, known: Iterable[str], what: str) -> str:
    found = [name for name in known if name == given] or [
        name for name in known if len(given) >= SHORTEST and name.startswith(given)
    ]
    if len(found) == 1:
        return found[0]
    if what == "device":
        raise UserError(_("There is no device “{name}”.", name=given), _("“qms-desktop devices” lists them."))
    raise UserError(_("There is no invitation “{name}”.", name=given), _("“qms-desktop invitations” lists them."))


def check_office(ws: Workspace) -> None:
    """UserError unless this is the QA office's store."""
    if not ws.is_office:
        raise UserError(_("Only the QA office does this."), _("This is the store of {unit}.", unit=ws.unit))

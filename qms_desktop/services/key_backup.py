"""The key backup of the QA office: made to a file under a passphrase, and put to use on a new computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import check_target, write_whole
from qms_desktop.core.messages import _
from qms_desktop.exchange import issuing, keys, proofs, recovery, trust, trusted_list
from qms_desktop.exchange.recovery import KeyBackup, check_passphrase
from qms_desktop.services.enrolment import check_office, refresh_list
from qms_desktop.services.exchanging import identity
from qms_desktop.services.workspace import Workspace, now


def is_due(ws: Workspace) -> bool:
    """Whether the recovery key lies on this computer alone: were the computer lost, nobody could let in another."""
    return ws.is_office and keys.recovery_of(ws.store) is not None


def back_up(ws: Workspace, file: Path, passphrase: str) -> dict[str, Any]:
    """Write the office's keys to a new file: `{"file", "recovery"}`.

    The recovery key goes into the first backup and leaves this computer with it; a later backup says `recovery: false`
    and does not take the place of the first.
    """
    check_office(ws)
    check_passphrase(passphrase)
    check_target(file)
    if file.exists():
        raise UserError(_("There is a file of that name already: {file}", file=str(file)), _("Choose another name."))
    trusted = refresh_list(ws)
    kept = keys.recovery_of(ws.store)
    backup = KeyBackup(
        ws.profile.key, ws.store.settings()[keys.STORE_ID], now(), ws.key, keys.further_receiving_keys(ws.store), kept,
        trusted,
    )  # fmt: skip
    data = recovery.locked(backup, passphrase)
    write_whole(file, lambda out: out.write(data))
    if file.read_bytes() != data:  # before anything is dropped
        raise UserError(_("The file was not written as it should be: {file}", file=str(file)), _("Take another stick."))
    if kept is not None:
        keys.drop_recovery(ws.store)
    return {"file": str(file), "recovery": kept is not None}


def restore(ws: Workspace, file: Path, passphrase: str, *, lost: bool = False) -> dict[str, Any]:
    """Make this computer the office's by a key backup: `{"file", "device", "epoch", "number"}`.

    What was locked for the old computer opens here from now on, and a new list lets this one in. With `lost` the old
    computer is revoked: somebody else may have it.
    """
    check_office(ws)
    backup = _read(file, passphrase)
    if backup.institution != ws.profile.key:
        raise UserError(_("The key backup is of another institution, {institution}.", institution=backup.institution))
    if backup.key.device == ws.key.device:
        raise UserError(_("This computer has these keys already: there is nothing to restore."))
    more = [backup.key.receiving_secret, *backup.also]
    if backup.recovery is not None:
        keys.keep_recovery(ws.store, backup.recovery)
        more.append(backup.recovery.receiving_secret)
    keys.add_receiving_keys(ws.store, ws.key, more)
    me, floor = identity(ws), keys.issued_list(ws.store) or (0, 0)
    with ws.store.writing() as tx:
        held = issuing.held_list(tx)
        if backup.trusted is not None:
            told = trusted_list.read(backup.trusted)
            is_begun_anew = held is not None and backup.key.device not in held.by_name
            if held is None or is_begun_anew or told.place > held.place:
                issuing.keep(tx, backup.trusted)
                issuing.believe(tx, told, trust.devices(tx), me, now())
        proofs.note_invited(tx)  # perhaps there were invitations: nobody enters on trust
        if lost:
            trust.revoke(tx, backup.key.device)
        signed = issuing.issue_anew(tx, me, ws.key, floor, recovery=backup.recovery, former=backup.key)
    epoch, number = trusted_list.read(signed).place
    keys.note_issued_list(ws.store, epoch, number)
    return {"file": str(file), "device": ws.key.device, "epoch": epoch, "number": number}


def _read(file: Path, passphrase: str) -> KeyBackup:
    try:
        with file.open("rb") as source:
            data = source.read(recovery.MOST + 1)
    except OSError as problem:
        raise UserError(
            _("The key backup cannot be read: {file}", file=str(file)),
            _("Look whether the stick is still in its place, then do it again."),
        ) from problem
    return recovery.opened(data, passphrase)

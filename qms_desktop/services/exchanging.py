"""Sending the unit's bundle and receiving the bundles of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import check_target
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.exchange import (
    forwarding,
    hierarchy,
    keys,
    ledger,
    reader,
    receiving,
    trust,
    writer,
)
from qms_desktop.exchange.outcome import FileResult
from qms_desktop.exchange.receiving import Identity, Received, never
from qms_desktop.exchange.signatures import digits
from qms_desktop.journal.fold import OFFICE
from qms_desktop.services import clocks, roles, units
from qms_desktop.services.changes import Changes
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store.authoring import Edit
from qms_desktop.store.store import Progress, no_progress
from qms_desktop.store.transaction import Key

ENDING = ".qmsb"
_TRIED_BY = "parked_tried_by"
"""The setting that names the format by which what was put aside was last tried."""


def identity(ws: Workspace) -> Identity:
    """Who this store is to those that read its bundles, and what it may read of others."""
    below: frozenset[str] = frozenset()
    audited: frozenset[str] = frozenset()
    with ws.store.reading() as tx:
        if ws.role == "department":
            below = frozenset(hierarchy.below(tx, ws.unit))
        if ws.role in ("auditor", "reader") and (own := trust.devices(tx).get(ws.key.device)) is not None:
            audited = frozenset(trust.scope_of(own))
    return Identity(
        ws.profile.key, ws.role, ws.unit, ws.key.public_key, audited=audited, below=below, keyring=ws.key.keyring,
        enrolment=keys.enrolment_of(ws.store),
    )  # fmt: skip


def suggested_name(ws: Workspace, day: dt.date | None = None) -> str:
    """The name of the next bundle: the unit and the day, ФИЛ-2026-11-20.qmsb."""
    return f"{ws.unit}-{day or dt.date.today():%Y-%m-%d}{ENDING}"


def send(ws: Workspace, out: Path) -> dict[str, Any]:
    """Write the unit's bundle, with what it holds of the units below it; an auditor's holds the audited units' records.

    `{"file", "bundle", "records", "changes", "attachments"}`
    """
    if ws.role == "reader":
        raise UserError(_("This store is for reading only."), _("Ask the QA office for an invitation."))
    if not out.parent.is_dir():
        raise UserError(_("There is no folder {folder}.", folder=str(out.parent)), _("Choose another place for the file."))
    check_target(out)
    me = identity(ws)
    if me.audited:
        _say_who_audits(ws, me.audited)
    below = () if roles.is_leadership(ws) else sorted(me.below)  # the units send to the office themselves
    chosen = (ws.unit, ALL) if ws.is_office else tuple(sorted(me.audited)) or (ws.unit, *below)
    sent = writer.send(ws.store, ws.key, me, out, units=chosen, forwarded=forwarding.to_pass_on(ws.store, me))
    if not sent.locked:
        ws.notices.append(_("The file is signed, but not locked: this store knows no key of its recipient yet. Whoever "
                            "finds the file can read it."))  # fmt: skip
    if sent.stayed:
        ws.notices.append(n_("{n} attached file found no room in this bundle; it goes with the next one, after the answer of "
                             "the QA office.", "{n} attached files found no room in this bundle; they go with the next one, "
                             "after the answer of the QA office.", sent.stayed))  # fmt: skip
    return {
        "file": str(sent.file), "bundle": sent.bundle, "records": sent.records, "changes": sent.changes,
        "attachments": sent.attachments,
    }  # fmt: skip


def _say_who_audits(ws: Workspace, audited: Iterable[str]) -> None:
    """The audited units and the office learn the name behind an auditor's work: it goes with the units' records."""
    with ws.store.writing() as tx:
        own = tx.fold(Key(OFFICE, "person", ws.person))
        keys = [Key(unit, "person", ws.person) for unit in sorted(audited)]
        ws.write(tx, [Edit(key, own.shown, seen={}) for key in keys if own is not None and tx.row_of(key) is None])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, in words."""

    result: FileResult

    @property
    def sentence(self) -> Localised:
        """What happened, for a person."""
        result = self.result
        if result.reason is not None:
            return result.reason
        if result.status == "already":
            return _("It was received before; nothing has changed.")
        if result.conflicts_new:
            return n_("New changes: {changes}. {n} field differs on two sides.",
                      "New changes: {changes}. {n} fields differ on two sides.",
                      result.conflicts_new, changes=result.changes_new)  # fmt: skip
        return _("New changes: {changes}, records: {records}.", changes=result.changes_new,
                 records=result.records_new + result.records_changed)  # fmt: skip

    def as_json(self, language: str) -> dict[str, Any]:
        result = self.result
        shown: dict[str, Any] = {
            "file": str(result.file), "status": result.status, "unit": result.unit, "changes_new": result.changes_new,
            "records_new": result.records_new, "records_changed": result.records_changed,
            "conflicts_new": result.conflicts_new, "proposals_new": result.proposals_new,
        }  # fmt: skip
        if result.via:
            shown["via"] = list(result.via)
        if result.reason is not None:
            shown["reason"] = result.reason.text(language)
        return shown


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of the files of a run, and which records differ now."""

    outcomes: list[Outcome]
    changes: Changes


def receive(
    ws: Workspace, paths: Iterable[Path], *, progress: Progress = no_progress, cancelled: Callable[[], bool] = never,
    unopened: bool = False,
) -> Reception:  # fmt: skip
    """Merge files, or the bundles in folders; one bad file stops no other.

    With `unopened` a dean's office puts aside what comes from the units below it, to pass it on as it is.
    """
    paths = [Path(path) for path in paths]
    me = identity(ws)
    if unopened and not me.below:
        raise UserError(_("There are no units below this one, so there is nothing to pass on unopened."))
    before = ws.profile
    received = receiving.receive(ws.store, paths, me, progress=progress, cancelled=cancelled, unopened=unopened)
    if ws.profile is not before:
        ws.notices.append(_("The QA office has changed the profile of the institution: words, levels and forms follow it now."))
    return _outcomes(ws, received)


def take_parked(ws: Workspace) -> Reception:
    """Merge what was put aside for want of a newer program: once after each update, and nothing otherwise."""
    if ws.store.settings().get(_TRIED_BY) == str(reader.FORMAT):
        return Reception([], Changes.of(()))
    received = receiving.receive_kept(ws.store, identity(ws))
    ws.store.set_settings({_TRIED_BY: str(reader.FORMAT)})
    received.files = [result for result in received.files if result.status in ("merged", "rejected")]
    return _outcomes(ws, received)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the bundles in the folders named, in the order in which they are taken in."""
    return receiving.files_of(paths)


def unit_names(ws: Workspace) -> dict[str, Localised]:
    """What every unit is called, the QA office too, by its code."""
    with ws.store.reading() as tx:
        names: dict[str, Localised] = {code: unit.name for code, unit in units.units(tx, ws.profile).items()}
    return names | dict.fromkeys(("office", ALL), ws.profile.qa_office.name)


def _outcomes(ws: Workspace, received: Received) -> Reception:
    if received.needs_new_device:
        opened = keys.new_device(ws.store)
        ws.key = opened.key
        if opened.reason:
            ws.notices.append(opened.reason)
    if said := clocks.told(received.odd_clocks):
        ws.notices.append(said)
    return Reception([Outcome(result) for result in received.files], Changes.of(received.keys, many=received.many))


def own_digits(ws: Workspace) -> str:
    """The digits of this store's device, to be read out by phone."""
    return digits(ws.key.public_key)


def confirm_device(ws: Workspace, device: str) -> Reception:
    """Believe a device whose digits were compared, and merge what waited for it."""
    return _outcomes(ws, receiving.confirm_device(ws.store, device, identity(ws)))


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that was put aside: its SHA-256, whose it is, what it was called, why it waits."""

    sha256: str
    unit: str
    file: str
    status: str
    reason: Localised | None

    def as_json(self, language: str) -> dict[str, str]:
        return {
            "sha256": self.sha256, "unit": self.unit, "file": self.file, "status": self.status,
            "reason": self.reason.text(language) if self.reason is not None else "",
        }  # fmt: skip


def waiting_files(ws: Workspace) -> list[WaitingFile]:
    """The files that wait for a person, or for a newer program."""
    with ws.store.reading() as tx:
        return [WaitingFile(e.sha256, e.unit, e.file, e.status, e.reason) for e in ledger.kept_entries(tx)]


def accept_waiting(ws: Workspace, sha256: str) -> Reception:
    """Take in a file although a device behind it was revoked."""
    _check_waits(ws, sha256)
    return _outcomes(ws, receiving.accept_waiting(ws.store, sha256, identity(ws)))


def dismiss_waiting(ws: Workspace, sha256: str) -> None:
    """Have nothing to do with a file that waits."""
    _check_waits(ws, sha256)
    receiving.dismiss_waiting(ws.store, sha256)


def _check_waits(ws: Workspace, sha256: str) -> None:
    if sha256 not in {each.sha256 for each in waiting_files(ws)}:
        raise UserError(_("No file “{name}” waits here.", name=sha256), _("“qms-desktop waiting” lists them."))

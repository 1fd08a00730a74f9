"""Return bundles: what the QA office gives back to a unit, one file a unit.

A return bundle holds the records of the unit and of those below it, with whatever the office wrote in them (verdicts,
remarks, register numbers, audits, nonconformities), and what the office published to all, the approved documents of
every unit among it. It holds no record of any other unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import file_names
from qms_desktop.core.messages import _
from qms_desktop.exchange import hierarchy, trust, writer
from qms_desktop.exchange.hierarchy import ALL
from qms_desktop.exchange.recipients import check_not_shut_out, is_shut_out
from qms_desktop.journal.fold import DELETED, OFFICE
from qms_desktop.services import publishing, return_news, roles, units
from qms_desktop.services.enrolment import refresh_list
from qms_desktop.services.exchanging import ENDING, identity
from qms_desktop.services.return_news import Returnee
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading, tables
from qms_desktop.store.authoring import Edit
from qms_desktop.store.faults import told
from qms_desktop.store.store import Progress, no_progress
from qms_desktop.store.transaction import Key, Transaction


@dataclass(frozen=True, slots=True)
class Returned:
    """A return bundle that was written: for which unit, where, and how many records it holds."""

    unit: str
    file: Path
    records: int

    def as_json(self) -> dict[str, Any]:
        return {"unit": self.unit, "file": str(self.file), "records": self.records}


def return_bundles(
    ws: Workspace, codes: Sequence[str], folder: Path, *, everyone: bool = False, progress: Progress = no_progress
) -> list[Returned]:
    """Write `CODE.qmsb` for each unit named, or for `everyone` who can read one; UserError before the first is written.

    Each file appears whole or not at all; one that was there is replaced.
    """
    if not ws.is_office:
        raise UserError(_("Only the QA office makes return bundles."), _("Send your own with “qms-desktop send”."))
    with ws.store.reading() as tx:
        known = units.units(tx, ws.profile)
        chosen = [*codes, *(code for code in _readers(tx, known) if code not in codes)] if everyone else list(codes)
        for code in chosen:
            if code not in known:
                raise UserError(_("There is no unit {unit}.", unit=code), _("“qms-desktop units” lists them."))
            check_not_shut_out(tx, code)
        above = hierarchy.parents(tx)
        contents = {code: _contents(ws, code, known, above) for code in dict.fromkeys(chosen)}
    if not contents:
        raise UserError(_("No unit can read a return bundle yet."), _("Invite the units, or name those that you mean."))
    with told():
        folder.mkdir(parents=True, exist_ok=True)
    publish_signers(ws)
    publishing.publish_approved(ws)
    refresh_list(ws)
    names, me = file_names(contents, ENDING), identity(ws)
    with ws.store.reading() as tx:
        position = tx.position()
    written, lying_open = [], []
    for number, (code, chains) in enumerate(contents.items()):
        progress(number, len(contents))
        sent = writer.send(ws.store, ws.key, me, folder / names[code], recipient=code, units=chains)
        return_news.note(ws, code, position)
        written.append(Returned(code, sent.file, sent.records))
        lying_open += [] if sent.locked else [code]
    progress(len(contents), len(contents))
    if lying_open:
        ws.notices.append(
            _("Signed, but not locked: {units}. They have sent nothing yet and have no invitation, so whoever finds their "
              "files can read them.", units=", ".join(lying_open))
        )  # fmt: skip
    return written


def _contents(ws: Workspace, code: str, known: Iterable[str], above: Mapping[str, str]) -> tuple[str, ...]:
    """Whose records a unit gets: its own, those of the units below it, what is published; the rector's office gets all."""
    if roles.leads(ws.profile, code):
        return tuple(dict.fromkeys((code, ALL, *known, OFFICE)))
    return (code, ALL, *hierarchy.under(above, code))


def awaiting(ws: Workspace) -> list[Returnee]:
    """The units that can read a return bundle, in Kyrgyz order of their names, and for which there is news."""
    with ws.store.reading() as tx:
        readers = _readers(tx, units.units(tx, ws.profile))
    return return_news.returnees(ws, readers)


def _readers(tx: Transaction, known: Iterable[str]) -> list[str]:
    """The units that have a computer or an invitation, or have sent anything, in the order in which they are known."""
    invitation, chain = tables.invitation, tables.chain
    readers = {device.unit for device in trust.devices(tx).values() if device.role == "department"}
    readers |= set(tx.connection.execute(select(invitation.c.unit).where(invitation.c.state != "withdrawn")).scalars())
    readers |= set(tx.connection.execute(select(chain.c.unit)).scalars())
    return [code for code in known if code in readers and not is_shut_out(tx, code)]


def publish_signers(ws: Workspace) -> None:
    """Let everybody see who writes for the office: its people's records are moved to what is published to all."""
    with ws.store.writing() as tx:
        edits = []
        for person in reading.records(tx, reading.Query("person", unit=OFFICE)):
            own = Key(OFFICE, "person", person["id"])
            folded = tx.fold(own)
            if folded is not None:
                edits.append(Edit(own._replace(unit=ALL), {c: v for c, v in folded.shown.items() if c != DELETED}))
                edits.append(Edit(own, {DELETED: True}))
        if edits:
            ws.write(tx, edits)

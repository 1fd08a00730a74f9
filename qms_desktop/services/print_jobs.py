"""From what stands on a form to what is painted: the check code of the versions that it shows, its frame, its signers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qms_desktop.core.messages import Localised
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.fold import OFFICE
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper.data import Approver, PrintJob, Sheet, Signatory
from qms_desktop.paper.form import Form
from qms_desktop.services import units
from qms_desktop.services.paper_numbers import number_on_paper, unit_in_numbers
from qms_desktop.services.print_bodies import Print
from qms_desktop.services.signing import Staff
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import ALL, Workspace, period_now
from qms_desktop.store.transaction import Transaction
from qms_desktop.store.versions import version_of


def prepared(
    tx: Transaction, ws: Workspace, form: Form, prints: Sequence[Print], selection: Selection, language: str, *,
    is_copy: bool = False,
) -> tuple[list[Stamp], list[PrintJob]]:
    """The check code and the job of each print of a form; a copy is marked as one that nobody keeps up to date."""
    stamps = [stamp_of(tx, ws, form.code, p, language) for p in prints]
    person, staff = units.person(tx, ws.person), Staff.of(tx)
    jobs = []
    for p, stamp in zip(prints, stamps, strict=True):
        job = PrintJob(ws.profile, _sheet(tx, ws, form, p, stamp, selection, language, is_copy), p.body)
        own = person if (p.unit or ws.unit) == ws.unit else {}
        roles = _signatories(ws, form, job, own)
        sheet = replace(job.sheet, signatories=[staff.named(one, p.unit or selection.unit) for one in roles])
        jobs.append(replace(job, sheet=sheet))
    return stamps, jobs


@dataclass(frozen=True, slots=True)
class Stamp:
    """Names the versions on a sheet: `fingerprint` is long enough for a machine, `shown` for a person to type."""

    fingerprint: str
    versions: list[str]

    @property
    def shown(self) -> str:
        code = self.fingerprint[:10].upper()
        return f"{code[:4]} {code[4:8]} {code[8:]}"

    @property
    def qr(self) -> str:
        return f"QMS1:{self.fingerprint[:32].upper()}"


def stamp_of(tx: Transaction, ws: Workspace, code: str, p: Print, language: str) -> Stamp:
    versions = []
    for key in p.records:
        folded = tx.fold(key)
        versions.append(version_of(KINDS[key.kind], folded) if folded else "")
    named = "\n".join([ws.profile.key, code, language, *map("/".join, p.records), *versions])
    return Stamp(sha256_hex(named.encode()), versions)


def _sheet(
    tx: Transaction, ws: Workspace, form: Any, p: Print, stamp: Stamp, selection: Selection, language: str, is_copy: bool
) -> Sheet:
    described = ws.profile.forms.get(form.code)
    unit = p.unit or selection.unit
    known = units.person(tx, ws.person)
    period = "" if p.period is None else p.period or selection.year or period_now(ws.profile)
    return Sheet(
        title=p.title,
        edition=p.edition or (described.edition if described else 1),
        valid_from=p.valid_from or (described.valid_from if described else None),
        unit=_whose(tx, ws, unit),
        period=period,
        record_number=p.number if p.number_is_whole else number_on_paper(
            described, unit_in_numbers(ws.profile, unit), period, p.number, p.numbered_by),
        registration_number=p.registration,
        accepted=p.accepted,
        state=p.state,
        version=p.version,
        is_draft=p.is_draft,
        is_superseded=p.is_superseded,
        is_translation=language != ws.profile.original_language,
        is_copy=is_copy,
        unnumbered=p.unnumbered,
        printed_at=dt.datetime.now(),
        printed_by=known.get("name", ""),
        fingerprint="" if p.is_blank else stamp.shown,
        qr="" if p.is_blank else stamp.qr,
        approver=_approver(ws, described.approved_by if described else form.approved_by, p),
        considered=p.considered,
        agreed=p.agreed,
    )


def _whose(tx: Transaction, ws: Workspace, unit: str | None) -> Localised:
    """The unit that a paper is of; the institution where it is of the whole, the QA office where it is of nobody else."""
    if unit == ALL:
        return ws.profile.institution
    return units.unit_name(tx, ws.profile, unit) if unit and unit != OFFICE else ws.profile.qa_office.name


def _approver(ws: Workspace, named: str | None, p: Print) -> Approver:
    """Who approved the record, as it says itself, else the position that approves the form, whose name is written by hand."""
    if p.approver is not None and p.approver.position:
        return p.approver
    profile, position = ws.profile, ""
    if named:
        position = profile.approvers.get(named) or profile.positions.get(named) or profile.approvers.get("unit", "")
    return replace(p.approver, position=position) if p.approver is not None else Approver(position)


def _signatories(ws: Workspace, form: Any, job: PrintJob, person: dict[str, str]) -> list[Signatory]:
    """Who signs: the form's roles, the first of them the person who prints, where they print for their own unit."""
    roles = list(form.signatories(job))
    if roles and person and not roles[0].name and not roles[0].another:
        roles[0] = replace(roles[0], position=person["position"], name=person["name"])
    return roles

"""Printing a form: what stands on it, the fingerprint of the versions it shows, the record that it was printed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _, speaking
from qms_desktop.journal.canonical import sha256_hex
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.models.catalogue import KINDS
from qms_desktop.paper.data import Approver, PrintJob, Sheet, Signatory
from qms_desktop.paper.form import Form
from qms_desktop.paper.forms import FORMS
from qms_desktop.paper.render import render
from qms_desktop.services import print_bodies, units
from qms_desktop.services.acts import version_of
from qms_desktop.services.papers import EACH
from qms_desktop.services.print_bodies import Print
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.faults import told
from qms_desktop.store.transaction import Key, Transaction


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed: the pages, how many records stand on them, a check code a sheet."""

    file: str
    pages: int
    records: int
    fingerprints: list[str]


def form_named(code: str) -> Form:
    """The form of that code; a Latin F will do for Ф."""
    found = FORMS.get(code.strip().upper().replace("F", "Ф").replace("Ф0", "Ф-0").replace("--", "-"))
    if found is None:
        raise UserError(_("There is no printed form “{form}”.", form=code), _("“qms-desktop forms” lists them."))
    return found


def print_form(
    ws: Workspace, code: str, out: Path | BinaryIO, *, ids: Sequence[str] = (), unit: str | None = None,
    year: str | None = None, language: str | None = None, preview: bool = False, blank: bool = False,
    variant: str = "",
) -> Printed:
    """Print a form for the records named, or for all that belong on it, in a language.

    `variant` names one of the profile's change sheets for Ф-16. A preview leaves no trace; a print is kept as a `printout` record, the same one for the same versions.
    """
    form = form_named(code)
    language = language or ws.language
    ids = tuple(dict.fromkeys(ids))
    selection = Selection(unit or (None if ws.is_office or ids else ws.unit), year, ids or None)
    with ws.store.reading() as tx, speaking(language):
        units.check_unit(tx, ws.profile, unit)
        _check_ids(tx, form, ids)
        prints = print_bodies.prints(tx, ws.profile, form, selection, language, blank=blank, variant=variant)
        stamps = [_stamp(tx, ws, form.code, p, language) for p in prints]
        person = units.people(tx).get(ws.person, {})
        jobs = []
        for p, stamp in zip(prints, stamps, strict=True):
            job = PrintJob(ws.profile, _sheet(tx, ws, form, p, stamp, selection, language), p.body)
            own = person if (p.unit or ws.unit) == ws.unit else {}
            sheet = replace(job.sheet, signatories=_signatories(ws, form, job, own))
            jobs.append(replace(job, sheet=sheet))
    with told():
        rendered = render(form.code, jobs, out, language)
    if not preview and ws.role != "reader":
        _keep(ws, form.code, prints, stamps, language)
    return Printed(
        str(out) if isinstance(out, Path) else "", rendered.pages,
        sum(len(p.records) for p in prints), [stamp.shown for stamp in stamps],
    )  # fmt: skip


def _check_ids(tx: Transaction, form: Form, ids: Sequence[str]) -> None:
    """UserError for a record named that is not here, or does not stand on the form."""
    kinds = {*form.kinds, EACH.get(form.code)}
    for record_id in ids:
        if not any(key.kind in kinds and reading.record(tx, key) for key in reading.keys_of(tx, record_id)):
            raise UserError(_("There is no record {id} that the form {form} could show.", id=record_id, form=form.code),
                            _("“qms-desktop list KIND” lists the records."))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stamp:
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


def _stamp(tx: Transaction, ws: Workspace, code: str, p: Print, language: str) -> _Stamp:
    versions = []
    for key in p.records:
        folded = tx.fold(key)
        versions.append(version_of(KINDS[key.kind], folded) if folded else "")
    named = "\n".join([ws.profile.key, code, language, *map("/".join, p.records), *versions])
    return _Stamp(sha256_hex(named.encode()), versions)


def _sheet(
    tx: Transaction, ws: Workspace, form: Any, p: Print, stamp: _Stamp, selection: Selection, language: str
) -> Sheet:
    described = ws.profile.forms.get(form.code)
    unit = p.unit or selection.unit
    known = units.people(tx).get(ws.person, {})
    period = p.period or period_now(ws.profile)
    return Sheet(
        edition=described.edition if described else 1,
        valid_from=described.valid_from if described else None,
        unit=units.unit_name(tx, ws.profile, unit) if unit and unit != OFFICE else ws.profile.qa_office.name,
        period=period,
        record_number=number_on_paper(described, unit, period, p.number),
        registration_number=p.registration,
        accepted=p.accepted,
        state=p.state,
        version=p.version,
        is_draft=p.is_draft,
        is_translation=language != "ky",
        printed_at=dt.datetime.now(),
        printed_by=known.get("name", ""),
        fingerprint=stamp.shown,
        qr=stamp.qr,
        approver=Approver(_approver(ws, described)),
    )


def _approver(ws: Workspace, described: Any) -> Any:
    """The position that approves the form; the person's name is written by hand."""
    if described is None or not described.approved_by:
        return ""
    return ws.profile.positions.get(described.approved_by) or ws.profile.approvers.get("unit", "")


def _signatories(ws: Workspace, form: Any, job: PrintJob, person: dict[str, str]) -> list[Signatory]:
    """Who signs: the form's roles, the first of them the person who prints, where they print for their own unit."""
    roles = list(form.signatories(job))
    if roles and person:
        roles[0] = replace(roles[0], position=person["position"], name=person["name"])
    return roles


_UNKNOWN = re.compile(r"\{\w+\}")


def number_on_paper(described: Any, unit: str | None, period: str, number: str) -> str:
    """The record's number after the form's pattern, `ТП-{unit}-{year}`; a part that is not known is left out."""
    if described is None:
        return number
    parts = {"unit": unit or "", "year": period.split("/")[0], "period": period.replace("/", "-"), "process": number,
             "edition": str(described.edition), "nn": number, "nnnn": number, "plan": number}  # fmt: skip
    pattern = described.number
    for name, value in parts.items():
        pattern = pattern.replace("{" + name + "}", value)
    return "-".join(part for part in _UNKNOWN.sub("", pattern).split("-") if part)


def _keep(ws: Workspace, code: str, prints: Sequence[Print], stamps: Sequence[_Stamp], language: str) -> None:
    edits = []
    with ws.store.writing() as tx:
        for p, stamp in zip(prints, stamps, strict=True):
            home = p.unit if ws.role == "auditor" else ws.unit  # an auditor's prints belong to the audited unit
            if home is None:
                continue
            key = Key(home, "printout", ruled_id(ws.profile.key, "printout", ws.unit, stamp.fingerprint))
            if tx.row_of(key) is None:
                edits.append(Edit(key, {
                    "form": code, "records": [f"{k.unit}/{k.kind}/{k.id}" for k in p.records],
                    "versions": stamp.versions, "language": language, "fingerprint": stamp.fingerprint,
                    "period": p.period or period_now(ws.profile),
                }, seen={}))  # fmt: skip
        if edits:
            ws.write(tx, edits)

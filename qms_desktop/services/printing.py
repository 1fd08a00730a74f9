"""Printing a form, and the record that it was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _, speaking
from qms_desktop.journal.fold import OFFICE
from qms_desktop.journal.identity import ruled_id
from qms_desktop.paper.form import Form
from qms_desktop.paper.forms import FORMS, PAPERS
from qms_desktop.paper.render import render_form
from qms_desktop.services import (
    papers,
    print_audit_reports,
    print_bodies,
    print_jobs,
    print_processes,
    print_reviews,
    transmittal,
    units,
)
from qms_desktop.services.print_base import Print
from qms_desktop.services.print_jobs import Stamp
from qms_desktop.services.views import Selection
from qms_desktop.services.workspace import ALL, Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.faults import told
from qms_desktop.store.transaction import Key, Transaction

__all__ = ["Printed", "form_named", "print_form"]


_OF_STORE = {made.CODE: made.prints for made in (transmittal, print_processes, print_reviews, print_audit_reports)}
"""The forms that say more than their records hold: of bundles, of figures that are counted."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed: the pages, how many records stand on them, a check code a sheet."""

    file: str
    pages: int
    records: int
    fingerprints: list[str]


def form_named(code: str) -> Form:
    """The form of that code, for which a Latin F will do for Ф; or the paper of that name."""
    found = PAPERS.get(code.strip().lower()) or FORMS.get(
        code.strip().upper().replace("F", "Ф").replace("Ф0", "Ф-0").replace("--", "-"))  # fmt: skip
    if found is None:
        raise UserError(_("There is no printed form “{form}”.", form=code), _("“qms-desktop forms” lists them."))
    return found


def print_form(
    ws: Workspace, code: str, out: Path | BinaryIO, *, ids: Sequence[str] = (), unit: str | None = None,
    year: str | None = None, language: str | None = None, preview: bool = False, blank: bool = False,
    variant: str = "", copy: bool = False,
) -> Printed:
    """Print a form for the records named, or for all that belong on it, in a language.

    `variant` is one of `papers.variants`. A `copy` says that it is one; what a reader prints always is. A preview and a
    blank leave no trace; a print is kept as a `printout` record, the same one for the same versions.
    """
    form = form_named(code)
    language = language or ws.language
    ids = tuple(dict.fromkeys(ids))
    selection = Selection(unit or (None if ws.is_office or ids else ws.unit), year, ids or None)
    with ws.store.reading() as tx, speaking(language):
        units.check_unit(tx, ws.profile, unit)
        _check_ids(tx, form, ids)
        _check_variant(ws, form, variant)
        if form.code in _OF_STORE and not blank:
            prints = _OF_STORE[form.code](tx, ws, selection, language)
        else:
            prints = print_bodies.prints(tx, ws.profile, form, selection, language, blank=blank, variant=variant)
        is_copy = copy or ws.role == "reader"
        stamps, jobs = print_jobs.prepared(tx, ws, form, prints, selection, language, is_copy=is_copy)
    with told():
        rendered = render_form(form, jobs, out, language)
    if not preview and ws.role != "reader":
        _keep(ws, form.code, prints, stamps, language)
    return Printed(
        str(out) if isinstance(out, Path) else "", rendered.pages,
        sum(len(p.records) for p in prints), [stamp.shown for p, stamp in zip(prints, stamps, strict=True) if not p.is_blank],
    )  # fmt: skip


def _check_ids(tx: Transaction, form: Form, ids: Sequence[str]) -> None:
    """UserError for a record named that is not here, or does not stand on the form."""
    kinds = {*form.kinds, papers.EACH.get(form.code)}
    for record_id in ids:
        if not any(key.kind in kinds and reading.record(tx, key) for key in reading.keys_of(tx, record_id)):
            raise UserError(_("There is no record {id} that the form {form} could show.", id=record_id, form=form.code),
                            _("“qms-desktop list KIND” lists the records."))  # fmt: skip


def _check_variant(ws: Workspace, form: Form, variant: str) -> None:
    """UserError for a way of printing that the form does not know."""
    known = papers.variants(ws, form.code)
    if variant and variant not in known:
        raise UserError(_("The form {form} is not printed as “{variant}”.", form=form.code, variant=variant),
                        _("Name one of {known}.", known=", ".join(known)) if known else None)  # fmt: skip


def _keep(ws: Workspace, code: str, prints: Sequence[Print], stamps: Sequence[Stamp], language: str) -> None:
    edits = []
    with ws.store.writing() as tx:
        for p, stamp in zip(prints, stamps, strict=True):
            home = p.unit if ws.role == "auditor" else ws.unit  # an auditor's prints belong to the audited unit
            if home is None or p.is_blank or (ws.role == "auditor" and home in (ALL, OFFICE)):
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

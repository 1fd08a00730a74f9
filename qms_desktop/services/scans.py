"""Signed sheets come back as scans: each is found by its check code, attached to what it shows, and noted as signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _
from qms_desktop.paper.scanned import PREFIX, codes_in
from qms_desktop.services import files, records
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.sheet_check import keys_on, sheet_of, stands
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key, Transaction


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of one sheet in a file.

    `status` is `filed`, `already` (this very scan was filed before), `unknown` (a sheet that was not printed from the
    records here), `no_code`, or `unreadable`. `current`: whether its records still stand as they were printed.
    """

    file: Path
    status: str
    record: str = ""
    form: str = ""
    version: str = ""
    current: bool = False
    reason: Localised | None = None

    def as_json(self, language: str) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "file": str(self.file), "record": self.record or None, "version": self.version or None, "current": self.current,
            "status": self.status,
        }  # fmt: skip
        if self.form:
            shown["form"] = self.form
        if self.reason is not None:
            shown["reason"] = self.reason.text(language)
        return shown


def scan(ws: Workspace, paths: Sequence[Path]) -> tuple[list[Scanned], SaveResult]:
    """File scans; one that cannot be filed stops no other. A file of several sheets is attached to each."""
    ws.check_may_write()
    found: list[Scanned] = []
    done: list[SaveResult] = []
    for path in paths:
        try:
            codes = codes_in(path)
            sheets = [_filed(ws, path, code, done) for code in codes]
        except UserError as problem:
            found.append(Scanned(path, "unreadable", reason=problem.message))
            continue
        found += sheets or [Scanned(path, "no_code", reason=_(
            "There is no check code of a printed form in {name}. Scan the whole page, with the square code at its foot.",
            name=path.name))]  # fmt: skip
    return found, records.joined(done)


def _filed(ws: Workspace, path: Path, code: str, done: list[SaveResult]) -> Scanned:
    fingerprint = code.removeprefix(PREFIX).lower()
    with ws.store.reading() as tx:
        sheet = sheet_of(tx, fingerprint)
        if sheet is None:
            return Scanned(path, "unknown", reason=_(
                "The sheet in {name} was not printed from the records here. Receive the bundle of its unit first.", name=path.name))
        current, home = stands(tx, sheet), _home(tx, sheet)
    version = (sheet["versions"] or [""])[0] if len(sheet["records"] or ()) == 1 else fingerprint[:16]
    attached = files.attach(ws, home.id, [path], unit=home.unit)
    if not sheet["signed_on"]:
        done.append(records.save(ws, "printout", [
            {"id": sheet["id"], "unit": sheet["unit"], "signed_on": dt.date.today().isoformat()}]))  # fmt: skip
    done.append(attached)
    reason = None if current else _(
        "The record was changed after the sheet was printed: what is signed is an earlier version. Print it again and have it signed.")
    status = "filed" if attached.change_ids else "already"
    return Scanned(path, status, home.id, sheet["form"] or "", version, current, reason)


def _home(tx: Transaction, sheet: dict[str, Any]) -> Key:
    """Where the scan belongs: to the one record that the sheet shows; a register's to the note that it was printed."""
    keys = keys_on(sheet)
    if len(keys) == 1 and reading.record(tx, keys[0]) is not None:
        return keys[0]
    return Key(sheet["unit"], "printout", sheet["id"])

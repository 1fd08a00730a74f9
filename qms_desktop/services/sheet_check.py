"""Whether a printed sheet is genuine: the check code at its foot is typed, the program says what it shows."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qms_desktop.core.errors import UserError
from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import units
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.reading import Query
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.versions import version_of

LEAST = 8
"""So many characters of a code tell one sheet from all others."""

_AS_LATIN = str.maketrans("АВСЕавсе", "ABCEabce")
"""The letters of a code as a Russian keyboard types them."""


class Checked(Struct, frozen=True):
    """What is known of a sheet. `status` is `current`, `changed` (a record on it was changed since) or `unknown`.

    `record` is the one that it shows, with its kind; empty where it shows several.
    """

    status: str
    sentence: Localised
    form: str = ""
    kind: str = ""
    record: str = ""
    printed_on: str = ""
    signed_on: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        return {
            "status": self.status, "said": self.sentence.text(language), "form": self.form or None, "record": self.record or None,
            "printed_on": self.printed_on or None, "signed_on": self.signed_on or None,
        }  # fmt: skip


def check(ws: Workspace, code: str) -> Checked:
    """The sheet of a check code, however its characters are grouped; UserError for what is no code."""
    typed = "".join(code.split()).translate(_AS_LATIN).lower().strip(".-")
    if len(typed) < LEAST or any(letter not in "0123456789abcdef" for letter in typed):
        raise UserError(_("“{code}” is no check code.", code=code.strip()),
                        _("It stands at the foot of the sheet: digits and the letters A to F, at least {n} of them.", n=LEAST))  # fmt: skip
    with ws.store.reading() as tx:
        sheet = sheet_of(tx, typed)
        if sheet is None:
            return Checked("unknown", _("No sheet with this code was printed from the records here. It is a copy for outside, the bundle of "
                                        "its unit has not come yet, or it is not genuine."))  # fmt: skip
        return _told(ws, tx, sheet)


def sheet_of(tx: Transaction, fingerprint: str) -> dict[str, Any] | None:
    """The printout whose fingerprint begins so."""
    return next((row for row in reading.records(tx, Query("printout", search=fingerprint))
                 if fingerprint and (row["fingerprint"] or "").startswith(fingerprint)), None)  # fmt: skip


def keys_on(sheet: dict[str, Any]) -> list[Key]:
    """The records that a sheet shows."""
    return [Key(*named.split("/", 2)) for named in sheet["records"] or ()]


def stands(tx: Transaction, sheet: dict[str, Any]) -> bool:
    """Whether everything on the sheet still stands in the version that was printed."""
    keys = keys_on(sheet)
    for key, version in zip(keys, sheet["versions"] or (), strict=False):
        folded = tx.fold(key) if key.kind in KINDS else None
        if folded is None or folded.deleted or version_of(KINDS[key.kind], folded) != version:
            return False
    return bool(keys)


def _told(ws: Workspace, tx: Transaction, sheet: dict[str, Any]) -> Checked:
    keys, row = keys_on(sheet), tx.row_of(Key(sheet["unit"], "printout", sheet["id"]))
    changes = tx.changes_of(row) if row is not None else []
    printed = min(change.at for change in changes)[:10] if changes else ""
    said = {
        "form": Text.of(sheet["form"] or "–"), "unit": units.unit_name(tx, ws.profile, sheet["unit"]),
        "day": Text.of(format_date(printed) if printed else "–"),
    }  # fmt: skip
    current = stands(tx, sheet)
    sentence = (
        _("The sheet is genuine: {form}, {unit}, printed on {day}. It shows what the records say now.", **said) if current else
        _("The sheet is genuine: {form}, {unit}, printed on {day}. But the records were changed since: it shows an earlier version.", **said)
    )  # fmt: skip
    one = keys[0] if len(keys) == 1 and reading.record(tx, keys[0]) is not None else None
    return Checked("current" if current else "changed", sentence, sheet["form"] or "", one.kind if one else "", one.id if one else "",
                   printed, sheet["signed_on"] or "")  # fmt: skip

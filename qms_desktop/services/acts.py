"""Moving records through their states: a unit submits, the QA office accepts or returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Joined, _
from qms_desktop.journal.fold import Folded
from qms_desktop.models.catalogue import kind_named
from qms_desktop.models.cells import values_of
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.models.kind import Kind
from qms_desktop.services.records import refuse_doubles
from qms_desktop.services.remarks import remark_cells, settling_cells
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Key, Transaction
from qms_desktop.store.versions import handed_version


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody who moves records says: the reason, and remarks on single fields."""

    why: str
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Acted:
    key: Key
    state: str
    change: str


def act(
    ws: Workspace, action: str, ids: Sequence[str], *, why: str = "", remarks: Mapping[str, str] | None = None
) -> list[Acted]:
    """Move records, all or none; UserError says why one cannot be moved so.

    A return may carry `remarks` on single fields, by their names.
    """
    remarks = remarks or {}
    if remarks and action != "return":
        raise UserError(_("Remarks go with a return."), _("Return the record, and say what the unit should mend."))
    step = _STEPS.get(action)
    if step is None:
        raise UserError(_("Records of these kinds cannot be moved by “{action}”.", action=action),
                        _("They can be: {actions}.", actions=", ".join(_STEPS)))  # fmt: skip
    with ws.store.writing() as tx:
        edits = []
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        refuse_doubles(keys)
        for key in keys:
            kind = kind_named(key.kind)
            folded = tx.fold(key)
            if folded is None or folded.deleted or "submission" not in kind.stored_fields:
                raise UserError(_("“{kind}” is not handed over by itself.", kind=kind.label),
                                _("It travels with every bundle as it is."))  # fmt: skip
            cells = step(ws, kind, folded, Said(why, remarks))
            edits.append(Edit(key, cells, why=why))
        changes, _appended = ws.write(tx, edits)
        return [Acted(e.key, _state(tx, e.key), c.id) for e, c in zip(edits, changes, strict=True)]


def _state(tx: Transaction, key: Key) -> str:
    return (reading.record(tx, key) or {}).get("state", "draft")


def _submit(ws: Workspace, kind: Kind, folded: Folded, _said: Said) -> Mapping[str, Any]:
    values, _refused = values_of(kind, folded.shown)
    missing = kind.missing(values)
    if missing:
        raise UserError(
            _("“{title}” is not complete: {fields}.", title=kind.title_of(values, ws.profile, "ky"),
              fields=Joined(tuple(f.label for f in missing))),
            _("Fill in what is missing, then submit it."),
        )  # fmt: skip
    return {"submission": {"version": handed_version(kind, folded.shown), "period": values.get("period") or period_now(ws.profile)}}


def _verdict(result: str) -> Callable[[Workspace, Kind, Folded, Said], Mapping[str, Any]]:
    def step(ws: Workspace, kind: Kind, folded: Folded, said: Said) -> Mapping[str, Any]:
        if not ws.is_office:
            raise UserError(_("Only the QA office accepts or returns."))
        submission = folded.shown.get("submission")
        if not isinstance(submission, dict):
            raise UserError(_("It was not submitted yet."), _("The unit submits it first."))
        if result == "returned" and not said.why.strip() and not said.remarks:
            raise UserError(_("A return needs a reason."), _("Write what the unit should mend."))
        cells: dict[str, Any] = {"verdict": {"version": submission.get("version"), "result": result}}
        if result == "returned":
            cells["remarks"] = said.why.strip() or None
            return cells | remark_cells(kind, said.remarks, str(submission.get("version")))
        return cells | settling_cells(kind, folded)

    return step


_STEPS = {"submit": _submit, "accept": _verdict("accepted"), "return": _verdict("returned")}


def submittable(tx: Transaction) -> list[str]:
    """The kinds whose records are handed over one by one, as far as there are records of them."""
    return reading.present(tx, HANDED_OVER)

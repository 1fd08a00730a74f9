"""The QA office's register numbers: given at acceptance, one after the other, and never to a second record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS, kind_named
from qms_desktop.models.declared import HANDED_OVER
from qms_desktop.models.kind import Kind
from qms_desktop.services.saved import Saved, SaveResult, refuse_doubles
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.authoring import Edit
from qms_desktop.store.transaction import Transaction

_SERIAL = re.compile(r"\{(n+)\}")


class Register:
    """The numbers that one act gives out; those of voided and deleted records are counted, so that none comes twice."""

    def __init__(self, ws: Workspace, tx: Transaction, day: dt.date | None = None) -> None:
        self._tx = tx
        pattern = ws.profile.number_pattern("registration_number") or "{nnnn}"
        pattern = pattern.replace("{year}", str((day or ws.today).year))
        if not _SERIAL.search(pattern):
            pattern += "-{nnnn}"
        self._before, self._digits, self._after = _SERIAL.split(pattern, maxsplit=1)
        self._last: int | None = None

    def cells(self, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
        """The cell that gives a record its number; none where it has one, or where its kind is not registered."""
        return {kind.register: self.next()} if kind.register and not values.get(kind.register) else {}

    def next(self) -> str:
        """The next number of the institution's register."""
        if self._last is None:
            alike = re.compile(re.escape(self._before) + r"(\d+)" + re.escape(self._after))
            self._last = max((int(found[1]) for number in _given(self._tx) if (found := alike.fullmatch(number))), default=0)
        self._last += 1
        return f"{self._before}{self._last:0{len(self._digits)}d}{self._after}"


def _given(tx: Transaction) -> Iterable[str]:
    """Every number that a record of the register has or, before it was deleted, had."""
    for name in HANDED_OVER:
        kind = KINDS[name]
        if not kind.register:
            continue
        yield from filter(None, reading.column(tx, reading.Query(name), kind.register))
        for key in reading.gone(tx, name):
            folded = tx.fold(key)
            number = folded.shown.get(kind.register) if folded is not None else None
            if isinstance(number, str):
                yield number


def register(ws: Workspace, ids: Sequence[str]) -> SaveResult:
    """Give numbers to records that were accepted before there was a register, all or none."""
    if not ws.is_office:
        raise UserError(_("Only the QA office gives register numbers."))
    with ws.store.writing() as tx:
        keys = [reading.key_of(tx, record_id) for record_id in ids]
        refuse_doubles(keys)
        edits: list[Edit] = []
        numbers = Register(ws, tx)
        for key in keys:
            values = reading.record(tx, key) or {}
            if not (values.get("verdict") or {}).get("result") == "accepted":
                raise UserError(_("Only what was accepted is registered."), _("Accept it: then it gets its number by itself."))
            cells = numbers.cells(kind_named(key.kind), values)
            if cells:
                edits.append(Edit(key, cells))
        changes, appended = ws.write(tx, edits)
    made = {change.record: change.id for change in changes}
    return SaveResult([Saved(key, made.get(key.id)) for key in keys], appended)

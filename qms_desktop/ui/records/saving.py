"""What is typed, pasted and deleted in a table becomes changes: one a row when it is left, one batch for a paste."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.models.kind import Kind
from qms_desktop.services import drafts, records
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import REST
from qms_desktop.ui.records.matching import same_items
from qms_desktop.ui.records.pending import PendingRows, Shown
from qms_desktop.ui.records.rows import RECORD
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.model import Refused
from qms_desktop.ui.table.source import Patch
from qms_desktop.ui.table.view import Sheet

_OWN_KEPT = 20
_REFUSALS_SAID = 3
_LONGEST_LABEL = 60


class Saving(QObject):
    """Saves a table's edits. `batched(sentence)` tells what can be taken back, `made(id, column)` a record that was
    begun in the last row, in that column, `lost` that the table must be read again."""

    batched = Signal(object)
    made = Signal(str, int)
    lost = Signal()

    def __init__(
        self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, sheet: Sheet, notices: NoticeArea,
        new_values: Callable[[], dict[str, Any]],
    ) -> None:  # fmt: skip
        super().__init__(sheet)
        self._ws, self._runner, self._editing, self._kind = ws, runner, editing, kind
        self._sheet, self._notices, self._new_values = sheet, notices, new_values
        self.shown = Shown(Base(0))
        self.pending = PendingRows(sheet, self._save)
        self.own: set[str] = set()
        """Records that were saved from here and not read again yet."""
        self._begun: dict[str, Any] | None = None
        self._begun_in = -1
        self._more: dict[str, Any] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._keep_draft)
        sheet.rows.edited.connect(lambda _batch: self._rest.start())
        sheet.rows.refused.connect(self._refused)

    def show(self, base: Base) -> None:
        """The table was read again; while something typed waits, its author has not seen that."""
        if not self.pending.is_waiting():
            self.shown = Shown(base, self.shown.own[-_OWN_KEPT:])

    def base(self) -> Base:
        """What the person who looks at the table was shown."""
        return Base(self.shown.base.position, tuple(self.shown.own))

    def flush(self) -> None:
        self.pending.flush()

    # --- saving --------------------------------------------------------------------------------------------------

    def _save(self, batch: list[Patch]) -> None:
        self._rest.stop()
        beginning = len(batch) == 1 and batch[0][0] is None
        if beginning and self._begun is not None and not self._begun.keys() & batch[0][1].keys():
            self._more.update(batch[0][1])  # the next cell of the row that is being made
            return
        rows = {row_id: self._sheet.rows.row(self._sheet.rows.find(row_id)) for row_id, _values in batch if row_id is not None}
        objects = [self._object(row_id, values, rows.get(row_id)) for row_id, values in batch]
        if beginning:
            self._begun, self._begun_in = batch[0][1], self._sheet.currentIndex().column()
        self._run(objects, self._label(batch, rows), lambda result: self._saved(batch, result))

    def _run(self, objects: list[dict[str, Any]], label: Localised, done: Callable[[SaveResult], None]) -> None:
        shown, ws, kind = self.shown, self._ws, self._kind.name
        self._editing.act(
            lambda: shown.save(lambda base: records.save(ws, kind, objects, base=base)), label,
            done=done, refused=self._save_refused,
        )  # fmt: skip

    def _object(self, row_id: Any, values: dict[str, Any], row: Mapping[str, Any] | None) -> dict[str, Any]:
        if row is None:
            return {**self._new_values(), **values}
        record, values = row[RECORD], dict(values)
        if values.get("measures"):
            values["measures"] = same_items(record.get("measures") or [], values["measures"])
        return {"id": row_id, "unit": record["unit"], **values}

    def _saved(self, batch: list[Patch], result: SaveResult) -> None:
        self.own.update(saved.key.id for saved, (row_id, _values) in zip(result.saved, batch, strict=True) if row_id)
        if len(batch) > 1:
            new = sum(row_id is None for row_id, _values in batch)
            self.batched.emit(n_("{n} row was added", "{n} rows were added", new) if new == len(batch)
                              else n_("{n} row was changed", "{n} rows were changed", len(batch)))  # fmt: skip
            return
        key = result.saved[0].key
        if batch[0][0] is not None:
            self._runner.run(lambda: drafts.drop(self._ws, key), title=_("Keeping what is typed"))
            return
        more, self._more, self._begun = self._more, {}, None
        self.made.emit(key.id, self._begun_in)
        if more:
            self._run([{"id": key.id, "unit": key.unit, **more}], self._kind.label, lambda _result: None)

    def _label(self, batch: list[Patch], rows: Mapping[Any, Mapping[str, Any] | None]) -> Localised:
        """What undo will be called: `Т-МТК-01: Ыктымалдуулук 3 → 4`."""
        if len(batch) > 1:
            return n_("{kind}: {n} row", "{kind}: {n} rows", len(batch), kind=self._kind.plural)
        row_id, values = batch[0]
        row = rows.get(row_id)
        if row is None:
            return _("{kind}: a new row", kind=self._kind.plural)
        record = row[RECORD]
        name = record.get("code") or self._kind.title_of(record, self._ws.profile, "ky")
        if len(values) > 1:
            return _("Editing “{title}”", title=name)
        field_name, value = next(iter(values.items()))
        field = self._kind.fields[field_name]
        old, new = (field.show(v, self._ws.profile, "ky") or "–" for v in (record.get(field_name), value))
        if len(old) + len(new) > _LONGEST_LABEL:
            return _("{record}: {field}", record=name, field=field.label)
        return _("{record}: {field} {old} → {new}", record=name, field=field.label, old=old, new=new)

    def _save_refused(self, error: UserError) -> None:
        self._begun, self._more = None, {}
        self._notices.refuse(error)
        self.lost.emit()

    def _refused(self, refused: list[Refused]) -> None:
        """Say beside the table which values did not go in, and why."""
        names = {column.key: column.name or column.title for column in self._sheet.rows.columns}
        said = " ".join(
            str(_("Row {row}, {column}, “{text}”: {problem}", row=one.row + 1, column=names[one.key], text=one.text,
                  problem=one.error.message)) for one in refused[:_REFUSALS_SAID]
        )  # fmt: skip
        more = len(refused) - _REFUSALS_SAID
        rest = n_("…and {n} more value.", "…and {n} more values.", more) if more > 0 else ""
        self._notices.say(_("Not taken in. {said} {rest}", said=said, rest=rest), "warning")

    # --- drafts, deleting ----------------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        row = self._sheet.rows.row(self._sheet.currentIndex().row())
        values = self.pending.waiting(row["id"]) if row else {}
        if row and values:
            record, base = row[RECORD], self.base()
            key = Key(record["unit"], record["kind"], record["id"])
            given = self._object(row["id"], values, row)
            kept = {name: given[name] for name in values}
            self._runner.run(lambda: drafts.keep(self._ws, key, kept, base), title=_("Keeping what is typed"))

    def delete(self, ids: list[str]) -> None:
        """Delete records; what can be taken back is said."""
        self.flush()
        row = self._sheet.rows.row(at) if (at := self._sheet.rows.find(ids[0])) is not None else None
        record = row[RECORD] if row else {}
        name = record.get("code") or self._kind.title_of(record, self._ws.profile, "ky")
        said: Localised = n_("{n} row was deleted", "{n} rows were deleted", len(ids))
        if len(ids) == 1:
            said = _("“{title}” was deleted", title=name)
        shown, ws = self.shown, self._ws
        self._editing.act(
            lambda: shown.save(lambda base: records.delete(ws, ids, base=base)), said,
            done=lambda _result: self.batched.emit(said), refused=self._save_refused,
        )  # fmt: skip

"""The history of a record with its remark on top; a value of it can be put back."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind
from qms_desktop.services import told
from qms_desktop.services.told import Said as Told
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.history import Event, HistoryList
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.moments import moment
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import Lines

_KEPT_BY_PROGRAM = {"submission", "verdict", "deleted", "order"}


class Past(QWidget):
    """`show_record(kind, record, form)`: saves that put a value back go out as changes that can be undone."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__()
        self._ws, self._runner, self._editing = ws, runner, editing
        self._told: dict[str, Told] = {}
        self._record: dict[str, Any] = {}
        self._asked = 0
        self.remark = Card(kind="open")
        self.remark_text = Label(wrap=True)
        head = row(IconLabel("message-circle-warning", "medium"), Label(_("Remark of the QA office"), "strong", wrap=True))
        head.setStretch(1, 1)
        self.remark.add(head)
        self.remark.add(self.remark_text)
        self.remark.add(Label(_("Mend what is meant; the record goes back with the next bundle."), "small", "text2", wrap=True))
        self.remark.hide()
        self.list = HistoryList()
        self.list.followed.connect(self._put_back)
        self.setLayout(column(self.remark, self.list, gap=10))

    def show_record(self, kind: Kind, record: dict[str, Any], form: RecordForm) -> None:
        """Read and show what happened to a record."""
        self._kind, self._record, self._form = kind, record, form
        self._asked += 1
        number, record_id = self._asked, record["id"]
        remark = record.get("remarks") if record.get("state") == "returned" else None
        self.remark.setVisible(bool(remark))
        self.remark_text.say(remark or "")

        def done(said: list[Told]) -> None:
            if number == self._asked:
                self._show(said)

        self._runner.run(lambda: told.history(self._ws, record_id), done=done)

    def _show(self, said: list[Told]) -> None:
        self._told = {change.change: change for change in said}
        events = []
        for place, change in enumerate(said):
            if not change.sentences:
                continue
            back = place < len(said) - 1 and self._restored(change)
            icon, token = ("inbox", "text2") if change.by_office else ("pencil", "text2")
            events.append(Event(
                Lines(tuple(change.sentences)), change.who, moment(change.at), change.why or None, icon, token,
                _("Put the value back") if back else None, change.change,
            ))  # fmt: skip
        self.list.show_events(events)

    def _restored(self, change: Told) -> dict[str, Any]:
        """The values of the record's fields as they were before a change; empty where they stand so or cannot be."""
        if self._ws.role == "reader":
            return {}
        values: dict[str, Any] = {}
        items: dict[str, list[dict[str, Any]]] = {}
        for name, old in change.values.items():
            list_name, _slash, rest = name.partition("/")
            item_id, _slash, part = rest.rpartition("/")
            if (part or name) in _KEPT_BY_PROGRAM:
                continue
            field = self._kind.stored_fields.get(list_name)
            if field is None or field.by_program or not self._form.may_edit(field):
                return {}
            if rest:
                given = items.setdefault(list_name, [dict(item) for item in self._record.get(list_name) or ()])
                item = next((item for item in given if item["id"] == item_id), None)
                if item is None:
                    return {}  # the item is gone
                item[part] = old
            else:
                values[name] = old
        values |= items
        return {name: value for name, value in values.items() if value != self._record.get(name)}

    def _put_back(self, change_id: str) -> None:
        change = self._told.get(change_id)
        values = self._restored(change) if change else {}
        if not values:
            return
        self._form.leave()
        record, name = self._record, next(iter(values))
        label = _("{record}: {field}, the earlier value", record=record.get("code") or self._kind.title_of(record, self._ws.profile, "ky"),
                  field=self._kind.fields[name].label)  # fmt: skip
        self._editing.save(self._kind.name, [{"id": record["id"], "unit": record["unit"], **values}], label)

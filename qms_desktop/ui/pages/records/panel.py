"""The side panel of a record of any kind: its form as laid out from the declaration, its steps, what leads on from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from qms_desktop.core.fields import UnitField
from qms_desktop.core.messages import Localised, _, p_
from qms_desktop.models.kind import Kind
from qms_desktop.services import protocol_parts, roles
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.pages.records import layout
from qms_desktop.ui.pages.records.guide import WHO, ProtocolGuide
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.naming import offer_units
from qms_desktop.ui.records.panel import LINKS, Part, RecordPanel
from qms_desktop.ui.records.reference_editor import UnitEditor
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said


class KindPanel(RecordPanel):
    """`show_one(record, …)` shows a record, `begin(unit, values)` an empty form of one that is made when it is typed in."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, *, printed: bool) -> None:
        self.guide = ProtocolGuide(ws) if kind.name == "nonconformity" else None
        super().__init__(ws, runner, editing, kind, _parts(kind, ws.role), layout.editors(kind), printed=printed)
        self.form.made.connect(self._take_made)
        self.expand.show()

    # --- laying out ----------------------------------------------------------------------------------------------

    def lay_form(self) -> None:
        body = self.tab("form").body
        if self.guide is not None:  # in the order of reading, in which the focus goes too
            self.guide.chosen.connect(self.open_part)
            body.insertWidget(0, self.guide)
        field = UnitField(p_("record", "Unit that it belongs to"))
        field.__set_name__(UnitField, "unit")
        self.unit_box = FieldBox(UnitEditor(field, self._ws.profile), field.label, hint=_("Empty: the QA office itself."))
        self.unit_box.changed.connect(self._belong)
        offer_units(self._ws, self._runner, self.unit_box.editor)
        self.unit_box.hide()
        body.insertWidget(0 if self.guide is None else 1, self.unit_box)
        super().lay_form()

    def add_part(self, part: Part) -> Any:
        fold = super().add_part(part)
        if self.guide is not None:
            mine = next(each for each in protocol_parts.PARTS if each.key == part.key)
            fold.note.say(WHO[mine.by])
        return fold

    def open_part(self, key: str) -> None:
        """Open a section of the form, and close the others."""
        self.tabs.choose("form")
        for part in self.parts:
            self.folds[part.key].set_open(part.key == key)
        self.folds[key].button.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing -------------------------------------------------------------------------------------------------

    def begin(self, unit: str | None, values: Mapping[str, Any], *, ask_unit: bool) -> None:
        """Show an empty form; the record is made of what is typed in it."""
        self.record = None
        self.form.begin(unit, values)
        self.unit_box.setVisible(ask_unit)
        self.unit_box.set_read_only(False)
        self.unit_box.set_value(unit)
        self.naming.show_record({"unit": unit or self._ws.unit})
        for part in (self.locked, self.newer, self.openings, self.onwards, self.delete_button):
            part.hide()
        self.moves.announce(self.kind.name, unit or self._ws.unit)
        self.tabs.choose("form")
        self.tabs.set_count(LINKS, None)
        self.show_record(self.kind.called(self._ws.profile), _("New: {kind}", kind=self.kind.label))
        self.judge()
        if self.guide is not None:
            self._open_what_is_next({})
        self.tab("form").verticalScrollBar().setValue(0)
        first = next((name for part in self.parts for name in part.fields if not values.get(name)), self.parts[0].fields[0])
        (self.unit_box if ask_unit and not unit else self.form.box(first)).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _belong(self) -> None:
        unit = self.unit_box.value() or self._ws.unit
        self.form.belong(unit)
        if self.form.is_new():
            self.moves.announce(self.kind.name, unit)

    def _take_made(self, key: Key) -> None:
        """The record of the empty form is there: what is shown goes on being typed in."""
        self.record = {"id": key.id, "unit": key.unit, "kind": key.kind}

    def show_one(self, record: dict[str, Any], base: Base, place: int, of: int) -> None:
        another = self.record is None or self.record["id"] != record["id"]
        self.unit_box.setVisible(not another and not self.unit_box.isHidden())  # what is being typed in stays in its place
        self.unit_box.set_read_only(True)
        super().show_one(record, base, place, of)
        self.delete_button.setVisible(roles.makes_records(self._ws, self.kind.name) and self.form_is_ours())
        if another and self.guide is not None:
            self._open_what_is_next(record)

    def form_is_ours(self) -> bool:
        """Whether something of the record is this person's to write."""
        return any(self.form.may_edit(self.kind.fields[name]) for part in self.parts for name in part.fields)

    def _open_what_is_next(self, record: Mapping[str, Any]) -> None:
        now = protocol_parts.current(record)
        for part in self.parts:
            self.folds[part.key].set_open(now is not None and part.key == now.part.key)

    def judge(self) -> None:
        super().judge()
        if self.guide is not None:
            self.guide.show_values(self.form.values())

    def summary(self, part: Part, values: dict[str, Any]) -> Said:
        if self.guide is None:
            return super().summary(part, values)
        standing = next(each for each in protocol_parts.standings(values) if each.part.key == part.key)
        return {"done": _("filled"), "now": _("it is the turn of this part"), "later": ""}[standing.stage]


def _parts(kind: Kind, role: str) -> tuple[Part, ...]:
    if kind.name != "nonconformity":
        return layout.parts(kind, role)
    return tuple(Part(part.key, _numbered(part), part.fields, open=False) for part in protocol_parts.PARTS)


def _numbered(part: protocol_parts.ProtocolPart) -> Localised:
    return _("{n}. {title}", n=part.number, title=part.title)

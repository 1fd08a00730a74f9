"""A form of one record, made from its kind's declaration: typed, kept as a draft, saved as one change on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from qms_desktop.core.errors import FieldProblem, UserError
from qms_desktop.core.fields import ChoiceField, Field, ItemsField, PeopleField
from qms_desktop.core.messages import Localised, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.services import drafts, records
from qms_desktop.services.entry import may_write
from qms_desktop.services.findings import findings
from qms_desktop.services.locks import is_open, lock_of
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import ALL, Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.editors import EditorFactory, editor_for
from qms_desktop.ui.records.pending import Shown
from qms_desktop.ui.runner import Runner

REST = 2_000  # ms of rest after which what was typed is kept as a draft


class RecordForm(QObject):
    """The fields of one record and what becomes of what is typed in them.

    The page lays the boxes out as it likes: `form.box("title")`. What is typed becomes a durable draft after two
    seconds of rest, and one change when `leave()` is called (another record, printing, sending, closing).
    """

    edited = Signal()
    saved = Signal(object)  # SaveResult
    made = Signal(object)  # Key of a record that was begun here
    help_asked = Signal(str)

    def __init__(
        self, ws: Workspace, runner: Runner, editing: Editing, kind: Kind, names: Sequence[str] | None = None,
        editors: Mapping[str, EditorFactory] | None = None,
    ) -> None:  # fmt: skip
        """`editors` gives some fields another editor than that of their type."""
        super().__init__()
        self._ws, self._runner, self._editing = ws, runner, editing
        self.kind = kind
        self.key: Key | None = None
        self._record: dict[str, Any] = {}
        self._base = Base(0)
        self._new: dict[str, Any] | None = None
        self._making: dict[str, Any] | None = None
        self._touched: set[str] = set()
        self._editors = editors or {}
        names = names or [name for name, field in kind.stored_fields.items() if not field.by_program]
        self._boxes = {name: self._box(kind.fields[name], ws.profile) for name in names}
        self.shared: Callable[[], Shown | None] = lambda: None
        """What else on the page saves changes of the same record, so that none is taken for somebody else's."""
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self._keep_draft)

    def _box(self, field: Field, profile: Profile) -> FieldBox:
        box = FieldBox(
            self._editors.get(field.name, editor_for)(field, profile), field.label, required=field.required,
            help_key=f"{self.kind.name}.{field.name}" if field.help else "", hint=None,
        )  # fmt: skip
        box.changed.connect(lambda name=field.name: self._touch(name))
        box.left.connect(lambda name=field.name: self._check(name))
        box.help_asked.connect(self.help_asked)
        return box

    def box(self, name: str) -> FieldBox:
        """The box of a field: label, editor, hint or problem."""
        return self._boxes[name]

    def boxes(self) -> list[FieldBox]:
        """The boxes of all fields."""
        return list(self._boxes.values())

    # --- showing -------------------------------------------------------------------------------------------------

    def show_record(self, record: Mapping[str, Any], base: Base) -> None:
        """Show a record as read at `base`; what was typed in the one before is saved first."""
        self.leave()
        self._touched.clear()
        self._new = self._making = None
        self.key = Key(record["unit"], record["kind"], record["id"])
        self._record, self._base = dict(record), base
        for name, box in self._boxes.items():
            box.set_value(record.get(name))
            box.set_read_only(not self.may_edit(self.kind.fields[name]))

    def begin(self, unit: str | None, values: Mapping[str, Any]) -> None:
        """Show an empty form: once something is typed in it a record of the unit is made, with these values besides."""
        self.leave()
        self._touched.clear()
        self.key, self._making = None, None
        self._new = {**({"unit": unit} if unit else {}), **values}
        empty = {name: [] if name in self.kind.item_lists else None for name in self.kind.fields}
        self._record = {"unit": unit or self._ws.unit, "kind": self.kind.name, **empty, **values}
        for name, box in self._boxes.items():
            box.set_value(values.get(name))
            box.set_read_only(not self.may_edit(self.kind.fields[name]))

    def belong(self, unit: str) -> None:
        """Say to which unit the record that is begun here is to belong."""
        if self._new is not None:
            self._new["unit"] = self._record["unit"] = unit

    def is_new(self) -> bool:
        """Whether the form is one of a record that is not made yet."""
        return self._new is not None

    def show_again(self, record: Mapping[str, Any], base: Base) -> None:
        """Show what a refresh read, unless something is being typed: then what was shown stays the base."""
        if self._touched or self.key is None or record["id"] != self.key.id:
            return
        self._record, self._base = dict(record), base
        for name, box in self._boxes.items():
            if box.value() != record.get(name):
                box.set_value(record.get(name))
            box.set_read_only(not self.may_edit(self.kind.fields[name]))

    def may_edit(self, field: Field) -> bool:
        """Whether it is this person's to write now: not what others own, the records of units below,
        what is locked, or what the program wrote with the record."""
        foreign = self._ws.role == "department" and self.key is not None and self.key.unit not in (self._ws.unit, ALL)
        locked = lock_of(self._ws, self.kind, self._record) is not None and not is_open(self.kind, field)
        return not foreign and not locked and not field.kept and may_write(self.kind, field, self._ws.role)

    def values(self) -> dict[str, Any]:
        """The record with what is typed in it, computed fields brought up to date."""
        values = dict(self._record)
        for name in self._touched:
            field = self.kind.fields[name]
            try:
                values[name] = field.check(self._boxes[name].value(), self._ws.profile)
            except FieldProblem:
                values[name] = None
        return values | self.kind.compute(values, self._ws.profile)

    def write(self, name: str, value: Any) -> None:
        """Fill a field in for the person, as if it were typed."""
        self._boxes[name].set_value(value)
        self._touch(name)

    def show_doubts(self) -> None:
        """Say beside each field what is doubtful in what is typed; what is merely empty is not pointed at."""
        said = {found.field: found.sentence for found in findings(self.kind, self.values(), self._ws.profile)
                if found.severity in ("doubt", "late")}  # fmt: skip
        for name, box in self._boxes.items():
            box.show_doubt(said.get(name))

    # --- typing --------------------------------------------------------------------------------------------------

    def _touch(self, name: str) -> None:
        self._touched.add(name)
        self._timer.start()
        self.edited.emit()

    def _check(self, name: str) -> Localised | None:
        """Check a field on leaving it; what is wrong stands below it."""
        box = self._boxes[name]
        try:
            self.kind.fields[name].check(box.value(), self._ws.profile)
        except FieldProblem as problem:
            box.show_problem(problem.message)
            return problem.message
        box.show_problem(None)
        return None

    def typed(self) -> dict[str, Any]:
        """What is typed and not saved yet, by field; fields that cannot be are left out."""
        return {name: self._boxes[name].value() for name in sorted(self._touched) if self._check(name) is None}

    def _keep_draft(self) -> None:
        key, values, base = self.key, self.typed(), self._base
        if self._new is not None:
            self.leave()  # a new record has no draft: it is made
        elif key is not None and values:
            self._runner.run(lambda: drafts.keep(self._ws, key, values, base), title=_("Keeping what is typed"))

    def leave(self) -> None:
        """Make one change of what is typed; what cannot be saved stays in its field with the reason below."""
        self._timer.stop()
        key, values = self.key, self.typed()
        if key is None and values:
            self._make(values)
        if key is None or not values:
            return
        base, kind, ws, shared = self._base, self.kind, self._ws, self.shared()
        given = [{"id": key.id, "unit": key.unit, **values}]
        self._touched -= values.keys()

        def work() -> SaveResult:
            own = (*base.own, *shared.own) if shared is not None else base.own
            result = records.save(ws, kind.name, given, base=Base(base.position, own))
            if shared is not None:
                shared.own += result.change_ids
            return result

        def saved(result: SaveResult) -> None:
            if self.key == key:
                self._base = Base(base.position, (*base.own, *result.change_ids))
                self._record.update(values)
            self._runner.run(lambda: drafts.drop(self._ws, key), title=_("Keeping what is typed"))
            self.saved.emit(result)

        title = kind.title_of(self._record, self._ws.profile, "ky")
        label = _("Editing “{title}”", title=title) if title else kind.label
        self._editing.act(work, label, done=saved, refused=lambda error: self._refused(key, values, error))

    def _make(self, values: dict[str, Any]) -> None:
        """Make the record that was begun; what is typed while it is being made is saved after it."""
        if self._making is not None:
            self._making |= values
            self._touched -= values.keys()
            return
        if self._new is None:
            return
        new, ws, kind = self._new, self._ws, self.kind
        self._new, self._making = None, (more := {})
        self._touched -= values.keys()

        def made(result: SaveResult) -> None:
            key = result.saved[0].key
            if self._making is more:
                self._making, self.key = None, key
                self._base = Base(0, tuple(result.change_ids))
                self._record.update(values | {"id": key.id, "unit": key.unit})
            if more:
                self._editing.save(kind.name, [{"id": key.id, "unit": key.unit, **more}], kind.label)
            self.made.emit(key)

        def refused(error: UserError) -> None:
            if self._making is more:
                self._new, self._making = new, None
                self._touched |= values.keys() | more.keys()
            self._runner.job_refused.emit(None, error)

        self._editing.act(lambda: records.save(ws, kind.name, [{**new, **values}]), _("New: {kind}", kind=kind.label),
                          done=made, refused=refused)  # fmt: skip

    def _refused(self, key: Key, values: Mapping[str, Any], error: UserError) -> None:
        """What was not saved is still typed."""
        if self.key == key:
            self._touched |= values.keys()
        self._runner.job_refused.emit(None, error)

    def retranslate(self) -> None:
        """Show values in the words of the new language."""
        for name, box in self._boxes.items():
            field = self.kind.fields[name]
            if name not in self._touched and not isinstance(field, ChoiceField | ItemsField | PeopleField):
                box.set_value(self._record.get(name))

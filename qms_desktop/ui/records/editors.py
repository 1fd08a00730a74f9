"""Which editor a field has in a form: one for every field type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core import fields as f
from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.fields import Field
from qms_desktop.core.messages import Localised, _, current_language
from qms_desktop.core.profile import Profile
from qms_desktop.ui.components.choices import ComboBox
from qms_desktop.ui.components.editors import ChoiceEditor, DateEditor, LineEditor, ListEditor, TextEditor
from qms_desktop.ui.components.scale import ScaleEditor
from qms_desktop.ui.records.columns import column_for, scale_steps
from qms_desktop.ui.records.reference_editor import ReferenceEditor
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.items import ItemsEditor
from qms_desktop.ui.theme.theme import look

EditorFactory = Callable[[Any, Profile], QWidget]


def _text(field: f.TextField, profile: Profile) -> QWidget:
    return TextEditor(lines=field.lines) if field.lines > 1 else _offering(field, profile, LineEditor())


def _offering(field: Field, profile: Profile, editor: LineEditor | ListEditor) -> QWidget:
    """The editor, which completes the words of the profile that the field offers."""
    if field.offers:
        gone = profile.withdrawn(field.offers)
        used = (words for key, words in profile.choices(field.offers).items() if key not in gone)
        editor.offer(words.text(current_language()) for words in used)
    return editor


def _choice(field: f.ChoiceField, profile: Profile) -> QWidget:
    return ChoiceEditor(field.offered(profile), empty=_("Choose"))


class ProcessEditor(ComboBox):
    """A process of the register, chosen by its name, a card that the page knows, or words of one's own."""

    changed = Signal()

    def __init__(self, field: f.ProcessField, profile: Profile) -> None:
        super().__init__()
        self._field, self._profile = field, profile
        self._value: str | None = None
        self._cards: dict[str, str] = {}
        self.setEditable(True)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.lineEdit().textEdited.connect(self._typed)
        self.activated.connect(self._chosen)
        language.changed.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self.clear()
        for seed in self._profile.processes:
            self.addItem(str(seed.name), seed.id)
        for card, name in self._cards.items():
            self.addItem(name, card)
        self.set_value(self._value)

    def offer_cards(self, cards: dict[str, str]) -> None:
        """The process cards that can be chosen as well: their names by their ids."""
        self._cards = {card: name for card, name in cards.items() if name}
        self._offer()

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value
        self.setCurrentIndex(self.findData(value))
        self.setEditText(self._cards.get(value or "") or self._field.show(value, self._profile, current_language()))

    def set_wrong(self, wrong: bool) -> None:
        look(self, "wrong", wrong)

    def setReadOnly(self, read_only: bool) -> None:
        self.setEnabled(not read_only)

    def _typed(self, text: str) -> None:
        self._value = self._field.parse(text, self._profile)
        self.changed.emit()

    def _chosen(self, index: int) -> None:
        self._value = self.itemData(index)
        self.changed.emit()


def _process(field: f.ProcessField, profile: Profile) -> QWidget:
    return ProcessEditor(field, profile)


def _yes_or_no(_field: f.BooleanField, _profile: Profile) -> QWidget:
    return _Boolean()


class _Boolean(ChoiceEditor):
    def __init__(self) -> None:
        super().__init__({"yes": _("yes"), "no": _("no")}, empty=_("Choose"))

    def value(self) -> bool | None:
        return {"yes": True, "no": False}.get(super().value() or "")

    def set_value(self, value: bool | None) -> None:
        super().set_value({True: "yes", False: "no"}.get(value))


class TypedLine(LineEditor):
    """A line whose text its field reads: numbers, deadlines. `value()` is the text; the field checks it."""

    def __init__(self, field: Field, profile: Profile) -> None:
        super().__init__()
        self._field, self._profile = field, profile

    def set_value(self, value: Any) -> None:
        super().set_value("" if value is None else self._field.show(value, self._profile, current_language()))

    def value(self) -> Any:
        text = self.text().strip()
        try:
            return self._field.parse(text, self._profile)
        except FieldProblem:
            return text or None

    def problem(self) -> Localised | None:
        """What the field refuses in the text."""
        try:
            self._field.parse(self.text().strip(), self._profile)
        except FieldProblem as problem:
            return problem.message
        return None


def _line(field: Field, profile: Profile) -> QWidget:
    return TypedLine(field, profile)


def _strings(field: f.StringsField, profile: Profile) -> QWidget:
    return _offering(field, profile, ListEditor(_("Add…")))


class DatesEditor(ListEditor):
    """The days of a `DatesField`, each on its line as the language writes it."""

    def __init__(self, field: f.DatesField, _profile: Profile) -> None:
        self._field = field
        super().__init__(_("Add…"))

    def set_value(self, value: Iterable[str] | None) -> None:
        super().set_value(self._field.days(value, current_language()))


class RecordItems(ItemsEditor):
    """The items of a list in a small table; each keeps the id by which the journal knows it."""

    def __init__(self, item_fields: dict[str, Field], profile: Profile) -> None:
        wide = next(iter(item_fields))
        columns = [
            column_for(field, profile, 220 if name == wide else 110, editable=True, wrap=True, stretch=name == wide)
            for name, field in item_fields.items()
        ]
        super().__init__(columns)

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        super().set_value([{**item, "item": item.get("id")} for item in value or ()])

    def value(self) -> list[dict[str, Any]]:
        found = []
        for item in super().value():
            item_id = item.pop("item", None)
            found.append({"id": item_id, **item} if item_id else item)
        return found


def _people(_field: f.PeopleField, profile: Profile) -> QWidget:
    parts = {"position": f.PersonField(_("Position")), "name": f.PersonField(_("Name"))}
    for name, part in parts.items():
        part.__set_name__(type(part), name)
    return RecordItems(parts, profile)


def _items(field: f.ItemsField, profile: Profile) -> QWidget:
    return RecordItems(field.item_fields, profile)


EDITORS: dict[type[Field], EditorFactory] = {
    f.TextField: _text,
    f.UnitField: _text,
    f.PersonField: _text,
    f.ProcessField: _process,
    f.ChoiceField: _choice,
    f.ProfileChoiceField: _choice,
    f.ScaleField: lambda field, profile: ScaleEditor(scale_steps(field, profile), profile.scale(field.scale).explanation),
    f.IntegerField: _line,
    f.NumberField: _line,
    f.DateField: lambda _field, _profile: DateEditor(),
    f.DeadlineField: _line,
    f.BooleanField: _yes_or_no,
    f.StringsField: _strings,
    f.DatesField: DatesEditor,
    f.PeopleField: _people,
    f.ItemsField: _items,
    f.ReferenceField: ReferenceEditor,
}


def editor_for(field: Field, profile: Profile) -> QWidget:
    """The editor of a field's type, or of the nearest type above it."""
    for kind in type(field).__mro__:
        if kind in EDITORS:
            return EDITORS[kind](field, profile)
    raise LookupError(f"the field type {type(field).__name__} has no editor")

"""The items of a list one below the other, each in two lines; one opens to be edited in a form of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    Field,
    ItemsField,
    NumberField,
    TextField,
)
from qms_desktop.core.messages import Localised, _, current_language
from qms_desktop.core.profile import Profile
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.components.label import Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.records.editors import editor_for
from qms_desktop.ui.speech import language

_SHORT = (DateField, ChoiceField, NumberField, BooleanField)


class ItemCards(QWidget):
    """`value()` is the list of items with their ids; an item that was emptied goes."""

    changed = Signal()
    add_words: Localised = _("Add an entry")
    remove_words: Localised = _("Remove the entry")

    def __init__(self, field: ItemsField, profile: Profile) -> None:
        super().__init__()
        self.fields, self.profile = field.item_fields, profile
        self.main = next(iter(self.fields))
        self._items: list[dict[str, Any]] = []
        self._open: int | None = None
        self._form: ItemForm | None = None
        self._read_only = False
        self._rows = column(gap=4)
        self.add_button = Button(self.add_words, "link", "plus")
        self.add_button.clicked.connect(self.add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setLayout(column(self._rows, row(self.add_button, None), gap=4))
        language.changed.connect(self._show)

    # --- as an editor --------------------------------------------------------------------------------------------

    def value(self) -> list[dict[str, Any]]:
        return [dict(item) for item in self._items if any(v not in (None, "", []) for k, v in item.items() if k != "id")]

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        """Show items; the one that is open stays so if it is still there."""
        before, given = self._items, [dict(item) for item in value or ()]
        opened = before[self._open] if self._open is not None and self._open < len(before) else {}
        same = [place for place, item in enumerate(given) if opened.get("id") and item.get("id") == opened["id"]]
        if not same and opened and not opened.get("id") and len(given) == len(before):
            same = [self._open] if given[self._open].get(self.main) == opened.get(self.main) else []
        self._items, self._open = given, same[0] if same else None
        self._show()

    def set_wrong(self, wrong: bool) -> None:
        """What is wrong stands below; single items say it beside themselves."""

    def setReadOnly(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        self._show()

    # --- showing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open a new item to be written."""
        self._items.append(dict.fromkeys(self.fields))
        self.open_item(len(self._items) - 1)

    def opened(self) -> ItemForm | None:
        """The form of the item that is open."""
        return self._form

    def open_item(self, place: int | None) -> None:
        """Open one item, close the others; None closes all."""
        if not self._read_only:
            self._open = place
            self._show()
            if self._form is not None:
                self._form.focus(self.main)

    def open_first_gap(self) -> None:
        """Open the first item in which something is missing, or a new one where there is none."""
        gaps = [place for place, item in enumerate(self._items) if self.gap_of(item)]
        if not self._items:
            self.add()
            return
        place = gaps[0] if gaps else 0
        self.open_item(place)
        if gaps and self._form is not None:
            self._form.focus(self.gap_of(self._items[place]) or self.main)

    def gap_of(self, item: dict[str, Any]) -> str:
        """The field of an item that is to be filled next; empty where nothing is missing."""
        return "" if item.get(self.main) else self.main

    def line_of(self, item: dict[str, Any], read_only: bool) -> ItemLine:
        """An item that is not open."""
        return ItemLine(self._line(item), read_only, str(item.get(self.main) or ""))

    def _line(self, item: dict[str, Any]) -> QWidget:
        said = {name: field.show(item.get(name), self.profile, current_language()) for name, field in self.fields.items()}
        words = said.pop(self.main)
        holder = QWidget()
        text = Label(words or _("Write it"), wrap=True, tone="text" if words else "high")
        second = Label(" · ".join(filter(None, said.values())), "small", "text2", wrap=True)
        holder.setLayout(column(text, *([second] if any(said.values()) else []), gap=1))
        return holder

    def _show(self) -> None:
        clear(self._rows)
        self._form = None
        for place, item in enumerate(self._items):
            if place == self._open and not self._read_only:
                self._form = made = ItemForm(item, self.fields, self.profile, self.remove_words)
                made.edited.connect(self._edited)
                made.closed.connect(lambda: self.open_item(None))
                made.removed.connect(lambda place=place: self._remove(place))
                self._rows.addWidget(made)
            else:
                line = self.line_of(item, self._read_only)
                line.opened.connect(lambda place=place: self.open_item(place))
                self._rows.addWidget(line)
            self._rows.addWidget(rule())

    def _edited(self, name: str) -> None:
        if self._form is not None:
            self.follow_up(self._form.item, name)
        self.changed.emit()

    def follow_up(self, item: dict[str, Any], name: str) -> None:
        """Write into an item what follows from a field that was typed in."""

    def _remove(self, place: int) -> None:
        del self._items[place]
        self._open = None
        self._show()
        self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


class ItemLine(QWidget):
    """One item in its lines; a click, Enter or Space opens it."""

    opened = Signal()

    def __init__(self, content: QWidget, read_only: bool, name: str) -> None:
        super().__init__()
        self.content = content
        line = row(content, gap=0, margins=(0, 3, 0, 3))
        line.setStretch(0, 1)
        self.setLayout(line)
        if not read_only:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ItemForm(QWidget):
    """The fields of one item, short ones two in a line; what is typed goes into the item at once."""

    edited = Signal(str)
    closed = Signal()
    removed = Signal()

    def __init__(self, item: dict[str, Any], fields: dict[str, Field], profile: Profile, remove_words: Localised) -> None:
        super().__init__()
        self.item, self._fields, self._profile = item, fields, profile
        self.boxes = {name: self._box(name, field) for name, field in fields.items()}
        remove = Button(remove_words, "link", "trash-2")
        remove.clicked.connect(self.removed)
        close = IconButton("chevron-up", _("Fold the entry"))
        close.clicked.connect(self.closed)
        lines = column(gap=8, margins=(0, 4, 0, 4))
        for names in in_lines(fields):
            line = row(*(self.boxes[name] for name in names), gap=12)
            for at in range(len(names)):
                line.setStretch(at, 1)
            lines.addLayout(line)
        lines.addLayout(row(remove, None, close))
        self.setLayout(lines)

    def focus(self, name: str) -> None:
        self.boxes[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, name: str, field: Field) -> FieldBox:
        box = FieldBox(editor_for(field, self._profile), field.label)
        box.set_value(self.item.get(name))
        box.changed.connect(lambda: self._take(name, box))
        return box

    def _take(self, name: str, box: FieldBox) -> None:
        self.item[name] = box.value()
        self.edited.emit(name)


def in_lines(fields: dict[str, Field]) -> list[tuple[str, ...]]:
    """The names of fields line by line: what is short stands beside the next short one."""
    found: list[tuple[str, ...]] = []
    waiting: list[str] = []
    for name, field in fields.items():
        if isinstance(field, _SHORT):
            waiting.append(name)
            if len(waiting) == 2:
                found.append(tuple(waiting))
                waiting = []
        else:
            found.append((name,))
    return found + ([tuple(waiting)] if waiting else [])


def has_cards(field: Field) -> bool:
    """Whether a field's items have too many parts for a small table beside a list."""
    return isinstance(field, ItemsField) and (len(field.item_fields) > 2 or any(
        isinstance(part, TextField) and part.lines > 1 for part in field.item_fields.values()))  # fmt: skip

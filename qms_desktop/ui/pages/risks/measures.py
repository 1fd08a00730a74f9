"""The measures of a risk or an opportunity in a form: what, who, until when, how far; one opens to be edited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.fields import Field, ItemsField
from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Text, _
from qms_desktop.core.profile import Profile
from qms_desktop.models.measures import MEASURE_STATES
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.components.label import IconLabel, Label, rule
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.pages.risks.columns import days_late
from qms_desktop.ui.records.editors import editor_for
from qms_desktop.ui.words import Lines

_ICONS = {"done": ("circle-check", "low"), "in_progress": ("circle-dot", "accent"), "stopped": ("ban", "text2")}
_TONES = {"done": "low", "stopped": "text2"}


class MeasuresEditor(QWidget):
    """`value()` is the list of items with their ids; a measure that was emptied goes."""

    changed = Signal()

    def __init__(self, field: ItemsField, profile: Profile) -> None:
        super().__init__()
        self._fields, self._profile = field.item_fields, profile
        self._items: list[dict[str, Any]] = []
        self._open: int | None = None
        self._form: _Form | None = None
        self._read_only = False
        self._rows = column(gap=4)
        self.add_button = Button(_("Add a measure"), "link", "plus")
        self.add_button.clicked.connect(self.add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setLayout(column(self._rows, row(self.add_button, None), gap=4))

    # --- as an editor --------------------------------------------------------------------------------------------

    def value(self) -> list[dict[str, Any]]:
        return [dict(item) for item in self._items if any(v not in (None, "") for k, v in item.items() if k != "id")]

    def set_value(self, value: list[dict[str, Any]] | None) -> None:
        """Show measures; the one that is open stays so if it is still there."""
        before, given = self._items, [dict(item) for item in value or ()]
        opened = before[self._open] if self._open is not None and self._open < len(before) else {}
        same = [place for place, item in enumerate(given) if opened.get("id") and item.get("id") == opened["id"]]
        if not same and opened and not opened.get("id") and len(given) == len(before):
            same = [self._open] if given[self._open].get("text") == opened.get("text") else []
        self._items, self._open = given, same[0] if same else None
        self._show()

    def set_wrong(self, wrong: bool) -> None:
        """What is wrong stands below; single measures say it beside themselves."""

    def setReadOnly(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        self._show()

    # --- showing -------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open a new measure to be written."""
        self._items.append(dict.fromkeys(self._fields))
        self.open_item(len(self._items) - 1)

    def opened(self) -> _Form | None:
        """The form of the measure that is open."""
        return self._form

    def open_item(self, place: int | None) -> None:
        """Open one measure, close the others; None closes all."""
        if not self._read_only:
            self._open = place
            self._show()
            if self._form is not None:
                self._form.focus("text")

    def open_first_gap(self) -> None:
        """Open the first measure that nobody answers for, or a new one where there is none."""
        gaps = [place for place, item in enumerate(self._items) if not item.get("responsible")]
        if not self._items:
            self.add()
        else:
            self.open_item(gaps[0] if gaps else 0)
            if gaps and self._form is not None and self._items[gaps[0]].get("text"):
                self._form.focus("responsible")

    def _show(self) -> None:
        clear(self._rows)
        self._form = None
        for place, item in enumerate(self._items):
            opened = place == self._open and not self._read_only
            made: QWidget = _Form(item, self._fields, self._profile) if opened else _Line(item, self._read_only)
            if isinstance(made, _Form):
                self._form = made
                made.edited.connect(self.changed)
                made.closed.connect(lambda: self.open_item(None))
                made.removed.connect(lambda place=place: self._remove(place))
            else:
                made.opened.connect(lambda place=place: self.open_item(place))
            self._rows.addWidget(made)
            self._rows.addWidget(rule())

    def _remove(self, place: int) -> None:
        del self._items[place]
        self._open = None
        self._show()
        self.changed.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


class _Line(QWidget):
    """One measure in two lines; a click, Enter or Space opens it."""

    opened = Signal()

    def __init__(self, item: dict[str, Any], read_only: bool) -> None:
        super().__init__()
        state = item.get("state") or "planned"
        name, token = _ICONS.get(state, ("circle-dashed", "text2"))
        text = Label(item.get("text") or _("Describe the measure"), wrap=True, tone="text" if item.get("text") else "high")
        who = Label(item.get("responsible") or _("nobody responsible"), "small",
                    "text2" if item.get("responsible") else "high", wrap=True)  # fmt: skip
        self.when = Label(self._due(item), "small", "high" if self._is_late(item) else "text2")
        word = Label(MEASURE_STATES.get(state, ""), "small", _TONES.get(state, "text2"))
        foot = row(who, self.when, word, gap=8)
        foot.setStretch(0, 1)
        line = row(gap=9, margins=(0, 3, 0, 3))
        line.addWidget(IconLabel(name, token), alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(text, foot, gap=1), 1)
        self.setLayout(line)
        if not read_only:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._read_only = read_only
        self.setAccessibleName(str(item.get("text") or ""))

    @staticmethod
    def _is_late(item: dict[str, Any]) -> bool:
        due = item.get("due")
        return is_iso_date(due) and item.get("state") != "done" and due < dt.date.today().isoformat()

    def _due(self, item: dict[str, Any]) -> Any:
        due = item.get("due")
        if not is_iso_date(due):
            return due or ""
        shown = dt.date.fromisoformat(due).strftime("%d.%m.%Y")
        return Lines((Text.of(shown), days_late(due, dt.date.today())), " · ") if self._is_late(item) else shown

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Form(QWidget):
    """The fields of one measure; what is typed goes into the item at once."""

    edited = Signal()
    closed = Signal()
    removed = Signal()

    def __init__(self, item: dict[str, Any], fields: dict[str, Field], profile: Profile) -> None:
        super().__init__()
        self._item, self._fields, self._profile = item, fields, profile
        self.boxes = boxes = {name: self._box(name, field) for name, field in fields.items()}
        second = row(boxes["due"], boxes["state"], gap=12)
        third = row(boxes["done_on"], boxes["evidence"], gap=12)
        for line in (second, third):
            line.setStretch(0, 1)
            line.setStretch(1, 1)
        remove = Button(_("Remove the measure"), "link", "trash-2")
        remove.clicked.connect(self.removed)
        close = IconButton("chevron-up", _("Fold the measure"))
        close.clicked.connect(self.closed)
        foot = row(remove, None, close)
        self.setLayout(column(boxes["text"], boxes["responsible"], second, third, foot, gap=8, margins=(0, 4, 0, 4)))

    def focus(self, name: str) -> None:
        self.boxes[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _box(self, name: str, field: Field) -> FieldBox:
        box = FieldBox(editor_for(field, self._profile), field.label)
        box.set_value(self._item.get(name))
        box.changed.connect(lambda: self._take(name, box))
        return box

    def _take(self, name: str, box: FieldBox) -> None:
        self._item[name] = box.value()
        if name == "state" and self._item[name] == "done" and not self._item.get("done_on"):
            self._item["done_on"] = dt.date.today().isoformat()
        self.edited.emit()

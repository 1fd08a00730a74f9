"""The measures of a record in a form: what, who, until when, how far; one opens to be edited."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qms_desktop.core.fields.simple import is_iso_date
from qms_desktop.core.messages import Text, _
from qms_desktop.models.measures import MEASURE_STATES
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.records.item_cards import ItemCards, ItemLine
from qms_desktop.ui.words import Lines, days_late

_ICONS = {"done": ("circle-check", "low"), "in_progress": ("circle-dot", "accent"), "stopped": ("ban", "text2")}
_TONES = {"done": "low", "stopped": "text2"}


class MeasuresEditor(ItemCards):
    """Measures; one that is done today says so."""

    add_words = _("Add a measure")
    remove_words = _("Remove the measure")

    def gap_of(self, item: dict[str, Any]) -> str:
        return "text" if not item.get("text") else "" if item.get("responsible") else "responsible"

    def follow_up(self, item: dict[str, Any], name: str) -> None:
        if name == "state" and item[name] == "done" and not item.get("done_on"):
            item["done_on"] = dt.date.today().isoformat()

    def line_of(self, item: dict[str, Any], read_only: bool) -> ItemLine:
        return ItemLine(_Measure(item), read_only, str(item.get("text") or ""))


class _Measure(QWidget):
    """One measure in two lines, with its state as an icon and a word."""

    def __init__(self, item: dict[str, Any]) -> None:
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
        line = row(gap=9)
        line.addWidget(IconLabel(name, token), alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(column(text, foot, gap=1), 1)
        self.setLayout(line)

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

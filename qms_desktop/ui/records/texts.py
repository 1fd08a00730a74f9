"""A list of texts as a small table without a header: wraps, takes a pasted column, grows by its adding row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from qms_desktop.core.fields import Field
from qms_desktop.core.profile import Profile
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.items import ItemsEditor


class TextsEditor(ItemsEditor):
    """The value is a list of texts."""

    def __init__(self, field: Field, _profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__([Column("text", field.label, 180, editable=True, wrap=True, stretch=True)], parent=parent)
        self.horizontalHeader().hide()
        self._fit()

    def value(self) -> list[str]:
        return [item["text"] for item in super().value() if item.get("text")]

    def set_value(self, value: Iterable[str] | None) -> None:
        super().set_value([{"text": text} for text in value or ()])

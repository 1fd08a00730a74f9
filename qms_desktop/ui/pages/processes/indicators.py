"""The indicators of a process card, edited in place: each row is a record of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from qms_desktop.core.messages import _
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import KINDS
from qms_desktop.ui.records.columns import column_for
from qms_desktop.ui.records.pending import PendingRows
from qms_desktop.ui.table.items import FittedSheet
from qms_desktop.ui.table.source import ListSource, Patch

_FIELDS = KINDS["indicator"].fields


class IndicatorsTable(FittedSheet):
    """`saved(rows)` asks to save rows `(id, values)`; the id is None for a new one."""

    save_asked = Signal(list)

    def __init__(self, profile: Profile) -> None:
        write = _("write")
        columns = [
            column_for(_FIELDS["title"], profile, 190, editable=True, wrap=True, stretch=True, room="narrow"),
            column_for(_FIELDS["measured_in"], profile, 92, editable=True, wrap=True, missing=write, room="narrow"),
            column_for(_FIELDS["target"], profile, 84, editable=True, missing=write, room="narrow"),
            column_for(_FIELDS["frequency"], profile, 116, editable=True, missing=_("choose"), room="narrow"),
            column_for(_FIELDS["responsible"], profile, 150, editable=True, wrap=True, room="wide"),
        ]
        self.source = ListSource()
        super().__init__(self.source, columns, _("Add an indicator…"))
        self.pending = PendingRows(self, self._ask)

    def _ask(self, rows: list[Patch]) -> None:
        self.save_asked.emit(rows)

    def show_rows(self, rows: list[dict[str, Any]]) -> None:
        """Show what was read, unless a row is being edited."""
        if self.pending.is_waiting():
            return
        self.source.rows = rows
        self.rows.replace_source(self.source)

    def values(self) -> list[dict[str, Any]]:
        """The rows as they are shown."""
        return [row for at in range(self.rows.record_count()) if (row := self.rows.row(at)) is not None]

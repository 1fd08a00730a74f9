"""What a change of a document holds beside its line on the sheet: its analysis, what it asks for, who was told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.authoring import Base
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.pages.records.layout import editors
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.links import Openings
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.naming import Naming
from qms_desktop.ui.records.pending import Shown
from qms_desktop.ui.runner import Runner

KIND = KINDS["change_entry"]

LINES = (("analysis", "actions"), ("minutes", "new_edition"), ("approved_on", "valid_from"), ("made_by_position", "struck_out"), ("informed",))
FIELDS = tuple(name for line in LINES for name in line)


class EntryParticulars(QWidget):
    """`show_entry(record, base)`; with None nothing is chosen. `opened(kind, id)` tells what was opened from the change."""

    opened = Signal(str, str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, shared: Callable[[], Shown | None]) -> None:
        super().__init__()
        self.form = RecordForm(ws, runner, editing, KIND, FIELDS, editors(KIND))
        self.form.setParent(self)  # its timer ends with the page
        self.form.shared = shared
        self.naming = Naming(ws, runner, self.form)
        self.title = Label(role="section", wrap=True)
        self.moves = Moves(ws, editing, self.form.leave)
        self.openings = Openings(ws, editing, self.form.leave, in_menu=True)
        self.openings.opened.connect(self.opened)
        card = Card()
        head = row(self.title, self.moves, self.openings, gap=12)
        head.setStretch(0, 1)
        card.add(head)
        for names in LINES:
            card.add(row(*map(self.form.box, names), gap=12))
        self.setLayout(column(card))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # the page scrolls, the fields keep their height
        self.hide()

    def show_entry(self, record: dict[str, Any] | None, base: Base) -> None:
        """Show the change that is chosen on the sheet; the same one again keeps what is being typed."""
        self.setVisible(record is not None)
        if record is None:
            self.form.leave()
            return
        again = self.form.key is not None and self.form.key.id == record["id"]
        self.form.show_again(record, base) if again else self.form.show_record(record, base)
        self.naming.show_record(record)
        self.moves.show_record(record)
        self.openings.show_record(record)
        self.title.say(_("Change No. {n}", n=record["number"] or "–"))

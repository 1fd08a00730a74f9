"""The particulars of a document: what is looked up most on a card, the rest in sections below it that fold."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.messages import _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.components.panel import Fold, Scroll
from qms_desktop.ui.pages.records.layout import editors
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.naming import Naming
from qms_desktop.ui.runner import Runner

KIND = KINDS["document"]

CARD = (("title",), ("code", "edition", "pages", "state"), ("level", "document_kind"), ("keeper", "owner"),
        ("approved_by", "approved_on"), ("valid_from", "review_due", "control_copy"))  # fmt: skip
"""The lines of the card."""

SECTIONS = (
    (_("Consideration and approval"), (("considered_by", "considered_on"), ("approval", "checked_by"), ("registered_on", "developer"))),
    (_("What it is about"), (("category", "of_unit"), ("clauses", "replaces"))),
    (_("Keeping and destruction"), (("retention", "superseded_on", "destroyed_on"),)),
)
_NARROW = ("code", "edition", "pages")


class Particulars(Scroll):
    """`form` is the form of the document; `show_record` names what it names."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(margins=(0, 0, 8, 12))
        self.form = RecordForm(ws, runner, editing, KIND, editors=editors(KIND))
        self.form.setParent(self)  # its timer ends with the page
        self.naming = Naming(ws, runner, self.form)
        card = Card()
        for names in CARD:
            card.add(self._line(names))
        self.body.addWidget(card)
        for title, lines in SECTIONS:
            fold = Fold(title, open_=False)
            for names in lines:
                fold.add(self._line(names))
            self.body.addWidget(fold)

    def _line(self, names: tuple[str, ...]) -> Any:
        line = row(*(self.form.box(name) for name in names), gap=12)
        for place, name in enumerate(names):
            line.setStretch(place, 1 if name in _NARROW else 2)
        return line

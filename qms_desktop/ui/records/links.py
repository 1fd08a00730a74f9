"""What a record leads to: the ways to open another from it, and the records that it names or that name it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import accreditation, keeping, openings, references
from qms_desktop.services.openings_table import Opening
from qms_desktop.services.references import Link
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.words import Lines, home_of


class Openings(QWidget):
    """`show_record(record)` offers what can be opened from it; `opened(kind, id)` tells what was.

    The ways stand one below the other, or where there is little height in the menu of one button. A record whose unit is
    to be chosen first is not made yet: `begun(kind, source)` asks for its empty form.
    """

    opened = Signal(str, str)
    begun = Signal(str, dict)

    def __init__(self, ws: Workspace, editing: Editing, leave: Callable[[], None], *, in_menu: bool = False) -> None:
        super().__init__()
        self._ws, self._editing, self._leave = ws, editing, leave
        self.ways: dict[str, Callable[[], None]] = {}
        self._menu: QMenu | None = None
        self._rows = column(gap=2)
        self.setLayout(self._rows)
        if in_menu:
            button = Button(_("Open from this record"), "secondary", "plus")
            self._menu = QMenu(button)
            button.setMenu(self._menu)
            self._rows.addLayout(row(button, None))

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Offer what this person may open from the record as it stands."""
        self.ways = {}
        self._menu.clear() if self._menu is not None else clear(self._rows)
        for opening in openings.offered(self._ws, record):
            self.ways[opening.target] = way = partial(self._open, record, opening)
            if self._menu is not None:
                self._menu.addAction(str(opening.label), way)
                continue
            button = Button(opening.label, "link", "plus")
            button.clicked.connect(lambda _on=False, way=way: way())
            self._rows.addLayout(row(button, None))
        self.setVisible(bool(self.ways))

    def _open(self, record: Mapping[str, Any], opening: Opening) -> None:
        self._leave()
        ws = self._ws
        if openings.asks_home(record, opening):
            self.begun.emit(opening.target, dict(record))
            return

        def done(result: Any) -> None:
            key = result.saved[0].key
            self.opened.emit(key.kind, key.id)

        self._editing.act(lambda: openings.open_from(ws, record, opening.target), opening.label, done=done)


class Links(QWidget):
    """`show_record(record)`; `followed(kind, id)` asks for a record, `counted` tells how many there are.

    Below them stands what the record is evidence for, and how long it is kept.
    """

    followed = Signal(str, str)
    counted = Signal(int)

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.links: list[Link] = []
        self._list = column(gap=8)
        self.empty = EmptyState(
            "link", _("No other record belongs to this one yet."),
            _("What is opened from it stands here, and what names it: the nonconformity of a finding, the actions of a risk."),
        )  # fmt: skip
        self.evidence, self.keeping = (Label(role="small", tone="text2", wrap=True) for _each in range(2))
        self.setLayout(column(self._list, self.empty, self.evidence, self.keeping, gap=8))

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Read and show what belongs to the record."""
        self._asked += 1
        number, ws, values = self._asked, self._ws, dict(record)
        for label, said in ((self.evidence, accreditation.served_by(ws.profile, values["kind"])),
                            (self.keeping, keeping.term_of(ws.profile, values))):  # fmt: skip
            label.say(said or "")
            label.setVisible(said is not None)
        self._runner.run(lambda: references.links(ws, values), done=lambda found: self._show(found) if number == self._asked else None)

    def _show(self, found: list[Link]) -> None:
        self.links = found
        clear(self._list)
        self.empty.setVisible(not found)
        for named, title in ((True, _("It names")), (False, _("They name it"))):
            mine = [link for link in found if link.named is named]
            if mine:
                self._list.addWidget(Label(title, "label", "text2"))
                card = RowCard()
                for link in mine:
                    self._add(card, link)
                self._list.addWidget(card)
        self.counted.emit(len(found))

    def _add(self, card: RowCard, link: Link) -> None:
        kind = KINDS[link.kind]
        name = Label(" ".join(filter(None, (link.number, link.title))) or kind.label, "strong", wrap=True)
        parts: list[Localised] = [kind.called(self._ws.profile), home_of(self._ws, link.unit)]
        if link.state is not None:
            parts.append(link.state)
        words = column(name, Label(Lines(tuple(parts), " · "), "small", "text2", wrap=True), gap=1)
        button = Button(_("Open"), "link")
        button.clicked.connect(lambda _on=False: self.followed.emit(link.kind, link.id))
        card.add_row(words, button, stretch=0)

"""Conflicts and proposals: record by record, field by field, and one button that saves the decision."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from qms_desktop.core.messages import Counted, Localised, Text, _, n_
from qms_desktop.services import conflicts, disputes
from qms_desktop.services.disputes import Dispute
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.conflict_fields import DisputedFields, heads
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import sized


class ConflictsPage(Page):
    """The records that wait at the left; the fields of the chosen one at the right, with the reason below."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("Conflicts"))
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.disputes: list[Dispute] = []
        self._current: Dispute | None = None
        self._make_header()
        self.empty = EmptyState("git-compare", _("Nothing waits for a decision"),
                                _("When two people write one field without seeing each other, both values come up here."))  # fmt: skip
        self._body = QWidget()
        line = row(self._list(), self._right(), gap=20)
        line.setStretch(1, 1)
        self._body.setLayout(line)
        self.add(self.empty, 1)
        self.add(self._body, 1)
        self._body.hide()

    # --- building ------------------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self.place = Label(role="body", tone="text2")
        self.back = IconButton("chevron-left", _("Previous record"), "Ctrl+PgUp")
        self.on = IconButton("chevron-right", _("Next record"), "Ctrl+PgDown")
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.record_button = Button(_("Open the record"), "secondary", "external-link")
        self.record_button.clicked.connect(self._open_record)
        self.header.add(self.back, self.place, self.on, self.record_button)

    def _list(self) -> QWidget:
        self.totals = Label(role="small", tone="text2", wrap=True)
        self.sheet = Sheet(ListSource([]), [
            Column("title", _("Record"), 168, wrap=True, stretch=True, room="narrow"),
            Column("count", _("Fields"), 92, kind="state", room="narrow"),
        ])  # fmt: skip
        self.sheet.horizontalHeader().hide()
        self.sheet.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.sheet.row_chosen.connect(self._choose)
        holder = QWidget()
        holder.setLayout(column(Label(_("Wait for a decision"), "section"), self.totals, self.sheet, gap=4))
        holder.layout().setStretch(2, 1)
        sized(holder, "setFixedWidth", 282)
        self._list_holder = holder
        return holder

    def _right(self) -> QWidget:
        self.fields = DisputedFields()
        self.fields.chosen.connect(self._judge)
        self.record_title = Label(role="section", wrap=True)
        card = Card()
        card.add(self.record_title)
        card.add(self.fields)
        scroll = Scroll(margins=(0, 0, 8, 0))
        scroll.body.addWidget(card)
        self.reason = Field(LineEditor(), _("Reason of the decision (it goes to the unit with the answer)")
                            if self._ws.is_office else _("Reason of the decision"))  # fmt: skip
        self.reason.changed.connect(self._judge)
        self.count = Label(role="strong", wrap=True)
        self.later = Button(_("Leave it for later"), "link")
        self.later.clicked.connect(lambda: self.step(1))
        self.save = Button(_("Save the decision"), "primary", "check")
        self.save.clicked.connect(self.decide)
        foot = row(self.count, self.later, self.save)
        foot.setStretch(0, 1)
        decision = Card()
        decision.add(self.reason)
        decision.add(foot)
        holder = QWidget()
        holder.setLayout(column(scroll, decision, gap=12))
        holder.layout().setStretch(0, 1)
        return holder

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: disputes.disputes(ws), done=self._show)

    def _show(self, found: list[Dispute]) -> None:
        if found == self.disputes and self._current is not None:
            return
        chosen = self._current.key if self._current else None
        self.disputes = found
        self.empty.setVisible(not found)
        self._body.setVisible(bool(found))
        for act in (self.back, self.on, self.place, self.record_button):
            act.setVisible(bool(found))
        self._show_list()
        if not found:
            self._current = None
            self.header.say(_("Conflicts"), _("Nothing waits for a decision"))
            return
        place = next((at for at, dispute in enumerate(found) if dispute.key == chosen), 0)
        self.sheet.choose_row(place)
        self._show_dispute(found[place])

    def _show_list(self) -> None:
        fields = sum(len(dispute.fields) for dispute in self.disputes)
        self.totals.say(n_("{fields} in {n} record", "{fields} in {n} records", len(self.disputes),
                           fields=n_("{n} field", "{n} fields", fields)))  # fmt: skip
        self.sheet.rows.show_source(ListSource([
            {"id": at, "title": f"{dispute.number} · {dispute.title}" if dispute.number else dispute.title,
             "count": State(n_("{n} field", "{n} fields", len(dispute.fields)), "high"),
             MARKS: {"title": Mark(second=dispute.unit)}}
            for at, dispute in enumerate(self.disputes)
        ]))  # fmt: skip

    def _choose(self, at: Any) -> None:
        if isinstance(at, int) and at < len(self.disputes) and self.disputes[at] is not self._current:
            self._show_dispute(self.disputes[at])

    def _show_dispute(self, dispute: Dispute) -> None:
        self._current = dispute
        at = self.disputes.index(dispute)
        self.place.say(f"{at + 1} / {len(self.disputes)}")
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at + 1 < len(self.disputes))
        self.later.setVisible(at + 1 < len(self.disputes))
        title = _("{kind} {number}", kind=dispute.kind, number=dispute.number) if dispute.number else dispute.kind
        self.record_title.say(Text.of(dispute.title))
        self.header.say(title, _("{unit} · both sides wrote without seeing each other", unit=dispute.unit))
        ours, theirs = self._sides(dispute)
        self.fields.show_fields(dispute.fields, self._ws.profile, lambda: heads(ours, theirs))
        self.reason.set_value(None)
        self._judge()

    def _sides(self, dispute: Dispute) -> tuple[Localised, Localised]:
        both = {side.office for field in dispute.fields for side in field.sides}
        if len(both) == 2:
            return _("At the QA office"), _("From the unit")
        return _("One side"), _("The other side")

    def _judge(self) -> None:
        settled, of = len(self.fields.choices()), len(self.fields.rows)
        self.count.say(_("{settled} of {of} fields are settled; the others stay open", settled=Counted(settled), of=of)
                       if settled < of else n_("{n} field is settled", "All {n} fields are settled", of))  # fmt: skip
        self.save.refuse(None if settled else _("Choose a value first"))

    def retranslate(self) -> None:
        if hasattr(self, "fields"):
            self._show_list()
            if self._current is not None:
                self.sheet.choose_row(self.disputes.index(self._current))

    # --- acts ----------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        if self.save.isEnabled() and self._current is not None:
            self.save.click()

    def decide(self) -> None:
        """Save what is settled as one decision; what is not stays open."""
        dispute, choices, why = self._current, self.fields.choices(), self.reason.value() or ""
        if dispute is None or not choices:
            return
        ws = self._ws
        self.save.refuse(_("The decision is being saved"))
        self._editing.act(
            lambda: conflicts.decide_all(ws, dispute.key.id, choices, why=why),
            _("Decision on “{title}”", title=dispute.title), done=self._decided, refused=self._refused,
        )  # fmt: skip

    def _decided(self, _result: SaveResult) -> None:
        self._current = None
        self.notices.say(_("The decision is saved. It goes to the unit with the next exchange.")
                         if self._ws.is_office else _("The decision is saved."), "done")  # fmt: skip
        self.refresh()

    def _refused(self, error: Any) -> None:
        self.notices.refuse(error)
        self._judge()

    def step(self, by: int) -> None:
        if self._current is None:
            return
        at = self.disputes.index(self._current) + by
        if 0 <= at < len(self.disputes):
            self.sheet.choose_row(at)

    def _open_record(self) -> None:
        if self._current is not None:
            self._go.record(self._current.key.kind, self._current.key.id)

    def open_record(self, kind: str, record_id: str) -> None:
        at = next((at for at, dispute in enumerate(self.disputes) if dispute.key.id == record_id), None)
        if at is not None:
            self.sheet.choose_row(at)

    def arranged(self) -> None:
        if hasattr(self, "_list_holder"):
            self._list_holder.setVisible(self.width_class >= Width.RAIL)

    def focus_content(self) -> None:
        (self.sheet if self._list_holder.isVisible() else self.fields).setFocus(Qt.FocusReason.OtherFocusReason)

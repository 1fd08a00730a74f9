"""Conflicts, proposals and deletions: record by record, field by field, or all of a file or of a unit at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Counted, Localised, Text, _, n_
from qms_desktop.services import conflicts, disputes
from qms_desktop.services.conflicts import Choice
from qms_desktop.services.disputes import Dispute, DisputedField, Side
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
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.conflict_fields import DisputedFields, choice_of, side_above, side_of, side_of_file
from qms_desktop.ui.pages.conflict_rest import Undisputed
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import speak
from qms_desktop.ui.table.record_list import ListColumn, ListRow


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
        self.undo_bar.undone.connect(editing.undo)
        editing.saved.connect(self.undo_bar.next_act)

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
        self.column = ListColumn(_("Wait for a decision"), _("Record or unit"), width=282)
        self.column.list.chosen.connect(self._choose)
        self.at_once = Button(_("Many at once"), "secondary", "list-checks")
        self.at_once.setMenu(QMenu(self.at_once))
        holder = QWidget()
        holder.setLayout(column(self.column, self.at_once, gap=8))
        holder.layout().setStretch(0, 1)
        self._list_holder = holder
        return holder

    def _right(self) -> QWidget:
        self.fields = DisputedFields()
        self.fields.chosen.connect(self._judge)
        self.record_title = Label(role="section", wrap=True)
        self.above = Button(_("Take all that the leadership decided"), "secondary", "list-checks")
        self.above.clicked.connect(self.decide_from_above)
        self.rest = Undisputed(self._ws, self._runner)
        card = Card()
        card.add(self.record_title)
        card.add(row(self.above, None))
        card.add(self.fields)
        scroll = Scroll(margins=(0, 0, 8, 0))
        scroll.body.addWidget(card)
        scroll.body.addWidget(self.rest)
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
        chosen = self._current
        self.disputes = found
        self.empty.setVisible(not found)
        self._body.setVisible(bool(found))
        for act in (self.back, self.on, self.place, self.record_button):
            act.setVisible(bool(found))
        if not found:
            self._current = None
            self.header.say(_("Conflicts"), _("Nothing waits for a decision"))
            return
        same = next((dispute for dispute in found if chosen is not None and dispute.key == chosen.key), None)
        shown = same or found[0]
        self.column.show_rows([_listed(dispute) for dispute in found], shown.key)
        if shown == chosen:  # what was chosen in it, and not yet saved, stays
            self._current = shown
            self._say_place()
        else:
            self._show_dispute(shown)

    def _choose(self, key: Any) -> None:
        found = next((dispute for dispute in self.disputes if dispute.key == key), None)
        if found is not None and found is not self._current:
            self._show_dispute(found)

    def _show_dispute(self, dispute: Dispute) -> None:
        self._current = dispute
        self._say_place()
        title = _("{kind} {number}", kind=dispute.kind, number=dispute.number) if dispute.number else dispute.kind
        self.record_title.say(Text.of(dispute.title))
        proposals = all(field.is_proposal for field in dispute.fields)
        self.header.say(title, _("{unit} · a proposal about what is not its own to write", unit=dispute.unit) if proposals
                        else _("{unit} · both sides wrote without seeing each other", unit=dispute.unit))  # fmt: skip
        self.fields.show_fields(dispute.fields, self._ws.profile, *self._sides(dispute))
        self.rest.show_of(dispute.key)
        self.above.setVisible(any(map(side_above, dispute.fields)))
        self.reason.set_value(None)
        self._judge()

    def _say_place(self) -> None:
        at = self.disputes.index(self._current)
        self.place.say(f"{at + 1} / {len(self.disputes)}")
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at + 1 < len(self.disputes))
        self.later.setVisible(at + 1 < len(self.disputes))
        self._offer_many()

    def _offer_many(self) -> None:
        """What can be decided at once: all that one file brought, and all of the unit."""
        menu, unit = self.at_once.menu(), self._current.unit
        menu.clear()
        for came in sorted({side.came for field in self._current.fields for side in field.sides if side.came}):
            if len(self._deciding(lambda field, name=came.bundle: side_of_file(field, name, True))) > 1:
                said = {"file": came.file, "day": day_of(came.at)}
                self._offer(menu, _("File “{file}” of {day}: take all that it brought", **said),
                            lambda name=came.bundle: self.decide_file(name, taken=True))  # fmt: skip
                self._offer(menu, _("File “{file}” of {day}: take nothing of it", **said),
                            lambda name=came.bundle: self.decide_file(name, taken=False))  # fmt: skip
        if len([dispute for dispute in self.disputes if dispute.key.unit == self._current.key.unit]) > 1:
            self._offer(menu, _("{unit}: everywhere as it is at this side", unit=unit), lambda: self.decide_unit(mine=True))
            self._offer(menu, _("{unit}: everywhere as the other side wrote it", unit=unit),
                        lambda: self.decide_unit(mine=False))  # fmt: skip
        self.at_once.setVisible(bool(menu.actions()))

    def _offer(self, menu: QMenu, said: Localised, act: Callable[[], None]) -> None:
        action = menu.addAction("")
        speak(action, "setText", said)
        action.triggered.connect(lambda _on=False: act())

    def _sides(self, dispute: Dispute) -> tuple[Localised, Localised]:
        """What the two columns are called."""
        if all(field.is_proposal for field in dispute.fields):
            return _("As it stands"), _("What is proposed")
        sides = [side for field in dispute.fields if not field.is_proposal for side in field.sides]
        if len({side.office for side in sides}) == 2:
            return ((_("At the QA office"), _("From the unit")) if self._ws.is_office
                    else (_("In our unit"), _("From the QA office")))  # fmt: skip
        if any(side.mine for side in sides):
            return _("On this computer"), _("On another computer")
        return _("One side"), _("The other side")

    def _judge(self) -> None:
        settled, of = len(self.fields.choices()), len(self.fields.rows)
        self.count.say(_("{settled} of {of} fields are settled; the others stay open", settled=Counted(settled), of=of)
                       if settled < of else n_("{n} field is settled", "All {n} fields are settled", of))  # fmt: skip
        self.save.refuse(None if settled else _("Choose a value first"))

    def retranslate(self) -> None:
        if hasattr(self, "column") and self.disputes:
            self.column.show_rows([_listed(dispute) for dispute in self.disputes])

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

    def _deciding(self, side: Callable[[DisputedField], Side | None], among: Sequence[Dispute] | None = None) -> list[tuple[str, list[Choice]]]:
        """The decisions that take a side wherever there is one; among some records, or in all."""
        found = []
        for dispute in self.disputes if among is None else among:
            choices = [choice_of(field, taken) for field in dispute.fields if (taken := side(field)) is not None]
            found += [(dispute.key.id, choices)] if choices else []
        return found

    def decide_from_above(self) -> None:
        """Take in all that the leadership decided in this record; what else waits in it stays open."""
        if self._current is not None:
            self._decide_many(self._deciding(side_above, [self._current]))

    def decide_unit(self, *, mine: bool) -> None:
        """Settle everything of the unit in one way; a field with more than two sides stays open."""
        if self._current is not None:
            own = [dispute for dispute in self.disputes if dispute.key.unit == self._current.key.unit]
            self._decide_many(self._deciding(lambda field: side_of(field, mine), own))

    def decide_file(self, bundle: str, *, taken: bool) -> None:
        """Settle everything that a file brought: as it has it, or as it stood against it."""
        self._decide_many(self._deciding(lambda field: side_of_file(field, bundle, taken)))

    def _decide_many(self, decisions: list[tuple[str, list[Choice]]]) -> None:
        if not decisions:
            self.notices.say(_("Here more than two values stand against each other: choose field by field."), "warning")
            return
        ws, why, unit = self._ws, self.reason.value() or "", self._current.unit if self._current else ""
        self._editing.act(
            lambda: conflicts.decide_many(ws, decisions, why=why), _("Decisions on {unit}", unit=unit),
            done=lambda result: self._decided_many(len(decisions), result), refused=self._refused,
        )  # fmt: skip

    def _decided(self, _result: SaveResult) -> None:
        self._current = None
        self.notices.say(_("The decision is saved. It goes to the unit with the next exchange.")
                         if self._ws.is_office else _("The decision is saved."), "done")  # fmt: skip
        self.refresh()

    def _decided_many(self, records: int, _result: SaveResult) -> None:
        self._current = None
        self.undo_bar.offer(n_("{n} record was decided.", "{n} records were decided.", records))
        self.refresh()

    def _refused(self, error: UserError) -> None:
        self.notices.refuse(error)
        self._judge()

    def step(self, by: int) -> None:
        if self._current is None:
            return
        at = self.disputes.index(self._current) + by
        if 0 <= at < len(self.disputes):
            self.column.list.mark(self.disputes[at].key)
            self._show_dispute(self.disputes[at])

    def show_unit(self, unit: Localised) -> None:
        """Show what waits of one unit."""
        if self.column.box is not None:
            self.column.box.setText(str(unit))

    def _open_record(self) -> None:
        if self._current is not None:
            self._go.record(self._current.key.kind, self._current.key.id)

    def open_record(self, kind: str, record_id: str) -> None:
        found = next((dispute for dispute in self.disputes if dispute.key.id == record_id), None)
        if found is not None:
            self.column.list.mark(found.key)
            self._show_dispute(found)

    def arranged(self) -> None:
        if hasattr(self, "_list_holder"):
            self._list_holder.setVisible(self.width_class >= Width.RAIL)

    def focus_content(self) -> None:
        target = self.column.list if self._list_holder.isVisible() else self.fields
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _listed(dispute: Dispute) -> ListRow:
    """A record in the list: its number and title, the unit, how much of it waits."""
    title = f"{dispute.number} · {dispute.title}" if dispute.number else dispute.title
    count = len(dispute.fields)
    if all(field.is_proposal for field in dispute.fields):
        chip = State(n_("{n} proposal", "{n} proposals", count), "info")
    else:
        chip = State(n_("{n} field", "{n} fields", count), "high")
    return ListRow(dispute.key, Text.of(title), dispute.unit, chip=chip)

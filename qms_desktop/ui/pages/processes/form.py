"""The full-page form of a process card: sections with their states at the left, cards of fields at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Counted, _, n_
from qms_desktop.core.profile import load_checklist_bank
from qms_desktop.services.cards import Audited
from qms_desktop.services.cards import Card as CardData
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.chips import Level, LevelChip
from qms_desktop.ui.components.fields import Field as FieldBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.components.sections import FormSection, HelpCard, SectionList
from qms_desktop.ui.pages.processes.indicators import IndicatorsTable
from qms_desktop.ui.pages.processes.sections import (
    FORM_FIELDS,
    KIND,
    PARTS,
    part_of,
    required_parts,
    states,
)
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.form import RecordForm
from qms_desktop.ui.records.links import Openings
from qms_desktop.ui.records.locked import Locked
from qms_desktop.ui.records.moves import Moves
from qms_desktop.ui.records.readings import DocumentReadings
from qms_desktop.ui.records.texts import TextsEditor
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.theme.fonts import px, sized

_LISTS = (
    "inputs", "outputs", "suppliers", "customers", "resources", "participants", "norms", "clauses", "records", "preceding",
    "following", "controls", "units_involved",
)  # fmt: skip


class CardForm(QWidget):
    """Shows one card; `save_rows` and `delete_row` ask to save indicators, `record_asked` to open a risk or an audit."""

    save_rows = Signal(list)
    delete_row = Signal(str)
    record_asked = Signal(str, str)
    changed = Signal()

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self.form = RecordForm(ws, runner, editing, KIND, FORM_FIELDS, dict.fromkeys(_LISTS, TextsEditor))
        self.form.setParent(self)  # its timer ends with the page
        self.form.edited.connect(self.judge)
        self.form.help_asked.connect(lambda key: self.explain(key.partition(".")[2]))
        self.risks: list[dict[str, Any]] = []
        self.audited: tuple[Audited, ...] = ()
        self.sections = SectionList([FormSection(part.key, part.label) for part in PARTS])
        self.sections.chosen.connect(self.go_to)
        self.progress = Label(role="small", tone="text2", wrap=True)
        self.help = HelpCard()
        self._cards: dict[str, Card] = {part.key: Card(part.label) for part in PARTS}
        self.indicators = IndicatorsTable(ws.profile)
        self.indicators.save_asked.connect(self.save_rows)
        self.indicators.rows.dataChanged.connect(lambda *_range: self.judge())
        self.indicators.row_chosen.connect(lambda _row: self._renew_delete())
        self.moves = Moves(ws, editing, self.leave)
        self.openings = Openings(ws, editing, self.leave)
        self.openings.opened.connect(self.record_asked)
        self._lay_out()

    def _lay_out(self) -> None:
        side_scroll = Scroll(margins=(0, 0, 4, 8))
        for part in (self.sections, self.progress, self.help):
            side_scroll.body.addWidget(part)
        self.side = side_scroll
        self.set_narrow(False)
        self.scroll = Scroll(margins=(0, 0, 8, 12))
        sized(self.scroll.body, "setSpacing", 12)
        self.locked = Locked(self._ws, KIND)
        self.scroll.body.addWidget(self.locked)
        self.readings = DocumentReadings(self._ws, self._runner)
        self.scroll.body.addWidget(self.readings)
        for key, card in self._cards.items():
            getattr(self, f"_fill_{key}", lambda card, key=key: self._fill_plain(key, card))(card)
            self.scroll.body.addWidget(card)
        self.scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._follow_scroll())
        line = row(side_scroll, self.scroll, gap=20)
        line.setStretch(1, 1)
        self.setLayout(line)

    def _fill_plain(self, key: str, card: Card) -> None:
        fields = next(part for part in PARTS if part.key == key).fields
        boxes = [self.form.box(name) for name in fields]
        if len(boxes) == 1 and not KIND.fields[fields[0]].help:
            boxes[0].label.hide()  # the card's title says it already
        card.add(_side_by_side(*boxes))

    def _fill_main(self, card: Card) -> None:
        box = self.form.box
        sized(box("number"), "setMaximumWidth", 110)
        box("number").label.say(_("No."))
        sized(box("period"), "setMaximumWidth", 120)
        first = row(box("number"), box("name"), box("group"), box("period"), gap=12)
        first.setStretch(1, 3)
        first.setStretch(2, 2)
        card.add(first)
        card.add(box("purpose"))
        owners = _side_by_side(box("owners"), box("participants"))
        owners.setStretch(0, 5)
        owners.setStretch(1, 3)
        card.add(owners)

    def _fill_flow(self, card: Card) -> None:
        box = self.form.box
        card.add(_side_by_side(box("inputs"), box("outputs")))
        card.add(_side_by_side(box("suppliers"), box("customers")))

    def _fill_indicators(self, card: Card) -> None:
        self._delete = Button(_("Delete the indicator"), "link", "trash-2")
        self._delete.clicked.connect(self._ask_delete)
        card.add(self.indicators)
        needs = Label(_("Each indicator needs a unit of measure, a target and a frequency."), "small", "text2", wrap=True)
        foot = row(needs, self._delete)
        foot.setStretch(0, 1)
        card.add(foot)
        self._renew_delete()

    def _fill_resources(self, card: Card) -> None:
        for name in ("resources", "resource_rows"):
            card.add(self.form.box(name))

    def _fill_approval(self, card: Card) -> None:
        box = self.form.box
        for names in (("approved_by", "approved_on", "approval"), ("edition", "review_due")):
            card.add(_side_by_side(*map(box, names)))
        card.add(self.moves)

    def _fill_risks(self, card: Card) -> None:
        self._risk_rows = column(gap=6)
        card.add(self._risk_rows)
        card.add(self.openings)

    def _fill_place(self, card: Card) -> None:
        box = self.form.box
        for pair in (("preceding", "following"), ("activity", "pdca"), ("controls", "units_involved")):
            card.add(_side_by_side(*map(box, pair)))

    def _fill_audits(self, card: Card) -> None:
        self._audit_rows = column(gap=6)
        card.add(self._audit_rows)

    def set_narrow(self, narrow: bool) -> None:
        """Give the fields more of the width where there is little."""
        words = self.sections.sizeHint().width() + px(4) + self.side.verticalScrollBar().sizeHint().width()
        self.side.setFixedWidth(max(px(216 if narrow else 262), words))

    # --- showing -------------------------------------------------------------------------------------------------

    def show_card(self, card: CardData, *, again: bool = False) -> None:
        """Show a card; `again` what a refresh read of the same one."""
        self.locked.show_record(card.record)
        self.readings.show_record(card.record)
        self.moves.show_record(card.record)
        self.openings.show_record(card.record)
        if again:
            self.form.show_again(card.record, card.base)
        else:
            self.indicators.pending.flush()
            self.form.show_record(card.record, card.base)
            self.scroll.verticalScrollBar().setValue(0)
            self.sections.mark("main")
            self.help.hide()
        self.indicators.show_rows(card.indicators)
        self._show_risks(card.risks)
        self._show_audited(card.audited)
        editable = self.form.may_edit(KIND.fields["name"])
        self.indicators.set_editable(editable)
        self._delete.setVisible(editable)
        self.judge()

    def _show_risks(self, risks: list[dict[str, Any]]) -> None:
        self.risks = risks
        clear(self._risk_rows)
        for risk in risks:
            link = Button(risk["code"] or "–", "link")
            link.clicked.connect(lambda _on=False, risk_id=risk["id"]: self.record_asked.emit("risk", risk_id))
            parts: list[QWidget] = [link, Label(risk["title"] or "", wrap=True)]
            if risk["level"]:
                word = self._ws.profile.level_word(risk["level"])
                parts.append(LevelChip(Level(risk["score"], word, risk["level"])))
            line = row(*parts)
            line.setStretch(1, 1)
            self._risk_rows.addLayout(line)
        if not risks:
            words = _("No risk of the passport names this process yet. The risks are written on the page “Risks”.")
            self._risk_rows.addWidget(Label(words, "body", "text2", wrap=True))

    def _show_audited(self, audited: tuple[Audited, ...]) -> None:
        self.audited = audited
        clear(self._audit_rows)
        for one in audited:
            link = Button(one.number or "–", "link")
            link.clicked.connect(lambda _on=False, one=one: self.record_asked.emit(one.kind, one.id))
            line = row(link, Label(one.title, wrap=True), *([Label(one.state, "small", "text2")] if one.state else []))
            line.setStretch(1, 1)
            self._audit_rows.addLayout(line)
        if not audited:
            self._audit_rows.addWidget(Label(_("No audit has looked at this process yet."), "body", "text2", wrap=True))

    def judge(self) -> None:
        """Bring the states of the sections and the doubts beside the fields up to date."""
        values, rows = self.form.values(), self.indicators.values()
        found = states(values, rows, len(self.risks), len(self.audited), self._ws.profile)
        for key, state in found.items():
            self.sections.set_state(key, state)
        required = required_parts()
        whole = sum(found[key] in ("full", "remark") for key in required)
        self.progress.say(n_("{done} of {n} required section is filled in", "{done} of {n} required sections are filled in",
                             len(required), done=Counted(whole)))  # fmt: skip
        self.form.show_doubts()
        self._renew_delete()
        self.changed.emit()

    def is_whole(self) -> bool:
        """Whether every required section is filled in."""
        return all(s.state in ("full", "remark") for s in self.sections.sections if s.key in required_parts())

    # --- moving --------------------------------------------------------------------------------------------------

    def go_to(self, key: str) -> None:
        """Bring a section into sight."""
        self.scroll.verticalScrollBar().setValue(max(self._cards[key].y() - px(4), 0))
        self.sections.mark(key)
        fields = next(part for part in PARTS if part.key == key).fields
        if fields:
            self.explain(next((name for name in fields if KIND.fields[name].help), fields[0]))

    def go_to_first_gap(self) -> None:
        """Bring the first required section that is not filled in into sight, with the focus in it."""
        gap = next((s.key for s in self.sections.sections if s.key in required_parts()
                    and s.state not in ("full", "remark")), None)  # fmt: skip
        if gap is None:
            return
        self.go_to(gap)
        if gap == "indicators":
            self.indicators.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        values = self.form.values()
        part = next(part for part in PARTS if part.key == gap)
        empty = next((name for name in part.required() if not values.get(name)), part.fields[0])
        self.form.box(empty).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self, name: str) -> None:
        """Show the help of a field: the document's sentence, and what an auditor asks."""
        field, part = KIND.fields[name], part_of(name)
        question = next((q for q in load_checklist_bank().questions if q.id == part.question), None)
        self.help.explain(
            field.label, _("clause {clause}", clause=question.clause if question else "4.4"),
            field.help or _("Optional: it makes the card clearer to others."), question.question if question else None,
        )  # fmt: skip

    def _follow_scroll(self) -> None:
        top = self.scroll.verticalScrollBar().value() + px(60)
        if self.scroll.verticalScrollBar().value() >= self.scroll.verticalScrollBar().maximum():
            return  # the last sections cannot come to the top: the mark stays where it was put
        reached = [key for key, card in self._cards.items() if card.y() <= top]
        if reached:
            self.sections.mark(reached[-1])

    # --- leaving -------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Save what is typed, in the fields and in the table."""
        self.indicators.pending.flush()
        self.form.leave()

    def _ask_delete(self) -> None:
        row_id = self.indicators.current_id()
        if row_id is not None:
            self.indicators.pending.flush()
            self.delete_row.emit(row_id)

    def _renew_delete(self) -> None:
        chosen = self.indicators.current_id() is not None
        self._delete.refuse(None if chosen else _("Go to the row of the indicator first"))


def _side_by_side(*boxes: FieldBox):
    line = row(*boxes, gap=16)
    for place in range(len(boxes)):
        line.setStretch(place, 1)
        line.setAlignment(boxes[place], Qt.AlignmentFlag.AlignTop)
    return line

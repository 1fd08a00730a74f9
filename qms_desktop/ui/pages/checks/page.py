"""What an auditor would find: the rules that found something at the left, the heaviest first, their records at the right."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qms_desktop.core.messages import Localised, Message, _, n_
from qms_desktop.services import checks, roles
from qms_desktop.services.checks import RULES, WEIGHTS, Finding, listed
from qms_desktop.services.reports import chooser
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card, RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.choices import CheckBox, ChoiceBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.checks.rows import FindingRow
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.theme.fonts import sized
from qms_desktop.ui.words import home_of

TONES = {"nonconformity": "high", "observation": "medium", "hint": "neutral"}
SHORT = {"nonconformity": _("nonconformity"), "observation": _("remark"), "hint": _("advice")}
MOST_ROWS = 40
"""So many records of one rule are shown; a unit is chosen to see the others."""


class ChecksPage(Page):
    """A friendly colleague's look over the records before an auditor comes; nothing here stops anybody."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator) -> None:
        super().__init__(_("What an auditor would find"),
                         _("Nothing here stops anybody: set it right, or say why it stays as it is."))  # fmt: skip
        self._ws, self._runner, self._editing, self._go = ws, runner, editing, go
        self.found: list[Finding] = []
        self._names: dict[str, Localised] = {}
        self._chosen: str | None = None
        self.rows: list[FindingRow] = []
        self.paper = Button(_("Print"), "primary", "printer")
        self.excel = Button(_("Excel"), "secondary", "file-spreadsheet")
        self.paper.clicked.connect(self.print_page)
        self.excel.clicked.connect(lambda: self.write("xlsx", asking.WORKBOOKS))
        self.header.add(self.excel, self.paper)
        self.unit = ChoiceBox({}, _("all units"), _("Unit"))
        self.unit.chosen.connect(lambda _key: self.refresh())
        self.unit.hide()
        self.noted = CheckBox(_("Also what was noted"))
        self.noted.toggled.connect(lambda _on: self.refresh())
        self.totals = Label(_("Looking through the records"), role="body", tone="text2", wrap=True)
        self.list = ListColumn(_("What was found"), _("Filter"), width=330)
        self.list.list.chosen.connect(self.show_rule)
        self.rule = ChoiceBox({})
        self.rule.chosen.connect(self.show_rule)
        self.heading = Label(role="section", wrap=True)
        self.chip = StateChip(State(""))
        self.advice = Label(role="body", tone="text2", wrap=True)
        self._body = column(gap=0)
        scroll = Scroll(margins=(0, 0, 6, 4))
        scroll.body.addLayout(self._body)
        head = row(self.heading, self.chip, gap=10)
        head.setStretch(0, 1)
        card = Card()
        card.add(head)
        card.add(self.advice)
        card.body.addWidget(scroll, 1)
        self.card = card
        sized(self.unit, "setMaximumWidth", 440)
        choosers = column(self.totals, row(self.unit, self.noted, None, gap=12), gap=8)
        self.empty = EmptyState("circle-check", _("An auditor would find nothing here"),
                                _("What is missing, late or contradictory would be listed here."))  # fmt: skip
        right = column(self.rule, card, gap=8)
        right.setStretch(1, 1)
        self._line = row(self.list, right, gap=16)
        self._line.setStretch(1, 1)
        for part in (self.list, self.rule, self.card):
            part.hide()
        self.add(choosers)
        self.add(self._line, 1)
        self.add(self.empty, 1)
        self.empty.hide()

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws, unit, noted = self._ws, self.unit.key(), self.noted.isChecked()

        def read() -> tuple[list[Finding], dict[str, Localised]]:
            return checks.findings(ws, unit, noted=noted), chooser.places(ws)

        self._runner.run(read, done=self._take, title=_("Looking through the records"))

    def _take(self, found: tuple[list[Finding], dict[str, Localised]]) -> None:
        self.found, names = found
        if list(names) != list(self._names):
            self._names = names
            kept = self.unit.key()
            self.unit.offer(names, None if self._ws.role == "department" else _("all units"))
            self.unit.set_key(kept or (self._ws.unit if self._ws.role == "department" else None))
        self.unit.setVisible(len(names) > 1)
        by_rule = {rule: list(found) for rule, found in itertools.groupby(self.found, key=lambda one: one.rule)}
        self.list.show_rows([_listed(rule, rows) for rule, rows in by_rule.items()], self._chosen if self._chosen in by_rule else None)
        self.rule.offer({rule: _("{rule}: {n}", rule=RULES[rule].heading, n=len(rows)) for rule, rows in by_rule.items()})
        self.totals.say(_totals(self.found))
        for part in (self.list, self.rule, self.card):
            part.setVisible(bool(self.found))
        self.empty.setVisible(not self.found)
        self.arranged()
        if self.found:
            self.show_rule(self._chosen if self._chosen in by_rule else next(iter(by_rule)))

    # --- showing -------------------------------------------------------------------------------------------------

    def show_rule(self, rule: str) -> None:
        """Show the records that one rule found."""
        self._chosen = rule
        self.list.list.mark(rule)
        self.rule.set_key(rule)
        found = [one for one in self.found if one.rule == rule]
        declared = RULES[rule]
        self.heading.say(declared.heading)
        self.chip.show_state(State(WEIGHTS[declared.weight], TONES[declared.weight]))
        self.advice.say(_("{advice} (clause {clause})", advice=declared.advice, clause=declared.clause))
        clear(self._body)
        card = RowCard()
        self.rows = [self._row(one) for one in found[:MOST_ROWS]]
        for shown in self.rows:
            card.add_row(shown, stretch=0)
        rest = len(found) - MOST_ROWS
        if rest > 0:
            card.add_row(Label(n_("And {n} more: choose a unit, or print the list.", "And {n} more: choose a unit, or print the list.", rest),
                               "small", "text2", wrap=True), stretch=0)  # fmt: skip
        self._body.addWidget(card)
        self._body.addStretch(1)

    def _row(self, finding: Finding) -> FindingRow:
        several = self._ws.role != "department" and self.unit.key() is None
        unit = self._names.get(finding.unit, home_of(self._ws, finding.unit)) if several else None
        opens = self._go.section_of(finding.kind) is not None
        mends = roles.makes_records(self._ws, finding.kind)
        notes = roles.makes_records(self._ws, "check_note")
        return FindingRow(finding, unit, self.open_finding if opens else None, self.mend if mends else None, self.note if notes else None)

    # --- acts ----------------------------------------------------------------------------------------------------

    def open_finding(self, finding: Finding) -> None:
        """Go to the record; to where one is made, if there is none."""
        if finding.record:
            self._go.record(finding.kind, finding.record)
        elif (key := self._go.section_of(finding.kind)) is not None:
            self._go.section(key)

    def mend(self, finding: Finding) -> None:
        """Set it right by the act of its rule; what a person goes on with is shown."""
        ws, rule = self._ws, RULES[finding.rule]

        def done(result: SaveResult) -> None:
            if rule.mend is not None and rule.mend.opens:
                self._go.record(result.saved[0].key.kind, result.saved[0].key.id)

        self._editing.act(lambda: checks.mend(ws, finding), rule.heading, done=done)

    def note(self, finding: Finding, why: str) -> None:
        """Keep why it stays."""
        ws = self._ws
        self._editing.act(lambda: checks.note(ws, finding, why), _("Note on a finding"))

    def print_page(self) -> None:
        self.write("pdf", asking.PAPERS)

    def write(self, ending: str, kinds: Message) -> None:
        """Write the list into a file."""
        ws, found, unit = self._ws, self.found, self.unit.key()
        place = asking.place_to_save(self, _("Where to put the list"), f"{listed.TITLE}.{ending}", kinds, "report")
        if place is not None:
            self._runner.run(lambda: listed.write(ws, found, place, unit=unit), done=lambda _none: self._written(place),
                             title=_("Writing the list"))  # fmt: skip

    def _written(self, place: Path) -> None:
        banner = self.notices.say(_("The list is written: {file}", file=place.name), "done", _("Open it"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))

    def find(self) -> None:
        if self.list.box is not None:
            self.list.box.setFocus()

    def arranged(self) -> None:
        if hasattr(self, "empty"):
            beside = self.width_class > Width.SINGLE
            self.list.setVisible(beside and bool(self.found))
            self.rule.setVisible(not beside and bool(self.found))
            self.list.set_narrow(self.width_class < Width.FULL)


def _listed(rule: str, found: Sequence[Finding]) -> ListRow:
    declared = RULES[rule]
    return ListRow(rule, declared.heading, SHORT[declared.weight], chip=State(str(len(found)), TONES[declared.weight]))


def _totals(found: Sequence[Finding]) -> Localised:
    counts = Counter(one.weight for one in found)
    return _("Nonconformities: {nonconformity}, remarks: {observation}, advice: {hint}.", **{weight: counts[weight] for weight in WEIGHTS})

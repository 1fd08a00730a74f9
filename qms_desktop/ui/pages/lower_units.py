"""The units below a dean's office: their records, to look at."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import lower_units
from qms_desktop.services.lower_units import Held, LowerUnit
from qms_desktop.services.workspace import Workspace
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.filters import FilterRow
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.pages.opening import OpeningSheet
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.theme.fonts import sized


class LowerUnitsPage(Page):
    """The units at the left, the chosen one's records in the middle, what one of them holds at the right."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__(_("Units below"), _("Their records as they were last taken in: to look at. They are theirs to write."))
        self._ws, self._runner = ws, runner
        self.records: list[Held] = []
        self._unit: str | None = None
        self._key: Key | None = None
        self.column = ListColumn(_("Units"), width=250)
        self.column.list.chosen.connect(self._choose)
        filters = FilterRow(_("Title or number"), [])
        filters.filtered.connect(lambda _text, _key: self._show_records())
        self.sheet = OpeningSheet([
            Column("kind", _("What it is"), 170, wrap=True, room="panel"),
            Column("number", _("No."), 124, wrap=True, room="narrow"),
            Column("title", _("Title"), 260, wrap=True, stretch=True, room="narrow"),
            Column("state", _("State"), 130, wrap=True, room="wide"),
        ], _("Records of the unit"))  # fmt: skip
        self.sheet.opened.connect(self._open)
        table = QWidget()
        table.setLayout(column(filters, self.sheet, gap=8))
        table.layout().setStretch(1, 1)
        self.filters = filters
        line = row(self.column, table, gap=20)
        line.setStretch(1, 1)
        self.add(line, 1)
        panel = SidePanel([Tab("fields", _("What it holds"))])
        for part in (panel.expand, panel.previous, panel.next):
            part.hide()
        self._fields = QGridLayout()
        self._fields.setColumnStretch(1, 1)
        sized(self._fields, "setHorizontalSpacing", 14)
        panel.tab("fields").body.addLayout(self._fields)
        self.set_panel(panel)

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: lower_units.lower_units(ws), done=self._show_units)

    def _show_units(self, found: list[LowerUnit]) -> None:
        codes = [each.unit for each in found]
        self._unit = self._unit if self._unit in codes else next(iter(codes), None)
        self.column.show_rows([
            ListRow(each.unit, each.name, n_("{n} record", "{n} records", each.records), code=each.unit) for each in found
        ], self._unit)  # fmt: skip
        if self._unit is not None:
            self._choose(self._unit)

    def _choose(self, unit: Any) -> None:
        self._unit = unit
        ws = self._ws
        self._runner.run(lambda: (unit, lower_units.records_of(ws, unit)), done=lambda found: self._take(*found))

    def _take(self, unit: str, found: list[Held]) -> None:
        if unit == self._unit:
            self.records = found
            self._show_records()

    def _show_records(self) -> None:
        words = search_fold(self.filters.text())
        self.sheet.show_rows([
            {"id": at, "kind": str(held.kind), "number": held.number, "title": held.title, "state": str(held.state or "")}
            for at, held in enumerate(self.records) if words in search_fold(f"{held.number} {held.title} {held.kind}")
        ])  # fmt: skip

    def _open(self, at: Any) -> None:
        held = self.records[at]
        self._key = held.key
        self.panel.show_record(held.number, held.title)
        self.show_panel()
        ws = self._ws
        self._runner.run(lambda: (held.key, lower_units.fields_of(ws, held.key)), done=lambda found: self._show_fields(*found))

    def _show_fields(self, key: Key, found: list[tuple[Localised, str]]) -> None:
        if key != self._key:
            return
        clear(self._fields)
        for at, (label, words) in enumerate(found):
            name = Label(label, "label", "text2", wrap=True)
            sized(name, "setFixedWidth", 120)
            self._fields.addWidget(name, at, 0)
            self._fields.addWidget(Label(words, wrap=True), at, 1)

    def retranslate(self) -> None:
        if hasattr(self, "sheet") and self._unit is not None:
            self._choose(self._unit)

    def help_key(self) -> str:
        return "exchange"

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())
            self.column.set_narrow(self.width_class < Width.FULL)
            self.column.setVisible(self.width_class >= Width.RAIL or not self.panel_is_open())

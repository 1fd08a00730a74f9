"""The reports: their list at the left, period and unit above, the report at the right with the records behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.core.reports import Figure, Link, Report
from qms_desktop.services import annual_reports
from qms_desktop.services.reports import chooser, registry
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.reports.behind import BehindPanel
from qms_desktop.ui.pages.reports.view import ReportView
from qms_desktop.ui.runner import Reporter, Runner
from qms_desktop.ui.table.record_list import ListColumn, ListRow

Moment = tuple[int, int]

EVIDENCE = "R18"
"""The report beside which the set of papers for an inspection is offered."""

ALL = ""
"""The period of a report over all of them."""


class ReportsPage(Page):
    """`show_report("R5")`: makes the report of the period and unit that are chosen and shows it.

    Nothing is counted before it is asked for; what is shown follows what is saved.
    """

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Reports"))
        self._ws, self._runner, self._go = ws, runner, go
        self._kinds = registry.offered(ws)
        self._chosen = self._kinds[0].id
        self._asked = 0
        self._of: tuple[str, str | None, str | None] | None = None
        self._at: Moment | None = None
        self.report: Report | None = None
        self.excel = Button(_("Excel"), "secondary", "file-spreadsheet")
        self.excel.clicked.connect(lambda: self.write("xlsx", asking.WORKBOOKS))
        self.paper = Button(_("Print"), "primary", "printer")
        self.paper.clicked.connect(self.print_page)
        self.summary = Button(_("Keep as the summary of the year"), "secondary", "file-check")
        self.summary.clicked.connect(self.keep_summary)
        self.summary.hide()
        self.dossier = Button(_("Set of papers for an inspection"), "secondary", "package")
        self.dossier.clicked.connect(self.put_together)
        self.dossier.hide()
        self.header.add(self.summary, self.dossier, self.excel, self.paper)
        self.period = ChoiceBox({}, None, _("Period"))
        self.unit = ChoiceBox({}, _("all units"), _("Unit"))
        self.kind = ChoiceBox({kind.id: _("{id} · {title}", id=kind.id, title=kind.title) for kind in self._kinds})
        self.kind.chosen.connect(self.show_report)
        for box in (self.period, self.unit):
            box.chosen.connect(lambda _key: self.make())
        self.list = ListColumn(_("Reports"), _("Find a report"), width=264)
        self.kind.set_key(self._chosen)
        self.list.list.chosen.connect(self.show_report)
        self.list.show_rows([
            ListRow(kind.id, kind.title, registry.GROUPS[kind.group], code=kind.id) for kind in self._kinds
        ], self._chosen)  # fmt: skip
        self.view = ReportView()
        self.view.figure_asked.connect(self.show_behind)
        self.view.record_asked.connect(self._open)
        self.card = Card()
        self.card.add(self.view)
        self.empty = EmptyState("chart-column", _("Choose a report, a period and a unit"),
                                _("The report is counted from the records as they are at that moment."), _("Make the report"), "arrow-right")  # fmt: skip
        self.empty.acted.connect(self.make)
        choosers = row(self.period, self.unit, gap=8)
        choosers.setStretch(1, 1)
        right = column(self.kind, choosers, self.card, self.empty, gap=8)
        right.setStretch(2, 1)
        right.setStretch(3, 1)
        line = row(self.list, right, gap=16)
        line.setStretch(1, 1)
        self.add(line, 1)
        self.behind = BehindPanel()
        self.behind.asked.connect(lambda kind, record: self._go.record(kind, record))
        self.set_panel(self.behind)
        self._show_made(False)

    # --- making --------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: (chooser.periods(ws), chooser.places(ws), chooser.moment(ws)), done=self._offer)

    def _offer(self, found: tuple[tuple[str, list[str]], dict[str, Localised], Moment]) -> None:
        (now, periods), units, moment = found
        kept = self.period.key()
        self.period.offer([*((code, Text.of(code)) for code in periods), (ALL, _("all periods"))])
        self.period.set_key(now if kept is None else kept)
        is_unit = self._ws.role == "department"
        self.unit.offer(units, None if is_unit else _("all units"))
        if is_unit and self.unit.key() is None:
            self.unit.set_key(self._ws.unit)
        self.unit.setVisible(len(units) > 1)
        if self.report is not None and (self._at, self._of) != (moment, self._wanted()):
            self.make()

    def _wanted(self) -> tuple[str, str | None, str | None]:
        return self._chosen, self.period.key(), self.unit.key()

    def _show_made(self, made: bool) -> None:
        """Show the report with what can be done with it, or what to do to get one."""
        for part in (self.card, self.excel, self.paper):
            part.setVisible(made)
        self.empty.setVisible(not made)

    def show_report(self, number: str) -> None:
        """Make another report of the same period and unit."""
        self._chosen = number
        self.list.list.mark(number)
        self.kind.set_key(number)
        self.hide_panel()
        self.make()

    def make(self) -> None:
        """Make the chosen report; what was asked for before and comes later is not shown."""
        ws = self._ws
        self._of = number, period, unit = self._wanted()
        self._asked += 1
        asked = self._asked
        self._runner.run(
            lambda: (chooser.moment(ws), registry.make(ws, number, period, unit)), done=lambda made: self._take(*made, asked),
            title=_("Making the report"), counts=True,
        )  # fmt: skip

    def _take(self, at: Moment, report: Report, asked: int) -> None:
        if asked != self._asked:
            return
        self._at, self.report = at, report
        self._show_made(True)
        self.header.subtitle.say(_("{id} · {title}", id=report.id, title=report.title))
        self.summary.setVisible(report.id == annual_reports.REPORT and self._ws.is_office and bool(report.period) and report.unit is None)
        self.dossier.setVisible(report.id == EVIDENCE)
        self.excel.refuse(None if report.tables else _("This report has no table."))
        self.view.show_report(report)

    def primary(self) -> None:
        if self.report is None:
            self.make()
        else:
            super().primary()

    def retranslate(self) -> None:
        self.view.renew()

    def keep_summary(self) -> None:
        """Make the audit report of the year of what is shown, and open it."""
        ws, period = self._ws, self.report.period if self.report else None
        self._runner.run(lambda: annual_reports.begin(ws, period), title=_("Making the summary of the year"),
                         done=lambda made: self._go.record("audit_report", made.saved[0].key.id))  # fmt: skip

    def put_together(self) -> None:
        """Write the papers of the system with their files into a folder, for an inspection or accreditation."""
        ws, period = self._ws, self.report.period if self.report else None
        place = asking.folder_to_open(self, _("Where to put the set of papers"), "dossier")
        if place is None:
            return

        def work(report: Reporter) -> Path:
            from qms_desktop.services import dossier  # what makes paper is imported when it is wanted

            return dossier.export(ws, place, period=period, progress=report).folder

        self._runner.run(work, done=self._written, title=_("Putting the set of papers together"))

    # --- the records behind a figure -----------------------------------------------------------------------------

    def show_behind(self, figure: Figure, name: str) -> None:
        """List the records that a figure was counted from."""
        ws = self._ws

        def show(found: list[chooser.Found]) -> None:
            self.behind.show_records(name, figure.shown, found, figure.behind)
            self.show_panel()

        self._runner.run(lambda: chooser.behind(ws, figure.records), done=show)

    def _open(self, link: Link) -> None:
        self._go.record(link.kind, link.record)

    # --- paper and sheets ----------------------------------------------------------------------------------------

    def print_page(self) -> None:
        self.write("pdf", asking.PAPERS)

    def write(self, ending: str, kinds: Localised) -> None:
        """Write the report that is shown into a file."""
        ws, report = self._ws, self.report
        if report is None:
            return
        name = f"{report.id} {report.title} {report.period.replace('/', '-')}".strip() + f".{ending}"
        place = asking.place_to_save(self, _("Where to put the report"), name, kinds, "report")
        if place is None:
            return

        def work() -> None:
            from qms_desktop.services.reports import writing  # what makes paper is imported when it is wanted

            writing.write_report(ws, report, place)

        self._runner.run(work, done=lambda _none: self._written(place), title=_("Writing the report"))

    def _written(self, place: Path) -> None:
        banner = self.notices.say(_("The report is written: {file}", file=place.name), "done", _("Open it"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))

    def find(self) -> None:
        if self.list.box is not None:
            self.list.box.setFocus()

    def arranged(self) -> None:
        if hasattr(self, "view"):
            listed = self.width_class >= Width.RAIL and not self.panel_is_open()
            self.list.setVisible(listed)
            self.kind.setVisible(not listed)
            self.list.set_narrow(self.width_class < Width.FULL)

"""Return bundles: the units for which there is something new are ticked already; one button writes their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import _, n_
from qms_desktop.services import returning
from qms_desktop.services.return_news import Returnee
from qms_desktop.services.returning import Returned
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import State
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.runner import Reporter, Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.table.extras import BatchBar
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.words import Lines


class ReturnsPage(Page):
    """`tick(codes)` ticks other units; `make()` asks for the folder and writes the files."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Return bundles"), _("One file a unit: verdicts, remarks, register numbers, published documents."))
        self._ws, self._runner, self._go = ws, runner, go
        self.units: list[Returnee] = []
        self._ticked: set[str] | None = None  # None until the first look: then those with news
        self._made: dict[str, Returned] = {}
        self.filters = FilterRow(_("Unit or code"), [
            Toggle("all", _("All"), 0), Toggle("news", _("Something new"), 0), Toggle("never", _("Never yet"), 0),
            Toggle("ticked", _("Ticked"), 0),
        ])  # fmt: skip
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.all_link = Button(_("Tick all"), "secondary", "list-checks")
        self.all_link.clicked.connect(lambda: self.tick([each.unit for each in self.units]))
        self.news_link = Button(_("Only those with news"), "secondary", "list-filter")
        self.news_link.clicked.connect(lambda: self.tick([each.unit for each in self.units if each.news]))
        self.sheet = Sheet(ListSource([]), [
            Column("tick", "", 36, kind="check", editable=True, room="narrow"),
            Column("unit", _("Unit"), 260, wrap=True, stretch=True, room="narrow"),
            Column("news", _("Since the last return"), 170, kind="state", room="narrow"),
            Column("returned", _("Returned last"), 150, room="panel"),
            Column("result", _("Result"), 260, wrap=True, room="wide"),
        ])  # fmt: skip
        self.sheet.rows.edited.connect(self._tick)
        self.button = Button(_("Make the return bundles"), "primary", "package")
        self.button.clicked.connect(self.make)
        self.header.add(self.news_link, self.all_link)
        self.bar = BatchBar(self.button)
        self.bar.let_go.connect(lambda: self.tick([]))
        self.empty = EmptyState("package", _("Nobody can read a return bundle yet"),
                                _("Invite the units first, or take in the first package of one."))  # fmt: skip
        self.add(self.filters)
        self.add(self.sheet, 1)
        self.add(self.bar)
        self.add(self.empty, 1)
        self.empty.hide()
        language.changed.connect(self._show)

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: returning.awaiting(ws), done=self._take)

    def _take(self, found: list[Returnee]) -> None:
        self.units = found
        codes = {each.unit for each in found}
        self._ticked = {each.unit for each in found if each.news} if self._ticked is None else self._ticked & codes
        for part in (self.filters, self.sheet, self.news_link, self.all_link):
            part.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._show()

    def _show(self) -> None:
        ticked = self._ticked or set()
        tests = {"all": lambda each: True, "news": lambda each: each.news, "never": lambda each: each.returned is None,
                 "ticked": lambda each: each.unit in ticked}  # fmt: skip
        self.filters.set_counts({key: sum(map(test, self.units)) for key, test in tests.items()})
        words = search_fold(self.filters.text())
        shown = [each for each in self.units if tests[self.filters.chosen()](each)
                 and (words in search_fold(str(each.name)) or words in search_fold(each.unit))]  # fmt: skip
        self.sheet.rows.show_source(ListSource([self._row(each, ticked) for each in shown]))
        self._say_ticked()

    def _row(self, each: Returnee, ticked: set[str]) -> dict[str, Any]:
        made = self._made.get(each.unit)
        result = n_("{file}, {n} record", "{file}, {n} records", made.records, file=made.file.name) if made else ""
        return {
            "id": each.unit, "tick": each.unit in ticked, "unit": str(each.name),
            "news": State(_("something new"), "info") if each.news else State(_("nothing new")),
            "returned": str(day_of(each.returned)) if each.returned else "–", "result": str(result),
            MARKS: {"unit": Mark(second=each.unit), "result": Mark(tone="low")},
        }  # fmt: skip

    # --- ticks ---------------------------------------------------------------------------------------------------

    def tick(self, codes: list[str]) -> None:
        """Tick these units and no others."""
        self._ticked = set(codes)
        self._show()

    def _tick(self, batch: list[tuple[Any, dict[str, Any]]]) -> None:
        ticked = self._ticked if self._ticked is not None else set()
        for unit, values in batch:
            (ticked.add if values.get("tick") else ticked.discard)(unit)
        self._ticked = ticked
        self._say_ticked()

    def _say_ticked(self) -> None:
        count = len(self._ticked or ())
        self.bar.say(n_("{n} unit is ticked", "{n} units are ticked", count) if self.units else None)
        self.button.say(n_("Make {n} return bundle", "Make {n} return bundles", count))
        self.button.refuse(None if count else _("Tick a unit first"))

    # --- making --------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        if self.button.isEnabled():
            self.make()

    def make(self) -> None:
        """Save what is typed, ask for the folder, and write the files there."""
        chosen = [each.unit for each in self.units if each.unit in (self._ticked or ())]
        self._go.leave_pages()
        folder = asking.folder_to_open(self, _("Where to put the return bundles"), "returns") if chosen else None
        if folder is None:
            return
        ws = self._ws
        self.button.refuse(_("The return bundles are being written"))

        def work(report: Reporter) -> list[Returned]:
            return returning.return_bundles(ws, chosen, folder, progress=report)

        job = self._runner.run(work, done=lambda made: self._say(folder, made), title=_("Writing the return bundles"))
        job.ended.connect(self._rest)

    def _rest(self) -> None:
        """Also after a stop: what was written by then is written."""
        self._say_ticked()
        self.refresh()
        self._go.exchanged.emit()

    def _say(self, folder: Path, made: list[Returned]) -> None:
        self._made |= {each.unit: each for each in made}
        self._ticked = set()
        self._show()
        said = n_("{n} return bundle lies in {folder}. Take it to the unit on a stick, or mail it.",
                  "{n} return bundles lie in {folder}. Take them to the units on a stick, or mail them.",
                  len(made), folder=str(folder))  # fmt: skip
        banner = self.notices.say(said, "done", _("Open the folder"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        if self._ws.notices:
            self.notices.say(Lines(tuple(self._ws.notices), " "), "warning")
            self._ws.notices.clear()

    def help_key(self) -> str:
        return "board"

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())

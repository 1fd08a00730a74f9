"""Printed forms: what can be printed and how its paper stands, the page as it comes out, print, PDF, Excel."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy

from qms_desktop.core.messages import LANGUAGES, Localised, Text, _, n_
from qms_desktop.services import papers, printing, scans, sheeting, website
from qms_desktop.services.papers import Choice, Paper
from qms_desktop.services.saved import SaveResult
from qms_desktop.services.workspace import Workspace, period_now
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import CheckBox, ChoiceBox
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.moments import day_of
from qms_desktop.ui.pages import printer
from qms_desktop.ui.pages.paper import PaperView, Wanted
from qms_desktop.ui.pages.sheet_check import SheetCheck
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import LANGUAGE_NAMES
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.theme.fonts import sized
from qms_desktop.ui.words import Lines

ALL = "all"
_MOST_TOLD = 5
TONES = {"nothing": "text2", "not_printed": "text2", "printed": "low", "outdated": "medium"}


SAID = {"current": "done", "changed": "warning", "unknown": "warning"}
"""How the page says what became of the check of a sheet."""

MANY = 20
"""So many records of a form are shown at once when it is chosen; of more the first."""


class PrintPage(Page):
    """`show_form("Ф-01", [id])` is what the print buttons of other pages come to."""

    printed = Signal(str)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Printed forms"))
        self._ws, self._runner, self._editing = ws, runner, editing
        self._papers: dict[str, Paper] = {}
        self._code = ""
        self._ids: tuple[str, ...] = ()
        self._choices: list[Choice] = []
        self._all_asked = False
        self._variants: dict[str, Localised] = {}
        self.list = ListColumn(_("Printed forms"), _("Find the form"), width=286)
        self.view = PaperView(ws, runner)
        self.record = ChoiceBox({}, _("All"))
        self.language = ChoiceBox({code: LANGUAGE_NAMES[code] for code in LANGUAGES})
        self.variant = ChoiceBox({})
        self.blank = CheckBox(_("Blank, to be filled in by hand"))
        self.copy = CheckBox(_("Copy for people from outside"))
        self._build()
        self.list.list.chosen.connect(self._choose_form)
        self.record.chosen.connect(self._choose_record)
        for box in (self.language, self.variant):
            box.chosen.connect(lambda _key: self._preview())
        for mark in (self.blank, self.copy):
            mark.toggled.connect(lambda _on: self._preview())
        self.view.shown.connect(self._judge)
        self.language.set_key(ws.language)
        self.copy.setVisible(ws.role != "reader")  # what a reader prints is a copy anyway

    def _build(self) -> None:
        self.web = Button(_("Page for the website"), "secondary", "globe")
        self.excel = Button(_("Excel"), "secondary", "file-spreadsheet")
        self.pdf = Button(_("Save as PDF"), "secondary", "download")
        self.act = Button(_("Print"), "primary", "printer")
        self.scans = Button(_("File signed scans"), "secondary", "signature")
        self.scans.clicked.connect(self._choose_scans)
        self.scans.setVisible(self._ws.role != "reader")
        self.web.clicked.connect(self.save_web)
        self.excel.clicked.connect(self.save_excel)
        self.pdf.clicked.connect(self.save_pdf)
        self.act.clicked.connect(self.print_page)
        self.header.add(self.scans, self.web, self.excel, self.pdf, self.act)
        for box in (self.record, self.variant, self.language):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        sized(self.language, "setMaximumWidth", 170)
        choices = row(self.record, self.variant, self.language, None, gap=8)
        for place, share in enumerate((3, 2, 2, 1)):
            choices.setStretch(place, share)
        self.check = SheetCheck(self._ws, self._runner)
        self.check.checked.connect(lambda found: self.notices.say(found.sentence, SAID[found.status]))
        right = column(choices, row(self.blank, self.copy, None, gap=16), self.view, self.check, gap=10)
        right.setStretch(2, 1)
        line = row(self.list, right, gap=16)
        line.setStretch(1, 1)
        self.add(line, 1)

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        self._runner.run(lambda: papers.papers(self._ws), done=self._show_papers, title=_("Reading the forms"))
        if self._code:
            self._read_choices(self._code)

    def _show_papers(self, found: list[Paper]) -> None:
        self._papers = {paper.code: paper for paper in found}
        rows = [
            ListRow(paper.code, paper.title, paper_state(paper), paper.number, TONES[paper.state]) for paper in found
        ]
        first = next((paper.code for paper in found if paper.state != "nothing"), found[0].code if found else None)
        self.list.show_rows(rows, self._code or first)
        if not self._code and first:
            self._choose_form(first)
        else:
            self._say_head()

    def show_form(self, code: str, ids: Sequence[str] = (), **rest: Any) -> None:
        """Show a form, of the records named or of all; `language`, `variant` and `blank` may be given."""
        if code != self._code:
            self._offer_variants(code)
        self._code, self._ids, self._all_asked = code, tuple(ids), False
        self.list.list.mark(code)
        if rest.get("language"):
            self.language.set_key(rest["language"])
        if rest.get("variant"):
            self.variant.set_key(rest["variant"])
        if "blank" in rest:
            self.blank.setChecked(bool(rest["blank"]))
        self._arrange_choices()
        self._read_choices(code)
        if self._is_many():
            self._say_head()
        else:
            self._preview()

    def _is_many(self) -> bool:
        """Whether nobody would look through all that belongs on the form: then the first of it is shown, and all if asked for."""
        paper = self._papers.get(self._code)
        by_one = self._code in papers.EACH or self._code in papers.OF_UNIT
        return by_one and not self._ids and paper is not None and paper.records > MANY

    def open_record(self, kind: str, record_id: str) -> None:
        """Show the form that prints a record of this kind."""
        code = next((code for code, each in papers.EACH.items() if each == kind), None)
        if code is not None:
            self.show_form(code, [record_id])

    def _choose_form(self, code: str) -> None:
        self.notices.clear()
        self.show_form(code)

    def _choose_record(self, key: str | None) -> None:
        self._all_asked = key in (None, ALL)
        self._ids = () if self._all_asked or str(key).startswith("unit:") else (str(key),)
        self._preview()

    def _read_choices(self, code: str) -> None:
        def done(found: list[Choice]) -> None:
            if code == self._code:
                self._choices = found
                self._offer()

        self._runner.run(lambda: papers.choices(self._ws, code), done=done)

    def _offer(self) -> None:
        kept = self.record.key() or ""
        kept = kept if kept.startswith("unit:") else None
        self.record.offer([(choice.key, choice.words) for choice in self._choices], empty=_("All that belong on it"))
        if not kept and self._choices and self._is_many() and not self._all_asked and not self.blank.isChecked():
            self.record.set_key(self._choices[0].key)
            self._choose_record(self._choices[0].key)
        else:
            self.record.set_key(self._ids[0] if len(self._ids) == 1 else kept)
        self._arrange_choices()

    def _offer_variants(self, code: str) -> None:
        """The ways in which the form can be printed, the usual one chosen."""
        self._variants = papers.variants(self._ws, code)
        self.variant.offer(list(self._variants.items()))
        self.variant.set_key(next(iter(self._variants), None))

    def _arrange_choices(self) -> None:
        self.record.setVisible(bool(self._choices))
        self.variant.setVisible(bool(self._variants))
        self.excel.setVisible(sheeting.has_sheet(self._code))
        self.web.setVisible(self._code == papers.PUBLIC)

    def wanted(self) -> Wanted:
        """What is chosen now."""
        key = self.record.key() if self._choices else None
        unit = key.removeprefix("unit:") if key and key.startswith("unit:") else None
        return Wanted(
            self._code, self._ids, unit, self.language.key(), self.blank.isChecked(),
            (self.variant.key() or "") if self._variants else "", self.copy.isChecked(),
        )  # fmt: skip

    def _preview(self) -> None:
        if self._code:
            self._say_head()
            self.view.show_wanted(self.wanted())

    def _say_head(self) -> None:
        paper = self._papers.get(self._code)
        if paper is not None:
            self.header.say(paper.title, Lines((Text.of(paper.number), paper_state(paper)), " · "))

    def _judge(self, pages: int) -> None:
        """Without a page there is nothing to print or to save."""
        why = None if pages else _("There is nothing to print yet.")
        for button in (self.pdf, self.act):
            button.refuse(why)

    # --- doing ---------------------------------------------------------------------------------------------------

    def print_page(self) -> None:
        """Print: the person chooses the printer; where there is none the PDF opens in the system's viewer."""
        wanted = self.wanted()
        if not wanted.code or not self.act.isEnabled():
            return
        if not printer.is_there():
            self._open_in_viewer(wanted)
            return
        printer.choose(self, lambda chosen: self._print_on(chosen, wanted))

    def _print_on(self, chosen: Any, wanted: Wanted) -> None:
        def work() -> bytes:
            out = BytesIO()
            printing.print_form(self._ws, wanted.code, out, **wanted.rest())
            return out.getvalue()

        def done(data: bytes) -> None:
            pages = printer.send(chosen, data)
            self.notices.say(n_("{n} page was sent to the printer.", "{n} pages were sent to the printer.", pages), "done")
            self._was_printed(wanted)

        self._runner.run(work, done=done, title=_("Printing"))

    def _open_in_viewer(self, wanted: Wanted) -> None:
        path = Path(tempfile.mkdtemp(prefix="qms-")) / f"{file_name(self._ws, wanted)}.pdf"
        self._print_to(path, wanted, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    def save_pdf(self) -> None:
        """Ask where to, and print into that file."""
        wanted = self.wanted()
        proposed = str(Path.home() / f"{file_name(self._ws, wanted)}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, str(_("Save as PDF")), proposed, "PDF (*.pdf)")
        if path:
            self.save_pdf_to(Path(path))

    def save_pdf_to(self, path: Path) -> None:
        """Print into a file; the print is kept as a record."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        self._print_to(path, self.wanted(), lambda: self._say_saved(path))

    def _print_to(self, path: Path, wanted: Wanted, then: Any) -> None:
        def done(_printed: Any) -> None:
            then()
            self._was_printed(wanted)

        self._runner.run(lambda: printing.print_form(self._ws, wanted.code, path, **wanted.rest()), done=done,
                         title=_("Making the PDF"))  # fmt: skip

    def save_excel(self) -> None:
        """Ask where to, and write the register as xlsx."""
        proposed = str(Path.home() / f"{file_name(self._ws, self.wanted())}.xlsx")
        path, _kind = QFileDialog.getSaveFileName(self, str(_("Save for Excel")), proposed, "Excel (*.xlsx)")
        if path:
            self.save_excel_to(Path(path))

    def save_excel_to(self, path: Path) -> None:
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        wanted = self.wanted()
        self._runner.run(lambda: sheeting.export(self._ws, wanted.code, path, unit=wanted.unit),
                         done=lambda _written: self._say_saved(path), title=_("Writing the table"))  # fmt: skip

    def save_web(self) -> None:
        """Ask where to, and write what the public is told as a page for the website."""
        proposed = str(Path.home() / f"{file_name(self._ws, self.wanted())}.html")
        path, _kind = QFileDialog.getSaveFileName(self, str(_("Page for the website")), proposed, "HTML (*.html)")
        if path:
            self.save_web_to(Path(path))

    def save_web_to(self, path: Path) -> None:
        path = path if path.suffix.lower() in (".html", ".htm") else path.with_name(path.name + ".html")
        self._runner.run(lambda: website.export(self._ws, path), done=lambda _written: self._say_saved(path),
                         title=_("Writing the page"))  # fmt: skip

    def _say_saved(self, path: Path) -> None:
        banner = self.notices.say(_("Saved: {file}", file=path.name), "done", _("Open the folder"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))))

    def _was_printed(self, wanted: Wanted) -> None:
        self._runner.run(lambda: papers.papers(self._ws), done=self._show_papers)
        self.printed.emit(wanted.code)

    # --- scans ---------------------------------------------------------------------------------------------------

    def _choose_scans(self) -> None:
        chosen = asking.several_files(self, _("Scans of signed sheets"), "scans")
        if chosen:
            self.file_scans(chosen)

    def file_scans(self, paths: Sequence[Path]) -> None:
        """File scans of signed sheets by the codes on them, and say of each what became of it."""
        ws, found = self._ws, list[scans.Scanned]()

        def work() -> SaveResult:
            seen, done = scans.scan(ws, paths)
            found[:] = seen
            return done

        self._editing.act(work, _("Filing scans of signed sheets"), done=lambda _result: self._say_scans(found))

    def _say_scans(self, found: Sequence[scans.Scanned]) -> None:
        filed = sum(one.status in ("filed", "already") for one in found)
        told = tuple(one.reason for one in found if one.reason is not None)
        if filed:
            self.notices.say(n_("{n} signed sheet is filed.", "{n} signed sheets are filed.", filed), "done")
        if told:
            self.notices.say(Lines(told[:_MOST_TOLD]), "warning")

    def step(self, by: int) -> None:
        self.list.list.walk(by)

    def find(self) -> None:
        if self.list.box is not None:
            self.list.box.setFocus()

    def retranslate(self) -> None:
        """Preview in the language of the window, unless another was chosen for the paper."""
        self._offer()

    def arranged(self) -> None:
        self.list.setVisible(self.width_class > Width.SINGLE)
        self.list.set_narrow(self.width_class < Width.RAIL)

    def help_key(self) -> str:
        return "printing"


def paper_state(paper: Paper) -> Localised:
    """How the paper stands to the records, in words."""
    if paper.state == "nothing":
        return _("nothing to print yet")
    if paper.state == "not_printed":
        count: Localised = n_("{n} record, not printed yet", "{n} records, not printed yet", paper.records)
        return count if paper.records else _("not printed yet")
    day = day_of(paper.printed_at) if paper.printed_at else ""
    if paper.state == "printed":
        return _("printed {day}", day=day)
    return _("the printed sheet is out of date")


def file_name(ws: Workspace, wanted: Wanted) -> str:
    """A name for the file: form, unit and period."""
    unit = wanted.unit or (ws.unit if not ws.is_office else ws.profile.abbr.text("ky"))
    return "-".join((wanted.code, unit, period_now(ws.profile).replace("/", "-")))


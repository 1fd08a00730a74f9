"""Excel and PDF: what a page of records puts out, and what it takes in as one batch that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services.records import SaveResult
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.asking import ALL_FILES, place_to_save
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.notice_area import NoticeArea
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.records.scope import Scope
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import speak

SHEETS, PDFS = _("Excel sheets (*.xlsx)"), _("PDF documents (*.pdf)")
TABLES = _("Tables (*.xlsx *.docx *.csv)")
_PROBLEMS_SAID = 3


class ExcelButton(Button):
    """`Excel` with a menu: take in, put out."""

    def __init__(self, put_out: Callable[[], None], take_in: Callable[[], None] | None) -> None:
        super().__init__("Excel", "secondary", "file-spreadsheet")
        menu = QMenu(self)
        self.out = self._action(menu, _("Put out to Excel…"), put_out)
        self.take_in = self._action(menu, _("Take in from Excel or Word…"), take_in) if take_in is not None else None
        self.setMenu(menu)

    def _action(self, menu: QMenu, said: Localised, act: Callable[[], None]) -> QAction:
        action = menu.addAction("")
        speak(action, "setText", said)
        action.triggered.connect(act)
        return action


class Files:
    """Asks for a place and runs the work; what became of it is said in `notices`.

    What writes sheets and paper is loaded when it is first wanted: a page opens without it.
    """

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, parent: QWidget, notices: NoticeArea) -> None:
        self._ws, self._runner, self._editing, self._parent, self._notices = ws, runner, editing, parent, notices

    def put_out(self, what: str, name: str, scope: Scope) -> None:
        """A form or a kind as xlsx."""
        from qms_desktop.services import sheeting

        out = place_to_save(self._parent, _("Put out to Excel"), f"{name}.xlsx", SHEETS, "tables")
        if out is not None:
            self._runner.run(lambda: sheeting.export(self._ws, what, out, unit=scope.unit, year=scope.period),
                             done=self._put_out, title=_("Writing the sheet"))  # fmt: skip

    def _put_out(self, result: dict[str, Any]) -> None:
        self._notices.say(n_("Written: {file}, {n} row.", "Written: {file}, {n} rows.", result["rows"], file=result["file"]),
                          "done")  # fmt: skip

    def put_out_pdf(self, code: str, name: str, scope: Scope) -> None:
        """A printed form as PDF."""
        from qms_desktop.services import printing

        out = place_to_save(self._parent, _("Save as PDF"), f"{name}.pdf", PDFS, "papers")
        if out is None:
            return

        def done(printed: Any) -> None:
            self._notices.say(n_("Written: {file}, {n} page.", "Written: {file}, {n} pages.", printed.pages,
                                 file=printed.file), "done")  # fmt: skip

        self._runner.run(lambda: printing.print_form(self._ws, code, out, unit=scope.unit, year=scope.period),
                         done=done, title=_("Writing the PDF"))  # fmt: skip

    def take_in(self, kind: str, said: Callable[[Localised], None]) -> None:
        """Ask for a table and take its rows in; `said` offers to take the batch back."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._parent, str(_("Take in from Excel or Word")), "", f"{TABLES};;{ALL_FILES}")
        if chosen:
            self.take_in_file(Path(chosen), kind, said)

    def take_in_file(self, file: Path, kind: str, said: Callable[[Localised], None]) -> None:
        from qms_desktop.services import sheeting

        found: dict[str, Any] = {}

        def work() -> SaveResult:
            result, saved = sheeting.take_in_saved(self._ws, file, kind)
            found.update(result)
            return saved

        def done(_saved: SaveResult) -> None:
            self._say_problems(found["problems"])
            if found["created"] or found["updated"]:
                said(n_("{file}: {n} row taken in, {created} new, {updated} changed",
                        "{file}: {n} rows taken in, {created} new, {updated} changed", found["rows"],
                        file=file.name, created=found["created"], updated=found["updated"]))  # fmt: skip

        self._editing.act(work, _("Taking in {file}", file=file.name), done=done)

    def _say_problems(self, problems: list[dict[str, Any]]) -> None:
        if not problems:
            return
        texts = [str(problem.get("problem") or problem.get("message") or "") for problem in problems]
        rows = [problem.get("row") for problem in problems]
        said = " ".join(str(_("Row {row}: {problem}", row=row, problem=text)) if row else text
                        for row, text in list(zip(rows, texts, strict=True))[:_PROBLEMS_SAID])  # fmt: skip
        more = len(problems) - _PROBLEMS_SAID
        rest = n_("…and {n} more.", "…and {n} more.", more) if more > 0 else ""
        self._notices.say(_("{said} {rest}", said=said, rest=rest), "warning")

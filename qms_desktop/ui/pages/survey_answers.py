"""Answers to a survey out of a workbook: chosen, looked at, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qms_desktop.core.languages import format_number
from qms_desktop.core.messages import _, n_
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import survey_answers
from qms_desktop.services.survey_answers import COUNTS, Answers
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.columns import Column
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_MOST_SAID = 4


class SurveyAnswersPage(Page):
    """Shows what a file would bring before anything is written; a file that is dropped here is read too."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__(_("Answers to surveys"),
                         _("From a workbook: one row a respondent, or counts. Only counts are kept, and no small group."))  # fmt: skip
        self._ws, self._runner, self._editing = ws, runner, editing
        self.found: Answers | None = None
        self.survey = ChoiceBox({}, prefix=_("Survey"))
        self.survey.chosen.connect(lambda _key: self._forget())
        self.choose = Button(_("Choose the workbook"), "secondary", "file-spreadsheet")
        self.choose.clicked.connect(self._choose)
        self.take = Button(_("Take in the answers"), "primary", "check")
        self.take.clicked.connect(self.take_in)
        self.header.add(self.choose, self.take)
        self.add(row(self.survey, None))
        self.said = Label("", "body", "text", wrap=True)
        self.more = Label("", "small", "text2", wrap=True)
        self.add(self.said)
        self.add(self.more)
        self.sheet = Sheet(ListSource([]), self._columns())
        self._table = column(self.sheet)
        self.add(self._table, 1)
        self.empty = EmptyState("thumbs-up", _("No file has been chosen yet"),
                                _("The questions stand in the first row, the answers below: numbers from 1 to 5, 0 for “hard to say”. "
                                  "A column “Unit” divides them."), _("Choose the workbook"), "file-spreadsheet")  # fmt: skip
        self.empty.acted.connect(self._choose)
        self.add(self.empty, 1)
        self.without = EmptyState("thumbs-up", _("There is no survey yet to which answers could belong"),
                                  _("Begin a survey first, with its questions: the workbook names them in its first row."))  # fmt: skip
        self.add(self.without, 1)
        self._forget()

    def _columns(self) -> list[Column]:
        fields = KINDS["survey_result"].fields
        return [
            Column("question", _("Question"), 300, wrap=True, stretch=True, room="narrow"),
            Column("of_unit", fields["of_unit"].label, 90, room="narrow"),
            Column("programme", fields["programme"].label, 150, wrap=True),
            Column("year", fields["year"].label, 80),
            *(Column(name, str(score), 52, kind="number", name=fields[name].label) for name, score in zip(COUNTS, (5, 4, 3, 2, 1, 0), strict=True)),
            Column("n", "n", 60, kind="number", room="narrow"),
        ]  # fmt: skip

    def refresh(self, changes: Any = None) -> None:
        if changes is None or changes.many or changes.touches("survey"):
            ws = self._ws
            self._runner.run(lambda: survey_answers.surveys(ws), done=self._offer, title=_("Reading the surveys"))

    def _offer(self, surveys: dict[str, str]) -> None:
        chosen = self.survey.key()
        self.survey.offer(surveys)
        self.survey.set_key(chosen or next(reversed(surveys), None))
        self._show()

    def _forget(self) -> None:
        self.found = None
        self._show()

    def _choose(self) -> None:
        chosen = asking.file_to_open(self, _("Which workbook"), asking.WORKBOOKS, "survey")
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read a workbook and show what it would bring."""
        ws, survey = self._ws, self.survey.key()
        if survey is not None:
            self._runner.run(lambda: survey_answers.read(ws, survey, path), done=self._take, title=_("Reading the answers"))

    def _take(self, found: Answers) -> None:
        self.found = found
        self.notices.clear()  # what was said of another file
        self._show()

    def _show(self) -> None:
        found = self.found
        there = found is not None
        for part in (self.said, self.more, self.sheet):
            part.setVisible(there)
        for button in (self.choose, self.take):
            button.setVisible(there)
        self.empty.setVisible(not there and bool(self.survey.key()))
        self.without.setVisible(not there and not self.survey.key())
        self.take.setEnabled(found is not None and bool(found.results))
        if found is None:
            return
        self.said.say(n_("{n} person answered.", "{n} people answered.", found.respondents))
        lines = []
        if found.joined:
            lines.append(n_("{n} group is too small to stand alone, and is joined with others.",
                            "{n} groups are too small to stand alone, and are joined with others.", found.joined))  # fmt: skip
        if found.left:
            lines.append(n_("{n} answer is left out: so few people could be told.",
                            "{n} answers are left out: so few people could be told.", found.left))  # fmt: skip
        if found.ignored:
            lines.append(_("Columns that are not kept: {names}.", names=", ".join(found.ignored)))
        lines += [_("Row {row}, {column}: {problem}", row=problem.row, column=problem.column, problem=problem.said)
                  for problem in found.problems[:_MOST_SAID]]  # fmt: skip
        if len(found.problems) > _MOST_SAID:
            rest = len(found.problems) - _MOST_SAID
            lines.append(n_("And {n} more.", "And {n} more.", rest))
        self.more.say("\n".join(str(line) for line in lines))
        self.more.setVisible(bool(lines))
        self.sheet.rows.show_source(ListSource([
            {"id": place, **one, "n": sum(one.get(name) or 0 for name in COUNTS if name != "hard_to_say")}
            for place, one in enumerate(found.results)
        ]))  # fmt: skip

    def primary(self) -> None:
        """Choose a workbook, and with one in sight take it in."""
        (self.take if self.found is not None else self.empty.button).click()

    def take_in(self) -> None:
        """Write down what is shown."""
        ws, found = self._ws, self.found
        if found is None:
            return

        def taken(_result: Any) -> None:
            self._forget()
            self.notices.say(_("The answers of {n} people are taken in.", n=format_number(found.respondents)), "done")

        self._editing.act(lambda: survey_answers.take_in(ws, found), _("Answers to a survey"), done=taken)

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())

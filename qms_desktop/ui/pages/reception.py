"""Receiving, shared by the office's page and a department's: the run, and its results in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Joined, Localised, Text, _, n_
from qms_desktop.services import exchanging
from qms_desktop.services.exchanging import Outcome, Reception
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.status_words import STATUS_WORDS
from qms_desktop.ui.runner import Reporter, Runner
from qms_desktop.ui.speech import language
from qms_desktop.ui.table.columns import HEADING, MARKS, Column, Mark
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet

_PERSON_FIRST = ("rejected", "waiting", "parked", "conflict")


def status_of(outcome: Outcome) -> str:
    """What became of a file; conflicts, which wait for a person, and a file to be passed on are states of their own."""
    result = outcome.result
    if result.unopened:
        return "kept"
    found = result.conflicts_new or result.proposals_new
    return "conflict" if result.status == "merged" and found else result.status


class ReceiveRun(QObject):
    """Takes files in off the window's thread; between two files other work of the pages goes first."""

    ended = Signal(object)  # Reception

    def __init__(self, ws: Workspace, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._ws, self._runner = ws, runner
        self.is_running = False

    def start(self, paths: list[Path], *, unopened: bool = False) -> None:
        """Take in files and folders of files, or put them aside `unopened`; the results come with `ended`, stopped or not."""
        if self.is_running:
            return
        self.is_running = True
        runner, ws = self._runner, self._ws

        def work(report: Reporter) -> Reception:
            files = exchanging.files_of(paths)

            def progress(done: int, of: int) -> None:
                runner.give_way()
                if not report.stopped:  # once stopped it would raise, and what was done is to be told
                    report(done, of, files[done].name if done < len(files) else "")

            return exchanging.receive(ws, files, progress=progress, cancelled=lambda: report.stopped,
                                      unopened=unopened)  # fmt: skip

        job = runner.run(work, done=self.ended.emit, title=_("Receiving"))
        job.ended.connect(self._rest)

    def _rest(self) -> None:
        self.is_running = False


class Results(QWidget):
    """What became of each file: those that wait for a person first, each a sentence with the next step."""

    stepped = Signal(str, str)  # what to do (conflicts, digits, unit), the unit

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self._units: dict[str, Localised] = {}
        self.filters = FilterRow(_("Unit or file"), [
            Toggle("all", _("All"), 0), Toggle("person", _("Wait for you"), 0), Toggle("merged", _("Merged"), 0),
            Toggle("already", _("Came before"), 0),
        ])  # fmt: skip
        self.filters.filtered.connect(lambda _text, _key: self._show())
        self.sheet = Sheet(ListSource([]), [
            Column("icon", "", 42, kind="icon", room="narrow"),
            Column("file", _("Unit, file"), 230, wrap=True, room="narrow"),
            Column("status", _("Result"), 150, wrap=True, room="panel"),
            Column("said", _("What happened"), 300, wrap=True, stretch=True, room="narrow"),
            Column("step", _("Next step"), 160, kind="link", wrap=True, room="narrow"),
        ])  # fmt: skip
        self.sheet.link_followed.connect(self._follow)
        self.setLayout(column(self.filters, self.sheet, gap=8))
        self.layout().setStretch(1, 1)
        language.changed.connect(self._show)

    def show_outcomes(self, outcomes: list[Outcome], units: dict[str, Localised]) -> None:
        """Show the results of a run."""
        self.outcomes, self._units = outcomes, units
        states = [status_of(outcome) for outcome in outcomes]
        self.filters.set_counts({
            "all": len(states), "person": sum(state in _PERSON_FIRST for state in states),
            "merged": states.count("merged"), "already": states.count("already"),
        })  # fmt: skip
        self._show()

    def sentences(self) -> list[str]:
        """Every result in words, in the order in which they stand."""
        return [f"{row['file']}: {row['status']}. {row['said']}" for row in self._rows() if HEADING not in row]

    def _show(self) -> None:
        self.sheet.rows.show_source(ListSource(self._rows()))

    def _rows(self) -> list[dict[str, Any]]:
        wanted, words = self.filters.chosen(), self.filters.text().casefold()
        groups = {
            "person": (_PERSON_FIRST, lambda n: _("Wait for a person’s decision – {n}", n=n)),
            "merged": (("merged",), lambda n: _("Merged – {n}", n=n)),
            "kept": (("kept",), lambda n: _("Kept unopened, to be passed on – {n}", n=n)),
            "already": (("already",), lambda n: _("Came before – {n}", n=n)),
        }
        rows: list[dict[str, Any]] = []
        for key, (states, heading) in groups.items():
            if wanted not in ("all", key):
                continue
            found = [(at, outcome) for state in states for at, outcome in enumerate(self.outcomes)
                     if status_of(outcome) == state and words in self._name(outcome).casefold()]  # fmt: skip
            if found:
                rows.append({"id": f"heading {key}", HEADING: heading(len(found))})
                rows += [self._row(at, outcome) for at, outcome in found]
        return rows

    def _name(self, outcome: Outcome) -> str:
        return f"{self._units.get(outcome.result.unit, '')} {outcome.result.file.name}"

    def _row(self, at: int, outcome: Outcome) -> dict[str, Any]:
        result, status = outcome.result, status_of(outcome)
        icon, tone, words = STATUS_WORDS[status]
        unit = self._units.get(result.unit)
        marks = {"icon": Mark(icon=icon, tone=tone), "status": Mark(tone=tone)}
        second = result.file.name if unit is not None else ""
        if result.via:
            hands = Joined(tuple(self._units.get(code, Text.of(code)) for code in result.via))
            second = _("{file} · passed on by {units}", file=result.file.name, units=hands)
        marks["file"] = Mark(second=second)
        return {
            "id": at, "icon": icon, "file": str(unit) if unit is not None else result.file.name, "status": str(words),
            "said": str(outcome.sentence), "step": str(_STEPS[status](outcome)), MARKS: marks,
        }  # fmt: skip

    def _follow(self, at: Any, _column: str) -> None:
        outcome = self.outcomes[at]
        status = status_of(outcome)
        if status == "rejected":
            said = _("Please send the file {file} again: {reason}", file=outcome.result.file.name, reason=outcome.sentence)
            QGuiApplication.clipboard().setText(str(said))
        step = {"rejected": "copied", "waiting": "digits", "conflict": "conflicts"}.get(status, "unit")
        self.stepped.emit(step, outcome.result.unit)


_STEPS: dict[str, Callable[[Outcome], Localised | str]] = {
    "rejected": lambda _outcome: _("Copy a request"),
    "waiting": lambda _outcome: _("Decide about the computer"),
    "parked": lambda _outcome: "",
    "kept": lambda _outcome: "",
    "conflict": lambda outcome: n_("Decide {n} field", "Decide {n} fields",
                                   outcome.result.conflicts_new + outcome.result.proposals_new),
    "merged": lambda _outcome: _("Look"),
    "already": lambda _outcome: "",
}  # fmt: skip


def said_after(reception: Reception) -> Localised:
    """What was taken in after a decision, in a sentence."""
    merged = [outcome for outcome in reception.outcomes if outcome.result.status == "merged"]
    return n_("{n} file that waited was taken in.", "{n} files that waited were taken in.", len(merged))


def known_units(ws: Workspace) -> dict[str, Localised]:
    """What every unit is called; runs on the worker."""
    return exchanging.unit_names(ws)


def open_step(go: Navigator, step: str, unit: Localised | None) -> None:
    """Go where the next step of a result leads."""
    if step == "conflicts":
        page = go.section("conflicts")
        if unit is not None and go.has("board"):
            page.show_unit(unit)
    elif step == "digits":
        go.section("devices").show_waiting()
    elif step == "unit" and go.has("board"):
        go.section("board")

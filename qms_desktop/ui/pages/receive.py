"""The QA office takes in the units' files: chosen or dropped, with progress, and each result a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMenu

from qms_desktop.core.messages import Localised, _
from qms_desktop.services.exchanging import Reception
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.reception import ReceiveRun, Results, known_units, open_step
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import speak


class ReceivePage(Page):
    """`receive(paths)` takes files in; other pages can be used meanwhile."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Receiving bundles"), _("Choose files or a folder, or drop them on the window. "
                                                   "A backup is made before the first file."))  # fmt: skip
        self._ws, self._runner, self._go = ws, runner, go
        self._units: dict[str, Localised] = {}
        self.run = ReceiveRun(ws, runner, self)
        self.run.ended.connect(self._ended)
        self.choose = Button(_("Choose files or a folder"), "secondary", "folder-open")
        self.choose.setMenu(self._menu())
        self.header.add(self.choose)
        self.results = Results()
        self.results.stepped.connect(self._step)
        self.results.hide()
        self.empty = EmptyState("inbox", _("The files of the units are taken in here"),
                                _("For example the folder “Packages” on a stick: every .qmsb file in it is taken in."),
                                _("Choose files"), "folder-open")  # fmt: skip
        self.empty.acted.connect(self.choose_files)
        self.add(self.results, 1)
        self.add(self.empty, 1)
        self.filters = self.results.filters

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for said, act in ((_("Files…"), self.choose_files), (_("A folder…"), self.choose_folder)):
            action = menu.addAction("")
            speak(action, "setText", said)
            action.triggered.connect(lambda _on=False, act=act: act())
        return menu

    def choose_files(self) -> None:
        """Ask for files and take them in."""
        files = asking.files_to_open(self, _("Which files to take in"), "receive")
        if files:
            self.receive(files)

    def choose_folder(self) -> None:
        """Ask for a folder and take in every bundle in it."""
        folder = asking.folder_to_open(self, _("Which folder to take in"), "receive")
        if folder is not None:
            self.receive([folder])

    def receive(self, paths: list[Path]) -> None:
        """Take files and folders in."""
        if self.run.is_running:
            self.notices.say(_("Files are being taken in. Drop these again when it is done."), "warning")
            return
        self.choose.refuse(_("Files are being taken in"))
        self.run.start(paths)
        self.empty.hide()
        self.results.show()

    def _ended(self, reception: Reception) -> None:
        self.choose.refuse(None)
        outcomes = reception.outcomes
        for said in self._ws.notices:
            self.notices.say(said)
        self._ws.notices.clear()
        if not outcomes and not self.results.outcomes:
            self.notices.say(_("There is no bundle (.qmsb) among the files that were chosen."), "warning")
            self.empty.show()
            self.results.hide()
        self._read(lambda: self.results.show_outcomes(outcomes, self._units) if outcomes else None)
        self._go.exchanged.emit()

    def refresh(self, changes: Any = None) -> None:
        if changes is None or changes.touches("unit"):
            self._read(lambda: None)

    def _read(self, then: Any) -> None:
        def shown(found: dict[str, Localised]) -> None:
            self._units = found
            then()

        ws = self._ws
        self._runner.run(lambda: known_units(ws), done=shown)

    def _step(self, step: str, unit: str) -> None:
        if step == "copied":
            self.notices.say(_("A request to send the file again was copied: paste it into a letter or a messenger."), "done")
        else:
            open_step(self._go, step, self._units.get(unit))

    def primary(self) -> None:
        self.choose_files()

    def arranged(self) -> None:
        if hasattr(self, "results"):
            self.results.sheet.set_room(self.room())

"""The computers that wait to be confirmed, and the files that wait for a decision."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.services import enrolment, exchanging
from qms_desktop.services.enrolment import KnownDevice
from qms_desktop.services.exchanging import Reception, WaitingFile
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column
from qms_desktop.ui.pages.devices.device_card import DeviceCard
from qms_desktop.ui.runner import Job, Runner

Found = tuple[list[KnownDevice], list[WaitingFile], dict[str, Localised]]


def read_waiting(ws: Workspace) -> Found:
    """The devices and the files that wait, and what the units are called; runs on the worker."""
    waiting = [device for device in enrolment.devices(ws) if device.state == "waiting"]
    return waiting, exchanging.waiting_files(ws), exchanging.unit_names(ws)


class Waiting(QWidget):
    """`decided` hands on what was taken in after a decision; it hides where nothing waits."""

    decided = Signal(object)  # Reception, or None where nothing was taken in

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self.cards: list[DeviceCard] = []
        self.files: list[WaitingFile] = []
        self._title = Label(_("Computers that wait to be confirmed"), "section", wrap=True)
        self._how = Label(_("Phone the unit by a number that you know: there the digits stand under “Exchange”. Confirm only "
                            "if all six groups are the same."), "body", "text2", wrap=True)  # fmt: skip
        self._devices = column(gap=10)
        self._files_title = Label(_("Files that wait for a decision"), "section", wrap=True)
        self._files = column(gap=0)
        self.setLayout(column(self._title, self._how, self._devices, self._files_title, self._files, gap=8))
        self.hide()

    def show_found(self, found: Found) -> None:
        """Show what waits."""
        devices, files, units = found
        clear(self._devices)
        clear(self._files)
        self.cards = [DeviceCard(self._ws, device, units.get(device.unit, Text.of(device.unit))) for device in devices]
        for card in self.cards:
            card.confirmed.connect(self.confirm)
            card.revoked.connect(self.refuse)
            self._devices.addWidget(card)
        units_that_wait = {device.unit for device in devices}
        self.files = [file for file in files if file.status == "waiting"]
        box = RowCard()
        for file in self.files:
            self._add_file(box, file, units, decidable=file.unit not in units_that_wait)
        if self.files:
            self._files.addWidget(box)
        for part in (self._title, self._how):
            part.setVisible(bool(devices))
        self._files_title.setVisible(bool(self.files))
        self.setVisible(bool(devices or self.files))

    def count(self) -> int:
        """How much waits."""
        return len(self.cards) + len(self.files)

    def focus_first(self) -> None:
        """Give the focus to the first tick."""
        for card in self.cards[:1]:
            if card.compared is not None:
                card.compared.tick.setFocus()

    def _add_file(self, box: RowCard, file: WaitingFile, units: dict[str, Localised], *, decidable: bool) -> None:
        name = Label(_("{unit} · {file}", unit=units.get(file.unit, file.unit), file=file.file.replace("\\", "/").rpartition("/")[2]),
                     "strong", wrap=True)  # fmt: skip
        why = Label(file.reason or "", "small", "text2", wrap=True)
        drop = Button(_("Do not take it in"), "link")
        drop.clicked.connect(lambda: self._run(lambda: exchanging.dismiss_waiting(self._ws, file.sha256), _("Putting the file away")))
        parts = [IconLabel("file-x", "medium"), column(name, why, gap=1), drop]
        if decidable:
            take = Button(_("Take it in"), "inline", "check")
            take.clicked.connect(lambda: self._run(lambda: exchanging.accept_waiting(self._ws, file.sha256), _("Taking the file in")))
            parts.append(take)
        box.add_row(*parts)

    # --- acts ----------------------------------------------------------------------------------------------------

    def confirm(self, device: str) -> None:
        """Believe a device whose digits were compared."""
        self._run(lambda: exchanging.confirm_device(self._ws, device), _("Confirming the computer"))

    def refuse(self, device: str) -> None:
        """Do not let a device in."""

        def work() -> None:
            enrolment.revoke(self._ws, device)

        self._run(work, _("Refusing the computer"))

    def _run(self, work, title: Localised) -> Job:
        self.setEnabled(False)
        job = self._runner.run(work, done=self._done, title=title)
        job.ended.connect(lambda: self.setEnabled(True))
        return job

    def _done(self, result: Reception | None) -> None:
        self.decided.emit(result)

"""What waits for the person, read after every change: Home shows it, and the badges of the sidebar count it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from qms_desktop.services import duties
from qms_desktop.services.duties import Duties, OfficeDuties
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.frame.section import Badge
from qms_desktop.ui.runner import Runner

if TYPE_CHECKING:
    from qms_desktop.services.outlook import Outlook


def read(ws: Workspace) -> Duties | OfficeDuties:
    """What waits, of a department or of the QA office; runs on the worker."""
    return duties.office_duties(ws) if ws.is_office else duties.duties(ws)


class Pulse(QObject):
    """`latest` is what was read last; `renewed` hands on what is read anew, `foreseen` what comes (see `foresight`)."""

    renewed = Signal(object)
    foreseen = Signal(object)

    def __init__(self, ws: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.latest: Duties | OfficeDuties | None = None
        self.outlook: Outlook | None = None
        runner.changed.connect(lambda _changes: self.renew())

    def renew(self) -> None:
        """Read again; of several wishes that wait only the last is granted."""
        self._asked += 1
        number = self._asked
        self._runner.run(lambda: read(self._ws) if number == self._asked else None, done=self.take)

    def take(self, found: Any) -> None:
        """Show what was read."""
        if found is not None:
            self.latest = found
            self.renewed.emit(found)

    def foresee(self, found: Outlook) -> None:
        """Show what comes."""
        self.outlook = found
        self.foreseen.emit(found)

    def badge(self, key: str) -> Badge | None:
        """What waits in a section."""
        found = self.latest
        if isinstance(found, OfficeDuties):
            counts = {"conflicts": (found.conflicts, True), "devices": (found.waiting_devices, False),
                      "board": (found.submitted, False)}  # fmt: skip
        elif found is not None:
            counts = _of_department(found)
        else:
            counts = {}
        begun = not isinstance(found, Duties) or found.begun  # in a store where nothing is written yet nothing is late
        if self.outlook is not None and begun:
            counts |= {"checks": (self.outlook.weights["nonconformity"], False), "calendar": (self.outlook.late, True)}
        count, late = counts.get(key, (0, False))
        return Badge(count, late) if count else None


def _of_department(found: Duties) -> dict[str, tuple[int, bool]]:
    late = {kind: sum(1 for duty in found.due if duty.days < 0 and duty.kind == kind) for kind in ("risk", "opportunity", "document")}
    back = {kind: sum(1 for answer in found.answers if answer.state == "returned" and answer.kind == kind)
            for kind in ("risk", "process", "indicator")}  # fmt: skip
    risks = late["risk"] + late["opportunity"]
    return {
        "risks": (risks, True) if risks else (back["risk"], False),
        "processes": (back["process"] + back["indicator"], False),
        "documents": (late["document"], True),
        "conflicts": (found.conflicts, True),
    }

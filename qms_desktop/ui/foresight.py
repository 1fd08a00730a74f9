"""Reads what comes when the window rests: a while after the start, and after what was written."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.spare import SpareTime

if TYPE_CHECKING:
    from qms_desktop.services.outlook import Outlook

REST = 2_500  # ms without a change
SELDOM = 40  # times as long as it took: the office of a large university must not wait for it all the time


class Foresight(QObject):
    """Hands what it read to the pulse, for Home and the badges of the sidebar."""

    def __init__(self, ws: Workspace, runner: Runner, spare: SpareTime, pulse: Pulse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._spare, self._pulse = ws, spare, pulse
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.read)
        self._stopped = False
        runner.changed.connect(self._wait)
        self._rest.start()

    def _wait(self, _changes: object) -> None:
        if not self._stopped:
            self._rest.start()

    def read(self) -> None:
        """Read it now, as far as nothing else is asked for."""
        self._rest.stop()
        self._spare.do(lambda: _read(self._ws), self._take)

    def stop(self) -> None:
        """Read nothing any more: the store is about to be closed."""
        self._stopped = True
        self._rest.stop()

    def _take(self, found: Any) -> None:
        self._rest.setInterval(max(REST, round(found.seconds * 1000 * SELDOM)))
        self._pulse.foresee(found)


def _read(ws: Workspace) -> Generator[None, None, Outlook]:
    from qms_desktop.services import outlook  # the rules are imported once the first screen stands

    return (yield from outlook.outlook(ws))

"""Looks every few seconds what others changed in a database that several people work in; the pages show it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.services import watching
from qms_desktop.services.watching import Moment, News
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.runner import Runner

EVERY, WHEN_AWAY = 3_000, 15_000  # ms


class Watch(QObject):
    """What is found goes the way of all changes, by the runner. In a folder, which one program has, nothing is looked for.

    `away` fires when the server stops answering, `back` when it answers again.
    """

    away = Signal()
    back = Signal()

    def __init__(self, ws: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._runner = ws, runner
        self._last: Moment | None = None
        self._is_away = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._look)
        if ws.store.home.shared:
            self._look()  # before the pages read: what comes after that moment is news
            self._timer.start()

    def is_looking(self) -> bool:
        return self._timer.isActive()

    def stop(self) -> None:
        """Look no more: the store is being closed."""
        self._timer.stop()

    def _look(self) -> None:
        if not self._runner.is_busy() or self._last is None:
            self._runner.run(lambda: watching.look(self._ws, self._last), done=self._take, refused=self._refused,
                             title=_("Looking for what others changed"))  # fmt: skip

    def _take(self, found: Any) -> None:
        news: News = found
        self._last = news.moment
        if self._is_away:
            self._is_away = False
            self._timer.setInterval(EVERY)
            self.back.emit()

    def _refused(self, _error: UserError) -> None:
        if not self._is_away:
            self._is_away = True
            self._timer.setInterval(WHEN_AWAY)
            self.away.emit()

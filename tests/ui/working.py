"""A page at work: a real store, a runner, a window that shows the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner


@dataclass
class AtWork:
    """A page with what it works on; `rest()` waits until the store has nothing more to do."""

    ws: Workspace
    page: Any
    runner: Runner
    editing: Editing
    qtbot: Any

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.runner.is_busy(), timeout=60_000)

"""A page at work: a real store, a runner, a window that shows the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.frame.page import Page
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


@pytest.fixture
def at_work(qtbot):
    """`at_work(ws, ProcessesPage)`: the page, shown and read."""
    # The pages are kept until the end: one that only its own buttons' closures hold is deleted amid its children.
    desks: list[AtWork] = []

    def open_page(ws: Workspace, make: type[Page], size: tuple[int, int] = (1100, 700)) -> AtWork:
        runner = Runner()
        editing = Editing(ws, runner)
        page = make(ws, runner, editing)
        page.notices.listen(runner)
        runner.changed.connect(page.refresh)
        # Widgets are closed before fixtures end: what is still being read must not come to a page that is gone.
        qtbot.addWidget(page, before_close_func=lambda _page: qtbot.waitUntil(lambda: not runner.is_busy(), timeout=60_000))
        page.resize(*size)
        page.show()
        page.refresh(None)
        made = AtWork(ws, page, runner, editing, qtbot)
        desks.append(made)
        made.rest()
        return made

    yield open_page
    for desk in desks:
        desk.rest()
        desk.runner.close()

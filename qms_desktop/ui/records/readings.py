"""A line above a form that says what the founding document prints about the record, and how the QA office reads it."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.messages import Joined, Localised
from qms_desktop.services import questions
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.runner import Runner


class DocumentReadings(Banner):
    """`show_record(record)`: stands there only where the document reads doubtfully on this very record."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__("", "info")
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.hide()

    def show_record(self, record: dict[str, Any]) -> None:
        """Look whether the document says something doubtful of the record."""
        self._asked += 1
        number, ws, values = self._asked, self._ws, dict(record)
        self._runner.run(lambda: [questions.said(one) for one in questions.about(ws, values["kind"], values)],
                         done=lambda said: self._show(said) if number == self._asked else None)  # fmt: skip

    def _show(self, said: list[Localised]) -> None:
        self.label.say(Joined(tuple(said), between="\n"))
        self.setVisible(bool(said))

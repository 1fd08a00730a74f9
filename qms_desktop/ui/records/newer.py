"""A line that says what of a record was written by a newer version of the program."""

from __future__ import annotations

from typing import Any

from qms_desktop.core.messages import _
from qms_desktop.services.workspace import Workspace
from qms_desktop.store import reading
from qms_desktop.store.transaction import Key
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.runner import Runner


class FromNewer(Banner):
    """`show_record(record)`: stands above the form only where there is something that this version does not know."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__("", "info")
        self._ws, self._runner = ws, runner
        self._asked = 0
        self.hide()

    def show_record(self, record: dict[str, Any]) -> None:
        """Look what else the record holds."""
        self._asked += 1
        number, ws, key = self._asked, self._ws, Key(record["unit"], record["kind"], record["id"])

        def work() -> list[str]:
            with ws.store.reading() as tx:
                return sorted({cell.partition("/")[0] for cell in reading.unknown_values(tx, key)})

        self._runner.run(work, done=lambda names: self._show(names) if number == self._asked else None)

    def _show(self, names: list[str]) -> None:
        self.label.say(_("Something here was written by a newer version of the program: {fields}. It is kept and passed on.",
                         fields=", ".join(names)))  # fmt: skip
        self.setVisible(bool(names))

"""A line that says why a record that was handed over cannot be changed, or that it was changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qms_desktop.core.messages import _
from qms_desktop.models.kind import Kind
from qms_desktop.services.locks import lock_of
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.notices import Banner


class Locked(Banner):
    """`show_record(record)`: stands above the form only where there is something to say."""

    def __init__(self, ws: Workspace, kind: Kind) -> None:
        super().__init__("", "info")
        self._ws, self._kind = ws, kind
        self.hide()

    def show_record(self, record: Mapping[str, Any]) -> None:
        """Say how the record stands to what was handed over."""
        said = lock_of(self._ws, self._kind, record)
        if record.get("changed"):
            said = _("It says something else than what was handed over: it was changed after submission.")
        self.setVisible(said is not None)
        if said is not None:
            self.label.say(said)
            self.setAccessibleName(str(said))

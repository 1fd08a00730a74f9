"""The line on the page of printed forms into which the check code of a sheet is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.core.messages import _
from qms_desktop.services import sheet_check
from qms_desktop.services.sheet_check import Checked
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.editors import LineEditor
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import language, speak
from qms_desktop.ui.theme.fonts import px, scale

_BESIDE = 24  # edges of the box beside its words


class SheetCheck(QWidget):
    """`checked(Checked)` says what became of a code."""

    checked = Signal(object)

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        self.box = LineEditor()
        speak(self.box, "setPlaceholderText", _("Check code at the foot of a sheet"))
        speak(self.box, "setAccessibleName", _("Check code at the foot of a sheet"))
        for changed in (language.changed, scale.changed):
            changed.connect(self._fit)
        self._fit()
        self.act = Button(_("Check a sheet"), "secondary", "file-check")
        self.act.clicked.connect(self.check)
        self.box.returnPressed.connect(self.check)
        self.setLayout(row(self.box, self.act, None, gap=8))

    def _fit(self) -> None:
        """The box is as wide as what it asks for."""
        hint = self.box.fontMetrics().horizontalAdvance(self.box.placeholderText())
        self.box.setFixedWidth(hint + px(_BESIDE))

    def check(self) -> None:
        """Ask what the sheet of the code shows."""
        ws, code = self._ws, self.box.text()
        if code.strip():
            self._runner.run(lambda: sheet_check.check(ws, code), done=self._done, title=_("Check a sheet"))

    def _done(self, found: Checked) -> None:
        self.box.clear()
        self.checked.emit(found)

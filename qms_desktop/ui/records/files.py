"""The files of a record: attached by button or by dropping, opened by a click, saved as a copy, taken off."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLayout, QWidget

from qms_desktop.core.languages import format_date, format_number
from qms_desktop.core.messages import Localised, _, current_language
from qms_desktop.services import files
from qms_desktop.services.files import AttachedFile
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button, IconButton
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.chips import State, StateChip
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column, row
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.dropping import Dropping
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner

_STATES = {"awaited": State(_("not arrived yet"), "medium"), "altered": State(_("altered"), "high")}
_KIB = 1024


@cache
def _opened() -> tempfile.TemporaryDirectory[str]:
    """Where the copies lie that other programs show; gone with this program."""
    return tempfile.TemporaryDirectory(prefix="qms-", ignore_cleanup_errors=True)


class RecordFiles(QWidget):
    """`show_record(record)`; what is dropped on it is attached. `counted` tells how many files there are."""

    counted = Signal(int)

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing) -> None:
        super().__init__()
        self._ws, self._runner, self._editing = ws, runner, editing
        self._record: dict[str, Any] = {}
        self._asked = 0
        self.may_change = ws.role != "reader"
        self.rows: dict[str, QLayout] = {}
        self.attach_button = Button(_("Attach files"), "secondary", "paperclip")
        self.attach_button.clicked.connect(self.choose)
        self.hint = Label(_("Or drop them here: scans, photographs, acts; up to 10 MB each."), "small", "text2", wrap=True)
        self._list = column(gap=0)
        self.empty = EmptyState(
            "paperclip", _("No files belong to this record yet."),
            _("A scan of the signed sheet, an act or a decision of the department is kept here."),
        )  # fmt: skip
        self.setLayout(column(row(self.attach_button, None), self.hint, self._list, self.empty, gap=8))
        self.attach_button.setVisible(self.may_change)
        self.hint.setVisible(self.may_change)
        if self.may_change:
            Dropping(self).dropped.connect(self.attach)

    def show_record(self, record: dict[str, Any]) -> None:
        """Read and show the files of a record."""
        self._record = record
        self._asked += 1
        number, ws, record_id, unit = self._asked, self._ws, record["id"], record["unit"]

        def done(found: list[AttachedFile]) -> None:
            if number == self._asked:
                self._show(found)

        self._runner.run(lambda: files.of_record(ws, record_id, unit=unit), done=done)

    def _show(self, found: list[AttachedFile]) -> None:
        clear(self._list)
        self.rows = {}
        self.empty.setVisible(not found)
        if found:
            card = RowCard()
            for file in found:
                self.rows[file.id] = self._row(card, file)
            self._list.addWidget(card)
        self.counted.emit(len(found))

    def _row(self, card: RowCard, file: AttachedFile) -> QLayout:
        name = Label(_breakable(file.name), "strong", wrap=True)
        words = column(name, Label(_About(file), "small", "text2"), gap=2)
        if file.state in _STATES:
            words.addLayout(row(StateChip(_STATES[file.state]), None))
        parts: list[QWidget | QLayout] = [IconLabel("file-text", "text2"), words]
        if file.may_open:
            parts.append(self._button(Button(_("Open"), "link"), lambda: self.open(file)))
        if file.state == "here":
            parts.append(self._button(IconButton("download", _("Save a copy")), lambda: self.save_copy(file)))
        if self.may_change:
            parts.append(self._button(IconButton("trash-2", _("Take the file off the record")), lambda: self.remove(file)))
        return card.add_row(*parts)

    def _button(self, button: Any, act: Callable[[], None]) -> QWidget:
        button.clicked.connect(lambda _on=False: act())
        return button

    # --- acting ------------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which files to attach."""
        chosen = asking.several_files(self, _("Which files to attach"), "attach")
        if chosen:
            self.attach(chosen)

    def attach(self, paths: list[Path]) -> None:
        """Attach files to the record that is shown; what cannot be is said in the page's banner."""
        ws, record_id, unit = self._ws, self._record["id"], self._record["unit"]
        label = _("Attaching “{name}”", name=paths[0].name)
        self._editing.act(lambda: files.attach(ws, record_id, paths, unit=unit), label, done=self._again)

    def remove(self, file: AttachedFile) -> None:
        """Take a file off the record; Ctrl+Z brings it back."""
        ws, record_id, unit = self._ws, self._record["id"], self._record["unit"]
        label = _("Taking off “{name}”", name=file.name)
        self._editing.act(lambda: files.remove(ws, record_id, file.id, unit=unit), label, done=self._again)

    def open(self, file: AttachedFile) -> None:
        """Hand a copy to the system's program for files of this type."""
        ws = self._ws
        self._runner.run(lambda: files.opened_copy(ws, file, Path(_opened().name)), title=_("Opening a file"),
                         done=lambda copy: QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))))  # fmt: skip

    def save_copy(self, file: AttachedFile) -> None:
        """Write the file where the person wants it."""
        out = asking.place_to_save(self, _("Save a copy"), files.safe_name(file.name), asking.ALL_FILES, "attach")
        ws = self._ws
        if out is not None:
            self._runner.run(lambda: files.copy_out(ws, file, out), title=_("Saving a copy"))

    def _again(self, _result: object) -> None:
        self.show_record(self._record)


def _breakable(name: str) -> str:
    """A name that may go on in the next line where its parts end: names of files have few spaces."""
    return re.sub(r"(?<=[_.\-])(?=\w)", "\u200b", name)


class _About(Localised):
    """The size and the day of a file: 1,2 MB · 20.11.2026."""

    def __init__(self, file: AttachedFile) -> None:
        self._file = file

    def text(self, language: str) -> str:
        kib = max(round(self._file.size / _KIB), 1)
        size = _("{n} KB", n=kib) if kib < _KIB else _("{n} MB", n=format_number(f"{kib / _KIB:.1f}", language))
        day = format_date(self._file.added_on, language) if self._file.added_on else ""
        return " · ".join(filter(None, (size.text(language), day)))

    def __str__(self) -> str:
        return self.text(current_language())

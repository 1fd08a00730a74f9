"""How pages send the person to other pages without knowing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from qms_desktop.models.catalogue import KINDS
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.window import MainWindow


class Navigator(QObject):
    """`go.section("risks")`, `go.record("risk", record_id)`; `exchanged` fires after sending or receiving.

    `renamed` fires when somebody else works here.
    """

    exchanged = Signal()
    renamed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.places: Mapping[str, str] = {}
        """The section where records of a kind are shown; of one that is not named, where all further ones are."""

    def has(self, key: str) -> bool:
        return key in self._window.sections

    def section(self, key: str) -> Page:
        """Open a section."""
        page = self._window.open(key)
        page.focus_content()
        return page

    def section_of(self, kind: str) -> str | None:
        """The section where records of a kind are shown; None for what this version does not know."""
        key = self.places.get(kind, "further")
        return key if kind in KINDS and self.has(key) else None

    def record(self, kind: str, record_id: str) -> None:
        """Open the section of a kind and show one of its records."""
        key = self.section_of(kind)
        if key is not None:
            self.section(key).open_record(kind, record_id)

    def begin(self, kind: str, source: Mapping[str, Any]) -> None:
        """Open the section of a kind with the empty form of a record that another leads to."""
        key = self.section_of(kind)
        if key is not None:
            self.section(key).begin_from(source)

    def print_form(self, code: str, ids: Sequence[str] = (), variant: str = "") -> None:
        """Open the printing with a form, of the records named or of all that belong on it."""
        self.section("printing").show_form(code, ids, **({"variant": variant} if variant else {}))

    def leave_pages(self) -> None:
        """Let every page save what is typed in it."""
        for page in list(self._window.pages.values()):
            page.leave()

    def refresh(self) -> None:
        """Let every page read everything again."""
        self._window.refresh(None)

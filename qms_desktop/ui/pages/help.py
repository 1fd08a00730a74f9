"""The help: a short page for each section, in the window's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from qms_desktop.core import glossary
from qms_desktop.core.messages import Localised, _, current_language
from qms_desktop.core.paths import resources_dir
from qms_desktop.core.profile import Profile
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.speech import speak
from qms_desktop.ui.table.record_list import ListColumn, ListRow
from qms_desktop.ui.theme.fonts import font, scale

_CYCLE = ("objectives", "policy", "plans", "registers", "people", "resources", "meetings", "sheets", "checklists", "checks",
          "programme", "monitoring", "satisfaction", "survey_answers", "reports", "nonconformities", "actions", "calendar",
          "new_year")  # fmt: skip
DEPARTMENT = ("first_department", "joining", "home", "processes", "risks", "documents", *_CYCLE, "exchange", "conflicts", "printing",
              "records", "search", "roles", "new_head", "lost_computer", "keys")  # fmt: skip
OFFICE = ("first_office", "home", "board", "periods", "receive", "conflicts", "printing", "processes", "risks", "documents", *_CYCLE,
          "review", "units", "archive", "devices", "office_keys", "lost_computer", "profile", "questions", "doubts", "privacy",
          "records", "search", "roles", "new_head", "keys")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic(Localised):
    """A page of the help; its words are its title, the first line of the page."""

    key: str

    def page(self, language: str) -> str:
        """The page as Markdown."""
        return path_of(self.key, language).read_text("utf-8")

    def text(self, language: str) -> str:
        return self.page(language).partition("\n")[0].lstrip("# ").strip()

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Words(Topic):
    """The page of the words that the institution's own document explains."""

    profile: Profile

    def page(self, language: str) -> str:
        return glossary.page(self.profile, language)


def path_of(key: str, language: str) -> Path:
    return resources_dir() / "help" / language / f"{key}.md"


class HelpPage(Page):
    """`show_topic("risks", back)`: the page of a section; where there is none, the first quarter of an hour."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(_("Help"))
        keys = OFFICE if ws.is_office else DEPARTMENT
        self._topics = {key: Topic(key) for key in keys}
        if glossary.words_of(ws.profile):
            self._topics["words"] = Words("words", ws.profile)
        self._key = keys[0]
        self._back: Callable[[], object] | None = None
        self.back = Button(_("Back"), "secondary", "arrow-left")
        self.back.clicked.connect(self.go_back)
        self.header.add(self.back)
        self.list = ListColumn(_("Help"), _("Find in the help"))
        self.list.list.chosen.connect(self.show_topic)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        for part in (self.text, self.text.viewport()):
            part.setProperty("ground", "none")
        self.text.anchorClicked.connect(self._follow)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        speak(self.text, "setAccessibleName", _("Help"))
        card = Card()
        card.add(self.text)
        line = row(self.list, card, gap=20)
        line.setStretch(1, 1)
        self.add(line, 1)
        scale.changed.connect(self._show)
        self.refresh()

    def refresh(self, changes: object = None) -> None:
        if changes is None:
            self.list.show_rows([ListRow(key, topic) for key, topic in self._topics.items()], self._key)
            self._show()

    def retranslate(self) -> None:
        self._show()

    def show_topic(self, key: str, back: Callable[[], object] | None = None) -> None:
        """Show a page; `back` is what “Back” comes to."""
        self._key = key if key in self._topics else next(iter(self._topics))
        self._back = back if back is not None else self._back
        self.back.setVisible(self._back is not None)
        self.list.list.mark(self._key)
        self._show()
        self.text.setFocus()

    def go_back(self) -> None:
        """Return to where the help was asked for."""
        if self._back is not None:
            self._back()

    def topic(self) -> str:
        return self._key

    def _show(self) -> None:
        self.text.setFont(font("body"))
        self.text.document().setDocumentMargin(0)
        self.text.setMarkdown(self._topics[self._key].page(current_language()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "text"):
            self._show()  # the colour of links is written into the page

    def _follow(self, url: QUrl) -> None:
        """Links lead to other pages of the help: `[Risks](risks)`."""
        self.show_topic(url.toString())

    def find(self) -> None:
        if self.list.box is not None:
            self.list.box.setFocus()

    def arranged(self) -> None:
        self.list.setVisible(self.width_class > Width.SINGLE)
        self.list.set_narrow(self.width_class < Width.RAIL)

    def help_key(self) -> str:
        return "help"


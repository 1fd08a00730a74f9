"""The main window: it assembles strip, sidebar, pages and status bar, and knows nothing of what pages do."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QSizePolicy, QStackedWidget, QWidget

from qms_desktop.core.messages import _
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.frame.commands import Commands
from qms_desktop.ui.frame.letters import letter_shortcuts
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.frame.section import Badge, Section
from qms_desktop.ui.frame.sidebar import Sidebar
from qms_desktop.ui.frame.status import StatusBar
from qms_desktop.ui.frame.strip import Strip
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.speech import Said, language, use_language
from qms_desktop.ui.theme import fonts
from qms_desktop.ui.theme.fonts import px, scale

if TYPE_CHECKING:
    from qms_desktop.services.changes import Changes


class MainWindow(QMainWindow):
    """`MainWindow(sections, runner)`; `memory` keeps what the person arranged (a mapping, such as over QSettings)."""

    search_asked = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal(str)  # the key of a help page: that of the section, or what the page says
    page_opened = Signal(str)
    language_chosen = Signal(str)
    scale_chosen = Signal(int)
    closing = Signal()

    def __init__(
        self,
        sections: list[Section],
        runner: Runner | None = None,
        memory: MutableMapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sections: dict[str, Section] = {}
        self.pages: dict[str, Page] = {}
        self._missed: dict[str, Changes | None] = {}  # what changed while a page was out of sight; None may be everything
        self._runner = runner
        self._memory = memory if memory is not None else {}
        self._open_key = ""
        self.strip = Strip()
        self.sidebar = Sidebar([])
        self.status = StatusBar()
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        middle = row(self.sidebar, self.stack, gap=0)
        middle.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(column(self.strip, middle, self.status, gap=0))
        holder.layout().setStretch(1, 1)
        self.setCentralWidget(holder)
        self._rail_wanted = bool(self._memory.get("rail", False))
        self._connect()
        self.commands = Commands(self.strip.menus, self)
        self._add_commands()
        self._letters = letter_shortcuts(self)
        self.say_undo(None)
        self.say_redo(None)
        if sections:
            self.set_sections(sections)

    def _connect(self) -> None:
        self.strip.sidebar_asked.connect(self.toggle_sidebar)
        self.strip.search_asked.connect(self.search_asked)
        self.strip.undo_asked.connect(self.undo_asked)
        self.strip.redo_asked.connect(self.redo_asked)
        self.strip.help_asked.connect(self._ask_help)
        self.sidebar.opened.connect(self.open)
        self.sidebar.rows.folds_changed.connect(self._keep_folds)
        self.status.language_chosen.connect(self.speak_language)
        self.status.scale_chosen.connect(self.set_scale)
        scale.changed.connect(self._arrange)
        language.changed.connect(self._arrange)
        if self._runner is not None:
            self._runner.changed.connect(self.refresh)

    def _add_commands(self) -> None:
        add, page = self.commands.add, self.page
        add("file", _("Print"), "Ctrl+P", self._print)
        self.commands.separate("file")
        add("file", _("Quit"), "Ctrl+Q", lambda: self.window().close())
        self.undo_action = add("edit", _("Take back"), "Ctrl+Z", self.undo_asked.emit)
        self.redo_action = add("edit", _("Do again"), "Ctrl+Y", self.redo_asked.emit)
        self.commands.separate("edit")
        add("edit", _("Search"), "Ctrl+K", self.strip.focus_search)
        add("edit", _("Filter the list"), "Ctrl+F", lambda: page().find())
        add("view", _("Sidebar"), "", self.toggle_sidebar)
        add("view", _("Panel"), "F4", lambda: page().toggle_panel())
        add("view", _("Next part of the window"), "F6", self.next_part)
        add("record", _("New record"), "Ctrl+N", lambda: page().new_record())
        add("record", _("The next step of the page"), "Ctrl+Return", lambda: page().primary())
        add("record", _("Previous record"), "Ctrl+PgUp", lambda: page().step(-1))
        add("record", _("Next record"), "Ctrl+PgDown", lambda: page().step(1))
        add("help", _("Help for this page"), "F1", self._ask_help)
        add("help", _("All keys"), "Ctrl+/", self.show_keys)
        for number in range(1, 10):
            self.commands.hidden_key(f"Ctrl+{number}", lambda number=number: self._open_place(number))

    def _open_place(self, number: int) -> None:
        keys = [key for key, section in self.sections.items() if section.listed]
        if number <= len(keys):
            self.open(keys[number - 1])

    # --- pages ---------------------------------------------------------------------------------------------------

    def set_sections(self, sections: list[Section]) -> None:
        """Put other sections into the window and open the first; the pages of those before go."""
        gone = list(self.pages.values())
        for page in gone:
            self.stack.removeWidget(page)
            page.hide()
        self._let_go(gone)
        self.pages.clear()
        self._missed.clear()
        self._open_key = ""
        self.sections = {section.key: section for section in sections}
        folded = self._memory.get("folded groups")
        self.sidebar.offer([section for section in sections if section.listed], folded if isinstance(folded, list) else None)
        self.open(sections[0].key)

    def remake_others(self) -> None:
        """Let every page but the one in sight be made anew when it is opened: what they are made of has changed."""
        gone = [self.pages.pop(key) for key in list(self.pages) if key != self._open_key]
        self._missed.clear()
        for page in gone:
            page.leave()
            self.stack.removeWidget(page)
            page.hide()
        self._let_go(gone)

    def _let_go(self, gone: list[Page]) -> None:
        """Delete pages once nothing is on its way to them any more."""
        if self._runner is not None and self._runner.is_busy():
            self._runner.run(lambda: None, done=lambda _nothing: QTimer.singleShot(0, self, lambda: self._let_go(gone)))
            return
        for page in gone:
            page.deleteLater()

    def open_key(self) -> str:
        """The key of the section in sight."""
        return self._open_key

    def page(self) -> Page:
        """The page in sight."""
        return self.pages[self._open_key]

    def open(self, key: str) -> Page:
        """Show a section, making its page if this is the first time; what was typed in the one before is saved."""
        if self._open_key and self._open_key != key:
            self.page().leave()
        if key not in self.pages:
            made = self.sections[key].page_factory()
            self.pages[key] = made
            self.stack.addWidget(made)
            if self._runner is not None:
                made.notices.listen(self._runner)
            made.refresh(None)
        elif key in self._missed:
            self.pages[key].refresh(self._missed.pop(key))
        self._open_key = key
        shown = self.pages[key]
        self.stack.setCurrentWidget(shown)
        self.sidebar.mark(key)
        self._arrange()
        self.refresh_badges()
        self.page_opened.emit(key)
        return shown

    def refresh(self, changes: Changes | None = None) -> None:
        """Let the page in sight show what changed; the others do when they are opened: they would hold up what is asked for next."""
        for key in self.pages.keys() - {self._open_key}:
            before = self._missed.get(key, changes)
            self._missed[key] = before.joined(changes) if before is not None and changes is not None else None
        self.page().refresh(changes)
        self.refresh_badges()

    def refresh_badges(self) -> None:
        """Ask each section what waits in it."""
        badges: dict[str, Badge] = {}
        for section in self.sections.values():
            badge = section.badge() if section.badge is not None else None
            if badge is not None and badge.count:
                badges[section.key] = badge
        self.sidebar.show_badges(badges)

    # --- what the window says ------------------------------------------------------------------------------------

    def name(self, unit: Said, period: Said, person: Said) -> None:
        """Say whose window this is."""
        self.sidebar.name(unit, period)
        self.status.person.say(person)

    def say_undo(self, act: Said | None) -> None:
        """Name the act that Ctrl+Z takes back; None when there is none."""
        self._say_act(self.strip.undo, self.undo_action, act, _("Take back"))

    def say_redo(self, act: Said | None) -> None:
        """Name the act that Ctrl+Y does again; None when there is none."""
        self._say_act(self.strip.redo, self.redo_action, act, _("Do again"))

    @staticmethod
    def _say_act(button: Any, action: QAction, act: Said | None, verb: Said) -> None:
        button.setEnabled(act is not None)
        action.setEnabled(act is not None)
        button.say(_("{verb}: {act}", verb=verb, act=act) if act is not None else verb)

    def speak_language(self, code: str) -> None:
        """Change the language of everything, now."""
        use_language(code)
        self.language_chosen.emit(code)

    def set_scale(self, percent: int) -> None:
        """Change the size of everything, now."""
        fonts.set_scale(QApplication.instance(), percent)
        self.scale_chosen.emit(percent)

    def show_keys(self) -> None:
        """All keys in a popup that any key closes."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("frame", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = [
            row(Label(keys, "label", "text2"), None, Label(said, "body"), gap=24)
            for keys, said in self.commands.all_keys()
        ]
        popup.setLayout(column(Label(_("All keys"), "section"), *rows, gap=4, margins=(16, 12, 16, 12)))
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint((self.width() - popup.width()) // 2, px(60))))
        popup.show()

    def _print(self) -> None:
        self.page().leave()
        self.page().print_page()

    def _ask_help(self) -> None:
        self.help_asked.emit(self.page().help_key() or self._open_key)

    # --- room ----------------------------------------------------------------------------------------------------

    def width_class(self) -> Width:
        return Width.of(self.width() / scale.pixels)

    def _keep_folds(self, folded: list[str]) -> None:
        self._memory["folded groups"] = folded

    def toggle_sidebar(self) -> None:
        self._rail_wanted = not self.sidebar.is_rail()
        self._memory["rail"] = self._rail_wanted
        self._arrange()

    def _arrange(self) -> None:
        width = self.width_class()
        self.sidebar.set_rail(self._rail_wanted or width < Width.FULL)
        self.status.set_narrow(width < Width.RAIL)
        if self._open_key:
            self.page().set_width(width)

    def next_part(self) -> None:
        """F6: the focus goes round strip, sidebar, page and panel."""
        page = self.page()
        parts: list[QWidget] = [self.strip, self.sidebar, page.main]
        if page.panel is not None and page.panel.isVisible():
            parts.append(page.panel)
        focus = QApplication.focusWidget()
        at = next((i for i, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), -1)
        target = parts[(at + 1) % len(parts)]
        if target is self.strip:
            self.strip.focus_search()
        elif target is self.sidebar:
            self.sidebar.rows.setFocus()
        elif target is page.main:
            page.focus_content()
        else:
            page.panel.tabs.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._open_key and not event.spontaneous():
            self.page().focus_content()

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 400)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

"""The program with its window: paint first, then read the store; close only when all that was typed is saved."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from qms_desktop.store.places import Place
from qms_desktop.ui.host import Host
from qms_desktop.ui.memory import Memory
from qms_desktop.ui.single import OneWindow

# Whatever else the window needs is imported after its first paint, by `_furnish`.
if TYPE_CHECKING:
    from qms_desktop.services.workspace import Workspace
    from qms_desktop.ui.frame.window import MainWindow
    from qms_desktop.ui.runner import Report
    from qms_desktop.ui.session import Session


_PATIENCE = 700  # ms that the store is given to open before the window stands without it: to paint it twice holds the data up


class Application(QObject):
    """`Application(place, language).exec()` opens the window on a store; `language` wins over the store's own.

    `files` are bundles or an invitation that the person opened: they are taken in once the first screen stands.

    `painted` fires at the window's first paint, before the store's libraries are even imported; `data_shown` once
    the first screen shows its data, with the number of records. `ended` fires when all is saved and closed.
    """

    painted = Signal()
    data_shown = Signal(int)
    ended = Signal()

    def __init__(self, place: Place, language: str | None = None, files: Sequence[Path] = ()) -> None:
        self._app = QApplication.instance() or QApplication(sys.argv[:1])
        super().__init__()
        self._app.setApplicationName("QMS Desktop")
        self.place, self._language = place, language
        self._files = list(files)
        self._running = self._closing = False
        self.session: Session | None = None
        self.host: Host | None = None
        self.window: MainWindow | None = None
        self.memory = Memory()
        self.one = OneWindow(place, self)
        self.one.called.connect(self._come_forward)
        self._put_back = lambda: None
        self._logbook: Any = None

    # --- starting ------------------------------------------------------------------------------------------------

    def exec(self) -> int:
        """Run until the window is closed; the exit code."""
        if not self.start():
            return 0
        self._running = True
        return self._app.exec()

    def start(self) -> bool:
        """Show the window; False where another window has the store already, which then comes forward."""
        if self.one.hand_over(self._files):
            return False
        self._app.setQuitOnLastWindowClosed(False)
        self.host = Host()
        self.host.setWindowTitle("QMS Desktop")
        self.host.closing.connect(self._close)
        self.host.painted.connect(self.painted)
        self.host.painted.connect(lambda: QTimer.singleShot(0, self._after_first_paint))
        self._place()
        return True

    def _place(self) -> None:
        kept = self.memory.get("geometry")
        if isinstance(kept, str) and self.host.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.host.show()
            return
        room = self.host.screen().availableGeometry()
        if room.width() < 1600:
            self.host.resize(min(1366, room.width()), min(768, room.height()))
            self.host.showMaximized()
        else:
            self.host.resize(1440, min(900, room.height()))
            self.host.show()

    def _after_first_paint(self) -> None:
        if self._closing:
            return
        from qms_desktop.ui.runner import Runner

        self.runner = Runner(self)
        self.open_store()  # the worker begins with its own imports
        self._furnish()
        if self._running:
            from qms_desktop.core.logbook import catch_bugs, open_logbook

            self._logbook = open_logbook()
            self._put_back = catch_bugs(self._show_bug)
        self.one.listen()

    def _furnish(self) -> None:
        """Import the parts of the window and make them."""
        from qms_desktop.core.messages import LANGUAGES
        from qms_desktop.ui.frame.page import Page
        from qms_desktop.ui.frame.section import Section
        from qms_desktop.ui.frame.window import MainWindow
        from qms_desktop.ui.speech import use_language
        from qms_desktop.ui.theme import fonts
        from qms_desktop.ui.theme.theme import Theme

        self._app.findChild(Theme) or Theme(self._app)
        percent = self.memory.get("scale")
        if percent in fonts.SCALES and percent != fonts.scale.percent:
            fonts.set_scale(self._app, percent)
        known = self.memory.get("language")
        use_language(self._language or (known if known in LANGUAGES else "ky"))
        waiting = Section("opening", None, "", "house", lambda: Page(""), listed=False)
        self.window = MainWindow([waiting], self.runner, self.memory)
        self.window.language_chosen.connect(lambda code: self.memory.update(language=code))
        self.window.scale_chosen.connect(lambda chosen: self.memory.update(scale=chosen))
        QTimer.singleShot(_PATIENCE, self.host, self._move_in)

    def _move_in(self) -> None:
        """Put the parts of the window into its frame: once, with the first screen, or earlier where that takes long."""
        if self.host.centralWidget() is None:
            self.host.setCentralWidget(self.window)
            self.window.show()  # now: Qt itself would show it at the next turn of its loop
            self.host.layout().activate()

    def open_store(self) -> None:
        """Open the store on the worker and show what is in it, or what stands in the way."""
        from qms_desktop.core.messages import _

        def work() -> object:
            from qms_desktop.ui.opening import open_or_say

            return open_or_say(self.place)

        job = self.runner.run(work, done=self.show_store, title=_("Opening the store"))
        job.failed.connect(lambda _report: self.data_shown.emit(0))

    def show_store(self, found: Any) -> None:
        """Show an open store, the first steps where there is none, or the trouble."""
        from qms_desktop.core.messages import _
        from qms_desktop.ui.frame.section import Section
        from qms_desktop.ui.opening import Opened

        if isinstance(found, Opened):
            self._begin(found)
        elif found is None:
            self._show_first_steps()
        else:
            from qms_desktop.ui.pages.trouble import TroublePage

            self.window.set_sections([Section("trouble", None, _("The store"), "database-backup",
                                              lambda: TroublePage(found, self.place, self.runner, self.show_store, self.open_store))])
            QTimer.singleShot(0, lambda: self._stand(0))

    def _show_first_steps(self) -> None:
        from qms_desktop.core.messages import _
        from qms_desktop.ui.frame.section import Section
        from qms_desktop.ui.pages.first_steps import FirstStepsPage

        self.window.set_sections([Section("start", None, _("First steps"), "house",
                                          lambda: FirstStepsPage(self.place, self.runner, self.made))])
        self._move_in()
        QTimer.singleShot(0, lambda: self._stand(0))

    def made(self, ws: Workspace) -> None:
        """Go on with a store that was just made."""
        from qms_desktop.core.messages import _
        from qms_desktop.ui.opening import read

        self.runner.run(lambda: read(ws), done=self._begin, title=_("Opening the store"))

    def _begin(self, opened: Any) -> None:
        from qms_desktop.ui.session import Session

        self.session = Session(opened, self.window, self.runner, self._language)
        self.memory["language"] = self.session.ws.language
        records = opened.waiting.records
        QTimer.singleShot(0, lambda: self._stand(records))

    def _stand(self, records: int) -> None:
        """The first screen has all its data: it is painted, then whatever could wait begins."""
        self._move_in()
        self.host.repaint()
        self.data_shown.emit(records)
        self._open_files()
        if not self._closing and self.session is not None and self.session.ws.role != "reader":
            self.session.take_parked()
            self.session.back_up()
        if not self._closing and self.session is not None:
            self.session.furnish()

    # --- the end -------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close the window as a person does."""
        self.host.close()

    def _close(self) -> None:
        """Save what is typed, then let everything end; the program stays until the last save is written."""
        if self._closing:
            return
        self._closing = True
        self.memory["geometry"] = self.host.saveGeometry().toBase64().toStdString()
        self.memory.keep()
        if self.window is None:  # closed before its first paint
            self._app.quit()
            return
        for page in list(self.window.pages.values()):
            page.leave()
        self.runner.busy.connect(self._when_idle)
        if not self.runner.is_busy():
            self._when_idle(False)

    def _when_idle(self, busy: bool) -> None:
        if busy:
            return
        if self.session is None:
            self.runner.busy.disconnect(self._when_idle)
            self._end()
        else:
            session, self.session = self.session, None
            session.close()

    def _end(self) -> None:
        self.runner.close()
        self.one.close()
        self._put_back()
        if self._logbook is not None:
            from qms_desktop.core.logbook import close_logbook

            close_logbook(self._logbook)
        self._app.setQuitOnLastWindowClosed(True)
        self.ended.emit()
        if self._running:
            self._app.quit()

    # --- what may happen meanwhile -------------------------------------------------------------------------------

    def _open_files(self) -> None:
        """Take in the files that were opened, as soon as there is something to take them in."""
        if self._closing or self.window is None or not self._files:
            return
        if self.session is not None or self.window.open_key() == "start":
            files, self._files = self._files, []
            (self.session or self.window.page()).take_in(files)

    def _come_forward(self, files: list[Path]) -> None:
        self._files += files
        self._open_files()
        window = self.host
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _show_bug(self, error: BaseException) -> None:
        from qms_desktop.ui.runner import report_of

        report: Report = report_of(error, "window")
        if self.window is not None and self.window.pages:
            self.window.page().notices.show_bug(report)


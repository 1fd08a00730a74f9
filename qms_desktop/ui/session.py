"""The window while a store is open: undo, language, status bar, badges, backups and the pages' ways to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from qms_desktop.core.messages import _, n_
from qms_desktop.paper.scanned import ENDINGS
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking, opening
from qms_desktop.ui.dropping import Dropping
from qms_desktop.ui.foresight import Foresight
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.moments import day_of, moment
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.opening import Opened, Standing
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.sections import import_pages, sections_for
from qms_desktop.ui.spare import SpareTime
from qms_desktop.ui.speech import use_language
from qms_desktop.ui.watch import Watch


class Session(QObject):
    """Puts an open store into the window; `close` gives the store back."""

    def __init__(self, opened: Opened, window: MainWindow, runner: Runner, language: str | None = None) -> None:
        super().__init__(window)
        self.ws = opened.ws
        self.window, self.runner = window, runner
        if language is not None:
            self.ws.language = language
        use_language(self.ws.language)
        self.editing = Editing(self.ws, runner, self)
        self.go = Navigator(window)
        self.pulse = Pulse(self.ws, runner, self)
        self.pulse.latest = opened.waiting
        self.spare = SpareTime(runner, self)
        self.foresight = Foresight(self.ws, runner, self.spare, self.pulse, self)
        self.watch = Watch(self.ws, runner, self)
        self._before_search = "home"
        self._profile = opened.ws.profile
        self._connect()
        window.name(opened.unit, opened.period, opened.person)
        window.set_sections(sections_for(self.ws, runner, self.editing, self.go, self.pulse))
        self._say_standing(opened.standing)
        window.status.say_saved(_("Everything is saved"))
        self._greet(opened)

    def _connect(self) -> None:
        window = self.window
        window.undo_asked.connect(self._undo)
        window.redo_asked.connect(self.editing.redo)
        window.search_asked.connect(self._search)
        window.strip.search.textChanged.connect(self._search_on)
        window.language_chosen.connect(self._keep_language)
        window.help_asked.connect(self._help)
        self.runner.changed.connect(lambda _changes: self._follow_profile())
        self.editing.steps_changed.connect(self._say_steps)
        self.editing.saved.connect(self._say_saved)
        for told in (self.pulse.renewed, self.pulse.foreseen):
            told.connect(lambda _found: window.refresh_badges())
        self.watch.away.connect(lambda: window.status.say_saved(_("The database server does not answer"), safe=False))
        self.watch.back.connect(lambda: window.status.say_saved(_("Everything is saved")))
        self.go.exchanged.connect(self._after_exchange)
        self.go.renamed.connect(self._name_person)
        Dropping(window).dropped.connect(self.take_in)

    def _greet(self, opened: Opened) -> None:
        notices = self.window.page().notices
        self._say_notices()
        restored = len(opened.restored.change_ids)
        if restored:
            notices.say(n_("What was typed before the program stopped was found and saved: {n} record.",
                           "What was typed before the program stopped was found and saved: {n} records.", restored),
                        "done")  # fmt: skip

    def _follow_profile(self) -> None:
        """Pages are made of the profile's words: where the QA office changed it, they are made anew."""
        if self.ws.profile is not self._profile:
            self._profile = self.ws.profile
            self.window.remake_others()
            self.window.page().refresh(None)

    def _say_parked(self, taken: Any) -> None:
        """After an update of the program: what it could not read before is merged now."""
        if taken.outcomes:
            self.window.page().notices.say(
                n_("A file that waited for a newer program was read: {n}.", "Files that waited for a newer program were read: {n}.",
                   len(taken.outcomes)), "done")  # fmt: skip
            self.go.exchanged.emit()

    def _say_notices(self) -> None:
        for said in self.ws.notices:
            self.window.page().notices.say(said, "info")
        self.ws.notices.clear()

    # --- undo, saving, language ----------------------------------------------------------------------------------

    def _undo(self) -> None:
        self.window.page().leave()
        self.editing.undo()

    def _say_steps(self, undo: object, redo: object) -> None:
        self.window.say_undo(undo)
        self.window.say_redo(redo)

    def _say_saved(self) -> None:
        self.window.status.say_saved(_("All saved, {time}", time=f"{dt.datetime.now():%H:%M}"))

    def _keep_language(self, code: str) -> None:
        self.ws.language = code
        self.runner.run(lambda: self.ws.keep_setting("language", code), title=_("Keeping the language"))
        self.pulse.renew()
        self.window.refresh(None)

    # --- search, exchange ----------------------------------------------------------------------------------------

    def _search(self, words: str) -> None:
        if words:
            self.window.open("search").look_for(words, at_once=True)

    def _search_on(self, words: str) -> None:
        """While one types: the results come up after two letters, and the focus stays in the box; emptied, they go."""
        came_from = self.window.open_key()
        if len(words.strip()) >= 2:
            if came_from != "search":
                self._before_search = came_from
            self.window.open("search").look_for(words)
        elif not words and came_from == "search":
            self.window.open(self._before_search)

    def _help(self, key: str) -> None:
        """F1: the help of the page in sight; F1 in the help goes back to it."""
        if self.window.page().help_key() == "help":
            self.window.page().go_back()
            return
        came_from = self.window.open_key()
        page = self.window.open("help")
        page.show_topic(key, lambda: self.window.open(came_from))

    def take_in(self, paths: list[Path]) -> None:
        """Take in files that were dropped on the window or opened with the program."""
        invitations = [path for path in paths if path.suffix.lower() == asking.INVITATION]
        scanned = [path for path in paths if path.suffix.lower() in ENDINGS]
        bundles = [path for path in paths if path not in invitations and path not in scanned]
        if scanned:
            self.go.section("printing").file_scans(scanned)
        if bundles:
            self.go.section("receive" if self.ws.is_office else "exchange").receive(bundles)
        for path in invitations:
            self._open_invitation(path)

    def _open_invitation(self, file: Path) -> None:
        """An auditor's laptop takes a further one; any other store says what it has to do with it."""
        from qms_desktop.services import joining

        ws = self.ws
        again = ws.role in ("auditor", "reader")

        def say(opened: joining.Opened) -> None:
            notices = self.window.page().notices
            if again:
                notices.say(_("{unit} may be audited with this laptop now.", unit=opened.unit_name), "done")
            elif ws.is_office:
                notices.say(_("This is the invitation of {unit}: hand it over to it.", unit=opened.unit_name))
            else:
                notices.say(_("There is a store on this computer already, and the work goes on in it. The invitation of {unit} "
                              "is for a computer without one.", unit=opened.unit_name), "warning")  # fmt: skip

        self.runner.run(lambda: joining.join_again(ws, file) if again else joining.read_invitation(file), done=say,
                        title=_("Opening the invitation"))  # fmt: skip

    def _after_exchange(self) -> None:
        self._say_notices()
        self.pulse.renew()
        self.runner.run(lambda: opening.standing(self.ws), done=self._say_standing)

    def _name_person(self) -> None:
        from qms_desktop.services import setup

        ws = self.ws
        self.runner.run(lambda: setup.who_works_here(ws), done=lambda found: self.window.status.person.say(found["name"]))
        self.pulse.renew()

    # --- status bar, backup --------------------------------------------------------------------------------------

    def _say_standing(self, now: Standing) -> None:
        status = self.window.status
        if now.backed_up is not None:
            status.backup.say(_("Backup: {when}", when=moment(now.backed_up)))
        last = now.came if self.ws.is_office else now.sent
        if last is None:
            status.exchange.say(_("Nothing received yet") if self.ws.is_office else _("Nothing sent yet"))
        elif self.ws.is_office:
            status.exchange.say(_("Last received: {when}", when=moment(last.at)))
        else:
            status.exchange.say(_("Last sent: {when}", when=day_of(last.at)))

    def furnish(self) -> None:
        """Import the other pages while nothing is asked for, and look ahead: whichever is opened first then stands sooner."""
        self.spare.do(import_pages)
        self.foresight.read()
        if self.ws.is_office:
            self.spare.do(lambda: _look_for_doubts(self.ws))

    def take_parked(self) -> None:
        """Read again what a newer version of the program had written, once the first screen stands."""
        self.runner.run(lambda: _take_parked(self.ws), done=self._say_parked, title=_("Reading what was put aside"))

    def back_up(self) -> None:
        """Make today's backup if it is due, once the first screen stands."""

        def made(fresh: bool) -> None:
            if fresh:
                self.runner.run(lambda: opening.standing(self.ws), done=self._say_standing)

        self.runner.run(lambda: opening.back_up_daily(self.ws), done=made, title=_("Making the daily backup"),
                        apart=not self.ws.store.home.shared)  # fmt: skip

    def close(self) -> None:
        """Give the store back; call it when nothing is at work any more."""
        self.watch.stop()
        self.foresight.stop()
        self.spare.stop()
        self.runner.run(self.ws.close, title=_("Closing the store"))


def _look_for_doubts(ws: Workspace) -> Generator[None, None, None]:
    from qms_desktop.services import doubts

    yield from doubts.look_through(ws)


def _take_parked(ws: Workspace) -> Any:
    from qms_desktop.services import exchanging

    return exchanging.take_parked(ws)

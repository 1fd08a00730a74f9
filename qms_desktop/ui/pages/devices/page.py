"""Invitations and keys: the units and what lets them in, what waits for a person, the office's own key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget

from qms_desktop.core.messages import Localised, _, n_
from qms_desktop.services import admitted, enrolment
from qms_desktop.services.admitted import Admission
from qms_desktop.services.exchanging import Reception
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.notices import EmptyState
from qms_desktop.ui.components.panel import Scroll
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.devices.keys import Keys
from qms_desktop.ui.pages.devices.panel import UnitPanel
from qms_desktop.ui.pages.devices.units import UnitsTable
from qms_desktop.ui.pages.devices.waiting import Found, Waiting, read_waiting
from qms_desktop.ui.pages.reception import said_after
from qms_desktop.ui.runner import Runner

AUDITORS = "auditors"
"""The folder beside the units' invitations: an auditor's bears the same name as the unit's."""


class DevicesPage(Page):
    """`show_waiting()` and `show_keys()` open a tab; `invite(codes)` asks for the folder and writes the invitations."""

    def __init__(self, ws: Workspace, runner: Runner, go: Navigator) -> None:
        super().__init__(_("Invitations and keys"))
        self._ws, self._runner, self._go = ws, runner, go
        self.rows: list[Admission] = []
        self.tabs = Tabs([Tab("units", _("Units")), Tab("waiting", _("Wait for a decision"), 0), Tab("keys", _("Key of the QA office"))])
        self.units = UnitsTable()
        self.units.invite_asked.connect(lambda codes: self.invite(codes))
        self.units.audit_asked.connect(lambda codes: self.invite(codes, role="auditor"))
        self.units.read_asked.connect(lambda codes: self.invite(codes, role="reader"))
        self.units.withdraw_asked.connect(self.withdraw)
        self.units.chosen.connect(self._choose)
        self.units.opened.connect(self._open_unit)
        in_sight = Button(_("Tick all in sight"), "secondary", "list-checks")
        in_sight.clicked.connect(self.units.tick_in_sight)
        self.header.add(in_sight)
        self._in_sight = in_sight
        self.waiting = Waiting(ws, runner)
        self.waiting.decided.connect(self._decided)
        self.keys = Keys(ws, runner)
        self.keys.done.connect(self._keys_changed)
        self.keys.renamed.connect(go.renamed)
        waiting = Scroll(margins=(0, 8, 12, 8))
        waiting.body.addWidget(self.waiting)
        self.nobody = EmptyState("laptop", _("Nobody waits for a decision"),
                                 _("A computer waits here when it comes without an invitation, or as the second one with the same."))  # fmt: skip
        waiting.body.addWidget(self.nobody)
        keys = Scroll(margins=(0, 8, 12, 8))
        keys.body.addWidget(self.keys)
        self._stack = QStackedWidget()
        for part in (self.units, waiting, keys):
            self._stack.addWidget(part)
        self.tabs.chosen.connect(self._show_tab)
        self.add(self.tabs)
        self.add(self._stack, 1)
        panel = UnitPanel(ws)
        panel.confirmed.connect(self.waiting.confirm)
        panel.revoked.connect(self.revoke)
        panel.withdrawn.connect(lambda name: self.withdraw([name]))
        self.set_panel(panel)
        self._unit_panel = panel
        go.exchanged.connect(self.refresh)

    # --- showing -------------------------------------------------------------------------------------------------

    def refresh(self, changes: Any = None) -> None:
        ws = self._ws
        self._runner.run(lambda: (admitted.admissions(ws), read_waiting(ws)), done=lambda found: self._show(*found))
        self.keys.read()

    def _show(self, rows: list[Admission], found: Found) -> None:
        self.rows = rows
        self.units.show_rows(rows)
        self.waiting.show_found(found)
        self.nobody.setVisible(not self.waiting.count())
        self.tabs.set_count("waiting", self.waiting.count(), owed=bool(self.waiting.count()))
        joined = sum(row.state in ("joined", "waits") and row.unit != "office" for row in rows)
        self.header.subtitle.say(_("{joined} of {of} units have joined", joined=joined, of=max(len(rows) - 1, 0)))
        self._choose(self.units.sheet.current_id())

    def _show_tab(self, key: str) -> None:
        self._in_sight.setVisible(key == "units")
        self._stack.setCurrentIndex(("units", "waiting", "keys").index(key))
        if key == "units" and self._was_open:
            self.show_panel()
        elif key != "units":
            self._was_open = self.panel_is_open()
            self.hide_panel()

    _was_open = False

    def _choose(self, unit: Any) -> None:
        place = next((at for at, row in enumerate(self.rows) if row.unit == unit), None)
        if place is not None:
            self._unit_panel.show_admission(self.rows[place], place + 1, len(self.rows))

    def _open_unit(self, unit: Any) -> None:
        self._choose(unit)
        self._unit_panel.tabs.choose("devices" if any(row.devices for row in self.rows if row.unit == unit) else "invitations")
        self.show_panel()

    def show_waiting(self) -> None:
        """Open the tab of what waits."""
        self.tabs.choose("waiting")
        self.waiting.focus_first()

    def show_keys(self) -> None:
        """Open the tab of the office's key."""
        self.tabs.choose("keys")

    def help_key(self) -> str:
        return "office_keys" if self.tabs.current() == "keys" else "devices"

    def step(self, by: int) -> None:
        places = [row.unit for row in self.rows]
        current = self.units.sheet.current_id()
        if current in places and 0 <= places.index(current) + by < len(places):
            self.units.choose(places[places.index(current) + by])

    def arranged(self) -> None:
        if hasattr(self, "units"):
            self.units.sheet.set_room(self.room())
            self.keys.set_narrow(self.width_class < Width.RAIL)

    # --- acts ----------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        if self.units.isVisible() and self.units.ticked():
            self.invite(self.units.ticked())
        elif self.keys.isVisible():
            self.keys.primary()

    def invite(self, codes: list[str], *, role: str = "department") -> None:
        """Ask for a folder and write an invitation for each unit."""
        chosen = asking.folder_to_open(self, _("Where to put the invitations"), "invitations") if codes else None
        if chosen is None:
            return
        ws, folder = self._ws, chosen if role == "department" else chosen / AUDITORS
        self.units.invite.refuse(_("The invitations are being made"))
        job = self._runner.run(lambda: enrolment.invite(ws, codes, folder, role=role),
                               done=lambda made: self._invited(folder, len(made), role), title=_("Making the invitations"))  # fmt: skip
        job.ended.connect(lambda: self.units.invite.refuse(None))

    def _invited(self, folder: Path, count: int, role: str) -> None:
        self.units.untick()
        self.refresh()
        if role == "auditor":
            said = n_("{n} invitation for an auditor lies in {folder}. It lets one laptop in, to audit that unit.",
                      "{n} invitations for auditors lie in {folder}. Each lets one laptop in, to audit that unit.",
                      count, folder=str(folder))  # fmt: skip
        elif role == "reader":
            said = n_("{n} invitation for a reader lies in {folder}. It opens the return bundles of that unit, and writes nothing.",
                      "{n} invitations for readers lie in {folder}. Each opens the return bundles of that unit, and writes nothing.",
                      count, folder=str(folder))  # fmt: skip
        else:
            said = n_("{n} invitation lies in {folder}. Hand it to its unit: the first computer that opens it is let in.",
                      "{n} invitations lie in {folder}. Hand each to its unit: the first computer that opens it is let in.",
                      count, folder=str(folder))  # fmt: skip
        banner = self.notices.say(said, "done", _("Open the folder"))
        banner.followed.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))

    def withdraw(self, names: list[str]) -> None:
        """Withdraw invitations that nobody has used."""
        ws = self._ws

        def work() -> int:
            for name in names:
                enrolment.withdraw(ws, name)
            return len(names)

        self._run(work, _("Withdrawing the invitations"), lambda count: n_(
            "{n} invitation was withdrawn: it lets nobody in any more.",
            "{n} invitations were withdrawn: they let nobody in any more.", count))  # fmt: skip

    def revoke(self, device: str) -> None:
        """Believe a computer no more."""
        ws = self._ws

        def work() -> None:
            enrolment.revoke(ws, device)

        self._run(work, _("Withdrawing the trust"), lambda _nothing: _(
            "The computer is trusted no more. Make return bundles, so that the units learn of it."))  # fmt: skip

    def _run(self, work: Callable[[], Any], title: Localised, said: Callable[[Any], Localised]) -> None:
        def done(result: Any) -> None:
            self.notices.say(said(result), "done")
            self._go.exchanged.emit()

        self._runner.run(work, done=done, title=title)

    def _keys_changed(self, said: Localised) -> None:
        self.notices.say(said, "done")
        self._go.exchanged.emit()

    def _decided(self, reception: Reception | None) -> None:
        if reception is not None:
            self.notices.say(said_after(reception), "done")
        self._go.exchanged.emit()

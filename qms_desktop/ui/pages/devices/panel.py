"""One unit's computers and invitations, in the side panel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from qms_desktop.core.languages import format_date
from qms_desktop.core.messages import _
from qms_desktop.services.admitted import Admission
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import RowCard
from qms_desktop.ui.components.chips import StateChip
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import clear, column
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.moments import local
from qms_desktop.ui.pages.devices.device_card import DeviceCard
from qms_desktop.ui.pages.devices.words import INVITATIONS


class UnitPanel(SidePanel):
    """`confirmed`, `revoked` carry a device, `withdrawn` an invitation."""

    confirmed = Signal(str)
    revoked = Signal(str)
    withdrawn = Signal(str)

    def __init__(self, ws: Workspace) -> None:
        super().__init__([Tab("devices", _("Computers"), 0), Tab("invitations", _("Invitations"), 0)])
        self._ws = ws
        self.expand.hide()
        self.cards: list[DeviceCard] = []
        self._shown: Admission | None = None

    def show_admission(self, row: Admission, place: int, of: int) -> None:
        """Show another unit, or the same one as it stands now."""
        self.show_record(row.unit if row.unit != "office" else "", row.name, place, of)
        if row == self._shown:
            return
        self._shown = row
        waiting = sum(device.state == "waiting" for device in row.devices)
        self.tabs.set_count("devices", len(row.devices), owed=bool(waiting))
        self.tabs.set_count("invitations", len(row.invitations))
        self._show_devices(row)
        self._show_invitations(row)

    def _show_devices(self, row: Admission) -> None:
        body = self.tab("devices").body
        clear(body)
        self.cards = [DeviceCard(self._ws, device) for device in row.devices]
        for card in self.cards:
            card.confirmed.connect(self.confirmed)
            card.revoked.connect(self.revoked)
            body.addWidget(card)
        if not self.cards:
            body.addWidget(Label(_("No computer of this unit is known yet. It comes in with its first package."), "body",
                                 "text2", wrap=True))  # fmt: skip

    def _show_invitations(self, row: Admission) -> None:
        body = self.tab("invitations").body
        clear(body)
        card = RowCard()
        for each in row.invitations:
            self._add_invitation(card, each, auditors=row.unit == "office")
        if row.invitations:
            body.addWidget(card)
        else:
            body.addWidget(Label(_("No invitation was made yet. Tick the unit and press “Make invitations”."), "body",
                                 "text2", wrap=True))  # fmt: skip

    def _add_invitation(self, card: RowCard, each: dict[str, Any], *, auditors: bool) -> None:
        made = _("made {day}", day=format_date(local(each["created"]).date()))
        until = _("good until {day}", day=format_date(local(each["expires"]).date()))
        title = _("For the auditor of {unit}", unit=each["unit"]) if auditors else made
        texts = column(Label(title, "strong", wrap=True), Label(until, "small", "text2", wrap=True), gap=1)
        if auditors:
            texts.addWidget(Label(made, "small", "text2", wrap=True))
        parts = [IconLabel("mail-question-mark"), texts, StateChip(INVITATIONS[each["state"]])]
        if each["state"] == "open":
            button = Button(_("Withdraw"), "inline")
            button.clicked.connect(lambda _on=False, name=each["id"]: self.withdrawn.emit(name))
            parts.append(button)
        card.add_row(*parts)


"""A computer: what it is, since when, its digits, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qms_desktop.core.messages import Joined, Localised, Text, _
from qms_desktop.services.enrolment import KnownDevice
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.chips import StateChip
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.moments import moment
from qms_desktop.ui.pages.devices.digits import Compared, Digits
from qms_desktop.ui.pages.devices.words import device_state, what_it_is
from qms_desktop.ui.speech import Said


class DeviceCard(QFrame):
    """`confirmed` and `revoked` say what the person decided of it."""

    confirmed = Signal(str)
    revoked = Signal(str)

    def __init__(self, ws: Workspace, device: KnownDevice, title: Said | None = None, *, revocable: bool = True) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self.device = device
        name = Label(title or what_it_is(device), "strong", wrap=True)
        since = Label(_("since {when}", when=moment(device.since)), "small", "text2", wrap=True)
        chip = row(StateChip(device_state(ws, device)), None)
        head = row(IconLabel("laptop", "medium" if device.state == "waiting" else "text2", 20), column(name, since, chip, gap=3), gap=12)
        head.setAlignment(head.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        box = column(head, gap=8, margins=(14, 10, 14, 12))
        if device.scope:
            units = Joined(tuple(map(Text.of, device.scope)))
            box.addWidget(Label(_("May audit: {units}", units=units), "small", "text2", wrap=True))
        waits = device.state == "waiting"
        self.digits = Digits(device.digits, "figure" if waits else "section")
        box.addWidget(self.digits)
        self.compared: Compared | None = None
        if waits:
            self.compared = Compared()
            self.compared.confirmed.connect(lambda: self.confirmed.emit(device.device))
            box.addWidget(self.compared)
        self.revoke: Button | None = None
        if revocable and device.state != "revoked" and device.device != ws.key.device:
            self.revoke = Button(_("Do not let it in…") if waits else _("Withdraw the trust…"), "link")
            self.revoke.clicked.connect(self._ask)
            self.question = _Question(_refusal() if waits else _revocation(), _("Do not let it in") if waits else _("Withdraw the trust"))
            self.question.agreed.connect(lambda: self.revoked.emit(device.device))
            self.question.dropped.connect(self._drop)
            self.question.hide()
            box.addLayout(row(self.revoke, None))
            box.addWidget(self.question)
        self.setLayout(box)

    def _ask(self) -> None:
        self.question.show()
        self.revoke.hide()
        self.question.leave.setFocus()

    def _drop(self) -> None:
        self.question.hide()
        self.revoke.show()


def _revocation() -> Localised:
    return _("What this computer has written until now stays and counts. What it writes later is kept, and waits for your "
             "decision. Its invitation lets nobody in any more. The other units learn of it with their next return "
             "bundle; what is sent from now on is not locked for it.")  # fmt: skip


def _refusal() -> Localised:
    return _("Nothing of this computer is taken in. Its files are kept until you decide about them.")


class _Question(QWidget):
    """What will happen, in words, and the two answers."""

    agreed = Signal()
    dropped = Signal()

    def __init__(self, words: Localised, act: Localised) -> None:
        super().__init__()
        sign = IconLabel("triangle-alert", "medium")
        said = row(sign, Label(words, "body", wrap=True), gap=9)
        said.setStretch(1, 1)
        self.agree = Button(act, "secondary", "ban")
        self.leave = Button(_("Leave it as it is"), "link")
        self.agree.clicked.connect(self.agreed)
        self.leave.clicked.connect(self.dropped)
        said.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(said, row(self.agree, None), row(self.leave, None), gap=6))

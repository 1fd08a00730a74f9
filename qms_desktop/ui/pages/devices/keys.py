"""The office's own key: its digits, the key backup under a passphrase, and its restoring on a new computer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from qms_desktop.core.messages import Localised, _
from qms_desktop.services import exchanging, key_backup
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import asking
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.choices import CheckBox
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.pages.devices.digits import Digits
from qms_desktop.ui.pages.devices.passphrase import Passphrase
from qms_desktop.ui.pages.person_card import PersonCard
from qms_desktop.ui.runner import Runner


class Keys(QWidget):
    """`done` hands on what was done, in words, when the keys have changed."""

    done = Signal(object)
    renamed = Signal()

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__()
        self._ws, self._runner = ws, runner
        aside = QWidget()
        aside.setLayout(column(self._digits_card(), self._restore_card(), None, gap=12))
        self.person = PersonCard(ws, runner)
        self.person.changed.connect(self.renamed)
        self._cards = row(self._backup_card(), aside, gap=16)
        self._cards.setStretch(0, 1)
        self._cards.setStretch(1, 1)
        self.setLayout(column(self._cards, self.person, None, gap=12))

    # --- building ------------------------------------------------------------------------------------------------

    def _backup_card(self) -> QWidget:
        card = Card(_("Key backup"))
        self._sign = IconLabel("triangle-alert", "medium", 20)
        self.state = Label(role="strong", wrap=True)
        head = row(self._sign, self.state, gap=10)
        head.setStretch(1, 1)
        card.add(head)
        card.add(Label(_("If this computer breaks or is stolen, a new one becomes the QA office’s by the key backup alone: "
                         "the units then go on without a new invitation. Keep the file on two sticks in two places, and the "
                         "passphrase on paper."), "body", "text2", wrap=True))  # fmt: skip
        self.passphrase = Passphrase(twice=True)
        self.passphrase.changed.connect(self._judge)
        card.add(self.passphrase)
        self.backup = Button(_("Make the key backup"), "primary", "key-round")
        self.backup.clicked.connect(self.back_up)
        card.add(row(self.backup, None))
        holder = QWidget()
        holder.setLayout(column(card, None, gap=0))
        self._judge()
        return holder

    def _digits_card(self) -> Card:
        card = Card(_("The digits of this computer"))
        self.digits = Digits(exchanging.own_digits(self._ws))
        card.add(self.digits)
        card.add(Label(_("A unit that would be sure that a file is yours compares these six groups by phone."), "small",
                       "text2", wrap=True))  # fmt: skip
        return card

    def _restore_card(self) -> Card:
        card = Card(_("This is the QA office’s new computer"))
        card.add(Label(_("Put the store’s last backup in its place first, or take in the packages of the units. Then open the "
                         "key backup: what was sent to the old computer opens here too, and the units believe this one."),
                       "body", "text2", wrap=True))  # fmt: skip
        self.old_passphrase = Passphrase(twice=False)
        card.add(self.old_passphrase)
        self.lost = CheckBox(_("The old computer is lost: nobody is to trust it any more"))
        card.add(self.lost)
        self.restore = Button(_("Choose the key backup"), "secondary", "folder-open")
        self.restore.clicked.connect(self.put_back)
        self.old_passphrase.changed.connect(self._judge)
        card.add(row(self.restore, None))
        return card

    # --- showing -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Show the key as it is now."""
        ws = self._ws
        self.digits.say(exchanging.own_digits(ws))
        self.person.read()
        self._runner.run(lambda: key_backup.is_due(ws), done=self._show)

    def _show(self, due: bool) -> None:
        self._sign.show_icon(*(("triangle-alert", "medium") if due else ("circle-check", "low")))
        self.state.say(_("No key backup was made yet. Were this computer lost, every unit would have to be invited anew.") if due
                       else _("There is a key backup. Another one may be made: it does not take the place of the first."))  # fmt: skip

    def _judge(self) -> None:
        self.backup.refuse(self.passphrase.problem())
        if hasattr(self, "restore"):
            self.restore.refuse(None if self.old_passphrase.text() else _("Write the passphrase of the key backup first"))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the cards stand one below the other."""
        self._cards.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    # --- acts ----------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        """Make the key backup, once the passphrase is written."""
        if self.backup.isEnabled():
            self.back_up()

    def back_up(self) -> None:
        """Ask for the place and write the key backup."""
        ws, passphrase = self._ws, self.passphrase.text()
        name = f"{ws.profile.key}-{dt.date.today():%Y-%m-%d}.qmsk"
        place = asking.place_to_save(self, _("Where to put the key backup"), name, asking.KEY_BACKUPS, "key backup")
        if place is None:
            return

        def made(result: dict[str, Any]) -> None:
            self.passphrase.clear()
            self._tell(_("The key backup is made: {file}. Copy it to a second stick, and put both away.", file=result["file"]))

        self.backup.refuse(_("The key backup is being written"))
        job = self._runner.run(lambda: key_backup.back_up(ws, place, passphrase), done=made, title=_("Writing the key backup"))
        job.ended.connect(self._judge)

    def put_back(self) -> None:
        """Ask for a key backup and make this computer the office's by it."""
        ws, passphrase, lost = self._ws, self.old_passphrase.text(), self.lost.isChecked()
        file = asking.file_to_open(self, _("Which key backup to open"), asking.KEY_BACKUPS, "key backup")
        if file is None:
            return

        def put(_result: dict[str, Any]) -> None:
            self.old_passphrase.clear()
            self._tell(_("This computer is the QA office’s now. Make return bundles for all units: by them they learn of it."))

        self.restore.refuse(_("The key backup is being opened"))
        job = self._runner.run(lambda: key_backup.restore(ws, file, passphrase, lost=lost), done=put,
                               title=_("Opening the key backup"))  # fmt: skip
        job.ended.connect(self._judge)

    def _tell(self, said: Localised) -> None:
        self.read()
        self.done.emit(said)

"""Who this computer is to the others: its digits, and how it stands with the QA office."""

from __future__ import annotations

from qms_desktop.core.messages import Localised, _
from qms_desktop.services import exchanging, standing
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.pages.devices.digits import Digits
from qms_desktop.ui.runner import Runner

_STANDINGS: dict[str, tuple[str, str, Localised]] = {
    standing.LISTED: ("circle-check", "low", _("The QA office knows this computer.")),
    standing.INVITED: ("info", "soft_text", _("Your invitation lets this computer in: the first package needs no phone call. A second "
                                         "computer with the same invitation waits until the QA office phones.")),
    standing.UNKNOWN: ("info", "medium", _("The QA office may ask about this computer by phone before it takes the first package in.")),
    standing.SHUT_OUT: ("circle-alert", "high", _("The QA office trusts this computer no more: what it sends waits there. Phone the QA office.")),
}  # fmt: skip


class DigitsCard(Card):
    """The six groups to be read out, and how the computer stands."""

    def __init__(self, ws: Workspace, runner: Runner) -> None:
        super().__init__(_("The digits of this computer"))
        self._ws, self._runner = ws, runner
        self.digits = Digits(exchanging.own_digits(ws))
        self._sign = IconLabel("info", "text2")
        self.standing = Label(wrap=True)
        said = row(self._sign, self.standing, gap=8)
        said.setStretch(1, 1)
        self.add(self.digits)
        self.add(said)
        self.add(Label(_("When the QA office phones, read these six groups out: so it knows that the file is yours."),
                       "small", "text2", wrap=True))  # fmt: skip

    def read(self) -> None:
        """Show how the computer stands now."""
        ws = self._ws
        self.digits.say(exchanging.own_digits(ws))
        self._runner.run(lambda: standing.own_standing(ws), done=self._show)

    def _show(self, found: str) -> None:
        icon, tone, words = _STANDINGS[found]
        self._sign.show_icon(icon, tone)
        self.standing.say(words)

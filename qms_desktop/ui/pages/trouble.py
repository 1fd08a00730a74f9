"""The store cannot be opened: why, what to do, and the last good backup where its file is damaged."""

from __future__ import annotations

from collections.abc import Callable

from qms_desktop.core.messages import _
from qms_desktop.store.places import Place
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.cards import Card
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.moments import moment
from qms_desktop.ui.opening import Trouble, restore
from qms_desktop.ui.runner import Runner


class TroublePage(Page):
    """One sentence, what to do, and the button that does it."""

    def __init__(
        self, trouble: Trouble, place: Place, runner: Runner, opened: Callable[[object], None],
        again: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(_("The store cannot be opened"))
        self._place, self._runner, self._opened, self._trouble = place, runner, opened, trouble
        card = Card()
        sentence = Label(trouble.error.message, "section", wrap=True)
        line = row(IconLabel("circle-alert", "high", 22), sentence, gap=12)
        line.setStretch(1, 1)
        card.add(line)
        self.retry = Button(_("Try again"), "secondary" if trouble.backup else "primary", "refresh-cw")
        self.retry.clicked.connect(again)
        self.restore: Button | None = None
        if trouble.backup is not None and trouble.made is not None:
            card.add(Label(_("There is a good backup of {when}. What was entered after that moment is missing in it; "
                             "the damaged file is kept beside it.", when=moment(trouble.made)), wrap=True))  # fmt: skip
            self.restore = Button(_("Put the backup in its place"), "primary", "database-backup")
            self.restore.clicked.connect(self._restore)
            card.add(row(self.restore, self.retry, None))
        else:
            if trouble.error.hint is not None:
                card.add(Label(trouble.error.hint, wrap=True))
            card.add(row(self.retry, None))
        where = Label(_("The store lies here: {place}", place=str(place)), "small", "text2", wrap=True)
        card.add(where)
        self.add(card)
        self.content.addStretch(1)

    def primary(self) -> None:
        (self.restore or self.retry).click()

    def _restore(self) -> None:
        place, file = self._place, self._trouble.backup
        if file is not None:
            self._runner.run(lambda: restore(place, file), done=self._opened, title=_("Putting the backup in its place"))

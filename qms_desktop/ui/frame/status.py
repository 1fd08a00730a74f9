"""The status bar: what is saved, backed up and sent; who, in which language, how large."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from qms_desktop.core.messages import LANGUAGES, _, current_language
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.label import IconLabel, Label
from qms_desktop.ui.components.layout import row
from qms_desktop.ui.speech import LANGUAGE_NAMES, Said, language, speak
from qms_desktop.ui.theme.fonts import SCALES, scale, sized


class StatusBar(QWidget):
    """`language_chosen` and `scale_chosen` are wishes: the window grants them."""

    language_chosen = Signal(str)
    scale_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sign = IconLabel("check", "low", 16)
        self.saved, self.backup, self.exchange, self.person = (
            Label(role="small", tone="text2") for _part in range(4)
        )
        self.language = Button(LANGUAGE_NAMES[current_language()], "status", "globe")
        self.size = Button("", "status")
        self._offer_languages()
        self._offer_sizes()
        left = row(self._sign, self.saved, gap=5)
        self._line = row(
            left,
            self.backup,
            self.exchange,
            None,
            self.person,
            self.language,
            self.size,
            gap=16,
            margins=(12, 1, 6, 0),
        )
        self.setLayout(self._line)
        sized(self, "setFixedHeight", 26)
        language.changed.connect(self._renew)
        scale.changed.connect(self._renew)
        self._renew()

    def say_saved(self, said: Said, safe: bool = True) -> None:
        """Say that all is saved and when, or that it is not."""
        self.saved.say(said)
        self._sign.show_icon(*(("check", "low") if safe else ("circle-alert", "high")))

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the backup and the person go."""
        self.backup.setHidden(narrow)
        self.person.setHidden(narrow)

    def _renew(self) -> None:
        self.language.say(LANGUAGE_NAMES[current_language()])
        self.size.say(f"{scale.percent} %")

    def _offer_languages(self) -> None:
        menu = QMenu(self.language)
        for code in LANGUAGES:
            action = menu.addAction(LANGUAGE_NAMES[code])
            action.triggered.connect(lambda _on=False, code=code: self.language_chosen.emit(code))
        self.language.setMenu(menu)
        speak(self.language, "setToolTip", _("The language of the window"))

    def _offer_sizes(self) -> None:
        menu = QMenu(self.size)
        for percent in SCALES:
            action = menu.addAction(f"{percent} %")
            action.triggered.connect(lambda _on=False, percent=percent: self.scale_chosen.emit(percent))
        self.size.setMenu(menu)
        self.size.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        speak(self.size, "setToolTip", _("The size of the text"))

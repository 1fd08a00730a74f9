"""The language of the window: every text is said again when it changes."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Signal

from qms_desktop.core.messages import Localised, choose_language
from qms_desktop.ui import qt_strings
from qms_desktop.ui.follow import follow, unfollow

Said = Localised | str

LOCALES = {"ky": "ky_KG", "ru": "ru_RU", "en": "en_GB"}
LANGUAGE_NAMES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}


class _Language(QObject):
    changed = Signal()


language = _Language()


def speak(target: QObject, setter: str, said: Said) -> None:
    """Call `target.setter(text)` now, and again in each language that is chosen later."""
    if isinstance(said, str):
        unfollow(target, setter)
        getattr(target, setter)(said)
    else:
        follow(language.changed, target, setter, lambda: (str(said),))


def use_language(code: str) -> None:
    """Change the language of everything: our texts, Qt's own, dates and numbers."""
    choose_language(code)
    QLocale.setDefault(QLocale(LOCALES[code]))
    qt_strings.install(code)
    language.changed.emit()

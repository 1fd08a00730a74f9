"""Puts tokens, palette, style sheet and fonts on the application, and follows the system's light and dark."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from qms_desktop.ui.theme import fonts
from qms_desktop.ui.theme.palette import palette_of, tokens_of
from qms_desktop.ui.theme.sheet import sheet
from qms_desktop.ui.theme.tokens import DARK, LIGHT, Tokens

_current: Tokens = LIGHT


def tokens() -> Tokens:
    """The colours that the window wears now."""
    return _current


class Theme(QObject):
    """The application's look; `dressed` fires when colours have changed."""

    dressed = Signal()

    def __init__(self, app: QApplication, scheme: Callable[[], Qt.ColorScheme] | None = None) -> None:
        """`scheme` says whether the system is light or dark; by default Qt is asked."""
        super().__init__(app)
        self._app = app
        self._scheme = scheme or app.styleHints().colorScheme
        self._forced: bool | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        fonts.load_fonts(app)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self.redress)
        hints.accessibility().contrastPreferenceChanged.connect(self.redress)
        fonts.scale.changed.connect(self.dress)
        self.dress()

    def force(self, dark: bool | None) -> None:
        """Stay light or dark whatever the system says; None follows the system again."""
        self._forced = dark
        self.redress()

    def redress(self) -> None:
        """Wear other colours. With another style sheet Qt gives texts the size of their first one: they are sized anew."""
        fonts.set_scale(self._app, fonts.scale.percent)

    def dress(self) -> None:
        """Put on the colours and sizes that hold now."""
        global _current
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self._app.setStyleSheet("")
            self._app.setPalette(QPalette())
            _current = tokens_of(self._app.palette())
        else:
            dark = self._scheme() == Qt.ColorScheme.Dark if self._forced is None else self._forced
            _current = DARK if dark else LIGHT
            self._app.setPalette(palette_of(_current))
            self._app.setStyleSheet(sheet(_current, fonts.px))
        self.dressed.emit()


def look(widget: QObject, name: str, value: str | bool) -> None:
    """Set a property that the style sheet selects by, and let the sheet see it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()

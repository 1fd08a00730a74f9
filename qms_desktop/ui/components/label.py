"""Text on a page: a role of type and a tone of colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from qms_desktop.ui.speech import Said, speak
from qms_desktop.ui.theme.fonts import px, scale, write_in
from qms_desktop.ui.theme.icons import icon
from qms_desktop.ui.theme.theme import look


class Label(QLabel):
    """A text that knows its role (`fonts.ROLES`) and its tone (a text token)."""

    def __init__(
        self,
        said: Said = "",
        role: str = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        write_in(self, role)
        self.say(said)

    def say(self, said: Said) -> None:
        """Show a text, now and in every language."""
        speak(self, "setText", said)

    def set_tone(self, tone: str) -> None:
        look(self, "tone", tone)


class IconLabel(QLabel):
    """An icon that stands beside words."""

    def __init__(
        self, name: str, token: str = "text2", side: int = 17, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._token, self._side = name, token, side
        scale.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, token: str) -> None:
        self._name, self._token = name, token
        self._draw()

    def _draw(self) -> None:
        side = px(self._side)
        self.setFixedSize(side, side)
        self.setPixmap(icon(self._name, self._token).pixmap(QSize(side, side), self.devicePixelRatio()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()


class ClickLabel(Label):
    """A label that hands its click to its buddy (a field's label focuses the field)."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.buddy() is not None:
            self.buddy().setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


def rule(parent: QWidget | None = None) -> QWidget:
    """A hairline."""
    line = QFrame(parent)
    line.setProperty("frame", "rule")
    return line

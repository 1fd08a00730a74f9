"""The window of the system: painted first, before anything else of the program is imported; the rest moves in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from qms_desktop.ui.theme.tokens import DARK, LIGHT

STRIP, SIDEBAR, STATUS = 40, 228, 26


class Host(QMainWindow):
    """An empty frame in the colours of the program until the window's parts move in (`setCentralWidget`); it owns place, size and closing.

    `painted` fires once, after the first paint.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._tokens = DARK if dark else LIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grounds of strip, sidebar, page and status bar, as they will be."""
        if self.centralWidget() is None:
            painter, t, room = QPainter(self), self._tokens, self.rect()
            painter.fillRect(room, QColor(t.window))
            painter.fillRect(QRect(0, 0, SIDEBAR, room.height()), QColor(t.sidebar))
            painter.fillRect(QRect(0, 0, room.width(), STRIP), QColor(t.surface))
            painter.fillRect(QRect(0, room.height() - STATUS, room.width(), STATUS), QColor(t.surface))
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            self.painted.emit()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

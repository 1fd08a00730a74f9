"""One window a store: a second start asks the first window to come forward, and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500  # ms


class OneWindow(QObject):
    """`called` fires when another start wanted the same store."""

    called = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"qms-desktop-{hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:20]}"
        self._server: QLocalServer | None = None

    def hand_over(self) -> bool:
        """Call the window that has the store; whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        there = socket.waitForConnected(_PATIENCE)
        if there:
            socket.disconnectFromServer()
        return there

    def listen(self) -> None:
        """Be the window that later starts call."""
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.called.emit()

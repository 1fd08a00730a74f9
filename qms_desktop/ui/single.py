"""One window a store: a second start hands its files to the first window, asks it to come forward, and ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from qms_desktop.store.places import Place

_PATIENCE = 500  # ms
_MOST = 1 << 20  # bytes that a caller may say


class OneWindow(QObject):
    """`called` fires when another start wanted the same store, with the files that it was to open."""

    called = Signal(list)  # [Path, ...]

    def __init__(self, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        where = str(place.absolute() if isinstance(place, Path) else place)
        self._name = f"qms-desktop-{hashlib.sha256(where.encode()).hexdigest()[:20]}"
        self._server: QLocalServer | None = None

    def hand_over(self, files: Sequence[Path] = ()) -> bool:
        """Call the window that has the store, to open files; whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        there = socket.waitForConnected(_PATIENCE)
        if there:
            socket.write(json.dumps([str(file.absolute()) for file in files]).encode())
            socket.flush()
            socket.waitForBytesWritten(_PATIENCE)
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
            if caller.state() == QLocalSocket.LocalSocketState.ConnectedState:
                caller.disconnected.connect(lambda caller=caller: self._hear(caller))
            else:
                self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        """What a caller said before it went."""
        try:
            said = json.loads(bytes(caller.read(_MOST).data()) or b"[]")
        except ValueError:
            said = []
        caller.deleteLater()
        self.called.emit([Path(each) for each in said if isinstance(each, str)] if isinstance(said, list) else [])

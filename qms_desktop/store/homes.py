"""Where a store lives: what a folder and a database do differently, and nothing else does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from sqlalchemy import Connection, Engine

from qms_desktop.store.places import Place
from qms_desktop.store.shelves import Shelf


class Home(ABC):
    """An opened place. `shared` says that other programs may be at work in it at the same time."""

    shared = False

    def __init__(self, place: Place, engine: Engine) -> None:
        self.place, self.engine = place, engine

    @property
    @abstractmethod
    def backups(self) -> Path:
        """The folder on this computer in which backups are kept."""

    @abstractmethod
    def shelf(self, area: str, connection: Connection) -> Shelf:
        """The files of one area (see `shelves.AREAS`), as a transaction on that connection has them."""

    @abstractmethod
    def check_free(self, connection: Connection) -> None:
        """UserError where a new store would meet something that is there already."""

    @abstractmethod
    def discard(self) -> None:
        """Take away a store that was being made, and close."""

    @abstractmethod
    def address(self) -> str:
        """What a key file remembers the place by."""

    @abstractmethod
    def is_at(self, address: str) -> bool:
        """Whether that address, kept earlier, is this place."""

    def close(self) -> None:
        self.engine.dispose()

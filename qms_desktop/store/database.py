"""A store in a PostgreSQL database: many programs at once, its files in a table, backups on each computer."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sqlalchemy import Connection

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.core.paths import data_dir
from qms_desktop.store import migrate, refold, tables
from qms_desktop.store.engine import begin, commit, roll_back
from qms_desktop.store.faults import told
from qms_desktop.store.homes import Home
from qms_desktop.store.places import Database
from qms_desktop.store.postgresql import encoding_of, identity_of, is_empty, postgresql_engine
from qms_desktop.store.shelves import Shelf, TableShelf


class DatabaseHome(Home):
    """The database, reached anew whenever its server was away."""

    shared = True

    def __init__(self, place: Database) -> None:
        super().__init__(place, postgresql_engine(place))
        self._identity: str | None = None

    @classmethod
    def exists(cls, place: Database) -> bool:
        home = cls(place)
        try:
            with told(place), home.engine.connect() as connection:
                begin(connection, writing=False)
                return migrate.version_of(connection) > 0
        finally:
            home.close()

    @property
    def backups(self) -> Path:
        name = re.sub(r"[^\w-]", "_", self.place.name)
        return data_dir() / "backups" / f"{name}-{hashlib.sha256(str(self.place).encode()).hexdigest()[:8]}"

    def shelf(self, area: str, connection: Connection) -> Shelf:
        return TableShelf(connection, area)

    def check_free(self, connection: Connection) -> None:
        if migrate.version_of(connection):
            raise UserError(
                _("There is a store in this database already: {place}", place=str(self.place)),
                _("Open it, or choose another database."),
            )
        if not is_empty(connection):
            raise UserError(
                _("The database {place} holds the tables of another program.", place=str(self.place)),
                _("Make a database of its own for the store."),
            )
        if encoding_of(connection) != "UTF8":
            raise UserError(
                _("The database {place} cannot hold the letters of all languages.", place=str(self.place)),
                _("Make it with the encoding UTF8."),
            )

    def discard(self) -> None:
        with told(self.place), self.engine.connect() as connection:
            begin(connection, writing=True)
            try:
                refold.drop_tables(connection)
                tables.metadata.drop_all(connection)
                commit(connection)
            except BaseException:
                roll_back(connection)
                raise
        self.close()

    def address(self) -> str:
        return f"{self.place} {self._known_identity()}"

    def is_at(self, address: str) -> bool:
        return address.rpartition(" ")[2] == self._known_identity()

    def _known_identity(self) -> str:
        """The server's own word, for one database may be reached by many addresses."""
        if self._identity is None:
            with told(self.place), self.engine.connect() as connection:
                self._identity = identity_of(connection)
        return self._identity

"""The SQLite store beside the plain model, over random schedules."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from qms_desktop.store.backup import back_up
from qms_desktop.store.store import FILE_NAME
from tests.amounts import schedules
from tests.journal.machine import JournalMachine
from tests.journal.stores import ModelStore

from .machines import RealStore, machines_office_fields
from .stores import make, reopen

__all__ = ["machines_office_fields"]
pytestmark = pytest.mark.usefixtures("machines_office_fields")


class SqliteStore(RealStore):
    template = None

    def __init__(self, source=None):
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.waiting = []
        if source is not None:
            back_up(source.store, "daily", self.folder / FILE_NAME)
            self.waiting = list(source.waiting)
        elif SqliteStore.template is None:
            make(self.folder).close()
            SqliteStore.template = (self.folder / FILE_NAME).read_bytes()
        else:
            (self.folder / FILE_NAME).write_bytes(SqliteStore.template)
        self.store = reopen(self.folder)

    def copy(self):
        return SqliteStore(self)

    def close(self):
        self.store.close()
        shutil.rmtree(self.folder)


class SqliteMachine(JournalMachine):
    factories = (ModelStore, SqliteStore)


class TestSqlite(SqliteMachine.TestCase):
    settings = settings(max_examples=schedules("sqlite"), stateful_step_count=15)

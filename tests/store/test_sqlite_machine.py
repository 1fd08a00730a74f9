"""The SQLite store beside the plain model, over random schedules."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import select

from qms_desktop.journal.chains import admit
from qms_desktop.journal.fold import fold_record
from qms_desktop.journal.lines import plain_fork, plain_record
from qms_desktop.models import catalogue
from qms_desktop.store import check, refold, tables, transaction
from qms_desktop.store.backup import back_up
from qms_desktop.store.store import FILE_NAME, no_progress
from tests.amounts import schedules
from tests.journal.machine import JournalMachine
from tests.journal.stores import ModelStore, Store, office_fields

from .stores import make, reopen


class SqliteStore(Store):
    """The real store, bundle by bundle; redactions whose chain is not whole wait beside it."""

    template = None

    def __init__(self, source=None):
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.waiting = []
        if source is not None:
            source._copy_to(self.folder)
            self.waiting = list(source.waiting)
        elif SqliteStore.template is None:
            make(self.folder).close()
            SqliteStore.template = (self.folder / FILE_NAME).read_bytes()
        else:
            (self.folder / FILE_NAME).write_bytes(SqliteStore.template)
        self.store = reopen(self.folder)

    def _copy_to(self, folder):
        back_up(self.store, "daily", folder / FILE_NAME)

    def append(self, line):
        self.receive([line])

    def receive(self, lines):
        lines = [*lines, *self.waiting]
        with self.store.writing() as tx:
            admitted = admit(lines, tx.known)
            tx.append(admitted.changes, (), admitted.redactions)
        missing = {lines[fault.index] for fault in admitted.refused if fault.reason_kind == "missing_parent"}
        self.waiting = sorted(line for line in missing if b'"redacts"' in line)

    def export(self):
        with self.store.reading() as tx:
            return sorted([*tx.connection.execute(select(tables.change.c.line)).scalars(), *self.waiting])

    def fold(self):
        with self.store.reading() as tx:
            records = [
                plain_record(unit, kind, record, fold_record(changes, office_fields(kind)))
                for _row, unit, kind, record, changes in refold.records_with_changes(tx.connection)
            ]
            forks = [plain_fork(fork) for fork in check.forks(tx)]
        return {"records": sorted(records, key=lambda r: (r["unit"], r["kind"], r["record"])), "forks": forks}

    def digest(self):
        """Looks, besides, at what is stored: the fold of the journal again gives it (P07)."""
        with self.store.reading() as tx:
            assert check.problems(tx, no_progress) == []
            return check.store_digest(tx)

    def copy(self):
        return SqliteStore(self)

    def close(self):
        self.store.close()
        shutil.rmtree(self.folder)


class SqliteMachine(JournalMachine):
    factories = (ModelStore, SqliteStore)


@pytest.fixture(autouse=True)
def the_machines_office_fields():
    """The machine's kinds have their own fields of the office."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (transaction, check, refold, catalogue):
            patched.setattr(module, "office_fields", office_fields)
        patched.setattr("qms_desktop.store.backup._verify", lambda _path: None)
        yield


class TestSqlite(SqliteMachine.TestCase):
    settings = settings(max_examples=schedules("sqlite"), stateful_step_count=15)

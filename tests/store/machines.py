"""The real store behind the machine's small interface, whichever database it lies in."""

import pytest
from sqlalchemy import select

from qms_desktop.journal.chains import admit
from qms_desktop.journal.fold import fold_record
from qms_desktop.journal.lines import plain_fork, plain_record
from qms_desktop.models import catalogue
from qms_desktop.store import check, refold, tables, transaction
from qms_desktop.store.store import no_progress
from tests.journal.stores import Store, office_fields


class RealStore(Store):
    """Takes in bundle by bundle; redactions whose chain is not whole wait beside it. Subclasses open `self.store`."""

    store = None
    waiting = ()

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


@pytest.fixture
def machines_office_fields():
    """The machine's kinds have their own fields of the office."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (transaction, check, refold, catalogue):
            patched.setattr(module, "office_fields", office_fields)
        patched.setattr("qms_desktop.store.backup._verify", lambda _path: None)
        yield

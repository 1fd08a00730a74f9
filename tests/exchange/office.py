"""Small universities for the tests: an office, units, their computers, and what passes between them."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from qms_desktop.core.profile import load_profile
from qms_desktop.exchange import hierarchy, keys, trust
from qms_desktop.exchange.container import take_in
from qms_desktop.exchange.reader import Identity, check_frame, open_bundle
from qms_desktop.exchange.receiving import receive
from qms_desktop.exchange.writer import send
from qms_desktop.store.authoring import Author, Edit, new_record_id, write
from qms_desktop.store.check import forks, problems, store_digest
from qms_desktop.store.reading import totals
from qms_desktop.store.store import Store, create_store, no_progress, open_store
from qms_desktop.store.transaction import Key

PROFILE = load_profile("generic")
CLOCK = "2026-11-20T10:00:00Z"


@dataclass
class Pc:
    """A computer with one store, its user's own key folder, and who it is."""

    store: Store
    key: keys.DeviceKey
    identity: Identity
    home: Path

    @property
    def unit(self):
        return self.identity.unit

    def save(self, record=None, kind="risk", unit=None, at=CLOCK, seen=None, **cells):
        """One save; the id of the record."""
        record = record or new_record_id()
        as_ = "office" if self.identity.role in trust.OFFICE_ROLES else self.identity.unit
        author = Author("person", as_, self.key)
        with self.store.writing() as tx:
            write(tx, [Edit(Key(unit or self.unit, kind, record), cells or {"title": "Тобокелдик"}, seen=seen)], author, at)
        return record

    def fill(self, count):
        """Several records in one save."""
        author = Author("person", self.identity.unit, self.key)
        edits = [Edit(Key(self.unit, "risk", new_record_id()), {"title": f"Тобокелдик {n}", "cause": "с" * 40})
                 for n in range(count)]  # fmt: skip
        with self.store.writing() as tx:
            write(tx, edits, author, CLOCK)

    def send(self, out, **how):
        with self.at_home():
            return send(self.store, self.key, self.identity, out, **how).file

    def receive(self, *paths, **how):
        return receive(self.store, paths, self.identity, **how)

    def knows_below(self):
        """Look up which units stand below, as the program does whenever it reads a bundle."""
        with self.store.reading() as tx:
            self.identity = replace(self.identity, below=frozenset(hierarchy.below(tx, self.unit)))

    def one(self, path):
        """What became of one file."""
        (result,) = self.receive(path).files
        return result

    def at_home(self):
        return KeysAt(self.home)

    def digest(self):
        with self.store.reading() as tx:
            return store_digest(tx)

    def totals(self):
        with self.store.reading() as tx:
            return totals(tx)

    def shown(self, record, kind="risk", unit=None):
        with self.store.reading() as tx:
            return tx.fold(Key(unit or self.unit, kind, record))

    def state(self):
        """All that must not have changed when a file was rejected."""
        with self.store.reading() as tx:
            rows = [tx.connection.exec_driver_sql(f'SELECT * FROM "{t}"').all()
                    for t in ("change", "record", "head", "device", "bundle", "attachment", "redaction")]  # fmt: skip
        files = sorted(p.name for f in (self.store.folder / "files", self.store.folder / "waiting") for p in f.iterdir())
        return rows, files

    def problems(self):
        with self.store.reading() as tx:
            return problems(tx, no_progress)

    def forks(self):
        with self.store.reading() as tx:
            return forks(tx)

    def devices(self):
        with self.store.reading() as tx:
            return trust.devices(tx)

    def reopen(self, folder=None):
        """Open the store anew, perhaps in another place; what is said about its key."""
        self.store.close()
        self.store = open_store(folder or self.store.folder, before_migration=lambda _store: None)
        self.store.use_profile(PROFILE)
        with self.at_home():
            opened = keys.open_key(self.store)
        self.key = opened.key
        self.identity = replace(self.identity, public_key=self.key.public_key, keyring=self.key.keyring)
        return opened


def opened(path, key):
    """A bundle's parts, read with a device's key; its attachments are not there any more."""
    with take_in(path) as frame:
        return open_bundle(frame, *check_frame(frame, None), key.keyring)


class KeysAt:
    """Keys lie in this user's folder inside the block."""

    def __init__(self, home):
        self.home = home

    def __enter__(self):
        self.before = os.environ.get("QMS_KEYS")
        os.environ["QMS_KEYS"] = str(self.home)

    def __exit__(self, *_exception):
        if self.before is None:
            del os.environ["QMS_KEYS"]
        else:
            os.environ["QMS_KEYS"] = self.before


def make_pc(folder, unit, role="department", institution="generic"):
    """A computer with a new store in a folder."""
    store = create_store(folder)
    store.use_profile(PROFILE)
    home = folder.with_name(folder.name + "-keys")
    with KeysAt(home):
        key = keys.open_key(store).key
    pc = Pc(store, key, Identity(institution, role, unit, key.public_key, keyring=key.keyring), home)
    with store.writing() as tx:
        trust.register_own(tx, key.public_key, unit, role, key.receiving_key)
    return pc

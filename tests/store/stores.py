"""Small stores for the tests, without keys: a device here signs with its name."""

from hashlib import sha256

from qms_desktop.core.profile import load_profile
from qms_desktop.store.authoring import Author, Edit, write
from qms_desktop.store.check import problems, store_digest
from qms_desktop.store.reading import totals
from qms_desktop.store.store import bring_up_to_date, create_store, no_progress, open_store
from qms_desktop.store.transaction import Key

PROFILE = load_profile("generic")
CLOCK = "2026-11-20T10:00:00Z"
UNIT = "КМТ"


class Device:
    """A signer whose signatures nobody verifies."""

    def __init__(self, name):
        self.device = name
        self.public_key = sha256(name.encode()).digest()

    def sign(self, message):
        return sha256(self.public_key + message).digest() * 2


def make(folder):
    store = create_store(folder)
    store.use_profile(PROFILE)
    bring_up_to_date(store)
    return store


def reopen(folder, **how):
    store = open_store(folder, before_migration=how.pop("before_migration", lambda _store: None), **how)
    store.use_profile(PROFILE)
    return store


def save(store, device, record, kind="risk", unit=UNIT, seen=None, **cells):
    """One save; the change."""
    with store.writing() as tx:
        changes, _done = write(tx, [Edit(Key(unit, kind, record), cells, seen=seen)], Author("p", UNIT, device), CLOCK)
    return changes[0]


def digest(store):
    with store.reading() as tx:
        return store_digest(tx)


def counts(store):
    with store.reading() as tx:
        return totals(tx)


def found(store):
    """What `check` says, in English."""
    with store.reading() as tx:
        return [message.text("en") for message in problems(tx, no_progress)]


def typed_rows(store):
    """Everything that is derived: every row of every typed table and of the records' own."""
    with store.connection(writing=False) as connection:
        names = [n for (n,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
                 if n.startswith("r_") or n in ("other", "record")]  # fmt: skip
        return {name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names}

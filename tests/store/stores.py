"""Small stores for the tests, without keys: a device here signs with its name."""

from hashlib import sha256

import pytest
from sqlalchemy import inspect, select

from qms_desktop.core.profile import load_profile
from qms_desktop.store import migrate, tables
from qms_desktop.store.authoring import Author, Edit, write
from qms_desktop.store.check import problems, store_digest
from qms_desktop.store.engine import begin, bulk_insert, commit, sqlite_engine
from qms_desktop.store.reading import totals
from qms_desktop.store.store import FILE_NAME, bring_up_to_date, create_store, no_progress, open_store
from qms_desktop.store.transaction import Key

both = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
"""A test of the fixtures `store` and `filled` on either database in turn."""

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
    store = create_store(folder, PROFILE)
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


def fill(store):
    device = Device("one")
    for number in range(10):
        record = f"00000000-0000-7000-8000-{number:012d}"
        save(store, device, record, title=f"Тобокелдик {number}", **{"measures/m1/text": "чара"})
        save(store, device, record, cause="себеп")
    save(store, device, "x", kind="hologram", beams=[1, 2])
    save(store, Device("two"), "00000000-0000-7000-8000-000000000000", seen={}, title="Башка")


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


JOURNAL = ("chain", "record", "change", "head")


def journal_of(store):
    """The rows of the journal's tables as the first version had them: (columns, rows) by table."""
    with store.connection(writing=False) as connection:
        return {
            table: (tuple(column.name for column in tables.metadata.tables[table].columns),
                    [tuple(row) for row in connection.execute(select(tables.metadata.tables[table]))])
            for table in JOURNAL
        }  # fmt: skip


def old_store(folder, version, journal, settings):
    """A store as the program of that version left it: the journal and the settings, nothing derived."""
    for part in ("files", "backups", "waiting"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    engine = sqlite_engine(folder / FILE_NAME)
    with engine.connect() as connection:
        begin(connection, writing=True)
        migrate.migrate(connection, upto=version)
        for table in JOURNAL:
            columns, rows = journal[table]
            bulk_insert(connection, table, columns, rows)
        bulk_insert(connection, "setting", ("name", "value"), list(settings.items()))
        commit(connection)
    engine.dispose()


def typed_rows(store):
    """Everything that is derived: every row of every typed table and of the records' own."""
    with store.connection(writing=False) as connection:
        names = [n for n in inspect(connection).get_table_names() if n.startswith("r_") or n in ("other", "record")]
        return {name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))) for name in names}

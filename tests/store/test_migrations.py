"""Each version is walked up from the first, with data in it, and keeps what was there."""

import shutil
import sqlite3

import pytest

from qms_desktop.store import migrate
from qms_desktop.store.engine import begin, commit, roll_back, sqlite_engine
from qms_desktop.store.store import FILE_NAME, bring_up_to_date

from .stores import PROFILE, Device, counts, digest, found, journal_of, make, old_store, reopen, save

VERSIONS = list(migrate.scripts())


@pytest.fixture
def journal(filled):
    return journal_of(filled)


def test_the_first_versions_are_numbered_without_a_gap():
    assert list(range(1, len(VERSIONS) + 1)) == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_walked_up_from(version, journal, filled, tmp_path, opened):
    folder = tmp_path / "old"
    old_store(folder, version, journal, {"language": "ky"})
    backed_up = []
    store = reopen(folder, before_migration=lambda store: backed_up.append(store.path))
    opened.append(store)
    assert bool(backed_up) == (version < VERSIONS[-1])
    bring_up_to_date(store)
    assert digest(store) == digest(filled)
    assert counts(store) == counts(filled)
    assert found(store) == []
    assert store.settings()["language"] == "ky"
    save(store, Device("three"), "new", title="Кийин")
    store.close()
    opened[-1] = again = reopen(folder, before_migration=lambda _store: pytest.fail("once is enough"))
    assert counts(again)[1] == counts(filled)[1] + 1


def schema(path):
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        return [(name, " ".join(sql.split())) for name, sql in found]
    finally:
        connection.close()


def test_step_by_step_gives_the_schema_of_a_new_store(tmp_path):
    """And each step alone leaves a file that the next one takes."""
    engine = sqlite_engine(tmp_path / "a.sqlite")
    for version in VERSIONS:
        with engine.connect() as connection:
            begin(connection, writing=True)
            migrate.migrate(connection, upto=version)
            assert migrate.version_of(connection) == version
            commit(connection)
    engine.dispose()
    make(tmp_path / "new").close()
    stepped = schema(tmp_path / "a.sqlite")
    fresh = dict(schema(tmp_path / "new" / FILE_NAME))
    assert [(name, fresh[name]) for name, _sql in stepped] == stepped


def test_F39_an_interrupted_migration_is_rolled_back(journal, tmp_path, monkeypatch):
    folder = tmp_path / "old"
    old_store(folder, 1, journal, {"language": "ky"})
    before = (folder / FILE_NAME).read_bytes()
    scripts = dict(migrate.scripts())
    scripts[VERSIONS[-1]] += ";CREATE TABLE broken (;"
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "scripts", lambda: scripts)
        copies = []
        with pytest.raises(Exception, match=r"syntax error|incomplete input"):
            reopen(folder, before_migration=lambda s: copies.append(shutil.copy(s.path, tmp_path / "kept.sqlite")))
    assert copies
    assert schema(folder / FILE_NAME) == schema(tmp_path / "kept.sqlite")
    assert (folder / FILE_NAME).stat().st_size == len(before)
    store = reopen(folder)
    store.use_profile(PROFILE)
    bring_up_to_date(store)
    assert found(store) == []
    store.close()


def test_a_transaction_takes_the_version_back(tmp_path):
    engine = sqlite_engine(tmp_path / "a.sqlite")
    with engine.connect() as connection:
        begin(connection, writing=True)
        migrate.migrate(connection)
        roll_back(connection)
        begin(connection, writing=False)
        assert migrate.version_of(connection) == 0
        roll_back(connection)
    engine.dispose()

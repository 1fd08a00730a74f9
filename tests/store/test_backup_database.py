"""Backups of a database are store files: they go back into the database, into another one, or into a folder."""

import sqlite3

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import redacting
from qms_desktop.services import exchanging, records, setup, upkeep
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store import migrate
from qms_desktop.store.backup import back_up, check_backup, newest_backup
from qms_desktop.store.store import exists

from .stores import journal_of, old_store


@pytest.fixture
def office(new_database):
    with setup.init(new_database(), institution="jasu", role="office", unit=None, person="А. Б.", position="Башчы") as ws:
        records.save(ws, "risk", [{"unit": "ФИЛ", "title": f"Тобокелдик {n}"} for n in range(20)])
        yield ws


def digest(ws):
    return upkeep.digest(ws)["digest"]


def reopened(ws, place=None):
    ws.close()
    return open_workspace(place or ws.store.place)


def test_a_backup_is_a_store_file_on_this_computer(office, tmp_path):
    path = back_up(office.store, "daily")
    assert newest_backup(office.store.backups) == path
    assert str(path).startswith(str(tmp_path / "data"))
    check_backup(path)
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name]
    assert office.store.place.name in path.parent.name
    named = back_up(office.store, "daily", tmp_path / "out.sqlite")
    assert named.stat().st_mode == path.stat().st_mode


def test_a_failing_backup_leaves_nothing_behind(office, monkeypatch, tmp_path):
    def broken(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qms_desktop.store.backup._verify", broken)
    with pytest.raises(UserError, match="disk is full"):
        back_up(office.store, "daily", tmp_path / "out.sqlite")
    assert not list(tmp_path.glob("out*"))


def test_restored_into_its_own_database(office):
    before, path = digest(office), back_up(office.store, "daily")
    records.save(office, "risk", [{"unit": "ФИЛ", "title": "Кийин"}])
    later = digest(office)
    assert upkeep.restore(office.store.place, path, 0) == office.store.place
    with pytest.raises(UserError, match="open it again"):
        digest(office)
    with reopened(office) as again:
        assert digest(again) == before
        assert upkeep.check_store(again)["ok"]
        (kept,) = again.store.backups.glob("restore-*.sqlite")
        upkeep.restore(again.store.place, kept, 0)
    with open_workspace(office.store.place) as again:
        assert digest(again) == later


@pytest.mark.parametrize("kind", ["folder", "database"])
def test_restored_into_another_place(kind, office, tmp_path, new_database):
    before, path = digest(office), back_up(office.store, "daily")
    place = tmp_path / "restored" if kind == "folder" else new_database()
    upkeep.restore(place, path, 0)
    device = office.key.device
    with reopened(office, place) as there:
        assert digest(there) == before
        assert upkeep.check_store(there)["ok"]
        assert there.key.device != device  # the first one is still there, and writes


def test_a_backup_of_a_folder_goes_into_a_database(make_workspace, new_database):
    folder = make_workspace()
    records.save(folder, "risk", [{"unit": "ФИЛ", "title": "Папкадан"}])
    before, path, place = digest(folder), back_up(folder.store, "daily"), new_database()
    upkeep.restore(place, path, 0)
    with reopened(folder, place) as there:
        assert digest(there) == before
        assert upkeep.check_store(there)["ok"]


def test_a_backup_of_an_older_version_is_brought_up(office, tmp_path, new_database):
    settings = {name: value for name, value in office.store.settings().items() if name not in ("schema", "folded_by", "folded_with")}
    old_store(tmp_path / "old", 1, journal_of(office.store), settings)
    place = new_database()
    upkeep.restore(place, tmp_path / "old" / "store.sqlite", 0)
    before = digest(office)
    with reopened(office, place) as there:
        assert digest(there) == before
        assert upkeep.check_store(there)["ok"]


def test_what_cannot_be_restored_leaves_the_database_as_it_is(office, tmp_path, new_database, postgresql):
    before, path = digest(office), back_up(office.store, "daily")
    for spoilt in (b"", b"text", path.read_bytes()[:5000]):
        (tmp_path / "x.sqlite").write_bytes(spoilt)
        with pytest.raises(UserError):
            upkeep.restore(office.store.place, tmp_path / "x.sqlite", 0)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={migrate.newest_version() + 1}")
    connection.close()
    with pytest.raises(UserError, match="newer"):
        upkeep.restore(office.store.place, path, 0)
    assert digest(office) == before
    theirs = new_database()
    postgresql.run("CREATE TABLE theirs (a integer)", database=theirs.name)
    with pytest.raises(UserError, match="another program"):
        upkeep.restore(theirs, back_up(office.store, "daily"), 0)
    assert not exists(theirs)


def test_P16_a_backup_of_a_database_does_not_bring_back_what_was_redacted(office):
    (saved,) = records.save(office, "risk", [{"unit": "ФИЛ", "title": "Жашыруун ысым"}]).saved
    path = back_up(office.store, "daily")
    with office.store.writing() as tx:
        done = redacting.redact(tx, [tx.change(saved.change)], office.key)
        redacting.keep_beside(tx)
    redacting.let_go(office.store, done.taken)
    after = digest(office)
    upkeep.restore(office.store.place, path, 0)
    with reopened(office) as again:
        assert digest(again) == after
        with again.store.reading() as tx:
            assert "Жашыруун" not in tx.change(saved.change).line.decode()


def test_F18_a_database_set_back_gives_every_computer_a_new_device(office, tmp_path, monkeypatch):
    """What one of them wrote may have left with the bundle of another."""
    keys = tmp_path / "other keys"

    def colleague():
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("QMS_KEYS", str(keys))
            return open_workspace(office.store.place)

    path = back_up(office.store, "daily")
    with colleague() as other:
        records.save(other, "risk", [{"title": "Жөнөтүлдү"}])
        before = {office.key.device, other.key.device}
    exchanging.send(office, tmp_path / "out.qmsb")
    upkeep.restore(office.store.place, path, 0)
    with colleague() as other, reopened(office) as again:
        devices = {again.key.device, other.key.device}
        assert len(devices) == 2
        assert devices.isdisjoint(before)
        assert all(any("backup" in notice.text("en") for notice in ws.notices) for ws in (again, other))
        for ws in (again, other):
            records.save(ws, "risk", [{"title": "Кайра"}])
        assert upkeep.check_store(again)["ok"]
    with colleague() as other:
        assert other.key.device in devices  # once is enough

"""Backups are whole and make room; `check` finds every damage that is done to a store."""

import datetime as dt
import sqlite3

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.store import migrate
from qms_desktop.store.backup import back_up, check_backup, daily_backup_is_due, newest_backup, prune, restore
from qms_desktop.store.store import rebuild

from .stores import Device, both, counts, digest, found, reopen, save


def test_backup_and_restore(filled, opened):
    before, folder = digest(filled), filled.folder
    backup = back_up(filled, "daily")
    save(filled, Device("one"), "later", title="Кийин")
    filled.close()
    restore(folder, backup)
    opened.append(reopen(folder))
    assert digest(opened[-1]) == before
    assert found(opened[-1]) == []
    assert len(list((folder / "backups").glob("restore-*.sqlite"))) == 1
    assert not list(folder.rglob("*.part"))


def test_backup_to_a_named_file(filled, tmp_path):
    out = tmp_path / "out.sqlite"
    assert back_up(filled, "daily", out) == out
    check_backup(out)
    with pytest.raises(UserError, match="already"):
        back_up(filled, "daily", out)
    assert list((filled.folder / "backups").iterdir()) == []


def test_old_backups_make_room(filled):
    folder = filled.backups
    for day in range(1, 21):
        (folder / f"daily-202611{day:02d}-000000-000000.sqlite").touch()
        (folder / f"receive-202611{day:02d}-000000-000000.sqlite").touch()
    prune(folder)
    assert len(list(folder.glob("daily-*"))) == 14
    assert [p.name[8:16] for p in sorted(folder.glob("receive-*"))] == ["20261118", "20261119", "20261120"]


def test_a_daily_backup_is_due_once_a_day(filled):
    today = dt.datetime.now().date()
    assert daily_backup_is_due(filled.backups, today)
    path = back_up(filled, "daily")
    assert not daily_backup_is_due(filled.backups, today)
    assert daily_backup_is_due(filled.backups, today + dt.timedelta(days=1))
    assert newest_backup(filled.backups) == path


def test_a_failing_backup_leaves_nothing_behind(filled, monkeypatch):
    def broken(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qms_desktop.store.backup._verify", broken)
    with pytest.raises(UserError, match="disk is full"):
        back_up(filled, "daily")
    assert list(filled.backups.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + bytes(100)])
def test_what_is_no_backup_is_refused_and_the_store_stays(filled, tmp_path, content):
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    before, folder = filled.path.read_bytes(), filled.folder
    filled.close()
    with pytest.raises(UserError):
        restore(folder, path)
    assert (folder / "store.sqlite").read_bytes() == before


def test_a_backup_of_a_newer_program_is_refused(filled, tmp_path):
    path = back_up(filled, "daily", tmp_path / "b.sqlite")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={migrate.newest_version() + 1}")
    connection.close()
    with pytest.raises(UserError, match="newer"):
        check_backup(path)


DAMAGE = {
    "a line altered": ("UPDATE change SET line = {altered} WHERE row = 7", "altered"),
    "a line that is none": ("UPDATE change SET line = {brace} WHERE row = 3", "cannot be read"),
    "another name": ("UPDATE change SET id = {random} WHERE row = 3", "altered"),
    "another place": ("UPDATE change SET seq = 77 WHERE row = 4", "wrong chain"),
    "another chain": ("UPDATE change SET chain = 2 WHERE row = 4", "wrong chain"),
    "a change gone": ("DELETE FROM change WHERE row = 5", "broken"),
    "a record without changes": ("INSERT INTO record VALUES (99, 'К', 'risk', 'z', 0, 0, 0, 0, NULL, 1)", "no changes"),
    "a typed value": ("UPDATE r_risk SET title = 'Башка' WHERE row = 2", "rebuild"),
    "a typed row gone": ("DELETE FROM r_risk WHERE row = 2", "rebuild"),
    "an item gone": ("DELETE FROM r_risk_measures WHERE row = 2", "rebuild"),
    "a flag": ("UPDATE record SET conflicts = 9 WHERE row = 2", "rebuild"),
    "a sort key": ("UPDATE r_risk SET sort_title = '' WHERE row = 2", "rebuild"),
    "an unknown value": ("UPDATE other SET value = '[]'", "rebuild"),
    "an unknown value gone": ("DELETE FROM other", "rebuild"),
}


SPOILT = {
    "sqlite": {
        "altered": "replace(CAST(line AS TEXT), 'Тобокелдик 3', 'Тобокелдик 4')", "brace": "x'7b'", "random": "randomblob(32)",
    },
    "postgresql": {
        "altered": "convert_to(replace(convert_from(line, 'UTF8'), 'Тобокелдик 3', 'Тобокелдик 4'), 'UTF8')",
        "brace": "decode('7b', 'hex')", "random": "sha256('')",
    },
}  # fmt: skip


@both
@pytest.mark.parametrize("damage", DAMAGE)
def test_check_finds(filled, damage):
    statement, word = DAMAGE[damage]
    assert found(filled) == []
    with filled.connection(writing=True) as connection:
        changed = connection.exec_driver_sql(statement.format(**SPOILT[connection.dialect.name]))
        assert changed.rowcount >= 1
    said = found(filled)
    assert any(word in sentence for sentence in said), said
    if word == "rebuild":
        rebuild(filled)
        assert found(filled) == []


def test_check_finds_damaged_pages(filled, opened):
    """Torn pages in the middle of the file are told in a sentence, from `check` or from reading."""
    folder, path = filled.folder, filled.path
    filled.close()
    data = bytearray(path.read_bytes())
    size = 4096
    for page in range(3, len(data) // size, 2):
        data[page * size : page * size + 200] = bytes(200)
    path.write_bytes(data)


    def said():
        try:
            opened.append(reopen(folder))
            return found(opened[-1])
        except UserError as refused:
            return [str(refused)]

    assert any("damaged" in sentence for sentence in said())


@both
def test_counts_ignore_what_is_gone(filled):
    records, changes = counts(filled)
    save(filled, Device("one"), "x", kind="hologram", deleted=True)
    assert counts(filled) == (records - 1, changes + 1)

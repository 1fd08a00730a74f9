"""The folder: made, opened, locked, refused; what a full or read-only disk does to it."""

import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.store import lock, migrate
from qms_desktop.store.lock import is_network_folder
from qms_desktop.store.store import create_store, open_store, rebuild

from .stores import Device, both, counts, digest, found, make, reopen, save, typed_rows


def test_a_new_store_is_a_folder(store):
    assert sorted(p.name for p in store.folder.iterdir() if p.is_dir()) == ["backups", "files", "waiting"]
    assert store.path.is_file()
    assert counts(store) == (0, 0)
    assert found(store) == []


def test_any_name_will_do_for_a_folder(tmp_path, opened):
    folder = tmp_path / "Кафедранын “сапат” папкасы" / "it's 100% #1 ? ң ө ү"
    opened.append(make(folder))
    save(opened[0], Device("one"), "1", title="А")
    opened.pop().close()
    opened.append(reopen(folder))
    assert counts(opened[0]) == (1, 1)
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


def test_an_existing_store_is_not_made_again(store):
    with pytest.raises(UserError, match="already"):
        create_store(store.folder)
    store.close()
    with pytest.raises(UserError, match="already"):
        create_store(store.folder)


def test_no_store_in_the_folder(tmp_path):
    with pytest.raises(UserError, match="no store"):
        open_store(tmp_path, before_migration=lambda _store: None)
    assert list(tmp_path.iterdir()) == []


HOLDER = """
import sys
from pathlib import Path
from qms_desktop.store.store import open_store
store = open_store(Path(sys.argv[1]), before_migration=lambda s: None)
print("held", flush=True)
sys.stdin.read()
"""


def test_one_program_at_a_time(store):
    """A second one waits, then gives up with a sentence; the lock dies with its holder."""
    folder = store.folder
    store.close()
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match="Another program"):
            reopen(folder, wait_seconds=0.3)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
        holder.stdin.close()
    reopen(folder, wait_seconds=5).close()


MAKER = """
import os, sys
from pathlib import Path
from qms_desktop.core.errors import UserError
from qms_desktop.store.store import create_store
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)  # the superuser may write anywhere, so another user tries
try:
    create_store(Path(sys.argv[1]))
except UserError as refused:
    print(refused.text("en"))
"""


def test_a_folder_that_may_not_be_written_to():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", MAKER, str(Path(name) / "store")], capture_output=True, text=True, check=False
        )
        Path(name).chmod(0o755)
        assert "cannot be written" in done.stdout, done.stderr
        assert list(Path(name).iterdir()) == []


def test_a_read_only_file_is_told_in_a_sentence(filled):
    """Also for the superuser, whom no rights stop: SQLite itself is told to only read."""
    before = digest(filled)
    with filled.connection(writing=False) as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(UserError, match="cannot be written"):
        save(filled, Device("one"), "1", title="А")
    with filled.connection(writing=False) as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    assert digest(filled) == before


def test_F22_disk_full(filled):
    before, size = digest(filled), filled.path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, hard))
        with pytest.raises(UserError) as told:
            save(filled, Device("one"), "2", title="А" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert "nothing was changed" in str(told.value)
    assert digest(filled) == before
    assert found(filled) == []
    save(filled, Device("one"), "2", title="А" * 200_000)


def test_F23_a_write_that_fails_anywhere(filled):
    """Room for a few pages more each time, so that another write is the first to fail."""
    before, size = digest(filled), filled.path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    failed = 0
    try:
        for room in range(-size + 4096, 65536, 16384):
            try:
                resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, hard))
                save(filled, Device("one"), "2", title="А" * 20_000)
            except UserError:
                failed += 1
            else:
                break
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert digest(filled) == before  # with the disk well again: rolling back may itself have failed
    finally:
        signal.signal(signal.SIGXFSZ, handler)
    assert failed > 3
    save(filled, Device("one"), "2", title="А" * 20_000)
    assert digest(filled) != before
    assert found(filled) == []


def test_F36_a_network_share_is_refused(tmp_path, monkeypatch):
    share, mounts = tmp_path / "share", tmp_path / "mounts"
    share.mkdir()
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/qms {share} cifs rw 0 0\n/dev/sdb {share}/disk ext4 rw 0 0\n")
    assert is_network_folder(share / "store", mounts)
    assert not is_network_folder(share / "disk" / "store", mounts)
    assert not is_network_folder(tmp_path / "share2", mounts)
    assert not is_network_folder(share, tmp_path / "none")
    monkeypatch.setattr("qms_desktop.store.folder.is_network_folder", lambda folder: is_network_folder(folder, mounts))
    with pytest.raises(UserError, match="network share"):
        create_store(share / "store")
    assert list(share.iterdir()) == []


def test_a_mount_point_with_a_space_in_its_name(tmp_path):
    mounts = tmp_path / "mounts"
    share = tmp_path / "my share"
    mounts.write_text(f"//server/qms {str(share).replace(' ', chr(92) + '040')} nfs4 rw 0 0\n")
    assert is_network_folder(share / "store", mounts)
    assert lock.is_network_folder(tmp_path) in (True, False)


def test_F36_a_spoilt_file_is_told_in_a_sentence(filled, opened):
    folder, path = filled.folder, filled.path
    filled.close()
    path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(UserError, match="damaged"):
        reopen(folder)


def test_a_newer_store_is_refused_and_untouched(filled):
    folder, path = filled.folder, filled.path
    filled.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={migrate.newest_version() + 1}")
    connection.close()
    before = path.read_bytes()
    for _turn in range(2):  # no lock is left behind
        with pytest.raises(UserError, match="newer version"):
            reopen(folder)
        assert path.read_bytes() == before


@both
def test_rebuild_gives_the_same_rows_and_digest(filled):
    before, rows = digest(filled), typed_rows(filled)
    assert rebuild(filled) == counts(filled)[0] == 11
    assert digest(filled) == before
    assert typed_rows(filled) == rows


@both
def test_P08_an_exception_rolls_everything_back(filled):
    before, rows = digest(filled), typed_rows(filled)


    def fail_halfway():
        with filled.writing() as tx:
            tx.connection.exec_driver_sql("CREATE TABLE scratch (a INTEGER)")
            migrate.set_version(tx.connection, 77)
            tx.connection.exec_driver_sql("DELETE FROM change")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert digest(filled) == before
    assert typed_rows(filled) == rows
    with filled.connection(writing=False) as connection:
        assert migrate.version_of(connection) == migrate.newest_version()


SAVER = """
import sys
from pathlib import Path
from tests.store.stores import Device, reopen, save
store = reopen(Path(sys.argv[1]), wait_seconds=30)
device = Device("one")
print("ready", flush=True)
number = 0
while True:
    number += 1
    save(store, device, f"k{number}", title="А" * 50, cause="б", **{"measures/m/text": "чара"})
    print(number, flush=True)
"""


def test_P08_killed_at_any_moment_of_a_save(filled):
    """What was answered is there; what was not is there whole or not at all."""
    import random
    import time

    folder, before = filled.folder, counts(filled)[1]
    filled.close()
    chance = random.Random(8)
    answered = before
    for _turn in range(5):
        saver = subprocess.Popen([sys.executable, "-c", SAVER, str(folder)], stdout=subprocess.PIPE)
        assert saver.stdout.readline() == b"ready\n"
        time.sleep(chance.random() * 0.15)
        saver.send_signal(signal.SIGKILL)
        said = saver.stdout.read().split(b"\n")[:-1]
        saver.wait()
        saver.stdout.close()
        store = reopen(folder, wait_seconds=5)
        try:
            now = counts(store)[1]
            assert now - answered in (len(said), len(said) + 1)
            assert found(store) == []
            answered = now
        finally:
            store.close()


@both
def test_settings(store):
    store.set_settings({"a": "1", "b": "ң"})
    store.set_settings({"a": "2"})
    assert {k: v for k, v in store.settings().items() if k in "ab"} == {"a": "2", "b": "ң"}

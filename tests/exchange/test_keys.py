"""Device keys: copies and restored stores are noticed (F16, F18), and nobody else can read a key."""

import os
import shutil
import stat

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import key_file, keys
from qms_desktop.store.backup import back_up, restore

from .office import KeysAt


def test_a_key_stays_while_the_store_does(unit):
    before = unit.key.device
    opened = unit.reopen()
    assert (opened.key.device, opened.is_new, opened.reason) == (before, False, None)


def test_signatures_names_and_digits(unit, office):
    message = b"message"
    signature = unit.key.sign(message)
    assert keys.verify(unit.key.public_key, message, signature)
    assert not keys.verify(office.key.public_key, message, signature)
    assert not keys.verify(unit.key.public_key, message + b"!", signature)
    assert not keys.verify(b"short", message, signature)
    assert not keys.verify(unit.key.public_key, message, b"short")
    assert keys.device_name(unit.key.public_key) == unit.key.device
    groups = keys.digits(unit.key.public_key).split(" ")
    assert [len(group) for group in groups] == [5] * 6
    assert keys.digits(office.key.public_key) != keys.digits(unit.key.public_key)
    assert len(unit.key.receiving_key) == 32


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_only_the_owner_reads_a_key(unit):
    (path,) = unit.home.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(unit.home.stat().st_mode) == 0o700


def copied(pc, folder):
    """The store's folder, copied while the program is closed."""
    pc.store.close()
    shutil.copytree(pc.store.folder, folder)


def test_F16_copied_to_another_computer(unit, tmp_path):
    unit.save()
    before = unit.key.device
    copied(unit, tmp_path / "copy")
    unit.home = tmp_path / "other-user"
    opened = unit.reopen(tmp_path / "copy")
    assert opened.is_new
    assert opened.key.device != before
    assert "another computer" in opened.reason.text("en")
    assert unit.totals() == (1, 1)
    again = unit.reopen()
    assert (again.is_new, again.reason) == (False, None)  # said once


def test_F16_copied_on_the_same_computer(unit, tmp_path):
    unit.save()
    before, original = unit.key.device, unit.store.folder
    copied(unit, tmp_path / "copy")
    opened = unit.reopen(tmp_path / "copy")
    assert opened.is_new
    assert str(original) in opened.reason.text("en")
    again = unit.reopen()
    assert (again.is_new, again.key.device) == (False, opened.key.device)
    home = unit.reopen(original)
    assert (home.is_new, home.key.device) == (False, before)


def test_F16_moved_is_not_copied(unit, tmp_path):
    before = unit.key.device
    unit.store.close()
    unit.store.folder.rename(tmp_path / "moved here")
    opened = unit.reopen(tmp_path / "moved here")
    assert (opened.key.device, opened.is_new) == (before, False)
    again = unit.reopen()
    assert (again.key.device, again.is_new) == (before, False)


def test_F18_restored_from_a_backup(office, unit, stick):
    unit.save(title="Мурда")
    backup = back_up(unit.store, "daily")
    unit.save(title="Кийин")
    office.one(unit.send(stick / "a.qmsb"))
    before, folder, whole = unit.key.device, unit.store.folder, unit.digest()
    unit.store.close()
    restore(folder, backup)
    opened = unit.reopen(folder)
    assert opened.is_new
    assert opened.key.device != before
    assert "backup" in opened.reason.text("en")
    assert unit.totals() == (1, 1)
    unit.save(title="Жаңы түзмөк")
    returned = office.send(stick / "back.qmsb", recipient="КМТ", units=["КМТ"])
    received = unit.receive(returned)
    assert received.files[0].status == "merged"
    assert not received.needs_new_device
    assert unit.totals() == (3, 3)
    assert unit.problems() == []
    assert unit.forks() == []
    assert whole != unit.digest()


def test_F18_a_backup_that_holds_all_that_was_sent_keeps_its_device(unit, stick):
    unit.save()
    unit.send(stick / "a.qmsb")
    backup = back_up(unit.store, "daily")
    before, folder = unit.key.device, unit.store.folder
    unit.store.close()
    restore(folder, backup)
    assert unit.reopen(folder).key.device == before


def test_a_spoilt_key_file_is_no_key(unit):
    (path,) = unit.home.iterdir()
    path.write_bytes(b"{")
    opened = unit.reopen()
    assert opened.is_new
    assert opened.reason is not None


def test_nothing_leaves_without_the_key_file(unit, stick):
    unit.save()
    for path in unit.home.iterdir():
        path.unlink()
    with pytest.raises(UserError, match="nothing was sent"):
        unit.send(stick / "a.qmsb")
    assert list(stick.iterdir()) == []


def test_heads_are_written_before_a_bundle_has_its_name(unit, stick, monkeypatch):
    """F18: a bundle that left is known to have left, whatever happens just after."""
    from qms_desktop.exchange import writer

    unit.save()

    def pulled(_temporary, _target):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(writer, "put_in_place", pulled)
    with pytest.raises(UserError):
        unit.send(stick / "a.qmsb")
    assert list(stick.iterdir()) == []
    with KeysAt(unit.home):
        kept = key_file.read(unit.store.settings()[keys.STORE_ID])
    assert kept.published["КМТ"][0] == 1

"""Device keys: copies and restored stores are noticed (F16, F18), and nobody else can read a key."""

import json
import os
import shutil
import stat

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import age, key_file, keys
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
        told = key_file.read(unit.store.settings()[keys.STORE_ID])
    assert told.published["КМТ"][0] == 1


@pytest.fixture
def filled(unit):
    """A store with everything in its key file that can be there."""
    unit.recovery = keys.DeviceKey.new()
    unit.enrolment = keys.Enrolment("ab" * 16, b"secret" * 5, "КМТ", "department")
    unit.former = keys.DeviceKey.new().receiving_secret
    with unit.at_home():
        keys.remember_enrolment(unit.store, unit.key, unit.enrolment)
        keys.add_receiving_keys(unit.store, unit.key, [unit.former, unit.former])
        keys.keep_recovery(unit.store, unit.recovery)
        keys.note_issued_list(unit.store, 1, 7)
        keys.note_issued_list(unit.store, 1, 6)
    return unit


def kept(pc):
    """What the key file holds beside the key: enrolment, recovery key, number of the last list, keys to open with."""
    with pc.at_home():
        recovery = keys.recovery_of(pc.store)
        return (keys.enrolment_of(pc.store), recovery and recovery.device, keys.issued_list(pc.store)), pc.key.keyring.ids


def test_the_key_file_keeps_what_belongs_to_this_computer(filled):
    told = (filled.enrolment, filled.recovery.device, (1, 7))
    secrets = (filled.key.receiving_secret, filled.enrolment.receiving_secret, filled.former)
    ids = {age.key_id(age.public_of(secret)) for secret in secrets}
    assert kept(filled) == (told, ids)
    filled.reopen()
    assert kept(filled) == (told, ids)
    assert filled.key.keyring.public_keys == tuple(map(age.public_of, secrets[:2]))  # others lock for these two alone
    with filled.at_home():
        keys.drop_recovery(filled.store)
    assert kept(filled)[0] == (filled.enrolment, None, (1, 7))


def test_F16_a_copy_has_neither_the_secret_nor_the_keys(filled, tmp_path):
    copied(filled, tmp_path / "copy")
    filled.reopen(tmp_path / "copy")
    assert kept(filled) == ((None, None, None), {age.key_id(filled.key.receiving_key)})


def test_F18_a_restored_store_keeps_them(filled, stick):
    before, former = kept(filled), filled.key
    backup = back_up(filled.store, "daily")
    filled.save()
    filled.send(stick / "a.qmsb")
    folder = filled.store.folder
    filled.store.close()
    restore(folder, backup)
    assert filled.reopen(folder).is_new
    told, ids = kept(filled)
    assert told == before[0]
    assert ids == before[1] | {age.key_id(filled.key.receiving_key)}
    assert age.key_id(former.receiving_key) in ids


def test_a_key_file_from_before_bundles_were_locked_is_read(unit):
    (path,) = unit.home.iterdir()
    now = json.loads(path.read_bytes())
    before = {name: now[name] for name in ("store_id", "store", "device", "signing", "published")}
    path.write_text(json.dumps(before | {"v": 1, "receiving": unit.key.receiving_secret.hex()}))
    device, receiving = unit.key.device, unit.key.receiving_key
    assert not unit.reopen().is_new
    assert (unit.key.device, unit.key.receiving_key) == (device, receiving)
    assert kept(unit)[0] == (None, None, None)

"""What is lost and replaced: the office's keys, its computer, a department's computer, its head. Whole stories, real stores."""

import shutil

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import issuing, keys, recovery, trust
from qms_desktop.services import (
    enrolment,
    exchanging,
    key_backup,
    records,
    redaction,
    setup,
    upkeep,
)
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store.backup import back_up

PASSPHRASE = "ат казан терезе жаан"


def refused(call, words, *given, **more):
    with pytest.raises(UserError) as caught:
        call(*given, **more)
    assert words in caught.value.text("en")


def held(desk):
    with desk.ws.store.reading() as tx:
        return issuing.held_list(tx)


def kept_recovery(desk):
    with desk.at_home():
        return keys.recovery_of(desk.ws.store)


@pytest.fixture
def unit(campus):
    """A department that the office knows and whose list names it."""
    unit = campus.joined("АСБ", "unit")
    unit.save(title="Биринчи")
    campus.pass_on(unit, campus.office)
    unit.one(campus.give_back("АСБ"))
    return unit


@pytest.fixture
def backup(campus):
    """The office's key backup, made at the beginning."""
    file = campus.stick / "office.qmsk"
    campus.office.do(key_backup.back_up, file, PASSPHRASE)
    return file


# --- the file --------------------------------------------------------------------------------------------------------


def test_the_recovery_key_leaves_the_computer_with_the_first_backup(campus, tmp_path):
    assert campus.office.do(key_backup.is_due)
    before = kept_recovery(campus.office)
    done = campus.office.do(key_backup.back_up, tmp_path / "a.qmsk", PASSPHRASE)
    assert done == {"file": str(tmp_path / "a.qmsk"), "recovery": True}
    assert not campus.office.do(key_backup.is_due)
    found = recovery.opened((tmp_path / "a.qmsk").read_bytes(), PASSPHRASE)
    assert found.recovery.public_key == before.public_key
    assert found.key.device == campus.office.ws.key.device
    secret = before.signing_secret.hex()
    assert not any(secret in path.read_text("utf-8") for path in campus.office.home.iterdir())
    later = campus.office.do(key_backup.back_up, tmp_path / "b.qmsk", PASSPHRASE)
    assert later["recovery"] is False
    assert recovery.opened((tmp_path / "b.qmsk").read_bytes(), PASSPHRASE).recovery is None


def test_a_backup_takes_no_files_place_and_a_weak_passphrase_locks_nothing(campus, tmp_path):
    file = tmp_path / "a.qmsk"
    for weak in ("", "short", "           x", "aaaaaaaaaaaaaaaaaaaa"):
        refused(campus.office.do, "passphrase", key_backup.back_up, file, weak)
    assert not file.exists()
    file.write_bytes(b"precious")
    refused(campus.office.do, "already", key_backup.back_up, file, PASSPHRASE)
    assert file.read_bytes() == b"precious"
    assert campus.office.do(key_backup.is_due)


def test_only_the_office_has_keys_to_back_up(campus, unit, backup, tmp_path):
    refused(unit.do, "Only the QA office", key_backup.back_up, tmp_path / "a.qmsk", PASSPHRASE)
    refused(unit.do, "Only the QA office", key_backup.restore, backup, PASSPHRASE)


def test_what_is_no_key_backup_is_a_sentence(campus, backup, tmp_path):
    other = tmp_path / "other.qmsk"
    data = backup.read_bytes()
    refused(campus.office.do, "does not open", key_backup.restore, backup, "башка сөз айкашы")
    for spoilt, words in ((b"", "not a key backup"), (b"QMSI", "not a key backup"), (data[:-1], "does not open"),
                          (data[:300] + bytes([data[300] ^ 1]) + data[301:], "does not open")):  # fmt: skip
        other.write_bytes(spoilt)
        refused(campus.office.do, words, key_backup.restore, other, PASSPHRASE)
    refused(campus.office.do, "cannot be read", key_backup.restore, tmp_path / "none.qmsk", PASSPHRASE)
    refused(campus.office.do, "these keys already", key_backup.restore, backup, PASSPHRASE)


def test_a_passphrase_is_found_nowhere(campus, backup):
    kept = [*campus.office.home.rglob("*"), *campus.office.folder.rglob("*"), backup]
    assert not any(PASSPHRASE.encode() in path.read_bytes() for path in kept if path.is_file())


# --- a new computer for the office -----------------------------------------------------------------------------------


def new_office(campus, name="new office", store=None):
    """The office on another computer: from a backup of its store, or, where there is none, begun anew."""
    def make(folder):
        if store is None:
            return setup.init(folder, institution="jasu", role="office", unit=None, person="Жаңы адам", position="Башчы")
        upkeep.restore(folder, store, 0)
        return open_workspace(folder)

    return campus.desk(name, make)


def lose(desk):
    """The computer is gone with all that was on it."""
    desk.close()
    shutil.rmtree(desk.folder)
    shutil.rmtree(desk.home)


def test_a_new_office_computer_from_a_store_backup_and_the_key_backup(campus, unit, backup, tmp_path):
    """Until the keys are restored nobody knows it; then it opens what was under way, and everybody believes it."""
    under_way = unit.send(campus.out())  # locked for the old computer
    store = back_up(campus.office.ws.store, "daily", tmp_path / "store.sqlite")
    old = campus.office.ws.key.device
    lose(campus.office)
    office = campus.office = new_office(campus, store=store)
    refused(office.do, "restore the key backup", enrolment.refresh_list)
    refused(office.do, "restore the key backup", enrolment.invite, ["СТБ"], tmp_path / "out")
    done = office.do(key_backup.restore, backup, PASSPHRASE, lost=True)
    assert done["epoch"] == 2
    assert office.one(under_way).status in ("merged", "already")
    unit.save(title="Экинчи")
    assert campus.pass_on(unit, office).status == "merged"  # locked for the recovery key and the old one
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    assert held(unit).place == (2, 1)
    assert unit.state_of(office) == trust.CONFIRMED
    assert unit.devices()[old].state == trust.REVOKED
    assert office.do(key_backup.is_due)  # the recovery key is here: a new backup must be made
    joined = campus.joined("СТБ", "joined")
    joined.save()
    assert campus.pass_on(joined, office).status == "merged"


def test_a_new_office_computer_without_any_store_gets_all_back_from_the_units(campus, backup):
    """No backup of the store: the bundles of the units and the key backup bring everything back."""
    units = [campus.joined(code, code) for code in ("АСБ", "СТБ")]
    for unit in units:
        unit.save(title=f"{unit.ws.unit} тобокелдиги")
        campus.pass_on(unit, campus.office)
        unit.one(campus.give_back(unit.ws.unit))
    whole = set(campus.office.titles())
    under_way = [unit.send(campus.out()) for unit in units]
    lose(campus.office)
    office = campus.office = new_office(campus)
    office.do(key_backup.restore, backup, PASSPHRASE)
    for file in under_way:
        assert office.one(file).status == "merged"  # the list that every unit passes on says who was let in
    assert set(office.titles()) == whole
    for unit in units:
        assert office.state_of(unit) == trust.CONFIRMED
        assert unit.one(campus.give_back(unit.ws.unit)).status == "merged"
        assert unit.state_of(office) == trust.CONFIRMED
    stranger = campus.desk("stranger", lambda place: setup.init(
        place, institution="jasu", role="department", unit="ФЭБ", person="А", position="Б"))  # fmt: skip
    assert campus.pass_on(stranger, office).status == "waiting"  # it had made invitations, though this store knows of none


def test_after_a_theft_nobody_is_let_in_by_what_the_thief_may_sign(campus):
    """The old computer is revoked: its lists count no more, so a person compares the digits, unit by unit."""
    invitation = campus.invite("АСБ")["АСБ"]
    backup = campus.stick / "office.qmsk"
    campus.office.do(key_backup.back_up, backup, PASSPHRASE)
    unit = campus.join(invitation, "unit")
    unit.save(title="Биринчи")
    campus.pass_on(unit, campus.office)
    unit.one(campus.give_back("АСБ"))
    under_way, thief = unit.send(campus.out()), campus.office.ws.key.device
    lose(campus.office)
    office = campus.office = new_office(campus)
    office.do(key_backup.restore, backup, PASSPHRASE, lost=True)
    assert office.devices()[thief].state == trust.REVOKED
    assert office.one(under_way).status == "waiting"
    assert office.devices()[unit.ws.key.device].state == trust.WAITING
    office.do(exchanging.confirm_device, unit.ws.key.device)
    assert office.titles() == ["Биринчи"]


def test_a_computer_that_broke_but_was_not_lost_stays_believed(campus, unit, backup, tmp_path):
    """What the old computer wrote after the backup of the store comes back with the units' bundles, without a question."""
    store = back_up(campus.office.ws.store, "daily", tmp_path / "store.sqlite")
    (risk,) = [row["id"] for row in campus.office.do(_risks)]
    campus.office.do(records.save, "risk", [{"id": risk, "cause": "Кеңсе жазды"}])
    unit.one(campus.give_back("АСБ"))
    lose(campus.office)
    office = campus.office = new_office(campus, store=store)
    office.do(key_backup.restore, backup, PASSPHRASE)
    unit.save(title="Экинчи")
    assert campus.pass_on(unit, office).status == "merged"
    assert office.do(records.show, risk)["cause"] == "Кеңсе жазды"


def _risks(ws):
    from qms_desktop.services import listing

    return listing.records(ws, "risk")


def test_a_store_that_was_restored_on_its_own_computer_goes_on_by_itself(campus, unit):
    """While the recovery key still lies here it signs for the new device: no file and no passphrase is asked for."""
    campus.office.ws.notices.clear()
    store = back_up(campus.office.ws.store, "daily")
    campus.office.do(records.save, "unit", [{"code": "ЖАҢ", "name": "Жаңы", "type": "department"}])
    unit.one(campus.give_back("АСБ"))
    campus.office.close()
    upkeep.restore(campus.office.folder, store, 0)
    (notice,) = campus.office.reopen()
    assert "restored from a backup" in notice
    unit.save(title="Экинчи")
    assert campus.pass_on(unit, campus.office).status == "merged"
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    assert held(unit).epoch == 2
    assert unit.state_of(campus.office) == trust.CONFIRMED


def test_a_second_backup_without_the_recovery_key_lets_a_new_computer_in_too(campus, unit, backup, tmp_path):
    second = tmp_path / "second.qmsk"
    campus.office.do(key_backup.back_up, second, PASSPHRASE)
    store = back_up(campus.office.ws.store, "daily", tmp_path / "store.sqlite")
    lose(campus.office)
    office = campus.office = new_office(campus, store=store)
    done = office.do(key_backup.restore, second, PASSPHRASE)
    assert done["epoch"] == 1
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    assert unit.state_of(office) == trust.CONFIRMED


def test_what_a_lost_office_computer_redacted_stays_away_and_holds_nobody_up(campus, unit, backup, tmp_path):
    (risk,) = [row["id"] for row in campus.office.do(_risks)]
    campus.office.do(redaction.redact, [risk], why="өтүнүч")
    store = back_up(campus.office.ws.store, "daily", tmp_path / "store.sqlite")
    lose(campus.office)
    office = campus.office = new_office(campus, store=store)
    office.do(key_backup.restore, backup, PASSPHRASE, lost=True)
    again = campus.joined("АСБ", "again")
    assert again.one(campus.give_back("АСБ")).status == "merged"
    assert again.titles() == [None]


# --- a department ----------------------------------------------------------------------------------------------------


def test_a_lost_department_computer(campus, unit):
    """Revoke, invite again, join, and the return bundle brings all back; the finder of the old one gets no further."""
    unit.save(title="Экинчи")
    campus.pass_on(unit, campus.office)
    campus.office.do(enrolment.revoke, unit.ws.key.device)
    new = campus.join(campus.invite("АСБ")["АСБ"], "new computer")
    assert new.titles() == []
    back = campus.give_back("АСБ")
    assert new.one(back).status == "merged"
    assert set(new.titles()) == {"Биринчи", "Экинчи"}
    new.save(title="Үчүнчү")
    assert campus.pass_on(new, campus.office).status == "merged"
    assert campus.office.state_of(new) == trust.CONFIRMED
    assert unit.one(back).status == "rejected"  # whoever found the old computer reads nothing more
    unit.save(title="Тапкан киши")
    assert campus.pass_on(unit, campus.office).status == "waiting"
    assert campus.pass_on(unit, new).status == "rejected"
    assert set(campus.office.titles()) == {"Биринчи", "Экинчи", "Үчүнчү"}
    assert new.problems() == campus.office.problems() == []


def test_a_new_head_takes_over_the_computer(campus, unit):
    """Papers and changes bear the new name from now on; what the former head wrote stays his."""
    (risk,) = [row["id"] for row in unit.do(_risks)]
    former = unit.do(setup.who_works_here)["id"]
    unit.do(setup.change_person, "Бакирова С. Т.", "Кафедра башчысынын милдетин аткаруучу")
    unit.do(records.save, "risk", [{"id": risk, "cause": "Зым эскирген"}])
    first, last = (entry["by"] for entry in unit.do(records.history, risk))
    assert (first, last) == (former, unit.do(setup.who_works_here)["id"])
    assert unit.reopen() == []
    assert unit.do(setup.who_works_here)["name"] == "Бакирова С. Т."
    assert campus.pass_on(unit, campus.office).status == "merged"
    (*_, seen) = campus.office.do(records.history, risk)
    assert seen["by"] == last
    unit.do(setup.change_person, "Назарова А. К.", "Кафедра башчысы")
    assert unit.do(setup.who_works_here) == {"id": former, "name": "Назарова А. К.", "position": "Кафедра башчысы"}
    refused(unit.do, "name and a position", setup.change_person, " ", "Башчы")


def test_the_offices_people_change_too_and_stay_published(campus, unit):
    campus.office.do(setup.change_person, "Жаңы адам", "Кеңсенин башчысы")
    campus.give_back("АСБ")
    campus.office.do(setup.change_person, "Осмонова Ж. Т.", "Кеңеш берүүчү")
    assert campus.office.do(setup.who_works_here)["position"] == "Кеңеш берүүчү"
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    names = [row["name"] for row in unit.do(_people)]
    assert sorted(names) == ["Жаңы адам", "Назарова А. К.", "Осмонова Ж. Т."]


def _people(ws):
    from qms_desktop.services import listing

    return listing.records(ws, "person")

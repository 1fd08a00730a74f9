"""Coming in: invitations, proofs, the person who compares digits, and computers of one college without the office."""

import datetime as dt
import json
import shutil
from dataclasses import replace

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.files import file_names
from qms_desktop.exchange import keys, trust
from qms_desktop.services import enrolment, exchanging, joining, records, setup, units
from qms_desktop.store.backup import back_up, restore


def invitation_of(office, **wanted):
    """The one invitation with these properties, as the office lists it."""
    (found,) = [each for each in office.do(enrolment.invitations) if wanted.items() <= each.items()]
    return found


def refused(call, words, *given, **more):
    with pytest.raises(UserError) as caught:
        call(*given, **more)
    assert words in caught.value.text("en")


# --- inviting --------------------------------------------------------------------------------------------------------


def test_every_unit_is_invited_but_the_university_and_the_office(campus):
    profile = campus.office.ws.profile
    wanted = {u.code for u in profile.units if u.type != "university" and u.code != profile.qa_office.code}
    files = campus.invite(everyone=True)
    assert files.keys() == wanted
    assert all(file.name == f"{code}.qmsi" for code, file in files.items())
    listed = campus.office.do(enrolment.invitations)
    assert {each["unit"] for each in listed} == wanted
    assert {each["state"] for each in listed} == {"open"}


def test_an_unknown_unit_stops_all_of_them(campus, tmp_path):
    refused(campus.office.do, "no unit ЖОК", enrolment.invite, ["АСБ", "ЖОК"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert campus.office.do(enrolment.invitations) == []


def test_a_disk_that_fails_leaves_neither_files_nor_invitations(campus, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "СТБ.qmsi").mkdir()  # a folder of that name: the second file cannot be written
    refused(campus.office.do, "cannot be written", enrolment.invite, ["АСБ", "СТБ"], folder)
    assert [path.name for path in folder.iterdir()] == ["СТБ.qmsi"]
    assert campus.office.do(enrolment.invitations) == []


def test_only_the_office_invites(campus, tmp_path):
    unit = campus.joined("АСБ", "unit")
    refused(unit.do, "Only the QA office", enrolment.invite, ["АСБ"], tmp_path / "out")
    refused(unit.do, "Only the QA office", enrolment.invitations)


def test_codes_become_names_of_files_that_every_system_takes():
    words = ["АСБ", "a/b", "a\\b", "к «1»", 'к"2"', "..", "", "con", "Com1.x", "ЁЖ", "ёж", "x.", "й\n"]
    names = file_names(words, ".qmsi")
    assert list(names) == words
    assert len({name.casefold() for name in names.values()}) == len(words)
    assert names["a/b"] == "a_b.qmsi"
    assert names["a\\b"] == "a_b (2).qmsi"
    assert names["к «1»"] == "к «1».qmsi"
    for name in names.values():
        stem = name.removesuffix(".qmsi")
        assert not set(stem) & set('/\\:*?"<>|\n')
        assert stem == stem.strip(" .") != ""
        assert stem.split(".")[0].casefold() not in ("con", "com1")


def test_two_hundred_units_at_once(campus):
    """Each by a file of its own, which is good for its unit alone."""
    given = [{"code": f"К-{n:03d}", "name": f"Кафедра {n}", "type": "department", "parent": None} for n in range(200)]
    campus.office.do(records.save, "unit", given)
    files = campus.invite(*(each["code"] for each in given))
    opened = [joining.read_invitation(file).invitation for file in files.values()]
    assert [each.unit.code for each in opened] == [each["code"] for each in given]
    assert len({each.secret for each in opened}) == 200


# --- joining ---------------------------------------------------------------------------------------------------------


def test_a_department_is_set_up_from_its_file(campus):
    unit = campus.joined("АСБ", "unit")
    assert (unit.ws.role, unit.ws.unit, unit.ws.profile.key) == ("department", "АСБ", "jasu")
    assert unit.ws.language == campus.office.ws.language
    assert unit.do(setup.who_works_here)["name"] == "Назарова А. К."
    assert unit.state_of(campus.office) == trust.CONFIRMED  # pinned, not taken on trust
    assert unit.reopen() == []


def test_a_unit_that_the_profile_lacks_comes_with_its_file(campus):
    campus.office.do(records.save, "unit", [{"code": "К/7 «а»".replace("/", "-"), "name": "Жаңы кафедра", "type": "department",
                                             "parent": "ЖАМУ"}])  # fmt: skip
    unit = campus.joined("К-7 «а»", "unit")
    with unit.ws.store.reading() as tx:
        known = units.units(tx, unit.ws.profile)["К-7 «а»"]
    assert (known.name.text("ky"), known.type, known.parent) == ("Жаңы кафедра", "department", "ЖАМУ")


def test_the_profile_travels_in_the_file(campus, tmp_path):
    """An institution that this program does not ship: the department needs no other file."""
    profile = dict(campus.office.ws.profile.data) | {"key": "kgtu", "units": [
        {"code": "КГТУ", "name": "КГТУ", "type": "university"}, {"code": "К'1\"", "name": "Кафедра", "type": "department"}]}  # fmt: skip
    file = tmp_path / "kgtu.json"
    file.write_text(json.dumps(profile, ensure_ascii=False), "utf-8")
    office = campus.desk("other office", lambda place: setup.init(
        place, institution=str(file), role="office", unit=None, person="А", position="Б"))  # fmt: skip
    (written,) = office.do(enrolment.invite, [], tmp_path / "out", everyone=True)
    assert (written.unit, written.file.name) == ("К'1\"", "К'1_.qmsi")
    file.unlink()
    unit = campus.join(written.file, "its unit")
    assert (unit.ws.profile.key, unit.ws.unit) == ("kgtu", "К'1\"")
    unit.save()
    assert office.one(unit.send(campus.out())).status == "merged"


def test_an_existing_store_is_refused(campus):
    file = campus.invite("АСБ")["АСБ"]
    unit = campus.join(file, "unit")
    before = unit.totals()
    refused(campus.join, "a store", file, "unit")
    refused(unit.do, "there is one here already", joining.join_again, file)
    assert unit.totals() == before


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], lambda _data: b"",
              lambda _data: b"QMSB\r\n\x1a\n" + bytes(80), lambda data: data + b"\0"])  # fmt: skip
def test_a_file_that_is_no_good_makes_nothing(campus, tmp_path, spoil):
    file = campus.invite("АСБ")["АСБ"]
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(UserError):
        campus.join(file, "unit")
    assert not (tmp_path / "unit").exists()
    assert not (tmp_path / "unit-keys").exists()
    refused(campus.join, "cannot be read", tmp_path / "not there.qmsi", "unit")


def test_a_disk_that_is_full_while_joining_leaves_nothing(campus, tmp_path, monkeypatch):
    file = campus.invite("АСБ")["АСБ"]
    real = trust.register_own

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trust, "register_own", full)
    with pytest.raises((OSError, UserError)):
        campus.join(file, "unit")
    assert not list((tmp_path / "unit").glob("store.sqlite*"))
    monkeypatch.setattr(trust, "register_own", real)
    unit = campus.join(file, "unit")  # and it can be done again
    assert campus.pass_on(unit, campus.office).status == "merged"


def test_an_expired_file_makes_nothing(campus, tmp_path):
    file = campus.invite("АСБ", life=dt.timedelta(seconds=-1))["АСБ"]
    refused(campus.join, "was good until", file, "unit")
    assert not (tmp_path / "unit").exists()
    assert invitation_of(campus.office)["state"] == "expired"


def test_a_name_is_needed_and_nothing_is_made_without_one(campus, tmp_path):
    refused(campus.join, "name and a position", campus.invite("АСБ")["АСБ"], "unit", person=" ")
    assert not (tmp_path / "unit").exists()


# --- the first bundle, and those that wait ---------------------------------------------------------------------------


def test_the_first_bundle_proves_the_secret(campus):
    unit = campus.joined("АСБ", "unit")
    unit.save()
    assert campus.pass_on(unit, campus.office).status == "merged"
    assert campus.office.state_of(unit) == trust.CONFIRMED
    used = invitation_of(campus.office, unit="АСБ")
    assert (used["state"], used["device"]) == ("used", unit.ws.key.device)
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    assert unit.digest() != campus.office.digest()  # the office has its own besides
    unit.save()
    assert campus.pass_on(unit, campus.office).status == "merged"  # without the proof: the list names it now


def test_F07_a_second_computer_with_the_same_file_waits_for_the_digits(campus):
    file = campus.invite("АСБ")["АСБ"]
    first, second = campus.join(file, "first"), campus.join(file, "second")
    first.save()
    second.save()
    campus.pass_on(first, campus.office)
    bundle = second.send(campus.out())
    assert campus.office.one(bundle).status == "waiting"
    (waiting,) = [each for each in campus.office.do(enrolment.devices) if each.state == trust.WAITING]
    assert waiting.digits == second.do(exchanging.own_digits)
    bundle.unlink()  # the office kept it
    (outcome,) = campus.office.do(exchanging.confirm_device, waiting.device).outcomes
    assert (outcome.result.status, outcome.result.changes_new) == ("merged", second.totals()[1])
    assert campus.office.do(exchanging.waiting_files) == []
    assert campus.office.problems() == []


def test_F07_without_a_proof_nobody_enters_once_the_office_invites(campus):
    stranger = campus.desk("stranger", lambda place: setup.init(
        place, institution="jasu", role="department", unit="СТБ", person="А", position="Б"))  # fmt: skip
    early = campus.desk("early", lambda place: setup.init(
        place, institution="jasu", role="department", unit="ФЭБ", person="А", position="Б"))  # fmt: skip
    assert campus.pass_on(early, campus.office).status == "merged"
    assert campus.office.state_of(early) == trust.FIRST
    campus.invite("АСБ")
    assert campus.pass_on(stranger, campus.office).status == "waiting"
    assert campus.office.state_of(stranger) == trust.WAITING
    early.save()
    assert campus.pass_on(early, campus.office).status == "merged"  # who was in stays in


def test_F07_a_withdrawn_or_expired_invitation_lets_nobody_in(campus):
    late, gone = campus.invite("АСБ")["АСБ"], campus.invite("СТБ")["СТБ"]
    late, gone = campus.join(late, "late"), campus.join(gone, "gone")
    withdrawn = campus.office.do(enrolment.withdraw, invitation_of(campus.office, unit="СТБ")["id"][:8])
    assert withdrawn["state"] == "withdrawn"
    with campus.office.ws.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE invitation SET expires = '2020-01-01T00:00:00Z' WHERE unit = 'АСБ'")
    assert campus.pass_on(late, campus.office).status == "waiting"
    assert campus.pass_on(gone, campus.office).status == "waiting"
    refused(campus.office.do, "not open any more", enrolment.withdraw, withdrawn["id"])
    refused(campus.office.do, "no invitation", enrolment.withdraw, "12345678")


def test_F07_a_forged_proof_lets_nobody_in(campus):
    """Neither a guessed secret, nor a bundle's proof under another key, nor the invitation of another unit."""
    unit, other = campus.joined("АСБ", "unit"), campus.joined("СТБ", "other")
    same = campus.joined("АСБ", "same")
    with unit.at_home():
        theirs = keys.enrolment_of(unit.ws.store)
    wrong_key = replace(theirs, secret=theirs.secret[::-1])
    for thief, forged in ((same, replace(theirs, secret=bytes(32))), (same, wrong_key), (other, theirs),
                          (other, replace(theirs, unit="СТБ"))):  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(keys, "enrolment_of", lambda _store, forged=forged: forged)
            thief.save()
            bundle = thief.send(campus.out())
        assert campus.office.one(bundle).status == "waiting"
    assert {each["state"] for each in campus.office.do(enrolment.invitations)} == {"open"}
    for desk in (unit, same, other):
        desk.save()
        assert campus.pass_on(desk, campus.office).status == "merged"


def test_F16_a_copied_store_waits_and_loses_nothing(campus, tmp_path):
    unit = campus.joined("АСБ", "unit")
    unit.save()
    campus.pass_on(unit, campus.office)
    unit.close()
    shutil.copytree(unit.folder, tmp_path / "copy")
    thief = campus.desk("elsewhere", lambda _place: exchanging_copy(tmp_path / "copy"))
    assert "another computer" in thief.ws.notices[0].text("en")
    unit.reopen()
    thief.save(title="Көчүрмөдө жазылган")
    assert campus.pass_on(thief, campus.office).status == "waiting"
    campus.office.do(exchanging.confirm_device, thief.ws.key.device)
    assert "Көчүрмөдө жазылган" in campus.office.titles()
    unit.save(title="Өзүндө жазылган")
    assert campus.pass_on(unit, campus.office).status == "merged"
    assert campus.office.problems() == []


def exchanging_copy(folder):
    from qms_desktop.services.workspace import open_workspace

    return open_workspace(folder)


def test_F18_a_restored_store_waits_and_gets_all_back(campus):
    unit = campus.joined("АСБ", "unit")
    unit.save(title="Мурда")
    backup = back_up(unit.ws.store, "daily")
    unit.save(title="Кийин")
    campus.pass_on(unit, campus.office)
    unit.close()
    restore(unit.folder, backup)
    (notice,) = unit.reopen()
    assert "restored from a backup" in notice
    assert unit.titles() == ["Мурда"]
    unit.save(title="Кайра")
    assert campus.pass_on(unit, campus.office).status == "waiting"
    campus.office.do(exchanging.confirm_device, unit.ws.key.device)
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    assert unit.titles() == ["Кайра", "Кийин", "Мурда"]
    assert unit.reopen() == []


# --- a college without the office ------------------------------------------------------------------------------------


def test_three_computers_of_a_college_meet_over_a_stick(campus):
    """No office, no network: one invitation file, and the stick goes from the first to the third and back."""
    file = campus.invite("АСБ")["АСБ"]
    one, two, three = (campus.join(file, name) for name in ("one", "two", "three"))
    for desk, title in ((one, "Биринчи"), (two, "Экинчи"), (three, "Үчүнчү")):
        desk.save(title=title)
    assert campus.pass_on(one, two).status == "merged"
    assert campus.pass_on(two, three).status == "merged"  # the work of the first, which the third never met
    assert set(three.titles()) == {"Биринчи", "Үчүнчү", "Экинчи"}
    assert campus.pass_on(three, one).status == "merged"
    assert campus.pass_on(three, two).status == "merged"
    assert one.digest() == two.digest() == three.digest()
    assert three.state_of(one) == three.state_of(two) == trust.CONFIRMED
    assert all(desk.problems() == [] for desk in (one, two, three))


def test_the_office_can_tell_who_of_the_college_wrote_what(campus):
    file = campus.invite("АСБ")["АСБ"]
    one, two = campus.join(file, "one"), campus.join(file, "two")
    own, other = one.save(title="Биринчи"), two.save(title="Экинчи")
    campus.pass_on(two, one)
    assert campus.pass_on(one, campus.office).status == "waiting"  # it carries work of a computer that nobody knows
    assert campus.office.state_of(one) == trust.CONFIRMED
    campus.office.do(exchanging.confirm_device, two.ws.key.device)
    written = {}
    for record in (own, other):
        (first, *_) = campus.office.do(records.history, record)
        written[record] = first["device"]
    assert written == {own: one.ws.key.device, other: two.ws.key.device}


def test_computers_with_a_file_each_meet_at_the_office(campus):
    """Two invitations are two secrets: what the one sends is not locked for the other before the office has named it."""
    one, two = campus.joined("АСБ", "one"), campus.joined("АСБ", "two")
    two.save(title="Экинчи")
    met = campus.pass_on(two, one)
    assert (met.status, "locked for" in met.reason.text("en")) == ("rejected", True)
    assert campus.pass_on(one, campus.office).status == campus.pass_on(two, campus.office).status == "merged"
    assert one.one(campus.give_back("АСБ")).status == two.one(campus.give_back("АСБ")).status == "merged"
    assert one.titles() == ["Экинчи"]
    two.save(title="Кийин")
    assert campus.pass_on(two, one).status == "merged"


# --- auditors --------------------------------------------------------------------------------------------------------


def test_an_auditors_laptop_is_invited_for_its_units(campus):
    files = campus.invite("АСБ", "СТБ", role="auditor")
    laptop = campus.join(files["АСБ"], "laptop", person="Аудитор")
    assert (laptop.ws.role, laptop.ws.unit) == ("auditor", "office")
    assert campus.pass_on(laptop, campus.office).status == "merged"
    known = campus.office.devices()[laptop.ws.key.device]
    assert (known.state, known.role, trust.scope_of(known)) == (trust.CONFIRMED, "auditor", ("АСБ",))
    laptop.do(joining.join_again, files["СТБ"])
    assert laptop.do(exchanging.identity).audited == {"АСБ", "СТБ"}
    campus.pass_on(laptop, campus.office)
    assert trust.scope_of(campus.office.devices()[laptop.ws.key.device]) == ("АСБ", "СТБ")
    assert {each["state"] for each in campus.office.do(enrolment.invitations)} == {"used"}


def test_a_departments_file_does_not_make_an_auditor(campus):
    files = campus.invite("АСБ", role="auditor")
    laptop = campus.join(files["АСБ"], "laptop")
    department = campus.invite("СТБ")["СТБ"]
    refused(laptop.do, "makes a new store", joining.join_again, department)

"""The office's list in the stores: issued, relayed, never going back (F12); what a revoked device wrote (F10)."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import issuing, trust, trusted_list
from qms_desktop.exchange.trusted_list import Listed
from qms_desktop.services import enrolment, exchanging
from qms_desktop.store.backup import back_up, restore

from .office import CLOCK


def held(desk):
    with desk.ws.store.reading() as tx:
        return issuing.held_list(tx)


def keep(desk, told, by):
    """Let a computer hold a list that another one signed, whatever it says."""
    signed = trusted_list.signed(told, by.ws.key.device, by.ws.key.sign)
    with desk.ws.store.writing() as tx:
        issuing.keep(tx, signed)


@pytest.fixture
def unit(campus):
    """A department that the office knows and whose list names it."""
    unit = campus.joined("АСБ", "unit")
    unit.save(title="Биринчи")
    campus.pass_on(unit, campus.office)
    unit.one(campus.give_back("АСБ"))
    return unit


def test_a_list_gets_a_new_number_only_when_it_says_something_new(campus):
    first = campus.office.do(enrolment.refresh_list)
    assert trusted_list.read(first).place == (1, 1)
    assert campus.office.do(enrolment.refresh_list) == first
    campus.invite("АСБ")
    assert campus.office.do(enrolment.refresh_list) == first  # an invitation lets nobody in yet
    unit = campus.joined("СТБ", "unit")
    campus.pass_on(unit, campus.office)
    told = trusted_list.read(campus.office.do(enrolment.refresh_list))
    assert (told.place, told.is_trusted(unit.ws.key.device)) == ((1, 2), True)


def test_the_number_does_not_fall_when_the_store_is_restored(campus):
    """It is kept beside the key, so that no second list of one number is ever signed."""
    backup = back_up(campus.office.ws.store, "daily")
    unit = campus.joined("АСБ", "unit")
    campus.pass_on(unit, campus.office)
    before = trusted_list.read(campus.office.do(enrolment.refresh_list)).place
    campus.office.close()
    restore(campus.office.folder, backup)
    campus.office.reopen()
    assert trusted_list.read(campus.office.do(enrolment.refresh_list)).place > before


def test_F12_an_old_return_bundle_brings_no_old_list_back(campus, unit):
    """A device was revoked; the return bundle from before it is played again under another name."""
    fellow = campus.joined("АСБ", "fellow")
    fellow.save(title="Экинчи")
    campus.pass_on(fellow, campus.office)
    old = campus.give_back("АСБ")
    campus.office.do(enrolment.revoke, fellow.ws.key.device)
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    newest = held(unit)
    assert unit.state_of(fellow) == trust.REVOKED
    assert unit.one(old).status == "already"  # its data is harmless
    assert held(unit) == newest
    assert unit.state_of(fellow) == trust.REVOKED
    assert unit.titles() == ["Биринчи", "Экинчи"]  # what was written before still counts


def test_the_newest_list_travels_through_every_hand(campus, unit):
    """The office's word about one computer reaches a college's other computer without the office."""
    file = campus.invite("СТБ")["СТБ"]
    one, two = campus.join(file, "one"), campus.join(file, "two")
    campus.pass_on(one, campus.office)
    campus.pass_on(two, campus.office)
    campus.office.do(exchanging.confirm_device, two.ws.key.device)
    assert one.one(campus.give_back("СТБ")).status == "merged"
    assert not held(two).is_trusted(two.ws.key.device)
    assert campus.pass_on(one, two).status == "merged"
    assert held(two) == held(one) == held(campus.office)
    assert held(two).is_trusted(two.ws.key.device)


def test_a_forged_or_foreign_list_is_passed_over(campus, unit):
    """A department signs a list in which it is the office; its own device is trusted, but for no list."""
    before = held(campus.office)
    forged = trusted_list.TrustedList(before.institution, before.epoch, before.number + 1, before.recovery, tuple(
        Listed(**{**vars(each), "role": "office"}) for each in before.devices))  # fmt: skip
    keep(unit, forged, by=unit)
    unit.save()
    assert campus.pass_on(unit, campus.office).status == "merged"
    assert held(campus.office) == before
    assert campus.office.state_of(unit) == trust.CONFIRMED
    assert campus.office.devices()[unit.ws.key.device].role == "department"


def test_two_lists_of_one_number_are_told_apart_and_overtaken(campus, unit):
    """Two computers of the office signed the same number: no store changes sides, and the next number holds both."""
    office = campus.office
    fellow, third = campus.joined("АСБ", "fellow"), campus.joined("СТБ", "third")
    campus.pass_on(fellow, office)
    campus.pass_on(third, office)
    mine = trusted_list.read(office.do(enrolment.refresh_list))
    assert unit.one(campus.give_back("АСБ")).status == "merged"
    other = trusted_list.TrustedList(mine.institution, mine.epoch, mine.number, mine.recovery, tuple(
        each if each.device != unit.ws.key.device else Listed(**{**vars(each), "state": "revoked", "upto": ()})
        for each in mine.devices))  # fmt: skip
    keep(fellow, other, by=office)
    fellow.save(title="Айры")
    bundle = fellow.send(campus.out())
    office.do(enrolment.revoke, third.ws.key.device)  # which the other computer has not heard of
    assert unit.one(bundle).status == "merged"
    assert held(unit).place == mine.place
    assert held(unit).is_trusted(unit.ws.key.device)
    office.one(bundle)
    assert office.state_of(unit) == trust.REVOKED  # the office hears of what its other computer decided
    assert office.state_of(third) == trust.REVOKED  # and takes back nothing that it decided itself
    told = trusted_list.read(office.do(enrolment.refresh_list))
    assert (told.place > mine.place, told.is_trusted(unit.ws.key.device)) == (True, False)


def test_an_office_restored_from_a_backup_learns_its_own_higher_number(campus, unit):
    """Who was let in since the backup comes back with anybody's bundle."""
    backup = back_up(campus.office.ws.store, "daily")
    later = campus.joined("СТБ", "later")
    campus.pass_on(later, campus.office)
    assert later.one(campus.give_back("СТБ")).status == "merged"
    newest = held(later)
    campus.office.close()
    restore(campus.office.folder, backup)
    campus.office.reopen()
    assert not held(campus.office).is_trusted(later.ws.key.device)
    later.save(title="Кийинки")
    assert campus.pass_on(later, campus.office).status == "merged"
    assert held(campus.office) == newest
    assert campus.office.state_of(later) == trust.CONFIRMED
    told = trusted_list.read(campus.office.do(enrolment.refresh_list))
    assert told.is_trusted(campus.office.ws.key.device)
    assert told.is_trusted(later.ws.key.device)
    assert told.place >= newest.place


# --- revoking --------------------------------------------------------------------------------------------------------


def test_F10_a_revoked_computer_waits_and_a_person_decides(campus, unit):
    campus.office.do(enrolment.revoke, unit.ws.key.device[:8])
    unit.save(title="Кийин")
    bundle = unit.send(campus.out())
    result = campus.office.one(bundle)
    assert (result.status, "withdrawn" in result.reason.text("en")) == ("waiting", True)
    assert campus.office.titles() == ["Биринчи"]
    (waiting,) = campus.office.do(exchanging.waiting_files)
    (outcome,) = campus.office.do(exchanging.accept_waiting, waiting.sha256).outcomes
    assert outcome.result.status == "merged"
    assert campus.office.titles() == ["Биринчи", "Кийин"]
    assert campus.office.state_of(unit) == trust.REVOKED
    unit.save(title="Дагы")
    assert campus.pass_on(unit, campus.office).status == "waiting"
    (waiting,) = campus.office.do(exchanging.waiting_files)
    campus.office.do(exchanging.dismiss_waiting, waiting.sha256)
    assert campus.office.do(exchanging.waiting_files) == []
    assert list((campus.office.ws.store.folder / "waiting").iterdir()) == []
    assert campus.office.titles() == ["Биринчи", "Кийин"]
    with pytest.raises(UserError):
        campus.office.do(exchanging.accept_waiting, waiting.sha256)


def test_F10_what_a_revoked_computer_wrote_before_counts_everywhere(campus, unit):
    """Its later work waits everywhere, whoever passes it on; the fellow that met it before is not held up."""
    file = campus.invite("СТБ")["СТБ"]
    lost, fellow, third = (campus.join(file, name) for name in ("lost", "fellow", "third"))
    lost.save(title="Мурда")
    campus.pass_on(lost, campus.office)
    campus.pass_on(lost, fellow)
    fellow.save(title="Жолдош")
    campus.pass_on(fellow, campus.office)
    campus.pass_on(third, campus.office)
    for each in (fellow, third):
        campus.office.do(exchanging.confirm_device, each.ws.key.device)
    campus.office.do(enrolment.revoke, lost.ws.key.device)
    assert fellow.one(campus.give_back("СТБ")).status == "merged"
    assert campus.pass_on(fellow, third).status == "merged"  # the third never saw the first's work before
    assert set(third.titles()) == {"Мурда", "Жолдош"}
    assert third.state_of(lost) == trust.REVOKED
    lost.save(title="Кийин")
    assert campus.pass_on(lost, third).status == "waiting"
    assert campus.pass_on(lost, campus.office).status == "waiting"
    assert "Кийин" not in campus.office.titles()


def test_F10_later_work_of_a_revoked_computer_waits_whoever_passes_it_on(campus):
    """A fellow that has not heard of it takes the work in and hands it on; the office asks a person."""
    file = campus.invite("АСБ")["АСБ"]
    lost, fellow = campus.join(file, "lost"), campus.join(file, "fellow")
    lost.save(title="Мурда")
    campus.pass_on(lost, campus.office)
    campus.pass_on(fellow, campus.office)
    campus.office.do(exchanging.confirm_device, fellow.ws.key.device)
    campus.office.do(enrolment.revoke, lost.ws.key.device)
    lost.save(title="Кийин")
    assert campus.pass_on(lost, fellow).status == "merged"
    relayed = fellow.send(campus.out())
    result = campus.office.one(relayed)
    assert (result.status, "withdrawn" in result.reason.text("en")) == ("waiting", True)
    assert campus.office.titles() == ["Мурда"]
    (waiting,) = campus.office.do(exchanging.waiting_files)
    campus.office.do(exchanging.accept_waiting, waiting.sha256)
    assert set(campus.office.titles()) == {"Мурда", "Кийин"}
    new = campus.join(campus.invite("АСБ")["АСБ"], "new")
    assert new.one(campus.give_back("АСБ")).status == "merged"  # accepted there, it counts everywhere
    assert set(new.titles()) == {"Мурда", "Кийин"}


def test_F10_nothing_more_is_locked_for_a_revoked_computer(campus, unit):
    campus.office.do(enrolment.revoke, unit.ws.key.device)
    assert {each["state"] for each in campus.office.do(enrolment.invitations)} == {"withdrawn"}
    with pytest.raises(UserError) as caught:
        campus.give_back("АСБ")
    assert "Invite the unit again" in caught.value.text("en")  # and nothing leaves open
    campus.invite("АСБ")
    result = unit.one(campus.give_back("АСБ"))
    assert (result.status, "locked" in result.reason.text("en")) == ("rejected", True)


def test_a_revoked_computer_of_the_office_signs_no_list(campus, unit):
    """Its lists, bundles and invitations count no more where the revocation is known."""
    with campus.office.ws.store.reading() as tx:
        before = issuing.held_list(tx)
    thief_key, me = campus.office.ws.key, unit.do(exchanging.identity)
    with unit.ws.store.writing() as tx:
        trust.revoke(tx, thief_key.device)
        forged = trusted_list.signed(
            trusted_list.TrustedList("jasu", 1, before.number + 9, before.recovery, before.devices),
            thief_key.device, thief_key.sign)  # fmt: skip
        assert not issuing.take(tx, forged, me, CLOCK)
    assert unit.one(campus.give_back("АСБ")).status == "waiting"


def test_nobody_revokes_the_computer_that_he_works_on(campus):
    with pytest.raises(UserError):
        campus.office.do(enrolment.revoke, campus.office.ws.key.device)
    with pytest.raises(UserError):
        campus.office.do(enrolment.revoke, "no such device")


def test_a_revoked_one_may_be_believed_again(campus, unit):
    campus.office.do(enrolment.revoke, unit.ws.key.device)
    unit.save(title="Кийин")
    campus.pass_on(unit, campus.office)
    (outcome,) = campus.office.do(exchanging.confirm_device, unit.ws.key.device).outcomes
    assert outcome.result.status == "merged"
    assert unit.one(campus.give_back("АСБ")).status in ("merged", "already")
    assert "Кийин" in campus.office.titles()

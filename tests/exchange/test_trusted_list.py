"""The list of trusted devices: whose signature counts, what is newer, and that an old one never comes back."""

from dataclasses import replace

import pytest

from qms_desktop.exchange import trusted_list
from qms_desktop.exchange.keys import DeviceKey
from qms_desktop.exchange.manifest import SignedList
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.trusted_list import (
    RECOVERY,
    RecoveryKey,
    counts,
    is_signed_by,
    read,
    signed,
    with_vouchers,
)
from qms_desktop.exchange.typed_json import Hex, to_json

from .listing import listed, listing, signed_by


@pytest.fixture
def key():
    return DeviceKey.new()


@pytest.fixture
def recovery():
    return DeviceKey.new()


def halves(recovery):
    return RecoveryKey(Hex(recovery.public_key), Hex(recovery.receiving_key))


def taken(given, held=None, *office):
    return counts(given, read(given), held, {each.device: each.public_key for each in office})


def test_a_list_says_what_was_signed(key):
    unit = DeviceKey.new()
    gone = listed(unit, "КМТ", "department", state="revoked", upto=(("КМТ", 3, "ab" * 32),))
    told = listing(listed(key), gone, recovery=halves(key))
    given = signed_by(key, told)
    assert read(given) == told
    assert is_signed_by(given, key.public_key)
    assert not is_signed_by(given, unit.public_key)
    assert not is_signed_by(replace(given, line=given.line.replace(b'"number":1', b'"number":2')), key.public_key)
    assert told.is_trusted(key.device)
    assert not told.is_trusted(unit.device)


def test_what_a_later_version_adds_is_passed_over_and_passed_on(key):
    told = listing(listed(key))
    line = to_json(told).replace(b'"v":1', b'"v":1,"vivid":true')
    assert read(SignedList(line, key.device, b"")) == told


def spoilt(key):
    good = to_json(listing(listed(key)))
    other = listed(DeviceKey.new())
    yield b""
    yield good[:-1]
    yield b" " + good
    yield good.replace(b'"v":1', b'"v":2')
    yield good.replace(b'"number":1', b'"number":0')
    yield good.replace(b'"number":1', b'"number":true')
    yield good.replace(b'"number":1', b'"number":1.0')
    yield good.replace(b'"number":1', b'"number":1,"number":1')
    yield good.replace(b'"trusted"', b'"blessed"')
    yield good.replace(b'"epoch":1,', b"")
    yield good.replace(key.device.encode(), other.device.encode())
    yield to_json(listing(replace(listed(key), receiving_key=Hex(b"short"))))
    yield to_json(replace(listing(), devices=(listed(key), listed(key))))


def test_a_line_that_is_no_list_is_refused(key):
    for line in spoilt(key):
        with pytest.raises(Rejected):
            read(SignedList(line, key.device, b""))


def test_F12_only_a_higher_number_counts(key):
    held = listing(listed(key), number=5)
    assert taken(signed_by(key, listing(listed(key), number=6)), held, key)
    for number in (1, 4, 5):
        assert not taken(signed_by(key, listing(listed(key), number=number)), held, key)


def test_only_a_believed_device_of_the_office_signs(key):
    held = listing(listed(key), number=5)
    newer = listing(listed(key), number=6)
    other = DeviceKey.new()
    assert not taken(signed_by(other, newer), held, key)
    assert not taken(replace(signed_by(other, newer), signer=key.device), held, key)
    assert taken(signed_by(other, newer), held, key, other)
    assert not taken(signed_by(key, replace(newer, institution="jasu")), held, key)


def test_a_new_epoch_is_the_recovery_keys_alone(key, recovery):
    held = listing(listed(key), number=5, recovery=halves(recovery))
    later = replace(held, epoch=2, number=1)
    assert not taken(signed_by(key, later), held, key)
    assert taken(signed(later, RECOVERY, recovery.sign), held)
    assert not taken(signed(later, RECOVERY, key.sign), held, key)
    assert not taken(signed(later, RECOVERY, recovery.sign), listing(listed(key)))
    assert not taken(signed_by(key, replace(held, number=99)), later, key)


def test_a_stolen_device_of_the_office_cannot_change_the_recovery_key(key, recovery):
    held = listing(listed(key), recovery=halves(recovery))
    thief = replace(held, number=2, recovery=halves(DeviceKey.new()))
    assert not taken(signed_by(key, thief), held, key)
    assert not taken(signed_by(key, replace(thief, recovery=None)), held, key)
    assert taken(signed_by(key, replace(held, number=2)), held, key)
    assert taken(signed_by(key, held), listing(listed(key), number=1, recovery=None), key) is False
    assert taken(signed_by(key, replace(held, number=2)), listing(listed(key)), key)


def test_the_first_list_of_a_store_is_signed_by_whom_it_believes(key):
    first = listing(listed(key))
    assert taken(signed_by(key, first), None, key)
    assert not taken(signed_by(key, first), None)
    assert not taken(signed(first, trusted_list.RECOVERY, key.sign), None, key)


# --- vouchers: whoever missed a list ---------------------------------------------------------------------------------


def vouching(told, *signers):
    for each in signers:
        told = with_vouchers(told, each.device, each.sign)
    return told


def test_who_missed_the_list_that_named_a_second_computer_believes_its_list_all_the_same(key):
    """The first computer of the office vouched for the second, and that for the third."""
    second, third = DeviceKey.new(), DeviceKey.new()
    held = listing(listed(key))
    told = with_vouchers(listing(listed(key), listed(second), number=2), key.device, key.sign)
    told = replace(told, number=3, devices=tuple(sorted([*told.devices, listed(third)], key=lambda d: d.device)))
    told = replace(with_vouchers(told, second.device, second.sign), number=4)
    assert taken(signed_by(third, told), held, key)
    assert taken(signed_by(second, told), held, key)
    assert not taken(signed_by(third, told), held)  # whoever does not believe the first believes none of them
    unvouched = replace(told, devices=tuple(replace(each, vouched=None) for each in told.devices))
    assert not taken(signed_by(third, unvouched), held, key)


def test_vouchers_are_no_ones_to_make_up(key):
    second, thief = DeviceKey.new(), DeviceKey.new()
    held = listing(listed(key))
    told = listing(listed(key), listed(second), listed(thief), number=2)
    by_thief = with_vouchers(told, thief.device, thief.sign)
    assert not taken(signed_by(second, by_thief), held, key)
    in_its_name = tuple(replace(each, vouched=each.vouched and replace(each.vouched, by=key.device)) for each in by_thief.devices)
    assert not taken(signed_by(second, replace(by_thief, devices=in_its_name)), held, key)
    circle = vouching(listing(listed(second), listed(thief), number=2), second, thief)
    assert not taken(signed_by(second, circle), held, key)
    moved = with_vouchers(told, key.device, key.sign)
    (voucher,) = [each.vouched for each in moved.devices if each.device == second.device]
    stolen = replace(told, devices=tuple(
        replace(each, vouched=voucher) if each.device == thief.device else each for each in told.devices))  # fmt: skip
    assert not taken(signed_by(thief, stolen), held, key)


def test_whoever_missed_the_beginning_of_an_epoch_follows_by_the_recovery_keys_voucher(key, recovery):
    """And the voucher holds for its own epoch alone: a device that was appointed once begins no other."""
    new = DeviceKey.new()
    held = listing(listed(key), recovery=halves(recovery))
    second = listing(listed(key, state="revoked"), listed(new), epoch=2, number=1, recovery=halves(recovery))
    second = with_vouchers(second, RECOVERY, recovery.sign)
    assert taken(signed_by(new, replace(second, number=7)), held, key)
    assert not taken(signed_by(new, replace(second, epoch=3)), held, key)
    assert not taken(signed_by(key, replace(second, number=7)), held, key)
    by_device = with_vouchers(listing(listed(key), listed(new), epoch=2, recovery=halves(recovery)), key.device, key.sign)
    assert not taken(signed_by(new, by_device), held, key)

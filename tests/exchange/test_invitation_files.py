"""The bytes of an invitation: whole and unaltered, or one sentence."""

from dataclasses import replace

import pytest

from qms_desktop.exchange import invitations
from qms_desktop.exchange.age import derive_receiving_key
from qms_desktop.exchange.keys import DeviceKey, Enrolment
from qms_desktop.exchange.outcome import Rejected
from qms_desktop.exchange.trusted_list import RECOVERY, RecoveryKey, signed
from qms_desktop.exchange.typed_json import Hex

from .listing import CREATED, EXPIRES, an_invitation, listed, listing, signed_by


@pytest.fixture
def key():
    return DeviceKey.new()


def refused(data, words, now=CREATED):
    with pytest.raises(Rejected) as caught:
        invitations.from_bytes(data, now)
    assert words in caught.value.message.text("en")


def test_an_invitation_says_what_was_written(key):
    made = an_invitation(key)
    data = invitations.to_bytes(made, key.sign)
    assert invitations.from_bytes(data, CREATED) == made
    assert invitations.from_bytes(data, EXPIRES) == made
    assert invitations.pinned_list(made).by_name.keys() == {key.device}


def test_F05_cut_short_at_every_byte(key):
    data = invitations.to_bytes(an_invitation(key, profile={"key": "generic"}), key.sign)
    for length in range(len(data)):
        refused(data[:length], "cut short")


def test_F06_any_byte_altered(key):
    data = invitations.to_bytes(an_invitation(key, profile={"key": "generic"}), key.sign)
    for place in range(len(data)):
        altered = bytearray(data)
        altered[place] ^= 1 << place % 8
        refused(bytes(altered), "invitation")
    refused(data + b"\0", "altered")


def test_another_hand_cannot_sign_it_anew(key):
    """Neither with the office's list as it was, nor with a list that names the forger."""
    thief = DeviceKey.new()
    stolen = an_invitation(key)
    refused(invitations.to_bytes(stolen, thief.sign), "altered")
    own = an_invitation(key, office=Hex(thief.public_key))
    refused(invitations.to_bytes(own, thief.sign), "altered")
    false_list = listing(listed(key), listed(thief))
    forged = an_invitation(thief, false_list)
    in_its_name = replace(forged, trusted=replace(forged.trusted, signer=key.device))
    refused(invitations.to_bytes(in_its_name, thief.sign), "altered")


def test_a_list_that_the_recovery_key_signed_is_pinned_too(key):
    recovery = DeviceKey.new()
    told = listing(listed(key), epoch=2, recovery=RecoveryKey(Hex(recovery.public_key), Hex(recovery.receiving_key)))
    by_recovery = signed(told, RECOVERY, recovery.sign)
    carried = invitations.CarriedList(by_recovery.line.decode(), RECOVERY, Hex(by_recovery.signature))
    data = invitations.to_bytes(an_invitation(key, trusted=carried), key.sign)
    assert invitations.pinned_list(invitations.from_bytes(data, CREATED)).epoch == 2


@pytest.mark.parametrize("state", ["revoked", "department"])
def test_only_a_believed_device_of_the_office_invites(key, state):
    other = DeviceKey.new()
    mine = listed(key, state="revoked") if state == "revoked" else listed(key, "КМТ", "department")
    by_other = signed_by(other, listing(mine, listed(other)))
    carried = invitations.CarriedList(by_other.line.decode(), other.device, Hex(by_other.signature))
    refused(invitations.to_bytes(an_invitation(key, trusted=carried), key.sign), "altered")


def test_an_expired_one_names_its_day(key):
    refused(invitations.to_bytes(an_invitation(key), key.sign), "2027-05-19", "2027-05-19T10:00:01Z")
    refused(invitations.to_bytes(an_invitation(key), key.sign), "clock", "2099-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "cut short"), (b"QMSB\r\n\x1a\n", "a bundle"), (b"%PDF-1.7", "not an invitation"), (b"PK\x03\x04", "not an invitation")],
)
def test_files_of_another_sort(data, words):
    refused(data, words)


def test_a_proof_holds_for_one_device_one_unit_and_one_invitation():
    enrolment = Enrolment("a" * 32, b"s" * 32, "КМТ", "department")
    proof = invitations.proof_of(enrolment, b"p" * 32, b"r" * 32)
    assert invitations.is_proof(proof, invitations.proof_of(enrolment, b"p" * 32, b"r" * 32))
    others = [invitations.proof_of(replace(enrolment, **given), b"p" * 32, b"r" * 32) for given in (
        {"invitation": "b" * 32}, {"secret": b"t" * 32}, {"unit": "МТК"}, {"role": "auditor"})]  # fmt: skip
    others += [invitations.proof_of(enrolment, b"q" * 32, b"r" * 32), invitations.proof_of(enrolment, b"p" * 32, b"s" * 32)]
    assert not any(invitations.is_proof(each, proof) for each in [*others, b""])


def test_the_receiving_key_of_an_invitation_is_its_own():
    made = {derive_receiving_key(secret, name) for secret in (b"a" * 32, b"b" * 32) for name in ("1", "2")}
    assert len(made) == 4
    assert derive_receiving_key(b"a" * 32, "1") in made

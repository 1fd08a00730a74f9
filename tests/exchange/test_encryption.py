"""Locked payloads: who opens a bundle and who does not, what a hostile one costs, and that `age` opens it too."""

import io
import os
import random
import re
import subprocess
import time
import zipfile
from pathlib import Path

import pyrage
import pytest

from qms_desktop.exchange import age, keys, trust
from qms_desktop.exchange.container import take_in
from qms_desktop.exchange.key_file import Enrolment
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.receiving import confirm_device, revoke_device
from qms_desktop.exchange.recipients import receiving_keys
from qms_desktop.exchange.writer import send
from qms_desktop.services import exchanging, records, returning
from qms_desktop.store import tables
from qms_desktop.store.backup import back_up, restore

from .forge import change, forge, head
from .office import CLOCK, KeysAt, opened


def header_of(path):
    with take_in(path) as frame:
        return frame.header()[0]


def payload_of(path):
    with take_in(path) as frame:
        header, place = frame.header()
        frame.file.seek(place)
        return frame.file.read(header.payload_length)


def ids(*pcs):
    return tuple(sorted(age.key_id(pc.key.receiving_key) for pc in pcs))


def keys_for(pc, recipient):
    with pc.store.reading() as tx:
        return set(receiving_keys(tx, pc.identity, recipient))


@pytest.fixture
def met(office, unit, stick):
    """The unit and the office have heard of each other: a bundle, and its answer."""
    unit.save(title="Биринчи")
    assert office.one(unit.send(stick / "first.qmsb")).status == "merged"
    office.save(unit="all", kind="document", title="Жобо")
    assert unit.one(office.send(stick / "answer.qmsb", recipient="КМТ", units=["КМТ", "all"])).status == "merged"
    return unit


def test_a_bundle_is_locked_for_the_office_and_its_sender(office, met, stick):
    met.save(title="Жашыруун")
    path = met.send(stick / "a.qmsb")
    header = header_of(path)
    assert (header.format, header.min_reader, header.encryption) == (2, 2, "age")
    assert header.recipients == ids(office, met)
    assert payload_of(path).startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert "Жашыруун".encode() in b"".join(opened(path, met.key).lines)
    assert office.one(path).status == "merged"


def test_the_manifest_tells_the_state(unit, office, stick):
    """Whoever merges a bundle alone has the state that it tells, proposals in records of others included."""
    record = unit.save(title="А")
    unit.save(record, title="Б")
    unit.save(kind="document", unit="all", title="Сунуш")
    path = unit.send(stick / "a.qmsb")
    assert office.one(path).status == "merged"
    assert opened(path, unit.key).manifest.digest == office.digest()


def test_a_store_that_knows_no_key_of_the_recipient_says_so(office, unit, stick):
    unit.save()
    with unit.at_home():
        sent = send(unit.store, unit.key, unit.identity, stick / "a.qmsb")
    assert not sent.locked
    header = header_of(sent.file)
    assert (header.format, header.min_reader, header.encryption, header.recipients) == (1, 1, "none", ())
    assert office.one(sent.file).status == "merged"
    with office.at_home():
        assert send(office.store, office.key, office.identity, stick / "b.qmsb", recipient="КМТ", units=["КМТ"]).locked


def test_others_cannot_read_it(office, met, pcs, stick):
    """Another unit's bundle found on a stick, and one for our own name that is not locked for us."""
    path = office.send(stick / "a.qmsb", recipient="КМТ", units=["КМТ"])
    assert "made for КМТ" in pcs("МТК").one(path).reason.text("en")
    second = pcs("КМТ")
    result = second.one(path)
    assert (result.status, second.totals()) == ("rejected", (0, 0))
    assert "a key that this computer does not have" in result.reason.text("en")


def test_a_list_of_recipients_that_lies_is_found_out(office, met, stick):
    """The header names our key, but the payload is locked for somebody else."""
    stranger = keys.DeviceKey.new()

    def other(data):
        return pyrage.encrypt(b"x" * 1000, [pyrage.x25519.Recipient.from_str(age.public_text(stranger.receiving_key))])

    before = office.state()
    result = office.one(forge(stick / "a.qmsb", met, [change(met)], locked=other))
    assert result.status == "rejected"
    assert "a key that this computer does not have" in result.reason.text("en")
    assert office.state() == before


def passphrase(_data):
    """Locked by a passphrase, with a work factor that would take a day."""
    made = pyrage.passphrase.encrypt(b"x", "сыр сөз")
    return re.sub(rb"(-> scrypt \S+) \d+", rb"\1 40", made, count=1)


def many_stanzas(data):
    """As many lines as the header may have bytes for: rage takes the square of it."""
    first, _line, rest = data.partition(b"\n")
    return first + b"\n-> x\n" * 9000 + b"\n" + rest


def long_header(data):
    first, _line, rest = data.partition(b"\n")
    return first + b"\n-> " + b"x" * 5_000_000 + b"\n\n" + rest


def zero_share(data):
    return re.sub(rb"-> X25519 \S+", b"-> X25519 " + b"A" * 43, data)


@pytest.mark.parametrize("locked", [passphrase, many_stanzas, long_header, zero_share])
def test_F26_a_hostile_age_header_costs_nothing(office, met, stick, locked):
    path = forge(stick / "a.qmsb", met, [change(met)], locked=locked)
    before, began = office.state(), time.process_time()
    assert office.one(path).status == "rejected"
    assert time.process_time() - began < 2
    assert office.state() == before


CHUNK = 64 * 1024 + 16


def swapped(data):
    """The first two chunks change places."""
    start = len(data.partition(b"\n--- ")[0]) + len("\n--- ") + 43 + len("\n") + 16
    one, two = data[start : start + CHUNK], data[start + CHUNK : start + 2 * CHUNK]
    return data[:start] + two + one + data[start + 2 * CHUNK :]


@pytest.mark.parametrize("locked", [
    lambda data: data + b"x",
    lambda data: data + data,
    lambda data: data[:-1],
    lambda data: data[: -(len(data) % CHUNK) or None],
    lambda data: data[:40],
    lambda data: b"",
    lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
    swapped,
])  # fmt: skip
def test_F06_payloads_altered_and_signed_again_are_rejected(office, met, stick, locked):
    long = random.Random(1).randbytes(100_000).hex()
    lines = [change(met, set={"title": long})]
    assert office.one(forge(stick / "whole.qmsb", met, lines)).status == "merged"
    path = forge(stick / "a.qmsb", met, [change(met, set={"title": long[::-1]})], locked=locked)
    before = office.state()
    result = office.one(path)
    assert (result.status, office.state()) == ("rejected", before)
    assert "damaged" in result.reason.text("en")


def test_debians_age_opens_a_bundle_as_the_page_on_the_format_tells(office, met, tmp_path):
    """The very commands that a person is given who does not have this program any more."""
    page = (Path(__file__).parents[2] / "docs" / "bundle-format.md").read_text()
    (commands,) = re.findall("```sh\n(.*?)```", page, re.DOTALL)
    keys_folder = tmp_path / ".config" / "qms-desktop" / "keys"
    keys_folder.parent.mkdir(parents=True)
    keys_folder.symlink_to(office.home)
    path = met.send(tmp_path / "FILE.qmsb")
    subprocess.run(
        ["bash", "-euc", commands], cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)}, check=True, timeout=60
    )
    plain = io.BytesIO()
    age.decrypt(io.BytesIO(payload_of(path)), plain, office.key.keyring)
    assert (tmp_path / "payload.zip").read_bytes() == plain.getvalue()
    with zipfile.ZipFile(tmp_path / "payload.zip") as archive:
        assert archive.namelist() == ["changes.jsonl", "manifest.json"]


def test_F10_nothing_is_locked_for_devices_that_wait_or_were_revoked(office, met, pcs, stick):
    second = pcs("КМТ")
    assert office.one(second.send(stick / "2.qmsb")).status == "waiting"
    assert keys_for(office, "КМТ") == {office.key.receiving_key, met.key.receiving_key}
    confirm_device(office.store, second.key.device, office.identity)
    assert keys_for(office, "КМТ") == {pc.key.receiving_key for pc in (office, met, second)}
    revoke_device(office.store, met.key.device)
    assert keys_for(office, "КМТ") == {office.key.receiving_key, second.key.receiving_key}


def invite(office, pc, number, state="open"):
    """Put an invitation down on both sides, as making and joining do."""
    enrolment = Enrolment(f"{number:032x}", bytes([number]) * 32, pc.unit, "department")
    with office.store.writing() as tx:
        tx.connection.execute(tables.invitation.insert().values(
            id=enrolment.invitation, unit=pc.unit, role="department", secret=enrolment.secret, created=CLOCK,
            expires="2999", state=state, device=None))  # fmt: skip
    with KeysAt(pc.home):
        keys.remember_enrolment(pc.store, pc.key, enrolment)
    pc.reopen()
    return enrolment


def test_whoever_joined_by_an_invitation_opens_what_was_locked_before_he_ever_sent(office, unit, pcs, stick):
    invite(office, unit, 1)
    second = pcs("КМТ")
    with KeysAt(second.home):
        keys.remember_enrolment(second.store, second.key, Enrolment(f"{1:032x}", b"\1" * 32, "КМТ", "department"))
    second.reopen()
    office.save(unit="all", kind="document", title="Жобо")
    path = office.send(stick / "a.qmsb", recipient="КМТ", units=["КМТ", "all"])
    assert header_of(path).encryption == "age"
    assert [pc.one(path).status for pc in (unit, second)] == ["merged", "merged"]
    # And the computers of the unit open each other's files, whoever they are meant for.
    unit.save(title="Биринчи компьютерден")
    to_office = unit.send(stick / "b.qmsb")
    assert len(header_of(to_office).recipients) == 3
    result = second.one(to_office)
    assert result.status in ("merged", "waiting"), result.reason


def test_nothing_is_locked_for_an_invitation_that_was_withdrawn(office, unit):
    enrolment = invite(office, unit, 1, "withdrawn")
    assert keys_for(office, "КМТ") == set()
    kept = invite(office, unit, 2)
    assert keys_for(office, "КМТ") == {office.key.receiving_key, age.public_of(kept.receiving_secret)}
    assert unit.identity.keyring.ids >= {age.key_id(age.public_of(each.receiving_secret)) for each in (enrolment, kept)}


def test_a_unit_that_lost_a_computer_locks_nothing_for_its_old_invitation(office, met, pcs, stick):
    invited = age.public_of(invite(office, met, 1).receiving_secret)
    assert invited in keys_for(met, "office")
    lost = pcs("КМТ")
    assert met.one(lost.send(stick / "lost.qmsb")).status == "waiting"
    revoke_device(met.store, lost.key.device)
    assert keys_for(met, "office") == {office.key.receiving_key, met.key.receiving_key}


def test_F18_a_restored_store_still_opens_what_was_locked_for_its_old_device(office, met, stick):
    backup = back_up(met.store, "daily")
    met.save(title="Кийин")
    office.one(met.send(stick / "a.qmsb"))
    folder = met.store.folder
    met.store.close()
    restore(folder, backup)
    assert met.reopen(folder).is_new
    path = office.send(stick / "back.qmsb", recipient="КМТ", units=["КМТ"])
    assert header_of(path).recipients == tuple(sorted({*ids(office), *(met.key.keyring.ids - {*ids(met)})}))
    assert met.one(path).status == "merged"


def test_P13_a_false_receiving_key_said_of_another_is_never_locked_for(office, met, pcs, stick):
    """A dean's office that passes on a unit's work may not slip its own key in, to read what the office answers it."""
    other = pcs("МТК")
    office.save("unit-МТК", kind="unit", unit="all", code="МТК", name="МТК", type="department", parent="КМТ")
    thief, theirs = keys.DeviceKey.new(), change(other)
    introduced = {other.key.device: Introduced(other.key.public_key, "МТК", "department", thief.receiving_key)}
    forged = forge(stick / "a.qmsb", met, [theirs], heads=[head(other, theirs)], devices=introduced)
    assert office.one(forged).status == "waiting"
    confirm_device(office.store, other.key.device, office.identity)
    assert office.shown("1", unit="МТК").shown == {"title": "А"}
    assert keys_for(office, "МТК") == set()
    other.save()
    assert office.one(other.send(stick / "b.qmsb")).status == "merged"
    assert keys_for(office, "МТК") == {office.key.receiving_key, other.key.receiving_key}


def test_a_key_that_nothing_can_be_locked_for_stops_no_sending(office, met, stick):
    """A point of small order makes rage panic."""
    with office.store.writing() as tx:
        for number, key in enumerate((bytes(32), b"\1" + bytes(31), b"short")):
            public = bytes([number]) * 32
            trust.put(tx, trust.Device(keys.device_name(public), public, "КМТ", "department", trust.CONFIRMED, CLOCK, key))
    path = office.send(stick / "a.qmsb", recipient="КМТ", units=["КМТ"])
    assert header_of(path).recipients == ids(office, met)
    assert met.one(path).status == "already"


def test_keys_in_ages_notation(unit):
    secret = unit.key.receiving_secret
    text = age.secret_text(secret)
    assert str(pyrage.x25519.Identity.from_str(text).to_public()) == age.public_text(unit.key.receiving_key)
    assert age.secret_from(text) == secret
    for spoilt in ("", text[:-1], text[:-1] + ("Q" if text[-1] != "Q" else "P"), text.lower(), text[:20] + "B" + text[21:]):
        with pytest.raises(ValueError):
            age.secret_from(spoilt)


def test_a_person_is_told_what_is_not_locked(make_workspace, tmp_path):
    unit, office = make_workspace("КМТ"), make_workspace()
    exchanging.send(unit, tmp_path / "a.qmsb")
    assert "not locked" in unit.notices.pop().text("en")
    exchanging.receive(office, [tmp_path / "a.qmsb"])
    records.save(office, "unit", [{"code": code, "name": code, "type": "department"} for code in ("КМТ", "МТК")])
    returning.return_bundles(office, ["КМТ", "МТК"], tmp_path / "back")
    (said,) = office.notices
    assert "not locked: МТК." in said.text("en")
    exchanging.receive(unit, [tmp_path / "back" / "КМТ.qmsb"])
    exchanging.send(unit, tmp_path / "b.qmsb")
    assert unit.notices == []

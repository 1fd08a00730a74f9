"""Attachments on their way: sent until acknowledged, asked for again, never more than a bundle carries. P15, F34."""

from hashlib import sha256

import pytest

from qms_desktop.exchange import attachments, limits, trust
from qms_desktop.exchange.manifest import Held

from .office import CLOCK, opened


@pytest.fixture
def scan(tmp_path):
    def make(data, name="скан.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def attach(pc, path, unit=None):
    """Attach a file to a new record of a computer; its hash."""
    with pc.store.writing() as tx:
        found = attachments.add(tx, path, CLOCK)
    cells = {"name": path.name, "sha256": found.sha256, "size": found.size}
    pc.save(unit=unit, **{f"files/{found.sha256[:32]}/{part}": value for part, value in cells.items()})
    return found.sha256


def enclosed(pc, path):
    return {each.sha256 for each in opened(path, pc.key).manifest.attachments if each.enclosed}


def answer(office, unit, path):
    """The return bundle of a unit."""
    return office.send(path, recipient=unit.unit, units=[unit.unit, "all"])


def awaited(pc):
    with pc.store.reading() as tx:
        return attachments.awaited(tx)


def test_P15_every_attachment_is_here_whole_or_listed_as_awaited(office, unit, scan, stick):
    here, lost = attach(unit, scan(b"scan")), attach(unit, scan(b"lost", "акт.pdf"))
    (unit.store.folder / "files" / lost).unlink()
    unit.save(title="Тиркемесиз")
    office.one(unit.send(stick / "a.qmsb"))
    with office.store.reading() as tx:
        spoken_of = set(attachments.listed(tx))
    assert spoken_of == {here, lost}
    for named in spoken_of:
        path = office.store.folder / "files" / named
        whole = path.is_file() and sha256(path.read_bytes()).hexdigest() == named
        assert whole != (named in awaited(office))


def test_F34_what_was_acknowledged_is_sent_no_more(office, unit, scan, stick):
    first = attach(unit, scan(b"first"))
    sent = unit.send(stick / "a.qmsb")
    assert enclosed(unit, sent) == {first}
    assert enclosed(unit, unit.send(stick / "b.qmsb")) == {first}, "nobody has said yet that it arrived"
    office.one(sent)
    unit.one(answer(office, unit, stick / "r.qmsb"))
    second = attach(unit, scan(b"second", "экинчи.pdf"))
    assert enclosed(unit, unit.send(stick / "c.qmsb")) == {second}


def test_F34_what_the_recipient_lost_is_asked_for_again(office, unit, scan, stick):
    named = attach(unit, scan(b"scan"))
    office.one(unit.send(stick / "a.qmsb"))
    unit.one(answer(office, unit, stick / "r.qmsb"))
    assert enclosed(unit, unit.send(stick / "b.qmsb")) == set()
    (office.store.folder / "files" / named).unlink()
    assert awaited(office) == [named]
    unit.one(answer(office, unit, stick / "r2.qmsb"))
    again = unit.send(stick / "c.qmsb")
    assert enclosed(unit, again) == {named}
    office.one(again)
    assert awaited(office) == []


def test_F34_an_older_list_of_what_is_held_does_not_come_back(office, unit, scan, stick):
    named = attach(unit, scan(b"scan"))
    office.one(unit.send(stick / "a.qmsb"))
    old = answer(office, unit, stick / "old.qmsb")
    (office.store.folder / "files" / named).unlink()
    unit.one(answer(office, unit, stick / "new.qmsb"))
    unit.one(old)
    assert enclosed(unit, unit.send(stick / "b.qmsb")) == {named}


def test_F34_a_file_is_left_out_only_if_every_device_of_the_recipient_has_it(office, unit, pcs):
    second = pcs("КМТ", name="second PC")
    with office.store.writing() as tx:
        for pc, state in ((unit, trust.FIRST), (second, trust.CONFIRMED)):
            trust.put(tx, trust.Device(pc.key.device, pc.identity.public_key, "КМТ", "department", state, CLOCK))
        attachments.take_held(tx, unit.key.device, Held(1, ("a" * 64, "b" * 64)))
        assert attachments.held_by(tx, "КМТ") == frozenset()
        attachments.take_held(tx, second.key.device, Held(1, ("b" * 64,)))
        assert attachments.held_by(tx, "КМТ") == {"b" * 64}
        trust.revoke(tx, second.key.device)
        assert attachments.held_by(tx, "КМТ") == {"a" * 64, "b" * 64}


def test_P11_the_office_tells_a_unit_nothing_of_what_it_holds_of_others(office, unit, pcs, scan, stick):
    other = pcs("ФИЛ")
    own, foreign = attach(unit, scan(b"own")), attach(other, scan(b"foreign", "башка.pdf"))
    office.one(unit.send(stick / "a.qmsb"))
    office.one(other.send(stick / "b.qmsb"))
    unit.one(answer(office, unit, stick / "r.qmsb"))
    with unit.store.reading() as tx:
        known = attachments.held_by(tx, "office")
    assert own in known
    assert foreign not in known


def test_more_than_a_bundle_carries_goes_with_the_next_one(office, unit, scan, stick, monkeypatch):
    monkeypatch.setattr(limits, "ATTACHMENTS", 10)
    first, second = attach(unit, scan(b"sixsix")), attach(unit, scan(b"fourtyfour", "2.pdf"))
    sent = unit.send(stick / "a.qmsb")
    carried = enclosed(unit, sent)
    assert len(carried) == 1
    office.one(sent)
    unit.one(answer(office, unit, stick / "r.qmsb"))
    rest = unit.send(stick / "b.qmsb")
    assert enclosed(unit, rest) == {first, second} - carried
    office.one(rest)
    assert awaited(office) == []


def test_what_arrives_is_kept_once_and_a_spoilt_copy_is_replaced(office, unit, scan, stick):
    named = attach(unit, scan(b"scan"))
    office.one(unit.send(stick / "a.qmsb"))
    (office.store.folder / "files" / named).write_bytes(b"sc")  # a copy cut short by a failing disk
    office.one(unit.send(stick / "b.qmsb"))
    assert (office.store.folder / "files" / named).read_bytes() == b"scan"
    assert [path.name for path in (office.store.folder / "files").iterdir()] == [named]

"""Who is believed: F07, F08, F10-F12, P12, P13, and what nobody vouches for."""

from dataclasses import replace

import pytest

from qms_desktop.exchange import ledger, trust
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.exchange.receiving import confirm_device, revoke_device

from .forge import change, forge, head, resigned


def introduced(pc, **given):
    return {pc.key.device: replace(Introduced(pc.key.public_key, pc.unit, pc.identity.role), **given)}


def rejected(office, path, words=""):
    """The file is rejected, and the store stands as before."""
    before = office.state()
    result = office.one(path)
    assert result.status == "rejected"
    assert words in result.reason.text("en")
    assert office.state() == before


def test_a_units_first_device_is_taken_on_trust(office, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    device = office.devices()[unit.key.device]
    assert (device.unit, device.role, device.state) == ("КМТ", "department", trust.FIRST)


def test_F07_unknown_signer_waits_until_confirmed(office, pcs, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    second = pcs("КМТ")
    second.save()
    path = second.send(stick / "b.qmsb")
    assert [office.one(path).status for _ in range(2)] == ["waiting", "waiting"]
    assert office.totals() == (1, 1)
    assert office.devices()[second.key.device].state == trust.WAITING
    with office.store.reading() as tx:
        (kept,) = ledger.kept_entries(tx)
    assert kept.reason == office.one(path).reason
    path.unlink()
    (result,) = confirm_device(office.store, second.key.device, office.identity).files
    assert (result.status, result.file, result.changes_new) == ("merged", path, 1)
    assert office.devices()[second.key.device].state == trust.CONFIRMED
    assert list((office.store.folder / "waiting").iterdir()) == []


def test_F07_what_waited_and_turns_out_forged_is_let_go(office, pcs, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    second = pcs("КМТ")
    path = forge(stick / "b.qmsb", second, [change(second, as_="office")])
    assert office.one(path).status == "waiting"
    (result,) = confirm_device(office.store, second.key.device, office.identity).files
    assert result.status == "rejected"
    assert list((office.store.folder / "waiting").iterdir()) == []
    assert office.totals() == (1, 1)
    assert office.one(path).status == "rejected"


def test_F07_relayed_work_of_an_unknown_device_waits(office, pcs, unit, stick):
    """Two computers of a unit met by a stick; the office knows only the first."""
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    second = pcs("КМТ")
    second.save()
    path = second.send(stick / "meet.qmsb", recipient="КМТ")
    assert unit.one(path).status == "waiting"  # a person compares the digits there too
    assert confirm_device(unit.store, second.key.device, unit.identity).files[0].status == "merged"
    result = office.one(unit.send(stick / "both.qmsb"))
    assert result.status == "waiting"
    assert office.totals() == (1, 1)
    confirm_device(office.store, second.key.device, office.identity)
    assert office.digest() == unit.digest()
    assert office.problems() == []


def test_F08_resigned_by_another_department(office, pcs, unit, stick):
    unit.save()
    thief = pcs("МТК")
    path = unit.send(stick / "a.qmsb")
    path.write_bytes(resigned(path.read_bytes(), thief.key))
    rejected(office, path, "altered after it was signed")


def test_F08_packed_anew_by_another_department(office, pcs, unit, stick):
    thief = pcs("МТК")
    stolen = change(unit)
    path = forge(stick / "a.qmsb", thief, [stolen], heads=[head(unit, stolen)], devices=introduced(unit))
    rejected(office, path, "may not pass on")


def test_F08_a_known_device_says_it_is_another_unit(office, pcs, stick):
    thief = pcs("МТК")
    thief.save()
    office.one(thief.send(stick / "a.qmsb"))
    thief.identity = replace(thief.identity, unit="КМТ")
    rejected(office, forge(stick / "b.qmsb", thief, [change(thief, unit="КМТ", as_="КМТ")]), "belongs to МТК")


def test_F10_a_revoked_device_waits_for_a_person(office, unit, stick):
    unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    revoke_device(office.store, unit.key.device)
    unit.save()
    result = office.one(unit.send(stick / "b.qmsb"))
    assert result.status == "waiting"
    assert "withdrawn" in result.reason.text("en")
    assert office.totals() == (1, 1)
    assert office.one(stick / "a.qmsb").status == "already"


def test_F11_a_forged_decision_of_the_office(office, unit, stick):
    rejected(office, forge(stick / "a.qmsb", unit, [change(unit, as_="office")]), "claims to be by the QA office")


def test_F11_a_unit_that_says_it_is_the_office(office, pcs, stick):
    thief = pcs("office", "office")
    thief.save(title="Forged")
    assert office.one(thief.send(stick / "a.qmsb")).status == "waiting"
    auditor = pcs("АУД", "auditor")
    auditor.save(title="Forged")
    assert office.one(auditor.send(stick / "b.qmsb")).status == "waiting"
    assert office.totals() == (0, 0)


def test_F12_an_old_return_bundle_is_played_again(office, unit, stick):
    record = unit.save()
    office.one(unit.send(stick / "a.qmsb"))
    office.save(record, unit="КМТ", title="Кеңсе 1")
    old = office.send(stick / "old.qmsb", recipient="КМТ", units=["КМТ"])
    assert unit.one(old).status == "merged"
    office.save(record, unit="КМТ", title="Кеңсе 2")
    unit.one(office.send(stick / "new.qmsb", recipient="КМТ", units=["КМТ"]))
    copy = stick / "copy.qmsb"
    copy.write_bytes(old.read_bytes())
    before = unit.state()
    assert unit.one(copy).status == "already"
    assert unit.state() == before
    assert unit.shown(record).shown["title"] == "Кеңсе 2"


def test_P12_nothing_unverified_reaches_the_store(office, unit, stick):
    """Neither a record, a device, a head, a file nor a line of the ledger."""
    first = change(unit)
    other = change(unit, first)
    rejected(office, forge(stick / "a.qmsb", unit, [first, other], heads=[head(unit, first)]), "no device has signed")
    rejected(office, forge(stick / "b.qmsb", unit, [first], heads=[]), "no device has signed")
    false = head(unit, first)._replace(signature=bytes(64))
    rejected(office, forge(stick / "c.qmsb", unit, [first], heads=[false]), "no device has signed")
    moved = head(unit, first)._replace(seq=2)
    rejected(office, forge(stick / "d.qmsb", unit, [first], heads=[moved]), "no device has signed")
    absent = head(unit, other)
    rejected(office, forge(stick / "e.qmsb", unit, [first], heads=[head(unit, first), absent]), "no device has signed")


def test_P10_a_missing_parent_is_rejected(office, unit, stick):
    first = change(unit)
    other = change(unit, first)
    rejected(office, forge(stick / "a.qmsb", unit, [other]), "not complete")


def test_P13_no_signer_can_speak_for_another(office, pcs, unit, stick):
    """Neither with the other's device name, nor its unit, nor a device that he makes up for it."""
    unit.save()
    office.one(unit.send(stick / "real.qmsb"))
    thief = pcs("МТК")
    claimed = change(thief, unit="КМТ", as_="КМТ")
    rejected(office, forge(stick / "a.qmsb", thief, [claimed]), "claims to be by")
    named = change(thief, unit="КМТ", as_="КМТ", device=unit.key.device)
    rejected(office, forge(stick / "b.qmsb", thief, [named], heads=[head(thief, named)], devices=introduced(unit)))
    own = change(thief, device=unit.key.device)
    rejected(office, forge(stick / "c.qmsb", thief, [own], heads=[head(thief, own)], devices=introduced(unit)))
    puppet = pcs("КМТ")
    made_up = change(puppet, unit="МТК")
    path = forge(stick / "d.qmsb", thief, [made_up], heads=[head(puppet, made_up)], devices=introduced(puppet))
    assert office.one(path).status == "waiting"
    assert office.totals() == (1, 1)


def test_P13_a_device_is_named_by_its_key(office, pcs, unit, stick):
    other = pcs("МТК")
    first = change(unit)
    swapped = {unit.key.device: Introduced(other.key.public_key, "КМТ", "department")}
    path = forge(stick / "a.qmsb", other, [first], heads=[head(other, first)], devices=swapped)
    rejected(office, path)


@pytest.mark.parametrize("part", ["unit", "recipient", "institution", "bundle", "role", "device"])
def test_the_manifest_must_say_what_the_header_says(office, pcs, unit, stick, part):
    other = pcs("МТК").key.device
    value = {"role": "reader", "device": other}.get(part, "x")
    rejected(office, forge(stick / "a.qmsb", unit, [change(unit)], manifest={part: value}))


def test_a_units_work_in_a_record_of_another_travels(office, pcs, unit, stick):
    """A proposal is born in the other unit's record and leaves with its author's bundle."""
    other = pcs("МТК")
    record = other.save(title="Өз сөзү")
    office.one(other.send(stick / "a.qmsb"))
    unit.save(record, unit="МТК", title="Сунуш")
    result = office.one(unit.send(stick / "b.qmsb"))
    assert (result.status, result.proposals_new, result.records_changed) == ("merged", 1, 1)
    assert office.shown(record, unit="МТК").shown["title"] == "Өз сөзү"

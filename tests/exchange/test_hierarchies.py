"""Units above and below: a dean's office collects, merges, passes on; nobody reaches farther than his own units."""

import pytest

from qms_desktop.exchange import hierarchy, trust
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.store.transaction import Key

from .forge import change, forge, head
from .office import PROFILE


def place(pc, code, parent, unit="all"):
    """Say on a computer where a unit stands."""
    pc.save(f"unit-{code}-{unit}", kind="unit", unit=unit, code=code, name=code, type="department", parent=parent)


def below(pc, unit):
    with pc.store.reading() as tx:
        return hierarchy.below(tx, unit)


@pytest.fixture
def dean(pcs, office):
    """The dean's office ПЕД above ФИЛ, and ФИЛ above the room ФИЛ1; МТК stands elsewhere. Everybody knows it."""
    for code, parent in (("ФИЛ", "ПЕД"), ("ФИЛ1", "ФИЛ"), ("МТК", "ТЕХ")):
        place(office, code, parent)
    return pcs("ПЕД")


def told(office, pc, stick):
    """The computer is told what the office published."""
    out = office.send(stick / f"told-{pc.key.device[:8]}.qmsb", recipient=pc.unit, units=[pc.unit, "all"])
    assert pc.one(out).status == "merged"
    pc.knows_below()


def test_units_below_are_found_at_any_depth_and_circles_end(office):
    for code, parent in (("А", "Б"), ("Б", "В"), ("В", "А"), ("Г", "В")):
        place(office, code, parent)
    assert below(office, "В") == ("А", "Б", "Г")
    assert below(office, "А") == ("Б", "В", "Г")
    assert below(office, "Г") == ()


def test_the_offices_word_on_a_units_place_wins_and_no_unit_speaks_for_another(office, pcs, stick):
    seed = next(seed for seed in PROFILE.units if seed.parent)
    assert seed.code in below(office, seed.parent)
    unit = pcs("КМТ")
    place(unit, "КМТ", "ПЕД", unit="КМТ")
    place(unit, "МТК", "КМТ", unit="КМТ")  # another unit, put below oneself
    place(unit, seed.code, "КМТ", unit="КМТ")
    assert office.one(unit.send(stick / "a.qmsb")).status == "merged"
    assert below(office, "ПЕД") == ("КМТ",)
    assert below(office, "КМТ") == ()
    place(office, "КМТ", "ТЕХ")
    assert below(office, "ПЕД") == ()
    assert below(office, "ТЕХ") == ("КМТ",)


def test_a_deans_office_collects_and_sends_merged_and_the_office_knows_who_wrote_what(office, dean, pcs, stick):
    told(office, dean, stick)
    phil, room = pcs("ФИЛ"), pcs("ФИЛ1")
    first, second, own = phil.save(), room.save(), dean.save()
    known = {pc.unit: office.one(pc.send(stick / f"{pc.unit}.qmsb")).status for pc in (phil, room)}
    assert set(known.values()) == {"merged"}
    phil.save(first, title="Толукталды")
    for pc in (phil, room):
        assert dean.one(pc.send(stick / f"{pc.unit}-2.qmsb")).status == "merged"
    path = dean.send(stick / "dean.qmsb", units=["ПЕД", "ФИЛ", "ФИЛ1"])
    result = office.one(path)
    assert (result.status, result.unit, result.changes_new) == ("merged", "ПЕД", 2)
    with office.store.reading() as tx:
        by = {u: tx.fold(Key(u, "risk", r)).heads["title"][0] for u, r in (("ФИЛ", first), ("ФИЛ1", second), ("ПЕД", own))}
    assert by["ФИЛ"].value == "Толукталды"
    assert {u: (h.device, h.as_) for u, h in by.items()} == {
        "ФИЛ": (phil.key.device, "ФИЛ"), "ФИЛ1": (room.key.device, "ФИЛ1"), "ПЕД": (dean.key.device, "ПЕД"),
    }  # fmt: skip


def test_a_dean_may_not_carry_units_that_are_not_below(office, dean, pcs, stick):
    math = pcs("МТК")
    math.save()
    stolen = change(math)
    devices = {math.key.device: Introduced(math.key.public_key, "МТК", "department")}
    path = forge(stick / "a.qmsb", dean, [stolen], heads=[head(math, stolen)], devices=devices)
    result = office.one(path)
    assert (result.status, "may not pass on" in result.reason.text("en")) == ("rejected", True)


def test_P13_a_dean_cannot_make_up_a_device_of_a_unit_below(office, dean, pcs, stick):
    """What a dean's office brings of a device that nobody has seen waits for a person, and is not taken on trust."""
    made_up = pcs("ФИЛ", name="made up by the dean")
    forged = change(made_up)
    devices = {made_up.key.device: Introduced(made_up.key.public_key, "ФИЛ", "department")}
    path = forge(stick / "a.qmsb", dean, [forged], heads=[head(made_up, forged)], devices=devices)
    result = office.one(path)
    assert result.status == "waiting"
    assert office.devices()[made_up.key.device].state == trust.WAITING
    assert office.shown("1", unit="ФИЛ") is None


def test_P13_a_unit_cannot_make_up_a_device_of_another_by_a_proposal(office, unit, pcs, stick):
    made_up = pcs("МТК", name="made up")
    forged = change(made_up, unit="КМТ")
    devices = {made_up.key.device: Introduced(made_up.key.public_key, "МТК", "department")}
    path = forge(stick / "a.qmsb", unit, [forged], heads=[head(made_up, forged)], devices=devices)
    assert office.one(path).status == "waiting"
    assert office.devices()[made_up.key.device].state == trust.WAITING

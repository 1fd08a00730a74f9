"""Units above and below: a dean's office collects, merges, passes on; nobody reaches farther than his own units."""

import json
from hashlib import sha256

import pytest
from sqlalchemy import select

from qms_desktop.exchange import hierarchy, trust
from qms_desktop.exchange.forwarding import to_pass_on
from qms_desktop.exchange.manifest import Introduced
from qms_desktop.store import tables
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


def aside(pc, data):
    """Put a file aside on a computer, as one that is to be passed on; its hash."""
    name = sha256(data).hexdigest()
    with pc.store.writing() as tx:
        tx.waiting.put(f"{name}.qmsb", data)
    return name


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


# --- passing on unopened ---------------------------------------------------------------------------------------------


def passed_on(dean, path, *files):
    """The dean's office puts files aside, and sends its own bundle with them inside."""
    results = dean.receive(*files, unopened=True).files
    assert [result.status for result in results] == ["parked"] * len(files)
    return dean.send(path, forwarded=to_pass_on(dean.store, dean.identity))


def test_a_deans_office_passes_on_unopened_and_the_office_reports_each(office, dean, pcs, stick):
    told(office, dean, stick)
    phil, room = pcs("ФИЛ"), pcs("ФИЛ1")
    first, second, own = phil.save(), room.save(), dean.save()
    before = dean.totals()
    path = passed_on(dean, stick / "dean.qmsb", phil.send(stick / "f.qmsb"), room.send(stick / "r.qmsb"))
    assert dean.totals() == before, "nothing of it was opened"
    results = office.receive(path).files
    assert [(r.unit, r.status, r.via) for r in results] == [
        ("ПЕД", "merged", ()), *((u, "merged", ("ПЕД",)) for u in sorted(("ФИЛ", "ФИЛ1"), key=lambda u: kept_name(stick, u))),
    ]  # fmt: skip
    for pc, record in ((phil, first), (room, second), (dean, own)):
        assert office.shown(record, unit=pc.unit).heads["title"][0].device == pc.key.device
    with office.store.reading() as tx:
        ways = dict(tx.connection.execute(select(tables.bundle.c.unit, tables.bundle.c.counts)).all())
    assert [json.loads(ways[unit])["via"] for unit in ("ПЕД", "ФИЛ", "ФИЛ1")] == [[], ["ПЕД"], ["ПЕД"]]
    assert [r.status for r in office.receive(path).files] == ["already"]


def kept_name(stick, unit):
    """By what the bundles inside are in order: the hash of their bytes."""
    return sha256((stick / {"ФИЛ": "f.qmsb", "ФИЛ1": "r.qmsb"}[unit]).read_bytes()).hexdigest()


def test_what_is_passed_on_goes_along_until_a_newer_one_comes(office, dean, pcs, stick):
    told(office, dean, stick)
    phil = pcs("ФИЛ")
    phil.save()
    dean.receive(phil.send(stick / "1.qmsb"), unopened=True)
    assert len(to_pass_on(dean.store, dean.identity)) == 1
    lost = dean.send(stick / "lost.qmsb", forwarded=to_pass_on(dean.store, dean.identity))
    lost.unlink()
    results = office.receive(dean.send(stick / "again.qmsb", forwarded=to_pass_on(dean.store, dean.identity))).files
    assert [(r.unit, r.status) for r in results][1:] == [("ФИЛ", "merged")]
    phil.save()
    assert dean.one(phil.send(stick / "2.qmsb")).status == "merged"
    assert to_pass_on(dean.store, dean.identity) == [], "what it opened itself it sends merged"


@pytest.mark.parametrize("spoilt", ["cut", "flipped", "foreign", "for another"])
def test_a_bad_bundle_inside_spoils_no_other(office, dean, pcs, stick, spoilt):
    told(office, dean, stick)
    phil, room = pcs("ФИЛ"), pcs("ФИЛ1")
    phil.save()
    dean.save()
    bad = room.send(stick / "r.qmsb", recipient="ФИЛ1" if spoilt == "for another" else "office")
    data = bytearray(bad.read_bytes())
    if spoilt == "cut":
        del data[len(data) // 2 :]
    elif spoilt == "flipped":
        data[-100] ^= 1
    elif spoilt == "foreign":
        data = bytearray(b"%PDF-1.7 not a bundle at all")
    good = phil.send(stick / "f.qmsb").read_bytes()
    path = dean.send(stick / "dean.qmsb", forwarded=[aside(dean, bytes(data)), aside(dean, good)])
    results = office.receive(path).files
    assert (results[0].unit, results[0].status) == ("ПЕД", "merged")
    inner = {r.status: r for r in results[1:]}
    assert inner.keys() == {"merged", "rejected"}
    assert inner["merged"].unit == "ФИЛ"
    assert inner["rejected"].reason


def test_passing_on_ends_at_the_fourth_hand(office, dean, pcs, stick):
    def wrapped(pc, *inside):
        pc.save()
        return pc.send(stick / f"{pc.unit}.qmsb", forwarded=[aside(pc, path.read_bytes()) for path in inside])

    path = wrapped(pcs("U0"))
    for number in range(1, 5):
        path = wrapped(pcs(f"U{number}"), path)
    results = office.receive(path).files
    assert [(r.unit, r.status) for r in results] == [
        ("U4", "merged"), ("U3", "merged"), ("U2", "merged"), ("U1", "merged"), ("", "rejected"),
    ]  # fmt: skip
    assert "too many times" in results[-1].reason.text("en")


def test_an_inner_bundle_counts_although_the_outer_waits(office, dean, pcs, stick):
    """Nobody knows the dean's second computer yet; the department's own bundle needs nobody's word but its own."""
    told(office, dean, stick)
    dean.save()
    office.one(dean.send(stick / "d.qmsb"))
    second = pcs("ПЕД")
    second.save()
    phil = pcs("ФИЛ")
    phil.save()
    inside = aside(second, phil.send(stick / "f.qmsb").read_bytes())
    results = office.receive(second.send(stick / "s.qmsb", forwarded=[inside])).files
    assert [(r.unit, r.status) for r in results] == [("ПЕД", "waiting"), ("ФИЛ", "merged")]

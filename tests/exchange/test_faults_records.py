"""Faults of what records say and when they come: F01, F18, F30, F31, F33 (references), over real stores and files."""

from qms_desktop.store.backup import back_up, restore

UNIT = "КМТ"


def answer(office, path):
    return office.send(path, recipient=UNIT, units=[UNIT, "all"])


def test_F01_a_bundle_comes_years_late(office, unit, stick):
    """Five years of the office's work lie between; nothing of either side is lost, and what differs is listed."""
    unit.save("1", title="Мурда", cause="себеп", at="2026-09-01T08:00:00Z")
    office.one(unit.send(stick / "2026.qmsb"))
    unit.save("1", title="Кечигип келген", at="2026-11-20T10:00:00Z")
    unit.save("2", title="Эч ким көрө элек", at="2026-11-20T10:05:00Z")
    late = unit.send(stick / "late.qmsb")
    for year in range(2027, 2032):
        office.save("1", unit=UNIT, title=f"ОСМКБ {year}", at=f"{year}-06-01T08:00:00Z")
        office.save("1", unit=UNIT, cause=f"{year}-жылкы себеп", at=f"{year}-06-02T08:00:00Z")
    result = office.one(late)
    assert (result.status, result.changes_new, result.conflicts_new) == ("merged", 2, 1)
    folded = office.shown("1", unit=UNIT)
    assert folded.conflicts == ("title",)
    assert set(folded.values("title")) == {"Кечигип келген", "ОСМКБ 2031"}
    assert folded.shown["cause"] == "2031-жылкы себеп", "what only one side changed is no conflict"
    assert office.shown("2", unit=UNIT).shown == {"title": "Эч ким көрө элек"}
    unit.one(answer(office, stick / "r.qmsb"))
    assert unit.digest() == office.digest()


def test_F18_its_own_lost_changes_come_back_from_the_office(office, unit, stick):
    unit.save("1", title="Сакталган")
    backup = back_up(unit.store, "daily")
    unit.save("1", title="Кийинки")
    unit.save("2", title="Жаңы жазуу")
    office.one(unit.send(stick / "a.qmsb"))
    before, device = unit.digest(), unit.key.device
    folder = unit.store.folder
    unit.store.close()
    restore(folder, backup)
    opened = unit.reopen()
    assert opened.is_new
    assert opened.key.device != device
    assert unit.digest() != before
    received = unit.receive(answer(office, stick / "r.qmsb"))
    assert received.files[0].status == "merged"
    assert not received.needs_new_device, "the changes of its old device are no clone's"
    assert unit.digest() == before
    assert unit.shown("2").shown == {"title": "Жаңы жазуу"}
    assert unit.problems() == []


def test_F30_deleted_here_edited_there(office, unit, stick):
    unit.save("1", title="Тобокелдик", cause="себеп")
    office.one(unit.send(stick / "a.qmsb"))
    office.save("1", unit=UNIT, deleted=True)
    unit.save("1", cause="кайра жазылды")
    office.one(unit.send(stick / "b.qmsb"))
    unit.one(answer(office, stick / "r.qmsb"))
    for pc in (office, unit):
        folded = pc.shown("1", unit=UNIT)
        assert (folded.deleted, folded.flagged) == (False, True)
        assert folded.shown["cause"] == "кайра жазылды"
    assert office.digest() == unit.digest()
    # A deletion that has seen the edit is one.
    office.save("1", unit=UNIT, deleted=True)
    unit.one(answer(office, stick / "r2.qmsb"))
    assert unit.shown("1").deleted


def test_F30_what_was_deleted_unchanged_is_gone(office, unit, stick):
    unit.save("1", title="Тобокелдик")
    office.one(unit.send(stick / "a.qmsb"))
    office.save("1", unit=UNIT, deleted=True)
    unit.one(answer(office, stick / "r.qmsb"))
    assert unit.shown("1").deleted
    assert not unit.shown("1").flagged


def test_F31_two_different_decisions_are_a_new_conflict(office, pcs, unit, stick):
    unit.save("1", title="Мурда")
    office.one(unit.send(stick / "a.qmsb"))
    office.save("1", unit=UNIT, title="Кеңсе")
    unit.save("1", title="Бөлүм")
    assert office.one(unit.send(stick / "b.qmsb")).conflicts_new == 1
    assert unit.one(answer(office, stick / "r.qmsb")).conflicts_new == 1
    office.save("1", unit=UNIT, title="Кеңсенин чечими")  # each decides, having seen both
    unit.save("1", title="Бөлүмдүн чечими")
    office.one(unit.send(stick / "c.qmsb"))
    unit.one(answer(office, stick / "r2.qmsb"))
    for pc in (office, unit):
        folded = pc.shown("1", unit=UNIT)
        assert folded.conflicts == ("title",)
        assert set(folded.values("title")) == {"Кеңсенин чечими", "Бөлүмдүн чечими"}
    office.save("1", unit=UNIT, title="Кеңсенин чечими")
    unit.one(answer(office, stick / "r3.qmsb"))
    assert unit.shown("1").conflicts == ()


def test_F31_the_same_decision_twice_is_none(office, unit, stick):
    unit.save("1", title="Мурда")
    office.one(unit.send(stick / "a.qmsb"))
    office.save("1", unit=UNIT, title="Кеңсе")
    unit.save("1", title="Бөлүм")
    office.one(unit.send(stick / "b.qmsb"))
    unit.one(answer(office, stick / "r.qmsb"))
    office.save("1", unit=UNIT, title="Кеңсе")
    unit.save("1", title="Кеңсе")
    office.one(unit.send(stick / "c.qmsb"))
    assert office.shown("1", unit=UNIT).conflicts == ()

"""What bundles carry, and that merging is set union."""

from pathlib import Path


def test_a_bundle_is_merged(office, unit, stick):
    record = unit.save(title="Агып кетүү")
    result = office.one(unit.send(stick / "a.qmsb"))
    assert (result.status, result.unit, result.changes_new, result.records_new) == ("merged", "КМТ", 1, 1)
    assert office.digest() == unit.digest()
    assert office.shown(record, unit="КМТ").shown == {"title": "Агып кетүү"}


def test_a_long_run_remembers_kinds_instead_of_records(office, unit, stick, monkeypatch):
    from qms_desktop.exchange import outcome

    monkeypatch.setattr(outcome, "MOST_KEYS", 3)
    for number in range(3):
        unit.fill(2)
        unit.send(stick / f"{number}.qmsb")
    unit.save(kind="process", name="Окуу")
    unit.send(stick / "9.qmsb")
    received = office.receive(stick)
    assert received.many
    assert {key.kind for key in received.keys} == {"risk", "process"}
    assert len(received.keys) == 2


def test_F14_a_bundle_of_the_first_format_is_still_read(office):
    """Written once and never again: the bytes of a format cannot change later."""
    result = office.one(Path(__file__).with_name("data") / "format-1.qmsb")
    assert (result.status, result.unit, result.changes_new, result.records_new) == ("merged", "КМТ", 3, 2)
    assert office.digest() == "d293d2709226a1940adffeb9baf6db10a6ee7fcca5563dde54415610ac286592"

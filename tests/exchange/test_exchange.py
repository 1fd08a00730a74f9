"""What bundles carry, and that merging is set union."""


def test_a_bundle_is_merged(office, unit, stick):
    record = unit.save(title="Агып кетүү")
    result = office.one(unit.send(stick / "a.qmsb"))
    assert (result.status, result.unit, result.changes_new, result.records_new) == ("merged", "КМТ", 1, 1)
    assert office.digest() == unit.digest()
    assert office.shown(record, unit="КМТ").shown == {"title": "Агып кетүү"}

"""What waits for a decision: what was deleted and changed at once, wishes about others' fields, many at a time."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import conflicts, disputes, records
from qms_desktop.services.conflicts import Choice
from qms_desktop.services.exchanging import receive, send
from qms_desktop.store.authoring import Base
from tests.services.test_records import RISK


def carry(source, target, folder):
    folder.mkdir(exist_ok=True)
    out = folder / f"{source.unit} {len(list(folder.iterdir()))}.qmsb"
    send(source, out)
    receive(target, [out])


def position(ws):
    with ws.store.reading() as tx:
        return Base(tx.position())


@pytest.fixture
def both(make_workspace, tmp_path):
    """A unit's store and the QA office's, which both hold one risk of the unit; the risk's id."""
    unit, office = make_workspace("МТК"), make_workspace(person="Осмонова Ж. Т.")
    (risk,) = [saved.key.id for saved in records.save(unit, "risk", [RISK]).saved]
    carry(unit, office, tmp_path / "out")
    return unit, office, risk


@pytest.mark.parametrize(("chosen", "gone"), [(0, True), (1, False)])
def test_F30_deleted_here_and_edited_there_is_asked_about_and_decided(both, tmp_path, chosen, gone):
    unit, office, risk = both
    seen = position(office)
    records.delete(unit, [risk], why="эки жолу жазылган")
    records.save(office, "risk", [{"id": risk, "unit": "МТК", "cause": "Себеп такталды", "likelihood": 5}], base=seen)
    carry(unit, office, tmp_path / "out")
    (dispute,) = disputes.disputes(office)
    (field,) = dispute.fields
    assert field.name == "deleted"
    deleted = [side.why == "эки жолу жазылган" for side in field.sides]
    assert sorted(deleted) == [False, True]
    kept = field.sides[deleted.index(False)]
    assert "Себеп такталды" in kept.value.words, "what would be lost is said"
    product = 5 * RISK["consequence"]
    assert f"= {product} – {office.profile.level_word(office.profile.level(product))}" in kept.value.words
    assert (kept.mine, kept.who) == (True, "Осмонова Ж. Т.")
    take = field.sides[deleted.index(chosen == 0)].change
    conflicts.decide(office, risk, "deleted", take=take)
    assert bool(records.show(office, risk).get("deleted")) is gone
    assert disputes.disputes(office) == []


def test_an_item_deleted_here_and_edited_there_is_asked_about(both, tmp_path):
    unit, office, risk = both
    seen = position(office)
    first, second = records.show(unit, risk)["measures"]
    records.save(unit, "risk", [{"id": risk, "measures": [second]}])
    records.save(office, "risk", [{"id": risk, "unit": "МТК", "measures": [{**first, "due": "2027-03-01"}, second]}], base=seen)
    carry(unit, office, tmp_path / "out")
    (dispute,) = disputes.disputes(office)
    (field,) = dispute.fields
    assert first["text"] in str(field.label)
    assert len(records.show(office, risk)["measures"]) == 2
    deletion = next(side for side in field.sides if not side.mine)
    conflicts.decide(office, risk, field.name, take=deletion.change)
    assert [item["text"] for item in records.show(office, risk)["measures"]] == [second["text"]]
    assert disputes.disputes(office) == []


def test_a_wish_about_an_empty_field_can_be_refused(both, tmp_path):
    unit, office, risk = both
    records.save(unit, "risk", [{"id": risk, "number": "Р-17"}])
    carry(unit, office, tmp_path / "out")
    (field,) = disputes.disputes(office)[0].fields
    stays, wish = field.sides
    assert (stays.stays, wish.value.words, wish.proposed) == (True, "Р-17", True)
    conflicts.decide_all(office, risk, [Choice("number", keep=True)], why="номурду бөлүм бербейт")
    assert disputes.disputes(office) == []
    assert records.show(office, risk)["number"] is None


def test_a_unit_is_not_asked_about_its_own_wishes(both):
    unit, _office, risk = both
    records.save(unit, "risk", [{"id": risk, "number": "Р-17"}])
    assert disputes.disputes(unit) == []


def test_many_records_are_decided_at_once_or_none(make_workspace, tmp_path):
    unit, office = make_workspace("МТК"), make_workspace()
    ids = [saved.key.id for saved in records.save(unit, "risk", [RISK, {**RISK, "title": "Экинчи"}]).saved]
    carry(unit, office, tmp_path / "out")
    seen = position(office)
    for place, risk in enumerate(ids, start=1):
        records.save(unit, "risk", [{"id": risk, "likelihood": place}])
        records.save(office, "risk", [{"id": risk, "unit": "МТК", "likelihood": 5}], base=seen)
    carry(unit, office, tmp_path / "out")
    found = disputes.disputes(office)
    theirs = [(d.key.id, [Choice(f.name, take=next(s.change for s in f.sides if not s.mine)) for f in d.fields]) for d in found]
    with pytest.raises(UserError):
        conflicts.decide_many(office, [*theirs, ("no such record", [Choice("likelihood", value=1)])])
    assert len(disputes.disputes(office)) == 2
    result = conflicts.decide_many(office, theirs, why="бөлүм туура айтат")
    assert len(result.change_ids) == 2
    assert sorted(records.show(office, risk)["likelihood"] for risk in ids) == [1, 2]
    assert disputes.disputes(office) == []


def test_the_fields_that_nobody_disputes_can_be_read_too(both, tmp_path):
    unit, office, risk = both
    seen = position(office)
    records.save(unit, "risk", [{"id": risk, "cause": "Бир"}])
    records.save(office, "risk", [{"id": risk, "unit": "МТК", "cause": "Эки"}], base=seen)
    carry(unit, office, tmp_path / "out")
    (dispute,) = disputes.disputes(office)
    rest = [words for _label, words in disputes.undisputed(office, dispute.key)]
    assert RISK["title"] in rest
    assert not {"Бир", "Эки"} & set(rest)


def test_beyond_the_first_records_each_counts_as_one_field(both, tmp_path, monkeypatch):
    unit, office, risk = both
    (other,) = [saved.key.id for saved in records.save(unit, "risk", [{**RISK, "title": "Экинчи"}]).saved]
    carry(unit, office, tmp_path / "out")
    seen = position(office)
    for each in (risk, other):
        records.save(office, "risk", [{"id": each, "unit": "МТК", "likelihood": 5, "deadline": "2027-03-01"}], base=seen)
        records.save(unit, "risk", [{"id": each, "likelihood": 1, "deadline": "2027-02-01"}])
    carry(unit, office, tmp_path / "out")
    with office.store.reading() as tx:
        assert disputes.waiting(tx, office) == 4
        monkeypatch.setattr(disputes, "COUNTED", 1)
        assert disputes.waiting(tx, office) == 3

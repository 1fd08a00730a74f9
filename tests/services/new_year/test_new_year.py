"""A new year: what goes on is carried over once, on whatever computer, and told from last year's."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.exchange import trust
from qms_desktop.services import conflicts, enrolment, exchanging, new_year, records

TODAY = dt.date(2027, 9, 5)
OLD, NEW = "2026/27", "2027/28"


def fill(ws):
    """Last year's records of a unit: a card with its indicator and risk, objectives, an opportunity."""
    card = records.save(ws, "process", [{"name": "Окутуу", "period": OLD, "owners": [{"position": "Декан", "name": "Асанов Б."}]}]).saved[0].key
    records.save(ws, "indicator", [{"title": "Үлүш", "process": card.id, "target": "90", "actual": "80", "period": OLD}])
    records.save(ws, "risk", [{
        "title": "Өрт", "code": "Т-МТК-01", "process": card.id, "likelihood": 2, "consequence": 4, "assessed_on": "2026-10-01",
        "residual_likelihood": 1, "residual_consequence": 2, "period": OLD, "measures": [
            {"text": "Өрт өчүргүч", "due": "2027-12-01", "responsible": "Завхоз", "state": "in_progress", "evidence": "келишим"},
            {"text": "Семинар", "due": "2027-01-10", "state": "done", "done_on": "2027-01-10"}]}])  # fmt: skip
    records.save(ws, "objective", [
        {"title": "Жумуштуулук", "target": "75", "entered": "70", "period": OLD},
        {"title": "Жарыялоо", "target": "10", "entered": "12", "period": OLD}])  # fmt: skip
    return card


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    fill(ws)
    return ws


def of_year(ws, kind, year=NEW):
    from qms_desktop.store import reading

    with ws.store.reading() as tx:
        return reading.records(tx, reading.Query(kind, (("period", year),)))


def told(ws):
    return {(mark.kind, mark.title): mark.mark for mark in new_year.marks(ws, today=TODAY)}


def test_one_act_carries_cards_risks_and_objectives_with_open_measures_alone(unit):
    waiting = new_year.to_carry(unit, today=TODAY)
    assert (waiting.source, waiting.target, waiting.count) == (OLD, NEW, 4)
    new_year.carry_over(unit, today=TODAY)
    (card,), (risk,), (objective,) = of_year(unit, "process"), of_year(unit, "risk"), of_year(unit, "objective")
    (indicator,) = of_year(unit, "indicator")
    assert [measure["text"] for measure in risk["measures"]] == ["Өрт өчүргүч"]
    (measure,) = risk["measures"]
    assert (measure["state"], measure["evidence"], measure["due"]) == (None, None, "2027-12-01")
    assert (risk["code"], risk["score"], risk["residual_score"], risk["state"]) == ("Т-МТК-01", 8, None, "draft")
    assert risk["assessed_on"] == "2026-10-01", "it is to be judged anew"
    assert indicator["process"] == card["id"] == risk["process"], "what was carried names what was carried with it"
    assert indicator["actual"] is None
    assert objective["title"] == "Жумуштуулук", "one that was reached ends with its year"
    assert objective["actual"] is None
    assert [r["previous"] for r in (card, risk, objective)] == [of_year(unit, k, OLD)[0]["id"] for k in ("process", "risk", "objective")]


def test_asked_twice_nothing_is_doubled_and_what_was_deleted_again_stays_away(unit):
    new_year.carry_over(unit, today=TODAY)
    assert new_year.carry_over(unit, today=TODAY).change_ids == []
    assert new_year.to_carry(unit, today=TODAY).count == 0
    (risk,) = of_year(unit, "risk")
    records.delete(unit, [risk["id"]])
    new_year.carry_over(unit, today=TODAY)
    assert of_year(unit, "risk") == []


def test_a_successor_made_by_hand_is_not_carried_a_second_time(unit):
    (old,) = of_year(unit, "process", OLD)
    records.save(unit, "process", [{"name": "Окутуу", "period": NEW, "previous": old["id"]}])
    new_year.carry_over(unit, today=TODAY)
    assert len(of_year(unit, "process")) == 1


def test_two_computers_of_a_unit_carry_over_to_the_same_records_without_a_conflict(make_workspace, tmp_path):
    first, second, office = make_workspace("МТК"), make_workspace("МТК", folder="second"), make_workspace()
    fill(first)
    exchanging.send(first, tmp_path / "1.qmsb")
    exchanging.receive(office, [tmp_path / "1.qmsb"])
    exchanging.receive(second, [tmp_path / "1.qmsb"])
    for device in enrolment.devices(second):
        if device.state == trust.WAITING:
            exchanging.confirm_device(second, device.device)
    assert len(of_year(second, "risk", OLD)) == 1
    for ws in (first, second):
        new_year.carry_over(ws, today=TODAY)
    exchanging.send(second, tmp_path / "2.qmsb")
    exchanging.receive(first, [tmp_path / "2.qmsb"])
    for kind in ("process", "risk", "objective", "indicator"):
        assert len(of_year(first, kind)) == 1
        assert [r["id"] for r in of_year(first, kind)] == [r["id"] for r in of_year(second, kind)]
    assert conflicts.conflicts(first) == []


def test_each_record_is_marked_against_last_year(unit):
    new_year.carry_over(unit, today=TODAY)
    assert told(unit) == {
        ("process", "Окутуу"): "unchanged", ("indicator", "Үлүш"): "unchanged", ("risk", "Өрт"): "unchanged",
        ("objective", "Жумуштуулук"): "unchanged", ("objective", "Жарыялоо"): "closed",
    }  # fmt: skip
    (risk,) = of_year(unit, "risk")
    records.save(unit, "risk", [{"id": risk["id"], "likelihood": 3}])
    records.save(unit, "risk", [{"title": "Суу", "period": NEW}])
    (card,) = of_year(unit, "process")
    records.delete(unit, [card["id"]])
    marks = told(unit)
    assert marks["risk", "Өрт"] == "changed"
    assert marks["risk", "Суу"] == "new"
    (changed,) = [mark for mark in new_year.marks(unit, today=TODAY) if mark.mark == "changed" and mark.kind == "risk"]
    assert [field.text("en") for field in changed.fields] == ["Likelihood"]


def test_the_act_is_undone_as_one(unit):
    done = new_year.carry_over(unit, today=TODAY)
    records.undo(unit, done.change_ids)
    assert of_year(unit, "risk") == of_year(unit, "process") == []


def test_nothing_is_carried_without_an_earlier_year_or_far_ahead(make_workspace, unit):
    with pytest.raises(UserError):
        new_year.carry_over(make_workspace("ФИЛ"), today=TODAY)
    with pytest.raises(UserError):
        new_year.carry_over(unit, "2028/29", today=TODAY)
    assert new_year.to_carry(unit, NEW, today=dt.date(2027, 7, 5)).count == 4, "a year is begun two months before it"


def test_the_office_carries_its_own_and_not_the_units_records(make_workspace):
    office = make_workspace()
    records.save(office, "risk", [{"title": "Бөлүмдүкү", "unit": "АРБ", "period": OLD}])
    records.save(office, "objective", [{"title": "Университеттики", "period": OLD}])
    new_year.carry_over(office, today=TODAY)
    assert [record["title"] for record in of_year(office, "objective")] == ["Университеттики"]
    assert of_year(office, "risk") == []


def test_what_was_carried_over_is_due_once(unit):
    from qms_desktop.services import duties, year

    new_year.carry_over(unit, today=TODAY)
    late = dt.date(2027, 12, 5)
    assert [one.title for one in year.calendar(unit, today=late).owed if one.rule == "risk.measures" and not one.done] == ["Өрт өчүргүч"]
    assert [one.title for one in duties.duties(unit, late).due if one.what == "measure"] == ["Өрт өчүргүч"]


def test_lists_and_home_show_this_years_card_alone_even_after_it_was_ended(unit, monkeypatch):
    from qms_desktop.services import cards, duties

    monkeypatch.setattr("qms_desktop.services.successors.period_now", lambda _profile: NEW)
    assert [card["period"] for card in cards.cards(unit)] == [OLD], "until it is carried over, last year's stands"
    new_year.carry_over(unit, today=TODAY)
    (card,) = cards.cards(unit)
    assert card["period"] == NEW
    assert [row["target"] for row in cards.read(unit, card["id"]).indicators] == ["90"]
    assert duties.duties(unit, TODAY).counts["process"] == 1
    records.delete(unit, [card["id"]])
    assert cards.cards(unit) == []

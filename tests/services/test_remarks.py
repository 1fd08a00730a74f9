"""Remarks on single fields: made with a return, seen and answered at the unit, settled by acceptance."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, duties, records, remarks, returning
from qms_desktop.services.exchanging import receive, send
from tests.services.test_records import RISK

NC = {"source": "internal_audit", "situation": "internal_audit", "found_on": "2026-11-20", "auditor": "Токтогулов А.",
      "requirement": "7.5.3", "statement": "Барак жок", "evidence": "Папка № 3", "class": "minor"}  # fmt: skip


@pytest.fixture
def returned(make_workspace, tmp_path):
    """A unit's risk that the office has given back with two remarks, as both have it."""
    unit, office = make_workspace("МТК"), make_workspace(person="Осмонова Ж. Т.")
    (risk,) = [saved.key.id for saved in records.save(unit, "risk", [RISK]).saved]
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "a.qmsb")
    acts.act(office, "return", [risk], why="Оңдоңуз", remarks={"cause": "Себебин тактаңыз", "likelihood": "Эмне үчүн 3?"})
    give_back(office, unit, tmp_path / "out")
    return unit, office, risk


def hand_over(unit, office, path):
    send(unit, path)
    assert receive(office, [path]).outcomes[0].result.proposals_new == 0


def give_back(office, unit, folder):
    (written,) = returning.return_bundles(office, [unit.unit], folder)
    assert receive(unit, [written.file]).outcomes[0].result.status == "merged"


def remarks_on(ws, record):
    """By field what was remarked on it, and what the unit answered."""
    shown = records.show(ws, record)
    answered = {answer["id"]: answer["text"] for answer in shown["answers"]}
    return {remark["field"]: remark | {"answer": answered.get(remark["id"])} for remark in shown["field_remarks"]}


def test_remarks_come_to_the_unit_with_field_and_text(returned):
    unit, _office, risk = returned
    assert records.show(unit, risk)["state"] == "returned"
    assert records.show(unit, risk)["remarks"] == "Оңдоңуз"
    assert {field: (r["text"], r["answer"], bool(r["settled"])) for field, r in remarks_on(unit, risk).items()} == {
        "cause": ("Себебин тактаңыз", None, False), "likelihood": ("Эмне үчүн 3?", None, False),
    }  # fmt: skip


def test_the_unit_answers_mends_and_submits_and_acceptance_settles(returned, tmp_path):
    unit, office, risk = returned
    remarks.answer(unit, risk, remarks_on(unit, risk)["cause"]["id"], "Зымдар алмаштырылды")
    records.save(unit, "risk", [{"id": risk, "cause": "Зымдар эски"}])
    assert records.show(unit, risk)["state"] == "returned"
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "b.qmsb")
    assert {field: r["answer"] for field, r in remarks_on(office, risk).items()} == {"cause": "Зымдар алмаштырылды", "likelihood": None}
    acts.act(office, "accept", [risk])
    give_back(office, unit, tmp_path / "out")
    assert records.show(unit, risk)["state"] == "accepted"
    assert [r["settled"] for r in remarks_on(unit, risk).values()] == [True, True]


def test_home_is_told_what_the_office_returned_opened_and_accepted(returned, tmp_path):
    unit, office, risk = returned
    remarks.answer(unit, risk, remarks_on(unit, risk)["likelihood"]["id"], "Жылына бир жолу")
    (found,) = [saved.key.id for saved in records.save(office, "nonconformity", [NC | {"unit": unit.unit}]).saved]
    give_back(office, unit, tmp_path / "out")
    told = {answer.record: answer for answer in duties.duties(unit).answers}
    assert {answer.state for answer in told.values()} == {"returned", "opened"}
    assert told[found].title == "Барак жок"
    assert told[risk].remarks == "Оңдоңуз"
    assert {r.label.text("en"): (r.text, r.answer) for r in told[risk].on_fields} == {
        "Cause of the risk": ("Себебин тактаңыз", ""), "Likelihood": ("Эмне үчүн 3?", "Жылына бир жолу"),
    }  # fmt: skip
    acts.act(unit, "submit", [risk])
    hand_over(unit, office, tmp_path / "c.qmsb")
    acts.act(office, "accept", [risk])
    give_back(office, unit, tmp_path / "out")
    (accepted,) = [answer for answer in duties.duties(unit).answers if answer.record == risk]
    assert (accepted.state, accepted.on_fields) == ("accepted", ())


def test_an_answer_is_no_new_version_and_a_remark_is_the_offices(returned):
    unit, _office, risk = returned
    before = records.show(unit, risk)["submission"]["version"]
    remarks.answer(unit, risk, remarks_on(unit, risk)["cause"]["id"], "Жооп")
    acts.act(unit, "submit", [risk])
    assert records.show(unit, risk)["submission"]["version"] == before
    for wrong in ({"answers": [{"text": "А"}]}, {"field_remarks": [{"text": "А"}]}):
        with pytest.raises(UserError):
            records.save(unit, "risk", [{"id": risk, **wrong}])


def test_what_cannot_be(returned):
    unit, office, risk = returned
    with pytest.raises(UserError):
        remarks.answer(unit, risk, "no such", "Жооп")
    with pytest.raises(UserError):
        acts.act(office, "return", [risk], remarks={"no_field": "Оңдоңуз"})
    with pytest.raises(UserError):
        acts.act(office, "accept", [risk], remarks={"cause": "Оңдоңуз"})
    acts.act(office, "return", [risk], remarks={"cause": "Оңдоңуз"})
    assert records.show(office, risk)["state"] == "returned"

"""Register numbers: the QA office gives them at acceptance, and none is given twice."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, doubts, records, register
from tests.services.rules.conftest import RISK

YEAR = dt.date.today().year


def made(ws, *titles):
    return [saved.key.id for saved in records.save(ws, "risk", [RISK | {"title": title} for title in titles]).saved]


def number(ws, record):
    return records.show(ws, record)["number"]


def accepted(ws, *ids):
    acts.act(ws, "submit", ids)
    acts.act(ws, "accept", ids)
    return [number(ws, record) for record in ids]


def test_acceptance_gives_the_next_number_of_the_one_register(make_workspace):
    office = make_workspace()
    assert accepted(office, *made(office, "1", "2")) == [f"Р-{YEAR}-0001", f"Р-{YEAR}-0002"]
    (card,) = records.save(office, "objective", [{"title": "3"}]).saved
    with pytest.raises(UserError):
        acts.act(office, "submit", [card.key.id])
    assert accepted(office, *made(office, "4")) == [f"Р-{YEAR}-0003"]


def test_a_number_stays_through_a_return_and_is_never_given_again(make_workspace):
    office = make_workspace()
    first, second = made(office, "1", "2")
    accepted(office, first, second)
    acts.act(office, "return", [second], why="Тактаңыз")
    acts.act(office, "accept", [second])
    assert number(office, second) == f"Р-{YEAR}-0002"
    records.delete(office, [second])
    assert accepted(office, *made(office, "3")) == [f"Р-{YEAR}-0003"], "a deleted record's number is not reused"


def test_the_unit_gives_no_numbers(desks):
    (risk,) = made(desks.unit, "1")
    assert number(desks.unit, risk) is None
    with pytest.raises(UserError):
        register.register(desks.unit, [risk])
    records.save(desks.unit, "risk", [{"id": risk, "number": "Р-1"}])
    assert number(desks.unit, risk) is None, "what a unit writes there is a proposal"


def test_what_was_accepted_before_there_was_a_register_is_registered(make_workspace):
    office = make_workspace()
    first, second, third = made(office, "1", "2", "3")
    accepted(office, first, second)
    records.save(office, "risk", [{"id": first, "number": None}, {"id": second, "number": None}])
    register.register(office, [first, second])
    assert [number(office, first), number(office, second)] == [f"Р-{YEAR}-0001", f"Р-{YEAR}-0002"]
    assert register.register(office, [first]).change_ids == [], "it has one already"
    with pytest.raises(UserError):
        register.register(office, [third])


def test_F32_one_number_of_two_office_computers_is_a_finding(make_workspace, tmp_path):
    office = make_workspace()
    first, second = made(office, "1", "2")
    records.save(office, "risk", [{"id": first, "number": f"Р-{YEAR}-0001"}, {"id": second, "number": f"Р-{YEAR}-0001"}])
    assert {doubt.record for doubt in doubts.doubts(office) if doubt.sort == "number"} == {first, second}


def test_a_submission_asks_why_the_residual_risk_is_higher(make_workspace):
    """Ф-03: residual above initial needs a comment."""
    office = make_workspace()
    (risk,) = made(office, "1")
    records.save(office, "risk", [{"id": risk, "residual_likelihood": 5, "residual_consequence": 5}])
    with pytest.raises(UserError, match=r"9 → 25|25"):
        acts.act(office, "submit", [risk])
    records.save(office, "risk", [{"id": risk, "residual_comment": "Зымдар кайра бузулду"}])
    assert acts.act(office, "submit", [risk])[0].state == "submitted"

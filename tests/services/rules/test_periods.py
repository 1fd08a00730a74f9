"""Reporting periods: opened by the office with what it expects, carried down, asked of what is handed over."""

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, listing, periods, records, units
from qms_desktop.services.expectations import expectations
from tests.services.rules.conftest import RISK

LINES = [{"form": "Ф-03", "due": "2026-10-15"}, {"form": "Ф-06", "due": "2026-09-30", "unit_type": "department"},
         {"form": "Ф-03", "due": "2026-10-01", "of_unit": "МТК"}]  # fmt: skip


def expected(ws):
    """What is expected now, and of the department."""
    with ws.store.reading() as tx:
        found = expectations(tx)
        return found.period, found.of(units.units(tx, ws.profile)["МТК"])


def test_the_office_opens_a_period_and_every_unit_knows_what_is_expected(desks):
    periods.open_period(desks.office, "2026/27", LINES)
    desks.down()
    for ws in (desks.office, desks.unit):
        period, forms = expected(ws)
        assert period == "2026/27"
        assert {each.form: each.due.isoformat() for each in forms} == {
            "Ф-03": "2026-10-01", "Ф-06": "2026-09-30"}, "the line of the unit goes before the one for all"  # fmt: skip
        (saved,) = listing.records(ws, "period")
        assert (saved["period_kind"], saved["starts_on"], saved["ends_on"]) == ("academic_year", "2026-09-01", "2027-08-31")


def test_a_planned_period_is_opened_by_the_same_rules_and_closed(desks):
    (saved,) = records.save(desks.office, "period", [{"code": "2026/27", "period_kind": "academic_year"}]).saved
    with pytest.raises(UserError):
        acts.act(desks.office, "approve", [saved.key.id])
    periods.open_period(desks.office, "2026/27", LINES)
    assert records.show(desks.office, saved.key.id)["state"] == "open"
    assert acts.act(desks.office, "close", [saved.key.id])[0].state == "closed"
    assert expected(desks.office)[0] is None


@pytest.mark.parametrize(("code", "lines"), [
    ("2026-2027", LINES), ("2026/28", LINES), ("2026/27", [{"form": "Ф-99", "due": "2026-10-01"}]),
    ("2026/27", [{"form": "Ф-03", "due": "2026-01-01"}]),
])  # fmt: skip
def test_what_cannot_be_opened(make_workspace, code, lines):
    office = make_workspace()
    with pytest.raises(UserError):
        periods.open_period(office, code, lines)
    assert listing.records(office, "period") == []


def test_a_unit_opens_no_period(desks):
    with pytest.raises(UserError):
        periods.open_period(desks.unit, "2026/27", LINES)


def test_academic_and_calendar_years_are_not_mixed(desks):
    """forms.md 1.7: one kind of period a record, the kind that the office opened."""
    periods.open_period(desks.office, "2026/27", LINES)
    desks.down()
    (saved,) = records.save(desks.unit, "risk", [RISK | {"period": "2026"}]).saved
    for wrong in ("2026", "2026-27"):
        records.save(desks.unit, "risk", [{"id": saved.key.id, "period": wrong}])
        with pytest.raises(UserError):
            acts.act(desks.unit, "submit", [saved.key.id])
    records.save(desks.unit, "risk", [{"id": saved.key.id, "period": "2026/27"}])
    acts.act(desks.unit, "submit", [saved.key.id])
    assert records.show(desks.unit, saved.key.id)["submission"]["period"] == "2026/27"

"""What a period awaits: of one unit on its Home, of all units form by form, and in the call that goes out."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import acts, awaited, periods, records, units
from qms_desktop.services.duties import duties, office_duties
from tests.services.rules.conftest import RISK, desks

__all__ = ["desks"]

LINES = [{"form": "Ф-03", "due": "2026-10-15"}, {"form": "Ф-01", "due": "2026-11-30"},
         {"form": "Ф-15", "unit_type": "department", "due": "2026-12-15"}]  # fmt: skip
DAY = dt.date(2026, 11, 20)


def awaited_of(ws, code="МТК"):
    with ws.store.reading() as tx:
        return {one.form: one for one in awaited.of_unit(tx, units.units(tx, ws.profile)[code], DAY)}


def line_of(ws, unit="МТК"):
    return next(line for line in awaited.completeness(ws, "2026/27", DAY) if line.row.unit == unit)


def test_a_form_is_missing_late_draft_handed_over_returned_and_accepted_on_both_sides(desks):
    assert awaited_of(desks.unit) == {}, "while no period is open nothing is awaited"
    periods.open_period(desks.office, "2026/27", LINES)
    desks.down()
    first = awaited_of(desks.unit)
    assert list(first) == ["Ф-03", "Ф-01", "Ф-15"], "what is due first stands first"
    assert (first["Ф-03"].state, first["Ф-03"].days, first["Ф-03"].is_late) == ("missing", -36, True)
    assert (first["Ф-01"].days, first["Ф-01"].is_late) == (10, False)
    (saved,) = records.save(desks.unit, "risk", [RISK | {"period": "2026/27"}]).saved
    states = [awaited_of(desks.unit)["Ф-03"].state]
    acts.act(desks.unit, "submit", [saved.key.id])
    desks.up()
    states.append(line_of(desks.office).forms["Ф-03"].state)
    assert line_of(desks.office).late == 0
    acts.act(desks.office, "return", [saved.key.id], why="Себебин тактаңыз")
    desks.down()
    states.append(awaited_of(desks.unit)["Ф-03"].state)
    assert awaited_of(desks.unit)["Ф-03"].is_late, "what was sent back is awaited again"
    acts.act(desks.office, "accept", [saved.key.id])
    desks.down()
    states.append(awaited_of(desks.unit)["Ф-03"].state)
    assert states == ["draft", "received", "returned", "accepted"]
    counted = awaited.tally(awaited.completeness(desks.office, "2026/27", DAY))
    assert counted["accepted"] == 1
    assert counted["late"] == counted["missing"] - sum(
        not one.is_late for line in awaited.completeness(desks.office, "2026/27", DAY) for one in line.forms.values()
        if one.state == "missing")  # fmt: skip


def test_home_shows_what_is_expected_and_by_when(desks):
    periods.open_period(desks.office, "2026/27", LINES)
    desks.down()
    assert [(one.form, one.is_late) for one in duties(desks.unit, DAY).awaited] == [("Ф-03", True), ("Ф-01", False), ("Ф-15", False)]
    office = office_duties(desks.office, DAY)
    assert office.period == "2026/27"
    assert office.states["late"] >= 1
    awaited.move(desks.office, "close", "2026/27")
    assert office_duties(desks.office, DAY).period == ""


def test_the_call_for_data_names_every_form_with_its_day_and_is_noted(desks):
    periods.open_period(desks.office, "2026/27", LINES)
    said = awaited.call_text(desks.office, "2026/27", "ky")
    passport = next(line for line in said.splitlines() if "Ф-03" in line)
    assert "Тобокелдик паспорту" in passport
    assert "15.10.2026" in passport
    assert "кафедра" in next(line for line in said.splitlines() if "Ф-15" in line)
    awaited.call_for_data(desks.office, "2026/27", DAY)
    assert awaited.all_periods(desks.office)[0]["call_sent_on"] == "2026-11-20"
    desks.down()
    with pytest.raises(UserError):
        awaited.call_for_data(desks.unit, "2026/27")


def test_a_closed_period_keeps_its_board(desks):
    periods.open_period(desks.office, "2026/27", LINES)
    awaited.move(desks.office, "close", "2026/27")
    assert line_of(desks.office).forms["Ф-03"].state == "missing"
    with pytest.raises(UserError):
        awaited.completeness(desks.office, "2025/26")

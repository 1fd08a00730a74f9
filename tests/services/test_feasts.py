"""Feasts that follow the moon: their dates are expected until the QA office confirms or replaces them."""

import datetime as dt

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.services import checks, institution

TODAY = dt.date(2026, 11, 20)
FEAST = dt.date(2027, 3, 10)


def asked(ws, today=TODAY):
    return [one for one in checks.findings(ws, today=today) if one.rule == "calendar.not_confirmed"]


def test_the_office_is_asked_for_the_date_before_the_feast_until_it_confirms_it(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")
    assert asked(ws, dt.date(2026, 9, 1)) == []
    (found,) = asked(ws)
    assert "Орозо айт" in found.sentence.text("ky")
    assert "10.03.2027" in found.sentence.text("ky")
    checks.mend(ws, found)
    assert asked(ws) == []
    assert ws.profile.calendar.holiday(FEAST).confirmed
    with pytest.raises(UserError):
        institution.confirm(ws, "2027-03-10")


def test_a_department_is_not_asked(make_workspace):
    assert asked(make_workspace("МТК")) == []


def test_a_feast_that_moved_is_taken_away_and_stands_on_its_right_day(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")
    institution.change(ws, "holidays", "2027-03-10", {"withdrawn": True})
    institution.add(ws, "holidays", {"ky": "Орозо айт"}, key="2027-03-09")
    assert asked(ws) == []
    assert ws.profile.calendar.is_working_day(FEAST)
    assert not ws.profile.calendar.is_working_day(dt.date(2027, 3, 9))


def test_the_profile_lists_what_is_expected_with_what_became_of_it(make_workspace):
    ws = make_workspace(institution="jasu", person="Осмонова Ж. Т.")
    year = dt.date.today().year + 1
    days = [one.day.isoformat() for one in ws.profile.calendar.unconfirmed(year)]

    def stands():
        return {one.key: (one.count, one.edited, one.withdrawn) for one in institution.entries(ws, "holidays")[0] if one.key in days}

    assert list(stands().values()) == [(institution.EXPECTED, False, False)] * len(days)
    institution.confirm(ws, days[0])
    institution.change(ws, "holidays", days[1], {"withdrawn": True})
    assert stands() == {days[0]: ("", True, False), days[1]: (institution.EXPECTED, True, True)}
    institution.change(ws, "holidays", days[1], {"withdrawn": False})
    institution.restore(ws, "holidays", days[0])
    assert [given[0] for given in stands().values()] == [institution.EXPECTED] * 2

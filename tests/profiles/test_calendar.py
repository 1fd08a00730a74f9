"""Working days and periods: what holds of any days, and the republic's calendar as announced."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.core.calendar import calendar_of, months_after
from qms_desktop.core.periods import KINDS, parts_of, period_at, period_called
from qms_desktop.core.profile import load_profile
from qms_desktop.models.office import PERIOD_KINDS

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PROFILES = st.sampled_from(["jasu", "oshsu", "generic"]).map(load_profile)
KG = load_profile("jasu").calendar


@given(DAYS, st.integers(-60, 60))
def test_there_and_back_counts_the_same_days(day, days):
    reached = KG.add_working_days(day, days)
    assert KG.working_days_between(day, reached) == (days if days >= 0 or KG.is_working_day(day) else days + 1)
    if days:
        assert KG.is_working_day(reached)
        assert (reached > day) == (days > 0)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_term_in_two_parts_is_the_whole_term(day, one, other):
    assert KG.add_working_days(KG.add_working_days(day, one), other) == KG.add_working_days(day, one + other)


@given(DAYS, DAYS, DAYS)
def test_counting_in_two_parts_counts_every_day_once(first, middle, last):
    first, middle, last = sorted((first, middle, last))
    whole = KG.working_days_between(first, last)
    assert KG.working_days_between(first, middle) + KG.working_days_between(middle, last) == whole
    assert KG.working_days_between(last, first) == -whole


@given(DAYS)
def test_a_working_day_is_no_weekend_and_no_holiday(day):
    assert KG.is_working_day(day) == (day.isoweekday() < 6 and KG.holiday(day) is None)


@given(st.integers(2020, 2040))
def test_the_holidays_of_a_year_are_the_days_that_are_holidays(year):
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    expected = [day for day in days if day.year == year and KG.holiday(day)]
    assert [holiday.day for holiday in KG.holidays(year)] == expected


def test_the_republics_days_off():
    assert not KG.is_working_day(date(2026, 1, 5)), "the New Year holidays"
    assert not KG.is_working_day(date(2026, 5, 6)), "the May holidays"
    assert not KG.is_working_day(date(2026, 8, 31))
    assert KG.is_working_day(date(2026, 2, 23)), "a holiday that is worked"
    assert KG.is_working_day(date(2026, 3, 9)), "a holiday on a Sunday is not moved"
    assert KG.add_working_days(date(2026, 4, 28), 5) == date(2026, 5, 13)
    assert KG.add_working_days(date(2026, 5, 13), -5) == date(2026, 4, 28)


def test_moving_feasts_wait_to_be_confirmed():
    assert [holiday.name.en for holiday in KG.unconfirmed(2027)] == ["Orozo Ait", "Kurman Ait"]
    assert KG.unconfirmed(2025) == ()


def test_an_institution_edits_its_calendar(jasu):
    words = {"ky": "Орозо айт", "ru": "Орозо айт", "en": "Orozo Ait"}
    own = calendar_of({
        "base": "kg", "without": ["2027-03-10"], "holidays": [{"date": "2027-03-09", "name": words}],
        "working": ["2027-03-13"],
    })  # fmt: skip
    assert not own.is_working_day(date(2027, 3, 9))
    assert own.is_working_day(date(2027, 3, 10))
    assert own.is_working_day(date(2027, 3, 13)), "a Saturday that is worked"
    assert [holiday.name.en for holiday in own.unconfirmed(2027)] == ["Kurman Ait"]
    assert not jasu.calendar.is_working_day(date(2027, 3, 10))


def test_months_after_the_last_of_a_month():
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 30), 1) == date(2026, 12, 30)
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_deadlines_run_as_the_profile_counts_them(profile):
    day = date(2026, 4, 28)
    assert profile.due_after("nc_answer", day) == date(2026, 5, 13), "working days"
    assert profile.due_after("corrective_major", day) == date(2026, 5, 28), "days"
    assert profile.due_after("survey", day) == date(2027, 4, 28), "months"


DEFAULTS = {
    "plan_before_audit": (5, "working"), "report_after_audit": (5, "working"), "nc_answer": (5, "working"),
    "correction": (10, "working"), "corrective_major": (30, "calendar"), "corrective_minor": (60, "calendar"),
    "effectiveness_check": (90, "calendar"), "effectiveness_not_before": (30, "calendar"), "agreement": (5, "working"),
    "acquaintance": (10, "working"), "document_review": (12, "months"), "manual_check": (12, "months"),
    "objectives_report": (12, "months"), "objectives_check": (6, "months"), "process_measurement": (12, "months"),
    "audit_programme": (12, "months"), "management_review": (12, "months"), "survey": (12, "months"),
}  # fmt: skip


@pytest.mark.parametrize("deadline", DEFAULTS)
def test_the_terms_that_practice_gives(profile, deadline):
    term = profile.deadlines[deadline]
    assert (term.days, term.count) == DEFAULTS[deadline]


@given(PROFILES, st.sampled_from(KINDS), DAYS)
def test_every_day_lies_in_one_period_of_each_kind(profile, kind, day):
    period = period_at(profile, kind, day)
    assert day in period
    assert period_called(profile, period.code) == period
    assert period_at(profile, kind, period.first) == period == period_at(profile, kind, period.last)
    assert period_at(profile, kind, period.last + timedelta(1)).first == period.last + timedelta(1)


@given(PROFILES, st.sampled_from(["academic_year", "calendar_year"]), st.sampled_from(["semester", "quarter", "month"]), DAYS)
def test_the_parts_of_a_year_follow_each_other(profile, kind, part, day):
    year = period_at(profile, kind, day)
    parts = parts_of(profile, year, part)
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(parts))
    assert len(parts) == {"semester": 2, "quarter": 4, "month": 12}[part]


def test_how_periods_are_written(jasu):
    day = date(2026, 11, 20)
    written = {kind: period_at(jasu, kind, day).code for kind in KINDS}
    assert written == {"academic_year": "2026/27", "semester": "2026/27-1", "calendar_year": "2026",
                       "quarter": "2026-Q4", "month": "2026-11"}  # fmt: skip
    assert period_called(jasu, "2026/27-2").first == date(2027, 2, 1)
    for wrong in ("2026/28", "2026-13", "2026-Q5", "2026/27-3", "soon"):
        with pytest.raises(ValueError, match=wrong):
            period_called(jasu, wrong)


def test_the_kinds_of_periods_are_those_that_the_office_opens(profile):
    assert set(KINDS) == set(PERIOD_KINDS) == set(profile.period_starts)
    assert profile.data["period"]["from"] in profile.period_starts[profile.period_kind]

"""Deadlines in the documents' own words become days."""

import pytest

from qms_desktop.core.periods import period_called
from qms_desktop.core.profile import load_profile
from qms_desktop.core.recurring import days, last_day, recurrence


def of(words, year="2026/27", institution="jasu"):
    profile = load_profile(institution)
    return [day.isoformat() for day in days(words, profile, period_called(profile, year))]


@pytest.mark.requirement("R286")
@pytest.mark.parametrize(("words", "expected"), [
    ("Жыл сайын", ["2027-08-30"]),  # the 31st is a holiday
    ("Квартал сайын", ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]),
    ("Дайыма, квартал сайын", ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]),
    ("Дайыма, жыл сайын", ["2027-08-30"]),
    ("Дайыма", ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]),
    ("Окуу жылынын ичинде", ["2027-08-30"]),
    ("Раз в полугодие", ["2027-01-29", "2027-08-30"]),
    ("Every quarter", ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]),
])  # fmt: skip
def test_the_words_of_the_register_become_dated_checks(words, expected):
    assert of(words) == expected


@pytest.mark.requirement("R287")
@pytest.mark.parametrize(("words", "expected"), [
    ("Жыл сайын, IV-квартал", ["2026-12-31"]), ("Ежегодно, IV квартал", ["2026-12-31"]), ("Every year, Q4", ["2026-12-31"]),
    ("Жыл сайын, 2-чейрек", ["2027-06-30"]), ("2027-жылдын I кварталы", ["2027-03-31"]), ("2025-жылдын I кварталы", []),
])  # fmt: skip
def test_a_yearly_deadline_takes_a_quarter(words, expected):
    assert of(words) == expected


@pytest.mark.requirement("R288")
def test_a_remark_beside_the_recurrence_changes_nothing():
    assert of("Жыл сайын пландалат, жылына бир жолу оңдолот") == of("Жыл сайын")


def test_the_most_frequent_word_counts_and_other_words_say_nothing():
    assert len(of("ай сайын, жыл сайын")) == 12
    assert recurrence("зарылчылыкка жараша") is None
    assert recurrence("") is None


def test_a_calendar_year_has_its_own_quarters():
    assert of("квартал сайын", "2026", "generic") == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]


def test_a_deadline_counts_by_its_day_or_by_the_last_day_of_its_words():
    year = period_called(profile := load_profile("jasu"), "2026/27")
    assert last_day("2026-10-05", profile, None).isoformat() == "2026-10-05"
    assert last_day("Квартал сайын", profile, year).isoformat() == "2027-06-30"
    assert last_day("Жыл сайын", profile, None) is None, "no year, no day"
    assert last_day("зарылчылыкка жараша", profile, year) is None

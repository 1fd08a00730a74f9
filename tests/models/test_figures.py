"""Figures that follow from counts: rounded half up to one place, and none where something is divided by nothing."""

import pytest

from qms_desktop.models import figures
from qms_desktop.models.context import weighted_score
from qms_desktop.models.satisfaction import mean_answer, respondents, top_two


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [("45", "60", "75"), (1, 3, "33.3"), (2, 3, "66.7"), ("1", "1600", "0.1"), (1, 0, None), (None, 5, None), (0, 5, "0")],
)
def test_shares(part, whole, shown):
    assert figures.share(part, whole) == shown


@pytest.mark.parametrize(
    ("direction", "actual", "target", "target_to", "shown"),
    [
        ("more", "80", "85", None, "94.1"), (None, "90", "85", None, "105.9"), ("more", "5", "0", None, None),
        ("less", "10", "5", None, "50"), ("less", "0", "5", None, "100"), ("less", "0", "0", None, "100"),
        ("range", "7", "5", "10", "100"), ("range", "12", "5", "10", "80"), ("range", "4", "5", "10", "80"),
        ("range", "100", "5", "10", "0"), ("range", "1", "0", "0", None), ("yes_no", "1", "1", None, "100"),
        ("yes_no", "0", "1", None, "0"), ("more", None, "85", None, None), ("more", "80", None, None, None),
    ],
)  # fmt: skip
def test_R1_achievement(direction, actual, target, target_to, shown):
    values = {"direction": direction, "actual": actual, "target": target, "target_to": target_to}
    assert figures.achieved(values) == shown


@pytest.mark.requirement("R156")
def test_R156_deviation_is_in_the_unit_of_the_value():
    assert figures.deviation({"actual": "80.5", "target": "85"}) == "-4.5"
    assert figures.deviation({"actual": "80.5"}) is None


def test_percentages_come_from_counts_where_there_are_any():
    assert figures.counted({"numerator": "45", "denominator": "60", "entered": "99"}) == "75"
    assert figures.counted({"numerator": "45", "denominator": "0", "entered": "70"}) == "70"


def test_R13_answers_are_counted_without_those_who_cannot_say():
    answers = {"five": 10, "four": 5, "three": 3, "two": 0, "one": 2, "hard_to_say": 30, "least_group": 5}
    answers["respondents"] = respondents(answers, None)
    assert (answers["respondents"], mean_answer(answers, None), top_two(answers, None)) == (20, "4.1", "75")


def test_R13_a_small_group_has_no_figures():
    answers = {"five": 3, "one": 1, "least_group": 5, "respondents": 4}
    assert (mean_answer(answers, None), top_two(answers, None)) == (None, None)
    assert mean_answer(answers | {"respondents": 0}, None) is None


def test_a_provider_is_scored_by_the_weights_of_the_criteria():
    rated = [{"score": 5, "weight": "3"}, {"score": 1, "weight": None}, {"score": None, "weight": "9"}]
    assert weighted_score({"criteria": rated}, None) == "4"
    assert weighted_score({"criteria": []}, None) is None

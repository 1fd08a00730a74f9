"""What field types take from people: dates as they are typed, words instead of dates, ids of items."""

import pytest

from qms_desktop.core.errors import FieldProblem
from qms_desktop.core.fields import DateField, DeadlineField, ItemsField, TextField
from qms_desktop.core.messages import Text
from qms_desktop.core.profile import load_profile

LABEL = Text.of("x")


@pytest.fixture(scope="module")
def profile():
    return load_profile("generic")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5.3.26", "2026-03-05"), ("05/03/2026", "2026-03-05"), ("5-3-2026", "2026-03-05"), (" 05.03.2026 ж. ", "2026-03-05"),
        ("05.03.2026г.", "2026-03-05"), ("05.03.2026-ж.", "2026-03-05"), ("2026-03-05", "2026-03-05"),
        ("2026.3.5", "2026-03-05"), ("2026/03/05", "2026-03-05"), ("29.02.2028", "2028-02-29"), ("1.1.0026", "0026-01-01"),
    ],
)  # fmt: skip
def test_dates_as_they_are_typed(profile, typed, kept):
    assert DateField(LABEL).check(typed, profile) == kept
    assert DeadlineField(LABEL).check(typed, profile) == kept


@pytest.mark.parametrize("typed", ["32.13", "32.13.2026", "2026-13-45", "29.02.2027", "00.00.0000", "31.12", "0000-01-01"])
def test_dates_that_there_are_not(profile, typed):
    for field in (DateField(LABEL), DeadlineField(LABEL)):
        with pytest.raises(FieldProblem):
            field.check(typed, profile)


@pytest.mark.parametrize("words", ["Жыл сайын", "IV-квартал", "2026/27", "2026-2027-окуу жылы", "31.12.2026 чейин", "ноябрь 2026"])
def test_a_deadline_may_be_words(profile, words):
    assert DeadlineField(LABEL).check(words, profile) == words
    with pytest.raises(FieldProblem):
        DateField(LABEL).check(words, profile)


@pytest.mark.parametrize("given", ["a/b", "a\0", "\ud800", "и\u0306", "", "a\nb", "x" * 101, 5, ["a"]])
def test_an_item_is_named_by_what_a_cell_can_hold(profile, given):
    items = ItemsField(LABEL, {"text": TextField(LABEL)})
    with pytest.raises(FieldProblem):
        items.check([{"id": given, "text": "чара"}], profile)
    assert items.check([{"id": "m1", "text": "чара"}], profile) == [{"id": "m1", "text": "чара"}]

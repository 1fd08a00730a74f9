"""The bank of audit questions."""

import re

import pytest

from qms_desktop.core.profile import load_checklist_bank, load_profile

BANKS = ["iso9001", "oshsu"]


@pytest.fixture(params=BANKS)
def bank(request):
    return load_checklist_bank(request.param)


def test_size_of_the_bank():
    assert len(load_checklist_bank().questions) == 95


def test_ids_are_unique_and_carry_their_clause():
    questions = load_checklist_bank().questions
    assert len({question.id for question in questions}) == len(questions)
    for question in questions:
        assert re.fullmatch(rf"AQ-{re.escape(question.clause)}-\d\d", question.id)


def test_questions_stand_in_the_order_of_clauses():
    clauses = load_checklist_bank().clauses()
    assert list(clauses) == sorted(clauses, key=lambda clause: [int(part) for part in clause.split(".")])
    assert {clause.split(".")[0] for clause in clauses} == {"4", "5", "6", "7", "8", "9", "10"}


def test_topics_are_short_names(bank):
    for question in bank.questions:
        for language, words in question.topic.texts().items():
            assert 2 <= len(words.split()) <= 4, f"{question.id} {language}: {words}"
            assert words[0].isupper()
            assert words[-1] not in ".?:"


def test_topics_tell_the_questions_of_a_clause_apart(bank):
    for language in ("ky", "ru", "en"):
        seen = [(question.clause, question.topic.text(language)) for question in bank.questions]
        assert len(seen) == len(set(seen))


def test_topics_of_the_clauses_that_everybody_knows():
    bank = load_checklist_bank()
    assert bank["AQ-4.4-01"].topic.ky == "Процесс картасы"
    assert bank["AQ-5.3-01"].topic.ky == "Сапат боюнча жоопкерчилик"
    assert bank["AQ-7.5.3-02"].topic.ky == "Өзгөрүүлөрдү каттоо"
    with pytest.raises(KeyError):
        bank["AQ-0-00"]


def test_questions_ask(bank):
    for question in bank.questions:
        assert question.question.ky.rstrip(".").endswith("?") or "?" in question.question.ky
        assert question.unit_types
        assert question.unit_types <= set(bank.unit_types)


def test_every_unit_type_has_questions():
    bank = load_checklist_bank()
    for unit_type in bank.unit_types:
        assert len(bank.for_unit(unit_type)) >= 15
    assert len(bank.for_unit("department")) == 60
    assert len(bank.for_unit(None)) == 15


def test_units_of_the_profiles_ask_a_known_bank(profile):
    types = load_checklist_bank().unit_types
    assert {unit.bank_type for unit in profile.units} <= {None, *types}
    assert all(load_checklist_bank(name).questions for name in profile.checklists)


def test_verdicts():
    bank = load_checklist_bank()
    assert list(bank.verdicts) == [
        "conforms",
        "minor_nc",
        "major_nc",
        "observation",
        "ofi",
        "good_practice",
        "not_applicable",
        "not_examined",
    ]
    assert dict(bank.weights).keys() == dict(bank.verdicts).keys()
    assert bank.weights["major_nc"] == 0
    assert bank.weights["not_examined"] is None


def test_the_manual_has_criteria_of_its_own():
    assert len(load_checklist_bank("oshsu").questions) == 6
    assert load_profile("oshsu").checklists == ("iso9001", "oshsu")

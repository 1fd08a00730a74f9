"""The bank of audit questions."""

import re

import pytest

from qms_desktop.core.profile import load_checklist_bank, load_profile
from qms_desktop.models.audits import QUESTION_CLASSES
from qms_desktop.services import checklists, records
from qms_desktop.services.asked import shipped
from qms_desktop.store import reading

BANKS = ["iso9001", "oshsu"]
MANUAL = """
    1 | 2 (1.2.1) | 6.2.2 | 6.2.3 | 6.3 | 6.4.1 | 6.4.2 | 6.4.3 | 7.1 | 7.2 | 7.3 | 8.1 | 8.2 | 8.3 | 9.1 | 9.2.1 | 9.2.2
    | 9.2.3 | 9.3 | 9.4 | 10.1 | 10.2 | 10.3 (9.3.1) | 10.3 (9.3.2) | 10.3 (9.3.3) | 10.3 (9.3.4) | 10.3 (9.3.5)
    | 9.4 (бүтүрүү) | 9.5 | 11.1.1 | 11.1.2 | 11.1.3 | 11.1.4 | 11.1.5 | 11.1.6 | 11.1.7 | 11.2 | 12.1 | 12.2 | 12.3
    | 13.1 | 13.2
"""
REGULATION = """
    1.4 | 2.1 | 2.2 | 3 | 4.1 | 4.2 | 4.3 | 4.4 | 5 | 6.1 | 6.2 | 7.1 | 7.2 | 7.3 | 8.1 | 8.2 | 8.3 | 8.4 | 9.1 | 9.2
    | 6-тиркеме
"""


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


@pytest.mark.requirement("R181")
def test_every_question_has_its_class_of_the_manual(bank):
    assert {question.question_class for question in bank.questions} <= set(QUESTION_CLASSES)


@pytest.mark.requirement("R181")
def test_both_classes_are_asked_of_every_unit_type():
    bank = load_checklist_bank()
    for unit_type in bank.unit_types:
        asked = [question.question_class for question in bank.for_unit(unit_type)]
        assert set(asked) == set(QUESTION_CLASSES), unit_type
    assert bank["AQ-6.1-05"].question_class == "requirements"
    assert bank["AQ-6.1-02"].question_class == "documents", "what was planned against what was done"


@pytest.mark.requirement("R182")
@pytest.mark.parametrize(("institution", "sections"), [("oshsu", MANUAL), ("jasu", REGULATION)])
def test_a_question_names_the_section_of_the_own_document(institution, sections):
    named = [q.section(institution) for q in load_checklist_bank().questions]
    assert set(named) - {None} <= {section.strip() for section in sections.split("|")}
    assert named.count(None) < len(named)


@pytest.mark.requirement("R182")
def test_where_the_documents_say_nothing_nothing_is_named():
    bank = load_checklist_bank()
    assert bank["AQ-9.2.2-01"].section("oshsu") == "11.2"
    assert bank["AQ-9.2.2-01"].section("jasu") == "8.2"
    assert bank["AQ-9.2.2-02"].section("jasu") is None, "the Regulation is silent on the independence of auditors"
    assert bank["AQ-4.1-02"].section("oshsu") is None, "climate came with the amendment of 2024"
    assert bank["AQ-4.1-01"].section("generic") is None


def test_a_question_says_with_which_edition_it_came(bank):
    assert {question.edition for question in bank.questions} <= {"2015", "2015/A1:2024"}
    assert [q.id for q in load_checklist_bank().questions if q.edition != "2015"] == ["AQ-4.1-02"]


@pytest.mark.requirement("R141")
def test_the_five_criteria_of_teaching_are_asked_where_there_is_teaching(oshsu, jasu):
    def criteria(profile, bank_type):
        return [q.id for q in shipped(profile, bank_type) if q.section("oshsu") == "10.3 (9.3.1)" and q.id.startswith("OSH")]

    assert criteria(oshsu, "department") == [f"OSH-9.3.1-0{n}" for n in range(1, 6)]
    assert criteria(oshsu, "hr") == []
    assert criteria(jasu, "department") == []


@pytest.mark.requirement("R147")
def test_the_rule_of_graduation_is_a_criterion(oshsu):
    assert "OSH-9.4-01" in [question.id for question in shipped(oshsu, "deans_office")]


@pytest.mark.requirement("R181")
@pytest.mark.requirement("R182")
def test_a_checklist_carries_class_and_section(make_workspace):
    ws = make_workspace("БИК", institution="oshsu")
    made = [saved.key for saved in checklists.begin(ws).saved]
    with ws.store.reading() as tx:
        lines = {line["question_id"]: line for line in (reading.record(tx, key) for key in made)}
    line = lines["AQ-4.4-01"]
    assert line["question_class"] == "documents"
    assert line["document_clause"] == "Сапат боюнча жетектеме, 6.4.2"


def test_the_office_leaves_out_rewords_and_adds_questions(make_workspace):
    ws = make_workspace(institution="jasu")
    records.save(ws, "bank_question", [
        {"question_id": "AQ-4.1-01", "clause": "4.1", "topic": "Климат", "question": "Эмне?", "left_out": True},
        {"question_id": "AQ-4.4-01", "clause": "4.4", "topic": "Карта", "question": "Картаңыз кайда?"},
        {"clause": "10.1", "topic": "Сунуштар", "question": "Ким сунуштады?", "bank_type": "library, department"},
        {"clause": "9.1", "topic": "Өлчөө", "question": "Эмне өлчөнөт?", "question_ru": "Что измеряется?"},
        {"clause": "9.2", "topic": "Кадр", "question": "Ким иштейт?", "bank_type": "hr"},
    ])  # fmt: skip
    with ws.store.reading() as tx:
        lines = checklists.asked(tx, ws.profile, "department", "ru")
    by_id = {line.id: line.cells for line in lines}
    assert "AQ-4.1-01" not in by_id
    assert by_id["AQ-4.4-01"]["question"] == "Картаңыз кайда?"
    assert len(lines) == len(shipped(ws.profile, "department")) - 1 + 2
    assert [line.cells["question"] for line in lines[-2:]] == ["Что измеряется?", "Ким сунуштады?"]


@pytest.mark.requirement("R130")
def test_the_factors_of_the_working_environment_are_asked_about():
    question = next(each for each in load_checklist_bank().questions if each.id == "AQ-7.1.4-01")
    for language, factors in (("ky", ("социалдык", "психологиялык", "жарык")), ("en", ("social", "psychological", "light"))):
        assert all(factor in question.question.text(language) for factor in factors)

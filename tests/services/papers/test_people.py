"""Training and surveys on paper."""

from __future__ import annotations

from qms_desktop.services import records
from tests.services.reading import in_order


def test_training_has_a_plan_a_journal_and_a_matrix(unit, paper):
    sheet = paper(unit, "Ф-19")
    plan, journal, matrix = (sheet.text(page) for page in (1, 2, 3))
    assert "Окутуунун планы" in plan
    assert "Онлайн окутуунун" in plan
    assert "Окутуунун журналы" in journal
    assert "Онлайн" not in journal, "what was not held is not in the journal"
    for said in ("№ 114, 09.10.2026", "натыйжалуу", "Асанов Б. М."):
        assert said in journal
    assert in_order(matrix, "Компетенттүүлүк матрицасы", "1) Илимдин кандидаты", "36 саат жетишпейт")


def test_everybody_has_a_card_of_his_trainings_and_of_what_is_asked(unit, paper):
    records.save(unit, "person", [{"name": "Осмонова Ж.Т.", "position": "доцент"}])
    sheet = paper(unit, "training-card")
    page = next(text for text in map(sheet.text, range(1, sheet.pages + 1)) if "Осмонова" in text)
    for said in ("ISO 9001:2015 боюнча", "№ 114, 09.10.2026", "натыйжалуу", "Илимдин кандидаты", "36 саат"):
        assert said in page
    assert "Асанов" not in page


def test_a_survey_s_summary_has_the_number_of_answers_beside_each_mean(unit, paper):
    text = paper(unit, "Ф-21").text()
    assert in_order(text, "380", "214", "56,3", "Жыйынтыктар", "Сабактардын", "4,1", "79,4 (170/214)", "Корутунду")


def test_a_questionnaire_asks_nothing_of_who_answers(unit, paper):
    text = paper(unit, "Ф-21", blank=True).text()
    assert in_order(text, "Сурамжылоо анонимдүү", "Сабактардын мазмуну түшүнүктүүбү?", "Эмнени өзгөртүүнү сунуштайсыз?")
    for word in ("Аты-жөнү", "колу", "Назарова А. К. ___"):
        assert word not in text.split()

"""Ф-03: what the department prints, has signed and keeps."""

from __future__ import annotations

import pytest

from qms_desktop.core.examples import load_examples
from qms_desktop.paper.data import RiskPassport


def test_every_row_of_the_annex_prints_with_its_numbers_words_deadline_and_residual(
    printed, register_rows, profile
):
    rows = register_rows()
    text = printed("Ф-03", RiskPassport(risks=rows)).text()
    for row in rows:
        assert row["category"] in text
        score = row["likelihood"] * row["consequence"]
        assert f"{score} – {profile.level_word(profile.level(score)).ky}" in text
        residual = row["residual_score"]
        assert f"{residual} – {profile.level_word(profile.level(residual)).ky}" in text
        for word in f"{row['title']} {row['deadline']} {' '.join(row['responsible'])}".split():
            assert word in text


@pytest.mark.requirement("R274")
def test_the_seven_columns_of_the_annex_stand_first_then_deadline_and_residual(printed, register_rows):
    paper = printed("Ф-03", RiskPassport(risks=register_rows(1)))
    heads = ["№", "Тобокелдик", "Ыктымалдуулук", "Натыйжалары", "деңгээли", "Жооптуу", "Жеңилдетүү"]
    heads += ["мөөнөтү", "Калган"]
    first = min(word.top for word in paper.words(1) if word.text == "Жеңилдетүү")
    header = [word for word in paper.words(1) if abs(word.top - first) < 30]
    lefts = [min(word.left for word in header if word.text == head) for head in heads]
    assert lefts == sorted(lefts)


def test_a_critical_consequence_is_named_even_when_the_level_is_low(printed):
    risk = {"title": "Аккредитациянын токтошу", "likelihood": 1, "consequence": 5}
    text = printed("Ф-03", RiskPassport(risks=[risk])).text()
    assert "5 – төмөн" in text
    assert "критикалык кесепет" in text


@pytest.mark.requirement("R276", "R277")
def test_both_scales_stand_in_full_below_with_their_explanations(printed, register_rows, profile):
    text = printed("Ф-03", RiskPassport(risks=register_rows(2))).text()
    for name in ("likelihood", "consequence"):
        scale = profile.scale(name)
        assert scale.explanation.ky in text
        for step in scale:
            assert step.label.ky in text
            assert step.meaning.ky in text


def test_opportunities_have_a_table_of_their_own(printed):
    opportunities = load_examples("jasu", "ky")["opportunity"]
    text = printed("Ф-03", RiskPassport(risks=[], opportunities=opportunities)).text()
    for word in opportunities[0]["title"].split():
        assert word in text


def test_the_meeting_is_a_line_to_fill_in_until_it_is_known(printed):
    blank = printed("Ф-03", RiskPassport()).text()
    assert "Кафедранын (бөлүмдүн) отурумунда каралды, № ____ протокол" in blank
    known = printed("Ф-03", RiskPassport(protocol="4", protocol_date="2026-11-02")).text()
    assert "отурумунда каралды, № 4 протокол, 02.11.2026" in known


@pytest.mark.requirement("R290")
def test_measures_are_joined_by_semicolons_each_with_its_mark(printed):
    measures = [
        {"text": "Кураторлорду колдоо", "due": "2026-12-25", "state": "аткарылды"},
        {"text": "Мониторинг", "responsible": {"position": "Декан", "name": "Асанов Б."}},
    ]
    text = printed("Ф-03", RiskPassport(risks=[{"title": "Т", "measures": measures}])).text()
    assert "Кураторлорду колдоо (25.12.2026, аткарылды);" in text
    assert "Мониторинг (Декан – Асанов Б.)" in text

"""R13 against figures worked out by hand."""

import pytest

SURVEY = {"group": "students", "title": "Сурамжылоо", "questions": [], "responsible": "А.", "population": 200, "answered": 50}


def result(survey, question, five=0, four=0, three=0, two=0, one=0, **more):
    return {"survey": survey, "question": question, "five": five, "four": four, "three": three, "two": two, "one": one, **more}


@pytest.fixture
def asked(desk):
    (last,) = desk.save("survey", SURVEY | {"title": "Былтыркы", "period": "2025/26"}, unit="all")
    (now,) = desk.save("survey", SURVEY, unit="all")
    desk.save("survey_result", result(last, "Окутуу", five=5, one=5), unit="all")
    desk.save("survey_result", result(now, "Окутуу", five=10, four=20, three=10, two=5, one=5, hard_to_say=7, section="Сапат", weight="0.6"),
              result(now, "Китепкана", five=20, four=10, section="Шарт", weight="0.4"),
              result(now, "Жатакана", five=3, one=1, section="Шарт"), unit="all")  # fmt: skip
    desk.now = now
    return desk


@pytest.mark.requirement("R039", "R035")
def test_R13_means_shares_response_sections_and_index(asked, table):
    report = asked.report("R13")
    # Окутуу: (50+80+30+10+5)/50 = 3.5; 30 of 50. Китепкана: (100+40)/30 = 4.67; all of 30.
    # CSI = (0.6·3.5 + 0.4·4.6667)/1 ÷ 5 · 100 = 79.3; last year (25+5)/10 = 3 → 60
    (line,) = table(report, 1)
    assert table(report)[0][1:] == ["1", "25 % (50/200)", "79,3 %"]
    assert line[2:] == ["50", "200", "25 % (50/200)", "79,3 %", "60 %", "+19,3"]
    questions = {row[1]: row[2:] for row in table(report, 2)}
    assert questions["Окутуу"] == ["50", "3,5", "60 % (30/50)", "+0,5"]
    assert questions["Китепкана"] == ["30", "4,7", "100 % (30/30)", "–"]
    sections = {row[0]: row[2] for row in table(report, 3)}
    assert sections == {"Сапат": "3,5 (n=1)", "Шарт": "4,7 (n=1)"}
    assert report.charts[0].series[0].values[2] is None


def test_R13_shows_no_group_smaller_than_the_survey_says(asked, table):
    questions = {row[1]: row[2:] for row in table(asked.report("R13"), 2)}
    assert questions["Жатакана"][1:] == ["–", "–", "–"]
    assert "5" in questions["Жатакана"][0]


def test_R13_leaves_out_a_second_unit_where_the_small_one_could_be_worked_out(asked, table):
    for code, five in (("МТК", 3), ("ФИЛ", 8), ("МЕД", 20)):
        asked.save("survey_result", result(asked.now, "Окутуу", five=five, of_unit=code), unit="all")
    rows = {row[0]: row[1:] for row in table(asked.report("R13"), 4)}
    assert rows["Медициналык колледж"] == ["20", "5 (n=1)", "100 %"]
    assert rows["Математика кафедрасы"][1:] == ["–", "–"]
    assert rows["Филология кафедрасы"] == rows["Математика кафедрасы"]


def test_R13_names_no_sections_where_a_survey_has_none(desk):
    (survey,) = desk.save("survey", SURVEY, unit="all")
    desk.save("survey_result", result(survey, "Окутуу", five=10), unit="all")
    assert [column.label.text("en") for column in desk.report("R13").tables[2].columns][:2] == ["Question", "n"]


def test_R13_does_not_count_the_parts_and_the_whole_twice(asked, table):
    asked.save("survey_result", result(asked.now, "Окутуу", five=10, of_unit="МТК"), unit="all")
    assert {row[1]: row[2] for row in table(asked.report("R13"), 2)}["Окутуу"] == "50"


def test_R13_of_a_unit_is_of_its_own_answers(asked, table):
    asked.save("survey_result", result(asked.now, "Окутуу", five=10, of_unit="ФИЛ"), unit="all")
    asked.save("survey", SURVEY | {"title": "Башка бөлүм"}, unit="МЕД")
    report = asked.report("R13", unit="ФИЛ")
    assert [row[1] for row in table(report, 1)] == ["Сурамжылоо"]
    assert [row[:2] for row in table(report, 2)] == [["Окутуу", "10"]]


def test_R13_compares_with_the_last_survey_of_the_same_unit(asked, table):
    asked.save("survey", SURVEY | {"title": "Колледждики"}, unit="МЕД")
    (other,) = asked.save("survey", SURVEY | {"title": "Башка", "period": "2025/26"}, unit="ФИЛ")
    asked.save("survey_result", result(other, "Окутуу", five=9), unit="ФИЛ")
    rows = {row[1]: row[6] for row in table(asked.report("R13"), 1)}
    assert rows == {"Сурамжылоо": "60 %", "Колледждики": "–"}

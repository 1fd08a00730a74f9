"""The page of survey answers: what a workbook would bring is looked at before it is written, and taken back by undo."""

import openpyxl

from qms_desktop.services.listing import records as listed
from qms_desktop.services.records import save
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.pages.survey_answers import SurveyAnswersPage
from tests.services.test_survey_answers import FIRST, SURVEY, respondents


def test_a_workbook_is_looked_at_taken_in_and_taken_back(make_workspace, at_work, tmp_path):
    ws = make_workspace()
    save(ws, "survey", [SURVEY])
    desk = at_work(ws, SurveyAnswersPage)
    page = desk.page
    assert page.empty.isVisible()
    assert page.empty.button.isEnabled(), "the next step stands in words in the middle of the page"
    assert not page.take.isVisible()
    page.read(respondents(tmp_path / "answers.xlsx", ("ФЭБ", 20, 4), ("СТБ", 8, 4), ("РЕК", 2, 1)))
    desk.rest()
    assert "30" in page.said.text()
    assert "Эмне сунуштайсыз?" in page.more.text()
    rows = [page.sheet.rows.row(at) for at in range(page.sheet.rows.record_count())]
    assert [(row["of_unit"], row["n"]) for row in rows if row["question"] == FIRST] == [("ФЭБ", 20), (None, 10)]
    assert listed(ws, "survey_result") == []
    page.take.click()
    desk.rest()
    assert len(listed(ws, "survey_result")) == 4
    desk.editing.undo()
    desk.rest()
    assert listed(ws, "survey_result") == []


def test_what_was_said_of_a_wrong_file_goes_with_the_right_one(make_workspace, at_work, tmp_path):
    ws = make_workspace()
    save(ws, "survey", [SURVEY])
    desk = at_work(ws, SurveyAnswersPage)
    wrong = openpyxl.Workbook()
    wrong.active.append(["Дата", "Эскертүү"])
    wrong.active.append(["2026", "жок"])
    wrong.save(tmp_path / "wrong.xlsx")
    desk.page.read(tmp_path / "wrong.xlsx")
    desk.rest()
    assert desk.page.notices.findChildren(Banner)
    desk.page.read(respondents(tmp_path / "answers.xlsx", ("ФЭБ", 20, 4)))
    desk.rest()
    assert not [banner for banner in desk.page.notices.findChildren(Banner) if banner.isVisible()]


def test_without_a_survey_the_page_says_what_comes_first(make_workspace, at_work):
    page = at_work(make_workspace(), SurveyAnswersPage).page
    assert page.without.isVisible()
    assert not page.empty.isVisible()

"""The help: every page in three languages, F1 from a page and back."""

import re

import pytest

from qms_desktop.core.messages import LANGUAGES
from qms_desktop.ui import speech
from qms_desktop.ui.pages.help import DEPARTMENT, OFFICE, HelpPage, Topic, path_of
from qms_desktop.ui.pages.records.chapters import DEPARTMENT_CHAPTERS, OFFICE_CHAPTERS

TOPICS = sorted({*DEPARTMENT, *OFFICE})


@pytest.mark.parametrize("key", TOPICS)
def test_a_page_is_there_in_every_language_and_its_links_lead_somewhere(key):
    shapes = set()
    for language in LANGUAGES:
        page = Topic(key).page(language)
        assert page.startswith("# ")
        assert set(re.findall(r"\]\((\w+)\)", page)) <= set(TOPICS)
        shapes.add((page.count("\n"), page.count("**"), len(re.findall(r"\]\(", page))))
    assert len(shapes) == 1, "the languages say the same"


def test_no_page_lies_there_unread():
    for language in LANGUAGES:
        assert sorted(file.stem for file in path_of("home", language).parent.glob("*.md")) == TOPICS


def test_the_page_shows_the_topic_and_speaks_the_window_s_language(make_workspace, qtbot):
    page = HelpPage(make_workspace("МТК"))
    qtbot.addWidget(page)
    assert page.topic() == "first_department"
    page.show_topic("risks")
    assert "Тобокелдик – болуп калышы мүмкүн болгон окуя" in page.text.toPlainText()
    speech.use_language("ru")
    assert "Риск – это событие" in page.text.toPlainText()
    assert page.list.list.rows()[0].spoken() == "Первая четверть часа: подразделение"


def test_a_link_leads_on_and_back_leads_home(make_workspace, qtbot):
    page = HelpPage(make_workspace())
    qtbot.addWidget(page)
    went = []
    page.show_topic("receive", lambda: went.append("back"))
    page.text.anchorClicked.emit("conflicts")
    assert page.topic() == "conflicts"
    page.back.click()
    assert went == ["back"]


def test_a_page_without_help_of_its_own_gets_the_first_steps(make_workspace, qtbot):
    page = HelpPage(make_workspace())
    qtbot.addWidget(page)
    page.show_topic("nowhere")
    assert page.topic() == "first_office"


def test_every_page_of_records_has_help_of_its_own():
    for chapters, topics in ((DEPARTMENT_CHAPTERS, DEPARTMENT), (OFFICE_CHAPTERS, OFFICE)):
        assert {chapter.key for chapter in chapters} <= set(topics)

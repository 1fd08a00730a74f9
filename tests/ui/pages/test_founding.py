"""What the founding document names is entered by one button where the list is empty yet."""

import pytest

from qms_desktop.services import listing
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.section import Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.records.chapters import chapters
from qms_desktop.ui.pages.records.page import ChapterPage


@pytest.mark.requirement("R026", "R162")
def test_who_answers_for_what_is_entered_from_the_document(make_workspace, at_work):
    ws = make_workspace(institution="oshsu")
    (chapter,) = [one for one in chapters(ws) if "responsibility" in one.kinds]

    def page(ws, runner, editing):
        window = MainWindow([Section("opening", None, "", "house", lambda: Page(""), listed=False)], runner, {})
        return ChapterPage(ws, runner, editing, Navigator(window), chapter)

    desk = at_work(ws, page)
    desk.page.tabs.choose("responsibility")
    desk.rest()
    tab = desk.page.list_in_sight()
    assert tab.empty.isVisible()
    tab.empty.button.click()
    desk.rest()
    assert len(listing.records(ws, "responsibility")) == tab.sheet.rows.record_count() >= 15
    assert not tab.empty.isVisible()
    desk.editing.undo()
    desk.rest()
    assert listing.records(ws, "responsibility") == []

"""The page of a new year: one button carries over, each record shows how it stands against last year's, and it is undone."""

import datetime as dt

import pytest

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import records, year
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.new_year import NewYearPage
from tests.ui.pages.test_checks import Ways


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    before = year.year_of(ws, None, year.year_of(ws, None, dt.date.today()).first - dt.timedelta(days=1)).code
    records.save(ws, "risk", [{"title": "Өрт", "code": "Т-МТК-01", "period": before}, {"title": "Суу", "period": before}])
    return ws


def opened(at_work, ws):
    ways = Ways()
    return ways, at_work(ws, lambda ws, runner, editing: NewYearPage(ws, runner, editing, ways))


def test_one_button_carries_over_and_undo_takes_it_back(at_work, unit):
    _ways, desk = opened(at_work, unit)
    page = desk.page
    assert page.waiting.count == 2
    assert page.carry.isEnabled()
    page.carry.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: [one.mark for one in page.marks] == ["unchanged", "unchanged"])
    assert not page.carry.isEnabled()
    desk.editing.undo()
    desk.rest()
    desk.qtbot.waitUntil(lambda: page.marks == [])


def test_what_was_changed_is_named_and_leads_to_its_record(at_work, unit):
    ways, desk = opened(at_work, unit)
    desk.page.carry.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: len(desk.page.marks) == 2)
    fire = next(one for one in desk.page.marks if one.title == "Өрт")
    desk.editing.save("risk", [{"id": fire.record, "cause": "Зымдар"}], KINDS["risk"].label)
    desk.rest()
    desk.qtbot.waitUntil(lambda: "changed" in [one.mark for one in desk.page.marks])
    desk.page.toggles.choose("changed")
    def said():
        return " ".join(label.text() for label in desk.page.scroll.findChildren(Label) if label.isVisible())
    desk.qtbot.waitUntil(lambda: "Өрт" in said())
    assert "Суу" not in said()
    button = next(b for b in desk.page.scroll.findChildren(type(desk.page.carry)) if b.isVisible())
    button.click()
    assert ways.went == [("risk", fire.record)]

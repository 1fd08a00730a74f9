"""The page of the year: what is late and soon first, the whole year on wish, and files for paper and calendar programs."""

import datetime as dt

import pytest

from qms_desktop.services import records, year
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.calendar import CalendarPage
from tests.ui.pages.test_checks import Ways

TODAY = dt.date.today()
INSTITUTION = "generic" if TODAY.month in (8, 9) else "jasu"
"""Whose year neither ends nor begins these days: what is late and what is soon lie in one year."""
LATE, SOON = TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=5)


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК", institution=INSTITUTION)
    measures = [{"text": "Кечиккен чара", "due": LATE.isoformat()}, {"text": "Жакынкы чара", "due": SOON.isoformat()},
                {"text": "Бүткөн чара", "due": LATE.isoformat(), "state": "done"}]  # fmt: skip
    records.save(ws, "risk", [{"title": "Өрт", "code": "Т-МТК-01", "measures": measures}])
    return ws


@pytest.fixture
def ways():
    return Ways()


def opened(at_work, ws, ways):
    return at_work(ws, lambda ws, runner, _editing: CalendarPage(ws, runner, ways))


def of_measures(page):
    return [one.title for one in page.shown if one.rule == "risk.measures"]


def test_what_is_late_and_soon_is_shown_and_the_rest_on_wish(at_work, unit, ways):
    page = opened(at_work, unit, ways).page
    assert of_measures(page) == ["Кечиккен чара", "Жакынкы чара"]
    page.toggles.choose("all")
    assert set(of_measures(page)) == {"Кечиккен чара", "Жакынкы чара", "Бүткөн чара"}
    page.toggles.box.setText("жакынкы")
    page._show()
    assert of_measures(page) == ["Жакынкы чара"]
    assert any("Жакынкы чара" in label.text() for label in page.findChildren(Label))


def test_a_day_leads_to_its_record(at_work, unit, ways):
    page = opened(at_work, unit, ways).page
    late = next(one for one in page.shown if one.title == "Кечиккен чара")
    page.open_owed(late)
    assert ways.went == [("risk", late.record)]


def test_another_year_is_chosen(at_work, unit, ways):
    desk = opened(at_work, unit, ways)
    following = desk.page._years[2]
    desk.page.year.set_key(following)
    desk.page.refresh()
    desk.rest()
    desk.qtbot.waitUntil(lambda: desk.page.calendar.year.code == following)
    assert of_measures(desk.page) == []


def test_the_office_looks_at_a_units_calendar(at_work, make_workspace, ways):
    office = make_workspace()
    desk = opened(at_work, office, ways)
    assert {one.unit for one in desk.page.calendar.owed} == {"office"}
    desk.page.unit.set_key("АРБ")
    desk.page.refresh()
    desk.rest()
    desk.qtbot.waitUntil(lambda: desk.page.calendar.unit == "АРБ")


def test_it_is_written_for_paper_and_for_a_calendar_program(at_work, unit, ways, tmp_path, monkeypatch):
    desk = opened(at_work, unit, ways)
    for name, write in (("y.pdf", desk.page.print_page), ("y.ics", desk.page.write_ics)):
        monkeypatch.setattr("qms_desktop.ui.asking.place_to_save", lambda *_given, name=name: tmp_path / name)
        write()
        desk.rest()
        desk.qtbot.waitUntil((tmp_path / name).exists)
    undone = [one for one in year.calendar(unit).owed if not one.done]
    assert (tmp_path / "y.ics").read_bytes().count(b"BEGIN:VEVENT") == len(undone)
    assert (tmp_path / "y.pdf").read_bytes().startswith(b"%PDF")

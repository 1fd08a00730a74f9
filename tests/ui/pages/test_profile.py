"""The page of the profile: what is written in a cell is the office's change, refused in a sentence or taken back."""

import datetime as dt

import pytest

from qms_desktop.core.profile_edits import PARTS
from qms_desktop.services import institution
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.pages.profile import ProfilePage


@pytest.fixture
def desk(make_workspace, at_work):
    return at_work(make_workspace(), ProfilePage)


def show(desk, part):
    desk.page.show_part(part)
    desk.rest()


def write(desk, key, column, text):
    rows = desk.page.sheet.rows
    at = rows.find(key) if key is not None else rows.record_count()
    place = next(i for i, each in enumerate(rows.columns) if each.key == column)
    assert rows.setData(rows.index(at, place), text)
    desk.rest()


def banners(desk):
    return " ".join(label.text() for label in desk.page.notices.findChildren(Label))


def test_every_part_is_shown_as_in_the_document(desk):
    for part in PARTS:
        show(desk, part)
        entries, _base = institution.entries(desk.ws, part)
        assert desk.page.sheet.rows.record_count() == len(entries), part
        for at in range(len(entries)):
            row = desk.page.sheet.rows.row(at)
            expected = entries[at].count == institution.EXPECTED
            assert row["state"].tone == ("medium" if expected else "neutral")
            assert bool(row["back"]) == expected


def test_the_date_of_a_feast_is_confirmed_by_its_link_and_goes_back(desk):
    show(desk, "holidays")
    day = next(key for key, entry in desk.page.entries.items() if entry.count == institution.EXPECTED and key > dt.date.today().isoformat())
    for confirmed in (True, False):
        desk.page.sheet.link_followed.emit(day, "back")
        desk.rest()
        assert desk.ws.profile.calendar.holiday(dt.date.fromisoformat(day)).confirmed == confirmed
        assert desk.page.entries[day].edited == confirmed


def test_a_cell_is_a_change_that_goes_back_by_undo_and_by_its_link(desk):
    show(desk, "levels")
    write(desk, "low", "value", "6")
    assert desk.ws.profile.level(6) == "low"
    assert str(desk.page.sheet.rows.row(0)["_marks"]["value"].second).endswith(": 5"), "beside it, what the document says"
    desk.editing.undo()
    desk.rest()
    assert desk.ws.profile.level(6) == "medium"
    desk.editing.redo()
    desk.rest()
    assert desk.ws.profile.level(6) == "low"
    desk.page.sheet.link_followed.emit("low", "back")
    desk.rest()
    assert desk.ws.profile.level(6) == "medium"
    assert not desk.page.entries["low"].edited


def test_what_cannot_be_is_said_and_the_cell_shows_what_stands(desk):
    show(desk, "levels")
    write(desk, "low", "value", "20")
    assert "бири-бирин" in banners(desk)
    assert desk.page.sheet.rows.row(0)["value"] == "5"


def test_entries_are_added_and_go_out_of_use(desk):
    show(desk, "risk_categories")
    write(desk, None, "ky", "Санариптик")
    assert desk.page.entries["sanariptik"].own
    write(desk, "technical", "used", False)
    assert desk.ws.profile.withdrawn("risk_categories") == {"technical"}
    show(desk, "holidays")
    write(desk, None, "day", "23.11.2026")
    assert "2026-11-23" in desk.page.entries
    show(desk, "working_days")
    write(desk, None, "day", "21.11.2026")
    assert desk.ws.profile.calendar.is_working_day(dt.date(2026, 11, 21))

"""The page of periods: the office opens one in a table, calls for it, sees what is there, closes it; Home shows it."""

import pytest
from PySide6.QtGui import QGuiApplication

from qms_desktop.services import awaited, periods
from qms_desktop.ui.pages.periods import PeriodsPage, matrix


@pytest.fixture
def desk(make_workspace, at_work):
    return at_work(make_workspace(), PeriodsPage)


def put(desk, place, **values):
    desk.page.lines.rows.apply([(place, values)])
    desk.rest()


def test_a_period_is_written_opened_changed_called_for_and_closed(desk):
    page = desk.page
    page.code.setText("2026/27")
    put(desk, 0, form="Ф-03")
    put(desk, 0, due="15.10.2026")
    put(desk, 1, form="Ф-01")
    page.open_it.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: page.close_it.isVisible())
    (period,) = awaited.all_periods(desk.ws)
    assert (period["state"], [(line["form"], line["due"]) for line in period["expected"]]) == (
        "open", [("Ф-03", "2026-10-15"), ("Ф-01", None)])  # fmt: skip
    put(desk, 1, due="30.11.2026")
    assert awaited.all_periods(desk.ws)[0]["expected"][1]["due"] == "2026-11-30"
    page.call_for_data()
    desk.rest()
    assert "Ф-03" in QGuiApplication.clipboard().text()
    page.close_it.click()
    desk.rest()
    desk.qtbot.waitUntil(lambda: page.reopen.isVisible())
    assert awaited.all_periods(desk.ws)[0]["state"] == "closed"


def test_the_board_shows_every_unit_and_what_is_late(make_workspace, at_work):
    ws = make_workspace()
    periods.open_period(ws, "2025/26", [{"form": "Ф-03", "due": "2025-10-15"}])
    desk = at_work(ws, PeriodsPage)
    desk.page.tabs.choose("board")
    rows = desk.page.board.rows
    assert rows.record_count() == len(awaited.completeness(ws, "2025/26"))
    assert rows.row(0)["Ф-03"] == matrix.ICONS["late"][0]
    assert rows.row(0)["late"] == 1


def test_what_cannot_be_opened_is_said(desk):
    desk.page.code.setText("2026-2027")
    put(desk, 0, form="Ф-03")
    desk.page.open_it.click()
    desk.rest()
    assert awaited.all_periods(desk.ws) == []
    assert desk.page.lines.rows.record_count() == 1, "what was written stays"

"""What stands in the side panel has room in it: steps go on in the next line, links are short enough."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import listing, records
from qms_desktop.services.openings_table import OPENINGS
from qms_desktop.ui import speech
from qms_desktop.ui.components.buttons import Button
from qms_desktop.ui.components.choices import ChoiceBox
from qms_desktop.ui.components.filters import FilterRow
from qms_desktop.ui.components.layout import Flow
from qms_desktop.ui.components.panel import SidePanel
from qms_desktop.ui.components.tabs import Tab
from qms_desktop.ui.pages.records import layout
from qms_desktop.ui.pages.risks.registers import integrated_columns, register_columns
from qms_desktop.ui.pages.sheet_check import SheetCheck
from qms_desktop.ui.runner import Runner
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import px

PANEL = 400 - 18 - 18 - 12  # its margins and its scroll bar taken off


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_what_can_be_opened_from_a_record_is_said_in_one_line_of_the_panel(qtbot, language):
    speech.use_language(language)
    for opening in OPENINGS:
        button = Button(opening.label, "link", "plus")
        qtbot.addWidget(button)
        assert button.sizeHint().width() <= px(PANEL), button.text()


def test_steps_that_have_no_room_side_by_side_go_on_in_the_next_line(qtbot, shell, make_workspace):
    """A proposal can be accepted, put off or rejected, and a rejection asks for its reason."""
    office = make_workspace()
    records.save(office, "improvement", [{"unit": "МТК", "title": "Сурамжылоону телефон аркылуу өткөрүү", "period": "2026/27"}])
    window = shell(office)
    page = window.page("actions")
    page.tabs.choose("improvement")
    window.settle()
    (record,) = listing.records(office, "improvement")
    page.open_record("improvement", record["id"])
    qtbot.waitUntil(lambda: page.panel is not None and bool(page.panel.moves.buttons))
    moves, form = page.panel.moves, page.panel.tab("form")
    moves.buttons["void"].click()
    assert len(moves.buttons) >= 3
    window.settle()
    assert form.holder.minimumSizeHint().width() <= form.viewport().width()
    shown = [button for button in moves.findChildren(QPushButton) if button.isVisible()]
    assert all(button.visibleRegion().boundingRect().width() == button.width() for button in shown)


def test_a_flow_would_stand_in_one_line_and_can_stand_in_many(qtbot):
    buttons = [QPushButton("Текшерүү"), QPushButton("Кайтарып алуу")]
    holder, flow = QWidget(), Flow()
    qtbot.addWidget(holder)
    for button in buttons:
        flow.addWidget(button)
    holder.setLayout(flow)
    assert flow.sizeHint().width() == sum(button.sizeHint().width() for button in buttons) + px(8)
    assert flow.minimumSize().width() <= max(button.sizeHint().width() for button in buttons)
    assert flow.heightForWidth(flow.minimumSize().width()) > flow.heightForWidth(flow.sizeHint().width())


def test_what_is_chosen_beside_the_filter_is_never_cut(qtbot, shell, make_workspace):
    """The office has three boxes beside the filter, and the panel leaves them little room."""
    office = make_workspace()
    records.save(office, "improvement", [{"unit": "МТК", "title": "Сурамжылоо", "period": "2025/26"}])
    window = shell(office)
    window.window.resize(1366, 690)
    page = window.page("actions")
    page.tabs.choose("improvement")
    window.settle()
    (record,) = listing.records(office, "improvement")
    page.open_record("improvement", record["id"])
    qtbot.waitUntil(lambda: page.panel is not None and page.panel.isVisible())
    window.settle()
    boxes = [box for box in page.list_in_sight().filters.findChildren(ChoiceBox) if box.isVisible()]
    assert len(boxes) >= 2
    for box in boxes:
        assert box.width() >= box.fontMetrics().horizontalAdvance(box.currentText()) + px(36), box.currentText()


def test_a_number_that_names_the_unit_needs_no_column_of_the_unit_beside_the_panel(make_workspace):
    profile = make_workspace().profile
    rooms = {name: {column.key: column.room for column in layout.columns(KINDS[name], profile, "office")[0]} for name in ("nonconformity", "action", "person")}
    assert rooms["nonconformity"]["unit"] == rooms["action"]["unit"] == "wide"
    assert rooms["person"]["unit"] == "panel", "nothing else names the unit of a person"


def test_what_a_filter_asks_for_is_read_whole(qtbot):
    line = FilterRow("Аталышы же номери", [])
    qtbot.addWidget(line)
    line.resize(700, 34)
    line.show()
    box = line.box
    assert box.width() - box.textMargins().left() > box.fontMetrics().horizontalAdvance(box.placeholderText()) + px(16)


def test_a_register_number_is_read_whole(qtbot, make_workspace):
    """It is wider than its column, and goes on in the next line."""
    columns = register_columns(make_workspace().profile)
    (place,) = (column for column in columns if column.key == "place")
    sheet = Sheet(ListSource([{"id": 1, "place": "Р-2025-0012"}]), columns)
    qtbot.addWidget(sheet)
    first, _below = sheet.itemDelegate().lines(place, sheet.rows.cell(0, columns.index(place)), px(place.width) - px(16))
    assert "".join(first) == "Р-2025-0012"


def test_what_a_record_without_a_number_is_called_is_read_whole(qtbot):
    panel = SidePanel([Tab("form", "Форма")])
    qtbot.addWidget(panel)
    panel.resize(px(400), 500)
    panel.show()
    panel.show_record("Студенттер менен жолугушуу", "Окуу шарты", 10, 100)
    number = panel.number
    longest = max(map(number.fontMetrics().horizontalAdvance, number.text().split()))
    assert longest <= number.width()
    assert number.heightForWidth(number.width()) <= number.height()


def test_a_number_is_not_broken_however_long_it_is(qtbot, make_workspace):
    columns, _put_away = layout.columns(KINDS["survey"], make_workspace().profile, "office")
    (number,) = (column for column in columns if column.whole)
    sheet = Sheet(ListSource([{"id": 1, number.key: "СУР-СТ-2025-0012"}]), columns)
    qtbot.addWidget(sheet)
    sheet.resize(700, 300)
    sheet.show()
    place = columns.index(number)
    first, _below = sheet.itemDelegate().lines(number, sheet.rows.cell(0, place), sheet.columnWidth(place) - px(16))
    assert first == ("СУР-СТ-2025-0012",)


def test_no_word_in_the_head_of_the_integrated_table_is_broken(qtbot, make_workspace):
    """Its long columns give way, but not so far."""
    columns = integrated_columns(make_workspace().profile)
    sheet = Sheet(ListSource([]), columns)
    qtbot.addWidget(sheet)
    sheet.resize(px(1040), 300)
    sheet.show()
    header = sheet.horizontalHeader()
    shown = [place for place in range(len(columns)) if not sheet.isColumnHidden(place)]
    assert shown
    assert all(sheet.columnWidth(place) >= header.least(place) for place in shown)


def test_what_the_line_for_a_check_code_asks_for_is_read_whole(qtbot, make_workspace):
    runner = Runner()
    line = SheetCheck(make_workspace(), runner)
    qtbot.addWidget(line)
    for language in ("ky", "ru", "en"):
        speech.use_language(language)
        line.resize(px(900), px(40))
        line.show()
        assert line.box.width() > line.box.fontMetrics().horizontalAdvance(line.box.placeholderText()) + px(16), language
    runner.close()

"""A list that a page walks through lays out its beginning, and the rest when a person comes there."""

import pytest

from qms_desktop.core.messages import Localised
from qms_desktop.ui.speech import use_language
from qms_desktop.ui.table.record_list import LAID_OUT, ListColumn, ListRow

MANY = 3 * LAID_OUT


@pytest.fixture
def column(qtbot):
    made = ListColumn("Тизме", "Издөө")
    qtbot.addWidget(made)
    made.show_rows([ListRow(at, f"{at}-документ") for at in range(MANY)], 0)
    return made


def laid_out(column):
    return column.list.model().rowCount()


def test_only_the_beginning_of_a_long_list_is_laid_out_and_all_of_it_is_counted(column):
    assert laid_out(column) == LAID_OUT
    assert column.count.text() == str(MANY)


def test_a_row_further_down_is_marked_and_walked_to(column):
    assert column.list.mark(MANY - 2)
    assert column.list.current_id() == MANY - 2
    assert column.list.walk(1)
    assert column.list.place() == (MANY, MANY)
    assert not column.list.walk(1)
    column.list.mark(LAID_OUT - 1)
    column.show_rows([ListRow(at, f"{at}-документ") for at in reversed(range(MANY))], LAID_OUT - 1)
    assert column.list.current_id() == LAID_OUT - 1


def test_walking_past_what_is_laid_out_goes_on(column):
    column.list.mark(LAID_OUT - 1)
    assert column.list.walk(1)
    assert column.list.current_id() == LAID_OUT


def test_scrolling_to_the_end_lays_out_the_next_rows(column, qtbot):
    column.resize(290, 600)
    column.show()
    bar = column.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: laid_out(column) == 2 * LAID_OUT)


def test_the_filter_looks_through_the_rows_that_are_not_laid_out(column):
    column.box.setText(f"{MANY - 1}-")
    assert [row.id for row in column.list.rows()] == [MANY - 1]
    assert column.count.text() == f"1 / {MANY}"


class _Word(Localised):
    def text(self, language):
        return {"ky": "сапат", "en": "quality"}[language]

    __str__ = Localised.__str__


def test_what_is_typed_finds_the_rows_as_they_are_and_as_they_are_said_now(column):
    column.box.setText("сапат")
    assert not column.list.rows()
    column.show_rows([ListRow(1, "Сапат саясаты"), ListRow(2, _Word()), ListRow(3, "Башка")])
    assert [row.id for row in column.list.rows()] == [1, 2]
    use_language("en")
    column.box.setText("quali")
    assert [row.id for row in column.list.rows()] == [2]
    use_language("ky")

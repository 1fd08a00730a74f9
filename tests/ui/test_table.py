import time

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from qms_desktop.core.messages import Text
from qms_desktop.ui.components.scale import ScalePopup, Step
from qms_desktop.ui.speech import use_language
from qms_desktop.ui.table.columns import MARKS, Column, Mark
from qms_desktop.ui.table.items import ItemsEditor
from qms_desktop.ui.table.model import RowModel
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import line_height

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
STEPS = tuple(Step(n, f"{n}-баскыч", "") for n in range(1, 6))
COLUMNS = [
    Column("n", "№", 34, kind="number"),
    Column("risk", Text("Тобокелдик", "Риск", "Risk"), 200, wrap=True, editable=True, stretch=True),
    Column("likely", "Ыкт.", 44, kind="scale", steps=STEPS, editable=True),
    Column("due", "Мөөнөтү", 100, kind="date", editable=True),
    Column("who", "Жооптуу", 120, editable=True, missing=Text("жазыңыз", "укажите", "write")),
]


def rows(count=5):
    return [
        {
            "id": f"r{n}",
            "n": n + 1,
            "risk": f"Тобокелдик {n}",
            "likely": n % 5 + 1,
            "due": "2026-12-25",
            "who": None,
        }
        for n in range(count)
    ]


class Counting(ListSource):
    """100,000 rows that are made when they are asked for."""

    fetched = 0

    def count(self):
        return 100_000

    def fetch(self, offset, limit):
        self.fetched += 1
        return [
            {"id": n, "n": n, "risk": f"Тобокелдик {n}", "likely": 3, "due": None, "who": None}
            for n in range(offset, min(offset + limit, 100_000))
        ]


@pytest.fixture
def sheet(qtbot, qtmodeltester):
    made = Sheet(ListSource(rows()), COLUMNS, invite=Text("Кошуңуз", "Добавьте", "Add"))
    made.batches, made.refusals = [], []
    made.rows.edited.connect(made.batches.append)
    made.rows.refused.connect(made.refusals.append)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def go(sheet, row, column):
    sheet.selectionModel().setCurrentIndex(
        sheet.rows.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def select(sheet, top, left, bottom, right):
    block = QItemSelection(sheet.rows.index(top, left), sheet.rows.index(bottom, right))
    go(sheet, top, left)
    sheet.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def place(sheet):
    return sheet.currentIndex().row(), sheet.currentIndex().column()


def editor(sheet):
    return QApplication.focusWidget() if QApplication.focusWidget() is not sheet else None


def test_the_model_keeps_qts_rules(qtmodeltester):
    for source in (ListSource(rows()), ListSource(), ListSource(rows(450))):
        for invite in (None, "Кошуңуз"):
            model = RowModel(source, COLUMNS, invite)
            qtmodeltester.check(model, force_py=False)


def test_the_model_keeps_qts_rules_while_it_changes(qtmodeltester):
    source = ListSource(rows())
    model = RowModel(source, COLUMNS, "Кошуңуз")
    qtmodeltester.check(model, force_py=False)
    source.rows += rows(3)
    model.refresh()
    del source.rows[2:]
    model.refresh()
    model.setData(model.index(0, 1), "Жаңы")
    model.show_source(ListSource(rows(40)))
    assert model.rowCount() == 41


def test_a_hundred_thousand_rows_scroll_without_being_read(qtbot):
    source = Counting()
    sheet = Sheet(source, COLUMNS)
    qtbot.addWidget(sheet)
    sheet.resize(700, 400)
    began = time.monotonic()
    sheet.show()
    sheet.scrollToBottom()
    sheet.grab()
    assert time.monotonic() - began < 2
    assert source.fetched < 10
    assert sheet.rowHeight(0) == sheet.rowHeight(99_999) == 50


def test_rows_are_as_high_as_their_text(qtbot):
    many = rows(300)
    many[1]["risk"] = "узун текст " * 40
    many[250]["risk"] = "узун текст " * 40
    sheet = Sheet(ListSource(many), COLUMNS)
    qtbot.addWidget(sheet)
    sheet.resize(700, 400)
    sheet.show()
    sheet.grab()
    assert sheet.rowHeight(0) == 36
    assert sheet.rowHeight(1) > 80
    assert sheet.rowHeight(250) == 36, "out of sight, not measured"
    sheet.scrollTo(sheet.rows.index(250, 0))
    assert sheet.rowHeight(250) > 80


def test_enter_and_tab_walk_as_in_excel(sheet, press):
    go(sheet, 0, 1)
    press(sheet, Key.Key_Return)
    assert place(sheet) == (1, 1)
    press(sheet, Key.Key_Return, modifiers=SHIFT)
    assert place(sheet) == (0, 1)
    press(sheet, Key.Key_Tab)
    press(sheet, Key.Key_Tab)
    assert place(sheet) == (0, 3)
    press(sheet, Key.Key_Return)
    assert place(sheet) == (1, 1), "Enter goes back to the column where Tab began"
    go(sheet, 0, 4)
    press(sheet, Key.Key_Tab)
    assert place(sheet) == (1, 0)


def test_typing_replaces_and_enter_takes(sheet, write, press):
    go(sheet, 0, 1)
    write(sheet, "Ж")
    opened = editor(sheet)
    assert opened.toPlainText() == "Ж"
    write(opened, "өнөкөй")
    press(opened, Key.Key_Return, "\r")
    assert sheet.batches == [[("r0", {"risk": "Жөнөкөй"})]]
    assert place(sheet) == (1, 1)
    assert sheet.rows.index(0, 1).data() == "Жөнөкөй"


def test_f2_keeps_the_text_and_escape_gives_up(sheet, press, write):
    go(sheet, 0, 1)
    press(sheet, Key.Key_F2)
    opened = editor(sheet)
    assert opened.toPlainText() == "Тобокелдик 0"
    write(opened, "!")
    press(opened, Key.Key_Escape)
    assert sheet.batches == []
    assert sheet.hasFocus()


def test_arrows_leave_a_cell_that_was_typed_into(sheet, press, write):
    go(sheet, 1, 4)
    write(sheet, "Д")
    write(editor(sheet), "екан")
    press(editor(sheet), Key.Key_Up)
    assert sheet.batches == [[("r1", {"who": "Декан"})]]
    assert place(sheet) == (0, 4)


def test_a_value_that_did_not_change_is_no_edit(sheet, press):
    go(sheet, 0, 1)
    press(sheet, Key.Key_F2)
    press(editor(sheet), Key.Key_Return, "\r")
    assert sheet.batches == []


def test_copy_and_paste_with_excel(sheet, press):
    select(sheet, 0, 1, 1, 3)
    press(sheet, Key.Key_C, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "Тобокелдик 0\t1\t25.12.2026\nТобокелдик 1\t2\t25.12.2026"
    QGuiApplication.clipboard().setText('Биринчи\t5\t01.02.2027\tДекан\r\n"Эки\nсап"\t4\t\tРектор\r\n')
    go(sheet, 3, 1)
    press(sheet, Key.Key_V, modifiers=CONTROL)
    assert sheet.batches == [
        [
            ("r3", {"risk": "Биринчи", "likely": 5, "due": "2027-02-01", "who": "Декан"}),
            ("r4", {"risk": "Эки\nсап", "likely": 4, "due": None, "who": "Ректор"}),
        ]
    ]


def test_the_russian_layout_copies_too(sheet, press):
    go(sheet, 0, 1)
    press(sheet, ord("С"), modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "Тобокелдик 0"


def test_pasting_past_the_end_makes_rows(sheet, press):
    QGuiApplication.clipboard().setText("А\nБ\nВ")
    go(sheet, 4, 1)
    press(sheet, Key.Key_V, modifiers=CONTROL)
    assert sheet.batches == [[("r4", {"risk": "А"}), (None, {"risk": "Б"}), (None, {"risk": "В"})]]


def test_one_value_fills_the_selection(sheet, press):
    QGuiApplication.clipboard().setText("Декан")
    select(sheet, 0, 4, 2, 4)
    press(sheet, Key.Key_V, modifiers=CONTROL)
    assert sheet.batches == [[(f"r{n}", {"who": "Декан"}) for n in range(3)]]


def test_what_a_column_refuses_is_told(sheet, press):
    QGuiApplication.clipboard().setText("9\n31.11.2026x")
    go(sheet, 0, 2)
    press(sheet, Key.Key_V, modifiers=CONTROL)
    assert sheet.batches == []
    assert [(r.row, r.key, r.text) for r in sheet.refusals[0]] == [
        (0, "likely", "9"),
        (1, "likely", "31.11.2026x"),
    ]


@pytest.mark.parametrize("number", ["", "7\t", "Т-МТК-07\t"])
def test_a_table_pasted_on_the_row_that_invites_needs_no_numbers(qtbot, number):
    sheet = Sheet(ListSource(rows(2)), COLUMNS, invite="+")
    qtbot.addWidget(sheet)
    sheet.show()
    got = []
    sheet.rows.edited.connect(got.append)
    QGuiApplication.clipboard().setText(f"{number}Жаңы тобокелдик\t4\t25.12.2026")
    go(sheet, 2, 0)
    sheet.command(Key.Key_V)
    assert got == [[(None, {"risk": "Жаңы тобокелдик", "likely": 4, "due": "2026-12-25"})]]


def test_typing_on_the_sentence_that_invites_begins_in_the_first_column(qtbot, press):
    sheet = Sheet(ListSource(rows(2)), COLUMNS, invite="+")
    qtbot.addWidget(sheet)
    sheet.show()
    go(sheet, 2, 0)
    press(sheet, Key.Key_A, "а")
    assert place(sheet) == (2, 1)
    assert sheet.state() == Sheet.State.EditingState
    assert sheet.findChild(QPlainTextEdit).toPlainText() == "а"


def test_five_thousand_rows_are_pasted_quickly(qtbot):
    sheet = Sheet(ListSource(rows(10)), COLUMNS, invite="+")
    qtbot.addWidget(sheet)
    sheet.show()
    got = []
    sheet.rows.edited.connect(got.append)
    QGuiApplication.clipboard().setText(
        "\n".join(f"Т {n}\t{n % 5 + 1}\t25.12.2026\tДекан" for n in range(5000))
    )
    go(sheet, 0, 1)
    began = time.monotonic()
    sheet.command(Key.Key_V)
    assert time.monotonic() - began < 2
    assert [len(batch) for batch in got] == [5000]


def test_fill_down(sheet, press):
    select(sheet, 0, 2, 2, 3)
    press(sheet, Key.Key_D, modifiers=CONTROL)
    assert sheet.batches == [[("r1", {"likely": 1}), ("r2", {"likely": 1})]]
    go(sheet, 4, 2)
    press(sheet, Key.Key_D, modifiers=CONTROL)
    assert sheet.batches[1] == [("r4", {"likely": 4})]


def test_delete_clears_and_today_is_written(sheet, press):
    import datetime

    select(sheet, 0, 0, 1, 3)
    press(sheet, Key.Key_Delete)
    assert sheet.batches[0] == [(f"r{n}", {"risk": None, "likely": None, "due": None}) for n in range(2)]
    go(sheet, 0, 3)
    press(sheet, Key.Key_Semicolon, modifiers=CONTROL)
    assert sheet.batches[1] == [("r0", {"due": datetime.date.today().isoformat()})]


def test_cut_copies_and_clears(sheet, press):
    go(sheet, 0, 1)
    press(sheet, Key.Key_X, modifiers=CONTROL)
    assert QGuiApplication.clipboard().text() == "Тобокелдик 0"
    assert sheet.batches == [[("r0", {"risk": None})]]


def test_undo_is_only_asked_for(sheet, press, qtbot):
    go(sheet, 0, 1)
    with qtbot.waitSignal(sheet.undo_asked):
        press(sheet, Key.Key_Z, modifiers=CONTROL)


def test_digits_judge_and_alt_down_opens_the_steps(sheet, press, write):
    go(sheet, 0, 2)
    write(sheet, "5")
    assert sheet.batches == [[("r0", {"likely": 5})]]
    press(sheet, Key.Key_Down, modifiers=ALT)
    popup = sheet.findChild(ScalePopup)
    assert popup.isVisible()
    write(popup, "2")
    assert sheet.batches[1] == [("r0", {"likely": 2})]


def test_writing_in_the_last_row_makes_a_new_one(sheet, press, write):
    go(sheet, 5, 1)
    write(sheet, "Ж")
    write(editor(sheet), "аңы")
    press(editor(sheet), Key.Key_Return, "\r")
    assert sheet.batches == [[(None, {"risk": "Жаңы"})]]


def test_the_offices_cell_is_not_edited(qtbot, press):
    made = rows(1)
    made[0]["_marks"] = {"who": Mark(office=True, remark="Сын-пикир")}
    model = RowModel(ListSource(made), COLUMNS)
    assert not model.setData(model.index(0, 4), "Декан")
    assert "Сын-пикир" in model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)


def test_leaving_an_edited_row_is_told_once(sheet, write, press):
    left = []
    sheet.row_left.connect(left.append)
    go(sheet, 0, 2)
    write(sheet, "5")
    go(sheet, 0, 1)
    assert left == []
    go(sheet, 1, 1)
    go(sheet, 2, 1)
    assert left == ["r0"]


def test_refreshing_keeps_the_place(sheet):
    go(sheet, 3, 1)
    sheet.rows.refresh()
    assert place(sheet) == (3, 1)


def test_titles_and_missing_words_follow_the_language(sheet):
    assert sheet.rows.headerData(1, Qt.Orientation.Horizontal) == "Тобокелдик"
    use_language("ru")
    assert sheet.rows.headerData(1, Qt.Orientation.Horizontal) == "Риск"
    assert "укажите" in sheet.rows.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_late_source_delivers(qtbot):
    class Late(ListSource):
        def fetch(self, offset, limit):
            return None

    model = RowModel(Late(rows(3)), COLUMNS)
    assert model.index(0, 1).data() == ""
    with qtbot.waitSignal(model.dataChanged):
        model.deliver(0, rows(3))
    assert model.index(0, 1).data() == "Тобокелдик 0"


def test_items_are_added_changed_and_dropped(qtbot):
    editor = ItemsEditor(
        [
            Column("what", "Чара", 200, editable=True),
            Column("due", "Мөөнөтү", 100, kind="date", editable=True),
        ]
    )
    qtbot.addWidget(editor)
    editor.set_value([{"what": "Биринчи", "key": "k1"}])
    with qtbot.waitSignal(editor.changed):
        editor.rows.setData(editor.rows.index(1, 0), "Экинчи")
    assert editor.value() == [{"what": "Биринчи", "key": "k1"}, {"what": "Экинчи"}]
    editor.rows.setData(editor.rows.index(0, 0), "")
    assert editor.value() == [{"what": "Экинчи"}]


def test_a_list_in_a_form_that_is_shown_again_takes_what_is_typed_next(qtbot, write):
    """The form shows its record again after each save: the cursor stays in its cell."""
    editor = ItemsEditor([Column("what", "Чара", 200, editable=True)])
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value([])
    with qtbot.waitActive(editor):
        editor.activateWindow()
    editor.setFocus(Qt.FocusReason.OtherFocusReason)
    editor.setReadOnly(False)
    editor.set_value([])
    assert editor.currentIndex().isValid()
    write(editor, "У")
    assert editor.state() == editor.State.EditingState


def test_chips_and_titles_are_never_cut(qtbot):
    from qms_desktop.ui.components.chips import Level, level_width

    word = "абдан жогорку деңгээл"
    sheet = Sheet(
        ListSource([{"id": 1, "level": Level(16, word, "high")}]),
        [Column("level", "Деңгээл", 40, kind="level"), Column("n", "Ыктымалдуулук", 30)],
    )
    qtbot.addWidget(sheet)
    sheet.resize(700, 300)
    sheet.show()
    assert sheet.columnWidth(0) >= level_width([word])
    assert sheet.horizontalHeader()._lines(1) == ("Ыктымалдуулук",)


def test_what_stands_below_a_date_is_never_cut(qtbot):
    """A date has one line, what is said of it as many as it needs."""
    said = Mark(second="115 күн кечикти", tone="high")
    sheet = Sheet(ListSource([{"id": 1, "due": "2026-07-28", MARKS: {"due": said}}]), [Column("due", "Мөөнөтү", 100, kind="date")])
    qtbot.addWidget(sheet)
    first, below = sheet.itemDelegate().lines(sheet.rows.columns[0], sheet.rows.cell(0, 0), 84)
    assert first == ("28.07.2026",)
    assert " ".join(below) == "115 күн кечикти"
    assert len(below) > 1
    assert sheet.itemDelegate().height(sheet.rows, 0, 0, 100) >= line_height("body") + len(below) * line_height("small")


def test_a_row_is_as_high_as_any_of_its_texts(qtbot):
    """A deadline is a date or words, and words wrap."""
    words = "Дайыма, квартал сайын, ар бир окуу жылынын башында"
    columns = [Column("risk", "Тобокелдик", 200, wrap=True), Column("due", "Мөөнөтү", 90, kind="date", wrap=True, show=str)]
    sheet = Sheet(ListSource([{"id": 1, "risk": "Өрт", "due": words}, {"id": 2, "risk": "Өрт", "due": "Дайыма"}]), columns)
    qtbot.addWidget(sheet)
    sheet.resize(400, 300)
    sheet.show()
    assert sheet.rowHeight(0) > 2 * sheet.rowHeight(1)

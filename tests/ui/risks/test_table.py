"""The passport as a sheet: typing, pasting, filling down, deleting, undoing, filtering."""

import datetime as dt
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from qms_desktop.services import conflicts, records
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.components.scale import ScalePopup
from qms_desktop.ui.frame.page import Width
from qms_desktop.ui.records.matching import same_items
from qms_desktop.ui.speech import use_language
from tests.ui.risks.conftest import RISKS

Key = Qt.Key
MOTIVATION, SERVER, FIRE = "Студенттердин мотивациясы төмөн", "Сервердин иштебей калуусу", "Өрт коркунучу"


def banners(part):
    return [banner.label.text() for banner in part.findChildren(Banner)]


@pytest.mark.requirement("R310")
def test_a_row_is_one_change_when_it_is_left(passport, press):
    p = passport()
    before = p.stored()[MOTIVATION]
    p.go(0, "likelihood")
    press(p.sheet, Key.Key_5, "5")
    row = p.sheet.rows.row(0)
    assert (row["level_chip"].number, row["level_chip"].tone) == (15, "high")  # the product appears at once
    p.go(0, "deadline")
    p.sheet.rows.setData(p.sheet.currentIndex(), "1.6.2027")
    p.rest()
    assert p.stored()[MOTIVATION] == before  # nothing is saved while the row is not left
    p.go(1, "title")
    p.rest()
    after = p.stored()[MOTIVATION]
    assert (after["likelihood"], after["score"], after["level"], after["deadline"]) == (5, 15, "high", "2027-06-01")
    assert len(p.changes(after["id"])) == 2
    assert set(p.changes(after["id"])[-1]["set"]) == {"likelihood", "consequence", "deadline"}


@pytest.mark.requirement("R276", "R277")
@pytest.mark.parametrize("name", ["likelihood", "consequence"])
def test_a_scale_is_explained_where_it_is_judged_in_the_table_and_in_the_form(passport, press, name):
    p = passport()
    scale = p.page._ws.profile.scale(name)
    p.go(0, name)
    press(p.sheet, Key.Key_Down, modifiers=Qt.KeyboardModifier.AltModifier)
    popup = p.sheet.findChild(ScalePopup)
    words = [label.text() for label in popup.findChildren(type(p.page.header.title))]
    for said in (scale.explanation, *(text for step in scale for text in (step.label, step.meaning))):
        assert said.ky in words, said.ky
    popup.close()
    editor = p.page.panel.form.box(name).editor
    assert editor.buttons.toolTip() == scale.explanation.ky
    editor.set_value(None)
    assert editor.words.text() == scale.explanation.ky
    editor.set_value(2)
    assert scale[2].meaning.ky in editor.words.text()


def test_the_scale_popup_holds_all_texts_and_a_digit_closes_it(passport, press):
    p = passport()
    p.go(0, "consequence")
    press(p.sheet, Key.Key_Down, modifiers=Qt.KeyboardModifier.AltModifier)
    popup = p.sheet.findChild(ScalePopup)
    words = [label.text() for label in popup.findChildren(type(p.page.header.title))]
    assert {"Майда", "Кичине", "Орточо", "Маанилүү", "Критикалык", "Натыйжалары"} <= set(words)
    press(popup, Key.Key_4, "4")
    assert not popup.isVisible()
    assert p.sheet.rows.row(0)["level_chip"].number == 12
    p.page.leave()
    p.rest()
    assert p.stored()[MOTIVATION]["consequence"] == 4


def test_a_pasted_block_is_one_batch_with_one_undo(passport):
    p = passport()
    p.go(3, "title")
    p.paste('Жаңы имараттын үзгүлтүгү\t4\t3\r\n"Ө, ң, ү\nэки сап"\t2\t2\r\n')
    stored = p.stored()
    assert stored["Жаңы имараттын үзгүлтүгү"]["score"] == 12
    assert stored["Ө, ң, ү\nэки сап"]["score"] == 4
    assert p.page.undo_bar.isVisible()
    assert p.page.undo_bar.label.text() == "2 сап кошулду"
    p.page.undo_bar.button.click()
    p.rest()
    assert set(p.stored()) == {MOTIVATION, SERVER, FIRE}
    assert p.sheet.rows.record_count() == 3


def test_five_thousand_rows_are_pasted_at_once(passport):
    p = passport()
    p.go(3, "title")
    began = time.monotonic()
    p.paste("\n".join(f"Тобокелдик {n}\t{n % 5 + 1}\t{n % 4 + 1}" for n in range(5_000)))
    assert time.monotonic() - began < 30
    stored = p.stored()
    assert len(stored) == 5_003
    assert stored["Тобокелдик 4999"]["score"] == 20
    assert {c["op"] for t in ("Тобокелдик 0", "Тобокелдик 4999") for c in p.changes(stored[t]["id"])} != {""}
    p.desk.qtbot.waitUntil(lambda: p.sheet.rows.record_count() == 5_003, timeout=60_000)
    p.editing.undo()
    p.rest()
    assert len(p.stored()) == 3


def test_what_cannot_be_is_said_beside_the_table(passport):
    p = passport()
    p.select(0, "likelihood", 1, "likelihood")
    p.paste("9\n5")
    assert p.stored()[SERVER]["likelihood"] == 5
    assert p.stored()[MOTIVATION]["likelihood"] == 3
    (said,) = banners(p.tab.notices)
    assert "1-сап" in said
    assert "Ыктымалдуулук" in said
    assert "«9»" in said


def test_del_and_fill_down_are_batches(passport, press):
    p = passport()
    p.page.hide_panel()  # the long columns are in the table then
    p.select(0, "responsible", 2, "responsible")
    press(p.sheet, Key.Key_D, modifiers=Qt.KeyboardModifier.ControlModifier)
    p.rest()
    assert all(r["responsible"] == ["Директорлор"] for r in p.stored().values())
    p.select(0, "responsible", 1, "responsible")
    press(p.sheet, Key.Key_Delete)
    p.rest()
    assert [r["responsible"] for r in p.stored().values()] == [None, None, ["Директорлор"]]
    press(p.sheet, Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    p.rest()
    assert all(r["responsible"] == ["Директорлор"] for r in p.stored().values())


def test_the_last_row_makes_a_risk_and_invites_again(passport, press, write):
    p = passport()
    p.page.primary()
    p.desk.qtbot.waitUntil(lambda: p.editor() is not None)
    write(p.editor(), "Турак жайдын эскиши")
    press(p.editor(), Key.Key_Return)
    p.rest()
    risk = p.stored()["Турак жайдын эскиши"]
    assert risk["code"] == "Т-МТК-04"
    assert p.sheet.currentIndex().row() == 4  # Enter goes on to the next new row
    assert p.page.panel.record["id"] == risk["id"]  # the panel says what is still to be written
    p.go(3, "likelihood")
    press(p.sheet, Key.Key_2, "2")
    p.page.leave()
    p.rest()
    assert p.stored()["Турак жайдын эскиши"]["likelihood"] == 2


@pytest.mark.parametrize("risks", [RISKS, []])
def test_after_tab_the_cursor_stays_in_the_risk_that_was_begun(passport, press, write, risks):
    p = passport(risks=risks)
    p.page.primary()
    p.desk.qtbot.waitUntil(lambda: p.editor() is not None)
    write(p.editor(), "Турак жайдын эскиши")
    press(p.editor(), Key.Key_Tab)
    p.rest()  # saved and read again while the next value is thought of
    assert (p.sheet.currentIndex().row(), p.sheet.currentIndex().column()) == (len(risks), p.column("likelihood"))
    press(p.sheet, Key.Key_4, "4")
    press(p.sheet, Key.Key_Tab)
    p.page.leave()
    p.rest()
    assert len(p.stored()) == len(risks) + 1
    assert p.stored()["Турак жайдын эскиши"]["likelihood"] == 4


def test_the_next_cell_of_a_new_row_belongs_to_the_same_risk(passport):
    p = passport()
    model = p.sheet.rows
    p.go(3, "title")
    model.setData(model.index(3, p.column("title")), "Шашылыш жазылган")
    model.setData(model.index(3, p.column("likelihood")), "4")  # typed before the first cell was saved
    p.rest()
    assert p.stored()["Шашылыш жазылган"]["likelihood"] == 4
    assert len(p.stored()) == 4


def test_a_new_risk_is_in_sight_whatever_was_filtered_and_sorted(passport):
    p = passport()
    p.tab.filters.choose("high")
    p.sheet.sort_asked.emit("level_chip", True)
    p.rest()
    assert p.titles() == [SERVER]
    p.sheet.rows.setData(p.sheet.rows.index(1, p.column("title")), "Жаңы")
    p.rest()
    assert "Жаңы" in p.titles()
    assert len(p.titles()) == 4
    assert p.sheet.rows.row(p.sheet.currentIndex().row())["title"] == "Жаңы"
    assert not p.tab.is_narrowed()


def test_deleted_rows_can_be_taken_back(passport, press):
    p = passport()
    p.select(0, "title", 1, "title")
    p.tab.delete_selected()
    p.rest()
    assert p.titles() == [FIRE]
    assert p.page.undo_bar.label.text() == "2 сап өчүрүлдү"
    p.page.undo_bar.button.click()
    p.rest()
    assert set(p.titles()) == {MOTIVATION, SERVER, FIRE}


def test_a_merge_while_a_row_is_typed_makes_a_conflict(passport, make_workspace):
    p = passport()
    risk = p.stored()[MOTIVATION]
    p.go(0, "likelihood")
    p.sheet.rows.setData(p.sheet.currentIndex(), 5)
    shown_then = p.tab.rows.base
    records.save(p.ws, "risk", [{"id": risk["id"], "likelihood": 1}], base=shown_then)  # as a merge would bring it
    p.page.refresh(None)
    p.rest()
    assert p.sheet.rows.row(0)["likelihood"] == 5  # what is being typed stays in its cell
    p.go(1, "title")
    p.rest()
    (found,) = conflicts.conflicts(p.ws)
    assert found.key.id == risk["id"]
    assert {value["likelihood"] for value in (head.value for head in found.heads)} == {1, 5}


def test_saving_twice_is_no_conflict_with_oneself(passport):
    p = passport()
    for value in (1, 2, 4):
        p.go(0, "likelihood")
        p.sheet.rows.setData(p.sheet.currentIndex(), value)
        p.tab.saving.flush()
    p.rest()
    assert not conflicts.conflicts(p.ws)
    assert p.stored()[MOTIVATION]["likelihood"] == 4


def test_the_filter_finds_as_one_types_and_counts(passport):
    p = passport()
    p.desk.qtbot.waitUntil(lambda: p.tab.filters.toggles[0].count == 3)
    assert [t.count for t in p.tab.filters.toggles] == [3, 1, 1, 1, 1]
    p.tab.filters.box.setText("орт ко")  # Russian letters find өрт
    p.desk.qtbot.waitUntil(lambda: p.titles() == [FIRE])
    p.tab.filters.clear()
    p.tab.filters.choose("overdue")
    p.desk.qtbot.waitUntil(lambda: p.titles() == [SERVER])
    days = (dt.date.today() - dt.date(2025, 11, 15)).days
    assert f"{days} күн кечикти" in str(p.sheet.rows.cell(0, p.column("deadline")).mark.second)


def test_totals_follow_the_list(passport):
    p = passport()
    p.desk.qtbot.waitUntil(lambda: p.tab.totals.count == 3)
    line = p.tab.line
    assert line.count.text() == "3 тобокелдик"
    assert line.kinds.text() == "жогору 1 · орто 1 · төмөн 1"
    assert line.middle.text() == "орточо балл 10,5 → 5"
    assert line.end.text() == "3 чаранын 1и аткарылды"
    p.tab.filters.choose("high")
    p.desk.qtbot.waitUntil(lambda: p.tab.totals.count == 1)
    assert [t.count for t in p.tab.filters.toggles] == [3, 1, 1, 1, 1]


def test_sorting_holds_until_it_is_asked_again(passport):
    p = passport()
    p.sheet.sort_asked.emit("level_chip", True)
    p.rest()
    assert p.titles() == [SERVER, MOTIVATION, FIRE]
    p.go(2, "likelihood")
    p.sheet.rows.setData(p.sheet.currentIndex(), 5)
    p.go(0, "title")
    p.rest()
    assert p.stored()[FIRE]["score"] == 25
    assert p.titles() == [SERVER, MOTIVATION, FIRE]  # the row does not jump away after saving


def test_a_corrected_measure_keeps_its_date_and_its_person(passport):
    p = passport()
    p.go(0, "measures")
    p.sheet.rows.setData(p.sheet.currentIndex(), "Кураторлорду колдоо жана окутуу; Жаңы чара")
    p.tab.saving.flush()
    p.rest()
    first, second = p.stored()[MOTIVATION]["measures"]
    assert (first["text"], first["due"], first["state"]) == ("Кураторлорду колдоо жана окутуу", "2027-01-15", "done")
    assert second["text"] == "Жаңы чара"


def test_measures_are_matched_by_words_then_by_likeness():
    before = [{"id": "a", "text": "Окутуу"}, {"id": "b", "text": "Сатып алуу"}]
    texts = [{"text": "Сатып алуу"}, {"text": "Окутууну"}, {"text": "Такыр башка"}]
    assert [item.get("id") for item in same_items(before, texts)] == ["b", "a", None]


def test_copied_cells_come_back_the_same(passport, press):
    p = passport()
    p.select(0, "title", 0, "consequence")
    press(p.sheet, Key.Key_C, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{MOTIVATION}\t3\t3"


def test_the_language_changes_at_once(passport):
    p = passport()
    p.desk.qtbot.waitUntil(lambda: p.tab.totals.count == 3)
    use_language("ru")
    assert p.page.header.title.text() == "Риски"
    assert p.tab.line.count.text() == "3 риска"
    assert p.sheet.rows.cell(1, p.column("level_chip")).text == "12 высокий"
    assert p.page.panel.folds["rating"].button.text() == "Оценка"
    use_language("en")
    assert p.tab.line.count.text() == "3 risks"


def test_an_empty_passport_says_what_belongs_there(passport):
    p = passport(risks=())
    assert p.tab.empty.isVisible()
    assert not p.page.panel.isVisible()
    p.sheet.rows.setData(p.sheet.rows.index(0, p.column("title")), "Биринчи тобокелдик")
    p.rest()
    assert not p.tab.empty.isVisible()
    assert p.page.panel.isVisible()


def test_a_reader_edits_nothing(passport, make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "risk", RISKS)
    ws.role = "reader"
    p = passport(ws, risks=())
    assert p.titles()
    assert not any(p.sheet.rows.can_edit(0, place) for place in range(len(p.sheet.rows.columns)))
    assert p.sheet.rows.invite is None
    assert not p.page.add_button.isVisible()


@pytest.mark.parametrize("width", [880, 1100, 1366, 1920])
def test_nothing_needs_more_room_than_there_is(passport, width):
    p = passport()
    p.page.resize(width, 640)
    p.page.set_width(Width.of(width))
    for key in [tab.key for tab in p.page.tabs.tabs]:
        p.page.tabs.choose(key)
        p.rest()
        assert p.page.main.minimumSizeHint().width() <= p.page.main.width()

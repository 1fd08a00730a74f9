"""A card filled from beginning to end, its indicators, the states of its sections, handing it over."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import listing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui import speech
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.pages.processes import ProcessesPage


@pytest.fixture
def desk(make_workspace, at_work):
    return at_work(make_workspace("МТК"), ProcessesPage)


def stored(desk, kind):
    return listing.reading_records(desk.ws, Query(kind))


def begin(desk, seed="J3"):
    page = desk.page
    page.new_record()
    page.start.column.list.mark(seed)
    page.primary()
    desk.rest()
    return page


def put(box, value):
    """What a person who types a value does to a field."""
    box.set_value(value)
    box.editor.changed.emit()


def fill(page):
    box = page.form.form.box
    put(box("purpose"), "Жогорку сапаттагы окуу процесси")
    put(box("owners"), [{"position": "Кафедра башчысы", "name": "Назарова А. К."}])
    put(box("inputs"), ["Окуу пландары"])
    put(box("outputs"), ["Бүтүрүүчүлөр", "Отчеттор"])
    put(box("resources"), ["Окутуучулар"])


def states(page):
    return {section.key: section.state for section in page.form.sections.sections}


def add_indicator(desk, **values):
    table = desk.page.form.indicators
    table.rows.apply([(table.rows.record_count(), values)])
    desk.rest()


def banners(page):
    return [banner.label.text() for banner in page.notices.findChildren(Banner)]


def test_an_empty_store_invites_to_begin(desk):
    assert desk.page.list.is_empty()
    assert not desk.page.act.isVisible()  # the one filled button stands in the invitation
    assert desk.page.list.empty.button.isVisible()


def test_a_card_of_the_register_begins_with_number_name_and_group(desk):
    begin(desk)
    card = stored(desk, "process")[0]
    assert (card["number"], card["name"], card["group"]) == ("3", "Билим берүү процесси", "core")
    assert desk.page.header.title.text() == "Билим берүү процесси"
    assert desk.page.header.subtitle.text().startswith("ПК-3-1 · долбоор")


def test_a_card_of_our_own_begins_with_its_name_to_be_written(desk):
    desk.page.start.begun.emit(None)
    desk.rest()
    assert stored(desk, "process")[0]["name"] == "Жаңы процесс"
    assert desk.page.form.form.box("name").editor.selectedText() == "Жаңы процесс"


def test_filled_from_beginning_to_end_and_read_back(desk):
    page = begin(desk)
    fill(page)
    put(page.form.form.box("steps"), [{"text": "Пландоо", "responsible": "Методист", "record": "План"}])
    put(page.form.form.box("norms"), ["МББС"])
    page.leave()
    desk.rest()
    card = stored(desk, "process")[0]
    assert card["purpose"] == "Жогорку сапаттагы окуу процесси"
    assert card["owners"] == [{"position": "Кафедра башчысы", "name": "Назарова А. К."}]
    assert card["outputs"] == ["Бүтүрүүчүлөр", "Отчеттор"]
    assert [(s["text"], s["responsible"]) for s in card["steps"]] == [("Пландоо", "Методист")]
    assert len(records.history(desk.ws, card["id"])) == 2, "what was typed is one change"


def test_typed_cells_of_a_list_are_kept(desk, press, write):
    page = begin(desk)
    inputs = page.form.form.box("inputs").editor
    inputs.setCurrentIndex(inputs.rows.index(0, 0))
    inputs.setFocus()
    write(inputs, "О")
    editor = inputs.findChild(QPlainTextEdit)
    editor.setPlainText("Окуу пландары")
    press(editor, Qt.Key.Key_Return)
    page.leave()
    desk.rest()
    assert stored(desk, "process")[0]["inputs"] == ["Окуу пландары"]


def test_sections_say_how_far_they_are(desk):
    page = begin(desk)
    assert states(page)["main"] == "error"  # begun: the name is there, the purpose is not
    assert states(page)["flow"] == states(page)["indicators"] == states(page)["norms"] == "empty"
    fill(page)
    found = states(page)
    assert found["main"] == found["flow"] == found["resources"] == "full"
    assert page.form.progress.text() == "4 милдеттүү бөлүктүн 3ү толук"
    put(page.form.form.box("outputs"), ["Окуу пландары"])
    assert states(page)["flow"] == "remark"
    assert page.form.form.box("outputs").below.isVisible()


@pytest.mark.parametrize("narrow", [False, True])
def test_the_names_of_the_sections_are_never_cut(desk, narrow):
    form = begin(desk).form
    form.set_narrow(narrow)
    desk.qtbot.waitUntil(lambda: form.side.viewport().width() >= form.sections.minimumSizeHint().width())
    assert form.side.horizontalScrollBar().maximum() == 0


def test_an_indicator_row_makes_a_record_and_names_it_in_the_card(desk):
    begin(desk)
    add_indicator(desk, title="Жетишүү")
    made = stored(desk, "indicator")
    card = stored(desk, "process")[0]
    assert [(i["title"], i["process"]) for i in made] == [("Жетишүү", card["id"])]
    assert card["indicators"] == ["Жетишүү"]
    assert states(desk.page)["indicators"] == "remark"  # no unit of measure, target, frequency yet

    table = desk.page.form.indicators
    table.setCurrentIndex(table.rows.index(0, 1))
    for key, typed in (("measured_in", "%"), ("target", "85,5"), ("frequency", "жыл сайын")):
        table.rows.apply([(0, {key: typed})])
    assert len(records.history(desk.ws, made[0]["id"])) == 1, "a row is saved when it is left"
    table.setCurrentIndex(table.rows.index(1, 0))
    desk.rest()
    indicator = stored(desk, "indicator")[0]
    assert (indicator["measured_in"], indicator["target"], indicator["frequency"]) == ("%", "85.5", "year")
    assert len(records.history(desk.ws, indicator["id"])) == 2
    assert states(desk.page)["indicators"] == "full"


def test_an_indicator_named_in_words_becomes_a_record_when_it_is_measured(make_workspace, at_work):
    ws = make_workspace("МТК")
    card = records.save(ws, "process", [{"name": "Окутуу", "indicators": ["Жетишүү", "Канааттануу"]}]).saved[0].key.id
    desk = at_work(ws, ProcessesPage)
    desk.page.open_record("process", card)
    desk.rest()
    table = desk.page.form.indicators
    assert [row["title"] for row in table.values()] == ["Жетишүү", "Канааттануу"]
    table.rows.apply([(1, {"target": "80"})])
    desk.page.leave()
    desk.rest()
    assert [(i["title"], i["target"]) for i in stored(desk, "indicator")] == [("Канааттануу", "80")]
    assert stored(desk, "process")[0]["indicators"] == ["Жетишүү", "Канааттануу"]


def test_a_deleted_indicator_goes_from_the_card_too_and_comes_back_by_undo(desk):
    begin(desk)
    add_indicator(desk, title="Жетишүү")
    table = desk.page.form.indicators
    table.setCurrentIndex(table.rows.index(0, 0))
    desk.page.form._delete.click()
    desk.rest()
    assert stored(desk, "indicator") == []
    assert not stored(desk, "process")[0]["indicators"]
    desk.editing.undo()
    desk.rest()
    assert [i["title"] for i in stored(desk, "indicator")] == ["Жетишүү"]
    assert stored(desk, "process")[0]["indicators"] == ["Жетишүү"]


def test_ctrl_z_inside_a_table_takes_back_what_was_done(desk, press):
    page = begin(desk)
    add_indicator(desk, title="Жетишүү")
    table = page.form.indicators
    press(table, Qt.Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert stored(desk, "indicator") == []
    press(table, Qt.Key.Key_Y, "", Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert [i["title"] for i in stored(desk, "indicator")] == ["Жетишүү"]
    put(page.form.form.box("purpose"), "Максат")
    press(page.form.form.box("inputs").editor, Qt.Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert stored(desk, "process")[0]["purpose"] is None
    assert page.form.form.box("purpose").value() is None


def test_what_is_missing_is_said_and_shown(desk):
    page = begin(desk)
    page.submit()
    desk.rest()
    assert any("Процесстин максаты" in said and "Ресурстар" in said for said in banners(page))
    assert page.form.sections.sections[page.form.sections._current].key == "main"
    assert stored(desk, "process")[0]["state"] == "draft"
    fill(page)
    add_indicator(desk, title="Жетишүү", measured_in="%", target="85", frequency="year")
    page.submit()
    desk.rest()
    assert stored(desk, "process")[0]["state"] == "submitted"
    assert not any("толук эмес" in said for said in banners(page))


def test_a_whole_card_is_handed_over_once(desk):
    page = begin(desk)
    fill(page)
    add_indicator(desk, title="Жетишүү", measured_in="%", target="85", frequency="year")
    page.primary()
    desk.rest()
    assert stored(desk, "process")[0]["state"] == "submitted"
    assert not page.act.isEnabled()
    assert not page.form.locked.isHidden()
    assert not page.form.form.may_edit(page.form.form.kind.fields["purpose"])


def test_a_card_that_the_office_changed_since_can_be_handed_over_again(desk):
    page = begin(desk)
    fill(page)
    add_indicator(desk, title="Жетишүү", measured_in="%", target="85", frequency="year")
    page.primary()
    desk.rest()
    card = stored(desk, "process")[0]["id"]
    records.save(replace(desk.ws, role="office"), "process", [{"id": card, "purpose": "Башка максат"}])
    page.refresh(None)
    desk.rest()
    assert page.act.isEnabled()
    assert "өзгөрдү" in page.header.subtitle.text()


def test_what_another_saved_meanwhile_is_not_overwritten_in_silence(desk):
    page = begin(desk)
    card = stored(desk, "process")[0]["id"]
    put(page.form.form.box("purpose"), "Менин максатым")
    records.save(desk.ws, "process", [{"id": card, "purpose": "Анын максаты"}])
    page.refresh(None)
    desk.rest()
    assert page.form.form.box("purpose").value() == "Менин максатым"
    page.leave()
    desk.rest()
    with desk.ws.store.reading() as tx:
        from qms_desktop.store import reading

        assert [key.id for key, _folded in reading.conflicting(tx)] == [card]


def test_the_form_waits_until_a_card_is_opened(make_workspace, at_work):
    ws = make_workspace("МТК")
    records.save(ws, "process", [{"number": "1", "name": "Процесс"}])
    page = (desk := at_work(ws, ProcessesPage)).page
    assert page.form is None
    page.refresh(None)
    page.arranged()
    page.leave()
    page.list.sheet.enter()
    desk.rest()
    assert page.form.form.box("name").value() == "Процесс"
    assert page.tabs.isVisible()


def test_the_next_card_and_the_history(make_workspace, at_work):
    ws = make_workspace("МТК")
    for number in "12":
        records.save(ws, "process", [{"number": number, "name": f"Процесс {number}"}])
    desk = at_work(ws, ProcessesPage)
    page = desk.page
    assert page.list.order() == [card["id"] for card in stored(desk, "process")]
    page.list.sheet.enter()
    desk.rest()
    assert page.place.text() == "1 / 2"
    page.step(1)
    desk.rest()
    assert page.header.title.text() == "Процесс 2"
    page.tabs.choose("history")
    desk.rest()
    assert page.history.layout().count() > 1
    page.tabs.choose("paper")
    desk.rest()
    assert page.paper.document.pageCount() >= 1


def test_the_office_sees_the_cards_of_all_units_and_the_register(make_workspace, at_work):
    ws = make_workspace()
    records.save(ws, "process", [{"unit": "МТК", "number": "3", "name": "Билим берүү процесси"}])
    desk = at_work(ws, ProcessesPage)
    page = desk.page
    assert page.list.tabs.isVisible()
    assert page.list.sheet.source.rows[0]["unit_words"] == "МТК"
    page.list.tabs.choose("register")
    rows = page.list.register.source.rows
    assert len(rows) == len(ws.profile.processes)
    assert [row["number"] for row in rows if row["cards"]] == ["3"]
    asked = []
    page.print_asked.connect(lambda form, ids: asked.append((form, ids)))
    page.print_page()
    assert asked == [("Ф-02", [])]


def test_the_language_changes_at_once(desk):
    page = begin(desk)
    speech.use_language("ru")
    assert page.act.text().strip() == "Передать на согласование"
    assert page.tabs.bar.tabText(0) == "Форма"
    assert "обязательных разделов" in page.form.progress.text()
    assert "проект" in page.header.subtitle.text()
    speech.use_language("en")
    assert page.act.text().strip() == "Hand over for agreement"


def test_what_is_typed_finds_the_cards_as_they_stand_now(make_workspace, at_work):
    ws = make_workspace("МТК")
    made = [records.save(ws, "process", [{"number": str(at), "name": name}]).saved[0].key.id
            for at, name in enumerate(("Окутуу", "Кабыл алуу"))]  # fmt: skip
    desk = at_work(ws, ProcessesPage)
    page = desk.page
    page.filters.box.setText("кабыл")
    desk.qtbot.waitUntil(lambda: page.list.order() == made[1:])
    desk.editing.save("process", [{"id": made[0], "name": "Студенттерди кабыл алуу"}], KINDS["process"].label)
    desk.rest()
    assert sorted(page.list.order()) == sorted(made)

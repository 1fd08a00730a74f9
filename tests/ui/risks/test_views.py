"""Matrix, opportunities, integrated table, register: what they show, and how one comes from them to a form."""

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from qms_desktop.core.examples import load_examples
from qms_desktop.services import listing, records, sheeting
from qms_desktop.store.reading import Query
from qms_desktop.ui.pages.risks.picture import draw
from qms_desktop.ui.table.columns import HEADING
from tests.ui.risks.conftest import RISKS

MOTIVATION, SERVER, FIRE = "Студенттердин мотивациясы төмөн", "Сервердин иштебей калуусу", "Өрт коркунучу"


def click(widget, place):
    spot = QPointF(place)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(widget, QMouseEvent(kind, spot, widget.mapToGlobal(spot), Qt.MouseButton.LeftButton,
                                                   Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


@pytest.fixture
def matrix(passport):
    p = passport()
    p.page.tabs.choose("matrix")
    p.rest()
    return p


def shown(tab):
    return [tab.sheet.rows.row(at)["title"] for at in range(tab.sheet.rows.record_count())]


def test_the_matrix_shows_before_after_and_the_movement(matrix):
    tab = matrix.page.matrix
    assert {dot.place for dot in tab.before._dots} == {(3, 3), (3, 4), (1, 5)}
    assert {(dot.was, dot.place) for dot in tab.after._dots} == {((3, 3), (2, 2)), ((3, 4), (2, 3))}
    assert shown(tab) == [SERVER, MOTIVATION, FIRE]  # the furthest moved first, what was not rated again last
    assert tab.name.text() == SERVER
    assert "критикалык кесепет" not in tab.measures.text()


def test_a_risk_rated_by_a_paper_score_alone_is_said_not_to_be_on_the_grid(passport):
    p = passport(risks=[*RISKS, {"title": "Кагаздан", "likelihood": 3, "consequence": 3, "residual_printed": 6}])
    p.page.tabs.choose("matrix")
    p.rest()
    tab = p.page.matrix
    assert len(tab.after._dots) == 2
    assert tab._after_words.text().startswith("3 бааланган")
    assert tab._after_words.text().endswith("; 1 тобокелдиктин баллы гана бар, матрицада жок")


def test_a_click_on_a_circle_chooses_the_risk_everywhere(matrix):
    tab = matrix.page.matrix
    click(tab.before, tab.before.cell((1, 5)).center())
    assert tab.name.text() == FIRE
    assert tab.sheet.current_id() == matrix.stored()[FIRE]["id"]
    assert "критикалык кесепет" in tab.measures.text()
    assert not tab.now.isVisible()


def test_a_click_on_a_cell_shows_its_risks_alone(matrix):
    tab = matrix.page.matrix
    click(tab.before, tab.before.cell((3, 3)).topLeft())
    assert shown(tab) == [MOTIVATION]
    assert tab.clear_cell.isVisible()
    tab.clear_cell.click()
    assert len(shown(tab)) == 3


def test_the_chosen_risk_opens_in_its_form(matrix):
    matrix.page.hide_panel()
    matrix.page.matrix.choose(matrix.stored()[MOTIVATION]["id"])
    matrix.page.matrix.open_button.click()
    matrix.rest()
    assert matrix.page.tabs.current() == "passport"
    assert matrix.page.panel.isVisible()
    assert matrix.page.panel.title.text() == MOTIVATION


def test_the_matrix_is_narrowed_by_category(matrix):
    tab = matrix.page.matrix
    tab.category.set_key("academic")
    tab.read()
    matrix.rest()
    assert shown(tab) == [MOTIVATION]


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_the_matrix_is_put_out_as_a_picture(matrix, tmp_path, suffix):
    file = tmp_path / f"матрица{suffix}"
    draw(matrix.page.matrix.scroll.widget(), file)
    assert file.stat().st_size > 1_000
    if suffix == ".pdf":
        document = QPdfDocument()
        assert document.load(str(file)) == QPdfDocument.Error.None_
        assert document.pageCount() == 1


def test_opportunities_are_written_and_numbered(passport):
    p = passport()
    p.page.tabs.choose("opportunities")
    p.rest()
    tab = p.page.opportunities
    assert tab.empty.isVisible()
    tab.sheet.rows.apply([(0, {"title": "Дуалдык билим берүү", "essence": "Сапат"}), (1, {"title": "Эл аралык долбоор"})])
    p.rest()
    assert set(p.stored("opportunity")) == {"Дуалдык билим берүү", "Эл аралык долбоор"}
    assert [tab.sheet.rows.row(at)["number"] for at in range(2)] == ["1", "2"]
    assert p.page.panel is p.page._panels["opportunities"]
    assert p.page.panel.isVisible()
    assert p.page.add_button.text().strip() == "Мүмкүнчүлүк кошуу"
    tab.sheet.choose_row(1)
    box = p.page.panel.form.box("effect")
    box.set_value("Кызматташуу")
    box.editor.changed.emit()
    p.page.tabs.choose("passport")
    p.rest()
    assert p.stored("opportunity")["Эл аралык долбоор"]["effect"] == "Кызматташуу"


@pytest.mark.requirement("R292")
def test_the_integrated_table_says_what_the_paper_says(passport, make_workspace):
    ws = make_workspace("МТК")
    card = load_examples("jasu", "ky")["process"][0]
    records.save(ws, "process", [card])
    p = passport(ws)
    p.page.tabs.choose("integrated")
    p.rest()
    tab = p.page.integrated
    rows = [tab.sheet.rows.row(at) for at in range(tab.sheet.rows.record_count())]
    headings = [row[HEADING] for row in rows if HEADING in row]
    assert headings[0] == card["name"]
    risk = next(row for row in rows if MOTIVATION in str(row.get("subject")))
    assert risk["likelihood"] == "3"
    assert "Кураторлорду колдоо" in risk["measures"]
    assert "15.01.2027" in risk["measures"]
    tab.sheet.opened.emit(risk["id"])
    p.rest()
    assert p.page.tabs.current() == "passport"
    assert p.page.panel.title.text() == MOTIVATION


@pytest.fixture
def office(passport, make_workspace):
    ws = make_workspace()
    records.save(ws, "risk", [{**risk, "unit": unit} for unit in ("АСБ", "ФЭБ") for risk in RISKS])
    return passport(ws, risks=())


def test_the_register_holds_all_units_the_highest_first(office):
    office.page.tabs.choose("register")
    office.rest()
    tab = office.page.register
    scores = [tab.sheet.rows.row(at)["score"] for at in range(tab.sheet.rows.record_count())]
    assert scores == [12, 12, 9, 9, 5, 5]
    assert {tab.sheet.rows.row(at)["unit"] for at in range(6)} == {"АСБ", "ФЭБ"}
    office.page.scope_bar.choose("ФЭБ", None)
    office.rest()
    assert tab.sheet.rows.record_count() == 3
    tab.filters.box.setText("сервер")
    office.desk.qtbot.waitUntil(lambda: tab.sheet.rows.record_count() == 1)
    tab.sheet.opened.emit(tab.sheet.current_id())
    office.rest()
    assert office.page.panel.number.text() == "Т-ФЭБ-02"


def test_the_rows_chosen_are_taken_into_the_university_register_as_one_risk(office):
    office.page.tabs.choose("register")
    office.rest()
    tab = office.page.register
    tab.sheet.selectionModel().clearSelection()
    for at in (0, 1):
        tab.sheet.selectionModel().select(tab.sheet.rows.index(at, 0), QItemSelectionModel.SelectionFlag.Select)
    tab.take.click()
    office.rest()
    (entry,) = listing.records(office.ws, "register_entry")
    assert (entry["score"], {source["of_unit"] for source in entry["sources"]}) == (12, {"АСБ", "ФЭБ"})


@pytest.mark.requirement("R307")
def test_the_integrated_table_is_narrowed_to_a_level_of_management(office):
    office.page.tabs.choose("integrated")
    office.rest()
    tab = office.page.integrated
    assert tab.level.isVisible()
    everything = tab.sheet.rows.record_count()
    assert everything > 0
    for level, rows in (("college", 0), (None, everything)):
        tab.level.set_key(level)
        tab.level.chosen.emit(level)
        office.rest()
        assert tab.sheet.rows.record_count() == rows


def test_the_office_writes_only_in_a_unit_that_is_chosen(office):
    assert office.sheet.rows.invite is None
    assert not office.sheet.isColumnHidden(office.column("unit"))
    office.page.scope_bar.choose("АСБ", None)
    office.rest()
    assert office.sheet.isColumnHidden(office.column("unit"))
    office.sheet.rows.apply([(3, {"title": "Жаңы"})])
    office.rest()
    new = next(r for r in listing.reading_records(office.ws, Query("risk", unit="АСБ")) if r["title"] == "Жаңы")
    assert new["code"] == "Т-АСБ-04"


def test_a_record_of_another_unit_and_year_is_opened_all_the_same(office):
    (saved,) = records.save(office.ws, "risk", [{"title": "Быйылкы эмес", "unit": "ФЭБ", "period": "2024/25"}]).saved
    office.page.refresh(None)
    office.rest()
    office.page.scope_bar.choose("АСБ", None)
    office.rest()
    office.page.open_record("risk", saved.key.id)
    office.rest()
    assert office.page.panel.title.text() == "Быйылкы эмес"
    assert office.titles() == ["Быйылкы эмес"]


def test_excel_goes_out_and_comes_in_as_one_batch(passport, make_workspace, tmp_path):
    p = passport()
    out = tmp_path / "паспорт.xlsx"
    sheeting.export(p.ws, "Ф-03", out)
    q = passport(make_workspace("ФИЛ", person="Токтогулов Б. Ж."), risks=())
    said = []
    q.page.files.take_in_file(out, "risk", said.append)
    q.rest()
    assert set(q.titles()) == {MOTIVATION, SERVER, FIRE}
    assert str(said[0]).startswith("паспорт.xlsx: 3 сап алынды, 3 жаңы")
    q.editing.undo()
    q.rest()
    assert q.titles() == []


def test_a_tab_is_made_when_it_is_first_looked_at(passport):
    p = passport()
    assert list(p.page.views) == ["passport"]
    p.page.tabs.choose("opportunities")
    p.rest()
    assert list(p.page.views) == ["passport", "opportunities"]
    assert p.page.panel is not None
    p.page.tabs.choose("matrix")
    assert p.page.panel is None

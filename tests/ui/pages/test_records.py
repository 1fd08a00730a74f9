"""The pages of chapters at work: a form that makes its record, what leads on from it, lists, links, the protocol."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from qms_desktop.services import exchanging, listing, records, returning
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.notices import Banner


@pytest.fixture
def opened(shell, make_workspace):
    """`opened("МТК", "satisfaction", "complaint")`: the window on a kind."""

    def make(unit, key, kind, ws=None):
        window = shell(ws or make_workspace(unit))
        page = window.page(key)
        page.tabs.choose(kind)
        rest(window)
        return window, page

    return make


def rest(window):
    """Until nothing is read any more, and the panel that comes after its list is there."""
    for _turn in range(2):
        window.settle()
        later = getattr(window.window.page(), "_later", None)
        while later is not None and later.isActive():
            QTest.qWait(5)
        QTest.qWait(1)


def stored(window, kind):
    return listing.records(window.ws, kind)


def test_an_empty_form_becomes_a_record_and_goes_on_being_typed_in(opened):
    window, page = opened("МТК", "satisfaction", "complaint")
    page.new_button.click()
    assert page.panel.form.is_new()
    assert stored(window, "complaint") == [], "nothing is made before something is typed"
    page.panel.form.write("text", "Аудитория суук")
    page.panel.form.leave()
    page.panel.form.write("group", "студенттер")  # while the record is on its way
    page.panel.form.leave()
    rest(window)
    (made,) = stored(window, "complaint")
    assert (made["text"], made["group"]) == ("Аудитория суук", "студенттер")
    assert page.panel.record["id"] == made["id"] == page.list_in_sight().sheet.current_id()
    page.panel.form.write("answer", "Жылытуу оңдолду")
    page.leave()
    rest(window)
    assert len(stored(window, "complaint")) == 1
    assert stored(window, "complaint")[0]["answer"] == "Жылытуу оңдолду"
    assert stored(window, "complaint")[0]["number"], "it got its number as any other"


@pytest.mark.parametrize(("unit", "key", "kind"), [("МТК", "people", "training"), (None, "actions", "improvement")])
def test_nothing_moves_in_a_new_form_when_its_record_is_made(opened, unit, key, kind):
    """Its first steps stand there from the beginning, and the office's question whose it is stays."""
    window, page = opened(unit, key, kind)
    page.new_button.click()
    rest(window)
    panel = page.panel
    steps = panel.moves.buttons
    assert steps
    assert not any(button.isEnabled() for button in steps.values())
    title = panel.kind.title_field
    box = panel.form.box(title)
    before = box.mapTo(panel, box.rect().topLeft())
    panel.form.write(title, "Телефон аркылуу сурамжылоо")
    panel.form.leave()
    rest(window)
    assert len(stored(window, kind)) == 1
    assert box.mapTo(panel, box.rect().topLeft()) == before
    assert list(panel.moves.buttons) == list(steps)
    assert all(button.isEnabled() for button in panel.moves.buttons.values())
    if unit is None:
        assert not panel.unit_box.editor.isEnabled(), "a record that is made stays its unit's"


def test_a_new_form_that_was_left_empty_makes_nothing(opened):
    window, page = opened("МТК", "actions", "action")
    page.new_button.click()
    window.page("help")
    rest(window)
    assert stored(window, "action") == []


@pytest.mark.parametrize(("key", "kind", "said"), [
    ("meetings", "minutes", "Бул жерде отурумдарда"), ("meetings", "destruction_list", "Жок кылуу актылары: "),
    ("programme", "external_evaluation", "Тышкы баалоолор: "),
])  # fmt: skip
def test_an_empty_list_speaks_of_its_own_kind(opened, key, kind, said):
    _window, page = opened("МТК", key, kind)
    empty = page.list_in_sight().empty
    assert empty.isVisible()
    texts = [label.text() for label in empty.findChildren(Label)]
    assert texts[0].startswith(said)
    assert all(texts), "and says how one begins"


def test_the_office_says_whose_the_record_is(opened):
    window, page = opened(None, "satisfaction", "complaint")
    page.new_button.click()
    assert page.panel.unit_box.isVisible()
    page.panel.unit_box.editor.set_value("МТК")
    page.panel.unit_box.changed.emit()
    page.panel.form.write("text", "Аудитория суук")
    page.leave()
    rest(window)
    assert stored(window, "complaint")[0]["unit"] == "МТК"
    page.tabs.choose("survey")
    rest(window)
    page.new_button.click()
    assert not page.panel.unit_box.isVisible(), "a survey of the office is for all"


def test_the_focus_goes_from_the_unit_to_the_first_field_below_it(opened):
    """Above the unit of a new protocol stands the guide: it lies before it, not behind it."""
    window, page = opened(None, "nonconformities", "nonconformity")
    page.new_button.click()
    rest(window)
    panel = page.panel
    below = {panel.folds["identification"].button, *panel.form.box("found_on").findChildren(QWidget)}
    widget = panel.unit_box.editor
    while widget is panel.unit_box.editor or panel.unit_box.isAncestorOf(widget) or not (
        widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        widget = widget.nextInFocusChain()
    assert widget in below, widget


def test_after_a_step_the_form_stays_where_it_is_and_keeps_the_focus(opened):
    """The buttons of the steps are made anew: the focus goes to the next step, not to some field further down."""
    window, page = opened(None, "actions", "improvement")
    records.save(window.ws, "improvement", [{"unit": "МТК", "title": "Телефон аркылуу сурамжылоо", "period": "2026/27"}])
    (record,) = stored(window, "improvement")
    page.open_record("improvement", record["id"])
    rest(window)
    panel = page.panel
    form = panel.tab("form")
    for step, reason in (("return", "Каражат жок"), ("accept", "")):
        window.window.activateWindow()
        panel.moves.buttons[step].setFocus()
        panel.moves.buttons[step].click()
        if reason:
            panel.moves.reason.editor.setText(reason)
            panel.moves.reason.editor.textEdited.emit(reason)
            panel.moves.go.click()
        rest(window)
        focus = QApplication.focusWidget()
        assert focus in (*panel.moves.buttons.values(), form), (step, focus)
        assert form.verticalScrollBar().value() == 0, step


def test_a_deleted_record_comes_back(opened, make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "action", [{"title": "Биринчи"}, {"title": "Экинчи"}])
    window, page = opened(None, "actions", "action", ws)
    assert page.list_in_sight().sheet.rows.row(0)["title"] == "Экинчи", "the latest on top"
    page.panel.delete_button.click()
    rest(window)
    assert [record["title"] for record in stored(window, "action")] == ["Биринчи"]
    page.undo_bar.undone.emit()
    rest(window)
    assert len(stored(window, "action")) == 2


def test_lists_are_narrowed_by_state_and_what_is_typed_and_a_found_record_takes_that_off(opened, make_workspace):
    ws = make_workspace("МТК")
    ids = [s.key.id for s in records.save(ws, "action", [{"title": "Биринчи", "state": "done"}, {"title": "Экинчи"}]).saved]
    window, page = opened(None, "actions", "action", ws)
    view = page.list_in_sight()
    view.states.set_key("done")
    view.states.chosen.emit("done")
    rest(window)
    assert [view.sheet.rows.row(at)["id"] for at in range(view.sheet.rows.record_count())] == [ids[0]]
    window.session.go.record("action", ids[1])
    rest(window)
    assert view.sheet.current_id() == ids[1] == page.panel.record["id"]
    assert view.states.key() is None


@pytest.mark.requirement("R261", "R306")
def test_the_list_goes_to_the_record_that_is_opened_however_high_its_rows_are(opened):
    window, page = opened("МТК", "actions", "action")
    titles = [f"{n}. " + "Бөлүмдүн отурумунда каралып, чечими аткарылсын жана жыйынтыгы айтылсын. " * 3 for n in range(30)]
    records.save(window.ws, "action", [{"title": title, "due": "2027-01-15"} for title in titles])
    rest(window)
    wanted = next(record for record in stored(window, "action") if record["title"].startswith("9. "))
    page.open_record("action", wanted["id"])
    rest(window)
    sheet = page.list_in_sight().sheet
    assert sheet.current_id() == wanted["id"]
    seen = sheet.viewport().rect().intersected(sheet.visualRect(sheet.currentIndex()))
    assert seen.height() == sheet.visualRect(sheet.currentIndex()).height()


def test_what_is_opened_from_a_record_is_shown_and_leads_back(opened, make_workspace):
    ws = make_workspace("МТК")
    card = records.save(ws, "process", [{"name": "Окутуу"}]).saved[0].key.id
    (indicator,) = records.save(ws, "indicator", [{"title": "Жетишүү", "process": card, "target": "90", "actual": "60"}]).saved
    window, page = opened(None, "objectives", "indicator", ws)
    page.panel.openings.ways["measurement"]()
    rest(window)
    assert page.kind_in_sight() == "measurement"
    assert page.panel.record["indicator"] == indicator.key.id
    page.panel.tabs.choose("links")
    rest(window)
    links = page.panel.links.links
    assert [(link.kind, link.named) for link in links] == [("indicator", True), ("process", True)]
    assert "1.2 Пландардын, максаттардын" in page.panel.links.evidence.text()
    assert page.panel.links.keeping.text().startswith("Сакталуу мөөнөтү: 5 жыл")
    next(button for button in page.panel.links.findChildren(QPushButton) if button.text() == "Ачуу").click()
    rest(window)
    assert page.kind_in_sight() == "indicator"
    page.panel.tabs.choose("links")
    rest(window)
    assert {link.kind for link in page.panel.links.links} == {"process", "measurement"}
    page.panel.openings.ways["corrective_action"]()
    rest(window)
    assert window.window.open_key() == "nonconformities"
    assert window.window.page().panel.record["source"] == "monitoring"


def test_the_protocol_says_whose_turn_it_is_and_opens_that_part(opened, make_workspace):
    office = make_workspace()
    records.save(office, "unit", [{"code": "МТК", "name": "Математика", "type": "department"}])
    records.save(office, "nonconformity", [{
        "unit": "МТК", "found_on": "2026-11-03", "source": "internal_audit", "situation": "internal_audit", "type": "resources",
        "auditor": "Асанов Б.", "requirement": "7.5.3", "statement": "Барак жок", "evidence": "Папка № 4", "class": "minor",
    }])  # fmt: skip
    _window, page = opened(None, "nonconformities", "nonconformity", office)
    panel = page.panel
    assert [key for key, fold in panel.folds.items() if fold.is_open()] == ["correction"]
    assert "3." in panel.guide.whose.text()
    assert "бөлүм" in panel.guide.whose.text()
    assert "Таанышуу жана коррекция" in panel.guide.line.accessibleName()
    panel.form.write("acknowledged_on", "2026-11-04")
    panel.form.write("correction", "Барак ачылды")
    QTest.qWait(5)
    assert "4." in panel.guide.whose.text(), "it follows what is typed"
    panel.guide.line.chosen.emit("statement")
    assert [key for key, fold in panel.folds.items() if fold.is_open()] == ["statement"]


def test_a_field_that_names_a_record_is_filled_by_a_few_letters(opened, make_workspace):
    ws = make_workspace("МТК")
    ids = [s.key.id for s in records.save(ws, "risk", [{"title": "Өрт коркунучу"}, {"title": "Кадр жетишсиз"}]).saved]
    records.save(ws, "preventive_action", [{"potential": "Күйүшү мүмкүн"}])
    window, page = opened(None, "nonconformities", "preventive_action", ws)
    editor = page.panel.form.box("risk").editor
    editor.lineEdit().setText("орт")
    editor.asked.emit("орт")
    rest(window)
    assert [editor.itemData(at) for at in range(editor.count())] == [ids[0]]
    editor.activated.emit(0)
    page.leave()
    rest(window)
    assert stored(window, "preventive_action")[0]["risk"] == ids[0]
    editor.lineEdit().setText("мындай жок")
    editor.lineEdit().editingFinished.emit()
    assert editor.value() == ids[0]
    assert "Өрт" in editor.lineEdit().text(), "words that name nothing fall back to what was chosen"


def test_items_with_many_parts_open_one_by_one(opened, make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "minutes", [{"title": "Отурум", "agenda": [{"question": "Жыйынтык", "heard": "78 %"}]}])
    window, page = opened(None, "meetings", "minutes", ws)
    editor = page.panel.form.box("agenda").editor
    assert editor.opened() is None
    editor.add()
    box = editor.opened().boxes["question"]
    box.set_value("Башкалар")
    box.changed.emit()
    page.leave()
    rest(window)
    assert [item["question"] for item in stored(window, "minutes")[0]["agenda"]] == ["Жыйынтык", "Башкалар"]
    assert stored(window, "minutes")[0]["agenda"][0]["heard"] == "78 %"


def test_the_panel_takes_the_whole_page_and_folds_back(opened, make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "action", [{"title": "Биринчи"}])
    _window, page = opened(None, "actions", "action", ws)
    page.panel.expand.click()
    QTest.qWait(5)
    assert not page.main.isVisible()
    assert page.panel.width() > 700
    page.panel.close_button.click() if page.panel.close_button.isVisible() else page.panel.back.click()
    assert page.main.isVisible()
    assert page.panel.isVisible(), "back beside the list, not away"


def test_a_question_mark_explains_its_field(opened, make_workspace):
    ws = make_workspace("МТК")
    records.save(ws, "complaint", [{"text": "Суук"}])
    _window, page = opened(None, "satisfaction", "complaint", ws)
    box = page.panel.form.box("group")
    box.help.click()
    assert box.below.text() == str(page.panel.kind.fields["group"].help)
    box.help.click()
    assert not box.below.isVisible()


def test_a_department_has_fewer_rows_and_finds_what_the_office_made_known(shell, make_workspace):
    unit, office = shell(make_workspace("МТК")), shell(make_workspace())
    listed = {key for key, section in unit.window.sections.items() if section.listed}
    assert "units" not in listed
    assert len(listed) < len([one for one in office.window.sections.values() if one.listed])
    page = unit.page("further")
    page.tabs.choose("responsibility")
    rest(unit)
    assert not page.new_button.isVisible(), "it is the office's to write"


@pytest.mark.requirement("R309")
def test_a_deans_office_reads_how_the_indicators_of_its_units_are_fulfilled(shell, make_workspace, tmp_path):
    dean, unit, office = make_workspace("ПЕД"), make_workspace("ФИЛ"), make_workspace()
    records.save(office, "unit", [{"code": "ФИЛ", "name": "Филология", "type": "department", "parent": "ПЕД"}])
    records.save(dean, "indicator", [{"title": "Деканаттыкы"}])
    below = records.save(unit, "indicator", [{"title": "Кафедраныкы", "target": "80", "actual": "60"}]).saved[0].key.id
    for ws in (dean, unit):
        exchanging.send(ws, tmp_path / f"{ws.unit}.qmsb")
        exchanging.receive(office, [tmp_path / f"{ws.unit}.qmsb"])
    (written,) = returning.return_bundles(office, ["ПЕД"], tmp_path / "out")
    exchanging.receive(dean, [written.file])
    window = shell(dean)
    page = window.page("objectives")
    page.tabs.choose("indicator")
    rest(window)
    rows = page.list_in_sight().sheet.rows
    assert [rows.row(at)["title"] for at in range(rows.record_count())] == ["Деканаттыкы"]
    window.session.go.record("indicator", below)
    rest(window)
    assert [rows.row(at)["title"] for at in range(rows.record_count())] == ["Кафедраныкы"]
    assert page.panel.record["achieved"] is not None
    assert not page.panel.delete_button.isVisible()
    assert page.panel.form.box("title").editor.isReadOnly()
    assert rows.invite is None


def test_from_a_finding_of_the_checklist_the_protocol_is_opened(shell, make_workspace):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Математика", "type": "department"}])
    audit = records.save(ws, "audit", [{"unit_audited": "МТК", "lead": "Асанов Б."}]).saved[0].key.id
    records.save(ws, "checklist_item", [{"audit": audit, "clause": "7.2", "question": "?", "verdict": "minor_nc", "finding": "Жок"}])
    window = shell(ws)
    window.session.go.record("audit", audit)
    rest(window)
    page = window.window.page()
    assert page.moves.buttons, "the steps of the audit stand above its questions"
    assert "audit_plan" in page.openings.ways
    page.question.openings.ways["nonconformity"]()
    rest(window)
    assert window.window.open_key() == "nonconformities"
    assert window.window.page().panel.record["statement"] == "Жок"


def test_groups_of_the_sidebar_fold_and_are_remembered(shell, make_workspace):
    window = shell(make_workspace()).window
    rows = window.sidebar.rows
    seen = [what.key for _rect, what in rows.places() if hasattr(what, "key")]
    assert "board" in seen, "the daily work of the office is open"
    assert "objectives" not in seen
    heading = next(rect for rect, what in rows.places() if str(what) == "Пландаштыруу")
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=heading.center())
    assert "objectives" in [what.key for _rect, what in rows.places() if hasattr(what, "key")]
    assert "Planning" not in window._memory["folded groups"]
    QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=heading.center())
    window.open("objectives")
    seen = [what.key for _rect, what in rows.places() if hasattr(what, "key")]
    assert "objectives" in seen, "of a folded group the open section is seen"
    assert "risks" not in seen


def test_words_of_pages_are_said_in_the_language_of_the_window(opened):
    window, page = opened("МТК", "satisfaction", "complaint")
    window.window.speak_language("ru")
    rest(window)
    assert page.new_button.text().strip() == "Новая запись"
    assert "Жалобы" in page.tabs.bar.tabText(0)
    assert any(label.text() for label in page.findChildren(Label))


def test_a_refusal_stands_where_it_was_met_and_goes_once_its_step_is_taken(opened):
    window, page = opened(None, "programme", "audit_programme")
    other = window.page("satisfaction")
    rest(window)
    window.page("programme")
    records.save(window.ws, "audit_programme", [{"title": "Программа"}])
    page.refresh(None)
    rest(window)

    def said():
        return [banner.label.text() for banner in page.notices.findChildren(Banner)]

    page.panel.moves.buttons["submit"].click()
    rest(window)
    assert "толук эмес" in said()[0]
    assert not other.notices.findChildren(Banner)
    page.panel.moves.buttons["submit"].click()
    rest(window)
    assert len(said()) == 1, "refused once more, it is still true"
    for name in ("goal", "scope", "criteria", "rationale"):
        page.panel.form.write(name, "Бардык бөлүмдөр")
    page.panel.moves.buttons["submit"].click()
    rest(window)
    assert stored(window, "audit_programme")[0]["state"] == "proposed"
    assert said() == []

"""The panel: what is typed in its form, its checks, the history whose values can be put back, the paper."""

import datetime as dt
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.services import acts, conflicts, printing, records
from qms_desktop.services.findings import findings
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.records.measures import MeasuresEditor

MOTIVATION, SERVER, FIRE = "Студенттердин мотивациясы төмөн", "Сервердин иштебей калуусу", "Өрт коркунучу"


def put(box, value):
    """What a person who types a value does to a field."""
    box.set_value(value)
    box.editor.changed.emit()


def labels(part):
    return [label.text() for label in part.findChildren(Label) if not label.isHidden()]


def checks(panel):
    return labels(panel._checks)


@pytest.fixture
def desk(passport):
    return passport()


def test_the_panel_shows_what_is_typed_in_the_row(desk, press):
    panel = desk.page.panel
    desk.go(0, "likelihood")
    press(desk.sheet, Qt.Key.Key_5, "5")
    assert panel.products["rating"].sum.text() == "5 × 3 ="
    assert panel.products["rating"].chip.words() == "15 жогору"
    put(panel.form.box("consequence"), 4)
    desk.page.leave()
    desk.rest()
    stored = desk.stored()[MOTIVATION]
    assert (stored["likelihood"], stored["consequence"]) == (5, 4)
    assert not conflicts.conflicts(desk.ws)


def test_what_was_typed_last_stands_whether_in_the_panel_or_in_the_table(desk, press):
    """What is typed in the panel goes into the table with the focus, and never over a cell that is typed after it."""
    panel = desk.page.panel
    desk.go(0, "likelihood")
    panel.form.box("likelihood").editor.setFocus()
    put(panel.form.box("likelihood"), 4)
    put(panel.form.box("consequence"), 4)
    desk.go(0, "likelihood")
    desk.rest()
    row = desk.sheet.rows.row(0)
    assert (row["likelihood"], row["consequence"]) == (4, 4)
    press(desk.sheet, Qt.Key.Key_2, "2")
    desk.page.leave()
    desk.rest()
    stored = desk.stored()[MOTIVATION]
    assert (stored["likelihood"], stored["consequence"]) == (2, 4)
    assert panel.form.box("likelihood").value() == 2
    assert not conflicts.conflicts(desk.ws)


def test_the_current_row_stands_in_the_panel(desk):
    panel = desk.page.panel
    assert panel.isVisible()
    assert (panel.number.text(), panel.title.text(), panel.place.text()) == ("Т-МТК-01", MOTIVATION, "1 / 3")
    panel.next.click()
    assert panel.title.text() == SERVER
    assert desk.sheet.currentIndex().row() == 1


def test_the_form_is_saved_as_one_change_on_leaving(desk):
    form, panel = desk.page.panel.form, desk.page.panel
    risk = desk.stored()[MOTIVATION]
    put(form.box("likelihood"), 4)
    put(form.box("cause"), "Кураторлор жетишсиз")
    desk.desk.qtbot.waitUntil(lambda: panel.products["rating"].sum.text() == "4 × 3 =")
    assert panel.products["rating"].chip.words() == "12 жогору"
    desk.rest()
    assert desk.stored()[MOTIVATION]["likelihood"] == 3
    panel.next.click()
    desk.rest()
    after = desk.stored()[MOTIVATION]
    assert (after["likelihood"], after["cause"], after["score"]) == (4, "Кураторлор жетишсиз", 12)
    assert len(desk.changes(risk["id"])) == 2
    assert desk.sheet.rows.row(0)["level_chip"].number == 12


def test_a_form_open_while_a_merge_came_makes_a_conflict(desk):
    form = desk.page.panel.form
    risk = desk.stored()[MOTIVATION]
    put(form.box("cause"), "Биздики")
    records.save(desk.ws, "risk", [{"id": risk["id"], "cause": "Башкалардыкы"}])
    desk.page.refresh(None)
    desk.rest()
    assert form.box("cause").value() == "Биздики"
    desk.page.leave()
    desk.rest()
    (found,) = conflicts.conflicts(desk.ws)
    assert {head.value for head in found.heads} == {"Биздики", "Башкалардыкы"}


def test_table_and_form_of_one_risk_do_not_conflict(desk):
    form = desk.page.panel.form
    desk.go(0, "likelihood")
    desk.sheet.rows.setData(desk.sheet.currentIndex(), 5)
    put(form.box("consequence"), 5)
    put(form.box("title"), "Мотивация")
    desk.page.leave()
    desk.rest()
    assert not conflicts.conflicts(desk.ws)
    assert desk.stored()["Мотивация"]["score"] == 25


def test_the_checks_name_what_is_missing_and_lead_to_it(desk):
    desk.page.panel.next.click()
    desk.rest()
    panel = desk.page.panel
    assert any("Тобокелдик категориясы" in text for text in checks(panel)), checks(panel)
    link = panel._checks.findChild(QPushButton)
    assert link.text() == "Жазуу"
    panel.folds["content"].set_open(False)
    link.click()
    assert panel.folds["content"].is_open()
    desk.page.panel.previous.click()
    desk.rest()
    assert any("2-чара" in text for text in checks(panel))
    panel.go_to("measures")
    desk.rest()
    assert len(panel.findChildren(MeasuresEditor)) == 1


def test_a_critical_consequence_is_pointed_at(desk):
    desk.page.step(1)
    desk.page.step(1)
    assert desk.page.panel.title.text() == FIRE
    said = [str(f.sentence) for f in findings(desk.tab.kind, desk.page.panel.form.values(), desk.ws.profile)]
    assert any("5" in sentence and f.field == "consequence" for sentence, f in zip(
        said, findings(desk.tab.kind, desk.page.panel.form.values(), desk.ws.profile), strict=True))


@pytest.mark.requirement("R311")
def test_measures_are_written_and_ticked_off_in_the_form(desk):
    panel = desk.page.panel
    editor = panel.form.box("measures").editor
    editor.open_first_gap()
    put(editor.opened().boxes["responsible"], "Окуу бөлүмү")
    put(editor.opened().boxes["state"], "done")
    editor.add_button.click()
    put(editor.opened().boxes["text"], "Үчүнчү чара")
    desk.page.leave()
    desk.rest()
    first, second, third = desk.stored()[MOTIVATION]["measures"]
    assert first["text"] == "Кураторлорду колдоо"
    assert (second["responsible"], second["state"], second["done_on"]) == ("Окуу бөлүмү", "done", dt.date.today().isoformat())
    assert third["text"] == "Үчүнчү чара"


@pytest.mark.requirement("R311")
def test_what_is_overdue_is_red_in_the_table_and_beside_the_measure(desk):
    titles = [desk.sheet.rows.row(at)["title"] for at in range(3)]
    mark = desk.sheet.rows.cell(titles.index(SERVER), desk.column("deadline")).mark
    assert (mark.tone, "күн" in str(mark.second)) == ("high", True)
    assert desk.sheet.rows.cell(titles.index(MOTIVATION), desk.column("deadline")).mark.tone == ""
    panel = desk.page.panel
    for done, tone in ((None, "high"), ("done", "text2")):
        editor = panel.form.box("measures").editor
        editor.set_value([{"id": "a" * 32, "text": "Текшерүү", "due": "2025-01-15", "state": done}])
        desk.rest()
        (when,) = [label for label in editor.findChildren(Label) if label.text().startswith("15.01.2025")]
        assert when.property("tone") == tone


def test_the_history_tells_and_puts_a_value_back(desk):
    risk = desk.stored()[MOTIVATION]
    records.save(desk.ws, "risk", [{"id": risk["id"], "likelihood": 5}], why="Жаңы маалымат")
    desk.page.refresh(None)
    desk.rest()
    panel = desk.page.panel
    panel.tabs.choose("history")
    desk.rest()
    said = labels(panel.past)
    assert "Ыктымалдуулук: 3 → 5" in said
    assert "«Жаңы маалымат»" in said
    assert any("Назарова А. К." in text for text in said)
    links = [b for b in panel.past.findChildren(QPushButton) if b.text() == "Маанини кайтаруу"]
    assert len(links) == 1  # the record's beginning is not taken back
    links[0].click()
    desk.rest()
    assert desk.stored()[MOTIVATION]["likelihood"] == 3
    assert "Ыктымалдуулук: 5 → 3" in labels(panel.past)
    desk.editing.undo()
    desk.rest()
    assert desk.stored()[MOTIVATION]["likelihood"] == 5


def test_a_remark_of_the_office_stands_on_top_and_owes_an_answer(passport, make_workspace):
    ws = make_workspace()
    (saved,) = records.save(ws, "risk", [{
        "title": MOTIVATION, "unit": "АСБ", "category": "academic", "process": "J3", "cause": "Аз", "likelihood": 3,
        "consequence": 3, "responsible": ["Башчы"], "deadline": "2027-05-31", "measures": ["Чара"]}]).saved
    acts.act(ws, "submit", [saved.key.id])
    acts.act(ws, "return", [saved.key.id], why="Далили кайсы?")
    p = passport(ws, risks=())
    panel = p.page.panel
    tab = next(tab for tab in panel.tabs.tabs if tab.key == "history")
    assert (tab.count, tab.owed) == (1, True)
    panel.tabs.choose("history")
    p.rest()
    assert "Далили кайсы?" in labels(panel.past.remark)
    assert str(p.sheet.rows.cell(0, p.column("title")).mark.remark).endswith("Далили кайсы?")


def test_the_paper_says_whether_it_is_current(desk):
    panel = desk.page.panel
    panel.tabs.choose("sheet")
    desk.rest()
    assert panel.sheet.sentence.text() == "Бул жазуу азырынча басып чыгарылган эмес."
    printing.print_form(desk.ws, "Ф-03", io.BytesIO())
    desk.page.panel.tabs.choose("form")
    panel.tabs.choose("sheet")
    desk.rest()
    assert panel.sheet.sentence.text() == "Басылган барак учурдагы версияны көрсөтөт."
    put(panel.form.box("cause"), "Башка себеп")
    desk.page.leave()
    desk.rest()
    assert panel.sheet.sentence.text() == "Басылган барак эскирди."


def test_printing_asks_for_the_form_in_sight(desk, qtbot):
    asked = []
    desk.page.print_asked.connect(lambda code, ids: asked.append((code, ids)))
    desk.page.print_page()
    desk.page.tabs.choose("integrated")
    desk.page.print_page()
    desk.rest()
    assert asked == [("Ф-03", []), ("Ф-05", [])]


def test_closing_the_panel_gives_the_long_columns_back_and_keeps_what_was_typed(desk):
    put(desk.page.panel.form.box("cause"), "Жаңы себеп")
    assert desk.sheet.isColumnHidden(desk.column("measures"))
    desk.page.panel.close_button.click()
    desk.rest()
    assert not desk.sheet.isColumnHidden(desk.column("measures"))
    assert desk.stored()[MOTIVATION]["cause"] == "Жаңы себеп"


def test_a_double_click_on_the_level_opens_its_field(desk):
    desk.page.hide_panel()
    desk.go(1, "residual_chip")
    desk.sheet.doubleClicked.emit(desk.sheet.currentIndex())
    desk.rest()
    panel = desk.page.panel
    assert panel.isVisible()
    assert panel.title.text() == SERVER
    assert panel.folds["residual"].is_open()


def test_what_was_refused_stays_typed_and_is_saved_the_next_time(desk, monkeypatch):
    form = desk.page.panel.form
    put(form.box("cause"), "Жаңы себеп")

    def full(*_given, **_named):
        raise UserError(_("The disk is full."))

    with monkeypatch.context() as context:
        context.setattr(records, "save", full)
        desk.page.leave()
        desk.rest()
    assert [banner.label.text() for banner in desk.page.notices.findChildren(Banner)] == ["The disk is full."]
    assert form.box("cause").value() == "Жаңы себеп"
    desk.page.leave()
    desk.rest()
    assert desk.stored()[MOTIVATION]["cause"] == "Жаңы себеп"


def test_F15_what_a_newer_version_wrote_is_named_above_the_form(desk):
    from qms_desktop.store.authoring import Edit
    from qms_desktop.store.transaction import Key

    panel = desk.page.panel
    assert not panel.newer.isVisible()
    risk = desk.stored()[SERVER]
    with desk.ws.store.writing() as tx:
        desk.ws.write(tx, [Edit(Key(risk["unit"], "risk", risk["id"]), {"beam": 3})])
    panel.next.click()
    desk.rest()
    assert panel.newer.isVisible()
    assert "beam" in panel.newer.label.text()


def test_what_was_handed_over_is_read_only_but_for_progress_and_says_why(desk):
    risk = desk.stored()[MOTIVATION]
    acts.act(desk.ws, "submit", [risk["id"]])
    desk.page.refresh(None)
    desk.rest()
    form, locked = desk.page.panel.form, desk.page.panel.locked
    assert {name: form.may_edit(form.kind.fields[name]) for name in ("cause", "likelihood", "residual_likelihood", "measures")} == {
        "cause": False, "likelihood": False, "residual_likelihood": True, "measures": True,
    }  # fmt: skip
    assert not locked.isHidden()
    assert "кайтар" in locked.label.text()
    rows, at = desk.sheet.rows, desk.sheet.rows.find(risk["id"])
    assert not rows.can_edit(at, desk.column("cause"))
    assert rows.can_edit(at, desk.column("residual_comment"))
    assert "кайтар" in rows.cell(at, desk.column("cause")).mark.locked.text("ky")
    desk.go(at, "cause")
    desk.sheet.rows.setData(desk.sheet.currentIndex(), "Башка")
    desk.rest()
    assert desk.stored()[MOTIVATION]["cause"] == risk["cause"]


# --- what leads on -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R106")
def test_a_preventive_action_and_a_correction_are_opened_from_the_panel_of_a_risk(desk):
    panel, asked = desk.page.panel, []
    desk.page.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    risk = panel.record["id"]
    assert {"preventive_action", "corrective_action"} <= panel.openings.ways.keys()
    for kind in ("preventive_action", "corrective_action"):
        panel.openings.ways[kind]()
        desk.rest()
    assert [kind for kind, _record in asked] == ["preventive_action", "corrective_action"], "the window goes to what was opened"
    assert records.show(desk.ws, asked[0][1])["risk"] == risk
    panel.tabs.choose("links")
    desk.rest()
    assert [(link.kind, link.id) for link in panel.links.links] == [asked[0]]


def test_the_objective_that_a_risk_threatens_is_chosen_in_the_panel(desk):
    (objective,) = records.save(desk.ws, "objective", [{"title": "Китеп фондун жаңылоо"}]).saved
    box = desk.page.panel.form.box("objective")
    box.editor.asked.emit("")
    desk.rest()
    put(box, objective.key.id)
    desk.page.leave()
    desk.rest()
    assert records.show(desk.ws, desk.page.panel.record["id"])["objective"] == objective.key.id

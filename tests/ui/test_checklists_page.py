"""Questions answered by keys, each saved once when it is left; self-check and audit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from qms_desktop.models.audits import AUDIT_STATES
from qms_desktop.models.catalogue import KINDS
from qms_desktop.services import audits, listing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui import speech
from qms_desktop.ui.components.buttons import IconButton
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.pages.checklists import ChecklistPage
from qms_desktop.ui.records.editors import editor_for

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(make_workspace, at_work):
    """A department that has begun its self-check."""
    made = at_work(make_workspace("МТК"), ChecklistPage)
    made.page.new_record()
    made.rest()
    return made


@pytest.fixture
def office(make_workspace, at_work):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Кафедра", "type": "department"}])
    return at_work(ws, ChecklistPage)


def items(desk):
    return listing.reading_records(desk.ws, Query("checklist_item"))


def see(desk, text):
    """Type what was seen."""
    editor = desk.page.question.form.box("evidence").editor
    editor.setPlainText(text)


def judge(desk, digit):
    desk.qtbot.keyClick(desk.page.question.form.box("evidence").editor, getattr(Qt.Key, f"Key_{digit}"), ALT)


def test_before_it_is_begun_the_page_invites(make_workspace, at_work):
    page = at_work(make_workspace("МТК"), ChecklistPage).page
    assert page.empty.isVisible()
    assert "аудиттин эсебине кирбейт" in page.notice.label.text()


def test_the_self_check_says_that_it_is_one(desk):
    assert desk.page.notice.isVisible()
    assert {item["mode"] for item in items(desk)} == {"self_check"}
    assert desk.page.header.title.text() == "Өзүн-өзү текшерүү"


def test_beside_the_clause_stands_what_its_amendment_asks_for(desk):
    question = desk.page.question
    seen = {}
    for _each in items(desk):
        clause = records.show(desk.ws, question.form.key.id)["clause"]
        seen[clause] = question.amendment.text() if question.amendment.isVisible() else ""
        question.next_link.click()
        desk.rest()
    amended = {clause: text for clause, text in seen.items() if text}
    assert amended
    assert set(amended) <= {"4.1", "4.2"}
    assert all(text.startswith("ISO 9001:2015/Amd 1:2024: Климаттын") for text in amended.values())


@pytest.mark.requirement("R181", "R182")
def test_a_question_says_its_class_and_which_document_and_clause_it_checks(desk):
    question = desk.page.question
    while not (item := records.show(desk.ws, question.form.key.id))["document_clause"]:
        question.next_link.click()
        desk.rest()
    declared = KINDS["checklist_item"].fields["question_class"]
    assert question.asked_class.text() == declared.show(item["question_class"], desk.ws.profile, "ky") != ""
    assert question.form.box("document_clause").editor.text() == item["document_clause"]
    document = records.save(desk.ws, "document", [{"code": "Ж-7", "title": "Окуу процесси жөнүндө жобо"}]).saved[0].key.id
    question.form.write("document", document)
    question.form.leave()
    desk.rest()
    assert records.show(desk.ws, item["id"])["document"] == document


def test_questions_are_answered_by_keys_and_saved_once_each(desk):
    desk.page.activateWindow()
    desk.qtbot.waitExposed(desk.page)
    of = len(items(desk))
    for digit in "164":
        see(desk, f"№ {digit} протокол")
        judge(desk, digit)
        desk.page.primary()
    desk.rest()
    found = items(desk)[:3]
    assert [item["verdict"] for item in found] == ["conforms", "good_practice", "observation"]
    assert [item["evidence"] for item in found] == ["№ 1 протокол", "№ 6 протокол", "№ 4 протокол"]
    assert all(item["checked_on"] and item["checked_by"] == "Назарова А. К." for item in found)
    assert [len(records.history(desk.ws, item["id"])) for item in found] == [2, 2, 2]
    assert desk.page.list.words.text() == f"{of} суроонун 3ү каралды"
    assert desk.page.question.number.text() == f"{of} суроонун 4-суроосу"


def test_the_list_says_the_verdict_in_words_with_its_icon(desk):
    judge(desk, 2)
    row = desk.page.list.list.rows()[0]
    assert (str(row.second), row.icon, row.second_tone) == ("Майда туура келбөөчүлүк", "triangle-alert", "medium")
    assert str(desk.page.list.list.rows()[1].second) == "карала элек"


def test_a_statement_is_asked_for_only_where_the_verdict_needs_it(desk):
    finding = desk.page.question.form.box("finding")
    assert not finding.isVisible()
    judge(desk, 3)
    assert finding.isVisible()
    assert "далил" in desk.page.question.gap.text().lower()
    see(desk, "№ 3 протокол")
    assert desk.page.question.gap.text() == "Эмне табылганын жазыңыз."
    judge(desk, 1)
    assert not finding.isVisible()


def test_the_same_verdict_again_takes_it_back(desk):
    judge(desk, 1)
    judge(desk, 1)
    assert desk.page.question.verdicts.value() is None


def test_what_was_answered_stands_there_again(desk):
    see(desk, "№ 3 протокол")
    judge(desk, 1)
    desk.page.step(1)
    desk.rest()
    desk.page.step(-1)
    desk.rest()
    assert desk.page.question.form.box("evidence").value() == "№ 3 протокол"
    assert desk.page.question.verdicts.buttons["conforms"].isChecked()


def test_the_office_makes_an_audit_with_its_questions(office):
    page = office.page
    page.new_record()
    office.rest()
    page.new_audit.make()
    assert page.new_audit.boxes["unit_audited"].below.text() == "Аудит өткөрүлө турган бөлүмдү тандаңыз."
    page.new_audit.unit.set_key("МТК")
    page.new_audit.boxes["dates"].set_value(["8-декабрь, 10:00"])
    page.primary()
    office.rest()
    audit = listing.reading_records(office.ws, Query("audit"))[0]
    assert audit["number"].endswith("-01")
    assert (audit["unit"], audit["lead"]) == ("МТК", "Назарова А. К.")
    assert {(item["unit"], item["mode"], item["audit"]) for item in items(office)} == {("МТК", "audit", audit["id"])}
    assert page.header.title.text() == "Ички аудит: Кафедра"
    assert not page.notice.isVisible()
    page.back.click()
    office.rest()
    row = page.audits.sheet.source.rows[0]
    assert (row["unit_name"], row["progress"]) == ("Кафедра", (0, len(items(office))))


def test_an_audit_of_every_state_is_listed(make_workspace, at_work):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Кафедра", "type": "department"}])
    for state in AUDIT_STATES:
        reason = "Бөлүмдүн өтүнүчү" if state in ("moved", "cancelled") else None
        records.save(ws, "audit", [{"unit_audited": "МТК", "lead": "Асанов Б. Н.", "state": state, "state_reason": reason}])
    rows = at_work(ws, ChecklistPage).page.audits.sheet.source.rows
    assert {row["state"] for row in rows} == set(AUDIT_STATES)


def test_the_days_of_an_audit_are_written_as_the_language_writes_them(office):
    """They are typed as dates are, kept so that the programme finds their month, and read as dates again."""
    audits.begin(office.ws, {"unit_audited": "МТК", "lead": "Абдыраева С. М.", "dates": ["24.11.2026", "декабрдын аягы"]})
    (audit,) = listing.reading_records(office.ws, Query("audit"))
    assert audit["dates"] == ["2026-11-24", "декабрдын аягы"]
    page = office.page
    page.refresh(None)
    office.rest()
    assert page.audits.sheet.source.rows[0]["dates_words"] == "24.11.2026, декабрдын аягы"
    page.open_record("audit", audit["id"])
    office.rest()
    assert "24.11.2026; декабрдын аягы" in page.header.subtitle.text()
    editor = editor_for(KINDS["audit"].fields["dates"], office.ws.profile)
    office.qtbot.addWidget(editor)
    editor.set_value(audit["dates"])
    assert editor.value() == ["24.11.2026", "декабрдын аягы"]


def test_a_list_that_is_only_read_offers_nothing_to_take_away(office):
    editor = editor_for(KINDS["audit"].fields["team"], office.ws.profile)
    office.qtbot.addWidget(editor)
    editor.setReadOnly(True)
    editor.set_value(["Калыкова С. М.", "Чотонова Э. К."])
    editor.show()
    assert len([line for line in editor.findChildren(QLineEdit) if line.isVisible()]) == 2
    assert not [cross for cross in editor.findChildren(IconButton) if cross.isVisible()]


def test_printing_names_the_audit(office):
    page = office.page
    audits.begin(office.ws, {"unit_audited": "МТК", "lead": "Абдыраева С. М."})
    audit = listing.reading_records(office.ws, Query("audit"))[0]["id"]
    page.open_record("audit", audit)
    office.rest()
    asked = []
    page.print_asked.connect(lambda *what: asked.append(what))
    page.print_page()
    assert asked == [("Ф-09", [audit])]


def test_the_language_changes_at_once(desk):
    speech.use_language("ru")
    assert "Соответствует" in desk.page.question.verdicts.buttons["conforms"].text()
    assert desk.page.question.next.text() == "Следующий вопрос"
    assert str(desk.page.list.list.rows()[0].second) == "ещё не рассмотрен"


def test_an_audit_without_questions_gets_them_where_it_is_opened(office):
    audit = records.save(office.ws, "audit", [{"unit_audited": "МТК", "lead": "Асанова А."}]).saved[0].key.id
    office.page.open_record("audit", audit)
    office.rest()
    page = office.page
    assert page.unbegun.isVisible()
    assert "Кафедра" in page.header.title.text()
    assert page.moves.isVisible(), "its steps and its plan come before the questions"
    page.unbegun.button.click()
    office.rest()
    assert page.question.isVisible()
    assert {(item["audit"], item["unit"]) for item in items(office)} == {(audit, "МТК")}


def test_an_audit_of_a_programme_is_made_once_its_unit_is_chosen(shell, make_workspace, qtbot):
    ws = make_workspace()
    records.save(ws, "unit", [{"code": "МТК", "name": "Кафедра", "type": "department"}])
    programme = records.save(ws, "audit_programme", [{"title": "Программа", "scope": "Кафедралар"}]).saved[0].key.id
    window = shell(ws)
    page = window.page("programme")
    page.open_record("audit_programme", programme)
    qtbot.waitUntil(lambda: page.panel is not None)  # it is made after the list
    window.settle()
    page.panel.openings.ways["audit"]()
    window.settle()
    assert listing.records(ws, "audit") == [], "an audit of no unit would stay with the office"
    checklists = window.window.page()
    assert checklists.new_audit.isVisible()
    assert checklists.new_audit.boxes["scope"].value() == "Кафедралар"
    checklists.new_audit.boxes["unit_audited"].set_value("МТК")
    checklists.new_audit.boxes["lead"].set_value("Асанова А.")
    checklists.act.click()
    window.settle()
    (audit,) = listing.records(ws, "audit")
    assert (audit["unit"], audit["programme"]) == ("МТК", programme)
    assert checklists.question.isVisible()


def test_the_first_step_of_an_audit_says_that_it_begins(office):
    audit = records.save(office.ws, "audit", [{"unit_audited": "МТК", "lead": "Асанова А."}]).saved[0].key.id
    office.page.open_record("audit", audit)
    office.rest()
    assert office.page.moves.buttons["submit"].text() == "Аудитти баштоо"


def test_what_the_checklist_lacked_is_told_until_the_audit_is_closed(office):
    audit = audits.begin(office.ws, {"unit_audited": "МТК", "lead": "Асанова А.", "state": "in_audit"}).saved[0].key.id
    office.page.open_record("audit", audit)
    office.rest()
    office.page.moves.buttons["close"].click()
    office.rest()
    (told,) = office.page.notices.findChildren(Banner)
    assert "баа коюлган эмес" in told.label.text()
    judged = [{"id": item["id"], "verdict": "not_examined"} for item in items(office)]
    office.editing.save("checklist_item", judged, KINDS["checklist_item"].plural)
    office.rest()
    office.page.moves.buttons["close"].click()
    office.rest()
    assert records.show(office.ws, audit)["state"] == "completed"
    assert not office.page.notices.findChildren(Banner)

"""A document's change sheet: numbers, reviews, the next edition."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from qms_desktop.services import files, listing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui import speech
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.pages.documents import DocumentsPage
from qms_desktop.ui.pages.documents.life import days_late, line_of
from qms_desktop.ui.pages.documents.particulars import Particulars

LATE = {"code": "ЖБ-01", "title": "Жобо", "edition": 2, "state": "in_force", "valid_from": "2025-09-01",
        "review_due": (dt.date.today() - dt.timedelta(days=80)).isoformat()}  # fmt: skip
ENTRY = {"clause": "3-пункт", "text": "мурунку → жаңы", "reason": "Аудиттин сунушу"}


@pytest.fixture
def desk(make_workspace, at_work):
    ws = make_workspace()
    records.save(ws, "document", [LATE, {"code": "СС-01", "title": "Сапат саясаты"}])
    return at_work(ws, DocumentsPage)


def entries(desk):
    return listing.reading_records(desk.ws, Query("change_entry", order="number"))


def document(desk):
    return listing.reading_records(desk.ws, Query("document", where=(("code", "ЖБ-01"),)))[0]


def enter(desk, **values):
    sheet = desk.page.changes.sheet
    sheet.rows.apply([(sheet.rows.record_count(), {**ENTRY, **values})])
    desk.rest()


@pytest.mark.requirement("R043")
def test_the_list_shows_code_edition_and_state(desk):
    rows = desk.page.list.list.rows()
    assert [row.spoken() for row in rows] == ["Жобо, ЖБ-01 · 2-редакция · кароо кечикти, күчүндө", "Сапат саясаты, СС-01, долбоор"]
    desk.page.list.box.setText("саясат")
    assert [str(row.title) for row in desk.page.list.list.rows()] == ["Сапат саясаты"]
    assert desk.page.list.count.text() == "1 / 2"


@pytest.mark.requirement("R043")
def test_a_late_review_is_said_in_days(desk):
    assert "80 күн мурун өттү" in desk.page.late.label.text()
    assert "кечикти" in desk.page.facts.facts["review_due"].text()


@pytest.mark.requirement("R070")
def test_a_change_gets_its_number_and_who_made_it(desk):
    enter(desk)
    enter(desk, clause="4-пункт")
    found = entries(desk)
    assert [entry["number"] for entry in found] == [1, 2]
    assert found[0]["made_by_name"] == "Назарова А. К."
    assert found[0]["change_kind"] == "change"
    assert found[0]["date"] == dt.date.today().isoformat()
    assert desk.page.tabs.tabs[0].count == 2


def test_cells_of_a_change_are_saved_when_its_row_is_left(desk):
    enter(desk)
    sheet = desk.page.changes.sheet
    sheet.setCurrentIndex(sheet.rows.index(0, 1))
    sheet.rows.apply([(0, {"clause": "7.4-пункт"})])
    sheet.rows.apply([(0, {"change_kind": "толуктоо"})])
    desk.page.leave()
    desk.rest()
    entry = entries(desk)[0]
    assert (entry["clause"], entry["change_kind"]) == ("7.4-пункт", "addition")
    assert len(records.history(desk.ws, entry["id"])) == 2


def test_a_new_row_becomes_the_record_under_the_cursor(desk):
    sheet = desk.page.changes.sheet
    sheet.setCurrentIndex(sheet.rows.index(0, 1))
    enter(desk)
    assert sheet.currentIndex().row() == 0
    sheet.rows.apply([(0, {"basis": "№ 2 протокол"})])
    desk.page.leave()
    desk.rest()
    assert [entry["basis"] for entry in entries(desk)] == ["№ 2 протокол"]


def test_review_without_change_moves_the_next_review_and_is_undone_whole(desk):
    desk.page.changes.review.click()
    desk.rest()
    entry = entries(desk)[0]
    assert (entry["change_kind"], entry["clause"]) == ("review", "Бүт документ")
    assert document(desk)["review_due"] > dt.date.today().isoformat()
    assert not desk.page.late.isVisible()
    assert desk.page.changes.words.text() == "Бул редакцияга азырынча өзгөрүү киргизилген эмес."
    desk.editing.undo()
    desk.rest()
    assert entries(desk) == []
    assert document(desk)["review_due"] == LATE["review_due"]
    assert desk.page.late.isVisible()


def test_the_fifth_change_proposes_a_new_edition(desk):
    for _turn in range(4):
        enter(desk)
    assert desk.page.changes.words.text() == "4 өзгөрүү киргизилди; дагы 1 өзгөрүүдөн кийин 3-редакция сунушталат."
    enter(desk)
    assert "3-редакцияны чыгаруу сунушталат" in desk.page.changes.words.text()
    desk.page.changes.begin.click()
    desk.rest()
    assert document(desk)["state"] == "under_revision"


def test_changes_before_the_edition_do_not_count(desk):
    enter(desk, date="14.10.2024")
    assert desk.page.changes.words.text() == "Бул редакцияга азырынча өзгөрүү киргизилген эмес."


def test_particulars_are_made_when_they_are_looked_at_and_are_those_of_the_document_in_sight(desk):
    assert not desk.page.findChildren(Particulars)
    desk.page.step(1)
    desk.rest()
    desk.page.tabs.choose("facts")
    (shown,) = desk.page.findChildren(Particulars)
    assert shown.isVisible()
    assert shown.form.values()["title"] == "Сапат саясаты" == desk.page.header.title.text()
    desk.page.step(-1)
    desk.rest()
    assert shown.form.values()["title"] == desk.page.header.title.text() != "Сапат саясаты"


def test_particulars_are_saved_when_another_document_is_opened(desk):
    box = desk.page.form.box("control_copy")
    box.set_value("1-папка")
    box.editor.changed.emit()
    desk.page.step(1)
    desk.rest()
    assert desk.page.header.title.text() == "Сапат саясаты"
    assert document(desk)["control_copy"] == "1-папка"


def test_particulars_are_saved_when_the_change_sheet_is_opened(desk):
    desk.page.tabs.choose("facts")
    for name, value in (("control_copy", "1-папка"), ("state", "superseded")):
        box = desk.page.form.box(name)
        box.set_value(value)
        box.editor.changed.emit()
    assert "күчүн жоготту" in desk.page.life.accessibleName()
    desk.page.tabs.choose("changes")
    desk.rest()
    assert document(desk)["control_copy"] == "1-папка"
    assert desk.page.facts.facts["control_copy"].text() == "1-папка"
    assert "күчүн жоготту" in desk.page.list.list.rows()[0].spoken()


def test_a_new_document_opens_its_particulars(desk):
    desk.page.new_record()
    desk.rest()
    assert desk.page.tabs.current() == "facts"
    assert desk.page.header.title.text() == "Аталышы жазыла элек документ"
    assert len(desk.page.list.list.rows()) == 3


def test_printing_names_the_variant(desk):
    asked = []
    desk.page.variant_asked.connect(lambda *what: asked.append(what))
    for action in desk.page.printing.menu().actions()[:3]:
        action.trigger()
    assert [(form, variant) for form, _ids, variant in asked] == [("Ф-16", "oshsu"), ("Ф-16", "extended"), ("Ф-16", "gost")]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("draft", ["draft", "in_agreement", "approved", "in_force", "superseded"]),
        ("registered", ["draft", "in_agreement", "approved", "registered", "in_force", "superseded"]),
        ("archived", ["draft", "in_agreement", "approved", "in_force", "archived"]),
    ],
)
def test_the_line_of_life_holds_the_state_of_today(state, shown):
    assert line_of(state) == shown


def test_only_a_document_in_force_is_late():
    assert days_late({**LATE, "state": "draft"}) == 0
    assert days_late(LATE) == 80


def test_the_language_changes_at_once(desk):
    speech.use_language("ru")
    assert desk.page.changes.enter.text().strip() == "Внести изменение"
    assert "80 дней назад" in desk.page.late.label.text()
    assert desk.page.changes.sheet.rows.headerData(1, Qt.Orientation.Horizontal) == "Пункт, лист"


def test_files_of_a_document_stand_in_a_tab_of_their_own(desk, tmp_path):
    (tmp_path / "кол коюлган.pdf").write_bytes(b"%PDF")
    desk.page.tabs.choose("files")
    desk.rest()
    desk.page.files.attach([tmp_path / "кол коюлган.pdf"])
    desk.rest()
    assert [file.name for file in files.of_record(desk.ws, desk.page._document_id())] == ["кол коюлган.pdf"]
    assert len(desk.page.files.rows) == 1


def test_the_steps_of_a_document_are_offered_and_a_refusal_is_said(make_workspace, at_work):
    ws = make_workspace()
    (saved,) = records.save(ws, "document", [{"code": "СМК-09", "title": "Колдонмо"}]).saved
    at = at_work(ws, DocumentsPage)
    moves = at.page.moves
    assert list(moves.buttons) == ["verify", "void"]
    moves.buttons["verify"].click()
    at.rest()
    assert records.show(ws, saved.key.id)["state"] == "checked"
    assert "approve" not in moves.buttons, "it is agreed first"
    moves.buttons["submit"].click()
    at.rest()
    moves.buttons["approve"].click()
    at.rest()
    assert records.show(ws, saved.key.id)["state"] == "in_agreement", "nobody is written who approves it"
    assert any("Бекиткен" in banner.label.text() for banner in at.page.notices.findChildren(Banner) if not banner.isHidden())
    moves.buttons["return"].click()
    assert not moves.go.isEnabled(), "a reason first"
    moves.reason.set_value("Так эмес")
    moves.reason.changed.emit()
    moves.go.click()
    at.rest()
    assert records.show(ws, saved.key.id)["state"] == "draft"


# --- what a document holds beside its sheet, and what leads on from it ---------------------------------------------


def put(form, **values):
    """What a person who types values does to a form."""
    for name, value in values.items():
        form.box(name).set_value(value)
        form.box(name).editor.changed.emit()


@pytest.mark.requirement("R063", "R067")
def test_a_document_is_brought_into_force_in_the_window_once_its_keeper_is_named(make_workspace, at_work):
    ws = make_workspace()
    record = records.save(ws, "document", [{"code": "ЖБ-02", "title": "Жобо", "state": "draft"}]).saved[0].key.id
    desk = at_work(ws, DocumentsPage)

    def take(action):
        desk.page.moves.buttons[action].click()
        desk.rest()
        return records.show(ws, record)["state"]

    assert [take("verify"), take("submit")] == ["checked", "in_agreement"]
    put(desk.page.form, approved_by="Окумуштуулар кеңеши, № 3 протокол")
    assert take("approve") == "approved"
    assert take("accept") == "approved", "nobody keeps it yet"
    put(desk.page.form, keeper="Назарова А. К.")
    assert [take("accept"), take("accept")] == ["registered", "in_force"]


@pytest.mark.requirement("R140", "R145", "R146")
def test_below_the_sheet_the_chosen_change_says_its_analysis_its_minutes_and_who_was_told(desk):
    minutes = records.save(desk.ws, "minutes", [{"body": "academic_council", "number": 3, "title": "Кеңеш"}]).saved[0].key.id
    enter(desk, approved_by="Ректор")
    sheet, form = desk.page.changes.sheet, desk.page.entry.form
    sheet.setCurrentIndex(sheet.rows.index(0, 1))
    assert desk.page.entry.isVisible()
    put(form, analysis="Үч кафедрага тиешелүү", actions="Окутуу өткөрүү", minutes=minutes,
        informed=[{"of_unit": "МТК", "by": "Назарова А. К.", "on": "2026-11-05"}])  # fmt: skip
    desk.page.leave()
    desk.rest()
    (entry,) = entries(desk)
    assert (entry["analysis"], entry["actions"], entry["minutes"]) == ("Үч кафедрага тиешелүү", "Окутуу өткөрүү", minutes)
    assert (entry["informed"][0]["of_unit"], entry["state"]) == ("МТК", "communicated")
    sheet.rows.apply([(0, {"basis": "№ 2 протокол"})])
    desk.page.leave()
    desk.rest()
    assert entries(desk)[0]["basis"] == "№ 2 протокол", "the line and what stands below it are one record"


@pytest.mark.requirement("R064", "R076")
def test_copies_agreement_and_acquaintance_are_opened_from_the_document_and_seen_among_its_links(desk):
    asked = []
    desk.page.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    for kind in ("document_copy", "agreement", "acquaintance"):
        desk.page.openings.ways[kind]()
        desk.rest()
    assert [kind for kind, _record in asked] == ["document_copy", "agreement", "acquaintance"]
    desk.page.tabs.choose("links")
    desk.rest()
    assert {(link.kind, link.id) for link in desk.page.links.links} == set(asked)


@pytest.mark.requirement("R061")
def test_the_documents_that_the_manual_names_are_entered_by_one_button_where_there_is_none_yet(make_workspace, at_work):
    ws = make_workspace(institution="oshsu")
    desk = at_work(ws, DocumentsPage)
    assert desk.page.laid_out.isVisible()
    desk.page.laid_out.click()
    desk.rest()
    assert len(desk.page.list.list.rows()) == len(listing.records(ws, "document")) >= 12
    assert not desk.page.laid_out.isVisible()

"""The preview shows what comes out of the printer; saving keeps the print; languages of the paper."""

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel

from qms_desktop.services import listing, printing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui import speech
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.pages.printing import MANY, PrintPage


@pytest.fixture
def desk(make_workspace, at_work):
    ws = make_workspace("МТК")
    for number, name in (("1", "Университетти башкаруу"), ("3", "Билим берүү процесси")):
        records.save(ws, "process", [{"number": number, "name": name, "purpose": "Сапаттуу окуу"}])
    records.save(ws, "document", [{"code": "ЖБ-01", "title": "Жобо", "edition": 1}])
    return at_work(ws, PrintPage)


def printouts(desk):
    return listing.reading_records(desk.ws, Query("printout"))


def states(desk):
    return {row.id: str(row.second) for row in desk.page.list.list.rows()}


def words(text):
    return " ".join(text.split())


def test_the_list_says_what_can_be_printed(desk):
    found = states(desk)
    assert found["Ф-01"] == "2 жазуу, басыла элек"
    assert found["Ф-03"] == "басып чыгара турган жазуу жок"


def test_all_cards_or_the_one_that_is_asked_for(desk):
    desk.page.show_form("Ф-01")
    desk.rest()
    assert desk.page.view.document.pageCount() == 2
    card = listing.reading_records(desk.ws, Query("process", order="number"))[1]
    desk.page.show_form("Ф-01", [card["id"]])
    desk.rest()
    assert desk.page.view.document.pageCount() == 1
    assert "Билим берүү процесси" in words(desk.page.view.text())
    assert "Университетти башкаруу" not in words(desk.page.view.text())
    assert desk.page.record.currentText() == "3 · Билим берүү процесси"
    assert printouts(desk) == [], "a preview leaves no trace"


def test_of_many_cards_the_first_is_shown_until_all_are_asked_for(desk):
    """A whole university has thousands of cards: nobody waits for all of them to see what the form looks like."""
    records.save(desk.ws, "process", [{"name": f"Процесс {number}", "purpose": "Сапат"} for number in range(MANY)])
    desk.page.refresh()
    desk.rest()
    desk.page.show_form("Ф-01")
    desk.rest()
    assert desk.page.view.document.pageCount() == 1
    assert desk.page.record.currentText() == "1 · Университетти башкаруу"
    desk.page.record.set_key(None)
    desk.page.record.chosen.emit(None)
    desk.rest()
    assert desk.page.view.document.pageCount() == MANY + 2
    desk.page.refresh()
    desk.rest()
    assert desk.page.record.key() is None


def test_another_form_begins_with_its_first_page(desk):
    desk.page.show_form("Ф-01")
    desk.rest()
    bar = desk.page.view.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    desk.page.view.again()
    desk.rest()
    assert bar.value() > 0, "the same form stays where it is read"
    desk.page.show_form("Ф-02")
    desk.rest()
    assert bar.value() == 0


@pytest.mark.parametrize(("language", "title"), [("ky", "ПРОЦЕСС КАРТАСЫ"), ("ru", "КАРТА ПРОЦЕССА"), ("en", "PROCESS CARD")])
def test_the_paper_speaks_the_language_chosen_for_it(desk, language, title):
    desk.page.language.set_key(language)
    desk.page.show_form("Ф-01")
    desk.rest()
    assert title in words(desk.page.view.text()).upper()
    assert desk.page.act.text().strip() == "Басып чыгаруу", "the window stays in its own"


def test_the_change_sheet_has_its_variants(desk):
    texts = set()
    for variant in desk.ws.profile.change_sheets:
        desk.page.show_form("Ф-16", variant=variant)
        desk.rest()
        texts.add(words(desk.page.view.text()))
    assert len(texts) == 3
    assert desk.page.variant.isVisible()
    desk.page.show_form("Ф-01")
    assert not desk.page.variant.isVisible()


def test_the_plan_of_tasks_is_printed_by_unit_by_person_or_by_month(desk):
    records.save(desk.ws, "action", [{"title": "Отчет", "responsible": "Асанов Б. М.", "due": "2027-03-01"}])
    desk.page.show_form("Ф-25")
    desk.rest()
    by_unit = words(desk.page.view.text())
    desk.page.show_form("Ф-25", variant="month")
    desk.rest()
    assert "03.2027" in words(desk.page.view.text())
    assert "айлар боюнча" in words(desk.page.view.text())
    assert "бөлүмдөр боюнча" in by_unit


def test_every_form_and_paper_is_in_the_list_and_has_a_blank(desk):
    from qms_desktop.paper.forms import FORMS, PAPERS

    assert set(states(desk)) == {*FORMS, *PAPERS}
    desk.page.blank.setChecked(True)
    for code in ("Ф-10", "Ф-24", "policy"):
        desk.page.show_form(code)
        desk.rest()
        assert desk.page.view.document.pageCount() >= 1, code
        assert desk.page.act.isEnabled()


def test_a_copy_for_people_from_outside_says_so(desk):
    desk.page.show_form("Ф-01")
    desk.page.copy.setChecked(True)
    desk.rest()
    assert "КӨЧҮРМӨ (көзөмөлдөнбөгөн)" in words(desk.page.view.text())



def test_saving_a_pdf_keeps_the_print_and_later_changes_make_it_old(desk, tmp_path):
    desk.page.show_form("Ф-01")
    desk.rest()
    desk.page.save_pdf_to(tmp_path / "карта")
    desk.rest()
    document = QPdfDocument()
    assert document.load(str(tmp_path / "карта.pdf")) == QPdfDocument.Error.None_
    assert document.pageCount() == 2
    document.close()
    assert [p["form"] for p in printouts(desk)] == ["Ф-01", "Ф-01"]
    assert states(desk)["Ф-01"] == "басылган: бүгүн"
    assert any("карта.pdf" in banner.label.text() for banner in desk.page.notices.findChildren(Banner))

    card = listing.reading_records(desk.ws, Query("process", order="number"))[1]
    records.save(desk.ws, "process", [{"id": card["id"], "purpose": "Башка максат"}])
    desk.page.refresh(None)
    desk.rest()
    assert states(desk)["Ф-01"] == "басылган барак эскирди"


def test_without_records_there_is_a_sentence_and_nothing_to_press(desk):
    desk.page.show_form("Ф-09")
    desk.rest()
    assert desk.page.view.document.pageCount() == 0 or desk.page.view.stack.currentIndex() == 1
    assert desk.page.view._sentence.text() == "Басып чыгара турган текшерүү баракчасы азырынча жок."
    assert not desk.page.act.isEnabled()
    assert desk.page.act.toolTip() == "Азырынча басып чыгара турган эч нерсе жок."


def test_registers_go_to_excel_and_cards_do_not(desk, tmp_path):
    desk.page.show_form("Ф-01")
    assert not desk.page.excel.isVisible()
    desk.page.show_form("Ф-02")
    desk.rest()
    assert desk.page.excel.isVisible()
    desk.page.save_excel_to(tmp_path / "реестр.xlsx")
    desk.rest()
    from openpyxl import load_workbook

    book = load_workbook(tmp_path / "реестр.xlsx")
    assert any(cell == "Университетти башкаруу" for row in book.active.values for cell in row)


def test_a_blank_checklist_differs_from_the_filled_one(make_workspace, at_work):
    from qms_desktop.services import checklists

    ws = make_workspace("МТК")
    checklists.begin(ws)
    desk = at_work(ws, PrintPage)
    desk.page.show_form("Ф-09")
    desk.rest()
    filled = desk.page.view.text()
    desk.page.blank.setChecked(True)
    desk.rest()
    assert desk.page.view.text() != filled


def test_zoom_and_page_count(desk):
    desk.page.show_form("Ф-01")
    desk.rest()
    view = desk.page.view
    assert view.pages.text() == "2 барактын 1-барагы"
    before = view.view.zoomFactor()
    view.larger.click()
    assert view.view.zoomFactor() > before
    view.whole.click()
    assert view.view.zoomFactor() == pytest.approx(before)


def test_without_a_printer_the_pdf_opens_outside(desk, monkeypatch):
    from qms_desktop.ui.pages import printer, printing

    opened = []
    monkeypatch.setattr(printer, "is_there", lambda: False)
    monkeypatch.setattr(printing.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    desk.page.show_form("Ф-01")
    desk.rest()
    desk.page.primary()
    desk.rest()
    assert len(opened) == 1
    assert opened[0].endswith(".pdf")
    assert len(printouts(desk)) == 2


def test_pages_reach_the_printer_at_their_size(desk, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    from qms_desktop.ui.pages import printer
    from qms_desktop.ui.pages.paper import Wanted, preview

    out = QPrinter(QPrinter.PrinterMode.HighResolution)
    out.setOutputFileName(str(tmp_path / "out.pdf"))
    assert printer.send(out, preview(desk.ws, Wanted("Ф-01"))) == 2
    document = QPdfDocument()
    document.load(str(tmp_path / "out.pdf"))
    assert document.pageCount() == 2
    assert round(document.pagePointSize(0).width()) == 595
    document.close()


def test_the_language_of_the_window_changes_at_once(desk):
    desk.page.show_form("Ф-01")
    desk.rest()
    speech.use_language("ru")
    assert desk.page.act.text().strip() == "Печать"
    assert str(desk.page.list.list.rows()[0].second) == "2 записи, ещё не печатались"


def test_scans_of_signed_sheets_are_filed_and_what_is_none_is_said(desk, tmp_path):
    (process, *_others) = (record["id"] for record in listing.reading_records(desk.ws, Query("process")))
    desk.page.show_form("Ф-01", [process])
    desk.page.save_pdf_to(tmp_path / "card.pdf")
    desk.rest()
    (tmp_path / "photo.png").write_bytes(b"no picture")
    desk.page.file_scans([tmp_path / "card.pdf", tmp_path / "photo.png"])
    desk.rest()
    (sheet,) = printouts(desk)
    assert sheet["signed_on"]
    assert records.show(desk.ws, process)["files"]
    tones = {banner.property("banner") for banner in desk.page.notices.findChildren(Banner)}
    assert {"done", "warning"} <= tones
    desk.editing.undo()
    desk.rest()
    assert not printouts(desk)[0]["signed_on"]


def test_the_code_at_the_foot_of_a_sheet_is_checked(desk, tmp_path):
    (code,) = printing.print_form(desk.ws, "Ф-01", tmp_path / "card.pdf", ids=[listing.records(desk.ws, "process")[0]["id"]]).fingerprints
    for typed, said in ((code, "Барак чыныгы"), ("0000 0000 00", "басылган эмес")):
        desk.page.check.box.setText(typed)
        desk.page.check.act.click()
        desk.rest()
        assert said in " ".join(label.text() for banner in desk.page.findChildren(Banner) for label in banner.findChildren(QLabel))
        assert desk.page.check.box.text() == ""

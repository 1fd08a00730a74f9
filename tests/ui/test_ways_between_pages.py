"""From one page to another: print buttons, F1 and back, a found record."""

import pytest

from qms_desktop.services import checklists, founding, listing, records
from qms_desktop.store.reading import Query
from qms_desktop.ui.components.buttons import Button


def test_the_print_button_of_a_card_comes_to_its_form(make_workspace, shell):
    ws = make_workspace("МТК")
    ids = [saved.key.id for saved in records.save(ws, "process", [{"name": "Окутуу"}, {"name": "Илим"}]).saved]
    window = shell(ws)
    page = window.page("processes")
    page.open_record("process", ids[1])
    window.settle()
    page.printing.click()
    window.settle()
    assert window.window.open_key() == "printing"
    assert window.window.page().wanted().ids == (ids[1],)
    assert window.window.page().view.document.pageCount() == 1


def test_the_variant_of_a_change_sheet_goes_along(make_workspace, shell):
    ws = make_workspace("МТК")
    records.save(ws, "document", [{"code": "ЖБ-01", "title": "Жобо"}])
    window = shell(ws)
    page = window.page("documents")
    page.printing.menu().actions()[2].trigger()
    window.settle()
    assert window.window.page().wanted().variant == "gost"


@pytest.mark.requirement("R294")
@pytest.mark.parametrize("section", ["reports", "checklists", "review"])
def test_the_integrated_table_is_opened_and_printed_from_monitoring_audit_and_review(make_workspace, shell, section):
    ws = make_workspace()
    records.save(ws, "risk", [{"unit": "ФИЛ", "title": "Өрт", "likelihood": 2, "consequence": 5}])
    window = shell(ws)
    window.page(section).header.findChild(Button, "integrated_table").click()
    window.settle()
    assert window.window.open_key() == "printing"
    page = window.window.page()
    assert page.wanted().code == "Ф-05"
    assert "Өрт" in page.view.text()
    assert page.act.isEnabled()


@pytest.mark.requirement("R254")
def test_the_regulation_on_risks_is_opened_from_the_page_of_risks(make_workspace, shell):
    ws = make_workspace()
    window = shell(ws)
    button = window.page("risks").header.findChild(Button, "regulation")
    button.click()
    window.settle()
    assert any("Тобокелдик паспорту" in said for said in window.banners()), "it does not stand in the register yet"
    founding.lay_out(ws, "document")
    button.click()
    window.settle()
    assert window.window.open_key() == "documents"
    assert "тобокелдиктери" in window.window.page().header.title.text()


def test_f1_shows_the_help_of_the_page_and_goes_back(make_workspace, shell):
    window = shell(make_workspace("МТК"))
    window.page("checklists")
    window.window._ask_help()
    assert window.window.open_key() == "help"
    assert window.window.page().topic() == "checklists"
    window.window._ask_help()
    assert window.window.open_key() == "checklists"


def test_records_are_opened_where_they_stand(make_workspace, shell, qtbot):
    ws = make_workspace("МТК")
    checklists.begin(ws)
    card = records.save(ws, "process", [{"name": "Окутуу"}]).saved[0].key.id
    indicator = records.save(ws, "indicator", [{"title": "Жетишүү", "process": card}]).saved[0].key.id
    document = records.save(ws, "document", [{"code": "ЖБ-01", "title": "Жобо"}, {"code": "ЖБ-02", "title": "Эреже"}])
    entry = records.save(ws, "change_entry", [{"document": document.saved[1].key.id, "clause": "1"}]).saved[0].key.id
    item = listing.reading_records(ws, Query("checklist_item"))[4]
    window = shell(ws)
    window.session.go.record("process", card)
    window.settle()
    assert window.window.page().header.title.text() == "Окутуу"
    window.session.go.record("indicator", indicator)
    window.settle()
    page = window.window.page()
    qtbot.waitUntil(lambda: page.panel is not None and page.panel.title.text() == "Жетишүү")
    window.session.go.record("change_entry", entry)
    window.settle()
    assert window.window.page().header.title.text() == "Эреже"
    window.session.go.record("checklist_item", item["id"])
    window.settle()
    assert window.window.page().question.question.text() == item["question"]


def test_what_is_typed_is_saved_when_another_section_is_opened(make_workspace, shell):
    ws = make_workspace("МТК")
    card = records.save(ws, "process", [{"name": "Окутуу"}]).saved[0].key.id
    window = shell(ws)
    page = window.page("processes")
    page.open_record("process", card)
    window.settle()
    page.form.form.write("purpose", "Сапаттуу окуу")
    window.page("documents")
    assert records.show(ws, card)["purpose"] == "Сапаттуу окуу"

"""The page of the management review: items with figures and comments, figures kept, decisions, the steps."""

import datetime as dt

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qms_desktop.services import drafts, records, reviews
from qms_desktop.services.workspace import period_now
from qms_desktop.ui.components.label import Label
from tests.services.rules.test_reviews import forge

NC = {
    "source": "internal_audit", "situation": "internal_audit", "type": "programmes", "auditor": "Токтогулов А.", "requirement": "7.5.3",
    "statement": "Журнал толтурулган эмес", "evidence": "Журнал", "class": "minor", "clause": "7.5.3", "unit": "МТК",
    "found_on": dt.date.today().isoformat(),
}  # fmt: skip


@pytest.fixture
def oshsu(make_workspace, shell):
    """The window of an office that has begun its review."""
    ws = make_workspace(institution="oshsu", person="Осмонова Ж. Т.")
    records.save(ws, "nonconformity", [NC])
    ws.review = reviews.begin(ws).saved[0].key.id
    return shell(ws)


def rows(page):
    return {row.id: row for row in page.list.list.rows()}


def figures(page):
    """What the figures above an item say, row by row."""
    lines = [page.item._figures.itemAt(place).layout() for place in range(page.item._figures.count())]
    return [line.itemAt(place).widget().value.text() for line in lines for place in range(line.count())]


def typed(page, key, said):
    page.show_place(key)
    page.item.comment.editor.setPlainText(said)


@pytest.mark.requirement("R211")
def test_the_items_of_the_manual_stand_in_their_order_with_what_is_missing(oshsu):
    page = oshsu.page("review")
    assert [row.id for row in page.list.list.rows()][:13] == ["а", "б", "в", "г", "д", "е", "ж", "з", "a", "b", "c7", "d", "e"]
    assert rows(page)["ж"].second.text("ky") == "маалымат жок"
    assert "мекеменин тизмесинде жок" not in page.item.source.text()
    page.show_place("c7")
    assert "мекеменин тизмесинде жок" in page.item.source.text()


def test_the_figures_of_an_item_stand_above_its_charts(oshsu):
    page = oshsu.page("review")
    page.show_place("д")
    assert figures(page) == ["1", "0 %", "–", "0 %"]
    assert not page.item._drawings.isHidden()


def test_the_records_behind_the_figures_are_shown_beside(oshsu):
    page = oshsu.page("review")
    page.show_place("д")
    page.item.records[0].click()
    oshsu.settle()
    assert page.panel_is_open()
    ((kind, record),) = [row.id for row in page.behind.list.rows()]
    assert kind == "nonconformity"
    page.keep_figures()
    oshsu.settle()
    records.save(oshsu.ws, "nonconformity", [NC])
    page.refresh()
    oshsu.settle()
    assert page.sheet.taken.is_frozen
    page.show_place("д")
    assert [button.text().strip() for button in page.item.records] == ["1 жазуу"] * len(page.item.records)
    page.item.records[0].click()
    oshsu.settle()
    assert [row.id for row in page.behind.list.rows()] == [(kind, record)], "of a figure that is kept its own, not those of today"


def test_the_page_says_that_kept_figures_were_changed_afterwards(oshsu):
    page = oshsu.page("review")
    page.keep_figures()
    oshsu.settle()
    assert "сакталган" in page.item.taken.text()
    forge(oshsu.ws, oshsu.ws.review)
    page.refresh()
    oshsu.settle()
    assert "өзгөртүлгөн" in page.item.taken.text()
    assert page.item.taken.text() in [label.text() for label in page.notices.findChildren(Label)]


def test_the_units_are_asked_for_what_is_missing(oshsu):
    page = oshsu.page("review")
    assert not page.ask.isHidden()
    page.ask.click()
    asked = QGuiApplication.clipboard().text()
    assert "СМСке өзгөртүүлөрдү киргизүү боюнча сунуштар: маалымат жок" in asked
    assert "аныкталган ички дал келбестиктер" not in asked


def test_figures_stand_in_two_rows_where_there_is_little_room(oshsu):
    page = oshsu.page("review")
    page.show_place("д")
    oshsu.window.resize(900, 690)
    oshsu.settle()
    assert page.item._figures.count() == 2
    assert len(figures(page)) == 4


def test_a_comment_is_saved_when_the_item_is_left_and_ticks_it_off(oshsu):
    page = oshsu.page("review")
    typed(page, "д", "Азайды")
    assert rows(page)["д"].second.text("ky") == "жазылып жатат"
    page.show_place("е")
    oshsu.settle()
    assert {line["comment"] for line in records.show(oshsu.ws, oshsu.ws.review)["inputs"] if line["letter"] == "д"} == {"Азайды"}
    assert rows(page)["д"].icon == "circle-check"
    assert (page.list.meter.value(), page.list.meter.maximum()) == (1, 13)


def test_what_is_being_typed_stays_when_others_change_records(oshsu):
    page = oshsu.page("review")
    typed(page, "д", "Азай")
    page.refresh(None)
    oshsu.settle()
    assert page.item.comment.value() == "Азай"


def test_what_is_typed_outlives_a_sudden_end(oshsu):
    page = oshsu.page("review")
    typed(page, "д", "Азайды")
    page._keep_draft()
    oshsu.settle()
    drafts.settle(oshsu.ws)
    assert {line["comment"] for line in records.show(oshsu.ws, oshsu.ws.review)["inputs"] if line["letter"] == "д"} == {"Азайды"}


def test_kept_figures_do_not_follow_the_registers_and_the_page_says_so(oshsu):
    page = oshsu.page("review")
    page.freeze.click()
    oshsu.settle()
    records.save(oshsu.ws, "nonconformity", [NC])
    page.refresh(None)
    oshsu.settle()
    page.show_place("д")
    assert figures(page)[0] == "1"
    assert "сакталган" in page.item.taken.text()


def test_a_decision_is_written_below_the_items(oshsu):
    page = oshsu.page("review")
    page.show_place("decisions")
    view = page.decisions
    assert not view.add.isEnabled()
    for field, value in ((view.text, "Китеп сатып алуу"), (view.kind, "resource"), (view.responsible, "Проректор"), (view.due, "2027-06-01")):
        field.set_value(value)
    view._judge()
    view.add.click()
    oshsu.settle()
    (decision,) = reviews.read(oshsu.ws).decisions
    assert (decision["text"], decision["due"], decision["decision_kind"]) == ("Китеп сатып алуу", "2027-06-01", "resource")
    assert QApplication.focusWidget() is view.text.editor, "the next decision can be typed at once"


@pytest.mark.requirement("R216")
def test_where_decisions_are_typed_the_page_asks_for_it(oshsu, make_workspace, shell):
    view = oshsu.page("review").decisions
    for field, value in ((view.text, "Китеп"), (view.kind, "resource"), (view.responsible, "Проректор"), (view.due, "2027-06-01"),
                         (view.verb, "update"), (view.resource, "Фонд")):  # fmt: skip
        field.set_value(value)
    view._judge()
    view.add.click()
    oshsu.settle()
    (decision,) = reviews.read(oshsu.ws).decisions
    assert (decision["verb"], decision["planned_resource"]) == ("update", "Фонд")
    other = make_workspace(person="Осмонова Ж. Т.")
    reviews.begin(other)
    assert shell(other).page("review").decisions.verb.isHidden()


@pytest.mark.requirement("R316")
def test_the_councils_consideration_is_entered_with_its_day_and_stands_in_the_state(make_workspace, shell):
    ws = make_workspace(person="Осмонова Ж. Т.")
    day = dt.date.today().isoformat()
    records.save(ws, "review", [{"title": "Отчет", "period": "2026/27", "prepared_by": "О.", "prepared_on": day, "agreed_by": "П.",
                                 "agreed_on": day, "inputs": [{"input": "a", "comment": "А"}]}])  # fmt: skip
    window = shell(ws)
    page = window.page("review")
    page.show_place("approval")
    page.form.write("discussed_by", "Окумуштуулар кеңеши, № 5")
    page.form.write("discussed_on", day)
    page.leave()
    window.settle()
    shown = records.show(ws, page.sheet.record["id"])
    assert (shown["state"], shown["discussed_on"]) == ("discussed", day)


@pytest.mark.requirement("R213")
def test_an_incomplete_report_is_refused_in_the_page_and_stays(oshsu):
    page = oshsu.page("review")
    page.show_place("approval")
    page.moves.buttons["submit"].click()
    oshsu.settle()
    assert records.show(oshsu.ws, oshsu.ws.review)["state"] == "collecting"
    assert oshsu.banners()


@pytest.mark.requirement("R259")
def test_more_than_a_year_since_the_last_review_is_said_above_everything(make_workspace, shell):
    ws = make_workspace(person="Осмонова Ж. Т.")
    last = dt.date.today() - dt.timedelta(400)
    records.save(ws, "review", [{"title": "Отчет", "period": "2024/25", "prepared_on": last.isoformat(), "agreed_on": last.isoformat(), "agreed_by": "П.",
                                 "approved_on": last.isoformat(), "approved_by": "Ректор", "prepared_by": "О.", "effectiveness": "А", "objectives": "А",
                                 "resources": "А", "suitability": "А", "adequacy": "А", "inputs": [{"input": "a", "comment": "А"}]}])  # fmt: skip
    window = shell(ws)
    window.page("review")
    assert any("кечигүүдө" in said for said in window.banners())


def test_the_first_review_is_begun_by_its_button(make_workspace, shell):
    window = shell(make_workspace(person="Осмонова Ж. Т."))
    page = window.page("review")
    assert not page.empty.isHidden()
    page.primary()
    window.settle()
    assert page.sheet is not None
    assert page.empty.isHidden()


def test_the_next_review_is_begun_by_a_button_once_its_period_has_none(make_workspace, shell):
    ws = make_workspace(institution="oshsu", person="Осмонова Ж. Т.")
    reviews.begin(ws, "2024/25")
    at = shell(ws)
    page = at.page("review")
    assert not page.next.isHidden()
    page.next.click()
    at.settle()
    assert {one["period"] for one in reviews.listed(ws)} == {"2024/25", period_now(ws.profile)}
    assert page.next.isHidden()

"""Documents with their change, agreement and acquaintance sheets, their copies and registers on paper."""

from __future__ import annotations

import pytest

from qms_desktop.services import records
from tests.services.reading import in_order


@pytest.mark.requirement("R004", "R224", "R228")
def test_the_change_sheet_is_the_last_page_of_a_document_with_rows_for_a_hand(unit, paper):
    title = "ӨЗГӨРҮҮЛӨРДҮ ЖАНА ТОЛУКТООЛОРДУ КАТТОО БАРАГЫ"
    for variant in unit.profile.change_sheets:
        sheet = paper(unit, "document", variant=variant)
        assert title in sheet.text(sheet.pages), variant
        assert in_order(sheet.text(1), "Макулдашуу барагы", "Таанышуу барагы")
    sheet = paper(unit, "document", variant="oshsu")
    words = sheet.words(sheet.pages)
    clause = next(word for word in words if word.text == "4.2")
    number = next(word for word in words if word.text == "1" and abs(word.top - clause.top) < 4)
    assert number.right < clause.left
    signed = next(word for word in words if word.text == "кызматы")
    assert signed.top - clause.bottom > 10 * 8 * 72 / 25.4, "ten rows to write in"


def test_a_change_sheet_has_its_ten_lines_on_one_page(unit, paper):
    """It belongs to its document, and so has neither a number nor a period of its own."""
    (document,) = records.save(unit, "document", [{"code": "МТК-01", "title": "Жобо", "level": "3", "edition": 1}]).saved
    sheet = paper(unit, "Ф-16", ids=[document.key.id])
    assert sheet.pages == 1
    assert "Жазуу №" not in sheet.text()


def test_the_agreement_sheet_shows_comments_with_their_answers(unit, paper):
    text = paper(unit, "Ф-17").text()
    for said in ("МТК-Ж-01-МБ", "сын-пикири", "4.2-пунктта жооптуу", "Кошулду", "14.08.2026"):
        assert said in text


@pytest.mark.requirement("R076")
def test_the_acquaintance_sheet_names_the_staff_and_leaves_rows_for_newcomers(unit, paper):
    sheet = paper(unit, "Ф-18")
    assert in_order(sheet.text(), "Осмонова Ж. Т.", "Асанов Б. М.", "иш сапарда")
    assert "МТК-Ж-01-МТК-ТА" in sheet.text()
    head = [next(word for word in sheet.words(1) if word.text.startswith(start)) for start in ("Аты-жөнү", "Кызматы", "Тааныш", "Датасы", "Эскертүү")]
    assert [word.left for word in head] == sorted(word.left for word in head)


@pytest.mark.requirement("R064", "R069")
def test_the_distribution_list_shows_copies_and_what_came_back(unit, paper):
    text = paper(unit, "distribution").text()
    for said in ("Садыкова Г. А.", "16.09.2026", "01.10.2026", "Берилген экземплярлар: 2; кайтарыла элеги: 1", "Сапат бөлүмү, 214-каана"):
        assert said in text


def test_a_list_of_copies_is_of_documents_that_somebody_has(office, paper):
    ids = [saved.key.id for saved in records.save(office, "document", [
        {"code": f"Д-{n}", "title": f"Документ {n}", "level": "2", "edition": 1} for n in (71, 72)]).saved]  # fmt: skip
    records.save(office, "document_copy", [{"document": ids[0], "edition": 1, "of_unit": "МТК", "recipient": "Асанов А.", "issued_on": "2026-10-01"}])
    text = paper(office, "distribution").text()
    assert "Документ 71" in text
    assert "Документ 72" not in text
    assert "Документ 72" in paper(office, "distribution", ids=[ids[1]]).text()


@pytest.mark.requirement("R264")
def test_the_destruction_list_is_signed_by_the_commission(unit, paper):
    text = paper(unit, "destruction").text()
    assert in_order(text, "Таанышуу барактары", "31.12.2023", "Комиссиянын төрагасы", "Назарова А. К.", "Комиссиянын мүчөсү", "Бекова С.")
    assert "БЕКИТЕМ" in text


def test_documents_from_outside_have_a_register_of_their_own(unit, paper):
    assert "Тышкы документтердин реестри" not in paper(unit, "Ф-15").text()
    records.save(unit, "external_document", [{"title": "«Билим берүү жөнүндө» мыйзам", "issuer": "Жогорку Кеңеш", "in_number": "№ 92",
                                              "in_date": "2026-01-15", "keeper": "Юрист"}])  # fmt: skip
    sheet = paper(unit, "Ф-15")
    assert "Ички документтердин реестри" in sheet.text(1)
    last = sheet.text(sheet.pages)
    for said in ("Тышкы документтердин реестри", "Жогорку Кеңеш", "№ 92", "15.01.2026", "Юрист"):
        assert said in last

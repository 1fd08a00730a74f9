"""The programme, plans, checklists and protocols of audits on paper, and the notice of what is open."""

from __future__ import annotations

import datetime as dt

import pytest

from qms_desktop.services import acts, records
from qms_desktop.services.listing import records as listed
from tests.services.paper_records import STATEMENT
from tests.services.reading import in_order, under


@pytest.mark.requirement("R179")
def test_the_programme_shows_every_audit_in_its_month_and_what_is_covered(office, paper):
    sheet = paper(office, "Ф-07")
    assert under(sheet, 1, "•", "11")
    assert under(sheet, 1, "•", "03")
    text = sheet.text()
    assert "РЕКТОР" in text.upper()
    assert "БЕКИТЕМ" in text
    assert under(sheet, sheet.pages, "•", "8.5")
    assert under(sheet, sheet.pages, "•", "10.3"), "a chapter covers its clauses"
    width, height = sheet.page_size()
    assert width > height


def test_an_audit_that_was_carried_out_is_marked_as_done(office, paper):
    (audit, *_more) = listed(office, "audit")
    items = [{"audit": audit["id"], "clause": "4.1", "question": "Чөйрө аныкталганбы?", "verdict": "conforms", "evidence": "№ 3 протокол"}]
    records.save(office, "checklist_item", items)
    acts.act(office, "submit", [audit["id"]])
    acts.act(office, "close", [audit["id"]])
    sheet = paper(office, "Ф-07")
    last = sheet.pages
    assert under(sheet, last, "√", "4.1"), "a clause that was looked at"
    assert under(sheet, last, "√", "8.5")


def test_the_plan_is_signed_by_the_lead_auditor_and_known_to_the_unit(office, paper):
    text = paper(office, "Ф-08").text()
    assert in_order(text, "Аудиттин максаты", "Аудиторлор тобу", "Аудиттин иш тартиби", "Алдын ала суралган", "Башкы аудитор", "Тааныштым")
    for said in ("12.11.2026 09:30–11:00", "8.1, 8.5.1", "АПл-2026-01"):
        assert said in text


@pytest.mark.requirement("R153")
def test_the_protocol_has_seven_parts_each_to_be_signed(office, paper):
    sheet = paper(office, "Ф-10")
    text = sheet.text()
    parts = ("1. Идентификация", "2. Туура келбөөчүлүктүн баяны", "3. Коррекция", "4. Себеби", "5. Коррекциялык иш-аракет", "6. Аткарылышы",
             "7. Текшерүү")  # fmt: skip
    assert in_order(text, *parts)
    assert in_order(text, "Аудитор: ___", "Бөлүмдүн өкүлү: ___", "Бөлүмдүн жетекчиси: ___", "План кабыл алынды", "Жабылды: сапат бөлүмү: ___")
    assert all(word in text for word in STATEMENT.split())
    assert "Силлабус жыл сайын кайра каралып" in text
    assert sheet.pages <= 2, "one sheet of paper, both sides"


def test_a_term_that_was_extended_stays_in_sight_beside_the_new_one(office, paper):
    (protocol,) = listed(office, "nonconformity")
    records.save(office, "nonconformity", [{"id": protocol["id"], "unit": protocol["unit"], "extensions": [
        {"reason": "Ремонт", "due": "2027-02-01", "granted_by": "Сапат бөлүмү", "granted_on": "2026-12-14"}]}])  # fmt: skip
    text = paper(office, "Ф-11").text()
    assert "узартылды:" in text
    assert "01.02.2027" in text
    assert "Ремонт" in paper(office, "Ф-10").text()


def test_days_are_late_until_the_action_is_carried_out(office, paper):
    (protocol,) = listed(office, "nonconformity")
    of = {"id": protocol["id"], "unit": protocol["unit"]}
    day = dt.date.today() - dt.timedelta(days=37)
    records.save(office, "nonconformity", [of | {"actions": [{"text": "Тартипти киргизүү", "due": day.isoformat()}]}])
    assert "37" in paper(office, "Ф-11").text().split()
    records.save(office, "nonconformity", [of | {"done_on": day.isoformat()}])
    assert "37" not in paper(office, "Ф-11").text().split()


@pytest.mark.requirement("R045")
def test_a_unit_prints_a_notice_of_what_is_open(office, paper):
    text = paper(office, "notice").text()
    assert "Жабыла элек туура келбөөчүлүктөр: 1" in text
    assert "ТК-МТК-2026-01" in text
    (protocol,) = listed(office, "nonconformity")
    acts.act(office, "void", [protocol["id"]], why="Ката катталган")
    assert "Жабыла элек туура келбөөчүлүктөр: 0" in paper(office, "notice").text()


def test_the_register_of_auditors_counts_their_audits(office, paper):
    text = paper(office, "Ф-20").text()
    for said in ("Осмонова Ж. Т.", "башкы аудитор", "«Сапат» борбору", "ИА-01"):
        assert said in text
    (known,) = listed(office, "auditor", where=["number=ИА-01"])
    records.save(office, "auditor", [{"id": known["id"], "audits_before": 41}])
    assert "41" in paper(office, "Ф-20").text(), "with those before the register"
    order = paper(office, "auditors-order").text()
    assert "№ 98, 15.09.2026 буйрукка тиркеме" in order
    assert "Бекова С. А." in order


def test_the_number_of_a_checklist_names_its_audit_once(office, paper):
    (audit, *_more) = listed(office, "audit")
    records.save(office, "checklist_item", [{"audit": audit["id"], "clause": "4.1", "question": "Эмне?"}])
    assert "ТБ-АПл-2026-01 " in paper(office, "Ф-09").text()

"""Processes, risks, providers and complaints on paper."""

from __future__ import annotations

import pytest

from qms_desktop.services import records
from tests.services.paper_records import MEASURE
from tests.services.reading import downwards, in_order


def test_the_process_register_says_how_each_process_works_and_when_it_was_audited(office, paper):
    seed = office.profile.processes[0]
    (card,) = records.save(office, "process", [{"number": seed.number, "name": seed.name.ky, "group": seed.group, "edition": 3,
                                                "approved_on": "2026-09-05", "period": "2026/27"}]).saved
    records.save(office, "indicator", [
        {"process": card.key.id, "target": "100", "period": "2026/27", "title": title, "actual": actual, "weight": weight}
        for title, actual, weight in (("Бир", "80", "1"), ("Эки", "60", "3"))])
    records.save(office, "audit", [{"unit_audited": "АРБ", "processes": [seed.number], "held_from": "2026-11-02", "held_to": "2026-11-03",
                                    "state": "completed", "lead": "Осмонова Ж. Т."}])  # fmt: skip
    text = paper(office, "Ф-02", year="2026/27").text()
    # (1·80 + 3·60) / 4 = 65
    for said in ("3, 05.09.2026", "65", "03.11.2026"):
        assert said in text


@pytest.mark.requirement("R173")
def test_a_process_has_its_yearly_work_plan(unit, paper):
    text = paper(unit, "process-plan").text()
    for said in ("ПРОЦЕССТИН ЖЫЛДЫК ИШ ПЛАНЫ", "Билим берүү процесси", "Жетишүү – 87,5 %", "Аткарылуу даражасы: 0 %"):
        assert said in text
    assert "Кафедранын 2026/27" not in text


@pytest.mark.requirement("R054")
def test_the_process_map_has_requirements_coming_in_and_satisfaction_going_out(office, paper):
    sheet = paper(office, "process-map")
    words = {word.text: word for word in reversed(sheet.words(1))}
    assert words["талаптары"].right < words["Негизги"].left < words["канааттануусу"].left
    text = sheet.text()
    assert in_order(text, "Башкаруу процесстери", "Негизги процесстер", "Көмөкчү процесстер")
    for process in office.profile.processes:
        assert all(part in text for part in process.name.ky.replace("-", " ").split()[:1])
    assert "Иш берүүчүлөр" in text


def test_a_unit_has_a_passport_for_each_direction_of_its_activity(make_workspace, paper):
    ws = make_workspace("МТК")
    made = records.save(ws, "passport", [{"direction": "Билим берүү процесси"}, {"direction": "research"}]).saved
    first, second = (one.key.id for one in made)
    records.save(ws, "risk", [{"title": "Биринчи", "passport": first}, {"title": "Экинчи", "passport": second}, {"title": "Үчүнчү"}])
    sheet = paper(ws, "Ф-03")
    by_word = {word: page for page in range(1, sheet.pages + 1) for word in ("Биринчи", "Экинчи", "Үчүнчү") if word in sheet.text(page)}
    assert len(set(by_word.values())) == 3
    assert "Багыты: Билим берүү процесси" in sheet.text(by_word["Биринчи"])
    assert "Багыты: Илимий-изилдөө ишмердүүлүгү" in sheet.text(by_word["Экинчи"])
    assert "Направление: Образовательный процесс" in " ".join(paper(ws, "Ф-03", language="ru").text().split())
    named = paper(ws, "Ф-03", ids=[second]).text()
    assert "Экинчи" in named
    assert "Биринчи" not in named


def test_a_unit_with_one_passport_has_all_its_risks_on_it(make_workspace, paper):
    ws = make_workspace("МТК")
    records.save(ws, "passport", [{"direction": "education"}])
    records.save(ws, "risk", [{"title": "Өрт"}])
    sheet = paper(ws, "Ф-03")
    assert "Билим берүү процесси" in sheet.text(1)
    assert "Өрт" in sheet.text(1)


def test_the_measure_of_a_preventive_action_comes_from_its_risk(unit, paper):
    text = paper(unit, "Ф-12").text()
    for said in ("Т-МТК-01", "стажировкага", "01.03.2027", "Проректор", MEASURE["responsible"]):
        assert said in text


def test_providers_context_and_complaints_have_their_columns(unit, office, paper):
    provider = paper(unit, "Ф-24")
    assert downwards(provider, "«Келечек", "сапат", "4,5", "улантуу", "25.06.2027")
    context = paper(office, "Ф-23")
    assert downwards(context, "Уюмдун", "климат", "Талаптары,", "Практикалык")
    complaint = paper(unit, "Ф-22").text()
    for said in ("304-аудиторияда", "Жылытуу оңдолду", "20.10.2026"):
        assert said in complaint


def test_the_trust_box_is_opened_with_an_act_of_what_was_found(unit, paper):
    records.save(unit, "complaint", [{"received_on": "2026-10-13", "channel": "site", "group": "ата-эне", "voice": "complaint", "text": "Сайттан келген",
                                      "responsible": "Декан", "due": "2026-10-27"}])  # fmt: skip
    sheet = paper(unit, "box-act")
    text = sheet.text()
    signed = next(word.top for word in sheet.words(1) if word.text == "төрагасы")
    assert not any(word.text == "Назарова" and abs(word.top - signed) < 12 for word in sheet.words(1)), "who prints is not the chair"
    counted = next(word for word in sheet.words(1) if word.text == "кайрылуулар:")
    assert any(word.text == "1." and abs(word.top - counted.top) < 1 for word in sheet.words(1))
    assert "304-аудиторияда" in text
    assert "Сайттан" not in text

"""The policy, what the staff and the public are told, and who answers for what, on paper."""

from __future__ import annotations

import pytest

from qms_desktop.services import records, website
from qms_desktop.services.listing import records as listed
from tests.services.paper_records import POLICY
from tests.services.reading import downwards, in_order


@pytest.mark.requirement("R243", "R291")
def test_the_policy_is_one_page_in_three_languages_with_the_approval(office, paper):
    sheet = paper(office, "policy")
    assert sheet.pages == 1
    text = sheet.text()
    for said in ("Университет Кыргыз", "Университет стремится", "The university strives", "БЕКИТЕМ", "Ректор", "ДОЛБООР"):
        assert said in text
    heads = [next(word.left for word in sheet.words(1) if word.text == language) for language in ("Кыргызча", "Русский", "English")]
    assert heads == sorted(heads)
    (policy,) = listed(office, "policy")
    records.save(office, "policy", [{"id": policy["id"], "unit": policy["unit"], "approved_by": "Ректор", "approved_on": "2026-09-01"}])
    assert "01.09.2026" in paper(office, "policy").text()


@pytest.mark.requirement("R090")
def test_a_policy_with_its_eleven_points_stays_on_one_page(make_workspace, paper):
    ws = make_workspace(institution="oshsu")
    point = ("окутуучулардын, кызматкерлердин жана студенттердин квалификациясын, компетенттүүлүгүн, кесипкөйлүгүн, мотивациясын тынымсыз "
             "жогорулатуу, чыгармачыл демилгесин колдоо")  # fmt: skip
    records.save(ws, "policy", [{**POLICY, "points": [{"text": f"Б{n}Б {point}"} for n in range(1, 12)]}])
    sheet = paper(ws, "policy")
    assert sheet.pages == 1
    assert in_order(sheet.text(), *(f"Б{n}Б" for n in range(1, 12)))


def test_the_check_of_the_policy_says_what_is_missing(office, paper):
    text = paper(office, "policy-check").text()
    assert in_order(text, "Стратегиялык максаттар көрсөтүлгөн", "ооба", "Тынымсыз жакшыртуу милдети алынган", "жок")
    assert "кызматкерлердин жыйналышы" in text


@pytest.mark.requirement("R125")
def test_the_staff_sign_that_they_know_policy_objectives_their_part_and_what_follows(unit, paper):
    records.save(unit, "person", [{"name": "Осмонова Ж. Т.", "position": "доцент"}, {"name": "Кеткен К.", "position": "лаборант", "left_on": "2026-01-10"}])
    sheet = paper(unit, "awareness")
    text = sheet.text()
    assert in_order(text, "сапат саясаты", "Студенттердин жетишүүсүн жогорулатуу", "кошкон өз салымым", "кесепеттер")
    assert downwards(sheet, "Назарова", "Осмонова")
    assert "Кеткен" not in text


@pytest.mark.requirement("R083")
def test_results_and_plans_are_told_to_the_public(unit, paper):
    sheet = paper(unit, "summary")
    assert downwards(sheet, "жыйынтыктар", "81,8", "Өнүгүү", "Кафедранын")


@pytest.mark.requirement("R123")
def test_policy_and_objectives_go_to_the_website_as_a_page(make_workspace, tmp_path):
    ws = make_workspace()
    records.save(ws, "policy", [{**POLICY, "text": POLICY["text"] + "\n<b>Экинчи</b> абзац & дагы", "state": "in_force",
                                             "approved_by": "Ректор", "approved_on": "2026-09-01", "valid_from": "2026-09-01"}])  # fmt: skip
    records.save(ws, "objective", [{"unit": "all", "title": "Рейтингде орун", "indicator": "Орду", "target": "700", "numerator": "1", "denominator": "2"}])
    out = tmp_path / "сайт.html"
    assert website.export(ws, out)["objectives"] == 1
    page = out.read_text(encoding="utf-8")
    assert in_order(page, '<meta charset="utf-8">', '<section lang="ky">', '<section lang="ru">', '<section lang="en">', "<td>Рейтингде орун</td>")
    assert "&lt;b&gt;Экинчи&lt;/b&gt; абзац &amp; дагы" in page
    assert "<li>Билим берүүнүн мамлекеттик" in page


@pytest.mark.requirement("R026")
def test_the_table_of_responsibility_is_printed_by_kind_of_matter(office, paper):
    text = paper(office, "responsibility").text()
    assert in_order(text, "аудит", "Ички аудиттерди пландаштыруу", "процесс", "Тобокелдик паспортун түзүү")
    for said in ("Ички аудиторлор", "Бөлүмдөрдүн", "Ректор", "9.2"):
        assert said in text


@pytest.mark.requirement("R028")
def test_the_structure_goes_from_the_council_to_the_units_with_named_persons(office, paper):
    sheet = paper(office, "structure")
    assert downwards(sheet, "Окумуштуулар", "Токтосунов", "Адам", "Ректорат")
    rows = {word.text: word.top for word in sheet.words(1)}
    assert rows["Токтосунов"] == rows["Э."]
    lefts = {word.text: word.left for word in reversed(sheet.words(1))}
    assert lefts["Окумуштуулар"] > lefts["ЖАМУнун"] < lefts["Ректорат"], "a unit is set in under the one it belongs to"

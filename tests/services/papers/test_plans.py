"""Objectives, plans, tasks and minutes on paper."""

from __future__ import annotations

import datetime as dt

import pytest

from qms_desktop.services import records
from qms_desktop.services.listing import records as listed
from tests.services.reading import downwards, in_order


def test_objectives_are_planned_monitored_and_analysed(unit, paper):
    sheet = paper(unit, "Ф-06")
    text = sheet.text()
    assert in_order(text, "1. План", "2. Мониторинг", "3. Анализ")
    for said in ("82,4", "87,5", "1-се", "78,4 (298", "81,8 (311 / 380)", "коррекциялык", "Силлабустарды"):
        assert said in text
    assert "МК-МТК-2026-27" in text
    assert "БЕКИТЕМ" in text


@pytest.mark.requirement("R104")
def test_the_objectives_of_the_university_are_considered_by_the_council_and_approved_by_its_head(make_workspace, paper):
    ws = make_workspace()
    records.save(ws, "objective", [{"title": "Рейтинг", "indicator": "Орду", "target": "700", "unit": "all"}])
    text = paper(ws, "Ф-06").text()
    for said in ("БЕКИТЕМ", "Ректор", "КАРАЛДЫ"):
        assert said in text
    assert ws.profile.approvers["considered_by"].ky in text


@pytest.mark.requirement("R104", "R132")
def test_a_plan_says_its_kind_and_term_and_who_considered_and_approved_it(unit, paper):
    (plan,) = [one for one in listed(unit, "plan") if one["number"] == "П-1"]
    draft = paper(unit, "plan", ids=[plan["id"]]).text()
    for said in ("Пландын түрү: бөлүмдүн иш планы", "мөөнөтү: жылдык", "КАРАЛДЫ", "БЕКИТЕМ", "ДОЛБООР", "Аткарылуу даражасы: 50 %"):
        assert said in draft
    records.save(unit, "plan", [{"id": plan["id"], "discussed_by": "Окуу-усулдук кеңеш", "discussed_on": "2026-09-05",
                                 "approved_by": "Институттун директору", "approved_on": "2026-09-08"}])  # fmt: skip
    approved = paper(unit, "plan", ids=[plan["id"]]).text()
    for said in ("Окуу-усулдук кеңеш", "05.09.2026", "08.09.2026"):
        assert said in approved
    assert "ДОЛБООР" not in approved


def test_every_dated_task_stands_in_one_list(unit, paper):
    text = paper(unit, "Ф-25").text()
    for form in ("Ф-03", "Ф-06", "Ф-12", "Ф-14", "Ф-21", "Ф-22"):
        assert form in text
    assert "Тапшырмалар бөлүмдөр боюнча" in text
    by_month = paper(unit, "Ф-25", variant="month").text()
    assert in_order(by_month, "10.2026", "12.2026", "03.2027")
    by_person = paper(unit, "Ф-25", variant="person").text()
    assert in_order(by_person, "Кафедра башчысы", "Назарова А. К.")


def test_the_unit_stands_once_over_its_tasks_and_not_beside_each(make_workspace, paper):
    ws = make_workspace("МТК")
    records.save(ws, "action", [{"title": f"Иш {n}", "responsible": "Декан", "due": "2026-12-01"} for n in range(3)])
    words = paper(ws, "Ф-25").text().split()
    assert (words.count("Декан"), words.count("МТК")) == (3, 2)  # in the head, and over the three


def test_an_overdue_task_says_by_how_many_days(make_workspace, paper):
    ws = make_workspace("МТК")
    due = dt.date.today() - dt.timedelta(days=143)
    records.save(ws, "action", [{"title": "Кечиккен", "responsible": "Декан", "due": due.isoformat()},
                                {"title": "Аткарылган", "responsible": "Декан", "due": due.isoformat(), "done_on": due.isoformat()}])  # fmt: skip
    words = [word.text for word in paper(ws, "Ф-25").words(1)]
    assert words.count("143") == 1


def test_a_task_of_a_risk_is_due_by_the_risk_and_what_was_stopped_is_no_task(make_workspace, paper):
    ws = make_workspace("МТК")
    risk = {"title": "Тобокелдик", "category": "technical", "deadline": "Жыл сайын", "period": "2024/25"}
    (old,) = records.save(ws, "risk", [risk | {"measures": [{"text": "Калганы"}, {"text": "Бүткөнү", "state": "done"}]}]).saved
    records.save(ws, "risk", [risk | {"period": "2025/26", "previous": old.key.id, "measures": [
        {"text": "Калганы"}, {"text": "Токтогону", "state": "stopped"}]}])  # fmt: skip
    text = paper(ws, "Ф-25").text()
    assert (text.count("Калганы"), text.count("Бүткөнү"), text.count("Токтогону")) == (1, 1, 0)
    assert "Жыл сайын" in text


def test_minutes_have_agenda_heard_and_decided_in_this_order(unit, paper):
    sheet = paper(unit, "minutes")
    assert "кафедранын (бөлүмдүн) отуруму: № 4 протокол" in sheet.text()
    assert downwards(sheet, "протокол", "Катышкандар", "ТАРТИБИ", "УГУЛДУ:", "ТОКТОМ", "бекитилсин.", "Чечимдер")
    assert "1. Тобокелдик паспортун бекитүү (Назарова А. К.)" in sheet.text()

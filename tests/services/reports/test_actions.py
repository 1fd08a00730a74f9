"""R16 against figures worked out by hand: today is 1 March 2027."""

import pytest

from qms_desktop.services import records
from tests.services.reports.conftest import told


def measure(due, done=None, who="Асанов А.", **more):
    return {"text": f"Иш {due}", "due": due, "done_on": done, "state": "done" if done else "planned", "responsible": who, **more}


@pytest.fixture
def busy(desk):
    desk.save("risk", {"title": "Т", "category": "technical", "measures": [
        measure("2027-01-10", "2027-01-10"), measure("2027-01-10", "2027-02-01"), measure("2027-02-20"),
        measure("2027-05-01"), measure("жыл бою")]})  # fmt: skip
    desk.save("plan", {"title": "Аудиттен кийин", "plan_kind": "after_audit", "term": "year", "measures": [
        measure("2026-12-31", who="Бекова Б."), measure("2026-10-01", "2026-10-01", who="Бекова Б.")]})  # fmt: skip
    # Of last year, still open 500 days later; and one that was done then, which is of no interest now.
    desk.save("plan", {"title": "Эски", "plan_kind": "unit", "term": "year", "period": "2025/26", "measures": [
        measure("2025-10-17"), measure("2025-11-01", "2025-11-01")]}, unit="ФИЛ")  # fmt: skip
    records.save(desk.ws, "action", [{"unit": "ФИЛ", "title": "Тапшырма", "source": "order", "of_unit": "ФИЛ",
                                      "responsible": "Асанов А.", "due": "2027-02-10", "due_extended": "2027-03-10", "period": "2026/27"}])
    return desk


@pytest.mark.requirement("R154")
def test_R16_by_unit_done_in_time_overdue_and_how_long(busy, table):
    rows = {row[0]: row[1:] for row in table(busy.report("R16"))}
    # МТК: 7; done 3 of 7; in time 2 of 3; late: 20.02 (9 days) and 31.12 (60 days); one without a day
    assert rows["Математика кафедрасы"] == ["7", "42,9 % (3/7)", "66,7 % (2/3)", "2", "1", "1", "0", "1"]
    # ФИЛ: the old one 500 days late; the task was extended and is not late
    assert rows["Филология кафедрасы"] == ["2", "0 % (0/2)", "–", "1", "0", "0", "1", "0"]
    total = [told(cell) for cell in busy.report("R16").tables[0].total]
    assert total[1:] == ["9", "33,3 % (3/9)", "66,7 % (2/3)", "3", "1", "1", "1", "1"]


def test_R16_by_person_and_one_by_one_the_oldest_first(busy, table):
    report = busy.report("R16")
    people = {row[0]: row[1] for row in table(report, 2)}
    assert people == {"Асанов А.": "7", "Бекова Б.": "2"}
    assert [row[-1] for row in table(report, 4)] == ["500", "60", "9"]


@pytest.mark.requirement("R044")
def test_R16_shows_the_completion_of_what_was_planned_after_audits_by_unit(busy, table):
    busy.save("external_evaluation", {"title": "Аккредитация", "evaluation_kind": "accreditation", "findings": [
        {"text": "Табылга", "due": "2027-01-01", "done_on": "2026-12-20"}]}, unit="ФИЛ")  # fmt: skip
    rows = {row[0]: row[1:4] for row in table(busy.report("R16"), 3)}
    assert rows == {"Математика кафедрасы": ["2", "50 % (1/2)", "100 % (1/1)"],
                    "Филология кафедрасы": ["1", "100 % (1/1)", "100 % (1/1)"]}


@pytest.mark.requirement("R286")
def test_R16_a_deadline_in_words_is_that_of_its_year_and_comes_back_in_the_next(desk, table):
    own = {"title": "Т", "category": "technical", "deadline": "Жыл сайын", "measures": [{"text": "Иш"}]}
    (before,) = desk.save("risk", {**own, "period": "2025/26"})
    desk.save("risk", {**own, "previous": before})
    assert table(desk.report("R16"))[0][1:5] == ["1", "0 % (0/1)", "–", "0"], "last year's is not open besides"
    assert table(desk.report("R16", period="2025/26"))[0][1:5] == ["1", "0 % (0/1)", "–", "1"]


def test_R16_what_was_carried_over_is_counted_once(desk, table):
    plan = {"title": "Максат", "measures": [measure("2026-05-01"), measure("2026-04-01", "2026-04-01")]}
    (before,) = desk.save("objective", {**plan, "period": "2025/26"})
    desk.save("objective", {"title": "Максат", "previous": before, "measures": [measure("2026-05-01")]})
    assert table(desk.report("R16"))[0][1:5] == ["1", "0 % (0/1)", "–", "1"]
    assert table(desk.report("R16", period="2025/26"))[0][1:5] == ["2", "50 % (1/2)", "100 % (1/1)", "1"]


def test_R16_an_extended_nonconformity_is_late_only_after_its_new_day(year_of_findings, table):
    rows = [row for row in table(year_of_findings.report("R16"), 4) if row[0] == "Филология кафедрасы"]
    assert ["20.02.2027", "9"] in [row[-2:] for row in rows], "9 days after the new day, not 28 after the old one"


def test_R16_counts_what_is_done_as_a_whole_where_it_has_no_measures(desk, table):
    action = {"situation": "Жагдай", "source": "monitoring", "responsible": "Асанов А.", "due": "2027-02-01"}
    desk.save("corrective_action", {**action, "title": "Бүтүн"}, {**action, "title": "Бөлүктөп", "measures": [measure("2027-01-10", "2027-01-10")]})
    desk.save("complaint", {"text": "Суук", "due": "2027-02-10", "answered_on": "2027-02-09"})
    desk.save("improvement", {"title": "Сунуш", "due": "2027-02-10", "decision": "rejected"}, {"title": "Пландалбаган", "decision": "accepted"})
    # The action as a whole is late, its sister is one measure in time, the complaint was answered in time.
    assert table(desk.report("R16"))[0][1:5] == ["3", "66,7 % (2/3)", "100 % (2/2)", "1"]

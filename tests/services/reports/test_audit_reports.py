"""R7 and R8 against figures worked out by hand."""

import datetime as dt

import pytest

from qms_desktop.core.profile import load_checklist_bank
from qms_desktop.services import records
from qms_desktop.services.reports import programme
from qms_desktop.services.reports.numbers import percent

from .conftest import told

QUESTION = {"question": "Барбы?", "evidence": "Журнал № 3"}


def values(table):
    return {told(row[0]): [told(cell) for cell in row[1:]] for row in table.rows}


@pytest.fixture
def year(desk):
    """Four planned audits (one done, one moved, one cancelled, one not begun) and one outside the plan."""
    (plan,) = desk.save("audit_programme", {"title": "2026/27", "goal": "Г", "scope": "Ч", "criteria": "К", "rationale": "Н"}, unit="all")
    line = {"programme": plan, "audit_kind": "planned", "lead": "Токтогулов А.", "clauses": ["7.5.3", "8"]}
    desk.done, desk.moved, desk.cancelled, desk.waiting, desk.outside = (
        desk.save("audit", line | more, unit=more["unit_audited"])[0] for more in (
            {"unit_audited": "МТК", "month": "2026-11", "state": "completed", "held_from": "2026-12-03", "held_to": "2026-12-04"},
            {"unit_audited": "ФИЛ", "dates": ["2027-02-01", "2027-02-10"], "state": "moved", "state_reason": "Эпидемия"},
            {"unit_audited": "МЕД", "month": "2027-01", "state": "cancelled", "state_reason": "Жабылды", "clauses": ["4.1"]},
            {"unit_audited": "ПЕД", "month": "2027-05", "state": "planned", "clauses": ["9.2"]},
            {"unit_audited": "МТК", "month": "2027-02", "audit_kind": "unplanned", "state": "planned", "programme": None},
        )
    )  # fmt: skip
    return desk


@pytest.mark.requirement("R257")
def test_R7_done_of_planned_and_what_was_outside_the_plan(year):
    totals = values(year.report("R7").tables[0])
    assert totals["Пландалган аудиттер"] == ["4"]
    assert totals["алардын ичинен өткөрүлгөнү"] == ["25 % (1/4)"]
    assert totals["жылдырылды"] == ["25 % (1/4)"]
    assert totals["Пландан тышкаркы аудиттер"] == ["1"]


@pytest.mark.requirement("R187")
def test_R7_overdue_audits_and_reports_with_their_days(year):
    late = {(row[0].record, told(row[2])): (told(row[3]), told(row[4])) for row in year.report("R7").tables[1].rows}
    assert late == {
        (year.done, "аудиттин отчету"): ("11.12.2026", "80"),  # five working days after 4 December
        (year.moved, "аудит"): ("10.02.2027", "19"),
        (year.outside, "аудит"): ("28.02.2027", "1"),
    }


@pytest.mark.requirement("R187")
def test_R7_an_approved_report_is_not_overdue_and_days_stand_beside_the_planned_ones(year):
    (report,) = year.save("audit_report", {"audit": year.done, "conclusion": "partly", "summary": "Корутунду", "team": ["Т."],
                          "persons_met": [{"position": "Башчы"}], "examined": "Баары", "prepared_by": "Т.", "prepared_on": "2026-12-08",
                          "distribution": [{"recipient": "Бөлүм"}], "approved_on": "2026-12-10", "approved_by": "Башчы"})  # fmt: skip
    made = year.report("R7")
    assert year.done not in [row[0].record for row in made.tables[1].rows], report
    (row,) = [row for row in made.tables[2].rows if row[0].record == year.done]
    assert [told(cell) for cell in row[2:5]] == ["30.11.2026", "03.12.2026 – 04.12.2026", "+4"]


def test_R7_coverage_marks_what_was_audited_and_what_is_planned(year):
    year.save("checklist_item", *(QUESTION | {"audit": year.waiting, "clause": "5.1.1", "verdict": verdict, "unit": "ПЕД"}
                                  for verdict in ("conforms", "not_examined")), unit="ПЕД")  # fmt: skip
    table = year.report("R7").tables[3]
    clauses = [column.label.text("ky") for column in table.columns][1:]
    marks = {told(row[0]): {clause: mark for clause, mark in zip(clauses, row[1:], strict=True) if mark} for row in table.rows}
    assert (clauses[0], clauses[-1]) == ("4.1", "10.3")
    assert marks["Математика кафедрасы"] == {"7.5": "●"} | {c: "●" for c in clauses if c.startswith("8.")}
    assert marks["Педагогика институту"] == {"5.1": "●", "9.2": "○"}
    assert marks["Филология кафедрасы"]["7.5"] == "○"
    assert "Медициналык колледж" not in marks


def test_R7_says_which_clauses_and_units_nobody_audited(year):
    bare, unseen = (part for part in year.report("R7").parts if type(part).__name__ == "Words")
    clauses, units = (part.text.text("ky").split(", ") for part in (bare, unseen))
    assert ("4.1" in clauses, "8.5" in clauses) == (True, False)
    assert ("Филология кафедрасы" in units, "Математика кафедрасы" in units) == (True, False)


@pytest.mark.parametrize(("dates", "month", "last"), [
    (["2026-11-02", "2026-11-04"], None, dt.date(2026, 11, 4)), (["ноябрь"], "2027-02", dt.date(2027, 2, 28)),
    (None, "2026-13", None), (None, None, None),
])  # fmt: skip
def test_the_planned_day_is_the_last_one_or_the_end_of_the_month(dates, month, last):
    assert programme.planned_day(dates, month) == last


@pytest.fixture
def judged(desk):
    """МТК, 7.5.3: 3 conform, 1 minor, 1 not examined; 8.1: 1 observation, 1 major. ФИЛ, 7.5.3: 1 not applicable, 1 conforms."""
    audits = {unit: desk.save("audit", {"unit_audited": unit, "lead": "Т.", "state": "in_audit"}, unit=unit)[0] for unit in ("МТК", "ФИЛ")}
    for unit, clause, verdicts in (
        ("МТК", "7.5.3", "conforms conforms conforms minor_nc not_examined"), ("МТК", "8.1", "observation major_nc"),
        ("ФИЛ", "7.5.3", "not_applicable conforms"),
    ):  # fmt: skip
        desk.save("checklist_item", *(QUESTION | {"audit": audits[unit], "clause": clause, "verdict": verdict}
                                      for verdict in verdicts.split()), unit=unit)  # fmt: skip
    desk.save("checklist_item", QUESTION | {"clause": "7.5.3", "verdict": "major_nc"}, unit="МТК")  # a check of itself
    return desk


@pytest.mark.requirement("R167", "R231", "R258")
def test_R8_conforming_of_examined_without_what_was_not(judged):
    report = judged.report("R8")
    by_clause = list(values(report.tables[0]).values())
    assert [row[:2] for row in by_clause] == [["5", "80 % (4/5)"], ["2", "50 % (1/2)"]]
    by_unit = values(report.tables[1])
    assert by_unit["Математика кафедрасы"][:2] == ["6", "66,7 % (4/6)"]
    assert by_unit["Филология кафедрасы"][:2] == ["1", "100 % (1/1)"]
    assert [told(cell) for cell in report.tables[1].total][1:3] == ["7", "71,4 % (5/7)"]


def test_R8_behind_each_figure_stand_the_questions_that_it_counts(judged):
    for table in judged.report("R8").tables[:2]:
        for row in (*table.rows, table.total):
            for figure in row[1:]:
                assert figure.behind == (figure.numerator or 0)
    verdicts = {each: judged_one["verdict"] for each in table.total[1].records["checklist_item"]
                for judged_one in [records.show(judged.ws, each)]}  # fmt: skip
    assert len(verdicts) == table.total[1].value
    assert {verdicts[each] for each in table.total[2].records["checklist_item"]} <= {"conforms", "observation", "ofi", "good_practice"}


def test_R8_what_the_bank_holds_and_nobody_asks_and_what_always_conforms(judged):
    shipped = load_checklist_bank("iso9001")
    leadership = [question for question in shipped.questions if question.clause.startswith("5.")]
    audit = judged.save("audit", {"unit_audited": "МЕД", "lead": "Т."}, unit="МЕД")[0]
    asked = leadership[0]
    judged.save("checklist_item", *(QUESTION | {"audit": audit, "clause": asked.clause, "question": "Саясат барбы?", "question_id": asked.id,
                                                "verdict": "conforms"} for _time in range(3)), unit="МЕД")  # fmt: skip
    use, always = judged.report("R8").tables[2:]
    rows = values(use)
    assert rows["5"][:2] == [str(len(leadership)), f"{told(percent(1, len(leadership)))}"]
    assert leadership[1].clause in rows["5"][2]
    assert rows["4"][1].startswith("0 %")
    assert [[told(cell) for cell in row] for row in always.rows] == [[asked.clause, "Саясат барбы?", "3"]]


def test_R7_the_load_of_each_auditor_and_the_fullest_month(desk):
    line = {"unit_audited": "МТК", "lead": "Токтогулов А.", "team": ["Бекова Б."]}
    desk.save("audit", *(line | {"month": "2026-11"} for _audit in range(5)), line | {"month": "2027-02", "lead": "Бекова Б.", "team": []},
              line | {"month": "2026-11", "state": "cancelled", "state_reason": "Жабылды"})  # fmt: skip
    load = values(desk.report("R7").tables[4])
    assert load["Бекова Б."] == ["1", "5", "6", "5", "өтө көп"]
    assert load["Токтогулов А."][:4] == ["5", "0", "5", "5"]


def test_R7_the_units_with_most_reasons_are_to_be_audited_first(year_of_findings):
    desk = year_of_findings  # МЕД has a major one open, МТК one minor, ФИЛ one minor
    desk.save("risk", {"title": "Өрт", "likelihood": 4, "consequence": 5}, unit="МЕД")
    desk.save("risk", {"title": "Суу", "likelihood": 1, "consequence": 2}, unit="МТК")
    desk.save("audit", {"unit_audited": "МТК", "lead": "Т.", "state": "completed", "held_from": "2026-11-02", "held_to": "2026-11-03"})
    rows = [[told(cell) for cell in row] for row in desk.report("R7").tables[5].rows]
    by_unit = {row[0]: row[1:] for row in rows}
    assert by_unit["Медициналык колледж"][0::3] == ["20", "1"], "a high risk, a major nonconformity, never audited"
    assert by_unit["Математика кафедрасы"][2:] == ["03.11.2026", "3"], "nothing speaks for it"
    assert by_unit["Филология кафедрасы"][3] == "2", "never audited"
    assert [row[-1] for row in rows] == sorted(row[-1] for row in rows)


def test_R8_clauses_stand_as_people_count_them(judged):
    audit = judged.save("audit", {"unit_audited": "МЕД", "lead": "Т."}, unit="МЕД")[0]
    judged.save("checklist_item", QUESTION | {"audit": audit, "clause": "10.2", "verdict": "conforms"}, unit="МЕД")
    assert [told(row[0]).split(" ")[0] for row in judged.report("R8").tables[0].rows] == ["7.5.3", "8.1", "10.2"]

"""R5 and R6 against figures worked out by hand."""

import pytest

from qms_desktop.services import records
from tests.services.reports.conftest import told

RISK = {"category": "technical", "process": "J3", "cause": "Зымдар эски", "responsible": ["Башчы"], "deadline": "2027-05-31"}


def risk(title, likelihood, consequence, residual=None, measures=(), **more):
    left = {"residual_likelihood": residual[0], "residual_consequence": residual[1]} if residual else {}
    return {**RISK, "title": title, "likelihood": likelihood, "consequence": consequence, **left, "measures": list(measures), **more}


def measure(due, done=None, state="planned"):
    return {"text": "Иш", "due": due, "done_on": done, "state": "done" if done else state}


@pytest.fixture
def register(desk):
    desk.first = desk.save(
        "risk", risk("Өрт", 3, 5, (2, 5), [measure("2027-01-10", "2027-01-10"), measure("2027-02-01", "2027-02-15")]),
        risk("Суу", 2, 2, (2, 1), [measure("2027-02-20"), measure("2027-05-01")]), risk("Кадр", 4, 4, category="staffing"),
    )  # fmt: skip
    desk.second = desk.save("risk", risk("өрт", 3, 5, measures=[measure("жыл бою")]), unit="ФИЛ")
    return desk


@pytest.mark.requirement("R313")
def test_R5_matrix_moves_levels_and_means(register, table):
    report = register.report("R5")
    heat = report.charts[0]
    assert {spot: figure.value for spot, figure in heat.before.items()} == {(3, 5): 2, (2, 2): 1, (4, 4): 1}
    assert {spot: figure.value for spot, figure in heat.after.items()} == {(2, 5): 1, (2, 1): 1}
    assert heat.moves == (((2, 2), (2, 1), 1), ((3, 5), (2, 5), 1))
    assert heat.before[3, 5].records == {"risk": (register.first[0], register.second[0])}
    by_category = {row[0]: row[1:] for row in table(report)}
    # 3·5=15, 2·2=4, 3·5=15; both have residuals: (15+4)/2=9.5 before, (10+2)/2=6 after
    technical = next(row for row in by_category.values() if row[0] == "3")
    assert technical[4:6] == ["9,5 (n=2)", "6 (n=2)"]
    levels = [register.ws.profile.level(score) for score in (15, 4, 16, 15)]
    assert [told(cell) for cell in report.tables[0].total][2:5] == [str(levels.count(level)) for level in ("low", "medium", "high")]


def test_R5_measures_in_time_are_those_done_by_their_day_of_those_whose_day_has_come(register, table):
    rows = {row[0]: row[1:] for row in table(register.report("R5"), 2)}
    # Three days have come (10.01, 01.02, 20.02); one was kept, one done late, one not done.
    assert rows["Математика кафедрасы"] == ["4", "50 % (2/4)", "3", "33,3 % (1/3)", "1"]
    assert rows["Филология кафедрасы"] == ["1", "0 % (0/1)", "0", "–", "0"]


@pytest.mark.requirement("R286")
def test_R5_a_measure_without_a_day_has_that_of_its_risk_also_in_words(desk, table):
    own = {"text": "Иш", "state": "done"}
    desk.save("risk", risk("Жыл", 3, 3, measures=[{**own, "done_on": "2026-07-01"}], deadline="Жыл сайын", period="2025/26"))
    desk.save("risk", risk("Күн", 3, 3, measures=[{**own, "done_on": "2026-05-20"}, {"text": "Дагы"}], deadline="2026-05-10", period="2025/26"))
    rows = {row[0]: row[1:] for row in table(desk.report("R5", period="2025/26"), 2)}
    # All three days have come: one by 31.08.2026 in time; of 10.05.2026 one done late, one not done.
    assert rows["Математика кафедрасы"] == ["3", "66,7 % (2/3)", "3", "33,3 % (1/3)", "1"]


def test_R5_the_highest_risks_and_no_critical_consequence_hidden_below_them(desk, table):
    desk.save("risk", *(risk(f"Чоң {number}", 4, 4) for number in range(11)), risk("Сейрек, бирок оор", 1, 5), risk("Кичине", 1, 1))
    rows = table(desk.report("R5"), -1)
    assert [row[1] for row in rows[-2:]] == ["Чоң 8", "Сейрек, бирок оор"], "ten of eleven, then the critical one"
    assert rows[-1][3:6] == ["5", "төмөн", "критикалык кесепет"]
    assert len(rows) == 11


@pytest.mark.requirement("R313")
def test_R5_tells_the_change_over_the_years(register, table):
    register.save("risk", risk("Былтыркы", 1, 2, period="2025/26"), risk("Былтыркы чоң", 5, 5, period="2025/26"))
    report = register.report("R5")
    high = [register.ws.profile.level(score) for score in (15, 4, 16, 15)].count("high")
    assert [row[:2] + row[5:6] for row in table(report, 3)] == [
        ["2025/26", "2", "50 % (1/2)"], ["2026/27", "4", f"{high * 25} % ({high}/4)"]]  # fmt: skip
    assert report.charts[-1].series[2].values == (1, high)


@pytest.mark.requirement("R312")
def test_R6_lists_the_opportunities_of_all_units(register, table):
    chance = {"title": "Дуалдык окутуу", "process": "J3", "essence": "Ишкана менен келишим", "effect": "Практика күчөйт",
              "responsible": ["Декан"], "deadline": "2027-05-31", "state": "completed", "result": "Оң натыйжа"}  # fmt: skip
    register.save("opportunity", chance, chance | {"title": "Былтыркы", "period": "2025/26"})
    register.save("opportunity", chance | {"title": "Грант", "process": "J4", "state": None, "result": None}, unit="ФИЛ")
    rows = table(register.report("R6"), 3)
    assert [(row[0], row[1]) for row in rows] == [("Математика кафедрасы", "Дуалдык окутуу"), ("Филология кафедрасы", "Грант")]
    assert rows[0][3:] == ["Ишкана менен келишим", "Практика күчөйт", "Декан", "31.05.2027", "Аякталды", "Оң натыйжа"]
    assert [row[1] for row in table(register.report("R6", unit="ФИЛ"), 3)] == ["Грант"]


@pytest.mark.requirement("R312")
def test_R6_shows_entries_with_their_sources_what_is_left_and_who_is_missing(register, table):
    report = register.report("R6")
    assert table(report, 2) == [["Өрт", "2", "МТК, ФИЛ"]]
    assert "МЕД" in {unit.code for unit in report.missing}
    sources = [{"risk": register.first[0], "of_unit": "МТК"}, {"risk": register.second[0], "of_unit": "ФИЛ"}]
    records.save(register.ws, "register_entry", [{
        "title": "Өрт", "category": "technical", "likelihood": 3, "consequence": 5, "sources": sources, "period": "2026/27"}])  # fmt: skip
    report = register.report("R6")
    (entry,) = table(report)
    assert (entry[1], entry[4], entry[7], entry[8]) == ("Өрт", "15", "2", "МТК, ФИЛ")
    assert table(report, 2) == []
    by_unit = {row[0]: row[1:] for row in table(report, 1)}
    assert by_unit["Математика кафедрасы"][0] == "3"
    assert by_unit["Математика кафедрасы"][-2:] == ["33,3 % (1/3)", "2"]


def test_units_of_one_name_are_told_apart(register, table):
    records.save(register.ws, "unit", [{"code": "МТК2", "name": "Математика кафедрасы", "type": "department"}])
    register.save("risk", risk("Дагы", 1, 1), unit="МТК2")
    assert [row[:2] for row in table(register.report("R5"), 1) if row[0] == "Математика кафедрасы"] == [
        ["Математика кафедрасы", "3"], ["Математика кафедрасы", "1"]]  # fmt: skip

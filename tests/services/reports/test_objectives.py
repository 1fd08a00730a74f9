"""R3 and R4: objectives reached of approved, and the years."""

import pytest

from tests.services.reports.conftest import told

OBJECTIVE = {"level": "unit", "policy_point": "1", "indicator": "Үлүш", "measured_in": "%", "baseline": "50", "frequency": "year",
             "approved_by": "Ректор", "approved_on": "2026-09-10"}  # fmt: skip


def goal(title, target, actual=None, **more):
    return {**OBJECTIVE, "title": title, "target": target, "entered": actual, **more}


@pytest.fixture
def year(desk):
    desk.save("objective", goal("А", "80", "80"), goal("Б", "90", "45"), goal("В", "10", "12", direction="less"),
              goal("Г", "70"), goal("Долбоор", "1", "1", approved_on=None))  # fmt: skip
    desk.save("objective", goal("Д", "60", "75"), unit="ФИЛ")
    desk.save("objective", goal("А", "80", "90", period="2025/26"), goal("Б", "90", "95", period="2025/26"))
    return desk


@pytest.mark.requirement("R097", "R094")
def test_R3_reached_of_approved_with_the_change_in_points(year, table):
    report = year.report("R3")
    by_unit = {row[0]: row[1:] for row in table(report, 2)}
    # МТК: of four approved one reached (А), 25 %; last year two of two.
    assert by_unit["Математика кафедрасы"] == ["4", "75 % (3/4)", "25 % (1/4)", "100 % (2/2)", "-75"]
    assert by_unit["Филология кафедрасы"] == ["1", "100 % (1/1)", "100 % (1/1)", "–", "–"]
    assert [told(cell) for cell in report.tables[2].total][1:] == ["5", "80 % (4/5)", "40 % (2/5)", "100 % (2/2)", "-60"]
    (faculty,) = table(report, 1)
    assert faculty[0] == "Педагогика институту"
    assert faculty[3] == "40 % (2/5)"


def test_R3_what_rounds_to_100_is_not_reached(desk, table):
    desk.save("objective", goal("Студенттер", "2500", "2499"), goal("Аралык", "10", "12.5", direction="range", target_to="12.5"),
              goal("Мүчүлүштүк", "2.5", "2.501", direction="less"))  # fmt: skip
    assert {row[0]: row[3] for row in table(desk.report("R3"), 2)}["Математика кафедрасы"] == "33,3 % (1/3)"


def test_R3_the_objectives_of_the_university_are_its_own_and_no_units(year, table):
    year.save("objective", goal("Университеттики", "10", "10", level="university"), unit="all")
    report = year.report("R3")
    assert {row[0]: row[3] for row in table(report, 2)}["Жалал-Абад мамлекеттик университети"] == "100 % (1/1)"
    assert table(report)[0][1] == "1"
    assert "all" not in {unit.code for unit in report.included}


@pytest.mark.requirement("R080")
def test_units_without_objectives_are_listed_for_the_period(year, table):
    without = {row[0] for row in table(year.report("R3"), 4)}
    assert {"ПЕД", "МЕД"} <= without
    assert not {"МТК", "ФИЛ"} & without
    assert "ФИЛ" in {row[0] for row in table(year.report("R3", "2025/26"), 4)}


@pytest.mark.requirement("R167")
def test_R4_values_year_by_year_with_the_years_of_another_formula_marked(desk, table):
    first = desk.save("objective", goal("Иштегендер", "60", "55", period="2024/25", formula="иштеген / бүтүргөн"))
    desk.save("objective", goal("Иштегендер", "60", "60", period="2025/26", formula="иштеген /  бүтүргөн", previous=first[0]))
    desk.save("objective", goal("Иштегендердин үлүшү", "60", "71", formula="иштеген / табылган", previous=first[0]))
    report = desk.report("R4", unit="МТК")
    (row,) = table(report, 1)
    assert row[3:] == ["55", "60", "71 *"]
    assert [line[3:] for line in table(report)] == [["91,7 % (n=1)", "–"], ["100 % (n=1)", "+8,3"], ["100 % (n=1)", "0"]]
    drawn = report.charts[-1]
    assert (drawn.labels, drawn.series[0].marked) == (("2024/25", "2025/26", "2026/27 *"), frozenset({2}))


def test_R4_marks_a_formula_that_was_changed_on_the_same_card(desk, table):
    from qms_desktop.services import records

    (card,) = desk.save("indicator", {"title": "Үлүш", "measured_in": "%", "formula": "а / б", "target": "50", "actual": "40"})
    desk.save("measurement", {"title": "Үлүш", "indicator": card, "measured_on": "2026-01-10", "entered": "30", "period": "2025/26"})
    assert table(desk.report("R4", unit="МТК"), 1)[0][3:] == ["–", "30", "40"]
    records.save(desk.ws, "indicator", [{"id": card, "unit": "МТК", "formula": "а / в"}])
    assert table(desk.report("R4", unit="МТК"), 1)[0][3:] == ["–", "30", "40 *"]

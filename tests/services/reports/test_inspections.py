"""R24: inspections, monitoring, analyses and surveys of a period in figures worked out by hand."""

import pytest


@pytest.fixture
def watched(desk):
    (found,) = desk.save("nonconformity", {"statement": "Журнал бош", "found_on": "2026-10-06"})
    visit = {"inspection_kind": "class_visit", "subject": "Сабак", "date": "2026-10-05"}
    desk.visits = desk.save(
        "inspection",
        visit | {"result": "conforms", "criteria": [{"text": "План", "result": "conforms"}, {"text": "Журнал", "result": "not"}],
                 "passed_on": "2026-10-20", "measures": [{"text": "А", "state": "done"}, {"text": "Б", "state": "planned"}]},
        visit | {"result": "not", "nonconformity": found}, visit)  # fmt: skip
    desk.save("inspection", {"inspection_kind": "course_packs", "subject": "ОУК", "result": "conforms", "date": "2026-11-05",
                             "measures": [{"text": "В", "state": "done"}]}, unit="ФИЛ")  # fmt: skip
    desk.save("inspection", visit | {"period": "2025/26", "result": "not"})
    (card,) = desk.save("process", {"name": "Окутуу"})
    indicator = {"process": card, "measured_in": "%", "target": "80", "measured_on": "2026-12-01"}
    desk.save("indicator", indicator | {"title": "Орношуу", "data_kind": "employment", "actual": "80"},
              indicator | {"title": "Макала", "data_kind": "employment", "actual": "40"},
              indicator | {"title": "Башка", "data_kind": "learning"})  # fmt: skip
    desk.save("analysis", {"title": "Талап", "analysis_kind": "market", "date": "2026-12-01",
                           "measures": [{"text": "Г", "state": "done"}, {"text": "Д", "state": "in_progress"}]})  # fmt: skip
    desk.save("survey", {"title": "А", "group": "students", "population": 200, "answered": 50},
              {"title": "Б", "group": "students", "population": 100, "answered": 40}, {"title": "В", "group": "staff"})  # fmt: skip
    return desk


@pytest.mark.requirement("R039", "R085")
def test_R24_counts_inspections_by_kind_with_results_criteria_measures_and_what_management_was_told(watched, table):
    report = watched.report("R24")
    rows = {row[0]: row[1:] for row in table(report)}
    # two of three visits were judged, one conforms; one of two criteria is met; one of two measures is done
    assert rows["сабакка катышуу"] == ["3", "50 % (1/2)", "50 % (1/2)", "1", "50 % (1/2)", "1"]
    packs = next(row for name, row in rows.items() if "комплекс" in name)
    assert packs == ["1", "100 % (1/1)", "–", "0", "100 % (1/1)", "0"]
    assert report.tables[0].rows[0][1].records == {"inspection": tuple(watched.visits)}
    by_unit = {row[0]: row[1] for row in table(report, 1)}
    assert by_unit == {"Математика кафедрасы": "3", "Филология кафедрасы": "1"}
    assert table(watched.report("R24", "2025/26"))[0][1] == "1"


@pytest.mark.requirement("R039", "R088", "R110", "R255")
def test_R24_counts_monitoring_analyses_and_surveys_of_the_period(watched, table):
    report = watched.report("R24")
    monitored = {row[0]: row[1:] for row in table(report, 2)}
    employment = next(row for name, row in monitored.items() if "орношуу" in name.casefold())
    # 80 of 80 is 100 %, 40 of 80 is 50 %: the mean is 75
    assert employment == ["2", "100 % (2/2)", "50 % (1/2)", "75 % (n=2)"]
    assert sorted(row[0] for row in monitored.values() if row[0] != "0") == ["1", "2"]
    watched_by_none = [name for name, row in monitored.items() if row == ["0", "–", "–", "–"]]
    assert {"жарыяланган эмгектер", "студенттердин канааттануусу", "иш берүүчүлөрдүн канааттануусу"} <= set(watched_by_none)
    assert [row[1:] for row in table(report, 3)] == [["1", "50 % (1/2)"]]
    surveys = [row[1:] for row in table(report, 4)]
    assert surveys == [["2", "30 % (90/300)"], ["1", "–"]]
    assert report.charts[0].series[0].values == (1, 1)

"""R9 to R12 against figures worked out by hand."""

import datetime as dt

import pytest

from .conftest import told
from .findings import agreed, found


def values(table):
    return {told(row[0]): [told(cell) for cell in row[1:]] for row in table.rows}


@pytest.mark.requirement("R258", "R167", "R210")
def test_R9_counts_by_unit_clause_class_source_and_cause(year_of_findings):
    report = year_of_findings.report("R9")
    totals = values(report.tables[0])
    assert totals["Табылды"] == ["5", "1"]
    assert totals["алардын ичинен олуттуу"] == ["40 % (2/5)", "0 % (0/1)"]
    assert totals["алардын ичинен жабылганы"] == ["40 % (2/5)", "100 % (1/1)"]
    assert totals["алардын ичинен кайталанганы: бөлүм жана пункт бирдей"][0] == "40 % (2/5)"
    unit, clause, process, class_, source, cause = (values(table) for table in report.tables[1:7])
    assert unit["Математика кафедрасы"] == ["2", "40 % (2/5)", "1", "1", "50 % (1/2)"]
    assert [row[0].text("ky") for row in report.tables[2].rows] == [
        "7.5.3 Документтерди жана жазууларды башкаруу", "9.1 Мониторинг, өлчөө, талдоо жана баалоо"]  # fmt: skip
    assert next(iter(clause.values()))[:2] == ["4", "80 % (4/5)"]
    assert [row[0] for row in process.values()] == ["5"]
    assert {word: row[0] for word, row in class_.items()} == {"майда": "3", "олуттуу": "2"}
    assert [row[0] for row in source.values()] == ["4", "1"]
    assert {word: row[0] for word, row in cause.items()} == {"документация": "3", "компетенттүүлүк": "2"}


def test_R9_the_pareto_chart_goes_from_the_most_frequent_to_all(year_of_findings):
    pareto = [chart for chart in year_of_findings.report("R9").charts if chart.kind == "pareto"]
    assert [series.values for series in pareto[0].series] == [(4, 1), (80, 100)]
    assert [series.values for series in pareto[1].series] == [(3, 2), (60, 100)]


def test_R9_units_without_a_nonconformity_are_counted_among_the_units_of_the_report(year_of_findings):
    report = year_of_findings.report("R9", unit="ПЕД")
    assert values(report.tables[0])["Туура келбөөчүлүгү жок бөлүмдөр"][0] == "33,3 % (1/3)"
    assert values(report.tables[0])["Табылды"][0] == "4"


def test_R9_a_figure_leads_to_its_records(year_of_findings):
    (row,) = (row for row in year_of_findings.report("R9").tables[0].rows if told(row[0]) == "алардын ичинен жабылганы")
    assert row[1].records == {"nonconformity": (year_of_findings.a, year_of_findings.d)}


def test_R9_years_stand_beside_each_other(year_of_findings):
    (columns,) = (chart for chart in year_of_findings.report("R9").charts if chart.kind == "columns")
    assert columns.labels == ("2023/24", "2024/25", "2025/26", "2026/27")
    assert columns.series[0].values == (1, 1, 1, 5)


@pytest.mark.requirement("R202")
def test_R10_closed_in_time_and_days(year_of_findings):
    totals = values(year_of_findings.report("R10").tables[0])
    assert totals["алардын ичинен жабылганы"] == ["40 % (2/5)"]
    assert totals["жабылгандардын ичинен мөөнөтүндөгүсү"] == ["50 % (1/2)"]
    assert totals["Мезгил ичинде жабылганы (качан аныкталганына карабай)"] == ["3"]
    assert totals["Аныкталгандан жабылганга чейинки күндөр: орточо"] == ["74 (n=3)"]  # 80, 82 and 60
    assert totals["Аныкталгандан жабылганга чейинки күндөр: медиана"] == ["80 (n=3)"]


def test_R10_what_is_late_names_the_step_and_the_days(year_of_findings):
    rows = year_of_findings.report("R10").tables[1].rows
    assert [(row[0].record, told(row[3]), told(row[5])) for row in rows if row[0].record in (year_of_findings.b, year_of_findings.c, year_of_findings.e)] == [
        (year_of_findings.b, "иш-аракеттер", "50"), (year_of_findings.e, "бөлүмдүн планы", "38"), (year_of_findings.c, "иш-аракеттер", "9"),
    ]  # fmt: skip


def test_R10_an_extension_moves_the_term_and_is_listed(year_of_findings):
    (row,) = year_of_findings.report("R10").tables[2].rows
    assert (row[0].record, told(row[2]), told(row[3])) == (year_of_findings.c, "1", "20.02.2027")


def test_R10_the_days_to_the_plan_run_from_acquaintance(desk):
    today = dt.date.today()
    for days in (2, 3, 10):
        begun = today - dt.timedelta(days)
        agreed(desk, found(desk, "МТК", "7.2", begun.isoformat(), today.isoformat(), acknowledged_on=begun.isoformat()))
    totals = values(desk.report("R10", "", today=today).tables[0])
    assert totals["Таанышуудан планга чейинки күндөр: орточо"] == ["5 (n=3)"]
    assert totals["Таанышуудан планга чейинки күндөр: медиана"] == ["3 (n=3)"]


@pytest.mark.requirement("R198")
def test_R11_repeats_within_24_months_and_systemic_clauses(year_of_findings):
    report = year_of_findings.report("R11")
    assert values(report.tables[0])["алардын ичинен кайталанганы"] == ["40 % (2/5)"]
    assert [row[0].record for row in report.tables[1].rows] == [year_of_findings.b, year_of_findings.d]
    assert report.tables[1].rows[0][4].record == year_of_findings.a
    ((clause, units, number, named),) = report.tables[2].rows
    assert (told(clause)[:5], told(units), told(number)) == ("7.5.3", "3", "4")
    assert set(told(named).split(", ")) == {"Математика кафедрасы", "Филология кафедрасы", "Медициналык колледж"}


@pytest.mark.requirement("R169")
def test_R12_effective_of_those_verified_in_the_period(year_of_findings):
    desk = year_of_findings
    action = {"title": "Окутуу", "source": "internal_audit", "situation": "Жагдай", "cause": "Себеп", "responsible": "Башчы",
              "due": "2027-01-01", "criterion": "Критерий"}  # fmt: skip
    desk.save("corrective_action", action, action | {"done_on": "2026-12-01", "completed": "yes", "effective": "effective",
              "effective_on": "2027-01-20", "proof": "Буйрук", "verified_by": "Осмонова Ж. Т."})  # fmt: skip
    report = desk.report("R12")
    table = values(report.tables[0])
    assert table["Туура келбөөчүлүктөр"] == ["3", "33,3 % (1/3)", "1", "1", "1"]
    assert table["Коррекциялык иш-аракеттер"][:4] == ["1", "100 % (1/1)", "0", "0"]
    assert table["Алдын ала эскертүүчү иш-аракеттер"][:2] == ["0", "–"]
    assert values(report.tables[1]) == {"документация": ["2", "50 % (1/2)"], "компетенттүүлүк": ["1", "0 % (0/1)"]}


@pytest.mark.requirement("R212")
def test_R12_actions_by_state_with_the_overdue_ones(desk):
    action = {"title": "Окутуу", "source": "internal_audit", "situation": "Жагдай", "cause": "Себеп", "responsible": "Башчы",
              "criterion": "Критерий"}  # fmt: skip
    done = {"done_on": "2026-12-01", "completed": "yes", "effective": "effective", "effective_on": "2027-01-20", "proof": "Буйрук",
            "verified_by": "Осмонова Ж. Т.", "due": "2026-12-01"}  # fmt: skip
    desk.save("corrective_action", action | {"due": "2027-02-01"}, action | {"due": "2027-06-01"},
              action | {"done_on": "2026-12-01", "due": "2026-12-01"}, action | done, action | done | {"closed_on": "2027-02-01"})  # fmt: skip
    assert values(desk.report("R12").tables[2])["Коррекциялык иш-аракеттер"] == ["2", "1", "1", "1", "1", "5"]


def test_reports_of_nothing_show_dashes_and_no_zero_per_cent(desk):
    assert values(desk.report("R10").tables[0])["алардын ичинен жабылганы"] == ["–"]
    assert values(desk.report("R12").tables[0])["Туура келбөөчүлүктөр"][:2] == ["0", "–"]

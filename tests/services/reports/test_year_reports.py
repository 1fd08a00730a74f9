"""R18 to R20: evidence for accreditation, the board, the year's audits."""

import re

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.reports import Figure, Words
from qms_desktop.services import accreditation

from .conftest import told


@pytest.mark.requirement("R188")
def test_R20_says_in_sentences_what_the_figures_of_the_year_are(year_of_findings):
    report = year_of_findings.report("R20")
    said = [part.text.text("ky") for part in report.parts if isinstance(part, Words)]
    assert "5 туура келбөөчүлүк аныкталды, алардын ичинен 2 олуттуу." in said
    assert "Жабылганы: 40 % (2/5); алардын ичинен мөөнөтүндө: 50 % (1/2)." in said
    assert "3 же андан көп бөлүмдө бир эле пункт аткарылбайт: 7.5.3." in said
    titles = [table.title.text("ky") for table in report.tables]
    wanted = ("Аудит программасынын аткарылышы: ", "Пункттар жана бөлүмдөр боюнча туура келүү: ", "Туура келбөөчүлүктөрдүн статистикасы: ",
              "Туура келбөөчүлүктөр: мөөнөттөр: ", "Кайталанган туура келбөөчүлүктөр: ", "Коррекциялык иш-аракеттердин натыйжалуулугу: ")  # fmt: skip
    assert [sum(title.startswith(one) for title in titles) for one in wanted] == [1] * 6


def test_R18_chosen_records_come_first_and_a_record_shows_several_criteria(desk):
    first, _second = desk.save("document", {"title": "СМС жетектемеси", "code": "Д-1", "state": "in_force"},
                              {"title": "Окутуу жобосу", "code": "Д-2", "state": "in_force"})  # fmt: skip
    accreditation.link(desk.ws, ["1.1", "1.4"], [first], note="Максаттар", kept_at="2-папка")
    report = desk.report("R18")
    tables = {told(table.title)[:3]: [[told(cell) for cell in row] for row in table.rows] for table in report.tables[1:]}
    assert tables["1.1"][0][:4] == ["СМС жетектемеси. Максаттар", "Документ", "Д-1", "Математика кафедрасы"]
    assert tables["1.1"][0][5] == "2-папка"
    assert [row[0] for row in tables["1.4"] if row[1] == "Документ"] == ["СМС жетектемеси. Максаттар", "Окутуу жобосу"]
    overview = {told(row[0])[:3]: [told(cell) for cell in row[1:3]] for row in report.tables[0].rows}
    assert overview["1.1"] == ["1", "2"]


def counts(report):
    return [cell for table in report.tables for row in table.rows for cell in row if isinstance(cell, Figure) and cell.numerator]


@pytest.mark.parametrize("report", ["R18", "T1", "T3"])
def test_behind_every_count_stand_its_records(desk, report):
    desk.save("objective", {"title": "Окутуу", "indicator": "Үлүш", "target": "80"}, unit="МТК")
    desk.save("document", {"title": "Жобо", "code": "Ж-1"}, {"title": "Тартип", "code": "Т-1"})
    found = counts(desk.report(report))
    assert found
    assert all(figure.behind == figure.numerator and figure.records for figure in found)


def test_of_very_many_records_the_latest_are_named(desk):
    desk.save("document", *({"title": f"Жобо {n}", "code": f"Ж-{n}"} for n in range(301)))
    figure = max(counts(desk.report("T3")), key=lambda one: one.numerator)
    assert (figure.numerator, len(figure.records["document"]), figure.more) == (301, 300, 1)


def test_R18_refuses_a_criterion_that_is_not_listed_and_a_second_naming(desk):
    (document,) = desk.save("document", {"title": "СМС жетектемеси", "code": "Д-1"})
    with pytest.raises(UserError, match=re.escape("9.9")):
        accreditation.link(desk.ws, ["9.9"], [document])
    accreditation.link(desk.ws, ["1.1"], [document])
    with pytest.raises(UserError, match="далил"):
        accreditation.link(desk.ws, ["1.1"], [document])


def test_R19_units_by_forms_with_what_is_late(desk):
    from qms_desktop.services import periods

    periods.open_period(desk.ws, "2026/27", [{"form": "Ф-03", "due": "2027-02-01"}, {"form": "Ф-01", "due": "2027-06-01"}])
    (risk,) = desk.save("risk", {"title": "Өрт", "likelihood": 2, "consequence": 2}, unit="МТК")
    _totals, units, forms = desk.report("R19").tables
    rows = {row[0]: row for row in ([told(cell) for cell in line] for line in units.rows)}
    assert rows["Математика кафедрасы"][3:] == ["01.02.2027", "28", "0", "жок", "долбоор, кечикти"]
    assert rows["Филология кафедрасы"][6:] == ["жок", "жок, кечикти"]
    (of_unit,) = [line for line in units.rows if told(line[0]) == "Математика кафедрасы"]
    drafts = [cell.records for line in forms.rows for cell in line[2:] if cell.numerator]
    assert of_unit[5].records == {"risk": (risk,)}
    assert {"risk": (risk,)} in drafts

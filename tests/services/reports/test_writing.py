"""Reports as files and as JSON: paper with the house's header, tables over pages, charts; spreadsheets; SVG."""

import json
import subprocess
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import Text
from qms_desktop.core.reports import Chart, Series
from qms_desktop.paper.charts import drawings, nice_top
from qms_desktop.services import records
from qms_desktop.services.reports import registry, writing
from qms_desktop.services.setup import init
from tests.services.reports.conftest import UNITS, Desk
from tests.services.reports.test_risks import measure, risk


@pytest.fixture
def many(desk):
    desk.save("risk", *(risk(f"Тобокелдик өңүү № {n}", n % 5 + 1, n % 4 + 1, (1, 1), [measure("2027-01-01")]) for n in range(30)))
    desk.save("risk", risk("Өрт", 3, 5), unit="ФИЛ")
    desk.save("indicator", *({"title": f"Көрсөткүч {n}", "measured_in": "%", "target": "80", "actual": str(40 + n)} for n in range(60)))
    return desk


def paper(path):
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()


def test_paper_says_of_which_data_it_is_and_breaks_tables_over_pages(many, tmp_path):
    out = tmp_path / "r1.pdf"
    writing.write_report(many.ws, many.report("R1"), out)
    pages = paper(out).split("\f")[:-1]
    assert len(pages) > 2
    for said in ("01.03.2027", "Маалыматтардын версиясы", "Математика кафедрасы", "Медициналык колледж"):
        assert said in pages[0]
    assert sum("Көрсөткүч 7" in " ".join(page.split()) for page in pages) == 1
    assert all("Жалал-Абад" in page for page in pages)


def test_the_risk_map_is_on_paper_with_its_letters_embedded(many, tmp_path):
    out = tmp_path / "r5.pdf"
    writing.write_report(many.ws, many.report("R5"), out)
    assert "Чаралардан кийин" in paper(out)
    fonts = subprocess.run(["pdffonts", str(out)], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert all(line.split()[-5] == "yes" for line in fonts)


def test_a_spreadsheet_has_a_sheet_a_table_and_counts_as_numbers(many, tmp_path):
    out = tmp_path / "r5.xlsx"
    writing.write_report(many.ws, many.report("R5"), out)
    book = openpyxl.load_workbook(out)
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    assert len(pages) == len(many.report("R5").tables) + 1
    values = [row for row in pages[0].iter_rows(values_only=True) if row[1] == "Техникалык"]
    assert values[0][2] == 31


def test_a_chart_is_written_as_svg_whose_words_are_words(many, tmp_path):
    out = tmp_path / "r5.svg"
    writing.write_report(many.ws, many.report("R5"), out)
    words = [text.text for text in ET.parse(out).iter("{http://www.w3.org/2000/svg}text")]
    assert "Чаралардан кийин" in words
    assert {"Ыктымалдуулук", "Натыйжалары"} <= {word.removeprefix("Жогору карай: ") for word in words}
    assert [word for word in words if word in ("төмөн", "орто", "жогору")] == ["төмөн", "орто", "жогору"]
    assert all(float(text.get("y")) >= 0 for text in ET.parse(out).iter("{http://www.w3.org/2000/svg}text"))


def test_another_ending_is_refused(many, tmp_path):
    with pytest.raises(UserError):
        writing.write_report(many.ws, many.report("R5"), tmp_path / "r5.docx")


def test_every_report_can_be_made_printed_and_told_from_an_empty_store(make_workspace, tmp_path):
    ws = make_workspace()
    for number in registry.REPORTS:
        report = registry.make(ws, number)
        writing.write_report(ws, report, tmp_path / f"{number}.pdf")
        assert json.loads(json.dumps(writing.as_json(report, "ky")))["id"] == number


def test_every_report_can_be_made_of_all_periods_and_of_a_part_of_a_year(many):
    for number in registry.REPORTS:
        for period in ("", "2026/27-1", "2026", "2026-Q4"):
            assert many.report(number, period).period == period


def test_a_row_of_bars_that_no_page_holds_is_parted(many):
    labels = tuple(f"Бөлүм {n}" for n in range(60))
    chart = Chart(Text.of("Х"), "bars", labels, (Series("Саны", tuple(range(60))),))
    parts = drawings(chart, 450)
    assert len(parts) == 3
    assert all(part.height < 700 for part in parts)


def test_scales_end_at_round_numbers():
    assert [nice_top(most) for most in (0, 7, 100, 73, 0.8, 1234)] == [
        (1.0, 0.5), (8.0, 2.0), (100.0, 20.0), (80.0, 20.0), (0.8, 0.2), (1250.0, 250.0)]  # fmt: skip


def test_a_database_gives_the_same_figures_as_a_folder(desk, new_database):
    given = [risk("Өрт", 3, 5, (1, 1), [measure("2027-01-01", "2027-01-01"), measure("жыл бою")]), risk("Суу", 2, 2)]
    with init(new_database(), institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.", position="Башчы") as ws:
        other = Desk(ws)
        records.save(ws, "unit", UNITS)
        for each in (desk, other):
            each.save("risk", *given)
            each.save("indicator", {"title": "Үлүш", "measured_in": "%", "target": "80", "actual": "72,5"})
            each.save("survey", {"group": "students", "title": "С", "questions": [], "population": 20, "answered": 10})
        for number in registry.REPORTS:
            found = [writing.as_json(each.report(number, unit="МТК"), "ky")["parts"] for each in (desk, other)]
            assert without_ids(found[0]) == without_ids(found[1]), number


def without_ids(parts):
    if isinstance(parts, dict):
        return {name: without_ids(value) for name, value in parts.items() if name != "id"}
    return [without_ids(each) for each in parts] if isinstance(parts, list) else parts

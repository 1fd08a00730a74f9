"""What an exported workbook looks like to Excel."""

import datetime as dt
import zipfile

import pytest
from openpyxl import load_workbook

from qms_desktop.core.errors import UserError
from qms_desktop.core.examples import load_examples
from qms_desktop.models.catalogue import KINDS
from qms_desktop.sheets import integrated_sheet, kind_sheet, passport_sheet, register_sheet, write_sheet
from qms_desktop.sheets.write import TINTS

INFO = {
    "institution": "ЖАМУ & өнөктөштөр", "unit": "ФИЛ", "edition": 2, "version": 7, "period": "2026/27",
    "printed_at": dt.datetime(2026, 11, 20, 9, 5), "printed_by": "Асанов А.", "check_code": "7F3A 91C4 E2",
}  # fmt: skip


@pytest.fixture
def book(jasu, written):
    rows = load_examples("jasu", "ky")["register_entry"]
    return load_workbook(written(register_sheet(rows, jasu, "ky", info=INFO)))


def test_the_ten_columns_of_annex_4_the_unit_and_the_state(book, jasu):
    titles = [cell.value for cell in book.worksheets[0][1]]
    assert titles[1:11] == [column.label.ky for column in jasu.columns("register")]
    assert len(titles) == 13
    assert book.worksheets[0].column_dimensions["A"].hidden


def test_header_row_filter_and_print_setup(book):
    page = book.worksheets[0]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:M9"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert "&P" in page.oddFooter.right.text
    assert "&N" in page.oddFooter.right.text
    assert page.oddHeader.left.text == "ЖАМУ && өнөктөштөр"
    assert "Ф-04" in page.oddHeader.right.text
    assert "7F3A 91C4 E2" in page.oddFooter.left.text
    assert page["D2"].alignment.wrap_text


def test_levels_are_tinted_and_worded(book):
    page = book.worksheets[0]
    assert [page.cell(row, 7).value for row in (2, 3)] == ["16 – жогору", "9 – орто"]
    assert page["G2"].fill.fgColor.rgb.endswith(TINTS["high"])
    assert page["G3"].fill.fgColor.rgb.endswith(TINTS["medium"])
    assert page["K3"].value == "4 – төмөн"


def test_numbers_are_numbers_and_dates_are_dates(jasu, written):
    record = {"title": "А", "likelihood": 4, "assessed_on": "2026-12-25", "deadline": "2026-09-01"}
    page = load_workbook(written(kind_sheet(KINDS["risk"], [record], jasu, "en"), "en")).worksheets[0]
    cells = {cell.value: page.cell(2, cell.column) for cell in page[1]}
    assert cells["Likelihood"].value == 4
    assert cells["Assessed on"].value == dt.datetime(2026, 12, 25)
    assert cells["Assessed on"].is_date
    assert cells["Deadline"].value == dt.datetime(2026, 9, 1)


@pytest.mark.parametrize("text", ["=1+1", "+7 996", "-5", "@SUM(A1)", "\t=1", "\r=1", "#N/A", "=cmd|' /C calc'!A0"])
def test_F37_no_text_becomes_a_formula(text, jasu, written):
    out = written(kind_sheet(KINDS["risk"], [{"title": text, "measures": [{"text": text}]}], jasu, "ky"))
    for page in load_workbook(out):
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    with zipfile.ZipFile(out) as package:
        assert all(b"<f>" not in package.read(name) for name in package.namelist() if "worksheets" in name)


def test_what_xml_cannot_hold_is_left_out(jasu, written):
    page = load_workbook(written(kind_sheet(KINDS["person"], [{"name": "А\x00\x0bБ\ufffe"}], jasu, "ky"))).worksheets[0]
    assert page["B2"].value == "АБ"


def test_the_sheet_of_information(book):
    rows = {row[0]: row[1] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)}
    assert list(rows.values()) == [
        "ЖАМУ & өнөктөштөр", "ФИЛ", "Ф-04", 2, 7, "2026/27", dt.datetime(2026, 11, 20, 9, 5), "Асанов А.", "7F3A 91C4 E2",
    ]  # fmt: skip


def test_the_mark_is_hidden_from_people(book):
    assert book["_qms"].sheet_state == "veryHidden"


def test_choices_are_offered(jasu, written):
    page = load_workbook(written(kind_sheet(KINDS["risk"], [], jasu, "ky"))).worksheets[0]
    assert any("Академиялык" in rule.formula1 for rule in page.data_validations.dataValidation)


def test_a_list_with_full_items_has_a_sheet_of_its_own(jasu, written):
    measures = [{"text": "а", "due": "2026-12-01"}, {"text": "б"}]
    book = load_workbook(written(kind_sheet(KINDS["risk"], [{"title": "Т", "measures": measures}], jasu, "en"), "en"))
    assert book.sheetnames == ["Risks", "Mitigation measures", "Information", "_qms"]
    assert [cell.value for cell in book.worksheets[1][2]][2:5] == ["Т", "а", dt.datetime(2026, 12, 1)]


def test_plain_items_are_lines_of_one_cell(jasu, written):
    measures = [{"text": "а"}, {"text": "б"}]
    book = load_workbook(written(kind_sheet(KINDS["risk"], [{"title": "Т", "measures": measures}], jasu, "en"), "en"))
    assert book.sheetnames == ["Risks", "Information", "_qms"]
    assert "а\nб" in [cell.value for cell in book.worksheets[0][2]]


def test_the_passport_has_its_seven_columns(jasu, written):
    page = load_workbook(written(passport_sheet([{"title": "Т"}], jasu, "ru"), "ru")).worksheets[0]
    assert [c.value for c in page[1]][1:8] == [column.label.ru for column in jasu.columns("passport")]


def test_the_integrated_table(jasu, written):
    risks = load_examples("jasu", "ky")["risk"][2:3]
    opportunities = load_examples("jasu", "ky")["opportunity"][:1]
    blocks = [{"process": load_examples("jasu", "ky")["process"][0], "risks": risks, "opportunities": opportunities}]
    page = load_workbook(written(integrated_sheet(blocks, jasu, "ky"))).worksheets[0]
    assert [cell.value for cell in page[1]][1:] == [column.label.ky for column in jasu.columns("integrated")]
    assert page.max_row == 3
    assert page["F2"].value == 3
    assert page["F3"].value == "–"
    assert "Студенттердин мотивациясынын төмөндүгү" in page["B2"].value


def test_nothing_is_left_where_the_file_cannot_be_written(jasu, tmp_path):
    folder = tmp_path / "out.xlsx"
    folder.mkdir()
    with pytest.raises(UserError):
        write_sheet(folder, kind_sheet(KINDS["risk"], [], jasu, "ky"), "ky")
    assert list(tmp_path.iterdir()) == [folder]
    with pytest.raises(UserError):
        write_sheet(tmp_path / "absent" / "out.xlsx", kind_sheet(KINDS["risk"], [], jasu, "ky"), "ky")


def test_an_older_file_is_replaced_whole(jasu, tmp_path):
    out = tmp_path / "out.xlsx"
    for title in ("А", "Б"):
        write_sheet(out, kind_sheet(KINDS["person"], [{"name": title}], jasu, "ky"), "ky")
    assert load_workbook(out).worksheets[0]["B2"].value == "Б"
    assert list(tmp_path.iterdir()) == [out]

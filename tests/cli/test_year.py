"""`findings` and `calendar` on the command line, and what they write."""

import json
import subprocess

import openpyxl
import pytest

from tests.cli.conftest import answer, refusal

RISK = {"title": "Өрт", "code": "Т-МТК-01", "measures": [{"text": "Өрт өчүргүч алуу", "due": "2020-01-10"}]}


@pytest.fixture
def risk(run, department):
    (saved,) = answer(run("save", "risk", "-", "--json", given=json.dumps(RISK)))
    return saved["id"]


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()


def test_findings_name_rule_record_and_field(run, risk):
    found = {one["rule"]: one for one in answer(run("findings", "--json")) if one["record"] == risk}
    assert found["risk.no_responsible"] == {
        "rule": "risk.no_responsible", "weight": "nonconformity", "clause": "6.1.2", "unit": "МТК", "kind": "risk", "record": risk,
        "field": "responsible", "number": "Т-МТК-01", "title": "Өрт", "sentence": found["risk.no_responsible"]["sentence"],
        "advice": found["risk.no_responsible"]["advice"], "note": None,
    }  # fmt: skip
    assert found["risk.no_responsible"]["sentence"]


def test_findings_are_written_as_a_list_to_print_and_as_a_spreadsheet(run, risk, tmp_path):
    found = answer(run("findings", "--out", tmp_path / "list.pdf", "--json"))
    assert "Т-МТК-01 Өрт" in " ".join(text_of(tmp_path / "list.pdf").split())
    answer(run("findings", "--out", tmp_path / "list.xlsx", "--json"))
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "list.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row]
    assert sum(str(cell).startswith("Т-МТК-01") for cell in cells) == sum(one["record"] == risk for one in found)
    refusal(run("findings", "--unit", "ЖОК"))


def test_the_calendar_of_a_year_with_its_file_for_calendar_programs_and_its_plan(run, risk, tmp_path):
    owed = answer(run("calendar", "--year", "2030", "--ics", tmp_path / "y.ics", "--out", tmp_path / "y.pdf", "--json"))
    assert {one["unit"] for one in owed} == {"МТК"}
    assert all("2030-09-01" <= one["due"] <= "2031-08-31" for one in owed)
    assert (tmp_path / "y.ics").read_bytes().count(b"BEGIN:VEVENT") == len(owed)
    printed = " ".join(text_of(tmp_path / "y.pdf").split())
    assert "2030/31" in printed
    assert "01.10.2030" in printed
    refusal(run("calendar", "--year", "эртең"))

"""The command that makes reports."""

import openpyxl

from tests.cli.conftest import answer, refusal

RISK = '{"title": "Өрт", "category": "technical", "likelihood": 3, "consequence": 5, "period": "2026/27"}'


def begin(run):
    answer(run("init", "--institution", "jasu", "--role", "department", "--unit", "МТК", "--person", "Асанова Г. Т.",
               "--position", "Башчы", "--json"))  # fmt: skip
    answer(run("save", "risk", "-", "--json", given=RISK))


def test_the_list_names_every_report(run):
    begin(run)
    found = answer(run("report", "--json"))
    assert [each["id"] for each in found][:3] == ["R1", "R2", "R3"]
    assert all(each["title"] and each["about"] for each in found)


def test_a_report_is_told_as_json_in_the_language_asked_for(run):
    begin(run)
    found = answer(run("report", "r5", "--year", "2026/27", "--json", "--lang", "ru"))
    assert (found["id"], found["period"], found["unit"], found["included"]) == ("R5", "2026/27", "МТК", ["МТК"])
    assert found["parts"][0]["before"] == [[3, 5, 1]]
    assert found["parts"][1]["rows"][0][1] == {"value": 1, "shown": "1", "records": 1}


def test_a_report_is_written_as_a_file(run, tmp_path):
    begin(run)
    for ending in ("pdf", "xlsx", "svg"):
        out = tmp_path / f"тобокелдик.{ending}"
        told = answer(run("report", "R5", "--year", "all", "--out", out, "--json"))
        assert told["file"] == str(out)
        assert out.stat().st_size > 1000
    assert openpyxl.load_workbook(tmp_path / "тобокелдик.xlsx").worksheets[0].max_row > 1


def test_what_there_is_not_is_refused_in_a_sentence(run, tmp_path):
    begin(run)
    for wrong in (("R99",), ("R1", "--year", "2026-27"), ("R1", "--unit", "ЖОК"), ("R1", "--out", tmp_path / "r.txt")):
        assert refusal(run("report", *wrong, "--json"))

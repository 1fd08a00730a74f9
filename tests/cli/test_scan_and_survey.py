"""The commands scan and survey, as a script calls them."""

import json

import openpyxl
import pytest

from .conftest import answer


@pytest.fixture
def unit(run):
    """A department's store with a risk; the risk's id."""
    answer(run("init", "--institution", "jasu", "--role", "department", "--unit", "МТК", "--person", "Осмонова Ж. Т.",
               "--position", "Башчы", "--json"))  # fmt: skip
    return answer(run("save", "risk", "-", "--json", given=json.dumps({"title": "Кадр", "likelihood": 2, "consequence": 3})))[0]["id"]


def test_a_printed_form_is_filed_by_its_code(run, unit, tmp_path):
    answer(run("print", "Ф-03", "--out", tmp_path / "Ф-03.pdf", "--json"))
    (tmp_path / "letter.png").write_bytes(b"none")
    filed, refused = answer(run("scan", tmp_path / "Ф-03.pdf", tmp_path / "letter.png", "--json"))
    assert (filed["record"], filed["current"], filed["status"]) == (unit, True, "filed")
    assert filed["version"]
    assert filed["file"].endswith("Ф-03.pdf")
    assert (refused["record"], refused["current"], refused["status"]) == (None, False, "unreadable")
    assert refused["reason"]
    (attached,) = answer(run("files", unit, "--json"))
    assert attached["name"] == "Ф-03.pdf"


def test_answers_of_a_survey_are_shown_first_and_then_taken_in(run, unit, tmp_path):
    survey = answer(run("save", "survey", "-", "--json", given=json.dumps({
        "title": "Студенттер", "group": "students", "population": 50, "questions": [{"text": "Китеп жетеби?"}]})))[0]["id"]  # fmt: skip
    book = openpyxl.Workbook()
    for row in [["Китеп жетеби?"], *[[4]] * 10]:
        book.active.append(row)
    book.save(tmp_path / "answers.xlsx")
    shown = answer(run("survey", survey, tmp_path / "answers.xlsx", "--dry-run", "--json"))
    assert (shown["respondents"], shown["results"][0]["four"]) == (10, 10)
    assert answer(run("list", "survey_result", "--json")) == []
    answer(run("survey", survey, tmp_path / "answers.xlsx", "--json"))
    (result,) = answer(run("list", "survey_result", "--json"))
    assert (result["respondents"], result["mean"]) == (10, "4")
    assert answer(run("show", survey, "--json"))["record"]["rate"] == "20"

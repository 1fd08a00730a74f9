"""Surveys out of a workbook: counts and rates, and no figure anywhere of a group in which somebody could be told."""

import json

import openpyxl
import pytest
from sqlalchemy import select

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import speaking
from qms_desktop.services import exchanging, printing, records, returning, sheeting, survey_answers
from qms_desktop.services.listing import records as listed
from qms_desktop.services.records import save
from qms_desktop.store import tables
from tests.services.rules.conftest import desks

__all__ = ["desks"]

FIRST, SECOND = "Окуу китептери жетиштүүбү?", "Сабактар түшүнүктүүбү?"
SURVEY = {
    "title": "Студенттердин канааттануусу", "group": "students", "population": 200, "responsible": "Осмонова Ж. Т.",
    "questions": [{"text": FIRST, "question_kind": "scale", "section": "Ресурстар"}, {"text": SECOND, "question_kind": "scale"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english():
    with speaking("en"):
        yield


@pytest.fixture
def office(make_workspace):
    return make_workspace()


@pytest.fixture
def survey(office):
    return save(office, "survey", [SURVEY]).saved[0].key.id


def workbook(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def respondents(path, *groups):
    """One row a respondent: (unit, how many, their answer to both questions)."""
    rows = [["Убакыт", "Бөлүм", FIRST, SECOND, "Эмне сунуштайсыз?"]]
    for unit, count, answer in groups:
        rows += [["2026-05-01", unit, answer, 5, "Рахмат"]] * count
    return workbook(path, *rows)


def results(ws, question=FIRST):
    return {row["of_unit"]: row for row in listed(ws, "survey_result") if row["question"] == question}


@pytest.mark.requirement("R035", "R039")
def test_a_row_a_respondent_becomes_counts_with_n_and_rate(office, survey, tmp_path):
    file = respondents(tmp_path / "answers.xlsx", ("ФЭБ", 20, 4), ("СТБ", 10, "5 толук"))
    found = survey_answers.read(office, survey, file)
    assert (found.respondents, found.joined, found.problems) == (30, 0, [])
    assert found.ignored == ["Убакыт", "Эмне сунуштайсыз?"], "stamps and open answers are not kept"
    assert results(office) == {}, "reading writes nothing"
    survey_answers.take_in(office, found)
    assert {unit: (row["respondents"], row["mean"]) for unit, row in results(office).items()} == {"ФЭБ": (20, "4"), "СТБ": (10, "5")}
    assert results(office)["ФЭБ"]["section"] == "Ресурстар"
    assert (records.show(office, survey)["answered"], records.show(office, survey)["rate"]) == (30, "15")


def test_the_same_file_again_changes_nothing_and_a_better_one_replaces(office, survey, tmp_path):
    file = respondents(tmp_path / "answers.xlsx", ("ФЭБ", 20, 4))
    survey_answers.take_in(office, survey_answers.read(office, survey, file))
    assert survey_answers.take_in(office, survey_answers.read(office, survey, file)).change_ids == []
    better = respondents(tmp_path / "better.xlsx", ("СТБ", 20, 3))
    survey_answers.take_in(office, survey_answers.read(office, survey, better))
    assert results(office).keys() == {"СТБ"}


def test_counts_stand_under_their_scores(office, survey, tmp_path):
    file = workbook(tmp_path / "counts.xlsx", ["Суроо", "Бөлүм", 5, 4, 3, 2, 1, 0], [FIRST, "ФЭБ", 10, 5, 0, 0, 5, 2],
                    [SECOND, "ФЭБ", 20, 0, 0, 0, 0, "көп"])  # fmt: skip
    found = survey_answers.read(office, survey, file)
    assert [(problem.row, problem.column) for problem in found.problems] == [(3, "0")]
    survey_answers.take_in(office, found)
    assert (results(office)["ФЭБ"]["respondents"], results(office)["ФЭБ"]["mean"]) == (20, "3.8")


def test_small_groups_are_joined_so_that_none_can_be_worked_out(office, survey, tmp_path):
    file = respondents(tmp_path / "answers.xlsx", ("ФЭБ", 30, 4), ("СТБ", 8, 5), ("РЕК", 3, 1))
    found = survey_answers.read(office, survey, file)
    assert found.joined == 1, "however many questions it answered"
    survey_answers.take_in(office, found)
    assert {unit: row["respondents"] for unit, row in results(office).items()} == {"ФЭБ": 30, None: 11}
    nobody = respondents(tmp_path / "few.xlsx", ("РЕК", 3, 1))
    few = survey_answers.read(office, survey, nobody)
    assert (few.results, few.left) == ([], 6)


def test_those_of_no_unit_stand_in_one_row_with_what_is_joined(office, survey, tmp_path):
    """Two rows of the same question and group would write over each other when the answers are taken in again."""
    file = respondents(tmp_path / "answers.xlsx", ("ФЭБ", 30, 4), ("", 9, 4), ("СТБ", 3, 5), ("РЕК", 3, 1))
    for _again in range(2):
        survey_answers.take_in(office, survey_answers.read(office, survey, file))
        rows = [row for row in listed(office, "survey_result") if row["question"] == FIRST]
        assert sorted((row["of_unit"] or "", row["respondents"]) for row in rows) == [("", 15), ("ФЭБ", 30)]


def test_a_file_without_answers_is_refused(office, survey, tmp_path):
    with pytest.raises(UserError, match="no answers on the scale"):
        survey_answers.read(office, survey, workbook(tmp_path / "names.xlsx", ["Аты"], ["Асан"], ["Үсөн"]))
    with pytest.raises(UserError, match="holds no answers"):
        survey_answers.read(office, survey, workbook(tmp_path / "empty.xlsx", ["Аты"]))


def test_a_unit_that_nobody_knows_is_said(office, survey, tmp_path):
    found = survey_answers.read(office, survey, respondents(tmp_path / "answers.xlsx", ("ХХХ", 6, 4)))
    assert {problem.said.text("en") for problem in found.problems} == {"There is no unit ХХХ."}
    assert {problem.column for problem in found.problems} == {"Бөлүм"}, "as the file calls it"
    assert found.results[0]["of_unit"] is None


def test_a_small_group_written_by_hand_is_shown_nowhere(desks, tmp_path):
    office = desks.office
    survey = save(office, "survey", [SURVEY]).saved[0].key.id
    small = {"survey": survey, "question": FIRST, "of_unit": "МТК", "five": 1, "one": 2, "themes": ["Китеп аз"]}
    made = save(office, "survey_result", [small]).saved[0].key.id
    shown = records.show(office, made)
    assert shown["small"] is True
    assert {shown[name] for name in ("five", "one", "respondents", "mean", "top_two")} == {None}
    assert not shown["themes"]
    assert {step["set"]["one"] for step in records.history(office, made)} == {None}
    assert listed(office, "survey_result", where=["one=2"]) == [], "nor told by asking for it"
    sheeting.export(office, "survey_result", tmp_path / "results.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "results.xlsx") for row in sheet.values for cell in row]
    assert FIRST in cells
    assert 2 not in cells
    assert "Китеп аз" not in cells
    printing.print_form(office, "Ф-21", tmp_path / "Ф-21.pdf", language="ky")
    save(office, "survey_result", [{"id": made, "one": 20}])
    assert records.show(office, made)["respondents"] == 21, "once it is large enough it is shown"
    save(office, "survey_result", [{"id": made, "one": 2}])
    (bundle,) = returning.return_bundles(office, ["МТК"], tmp_path / "out")
    exchanging.receive(desks.unit, [bundle.file])
    with desks.unit.store.reading() as tx:
        lines = [json.loads(line) for (line,) in tx.connection.execute(select(tables.change.c.line))]
    assert "survey" in {line["kind"] for line in lines}, "the survey itself is published"
    assert "survey_result" not in {line["kind"] for line in lines}, "the counts stay with the office"
